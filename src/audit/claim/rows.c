/* The rows of a table as runs, their columns told by their heads. */
#include <math.h>
#include <string.h>

#include "audit/claim/internal.h"
#include "audit/claim/table_layout.h"
#include <plume/text.h>

/* --- what the columns are to one another --- */

/* A single power column is the power of a device, whatever device it names. */
static void settle_parts(plume_claim_column *column, size_t count)
{
    size_t parts = 0;

    for (size_t i = 0; i < count; i++)
        parts += column[i].part;
    for (size_t i = 0; i < count && parts < 2; i++)
        column[i].part = false;
}

static void settle_name(plume_claim_column *column, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (column[i].kind == COLUMN_WORD && column[i].index == CLAIM_NAME)
            return;
    if (count > 0 && column[0].kind == COLUMN_NOTHING)
        column[0] = (plume_claim_column){ .kind = COLUMN_WORD,
                                          .index = CLAIM_NAME,
                                          .per_unit = 1.0 };
}

/* Columns of one quantity beside a column "total" of it are its parts. */
static void settle_addends(plume_claim_column *column, size_t count, int quantity)
{
    size_t addends = 0, totals = 0;

    for (size_t i = 0; i < count; i++) {
        bool is_it = column[i].kind == COLUMN_FIGURE && column[i].adds_to == quantity;

        totals += is_it && column[i].total;
        addends += is_it && !column[i].total;
    }
    for (size_t i = 0; i < count; i++) {
        bool is_it = column[i].kind == COLUMN_FIGURE && column[i].adds_to == quantity;

        if (is_it)
            column[i].addend = !column[i].total && totals == 1 && addends > 1;
    }
}

static bool is_of(const plume_claim_column *column, plume_quantity quantity)
{
    return column->kind == COLUMN_FIGURE && column->index == (int)quantity &&
           !column->addend && !column->only_part;
}

static size_t count_of(const plume_claim_column *column, size_t count,
                       plume_quantity quantity)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++)
        found += is_of(&column[i], quantity);
    return found;
}

/* Beside emissions "with PUE" those without a word are those before it. */
static void settle_emissions(plume_claim_column *column, size_t count)
{
    bool with_pue = false;

    for (size_t i = 0; i < count; i++)
        with_pue |= is_of(&column[i], CLAIM_EMISSIONS) && column[i].with_pue;
    for (size_t i = 0; i < count && with_pue; i++)
        if (is_of(&column[i], CLAIM_EMISSIONS) && !column[i].with_pue)
            column[i].index = CLAIM_BARE_EMISSIONS;
}

/* Beside an energy whose boundary is named the one without a word is the other. */
static void settle_energies(plume_claim_column *column, size_t count)
{
    bool it = count_of(column, count, CLAIM_IT_ENERGY) > 0;
    bool facility = count_of(column, count, CLAIM_FACILITY_ENERGY) > 0;

    if (it == facility || count_of(column, count, CLAIM_ENERGY) != 1)
        return;
    for (size_t i = 0; i < count; i++)
        if (is_of(&column[i], CLAIM_ENERGY) && !column[i].total)
            column[i].index = it ? CLAIM_FACILITY_ENERGY : CLAIM_IT_ENERGY;
}

/* Beside figures of each row those of it and all before it say nothing more. */
static void drop_cumulative(plume_claim_column *column, size_t count)
{
    size_t own = 0;

    for (size_t i = 0; i < count; i++)
        own += column[i].kind == COLUMN_FIGURE && !column[i].cumulative &&
               (column[i].adds_to != CLAIM_QUANTITIES ||
                column[i].index == CLAIM_IT_ENERGY ||
                column[i].index == CLAIM_FACILITY_ENERGY);
    for (size_t i = 0; i < count; i++)
        if (column[i].cumulative && own > 0)
            column[i].kind = COLUMN_NOTHING;
}

/* Beside the intensity of the grid that of contracts is of the market-based figure. */
static void drop_market(plume_claim_column *column, size_t count)
{
    size_t grids = 0;

    for (size_t i = 0; i < count; i++)
        grids += column[i].kind == COLUMN_FIGURE && column[i].index == CLAIM_INTENSITY &&
                 !column[i].market;
    for (size_t i = 0; i < count; i++)
        if (column[i].market && grids > 0)
            column[i].kind = COLUMN_NOTHING;
}

/* Beside a column of all device-hours those of one kind of device are parts of it; a
 * single one is all there is. */
static void settle_kinds(plume_claim_column *column, size_t count)
{
    size_t kinds = 0, all = 0;

    for (size_t i = 0; i < count; i++) {
        bool hours =
            column[i].kind == COLUMN_FIGURE && column[i].index == CLAIM_DEVICE_HOURS;

        kinds += hours && column[i].of_kind;
        all += hours && !column[i].of_kind;
    }
    for (size_t i = 0; i < count; i++) {
        if (column[i].of_kind && all > 0 && kinds > 1)
            column[i].kind = COLUMN_NOTHING;
        column[i].of_kind = column[i].of_kind && kinds > 1;
    }
}

/* Embodied and idle emissions count only as parts of a total. */
static void drop_parts(plume_claim_column *column, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (column[i].only_part && !column[i].addend && !column[i].embodied)
            column[i].kind = COLUMN_NOTHING;
}

/* --- rows --- */

/* The heads are prose too: they may say "adjusted for PUE", or what a figure leaves
 * out. */
