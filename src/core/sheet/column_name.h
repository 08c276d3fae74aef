/* core/sheet/column_name.h -- what the name of a column tells of its cells. */
#ifndef PLUME_CORE_SHEET_COLUMN_NAME_H
#define PLUME_CORE_SHEET_COLUMN_NAME_H

#include <stdbool.h>
#include <stddef.h>

/* Its figures are none: names, lists, notes. */
bool plume_sheet_name_is_of_text(const char *text, size_t length);

/* Its cells are versions of programs, which look like days. */
bool plume_sheet_name_is_of_version(const char *text, size_t length);

#endif
