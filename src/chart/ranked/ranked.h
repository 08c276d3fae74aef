/* chart/ranked/ranked.h -- a chart of one row a training on a log scale of mass: which
 * rows are drawn, where they stand, and the histogram and axis around them. */
#ifndef PLUME_CHART_RANKED_RANKED_H
#define PLUME_CHART_RANKED_RANKED_H

#include <math.h>

#include "chart/ranked/digest.h"
#include "chart/ranked/rows.h"
#include "scene/scale.h"

/* Masses that are met; start with PLUME_LIMITS_NONE. */
typedef struct plume_limits {
    double least_kg, most_kg;
} plume_limits;
#define PLUME_LIMITS_NONE ((plume_limits){ HUGE_VAL, 0.0 })

/* What cannot be drawn widens nothing. */
void plume_limits_widen(plume_limits *limits, double kg);

typedef struct plume_ranked {
    plume_frame frame;
    const plume_chart_rows *rows;
    plume_digest digest;
    plume_scale scale;
    plume_ticks ticks;
} plume_ranked;

/* The next row that is drawn, from *line on, which moves behind it; NULL at the end. */
const plume_chart_row *plume_ranked_next(const plume_ranked *chart, size_t *line);

/* The widest that print makes of a row's figure in that column. */
double plume_ranked_digits(const plume_ranked *chart,
                           void (*print)(plume_text *out, const plume_chart_row *row,
                                         int column),
                           int column);

/* PLUME_ERR_MISSING when no row has a figure to draw. */
plume_status plume_ranked_scale(plume_ranked *chart, const plume_limits *limits,
                                plume_error *error);

/* How the body is laid out, and what a row draws behind its label. */
typedef struct plume_ranked_body {
    double row_height_pt, above_rows_pt, grid_below_rule_pt;
    double label_reserve_pt;                     /* kept free beside labels */
    double (*value)(const plume_chart_row *row); /* of the histogram */
    plume_dimension dimension;
    const char *what; /* is its axis called */
    void (*draw)(void *state, const plume_chart_row *row, double y_pt);
    void *state;
} plume_ranked_body;
void plume_ranked_draw(plume_ranked *chart, const plume_ranked_body *body);

#endif
