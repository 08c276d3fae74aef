/* cli/table.c -- columns below heads. Where a terminal is too narrow for them few rows
 * are turned, and the texts of many go on below themselves. */
#include "cli.h"

#include <stdio.h>
#include <stdlib.h>

#include <libsmartcols/libsmartcols.h>

struct cli_table {
    struct libscols_table *table;
    size_t count;
    bool failed;
};

/* A head that begins with '>' is of figures, to the right. A failure sticks until the
 * table is printed. A pipe gets the same bytes whatever the terminal. */
cli_table *cli_table_new(const char *const *heads, size_t count)
{
    cli_table *table = calloc(1, sizeof *table);

    if (table == NULL)
        return NULL;
    table->count = count;
    table->table = scols_new_table();
    table->failed = table->table == NULL;
    for (size_t i = 0; i < count && !table->failed; i++) {
        bool right = heads[i][0] == '>';

        table->failed = scols_table_new_column(table->table, heads[i] + right, 0,
                                               right ? SCOLS_FL_RIGHT : 0) == NULL;
    }
    if (!table->failed)
        scols_table_set_termforce(table->table, SCOLS_TERMFORCE_NEVER);
    return table;
}

/* A failure waits for cli_table_print, so that rows need no check of their own. */
void cli_table_row(cli_table *table, const char *const *cells)
{
    struct libscols_line *line;

    if (table == NULL || table->failed)
        return;
    line = scols_table_new_line(table->table, NULL);
    table->failed = line == NULL;
    for (size_t i = 0; i < table->count && !table->failed; i++)
        table->failed =
            scols_line_set_data(line, i, cells[i] == NULL ? "" : cells[i]) != 0;
}

/* row 0 is of the heads. */
static const char *cell_at(const cli_table *table, size_t row, size_t column)
{
    struct libscols_line *line = NULL;
    struct libscols_cell *cell;
    const char *text;

    if (row == 0)
        cell = scols_column_get_header(scols_table_get_column(table->table, column));
    else
        cell = (line = scols_table_get_line(table->table, row - 1)) == NULL
                   ? NULL
                   : scols_line_get_cell(line, column);
    text = cell != NULL ? scols_cell_get_data(cell) : NULL;
    return text != NULL ? text : "";
}

static size_t characters(const char *text)
{
    size_t count = 0;

    for (; *text != '\0'; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

static size_t widest(const cli_table *table, size_t column)
{
    size_t most = 0, rows = scols_table_get_nlines(table->table);

    for (size_t row = 0; row <= rows; row++) {
        size_t wide = characters(cell_at(table, row, column));

        most = wide > most ? wide : most;
    }
    return most;
}

static bool is_too_wide(const cli_table *table, size_t width)
{
    size_t all = 0;

    for (size_t i = 0; width > 0 && i < table->count; i++)
        all += widest(table, i) + (i > 0);
    return all > width;
}

/* Rows become columns behind the heads: of few rows all is shown like that. */
static void print_turned(const cli_table *table, plume_text *out)
{
    size_t rows = scols_table_get_nlines(table->table), head = 0;

    for (size_t i = 0; i < table->count; i++)
        head = characters(cell_at(table, 0, i)) > head ? characters(cell_at(table, 0, i))
                                                       : head;
    for (size_t i = 0; i < table->count; i++) {
        const char *name = cell_at(table, 0, i);

        plume_text_printf(out, "%s%*s", name, (int)(head - characters(name)), "");
        for (size_t row = 1; row <= rows; row++) {
            const char *text = cell_at(table, row, i);
            size_t most = 0;

            for (size_t k = 0; k < table->count; k++)
                most = characters(cell_at(table, row, k)) > most
                           ? characters(cell_at(table, row, k))
                           : most;
            plume_text_printf(out, " %*s%s", (int)(most - characters(text)), "", text);
        }
        plume_text_add_char(out, '\n');
    }
}

/* Texts go on below themselves. */
static void make_narrow(cli_table *table, size_t width)
{
    for (size_t i = 0; i < table->count; i++) {
        struct libscols_column *column = scols_table_get_column(table->table, i);

        if (scols_column_get_flags(column) == 0)
            scols_column_set_flags(column, SCOLS_FL_WRAP);
    }
    scols_table_set_termforce(table->table, SCOLS_TERMFORCE_ALWAYS);
    scols_table_set_termwidth(table->table, width);
}

/* Frees the table, whatever the outcome. */
bool cli_table_print(cli_table *table, plume_text *out)
{
    enum { FEW = 4 };
    size_t width = cli_width(stdout, 0), rows;
    char *printed = NULL;
    bool good, wide;

    if (table == NULL)
        return false;
    good = !table->failed;
    rows = good ? scols_table_get_nlines(table->table) : 0;
    wide = rows > 0 && is_too_wide(table, width);
    if (wide && rows <= FEW)
        print_turned(table, out);
    else if (wide)
        make_narrow(table, width);
    if (good && rows > 0 && !(wide && rows <= FEW))
        good = scols_print_table_to_string(table->table, &printed) == 0;
    if (good && printed != NULL) {
        plume_text_add(out, printed);
        if (out->length > 0 && out->data[out->length - 1] != '\n')
            plume_text_add_char(out, '\n');
    }
    free(printed);
    scols_unref_table(table->table);
    free(table);
    return good;
}
