/* chart/rows.h -- the rows of a comparison as the charts need them, and which of very
 * many rows are drawn. */
#ifndef PLUME_CHART_ROWS_H
#define PLUME_CHART_ROWS_H

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

/* --- digest: which rows are drawn --- */

enum {
    PLUME_ROWS_ALL = 40,          /* up to here every row is drawn */
    PLUME_ROWS_SELECTED = 100000, /* up to here own rows and those at the ends */
    PLUME_DIGEST_MAX = 128
};

/* A row that is drawn, or the count of rows left out between two that are. */
typedef struct plume_digest_line {
    size_t row;
    size_t more;      /* 0: a row */
    const char *rank; /* "median"; NULL unless rows stand for quantiles */
} plume_digest_line;

typedef struct plume_digest {
    plume_digest_line line[PLUME_DIGEST_MAX];
    size_t count;
    bool histogram; /* rows are left out: their distribution is to be shown too */
} plume_digest;

/* rows are sorted. By ratio: own rows and the 12 at either end. By value: own rows, the
 * largest, the smallest, and the 20 nearest by ratio to the first own row. */
void plume_digest_by_ratio(plume_digest *out, const plume_chart_rows *rows);
void plume_digest_by_value(plume_digest *out, const plume_chart_rows *rows);

/* --- drawing --- */

/* What "methods" and "models" draw; rows are sorted by them. MISSING when no row has a
 * figure to draw. */
plume_status plume_methods_draw(plume_scene *scene, plume_chart_rows *rows,
                                plume_error *error);
plume_status plume_models_draw(plume_scene *scene, plume_chart_rows *rows,
                               plume_error *error);

/* The extreme values in a sentence, and all rows as CSV. */
void plume_methods_describe(plume_text *out, plume_chart_rows *rows);
void plume_models_describe(plume_text *out, plume_chart_rows *rows);
void plume_methods_table(plume_text *csv, plume_chart_rows *rows);
void plume_models_table(plume_text *csv, plume_chart_rows *rows);

/* The widest row label among the lines of a digest. */
double plume_digest_label_width(const plume_digest *digest, const plume_chart_rows *rows);

/* The label of a line: a row's name, after its rank if it has one, or "976 more". */
void plume_digest_label(plume_frame *frame, const plume_digest_line *line,
                        const plume_chart_rows *rows, double y_pt, double reserve_pt);

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
