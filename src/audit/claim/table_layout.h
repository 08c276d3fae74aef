/* audit/claim/table_layout.h -- the cells of a published table, whatever way it is laid
 * out.
 */
#ifndef PLUME_AUDIT_CLAIM_TABLE_LAYOUT_H
#define PLUME_AUDIT_CLAIM_TABLE_LAYOUT_H

#include "audit/claim/claim.h"

enum { CELLS_COLUMNS_MAX = 256, CELLS_ROWS_MAX = 10000 };

/* Cells are borrowed from pool. The first row holds the heads once it is settled. */
typedef struct plume_cells {
    plume_pool *pool;
    const char **cell; /* rows x columns */
    uint64_t *line;    /* of each row in the file */
    size_t rows, columns;
    char separator;   /* between cells; '\0' unless the text says */
    bool other_marks; /* where no cell tells points from commas: the less usual reading */
    bool marks_open;  /* no cell told */
    bool turned;      /* rows and columns were exchanged: line is that of a column */
} plume_cells;

void plume_cells_init(plume_cells *grid, plume_pool *pool);
void plume_cells_dispose(plume_cells *grid);
const char *plume_cells_at(const plume_cells *grid, size_t row, size_t column);

/* Copies cells; short rows are filled with "". PLUME_ERR_VALUE beyond the bounds. */
plume_status plume_cells_add(plume_cells *grid, const char *const *cells, size_t count,
                             uint64_t line, const char *path, plume_error *error);

/* Finds the row of heads: a title above it goes, units below it or beside it join the
 * heads, a table whose heads stand in its first column is turned, and decimal commas
 * become points. */
plume_status plume_cells_settle(plume_cells *grid, plume_error *error);

#endif
