/* plume/number.h -- the one place where text becomes a number and a number becomes text.
 *
 * Independent of the locale. Accepted is a decimal number as people and programs write
 * it: an optional sign, digits with at most one '.', an optional exponent. Refused are
 * blanks, "nan", "inf", hexadecimal, digit groups, a comma, ".", and whatever overflows a
 * double. "5." and ".5" are accepted. */
#ifndef PLUME_NUMBER_H
#define PLUME_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>
#include <plume/text.h>

PLUME_BEGIN

/* Correctly rounded value of the whole of text[0..length). False when it is no number;
 * *out is then NAN. An underflow gives 0 or the nearest denormal. */
PLUME_API bool plume_number_parse(double *out, const char *text, size_t length);

/* A non-negative whole number up to 2^53, without sign or exponent. */
PLUME_API bool plume_count_parse(double *out, const char *text, size_t length);

/* How a unit multiplies into the library's own: kWh, W, h, s, kg, kg/kWh, bytes. */
typedef enum plume_dimension {
    PLUME_DIMENSION_RATIO,     /* no unit, or % */
    PLUME_DIMENSION_ENERGY,    /* kWh: J kJ MJ Wh kWh MWh GWh */
    PLUME_DIMENSION_POWER,     /* W: mW W kW MW */
    PLUME_DIMENSION_TIME,      /* h: s min h d, also H:MM[:SS[.f]] and D-HH:MM:SS */
    PLUME_DIMENSION_MASS,      /* kg: mg g kg t lb */
    PLUME_DIMENSION_INTENSITY, /* kg/kWh: g/kWh kg/kWh lb/kWh lb/MWh t/MWh */
    PLUME_DIMENSION_WORK       /* FLOP: FLOP, kilo to zetta prefixes, PF-days */
} plume_dimension;

/* What no study reaches, in Plume's own unit: an option, a study key or a sum beyond it
 * is refused, a record rejected. */
PLUME_API double plume_dimension_most(plume_dimension dimension);
#define PLUME_DEVICES_MOST 1e7
#define PLUME_HOURS_MOST   1e8
#define PLUME_KWH_MOST     1e12
#define PLUME_PUE_MOST     1e4  /* in per cent it would be 150: told, not refused */
#define PLUME_COUNT_MOST   1e20 /* of parameters, queries and the like */

/* A number and an optional unit of that dimension ("1.12 kWh", "79.2", "350 W"), one
 * blank allowed between; a bare number is in the library's own unit. *out is NAN on
 * failure, and the error says what was found and what was wanted, without a place. */
PLUME_API plume_status plume_quantity_parse(double *out, plume_dimension dimension,
                                            const char *text, size_t length,
                                            plume_error *error);

/* The shortest decimal that reads back as the same double: "0.1", "1e+23" is written
 * "1e23". NAN and infinities append nothing and return false. */
PLUME_API bool plume_number_print(plume_text *out, double value);

/* Rounds half away from zero on the shortest decimal text of the value (0.32965 to four
 * digits is 0.3297). digits are significant figures; never an exponent; commas every
 * three from 1,000; "n/a" for NAN. */
PLUME_API void plume_number_significant(plume_text *out, double value, int digits);

/* The same with a fixed count of decimals. */
PLUME_API void plume_number_fixed(plume_text *out, double value, int decimals);

/* value itself rounded in that way: for comparing with a printed figure. */
PLUME_API double plume_number_round(double value, int decimals);

/* A scale for showing values of a dimension: the largest of its units in which value is
 * at least 1 (mg g kg t; Wh kWh MWh GWh; s min h). The value times per_own is in that
 * unit. Above the largest unit it stays the largest. */
typedef struct plume_display_unit {
    const char *name; /* "MWh" */
    double per_own;   /* 0.001 for MWh, the library's own unit being kWh */
} plume_display_unit;
PLUME_API plume_display_unit plume_unit_for(plume_dimension dimension, double value);

/* value in the unit plume_unit_for picks, with digits significant figures: "10.0 kWh". */
PLUME_API void plume_quantity_print(plume_text *out, plume_dimension dimension,
                                    double value, int digits);

PLUME_END

#endif
