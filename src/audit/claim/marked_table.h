/* audit/claim/marked_table.h -- a table of a marked-up text while it is read: cells that
 * span several columns or rows, and several rows of heads, become a plain grid. */
#ifndef PLUME_AUDIT_CLAIM_MARKED_TABLE_H
#define PLUME_AUDIT_CLAIM_MARKED_TABLE_H

#include "audit/claim/table_layout.h"
#include <plume/text.h>

enum { MARKED_COLUMNS_MAX = 64 };

typedef struct plume_marked_table {
    plume_claim *claim;
    plume_cells grid;
    const char *cell[MARKED_COLUMNS_MAX]; /* of the row that is read */
    size_t count;
    const char *hanging[MARKED_COLUMNS_MAX]; /* cells of rows above that reach down */
    size_t hanging_rows[MARKED_COLUMNS_MAX];
    bool spelled; /* cells below a hanging one stand there, empty, as in LaTeX */
    size_t heads; /* rows of heads, joined into one at the end; 0: one */
} plume_marked_table;

void plume_marked_table_begin(plume_marked_table *table, plume_claim *claim);
/* text, trimmed, over columns and rows (1 each for a plain cell). */
plume_status plume_marked_table_cell(plume_marked_table *table, const plume_text *text,
                                     size_t columns, size_t rows, plume_error *error);
plume_status plume_marked_table_end_row(plume_marked_table *table, uint64_t line,
                                        plume_error *error);
/* The runs of the table join the claim. */
plume_status plume_marked_table_end(plume_marked_table *table, plume_error *error);

#endif
