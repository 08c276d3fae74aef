/* Reads one CSV of ours and checks each cell by the format of its column; or borrows the
 * table that is compiled in. */
#include "factors/table.h"

#include "core/data/csv.h"
#include <plume/names.h>
#include "core/pool.h"
#include "core/input/source.h"
#include <plume/number.h>
#include <plume/text.h>

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "factors/embedded.h"

enum { ROWS_FIRST = 64, LISTED_LONGEST = 256 };

struct plume_dataset_table {
    const plume_dataset *dataset;
    plume_pool *pool;
    const char **cell; /* row by row */
    size_t row_count, row_capacity;
    const uint32_t *embedded; /* in place of cell: where each begins in the edition */
};

/* Where a file is being read, for its errors. */
typedef struct spot {
    const char *path;
    const plume_row *row;
} spot;

/* Bytes that a field takes in its line when it is quoted only where it must be. */
static size_t width_in_line(plume_field field)
{
    size_t width = field.length;
    bool quoted = false;

    for (size_t i = 0; i < field.length; i++) {
        if (field.text[i] == '"')
            width++;
        if (strchr(",\"\n", field.text[i]) != NULL)
            quoted = true;
    }
    return quoted ? width + 2 : width;
}

static uint64_t column_in_line(const plume_row *row, size_t field)
{
    uint64_t column = 1;

    for (size_t i = 0; i < field; i++)
        column += width_in_line(row->field[i]) + 1;
    return column;
}

static plume_status fail_cell(const spot *at, size_t field,
                              const plume_dataset_column *column, const char *wanted,
                              plume_error *error)
{
    return plume_fail_at(error, PLUME_ERR_VALUE, at->path, at->row->line,
                         column_in_line(at->row, field), "%s is '%s', expected %s",
                         column->name, at->row->field[field].text, wanted);
}

static plume_status fail_range(const spot *at, size_t field,
                               const plume_dataset_column *column, plume_error *error)
{
    plume_text wanted;
    plume_status status;

    plume_text_init(&wanted);
    plume_text_add(&wanted, "a number from ");
    plume_number_print(&wanted, column->low);
    plume_text_add(&wanted, " to ");
    plume_number_print(&wanted, column->high);
    status = plume_text_status(&wanted, error);
    if (status == PLUME_OK)
        status = fail_cell(at, field, column, wanted.data, error);
    plume_text_dispose(&wanted);
    return status;
}

/* Every cell is checked when its table is read, with its bounds: a factor that
 * slipped by a decimal is found there and not in a report. */
static plume_status check_cell(const spot *at, size_t field,
                               const plume_dataset_column *column, plume_error *error)
{
    plume_field found = at->row->field[field];
    double number;

    if (column->cell == PLUME_DATASET_TEXT)
        return PLUME_OK;
    if (column->cell == PLUME_DATASET_NAME)
        return found.length > 0 ? PLUME_OK
                                : fail_cell(at, field, column, "some text", error);
    if (column->cell == PLUME_DATASET_NUMBER_OR_EMPTY && found.length == 0)
        return PLUME_OK;
    if (column->cell == PLUME_DATASET_WHOLE
            ? !plume_count_parse(&number, found.text, found.length)
            : !plume_number_parse(&number, found.text, found.length))
        return fail_cell(
            at, field, column,
            column->cell == PLUME_DATASET_WHOLE ? "a whole number" : "a number", error);
    if (!(number >= column->low && number <= column->high))
        return fail_range(at, field, column, error);
    return PLUME_OK;
}

static plume_status check_count(const plume_dataset *dataset, const spot *at,
                                plume_error *error)
{
    if (at->row->count == dataset->column_count)
        return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_SYNTAX, at->path, at->row->line, 0,
                         "%zu fields, expected %zu", at->row->count,
                         dataset->column_count);
}

static plume_status check_header(const plume_dataset *dataset, const spot *at,
                                 plume_error *error)
{
    if (at->row->count == 0)
        return plume_fail_at(error, PLUME_ERR_SYNTAX, at->path, 1, 0,
                             "the file is empty, expected a header");
    for (size_t i = 0; i < at->row->count && i < dataset->column_count; i++)
        if (strcmp(at->row->field[i].text, dataset->column[i].name) != 0)
            return plume_fail_at(error, PLUME_ERR_SYNTAX, at->path, at->row->line,
                                 column_in_line(at->row, i), "column '%s', expected '%s'",
                                 at->row->field[i].text, dataset->column[i].name);
    return check_count(dataset, at, error);
}

static plume_status grow(plume_dataset_table *table, plume_error *error)
{
    size_t capacity = table->row_capacity == 0 ? ROWS_FIRST : table->row_capacity * 2;
    const char **cell;

    if (table->row_count < table->row_capacity)
        return PLUME_OK;
    if (capacity > SIZE_MAX / sizeof *cell / table->dataset->column_count)
        return plume_fail_memory(error);
    cell = realloc(table->cell, capacity * table->dataset->column_count * sizeof *cell);
    if (cell == NULL)
        return plume_fail_memory(error);
    table->cell = cell;
    table->row_capacity = capacity;
    return PLUME_OK;
}

