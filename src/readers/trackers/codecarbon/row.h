/* readers/trackers/codecarbon/row.h -- one row of CodeCarbon's emissions, whichever file
 * form it came in. */
#ifndef PLUME_READERS_CODECARBON_ROW_H
#define PLUME_READERS_CODECARBON_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "readers/trackers/codecarbon/codecarbon.h"
#include "readers/trackers/codecarbon/kinds.h"

/* One row, by meaning. Text is terminated and never NULL; "" is empty. */
typedef struct codecarbon_row {
    const char *text[CC_COLUMN_COUNT];
    size_t stamp_length;
    const bool *present; /* which columns the file has at all */
    uint64_t line;
    uint64_t symbol;                /* of the kind whose texts it has; 0 none yet */
    double number[CC_COLUMN_COUNT]; /* of those that are looked at in each row */
    codecarbon_kind *kind;
} codecarbon_row;

/* Of no file yet. */
void codecarbon_row_init(codecarbon_row *row);
/* The columns of a file, or of rows in an order of their own. */
void codecarbon_row_lay_out(codecarbon_row *row, const codecarbon_layout *layout);
/* The cells of a row that is laid out. False: out of memory. What it has is borrowed
 * until the next row, or kind. */
bool codecarbon_row_map(codecarbon_row *row, codecarbon_kinds *kinds,
                        const codecarbon_layout *layout, const plume_field *field,
                        size_t count);

/* NAN when blank or no number. */
double codecarbon_convert(const codecarbon_row *row, codecarbon_column column);
/* The same, of columns that are converted with the row. A row is judged, filled and
 * checked by the same numbers. */
static inline double codecarbon_number(const codecarbon_row *row,
                                       codecarbon_column column)
{
    return row->number[column];
}
static inline const char *codecarbon_text(const codecarbon_row *row,
                                          codecarbon_column column)
{
    return codecarbon_told(row->text[column]);
}

/* A row whose cells have the types of their columns: NULL when it does, else why not,
 * with the column that offends. */
const char *codecarbon_row_fault(codecarbon_row *row, codecarbon_column *column);

#endif
