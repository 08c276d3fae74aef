/* Columns by name. */
#include "core/data/csv_header.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/csv.h"
#include "core/pool.h"
#include <plume/number.h>

struct plume_header {
    plume_pool *pool;
    plume_map *index;
    const char **name;
    size_t count;
};

/* A BOM in the middle of a file, as `cat` leaves it, is not part of a name. */
static plume_field without_bom(plume_field field)
{
    if (field.length >= 3 && memcmp(field.text, "\xef\xbb\xbf", 3) == 0) {
        field.text += 3;
        field.length -= 3;
    }
    return field;
}

static bool fill(plume_header *header, const plume_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        plume_field field = without_bom(row->field[i]);

        header->name[i] = plume_pool_copy_n(header->pool, field.text, field.length);
        if (header->name[i] == NULL)
            return false;
        header->count++;
        /* Of two columns with one name the first is meant. */
        if (plume_map_find(header->index, header->name[i]) == SIZE_MAX &&
            !plume_map_set(header->index, header->name[i], i))
            return false;
    }
    return true;
}

plume_status plume_header_new(plume_header **out, const plume_row *row,
                              plume_error *error)
{
    plume_header *header = calloc(1, sizeof *header);

    *out = NULL;
    if (header == NULL)
        return plume_fail_memory(error);
    header->pool = plume_pool_new();
    header->index = plume_map_new();
    header->name = calloc(row->count + 1, sizeof *header->name);
    if (header->pool == NULL || header->index == NULL || header->name == NULL ||
        !fill(header, row)) {
        plume_header_free(header);
        return plume_fail_memory(error);
    }
    *out = header;
    return PLUME_OK;
}

void plume_header_free(plume_header *header)
{
    if (header == NULL)
        return;
    plume_pool_free(header->pool);
    plume_map_free(header->index);
    free(header->name);
    free(header);
}

size_t plume_header_count(const plume_header *header)
{
    return header->count;
}

const char *plume_header_at(const plume_header *header, size_t i)
{
    return header->name[i];
}

size_t plume_header_find(const plume_header *header, const char *name)
{
    return plume_map_find(header->index, name);
}

/* Logs that are appended to, or joined with cat, hold their header again in the
 * middle. */
bool plume_header_repeats(const plume_header *header, const plume_row *row)
{
    if (row->count != header->count)
        return false;
    for (size_t i = 0; i < row->count; i++) {
        plume_field field = without_bom(row->field[i]);

        if (strcmp(field.text, header->name[i]) != 0)
            return false;
    }
    return true;
}

bool plume_row_is_blank(const plume_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->field[i].length > 0)
            return false;
    return true;
}

plume_field plume_row_get(const plume_row *row, const plume_header *header,
                          const char *name)
{
    static const plume_field nothing = { "", 0 };
    size_t column = plume_header_find(header, name);

    return column < row->count ? row->field[column] : nothing;
}

bool plume_field_number(double *out, plume_field field)
{
    if (field.length > 0)
        return plume_number_parse(out, field.text, field.length);
    *out = NAN;
    return true;
}

/* The first line decides, as it holds names and seldom a decimal comma; a tie goes to
 * the comma, which RFC 4180 names. */
char plume_csv_delimiter(const char *text, size_t length)
{
    static const char marks[] = ",;\t";
    size_t count[3] = { 0, 0, 0 }, most = 0;

    for (size_t i = 0; i < length && text[i] != '\n'; i++)
        for (size_t j = 0; j < 3; j++)
            count[j] += text[i] == marks[j];
    for (size_t j = 1; j < 3; j++)
        if (count[j] > count[most])
            most = j;
    return marks[most];
}
