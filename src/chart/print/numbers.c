/* Prints figures for the eye with three significant digits, for the data twin with all.
 * */
#include "chart/print/numbers.h"

#include <math.h>

static const double least_kg = 1e-9; /* a microgram */
static const double most_kg = 1e12;  /* 1,000 million tonnes */
static const int figures = 3;

#define UNKNOWN "–"

bool plume_chart_drawable(double kg)
{
    return isfinite(kg) && kg > 0.0;
}

double plume_chart_mass_clamp(double kg)
{
    return fmin(fmax(kg, least_kg), most_kg);
}

/* Beyond both bounds a figure is told as a bound, so that no column grows without
 * limit; a mass below zero is no emission. */
void plume_chart_mass(plume_text *out, double kg)
{
    if (!isfinite(kg) || kg < 0.0) {
        plume_text_add(out, UNKNOWN);
    } else if (kg == 0.0) {
        plume_text_add(out, "0");
    } else if (kg < least_kg) {
        plume_text_add(out, "< 0.001 mg");
    } else if (kg > most_kg) {
        plume_text_add(out, "> 1,000,000,000 t");
    } else {
        plume_quantity_print(out, PLUME_DIMENSION_MASS, kg, figures);
    }
}

/* About one, a decimal tells more than digits do; at the ends only the order of
 * magnitude matters. The limits are those at which rounding would print the next
 * form. */
void plume_chart_ratio(plume_text *out, double ratio)
{
    if (!plume_chart_drawable(ratio)) {
        plume_text_add(out, UNKNOWN);
        return;
    }
    if (ratio >= 1e6)
        plume_text_add(out, "> 1,000,000");
    else if (ratio >= 99.95)
        plume_number_significant(out, ratio, figures);
    else if (ratio >= 0.995)
        plume_number_fixed(out, ratio, 1);
    else if (ratio >= 1e-4)
        plume_number_significant(out, ratio, 2);
    else
        plume_text_add(out, "< 0.0001");
    plume_text_add(out, "×");
}

/* Below 0.95 a whole number would read 0 or hide half of the figure; from there on
 * whole percents are as fine as a bar shows. */
void plume_chart_percent(plume_text *out, double share, bool with_unit)
{
    double percent = 100.0 * share;

    if (percent > 0.0 && percent < 0.001)
        plume_text_add(out, "< 0.001");
    else if (percent > 0.0 && percent < 0.95)
        plume_number_significant(out, percent, percent < 0.095 ? 1 : 2);
    else
        plume_number_fixed(out, percent, 0);
    if (with_unit)
        plume_text_add(out, " %");
}

/* A ratio is here a count of runs, and so is printed whole; an unknown figure is a
 * dash, never 0. */
void plume_chart_quantity(plume_text *out, plume_dimension dimension, double value)
{
    if (!isfinite(value))
        plume_text_add(out, UNKNOWN);
    else if (value == 0.0)
        plume_text_add(out, "0");
    else if (dimension == PLUME_DIMENSION_RATIO)
        plume_number_fixed(out, value, 0);
    else
        plume_quantity_print(out, dimension, value, figures);
}

void plume_chart_csv_number(plume_text *csv, double value)
{
    plume_text_add_char(csv, ',');
    (void)plume_number_print(csv, value); /* unknown stays empty */
}

void plume_chart_csv_text(plume_text *csv, const char *text, bool first)
{
    plume_text_add(csv, first ? "" : ",");
    plume_csv_add_text(csv, text);
}
