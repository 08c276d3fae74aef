/* chart/print/numbers.h -- numbers as charts write them (three significant figures), and
 * as their data twins do (in full). */
#ifndef PLUME_CHART_PRINT_NUMBERS_H
#define PLUME_CHART_PRINT_NUMBERS_H

#include <stdbool.h>

#include <plume/number.h>
#include <plume/text.h>

/* "284 t", "3.30 kg"; an en dash when unknown; "< 0.001 mg" and "> 1,000,000,000 t"
 * beyond what is worth drawing. */
void plume_chart_mass(plume_text *out, double kg);

/* "88.2×", "0.64×", "1,290×"; an en dash when unknown. */
void plume_chart_ratio(plume_text *out, double ratio);

/* "54 %" of a share between 0 and 1; below 1 % two figures ("0.05 %"). */
void plume_chart_percent(plume_text *out, double share, bool with_unit);

/* "10.0 kWh", "152 h", "4,789". */
void plume_chart_quantity(plume_text *out, plume_dimension dimension, double value);

/* What a mass must be within to have its own place on an axis. */
double plume_chart_mass_clamp(double kg);
bool plume_chart_drawable(double kg);

/* One CSV field and the comma before it, but for the first. Numbers in full precision,
 * unknown ones empty; text quoted when it has to be, and kept from running as a formula.
 */
void plume_chart_csv_number(plume_text *csv, double value);
void plume_chart_csv_text(plume_text *csv, const char *text, bool first);

#endif
