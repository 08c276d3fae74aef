/* chart/methods.h -- the chart of both methods, row by row. */
#ifndef PLUME_CHART_METHODS_H
#define PLUME_CHART_METHODS_H

#include "chart/ranked/rows.h"

/* What "methods" draws; rows are sorted by it. MISSING when no row has a
 * figure to draw. */
plume_status plume_methods_draw(plume_scene *scene, plume_chart_rows *rows,
                                plume_error *error);

/* The extreme values in a sentence, and all rows as CSV. */
void plume_methods_describe(plume_text *out, plume_chart_rows *rows);
void plume_methods_table(plume_text *csv, plume_chart_rows *rows);

#endif
