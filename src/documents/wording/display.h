/* documents/wording/display.h -- figures as documents show them, the raw value always
 * beside the text.
 *
 * Each call sets one map in parent, and returns it, borrowed: known, value (null when
 * unknown), text ("10.0 kWh"), and its parts figure ("10.0") and unit ("kWh"). The unit
 * never parts from its figure: a no-break space stands between. An unknown figure reads
 * "not available", which words.yaml gives. */
#ifndef PLUME_DOCUMENTS_WORDING_DISPLAY_H
#define PLUME_DOCUMENTS_WORDING_DISPLAY_H

#include <stdint.h>

#include <plume/number.h>
#include <plume/value.h>

#include "documents/wording/labels.h"

#define PLUME_NO_BREAK_SPACE "\xC2\xA0"
#define PLUME_EN_DASH        "\xE2\x80\x93"

/* Three significant figures in the unit of its size: kWh to GWh, "kg CO2e" to "t CO2e".
 */
plume_value *plume_display_quantity(plume_value *parent, const char *key,
                                    plume_dimension dimension, double value,
                                    plume_words *words);

/* A mass with as many figures as the interval from low to high supports. */
plume_value *plume_display_supported(plume_value *parent, const char *key, double kg,
                                     double low_kg, double high_kg, plume_words *words);

/* The same in one unit whatever the size, per_own as in plume_display_unit. */
plume_value *plume_display_in(plume_value *parent, const char *key, double value,
                              plume_display_unit unit, plume_words *words);
/* And with so many significant figures. */
plume_value *plume_display_digits(plume_value *parent, const char *key, double value,
                                  int figures, plume_display_unit unit,
                                  plume_words *words);

/* From 10 to 10,000 hours one decimal or none, "151.7" and "1,255"; else three
 * significant figures. */
plume_value *plume_display_hours(plume_value *parent, const char *key, double hours,
                                 plume_words *words);

/* A factor: four figures below 10, else three; with its unit, or "". */
plume_value *plume_display_factor(plume_value *parent, const char *key, double value,
                                  const char *unit, plume_words *words);

/* A PUE, two decimals. */
plume_value *plume_display_pue(plume_value *parent, const char *key, double pue,
                               plume_words *words);

/* How many times: one decimal below 100, two below 1. */
plume_value *plume_display_times(plume_value *parent, const char *key, double ratio,
                                 plume_words *words);

/* part of whole: "50 %"; "under 1 %" and "over 99 %" where rounding would hide the rest.
 */
plume_value *plume_display_share(plume_value *parent, const char *key, double part,
                                 double whole, plume_words *words);

/* A count: value, text "1,234", words ("no", "one" ... "nine", then digits), and the
 * bools none, one, some (above none). */
plume_value *plume_display_count(plume_value *parent, const char *key, uint64_t count,
                                 plume_words *words);

/* One column of a table: one unit and one count of decimals for all its figures. */
typedef struct plume_column_format {
    plume_display_unit unit;
    int decimals;
} plume_column_format;

/* By the largest value; at most five figures and at most that many decimals. */
plume_column_format plume_column_format_for(plume_dimension dimension, double largest,
                                            int most_decimals);

/* Appends a cell: "0" for nothing at all, "<0.001" for what rounding would hide, an en
 * dash for what is unknown. */
void plume_column_format_print(plume_text *out, const plume_column_format *scale,
                               double value);
/* "97.2 to 103.8"; as plume_column_format_print where the lower end is unknown. */
void plume_column_format_range(plume_text *out, const plume_column_format *scale,
                               const double ends[2]);

/* What plume_column_format_print shows, as a number. */
double plume_column_format_round(const plume_column_format *scale, double value);

#endif
