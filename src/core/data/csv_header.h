/* core/data/csv_header.h -- the header of a CSV file, and cells by the names of their
 * columns. */
#ifndef PLUME_CORE_DATA_CSV_HEADER_H
#define PLUME_CORE_DATA_CSV_HEADER_H

#include "core/data/csv.h"
#include <plume/status.h>

/* ',', ';' or a tab: which of them stands most often in the first line of text. */
char plume_csv_delimiter(const char *text, size_t length);

plume_status plume_header_new(plume_header **out, const plume_row *row,
                              plume_error *error);
void plume_header_free(plume_header *header);
size_t plume_header_count(const plume_header *header);
const char *plume_header_at(const plume_header *header, size_t i);
/* SIZE_MAX when there is no such column. */
size_t plume_header_find(const plume_header *header, const char *name);
/* Whether row is this header once more, as after `cat a.csv b.csv`. */
bool plume_header_repeats(const plume_header *header, const plume_row *row);

/* Whether all its fields are empty. */
bool plume_row_is_blank(const plume_row *row);

/* The field of that column; an empty field when the header or the row lacks it. */
plume_field plume_row_get(const plume_row *row, const plume_header *header,
                          const char *name);

/* NAN when empty; false when there is text that is no number (then *out is NAN too). */
bool plume_field_number(double *out, plume_field field);

#endif
