/* readers/trackers/codecarbon/row.h -- one row of CodeCarbon's emissions, whichever file
 * form it came in. */
#ifndef PLUME_READERS_CODECARBON_ROW_H
#define PLUME_READERS_CODECARBON_ROW_H

#include <stdbool.h>
#include <stdint.h>

#include "readers/trackers/codecarbon/codecarbon.h"

/* One row, by meaning. Text is terminated and never NULL; "" is empty. present tells
 * which columns the file has at all. */
typedef struct codecarbon_row {
    const char *text[CC_COLUMN_COUNT];
    const bool *present;
    uint64_t line;
    uint64_t converted; /* a bit for each column whose number is known */
    double number[CC_COLUMN_COUNT];
} codecarbon_row;

/* NAN when blank or no number. A row is judged, filled and checked by the same numbers:
 * each is converted once. */
double codecarbon_convert(codecarbon_row *row, codecarbon_column column);
static inline double codecarbon_number(codecarbon_row *row, codecarbon_column column)
{
    return (row->converted >> column & 1) != 0 ? row->number[column]
                                               : codecarbon_convert(row, column);
}
/* "" when blank, None or nan. */
const char *codecarbon_unless_nothing(const char *text);
static inline const char *codecarbon_text(const codecarbon_row *row,
                                          codecarbon_column column)
{
    const char *text = row->text[column];

    return text[0] == 'N' || text[0] == 'n' ? codecarbon_unless_nothing(text) : text;
}

/* A row whose cells have the types of their columns: NULL when it does, else why not,
 * with the column that offends. */
const char *codecarbon_row_fault(codecarbon_row *row, codecarbon_column *column);

/* Whether the release that wrote the row is known and not older than this one. */
bool codecarbon_row_is_since(codecarbon_row *row, const int release[3]);

#endif
