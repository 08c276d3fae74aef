/* core/sheet/likely.h -- whether a text begins as a spreadsheet's table does. */
#ifndef PLUME_CORE_SHEET_LIKELY_H
#define PLUME_CORE_SHEET_LIKELY_H

#include <stdbool.h>
#include <stddef.h>

/* Whether the text of which this is the begin may be such a table: other delimiters than
 * commas, or cells that no program writes. */
bool plume_sheet_is_likely(const char *head, size_t length);

#endif
