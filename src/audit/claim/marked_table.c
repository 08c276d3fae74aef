/* Cells that span columns and rows, and heads of several rows, as a plain grid. */
#include "audit/claim/marked_table.h"

#include <string.h>

#include "audit/claim/internal.h"

void plume_marked_table_begin(plume_marked_table *table, plume_claim *claim)
{
    memset(table, 0, sizeof *table);
    table->claim = claim;
    plume_cells_init(&table->grid, claim->pool);
}

/* Where cells of rows above reach into this one, they stand here too. */
static void take_hanging(plume_marked_table *table)
{
    while (!table->spelled && table->count < MARKED_COLUMNS_MAX &&
           table->hanging_rows[table->count] > 0) {
        table->hanging_rows[table->count]--;
        table->cell[table->count] = table->hanging[table->count];
        table->count++;
    }
}

/* Trimmed, with one blank for several. */
static const char *tidy(plume_pool *pool, const plume_text *text)
{
    plume_text out;
    bool blank = true;

    plume_text_init(&out);
    for (size_t i = 0; i < text->length; i++) {
        char c = text->data[i];

        if (strchr(" \t\r\n", c) != NULL) {
            if (!blank)
                plume_text_add_char(&out, ' ');
            blank = true;
            continue;
        }
        plume_text_add_char(&out, c);
        blank = false;
    }
    while (out.length > 0 && out.data[out.length - 1] == ' ')
        out.data[--out.length] = '\0';
    return plume_pool_keep(pool, &out);
}

plume_status plume_marked_table_cell(plume_marked_table *table, const plume_text *text,
                                     size_t columns, size_t rows, plume_error *error)
{
    const char *kept = text->length > 0 ? tidy(table->claim->pool, text) : "";

    if (kept == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < columns; i++) {
        take_hanging(table);
        if (table->count >= MARKED_COLUMNS_MAX)
            return PLUME_OK;
        if (table->spelled && table->hanging_rows[table->count] > 0) {
            table->hanging_rows[table->count]--;
            table->cell[table->count] =
                kept[0] == '\0' ? table->hanging[table->count] : kept;
            table->count++;
            continue;
        }
        if (rows > 1) {
            table->hanging[table->count] = kept;
            table->hanging_rows[table->count] = rows - 1;
        }
        table->cell[table->count++] = kept;
    }
    return PLUME_OK;
}

plume_status plume_marked_table_end_row(plume_marked_table *table, uint64_t line,
                                        plume_error *error)
{
    plume_status status = PLUME_OK;
    bool any = false;

    take_hanging(table);
    for (size_t i = 0; i < table->count; i++)
        any = any || table->cell[i][0] != '\0';
    if (any)
        status = plume_cells_add(&table->grid, table->cell, table->count, line,
                                 table->claim->path, error);
    table->count = 0;
    return status;
}

/* "Energy" above "(MWh)": the heads of a column, from above, in the first row. */
static plume_status join_heads(plume_marked_table *table, plume_error *error)
{
    plume_cells *grid = &table->grid;

    for (size_t column = 0; column < grid->columns; column++) {
        plume_text head;

        plume_text_init(&head);
        for (size_t row = 0; row < table->heads; row++) {
            const char *part = plume_cells_at(grid, row, column);

            if (row > 0 && strcmp(part, plume_cells_at(grid, row - 1, column)) == 0)
                continue; /* it spans both */
            plume_text_printf(&head, "%s%s",
                              head.length > 0 && part[0] != '\0' ? " " : "", part);
        }
        grid->cell[(table->heads - 1) * grid->columns + column] =
            head.length > 0 ? plume_pool_keep(grid->pool, &head) : "";
        if (grid->cell[(table->heads - 1) * grid->columns + column] == NULL)
            return plume_fail_memory(error);
    }
    memmove(grid->cell, &grid->cell[(table->heads - 1) * grid->columns],
            (grid->rows - table->heads + 1) * grid->columns * sizeof *grid->cell);
    memmove(grid->line, &grid->line[table->heads - 1],
            (grid->rows - table->heads + 1) * sizeof *grid->line);
    grid->rows -= table->heads - 1;
    return PLUME_OK;
}

plume_status plume_marked_table_end(plume_marked_table *table, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (table->heads > 1 && table->heads < table->grid.rows)
        status = join_heads(table, error);
    if (status == PLUME_OK && table->grid.rows > 1)
        status = plume_claim_settle_cells(table->claim, &table->grid, error);
    if (status == PLUME_OK && table->grid.rows > 1)
        status = plume_claim_take_cells(table->claim, &table->grid, error);
    plume_cells_dispose(&table->grid);
    return status;
}
