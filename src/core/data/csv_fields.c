/* Gathers fields until a row is whole, within bounds. */
#include "core/data/csv_fields.h"

#include <stdlib.h>
#include <string.h>

/* Twice what is wanted, so that a row which grows byte by byte is copied only a few
 * times. */
static bool bytes_reserve(plume_csv_fields *fields, size_t more)
{
    size_t wanted = fields->bytes_length + more, capacity = wanted * 2;
    char *grown;

    if (wanted <= fields->bytes_capacity)
        return true;
    grown = realloc(fields->bytes, capacity);
    if (grown == NULL)
        return false;
    fields->bytes = grown;
    fields->bytes_capacity = capacity;
    return true;
}

/* Two arrays grow in two steps; the capacity changes only when both have it, so a
 * failure in between leaves both sound. */
bool plume_csv_fields_reserve(plume_csv_fields *fields, size_t more)
{
    size_t capacity = fields->capacity * 2 + more + 64;
    size_t *begin;
    plume_field *field;

    if (fields->count + more <= fields->capacity)
        return true;
    begin = realloc(fields->begin, capacity * sizeof *begin);
    if (begin == NULL)
        return false;
    fields->begin = begin;
    field = realloc(fields->field, capacity * sizeof *field);
    if (field == NULL)
        return false;
    fields->field = field;
    fields->capacity = capacity;
    return true;
}

/* Bounds stick in the status: libcsv cannot be stopped from here, only asked afterwards.
 */
void plume_csv_fields_add(plume_csv_fields *fields, const char *text, size_t length)
{
    if (fields->status != PLUME_OK)
        return;
    if (length > PLUME_CSV_FIELD_BYTES_MAX || fields->count >= PLUME_CSV_ROW_FIELDS_MAX ||
        fields->bytes_length > PLUME_CSV_ROW_BYTES_MAX) {
        fields->status = PLUME_ERR_VALUE;
        return;
    }
    if (!bytes_reserve(fields, length + 1) || !plume_csv_fields_reserve(fields, 1)) {
        fields->status = PLUME_ERR_MEMORY;
        return;
    }
    fields->begin[fields->count++] = fields->bytes_length;
    if (length > 0)
        memcpy(fields->bytes + fields->bytes_length, text, length);
    fields->bytes[fields->bytes_length + length] = '\0';
    fields->bytes_length += length + 1;
}

void plume_csv_fields_clear(plume_csv_fields *fields)
{
    fields->count = fields->bytes_length = 0;
}

/* Each ends in a NUL, hence the 1. */
void plume_csv_fields_point(plume_csv_fields *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        size_t end = i + 1 < fields->count ? fields->begin[i + 1] : fields->bytes_length;

        fields->field[i].text = fields->bytes + fields->begin[i];
        fields->field[i].length = end - fields->begin[i] - 1;
    }
}

void plume_csv_fields_dispose(plume_csv_fields *fields)
{
    free(fields->bytes);
    free(fields->begin);
    free(fields->field);
}
