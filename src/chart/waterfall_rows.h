/* chart/waterfall_rows.h -- the rows of a waterfall and what their cells say. */
#ifndef PLUME_CHART_WATERFALL_ROWS_H
#define PLUME_CHART_WATERFALL_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/chart.h>

#include "scene/frame.h"

enum { COLUMN_FACTOR, COLUMN_REMAINING, COLUMN_SHARE, COLUMNS };
enum { STEPS_MAX = 10, ROWS_MAX = STEPS_MAX + 2 };

typedef struct plume_waterfall_row {
    const plume_audit_factor *step; /* NULL: an end */
    const char *name, *detail;
    double remaining; /* after this step */
} plume_waterfall_row;

typedef struct plume_waterfall {
    plume_frame frame;
    const plume_audit *audit;
    plume_waterfall_row rows[ROWS_MAX];
    size_t count, columns;
    plume_dimension dimension;
    plume_scale scale;
    plume_ticks ticks;
    double bracket_x_pt; /* 0: none */
    double top_pt;
} plume_waterfall;

/* From data->audit; PLUME_ERR_MISSING when there is nothing to draw. */
plume_status plume_waterfall_begin(plume_waterfall *chart, const plume_chart_data *data,
                                   plume_error *error);

void plume_waterfall_name(plume_text *out, const plume_waterfall *chart,
                          const plume_waterfall_row *shown);
/* "->" and " x " as the signs that they stand for. */
void plume_waterfall_detail(plume_text *out, const char *detail);
/* "÷ 2.333" for what lowers the figure, "× 1.098" for what raises it; whole: three
 * figures. */
void plume_waterfall_factor(plume_text *out, double ratio, bool whole);
void plume_waterfall_total(plume_text *out, const plume_waterfall *chart, double total);
void plume_waterfall_cell(plume_text *out, const plume_waterfall *chart,
                          const plume_waterfall_row *shown, size_t column);

#endif
