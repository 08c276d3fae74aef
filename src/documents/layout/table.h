/* documents/layout/table.h -- a table of the tree as strips: rules above, below and under
 * the head, numbers on their decimal point, words wrapped when the column is narrow. */
#ifndef PLUME_DOCUMENTS_LAYOUT_TABLE_H
#define PLUME_DOCUMENTS_LAYOUT_TABLE_H

#include "documents/layout/strips.h"
#include <plume/value.h>

enum { PLUME_TABLE_COLUMNS_MAX = 24 };

/* table as flow.h describes it; name is for errors. Follows a caption that
 * already stands in strips. *head is the strip that a later page repeats. */
plume_status plume_page_table(plume_strips *strips, const plume_value *table,
                              const char *name, size_t *head, plume_error *error);

#endif