static plume_status take_heads(plume_claim *claim, const plume_cells *grid,
                               plume_claim_column *column, plume_error *error)
{
    plume_text prose;

    plume_text_init(&prose);
    plume_text_add(&prose, claim->prose);
    for (size_t i = 0; i < grid->columns; i++) {
        column[i] = plume_claim_column_read(plume_cells_at(grid, 0, i));
        plume_text_printf(&prose, "%s\n", plume_cells_at(grid, 0, i));
    }
    plume_claim_take_caption_units(claim, column, grid->columns);
    drop_cumulative(column, grid->columns);
    drop_market(column, grid->columns);
    settle_parts(column, grid->columns);
    settle_kinds(column, grid->columns);
    settle_name(column, grid->columns);
    settle_addends(column, grid->columns, CLAIM_EMISSIONS);
    settle_addends(column, grid->columns, CLAIM_ENERGY);
    drop_parts(column, grid->columns);
    settle_emissions(column, grid->columns);
    settle_energies(column, grid->columns);
    if (claim->kind == CLAIM_TABLE)
        claim->prose = plume_claim_print(claim, "%s", prose.data);
    plume_text_dispose(&prose);
    return claim->prose != NULL ? PLUME_OK : plume_fail_memory(error);
}

static void scale(plume_claim_figure *figure, double factor)
{
    figure->value *= factor;
    figure->low *= factor;
    figure->high *= factor;
    figure->unit *= factor;
}

/* Powers and counts of one node, times the nodes; hours of one trial, times these. */
static void spread(plume_claim_run *run, const plume_claim_column *column, size_t count)
{
    double nodes = run->figure[CLAIM_NODES].value;
    double trials = run->figure[CLAIM_TRIALS].value;

    for (size_t i = 0; i < count; i++) {
        if (column[i].kind != COLUMN_FIGURE)
            continue;
        if (column[i].per_node && nodes >= 1.0)
            scale(&run->figure[column[i].index], nodes);
        if (column[i].per_trial && trials >= 1.0)
            scale(&run->figure[column[i].index], trials);
    }
}

/* What an intensity is held against are the emissions of operation alone. */
static void part_operation(plume_claim_run *run)
{
    plume_claim_figure *stated = &run->figure[CLAIM_EMISSIONS];
    plume_claim_figure operation = run->parts[1];

    if (isnan(operation.value) || isnan(run->embodied.value) || isnan(stated->value))
        return;
    operation.value -= run->embodied.value;
    operation.low -= run->embodied.low;
    operation.high -= run->embodied.high;
    operation.per_unit = stated->per_unit;
    operation.where = "operation";
    run->with_embodied = *stated;
    *stated = operation;
}

/* The first cell of a row where it is a word; "". */
static const char *leading_word(const plume_cells *grid, size_t row)
{
    const char *cell = plume_cells_at(grid, row, 0);

    return strpbrk(cell, "0123456789") == NULL ? cell : "";
}

/* More cells than heads: the row is displaced, and nobody can tell by how much. */
static bool is_displaced(const plume_cells *grid, size_t row)
{
    size_t heads = grid->columns;

    while (heads > 0 && plume_cells_at(grid, 0, heads - 1)[0] == '\0')
        heads--;
    for (size_t i = heads; i < grid->columns; i++)
        if (strpbrk(plume_cells_at(grid, row, i), "0123456789") != NULL)
            return true;
    return false;
}

/* In a table that was turned the lines run along the columns. */
static plume_status take_row(plume_claim *claim, const plume_cells *grid, size_t row,
                             const plume_claim_column *column, plume_error *error)
{
    plume_claim_run *run = plume_claim_add(claim);
    plume_status status = PLUME_OK;
    bool displaced = is_displaced(grid, row);

    if (run == NULL)
        return plume_fail_memory(error);
    run->displaced = displaced;
    run->line = grid->turned ? row : grid->line[row];
    run->table = claim->table_count;
    for (size_t i = 0; i < grid->columns && status == PLUME_OK; i++) {
        bool skipped = displaced && column[i].kind == COLUMN_FIGURE;
        uint64_t line = grid->line[grid->turned ? i : row];
        const char *where =
            plume_claim_print(claim, "line %llu, '%s'", (unsigned long long)line,
                              plume_cells_at(grid, 0, i));

        if (where == NULL)
            return plume_fail_memory(error);
        if (skipped)
            continue;
        status = plume_claim_take_cell(
            claim, run, &column[i],
            &(plume_claim_cell){ plume_cells_at(grid, row, i), where, line }, error);
    }
    if (run->word[CLAIM_NAME][0] == '\0') /* "Total" below a column of years */
        run->word[CLAIM_NAME] = leading_word(grid, row);
    spread(run, column, grid->columns);
    part_operation(run);
    return status == PLUME_OK ? plume_claim_take_device(claim, run, error) : status;
}

plume_status plume_claim_take_cells(plume_claim *claim, const plume_cells *grid,
                                    plume_error *error)
{
    plume_claim_column column[CELLS_COLUMNS_MAX];
    plume_status status;

    if (grid->rows == 0 || grid->columns > CELLS_COLUMNS_MAX)
        return PLUME_OK;
    claim->table_count++;
    status = take_heads(claim, grid, column, error);
    claim->turned = claim->turned || grid->turned;
    for (size_t row = 1; row < grid->rows && status == PLUME_OK; row++)
        status = take_row(claim, grid, row, column, error);
    return status;
}

plume_status plume_claim_settle_cells(plume_claim *claim, plume_cells *grid,
                                      plume_error *error)
{
    plume_status status;

    grid->other_marks = claim->other_marks;
    status = plume_cells_settle(grid, error);
    claim->marks_open |= grid->marks_open;
    return status;
}
