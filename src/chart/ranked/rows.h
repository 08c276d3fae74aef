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
    bool part;     /* of the own work: a study, a run */
    size_t others; /* it stands for so many, which have no rows; 0: for itself */
    int year;      /* 0: unknown */
    plume_evidence evidence;
    bool third_party;
    double strubell_kg, patterson_kg, net_kg;
    double ratio;                       /* strubell_kg / patterson_kg */
    double value_kg;                    /* published if it was, else patterson_kg */
    double low_kg, high_kg;             /* interval or range of published values */
    const plume_other_published *other; /* published of the same training by others */
    size_t other_count;
    plume_coverage coverage;
} plume_chart_row;

typedef struct plume_chart_rows {
    plume_chart_row *row;
    size_t count;
} plume_chart_rows;

void plume_chart_rows_dispose(plume_chart_rows *rows);

/* Largest ratio, or value, first; unknown ones last; equal ones by name. */
void plume_chart_rows_by_ratio(plume_chart_rows *rows);
void plume_chart_rows_by_value(plume_chart_rows *rows);

#endif
