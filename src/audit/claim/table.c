/* A published table as a claim: a run a row, its columns told by their heads. */
#include "audit/claim/table_layout.h"

#include <math.h>
#include <string.h>

#include "core/data/csv.h"
#include "core/input/source.h"

/* Two parts of a sum as one. */
static void add_part(plume_claim_figure *sum, const plume_claim_figure *part)
{
    if (isnan(sum->value)) {
        *sum = *part;
        return;
    }
    sum->value += part->value;
    sum->low += part->low;
    sum->high += part->high;
    sum->unit = fmax(sum->unit, part->unit);
}

/* One of the columns that add up to a total. */
static plume_status add_addend(plume_claim *claim, plume_claim_run *run,
                               const plume_claim_column *column,
                               const plume_claim_figure *figure, plume_error *error)
{
    int which = column->adds_to == CLAIM_EMISSIONS;
    const char *terms =
        plume_claim_print(claim, "%s%s%s", run->terms[which],
                          run->terms[which][0] != '\0' ? " + " : "", figure->printed);

    if (terms == NULL)
        return plume_fail_memory(error);
    run->terms[which] = terms;
    add_part(&run->parts[which], figure);
    return PLUME_OK;
}

/* "Total power consumption": "356 MWh"; "energy mix": "470 g/kWh". The unit of the cell
 * says what its head does not. */
static bool read_by_unit(plume_claim_figure *out, plume_quantity *quantity,
                         const char *text)
{
    static const plume_quantity others[] = { CLAIM_ENERGY, CLAIM_TOTAL_POWER,
                                             CLAIM_INTENSITY };
    plume_dimension dimension = plume_quantity_dimension(*quantity);

    if (dimension != PLUME_DIMENSION_POWER && dimension != PLUME_DIMENSION_ENERGY)
        return false;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (!plume_claim_figure_read(out, others[i], text, NAN) || out->swapped ||
            isnan(out->value))
            continue;
        *quantity = others[i];
        return true;
    }
    return false;
}

plume_status plume_claim_take_cell(plume_claim *claim, plume_claim_run *run,
                                   const plume_claim_column *column, const char *cell,
                                   const char *where, uint64_t line, plume_error *error)
{
    const char *text = plume_pool_copy(claim->pool, cell);
    plume_quantity quantity = (plume_quantity)column->index;
    plume_claim_figure figure;

    if (text == NULL)
        return plume_fail_memory(error);
    if (column->kind == COLUMN_WORD && run->word[column->index][0] == '\0')
        run->word[column->index] = text;
    if (column->kind != COLUMN_FIGURE)
        return PLUME_OK;
    if (!plume_claim_figure_read(&figure, quantity, text, column->per_unit) &&
        !read_by_unit(&figure, &quantity, text))
        return PLUME_OK;
    figure.where = where;
    figure.line = line;
    if (column->index == CLAIM_INTENSITY && column->per_unit == 1.0 &&
        figure.value > 5.0) { /* nobody's grid: grams, though the head does not say so */
        figure.value /= 1000.0;
        figure.low /= 1000.0;
        figure.high /= 1000.0;
        figure.unit /= 1000.0;
    }
    if (column->rated)
        run->word[CLAIM_POWER_SCOPE] = "rated";
    if (column->part && (plume_quantity)column->index == quantity) {
        add_part(&run->figure[CLAIM_TOTAL_POWER], &figure);
        if (run->word[CLAIM_POWER_SCOPE][0] == '\0')
            run->word[CLAIM_POWER_SCOPE] = "parts";
    }
    if (column->part && (plume_quantity)column->index == quantity)
        return PLUME_OK;
    if (column->addend && (plume_quantity)column->index == quantity)
        return add_addend(claim, run, column, &figure, error);
    else if (isnan(run->figure[quantity].value))
        run->figure[quantity] = figure;
    return PLUME_OK;
}

static plume_status read_rows(plume_cells *grid, plume_csv *csv, const char *path,
                              plume_error *error)
{
    const char *cell[CELLS_COLUMNS_MAX];
    plume_status status;

    for (;;) {
        plume_row row;

        status = plume_csv_next(csv, &row, error);
        if (status != PLUME_OK || row.count == 0)
            return status;
        for (size_t i = 0; i < row.count && i < CELLS_COLUMNS_MAX; i++)
            cell[i] = row.field[i].text;
        status = plume_cells_add(grid, cell, row.count, row.line, path, error);
        if (status != PLUME_OK)
            return status;
    }
}

static plume_status read_grid(plume_claim *claim, plume_csv *csv, plume_error *error)
{
    plume_cells grid;
    plume_status status;

    plume_cells_init(&grid, claim->pool);
    status = read_rows(&grid, csv, claim->path, error);
    if (status == PLUME_OK && grid.rows == 0)
        status = plume_fail_at(error, PLUME_ERR_SYNTAX, claim->path, 1, 0,
                               "the table is empty");
    if (status == PLUME_OK)
        status = plume_cells_settle(&grid, error);
    if (status == PLUME_OK)
        status = plume_claim_take_cells(claim, &grid, error);
    plume_cells_dispose(&grid);
    return status == PLUME_OK ? plume_claim_part_total(claim, error) : status;
}

static plume_status read_table(plume_claim **out, plume_source_stream *source,
                               const char *path, plume_error *error)
{
    plume_claim *claim = NULL;
    plume_csv *csv = NULL;
    plume_status status = plume_claim_new(&claim, CLAIM_TABLE, path, error);

    if (status == PLUME_OK)
        status = plume_csv_open(&csv, source, '\0', error);
    if (status == PLUME_OK)
        status = read_grid(claim, csv, error);
    plume_csv_close(csv);
    if (status != PLUME_OK) {
        plume_claim_free(claim);
        return status;
    }
    *out = claim;
    return PLUME_OK;
}

plume_status plume_claim_load_table(plume_claim **out, const char *path,
                                    plume_error *error)
{
    plume_source_stream *source;
    plume_status status = plume_source_open(&source, path, error);

    *out = NULL;
    if (status != PLUME_OK)
        return status;
    status = read_table(out, source, path, error);
    plume_source_close(source);
    return status;
}

plume_status plume_claim_parse_table(plume_claim **out, const char *text, size_t length,
                                     const char *path, plume_error *error)
{
    plume_source_stream *source;
    plume_status status = plume_source_open_memory(&source, text, length, path, error);

    *out = NULL;
    if (status != PLUME_OK)
        return status;
    status = read_table(out, source, path, error);
    plume_source_close(source);
    return status;
}
