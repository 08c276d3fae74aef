/* chart/ranked/histogram.h -- the distribution of a figure over all rows. */
#ifndef PLUME_CHART_RANKED_HISTOGRAM_H
#define PLUME_CHART_RANKED_HISTOGRAM_H

#include "chart/ranked/rows.h"

/* The distribution of all values above 0 (log, 24 bins) between header and rows, with an
 * axis of its own; moves frame->bottom_pt. what: "ratio". */
typedef struct plume_histogram {
    const plume_chart_rows *rows;
    double (*value)(const plume_chart_row *row);
    plume_dimension dimension;
    const char *what;
} plume_histogram;
void plume_histogram_draw(plume_frame *frame, const plume_histogram *histogram);

#endif
