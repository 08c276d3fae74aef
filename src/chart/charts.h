/* chart/charts.h -- the registered charts, and what is common to building any of them. */
#ifndef PLUME_CHART_CHARTS_H
#define PLUME_CHART_CHARTS_H

#include <stddef.h>

#include "chart/chart.h"

/* Borrowed; NULL when there is none of this name. */
const plume_chart *plume_chart_find(const char *name);

size_t plume_charts_count(void);
const plume_chart *plume_charts_at(size_t i); /* NULL beyond the end */

/* A scene of this kind, owned by the caller. */
plume_status plume_chart_scene(plume_scene **out, const plume_chart *chart,
                               const plume_chart_data *data,
                               const plume_chart_options *options, plume_error *error);

#endif
