/* Turns a table as printed (titles above, units in a row or column of their own, models
 * across) into one cell for each figure. */
#include "audit/claim/table_layout.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "audit/claim/decimal_marks.h"
#include "audit/claim/internal.h"
#include <plume/text.h>

void plume_cells_init(plume_cells *grid, plume_pool *pool)
{
    *grid = (plume_cells){ .pool = pool };
}

void plume_cells_dispose(plume_cells *grid)
{
    free(grid->cell);
    free(grid->line);
}

const char *plume_cells_at(const plume_cells *grid, size_t row, size_t column)
{
    return grid->cell[row * grid->columns + column];
}

/* --- rows --- */

/* The same cells with more columns. */
static bool widen(plume_cells *grid, size_t columns)
{
    size_t room = (grid->rows + 1) * columns;
    const char **cell = calloc(room, sizeof *cell);

    if (cell == NULL)
        return false;
    for (size_t i = 0; i < room; i++) {
        size_t row = i / columns, column = i % columns;
        bool known = row < grid->rows && column < grid->columns;

        cell[i] = known ? plume_cells_at(grid, row, column) : "";
    }
    free(grid->cell);
    grid->cell = cell;
    grid->columns = columns;
    return true;
}

static bool take_room(plume_cells *grid, size_t count)
{
    uint64_t *line = realloc(grid->line, (grid->rows + 1) * sizeof *line);
    const char **cell;

    if (line == NULL)
        return false;
    grid->line = line;
    if (count > grid->columns)
        return widen(grid, count);
    cell = realloc(grid->cell, (grid->rows + 1) * grid->columns * sizeof *cell);
    if (cell == NULL)
        return false;
    grid->cell = cell;
    for (size_t i = 0; i < grid->columns; i++)
        cell[grid->rows * grid->columns + i] = "";
    return true;
}

/* Bounded: a table of a paper has some dozens of rows, and checks compare each with
 * each. */
plume_status plume_cells_add(plume_cells *grid, const char *const *cells, size_t count,
                             uint64_t line, const char *path, plume_error *error)
{
    if (count > CELLS_COLUMNS_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, path, line, 0,
                             "the table has more than %d columns", CELLS_COLUMNS_MAX);
    if (grid->rows > CELLS_ROWS_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, path, line, 0,
                             "the table has more than %d rows", CELLS_ROWS_MAX);
    if (count == 0)
        return PLUME_OK;
    if (!take_room(grid, count))
        return plume_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        const char *kept = plume_pool_copy(grid->pool, cells[i]);

        if (kept == NULL)
            return plume_fail_memory(error);
        grid->cell[grid->rows * grid->columns + i] = kept;
    }
    grid->line[grid->rows++] = line;
    return PLUME_OK;
}

static void drop_row(plume_cells *grid, size_t row)
{
    size_t after = grid->rows - row - 1;

    memmove(&grid->cell[row * grid->columns], &grid->cell[(row + 1) * grid->columns],
            after * grid->columns * sizeof *grid->cell);
    memmove(&grid->line[row], &grid->line[row + 1], after * sizeof *grid->line);
    grid->rows--;
}

static void drop_column(plume_cells *grid, size_t column)
{
    size_t kept = 0;

    for (size_t i = 0; i < grid->rows * grid->columns; i++)
        if (i % grid->columns != column)
            grid->cell[kept++] = grid->cell[i];
    grid->columns--;
}

/* --- which cells are heads --- */

static bool has_digit_first(const char *cell)
{
    size_t digits = strspn(cell, "0123456789");

    if (digits > 0 && digits < 3 && cell[digits] == '.' && cell[digits + 1] == ' ')
        return false; /* "2. How much time ..." */
    return isdigit((unsigned char)*cell) ||
           (*cell != '\0' && strchr("~<>.", *cell) != NULL);
}

/* A head that stands for an amount. */
static bool is_figure_head(const char *cell)
{
    return !has_digit_first(cell) && plume_claim_column_read(cell).kind == COLUMN_FIGURE;
}

static size_t figures_of_row(const plume_cells *grid, size_t row)
{
    size_t count = 0;

    for (size_t i = 0; i < grid->columns; i++)
        count += is_figure_head(plume_cells_at(grid, row, i));
    return count;
}

/* Amounts named in the first column; none when one is named twice, as in a list of
 * figures of different things, or when most of the column is of something else. */
static size_t figures_of_column(const plume_cells *grid)
{
    bool seen[CLAIM_QUANTITIES][3] = { { false } };
    size_t count = 0, known = 0;

    for (size_t i = 0; i < grid->rows; i++) {
        const char *cell = plume_cells_at(grid, i, 0);
        plume_claim_column column = plume_claim_column_read(cell);
        int kind;

        known += column.kind != COLUMN_NOTHING && !has_digit_first(cell);
        if (!is_figure_head(cell))
            continue;
        kind = column.embodied ? 1 : column.total ? 2 : 0; /* parts and their total */
        if (seen[column.index][kind])
            return 0;
        seen[column.index][kind] = true;
        count++;
    }
    return 2 * known >= grid->rows ? count : 0;
}

static size_t filled(const plume_cells *grid, size_t row)
{
    size_t count = 0;

    for (size_t i = 0; i < grid->columns; i++)
        count += plume_cells_at(grid, row, i)[0] != '\0';
    return count;
}