static plume_status add_row(plume_dataset_table *table, const spot *at,
                            plume_error *error)
{
    const plume_dataset *dataset = table->dataset;
    plume_status status = check_count(dataset, at, error);
    const char **cell;

    if (status == PLUME_OK)
        status = grow(table, error);
    if (status != PLUME_OK)
        return status;
    cell = table->cell + table->row_count * dataset->column_count;
    for (size_t i = 0; i < dataset->column_count; i++) {
        status = check_cell(at, i, &dataset->column[i], error);
        if (status != PLUME_OK)
            return status;
        cell[i] = plume_pool_copy_n(table->pool, at->row->field[i].text,
                                    at->row->field[i].length);
        if (cell[i] == NULL)
            return plume_fail_memory(error);
    }
    table->row_count++;
    return PLUME_OK;
}

static plume_status read_rows(plume_dataset_table *table, plume_csv *csv,
                              const char *path, plume_error *error)
{
    plume_row row;
    spot at = { path, &row };
    plume_status status = plume_csv_next(csv, &row, error);

    if (status == PLUME_OK)
        status = check_header(table->dataset, &at, error);
    while (status == PLUME_OK) {
        status = plume_csv_next(csv, &row, error);
        if (status != PLUME_OK || row.count == 0)
            break;
        status = add_row(table, &at, error);
    }
    return status;
}

static plume_status read_file(plume_dataset_table *table, const char *path,
                              plume_error *error)
{
    plume_source_stream *source = NULL;
    plume_csv *csv = NULL;
    plume_status status = plume_source_open(&source, path, error);

    if (status == PLUME_OK)
        status = plume_csv_open(&csv, source, ',', error);
    if (status == PLUME_OK)
        status = read_rows(table, csv, path, error);
    plume_csv_close(csv);
    plume_source_close(source);
    return status;
}

plume_status plume_dataset_table_load(plume_dataset_table **out, const char *directory,
                                      const plume_dataset *dataset, plume_error *error)
{
    plume_dataset_table *table = calloc(1, sizeof *table);
    plume_text path;
    plume_status status;

    *out = NULL;
    if (table == NULL)
        return plume_fail_memory(error);
    table->dataset = dataset;
    table->pool = plume_pool_new();
    plume_text_init(&path);
    plume_text_printf(&path, "%s/%s", directory, dataset->file);
    status =
        table->pool != NULL ? plume_text_status(&path, error) : plume_fail_memory(error);
    if (status == PLUME_OK)
        status = read_file(table, path.data, error);
    plume_text_dispose(&path);
    if (status == PLUME_OK)
        *out = table;
    else
        plume_dataset_table_free(table);
    return status;
}

plume_status plume_dataset_table_embedded(plume_dataset_table **out,
                                          const plume_dataset *dataset, size_t number,
                                          plume_error *error)
{
    plume_dataset_table *table = calloc(1, sizeof *table);

    *out = table;
    if (table == NULL)
        return plume_fail_memory(error);
    table->dataset = dataset;
    table->row_count = plume_embedded_datasets.table[number].row_count;
    table->embedded = plume_embedded_datasets.table[number].cell;
    return PLUME_OK;
}

void plume_dataset_table_free(plume_dataset_table *table)
{
    if (table == NULL)
        return;
    plume_pool_free(table->pool);
    free(table->cell);
    free(table);
}

size_t plume_dataset_table_rows(const plume_dataset_table *table)
{
    return table->row_count;
}

const plume_dataset *plume_dataset_table_dataset(const plume_dataset_table *table)
{
    return table->dataset;
}

const char *plume_dataset_table_text(const plume_dataset_table *table, size_t row,
                                     size_t column)
{
    size_t at = row * table->dataset->column_count + column;

    return table->embedded != NULL ? &plume_embedded_datasets.text[table->embedded[at]]
                                   : table->cell[at];
}

double plume_dataset_table_number(const plume_dataset_table *table, size_t row,
                                  size_t column)
{
    const char *text = plume_dataset_table_text(table, row, column);
    double number;

    return plume_number_parse(&number, text, strlen(text)) ? number : NAN;
}

int plume_dataset_table_whole(const plume_dataset_table *table, size_t row, size_t column)
{
    return (int)plume_dataset_table_number(table, row, column);
}

/* Several names share a cell, with | between them; one that is longer than any asked
 * for cannot be it. */
bool plume_dataset_table_lists(const plume_dataset_table *table, size_t row,
                               size_t column, const char *name)
{
    const char *at = plume_dataset_table_text(table, row, column);
    char one[LISTED_LONGEST];
    size_t length;

    for (; *at != '\0'; at += length + (at[length] == '|')) {
        length = strcspn(at, "|");
        if (length >= sizeof one)
            continue;
        memcpy(one, at, length);
        one[length] = '\0';
        if (plume_name_equal(one, name))
            return true;
    }
    return false;
}
