/* Takes a power log row by row, header and repeated headers apart. */
#include "logs/power/table.h"

#include <string.h>

#include "core/data/csv_header.h"
#include "core/input/source_text.h"
#include "logs/power/columns.h"
#include "logs/power/line.h"

/* Only a last line without its end may be cut; the lines before it teach the form of
 * its last cell. */
bool plume_power_row_ends_cut(plume_power_form *form, plume_log *log,
                              const plume_row *row)
{
    plume_field last = row->field[row->count - 1];
    bool cut;

    if (!form->asked)
        form->whole = plume_source_lines_are_ended(plume_log_source(log));
    form->asked = true;
    if (form->whole)
        return false;
    cut = plume_power_form_is_cut(form, last.text, last.length, !row->unended);
    if (cut)
        plume_log_reject(log, row->line, row->count, "cut-line",
                         "the log ends in the middle of the line: '%.40s' "
                         "is the begin of a longer cell",
                         last.text);
    return cut;
}

static plume_status take_whole(plume_power_table *table, plume_power_taker row,
                               void *state, plume_error *error)
{
    if (plume_power_row_is_cut(&table->form, table->log, &table->row))
        return PLUME_OK;
    return row(state, table, error);
}

/* Fewer fields than the header has: two writers, or a crash, tore the row, and nothing
 * tells which of its fields are left. */
static plume_status take_row(plume_power_table *table, plume_power_taker row, void *state,
                             plume_error *error)
{
    if (plume_row_is_blank(&table->row) ||
        plume_header_repeats(table->header, &table->row))
        return PLUME_OK;
    if (table->row.count >= plume_header_count(table->header))
        return take_whole(table, row, state, error);
    plume_log_reject(table->log, table->row.line, 0, "torn-row",
                     "the row has %zu fields, expected %zu", table->row.count,
                     plume_header_count(table->header));
    return PLUME_OK;
}

static plume_status read_header(plume_power_table *table, plume_header **header,
                                plume_csv *csv, plume_error *error)
{
    plume_status status = plume_csv_next(csv, &table->row, error);

    if (status == PLUME_OK && table->row.count == 0)
        status = plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(table->log), 1, 0,
                               "there is no header");
    if (status == PLUME_OK)
        status = plume_header_new(header, &table->row, error);
    table->header = *header;
    return status;
}

plume_status plume_power_table_read(plume_log *log, plume_power_taker header,
                                    plume_power_taker row, void *state,
                                    plume_error *error)
{
    plume_power_table table = { .log = log };
    plume_header *names = NULL;
    plume_csv *csv = NULL;
    plume_status status = plume_csv_open(&csv, plume_log_source(log), '\0', error);

    if (status != PLUME_OK)
        return status;
    status = read_header(&table, &names, csv, error);
    if (status == PLUME_OK)
        status = header(state, &table, error);
    while (status == PLUME_OK) {
        status = plume_csv_next(csv, &table.row, error);
        if (status != PLUME_OK || table.row.count == 0)
            break;
        status = take_row(&table, row, state, error);
    }
    plume_header_free(names);
    plume_csv_close(csv);
    return status;
}

size_t plume_power_table_find(const plume_power_table *table, const char *name)
{
    for (size_t i = 0; i < plume_header_count(table->header); i++) {
        const char *text = plume_header_at(table->header, i);
        char plain[PLUME_COLUMN_NAME_MAX], unit[PLUME_COLUMN_NAME_MAX];

        plume_power_column_name(plain, unit, text, strlen(text));
        if (strcmp(plain, name) == 0)
            return i;
    }
    return SIZE_MAX;
}

size_t plume_power_table_find_any(const plume_power_table *table,
                                  const char *const *names)
{
    size_t at = SIZE_MAX;

    for (; *names != NULL && at == SIZE_MAX; names++)
        at = plume_power_table_find(table, *names);
    return at;
}

size_t plume_power_table_find_host(const plume_power_table *table)
{
    for (size_t i = 0; i < plume_header_count(table->header); i++) {
        const char *name = plume_header_at(table->header, i);

        if (plume_power_column_of(name, strlen(name)).kind == PLUME_POWER_COLUMN_HOST)
            return i;
    }
    return SIZE_MAX;
}

void plume_power_device_name(plume_text *name, const char *host, const char *device)
{
    plume_text_clear(name);
    plume_text_add(name, host);
    if (host[0] != '\0' && device[0] != '\0')
        plume_text_add(name, " ");
    plume_text_add(name, device);
}

plume_field plume_power_table_cell(const plume_power_table *table, size_t column)
{
    static const plume_field nothing = { "", 0 };

    return column < table->row.count ? table->row.field[column] : nothing;
}

void plume_power_table_reject(const plume_power_table *table, size_t column,
                              const char *wanted)
{
    plume_field field = plume_power_table_cell(table, column);
    plume_power_place place = { table->row.line, column + 1 };

    plume_power_bad_value(table->log, place, field.text, field.length, wanted);
}
