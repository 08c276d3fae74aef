/* documents/wording/table.h -- a table in the report tree, in the form that every
 * document reads.
 *
 * columns: { head, unit, align, flush_right, weight, spec }, where spec is the column's
 * letter in LaTeX; numeric: the places of those with numbers, for HTML; rows: { cells,
 * total }. For documents that part the cells of a row by a mark, the first one stands
 * also as lead and the others in the list rest, in rows and in the table itself (lead and
 * rest of its heads). units tells whether any column has one, rounded whether the printed
 * parts miss the printed total, wide whether the table needs more than a column of a
 * two-column paper. */
#ifndef PLUME_DOCUMENTS_WORDING_TABLE_H
#define PLUME_DOCUMENTS_WORDING_TABLE_H

#include <stdbool.h>

#include <plume/value.h>

enum { PLUME_SHEET_COLUMNS = 16 };

/* Borrowed from the tree. */
typedef struct plume_report_table {
    plume_value *table, *columns, *rest, *rows;
    plume_value *row, *cells, *rest_cells; /* of the row that is being filled */
    double widest_pt[PLUME_SHEET_COLUMNS]; /* of the words of each column */
    double share[PLUME_SHEET_COLUMNS];     /* of the width, of those that wrap */
} plume_report_table;

/* Replaces tables[id]. */
plume_report_table plume_report_table_new(plume_value *tables, const char *id);
/* Before any row. A column of words is flush left. */
void plume_report_table_column(plume_report_table *sheet, const char *head,
                               const char *unit, bool number);
/* A column of long words: it takes that share of the width, and its cells may wrap. */
void plume_report_table_wrapped(plume_report_table *sheet, const char *head,
                                double share);
void plume_report_table_row(plume_report_table *sheet, bool total);
void plume_report_table_cell(plume_report_table *sheet, const char *text);

#endif
