/* documents/layout/columns.h -- how wide the columns of a table are and where numbers
 * stand. */
#ifndef PLUME_DOCUMENTS_LAYOUT_COLUMNS_H
#define PLUME_DOCUMENTS_LAYOUT_COLUMNS_H

#include "documents/layout/table.h"

#define TABLE_HEAD_SIZE_PT 7.5
#define TABLE_UNIT_SIZE_PT 7.0
#define TABLE_BODY_SIZE_PT 8.0

typedef struct plume_table_column {
    const char *head, *unit;
    bool is_number;
    double weight;
    double words_pt; /* the widest cell that is no number */
    double whole_pt,
        fraction_pt; /* the widest parts of a number on either side of its point */
    double head_pt, head_word_pt; /* the head, and its widest word */
    double left_pt, right_pt;     /* of its content, from the left edge of the page */
} plume_table_column;

typedef struct plume_table_columns {
    plume_table_column column[PLUME_TABLE_COLUMNS_MAX];
    size_t count;
} plume_table_columns;

/* PLUME_ERR_VALUE for a table that cannot be: no columns, too many, a row that is longer.
 */
plume_status plume_table_fit(plume_table_columns *out, plume_strips *strips,
                             const plume_value *table, const char *name,
                             plume_error *error);

#endif
