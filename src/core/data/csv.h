/* core/data/csv.h -- rows of a delimited text, with the lines they stand on.
 *
 * libcsv decides what a row is; those that have no quotes are cut without it, into the
 * same fields.
 *
 * A BOM is skipped, UTF-16 with a BOM is read, CR and CRLF end lines too. Blanks around a
 * field are not part of it. Blank lines are no rows. Fields, quotes and rows are bounded:
 * a quote that is never closed is an error that names the line where it opened. */
#ifndef PLUME_CORE_DATA_CSV_H
#define PLUME_CORE_DATA_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/input/source.h"
#include <plume/status.h>

typedef struct plume_csv plume_csv;

/* One field: terminated, borrowed until the next row. */
typedef struct plume_field {
    const char *text;
    size_t length;
} plume_field;

typedef struct plume_row {
    const plume_field *field;
    size_t count;
    uint64_t line; /* where it begins, from 1 */
    bool unended;  /* the text ends in it, not in the end of a line */
} plume_row;

/* source is borrowed. delimiter: ',' as a rule; '\0' tells it from the first line. */
plume_status plume_csv_open(plume_csv **out, plume_source_stream *source, char delimiter,
                            plume_error *error);
void plume_csv_close(plume_csv *csv);

/* What parts the cells; known once a row was read. */
char plume_csv_separator(const plume_csv *csv);

/* Every row by libcsv, also those that need no parser: what comes is the same. */
void plume_csv_parse_all(plume_csv *csv);

/* The next row, or count 0 at the end. */
plume_status plume_csv_next(plume_csv *csv, plume_row *row, plume_error *error);

/* --- rows that are converted before they are asked for --- */

/* Where the next row begins, and what was made of the chunk in which it does. */
typedef struct plume_csv_place {
    const void *state; /* of the converter; NULL: nothing was made of it */
    const void *rows;
    size_t at;     /* in the chunk */
    uint64_t line; /* on which it begins */
} plume_csv_place;

/* From some chunk on, what this makes of it is at hand; once another is given, of chunks
 * further on what that makes. It is borrowed until csv is closed. */
struct plume_csv_converter;
void plume_csv_convert(plume_csv *csv, const struct plume_csv_converter *converter);

/* May read on; the end is told by plume_csv_next. */
plume_status plume_csv_converted(plume_csv *csv, plume_csv_place *place,
                                 plume_error *error);
/* Rows up to a place in the chunk, where another begins, were taken as converted; they
 * stood on so many lines. */
void plume_csv_pass(plume_csv *csv, size_t to, uint64_t lines);

/* --- by name --- */

/* A header: names of columns, copied. */
typedef struct plume_header plume_header;

#endif