/* "Table 3: emissions of our models" above the heads. */
static void drop_titles(plume_cells *grid)
{
    while (grid->rows > 2 && grid->columns > 1 && filled(grid, 0) <= 1 &&
           figures_of_row(grid, 1) > figures_of_row(grid, 0))
        drop_row(grid, 0);
}

/* --- units on their own --- */

static bool is_unit(const char *cell)
{
    plume_claim_unit unit;
    size_t length = strlen(cell);

    if (length >= 2 && (cell[0] == '(' || cell[0] == '[')) {
        cell++;
        length -= 2;
    }
    if (length == 1 && strchr("KMBTkm%#", *cell) != NULL)
        return true; /* thousands, millions: what one in the cells stands for */
    return length > 0 && !has_digit_first(cell) &&
           plume_claim_unit_read(&unit, cell, length);
}

static plume_status join_unit(plume_cells *grid, size_t head, size_t unit,
                              plume_error *error)
{
    plume_text text;
    const char *kept;

    if (grid->cell[unit][0] == '\0')
        return PLUME_OK;
    plume_text_init(&text);
    plume_text_printf(&text,
                      strchr("([", grid->cell[unit][0]) != NULL ? "%s %s" : "%s (%s)",
                      grid->cell[head], grid->cell[unit]);
    kept = plume_pool_keep(grid->pool, &text);
    if (kept == NULL)
        return plume_fail_memory(error);
    grid->cell[head] = kept;
    return PLUME_OK;
}

/* A row of units below the heads. */
static plume_status join_units_below(plume_cells *grid, plume_error *error)
{
    size_t units = 0;

    if (grid->rows < 3)
        return PLUME_OK;
    for (size_t i = 0; i < grid->columns; i++) {
        const char *cell = plume_cells_at(grid, 1, i);

        if (cell[0] != '\0' && strcmp(cell, "-") != 0 && !is_unit(cell))
            return PLUME_OK;
        units += is_unit(cell);
    }
    for (size_t i = 0; i < grid->columns && units > 0; i++) {
        if (is_unit(plume_cells_at(grid, 1, i)) &&
            join_unit(grid, i, grid->columns + i, error) != PLUME_OK)
            return PLUME_ERR_MEMORY;
    }
    if (units > 0)
        drop_row(grid, 1);
    return PLUME_OK;
}

/* A second column of units beside heads in the first. */
static plume_status join_units_beside(plume_cells *grid, plume_error *error)
{
    size_t units = 0;

    if (grid->columns < 3)
        return PLUME_OK;
    for (size_t row = 1; row < grid->rows; row++) {
        const char *cell = plume_cells_at(grid, row, 1);

        if (cell[0] != '\0' && strcmp(cell, "-") != 0 && !is_unit(cell))
            return PLUME_OK;
        units += is_unit(cell);
    }
    for (size_t row = 1; row < grid->rows && units > 0; row++) {
        if (is_unit(plume_cells_at(grid, row, 1)) &&
            join_unit(grid, row * grid->columns, row * grid->columns + 1, error) !=
                PLUME_OK)
            return PLUME_ERR_MEMORY;
    }
    if (units > 0)
        drop_column(grid, 1);
    return PLUME_OK;
}

/* --- the other way round --- */

static plume_status turn(plume_cells *grid, plume_error *error)
{
    size_t rows = grid->columns, columns = grid->rows;
    const char **cell = calloc(rows * columns, sizeof *cell);

    if (cell == NULL)
        return plume_fail_memory(error);
    for (size_t row = 0; row < rows; row++)
        for (size_t column = 0; column < columns; column++)
            cell[row * columns + column] = plume_cells_at(grid, column, row);
    free(grid->cell);
    grid->cell = cell;
    grid->rows = rows;
    grid->columns = columns;
    grid->turned = true;
    return PLUME_OK;
}

/* Heads stand in the first column when two amounts or more are named there, and none in
 * the first row. */
static bool is_sideways(const plume_cells *grid)
{
    return grid->columns > 1 && grid->rows > 1 && grid->rows <= CELLS_COLUMNS_MAX &&
           figures_of_row(grid, 0) <= is_figure_head(plume_cells_at(grid, 0, 0)) &&
           figures_of_column(grid) >= 2;
}

/* A list of "head, value" has no row of names: it gets one. */
static plume_status add_names(plume_cells *grid, plume_error *error)
{
    const char *cells[] = { "name" };
    plume_status status;

    if (!is_figure_head(plume_cells_at(grid, 0, 0)))
        return PLUME_OK;
    status = plume_cells_add(grid, cells, 1, 0, "", error);
    if (status != PLUME_OK)
        return status;
    memmove(&grid->cell[grid->columns], grid->cell,
            (grid->rows - 1) * grid->columns * sizeof *grid->cell);
    memmove(&grid->line[1], grid->line, (grid->rows - 1) * sizeof *grid->line);
    for (size_t i = 0; i < grid->columns; i++)
        grid->cell[i] = i == 0 ? "name" : "";
    return PLUME_OK;
}

plume_status plume_cells_settle(plume_cells *grid, plume_error *error)
{
    plume_status status = PLUME_OK;

    if (grid->rows == 0)
        return PLUME_OK;
    drop_titles(grid);
    if (plume_cells_has_commas(grid))
        status = plume_cells_exchange_marks(grid, error);
    if (status == PLUME_OK && !is_sideways(grid))
        return join_units_below(grid, error);
    if (status == PLUME_OK)
        status = add_names(grid, error);
    if (status == PLUME_OK)
        status = join_units_beside(grid, error);
    return status == PLUME_OK ? turn(grid, error) : status;
}
