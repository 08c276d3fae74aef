/* chart/models.h -- the chart of models on a logarithmic axis. */
#ifndef PLUME_CHART_MODELS_H
#define PLUME_CHART_MODELS_H

#include "chart/ranked/rows.h"

/* What "models" draws; rows are sorted by it. MISSING when no row has a figure to draw.
 */
plume_status plume_models_draw(plume_scene *scene, plume_chart_rows *rows,
                               plume_error *error);

/* The extreme values in a sentence, and all rows as CSV. */
void plume_models_describe(plume_text *out, plume_chart_rows *rows);
void plume_models_table(plume_text *csv, plume_chart_rows *rows);

#endif
