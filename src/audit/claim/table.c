/* A published table as a claim: a run a row, its columns told by their heads. */
#include "audit/claim/table.h"

#include "audit/claim/table_layout.h"
#include "audit/claim/internal.h"
#include "core/data/csv.h"
#include "core/input/source.h"

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

static plume_status read_grid(plume_claim *claim, plume_csv *csv, bool other_marks,
                              plume_error *error)
{
    plume_cells grid;
    plume_status status;

    plume_cells_init(&grid, claim->pool);
    status = read_rows(&grid, csv, claim->path, error);
    if (status == PLUME_OK && grid.rows == 0)
        status = plume_fail_at(error, PLUME_ERR_SYNTAX, claim->path, 1, 0,
                               "the table is empty");
    grid.separator = plume_csv_separator(csv);
    grid.other_marks = other_marks;
    if (status == PLUME_OK)
        status = plume_cells_settle(&grid, error);
    claim->marks_open = grid.marks_open;
    if (status == PLUME_OK)
        status = plume_claim_take_cells(claim, &grid, error);
    plume_cells_dispose(&grid);
    return status == PLUME_OK ? plume_claim_part_total(claim, error) : status;
}

static plume_status read_table(plume_claim **out, plume_source_stream *source,
                               const char *path, bool other_marks, plume_error *error)
{
    plume_claim *claim = NULL;
    plume_csv *csv = NULL;
    plume_status status = plume_claim_new(&claim, CLAIM_TABLE, path, error);

    if (status == PLUME_OK)
        status = plume_csv_open(&csv, source, '\0', error);
    if (status == PLUME_OK)
        status = read_grid(claim, csv, other_marks, error);
    plume_csv_close(csv);
    if (status != PLUME_OK) {
        plume_claim_free(claim);
        return status;
    }
    *out = claim;
    return PLUME_OK;
}

plume_status plume_claim_load_table(plume_claim **out, const char *path, bool other_marks,
                                    plume_error *error)
{
    plume_source_stream *source;
    plume_status status = plume_source_open(&source, path, error);

    *out = NULL;
    if (status != PLUME_OK)
        return status;
    status = read_table(out, source, path, other_marks, error);
    plume_source_close(source);
    return status;
}

plume_status plume_claim_parse_table(plume_claim **out, const char *text, size_t length,
                                     const char *path, bool other_marks,
                                     plume_error *error)
{
    plume_source_stream *source;
    plume_status status = plume_source_open_memory(&source, text, length, path, error);

    *out = NULL;
    if (status != PLUME_OK)
        return status;
    status = read_table(out, source, path, other_marks, error);
    plume_source_close(source);
    return status;
}
