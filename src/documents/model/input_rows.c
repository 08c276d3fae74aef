/* Which inputs a table of inputs has in one row. */
#include "documents/model/input_rows.h"

#include <stdlib.h>
#include <string.h>

#include "core/pool.h"
#include "documents/model/input_name.h"
#include "documents/wording/display.h"
#include <plume/number.h>
#include <plume/text.h>

/* So many inputs have a row each, by the shortest paths that differ; of more, those of
 * one name share a row. */
enum { NAMED_MAX = 12 };

typedef struct naming {
    const plume_intake *intake;
    bool (*is_listed)(const plume_intake *intake, size_t i);
    bool apart;
} naming;

/* In how many inputs that are listed the path ends so. */
static size_t count_ends(const naming *by, const char *tail)
{
    size_t length = strlen(tail), found = 0;

    for (size_t i = 0; i < plume_intake_count(by->intake); i++) {
        const char *path = plume_intake_at(by->intake, i)->path;
        size_t all = strlen(path);

        found += by->is_listed(by->intake, i) && all >= length &&
                 strcmp(path + all - length, tail) == 0 &&
                 (all == length || path[all - length - 1] == '/');
    }
    return found;
}

static void add_name(plume_text *name, const naming *by, const char *path)
{
    size_t parts = 1;

    while (by->apart && plume_input_tail(path, parts) > path &&
           count_ends(by, plume_input_tail(path, parts)) > 1)
        parts++;
    plume_input_name_of_tail(name, plume_input_tail(path, parts));
}

/* The row of that name and reader, made when it is the first. */
static plume_status find_row(size_t *out, plume_input_rows *rows, plume_map *index,
                             const naming *by, const plume_input *input,
                             plume_error *error)
{
    plume_text name, key;
    plume_status status = PLUME_OK;

    plume_text_init(&name);
    plume_text_init(&key);
    add_name(&name, by, input->path);
    plume_text_printf(&key, "%s\n%s", input->reader, name.data);
    *out = plume_map_find(index, key.data);
    if (*out == SIZE_MAX) {
        *out = rows->count;
        if (!plume_map_set(index, key.data, *out))
            status = plume_fail_memory(error);
        if (status == PLUME_OK)
            status = plume_text_status(&name, error);
        if (status == PLUME_OK)
            rows->row[rows->count++] =
                (plume_input_row){ plume_text_take(&name), input->reader, 0 };
    }
    plume_text_dispose(&key);
    plume_text_dispose(&name);
    return status;
}

plume_status plume_input_rows_of(plume_input_rows *out, const plume_intake *intake,
                                 bool (*is_listed)(const plume_intake *intake, size_t i),
                                 plume_error *error)
{
    size_t count = plume_intake_count(intake);
    plume_map *index = plume_map_new();
    plume_status status = PLUME_OK;
    naming by = { intake, is_listed, true };
    size_t listed = 0;

    for (size_t i = 0; i < count; i++)
        listed += is_listed(intake, i);
    by.apart = listed <= NAMED_MAX;
    out->count = 0;
    out->row_of = calloc(count + 1, sizeof *out->row_of);
    out->row = calloc(count + 1, sizeof *out->row);
    if (index == NULL || out->row_of == NULL || out->row == NULL)
        status = plume_fail_memory(error);
    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        out->row_of[i] = SIZE_MAX;
        if (!is_listed(intake, i))
            continue;
        status =
            find_row(&out->row_of[i], out, index, &by, plume_intake_at(intake, i), error);
        if (status == PLUME_OK)
            out->row[out->row_of[i]].inputs++;
    }
    plume_map_free(index);
    return status;
}

void plume_input_rows_dispose(plume_input_rows *rows)
{
    for (size_t i = 0; i < rows->count; i++)
        free(rows->row[i].name);
    free(rows->row);
    free(rows->row_of);
    rows->row = NULL;
    rows->row_of = NULL;
    rows->count = 0;
}

void plume_input_row_begin(plume_report_table *sheet, const plume_input_row *row)
{
    plume_text cell;

    plume_text_init(&cell);
    if (row->inputs > 1) {
        plume_number_fixed(&cell, (double)row->inputs, 0);
        plume_text_add(&cell, " × ");
    }
    plume_text_add(&cell, row->name);
    plume_report_table_row(sheet, false);
    plume_report_table_cell(sheet, cell.data);
    plume_report_table_cell(sheet, *row->reader == '\0' ? PLUME_EN_DASH : row->reader);
    plume_text_dispose(&cell);
}
