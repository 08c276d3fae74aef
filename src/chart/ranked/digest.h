/* chart/ranked/digest.h -- which of very many rows are drawn. */
#ifndef PLUME_CHART_RANKED_DIGEST_H
#define PLUME_CHART_RANKED_DIGEST_H

#include "chart/ranked/rows.h"

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

/* The widest row label among the lines of a digest. */
double plume_digest_label_width(const plume_digest *digest, const plume_chart_rows *rows);

/* The label of a line: a row's name, after its rank if it has one, or "976 more". */
void plume_digest_label(plume_frame *frame, const plume_digest_line *line,
                        const plume_chart_rows *rows, double y_pt, double reserve_pt);

#endif
