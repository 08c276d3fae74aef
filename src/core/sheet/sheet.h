/* core/sheet/sheet.h -- a table as a spreadsheet saves it, read as a program writes one.
 *
 * Excel and LibreOffice save a table in the habits of their user's country: semicolons or
 * tabs, a first line "sep=;", decimal commas, 13.5.2024 9:05 or 5/13/2024 9:05 AM. One
 * reading of the whole table learns its habits; from then on its text is that of a comma
 * table with decimal points and days as in ISO 8601, on the same lines and in the same
 * columns, so that no reader needs to know of them.
 *
 * A mark that may be decimal or of a group ("1,234"), where nothing in its column or in
 * the table tells which, becomes "1.234 or 1234", which is no figure for any reader. A
 * day whose order nothing in its column or in the table tells stays as it is, which is no
 * time for any. Cells of columns whose name is that of a text are left alone. */
#ifndef PLUME_CORE_SHEET_SHEET_H
#define PLUME_CORE_SHEET_SHEET_H

#include "core/input/source.h"
#include <plume/status.h>

typedef struct plume_sheet plume_sheet;

/* Reads the whole source, whose begin head is. *out is NULL when it is no table. The
 * caller frees. */
plume_status plume_sheet_learn(plume_sheet **out, const char *head, size_t length,
                               plume_source_stream *source, plume_error *error);
void plume_sheet_free(plume_sheet *sheet);

/* Whether anything but its delimiter is a spreadsheet's. */
bool plume_sheet_has_habits(const plume_sheet *sheet);

#endif
