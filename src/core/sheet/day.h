/* core/sheet/day.h -- days as spreadsheets show them, and the clock behind them. */
#ifndef PLUME_CORE_SHEET_DAY_H
#define PLUME_CORE_SHEET_DAY_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/text.h>

/* A day, and what stands behind it; of two parts the order is not known here. */
typedef struct plume_sheet_day {
    int first, second; /* day and month, or month and day */
    int year;
    bool year_first; /* 2024-5-13: first is the month */
    bool dotted;     /* 13.5.2024, which is day first wherever it is written */
    size_t length;   /* in the text */
} plume_sheet_day;

/* False when the cell does not begin with a day, or none that exists in some order, or
 * when what stands behind it is no clock. A year of two digits is of this century. */
bool plume_sheet_day_of(plume_sheet_day *out, const char *text, size_t length);

/* As ISO 8601: "2024-05-13 09:05:00.5", without what the cell has not. */
void plume_sheet_day_put(plume_text *out, const plume_sheet_day *day, bool day_first,
                         const char *text, size_t length);

/* Whether the cell is a day in ISO 8601 as programs write it. */
bool plume_sheet_day_is_plain(const plume_sheet_day *day, const char *text,
                              size_t length);

/* A cell that is a clock with AM or PM and nothing else, as one of 24 hours; false: the
 * cell is none. */
bool plume_sheet_clock_put(plume_text *out, const char *text, size_t length);

#endif
