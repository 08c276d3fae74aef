/* chart/ranked/parts.h -- own work as a row for each of its studies or runs. */
#ifndef PLUME_CHART_RANKED_PARTS_H
#define PLUME_CHART_RANKED_PARTS_H

#include "chart/ranked/rows.h"

enum {
    PLUME_PARTS_ALL = 30,    /* up to here each has a row */
    PLUME_PARTS_LARGEST = 12 /* else these, and one for all others */
};

/* Appends them, as data->by asks. */
plume_status plume_chart_parts_add(plume_chart_rows *rows, const plume_chart_data *data,
                                   plume_error *error);

#endif
