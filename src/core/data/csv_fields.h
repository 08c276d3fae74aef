/* core/data/csv_fields.h -- the fields of a row, as libcsv calls back with them one by
 * one.
 *
 * The limits bound what one row of a hostile file can take. */
#ifndef PLUME_CORE_DATA_CSV_FIELDS_H
#define PLUME_CORE_DATA_CSV_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/data/csv.h"
#include <plume/status.h>

#define PLUME_CSV_FIELD_BYTES_MAX ((size_t)1 << 20)
#define PLUME_CSV_ROW_BYTES_MAX   ((size_t)64 << 20)
#define PLUME_CSV_ROW_FIELDS_MAX  ((size_t)100000)

/* Zeroed is empty. Fields are kept as offsets while a row is gathered, as the bytes may
 * move, and become pointers once it is whole. */
typedef struct plume_csv_fields {
    char *bytes; /* of the fields, each terminated */
    size_t bytes_length, bytes_capacity;
    size_t *begin; /* of each field, in bytes */
    plume_field *field;
    size_t count, capacity;
    plume_status status; /* PLUME_ERR_VALUE: a limit was passed */
} plume_csv_fields;

/* Room for so many more. False: out of memory. */
bool plume_csv_fields_reserve(plume_csv_fields *fields, size_t more);

/* What went wrong is in the status, and then nothing more is added. */
void plume_csv_fields_add(plume_csv_fields *fields, const char *text, size_t length);

/* Makes the pointers of a whole row. */
void plume_csv_fields_point(plume_csv_fields *fields);

void plume_csv_fields_clear(plume_csv_fields *fields);
void plume_csv_fields_dispose(plume_csv_fields *fields);

#endif
