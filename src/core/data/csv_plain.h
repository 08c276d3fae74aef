/* core/data/csv_plain.h -- rows that need no parser: without NULs, lone carriage
 * returns and quotes other than a pair around a field. They are cut in place, into the
 * fields that libcsv would give. */
#ifndef PLUME_CORE_DATA_CSV_PLAIN_H
#define PLUME_CORE_DATA_CSV_PLAIN_H

#include <stddef.h>
#include <stdint.h>

#include "core/data/csv.h"

/* A text of at most 65536 bytes, whose marks are known. */
typedef struct plume_csv_plain {
    char *bytes; /* fields are terminated in it; borrowed */
    size_t length;
    char delimiter;
    uint16_t *mark;   /* places in bytes; borrowed */
    size_t at, count; /* the next mark; of them */
} plume_csv_plain;

typedef enum plume_csv_line {
    PLUME_CSV_ROW,
    PLUME_CSV_EMPTY, /* nothing but blanks stands in it: no row */
    PLUME_CSV_PART,  /* its end is not there yet */
    PLUME_CSV_WIDE,  /* it has more fields than there is room for */
    PLUME_CSV_ODD    /* libcsv has to judge it */
} plume_csv_line;

/* Takes the line that begins at *from. A row is cut into its fields, of which there is
 * room for so many; *from moves behind a row and an empty line. Of any other line all
 * stays as it is but what stands in field. */
plume_csv_line plume_csv_plain_take(plume_csv_plain *plain, size_t *from,
                                    plume_field *field, size_t most, size_t *fields);

#endif
