/* logs/power/cell.h -- what stands in a cell of a power log: "208.59 W", "52 %",
 * "[N/A]". */
#ifndef PLUME_LOGS_POWER_CELL_H
#define PLUME_LOGS_POWER_CELL_H

#include <stdbool.h>
#include <stddef.h>

/* One of the words that stand for no reading: "", "-", "N/A", "[Not Supported]", "nan",
 * anything in brackets. */
bool plume_power_cell_is_missing(const char *text, size_t length);

/* Watts, with or without their unit. NAN for a missing reading; false for other text. */
bool plume_power_cell_watts(double *out, const char *text, size_t length);

/* The same where the column has a unit of its own: it is that of bare numbers only. */
bool plume_power_cell_in(double *out_watts, const char *text, size_t length,
                         double watts_per_unit);

/* A share of 0 to 1 from "52 %", "52%" or "52"; NAN for anything else. */
double plume_power_cell_share(const char *text, size_t length);

/* How the last cells of rows are written: "208.59 W" has two decimals and a unit. */
typedef struct plume_power_form {
    size_t digits, decimals; /* of the row before */
    bool seen, unit, varied; /* varied: decimals are now more, now fewer */
    bool asked, whole; /* whether the log ends with a line, so that no cell is cut */
} plume_power_form;

/* Whether the text that ends a file in the middle of a line is the begin of a cell only:
 * it lacks the unit, the decimals, or, where there are none, digits of the cell before.
 * Cells of whole lines, ended, are learnt from. */
bool plume_power_form_is_cut(plume_power_form *form, const char *text, size_t length,
                             bool ended);

/* name in lower case, letters and digits only, without a unit in brackets at its end. The
 * unit, in its own case, goes to unit ("" without one). Cut to fit. */
enum { PLUME_COLUMN_NAME_MAX = 64 };
void plume_power_column_name(char name[PLUME_COLUMN_NAME_MAX],
                             char unit[PLUME_COLUMN_NAME_MAX], const char *text,
                             size_t length);

/* Whether a line of names may have one of a column of watts: it has the letters of "W",
 * or of a device that is numbered. False is certain. */
bool plume_power_may_be_named(const char *line, size_t length);

#endif
