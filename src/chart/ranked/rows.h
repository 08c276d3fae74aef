/* chart/ranked/rows.h -- the rows of a comparison as the charts need them, and which of
 * very many rows are drawn. */
#ifndef PLUME_CHART_RANKED_ROWS_H
#define PLUME_CHART_RANKED_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/chart.h>
#include <plume/run.h>
#include <plume/status.h>

#include "scene/frame.h"

/* Names are borrowed. Unknown figures are NAN. */
typedef struct plume_chart_row {
    const char *name;
    bool own;
    int year; /* 0: unknown */
    plume_evidence evidence;
    bool third_party;
    double strubell_kg, patterson_kg, net_kg;
    double ratio;           /* strubell_kg / patterson_kg */
    double value_kg;        /* published if it was, else patterson_kg */
    double low_kg, high_kg; /* interval or range of published values */
    plume_coverage coverage;
} plume_chart_row;

typedef struct plume_chart_rows {
    plume_chart_row *row;
    size_t count;
} plume_chart_rows;

/* The rows of data->comparison, none when that is NULL; data->own_name names an own row
 * that has no name. The caller disposes, also after a failure. */
plume_status plume_chart_rows_from(plume_chart_rows *out, const plume_chart_data *data,
                                   plume_error *error);
void plume_chart_rows_dispose(plume_chart_rows *rows);

/* Prints what print makes of those rows. */
plume_status plume_chart_rows_print(plume_text *out, const plume_chart_data *data,
                                    void (*print)(plume_text *out,
                                                  plume_chart_rows *rows),
                                    plume_error *error);

/* Largest ratio, or value, first; unknown ones last; equal ones by name. */
void plume_chart_rows_by_ratio(plume_chart_rows *rows);
void plume_chart_rows_by_value(plume_chart_rows *rows);

#endif
