/* chart/ranked/compared_rows.h -- the rows of a comparison, and of the parts of own work.
 */
#ifndef PLUME_CHART_RANKED_COMPARED_ROWS_H
#define PLUME_CHART_RANKED_COMPARED_ROWS_H

#include "chart/ranked/rows.h"

/* The rows of data->comparison, none when that is NULL, and those of the parts of own
 * work that data->by asks for; data->own_name names an own row that has no name. The
 * caller disposes, also after a failure. */
plume_status plume_chart_rows_from(plume_chart_rows *out, const plume_chart_data *data,
                                   plume_error *error);

/* Prints what print makes of those rows. */
plume_status plume_chart_rows_print(plume_text *out, const plume_chart_data *data,
                                    void (*print)(plume_text *out,
                                                  plume_chart_rows *rows),
                                    plume_error *error);

#endif
