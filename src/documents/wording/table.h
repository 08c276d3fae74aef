/* documents/wording/table.h -- a table in the report tree, in the form that every
 * document reads.
 *
 * columns: { head, unit, align, weight, spec }, where spec is the column's letter in
 * LaTeX; rows: { cells, total }. For documents that part the cells of a row by a mark,
 * the first one stands also as lead and the others in the list rest, in rows and in the
 * table itself (lead and rest of its heads). units tells whether any column has one,
 * rounded whether the printed parts miss the printed total, wide whether the table needs
 * more than a column of a two-column paper. */
#ifndef PLUME_DOCUMENTS_WORDING_TABLE_H
#define PLUME_DOCUMENTS_WORDING_TABLE_H

#include <stdbool.h>

#include <plume/value.h>

enum { PLUME_SHEET_COLUMNS = 16 };

/* Borrowed from the tree. */
typedef struct plume_sheet {
    plume_value *table, *columns, *rest, *rows;
    plume_value *row, *cells, *rest_cells; /* of the row that is being filled */
    double widest_pt[PLUME_SHEET_COLUMNS]; /* of the words of each column */
    double share[PLUME_SHEET_COLUMNS];     /* of the width, of those that wrap */
} plume_sheet;

/* Replaces tables[id]. */
plume_sheet plume_sheet_new(plume_value *tables, const char *id);
/* Before any row. A column of words is flush left. */
void plume_sheet_column(plume_sheet *sheet, const char *head, const char *unit,
                        bool number);
/* A column of long words: it takes that share of the width, and its cells may wrap. */
void plume_sheet_wrapped(plume_sheet *sheet, const char *head, double share);
void plume_sheet_row(plume_sheet *sheet, bool total);
void plume_sheet_cell(plume_sheet *sheet, const char *text);

#endif
