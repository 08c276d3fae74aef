/* core/sheet/converted.h -- the text of a spreadsheet's table as a program writes it. */
#ifndef PLUME_CORE_SHEET_CONVERTED_H
#define PLUME_CORE_SHEET_CONVERTED_H

#include "core/sheet/sheet.h"
#include <plume/text.h>

/* "semicolons, decimal commas, days first" */
void plume_sheet_describe(plume_text *out, const plume_sheet *sheet);

/* What the user says of days above what the table shows. */
typedef enum plume_sheet_order {
    PLUME_SHEET_BY_COLUMN,
    PLUME_SHEET_DAY_FIRST,
    PLUME_SHEET_MONTH_FIRST
} plume_sheet_order;

/* From now on the text of source, of which nothing was read, is the converted one. sheet
 * is borrowed until the source is closed. */
plume_status plume_sheet_convert(plume_source_stream *source, const plume_sheet *sheet,
                                 plume_sheet_order order, plume_error *error);

#endif
