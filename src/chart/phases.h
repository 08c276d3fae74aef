/* chart/phases.h -- where the work of a study went: shares by role, and what failed. */
#ifndef PLUME_CHART_PHASES_H
#define PLUME_CHART_PHASES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/chart.h>
#include <plume/number.h>
#include <plume/status.h>

#include "chart/phase_bars.h"
#include "scene/scene.h"

/* MISSING when there is no bar. */
plume_status plume_phases_draw(plume_scene *scene, const plume_phase_bars *bars,
                               plume_error *error);

/* A sentence for each bar, and all segments as CSV. */
void plume_phases_describe(plume_text *out, const plume_phase_bars *bars);
void plume_phases_table(plume_text *csv, const plume_phase_bars *bars);

#endif
