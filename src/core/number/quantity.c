/* Numbers with units: reading and printing them. */
#include <plume/number.h>

#include "core/number/decimal.h"
#include "core/ascii.h"
#include "core/number/units.h"

#include <math.h>
#include <string.h>

#include <plume/time.h>

#define FLOP_PER_PF_DAY (1e15 * SECONDS_PER_DAY)

/* own = number * times / over. Two factors, since one of them is exact where the other's
 * inverse is not. */
typedef struct unit {
    plume_dimension dimension;
    const char *name;
    double times, over;
} unit;

static const unit units[] = {
    { PLUME_DIMENSION_RATIO, "%", 1, 100 },
    { PLUME_DIMENSION_ENERGY, "J", 1, JOULES_PER_KWH },
    { PLUME_DIMENSION_ENERGY, "kJ", 1e3, JOULES_PER_KWH },
    { PLUME_DIMENSION_ENERGY, "MJ", 1e6, JOULES_PER_KWH },
    { PLUME_DIMENSION_ENERGY, "Wh", 1, WATTHOURS_PER_KWH },
    { PLUME_DIMENSION_ENERGY, "kWh", 1, 1 },
    { PLUME_DIMENSION_ENERGY, "MWh", KWH_PER_MWH, 1 },
    { PLUME_DIMENSION_ENERGY, "GWh", 1e6, 1 },
    { PLUME_DIMENSION_POWER, "mW", 1, 1e3 },
    { PLUME_DIMENSION_POWER, "W", 1, 1 },
    { PLUME_DIMENSION_POWER, "kW", WATTS_PER_KILOWATT, 1 },
    { PLUME_DIMENSION_POWER, "MW", 1e6, 1 },
    { PLUME_DIMENSION_TIME, "s", 1, SECONDS_PER_HOUR },
    { PLUME_DIMENSION_TIME, "min", 1, 60 },
    { PLUME_DIMENSION_TIME, "h", 1, 1 },
    { PLUME_DIMENSION_TIME, "d", HOURS_PER_DAY, 1 },
    { PLUME_DIMENSION_MASS, "mg", 1, 1e6 },
    { PLUME_DIMENSION_MASS, "g", 1, GRAMS_PER_KG },
    { PLUME_DIMENSION_MASS, "kg", 1, 1 },
    { PLUME_DIMENSION_MASS, "t", KG_PER_TONNE, 1 },
    { PLUME_DIMENSION_MASS, "lb", KG_PER_POUND, 1 },
    { PLUME_DIMENSION_INTENSITY, "g/kWh", 1, GRAMS_PER_KG },
    { PLUME_DIMENSION_INTENSITY, "kg/kWh", 1, 1 },
    { PLUME_DIMENSION_INTENSITY, "lb/kWh", KG_PER_POUND, 1 },
    { PLUME_DIMENSION_INTENSITY, "lb/MWh", KG_PER_POUND, KWH_PER_MWH },
    { PLUME_DIMENSION_INTENSITY, "t/MWh", KG_PER_TONNE, KWH_PER_MWH },
    { PLUME_DIMENSION_WORK, "FLOP", 1, 1 },
    { PLUME_DIMENSION_WORK, "kFLOP", 1e3, 1 },
    { PLUME_DIMENSION_WORK, "MFLOP", 1e6, 1 },
    { PLUME_DIMENSION_WORK, "GFLOP", 1e9, 1 },
    { PLUME_DIMENSION_WORK, "TFLOP", 1e12, 1 },
    { PLUME_DIMENSION_WORK, "PFLOP", 1e15, 1 },
    { PLUME_DIMENSION_WORK, "EFLOP", 1e18, 1 },
    { PLUME_DIMENSION_WORK, "ZFLOP", 1e21, 1 },
    { PLUME_DIMENSION_WORK, "PF-days", FLOP_PER_PF_DAY, 1 },
};
enum { UNITS = sizeof units / sizeof units[0] };

static const char *const dimension_names[] = {
    "ratio",      "energy in kWh",       "power in W",   "time in hours",
    "mass in kg", "intensity in kg/kWh", "work in FLOP",
};

/* Whether text is a number, perhaps one blank, and a name of this length. */
static bool reads_with(double *number, const char *text, size_t length,
                       size_t name_length)
{
    if (name_length >= length)
        return false;
    length -= name_length;
    if (text[length - 1] == ' ')
        length--;
    return plume_number_parse(number, text, length);
}

/* Times and over are apart, as 1/3600 is no exact double: 3600 s give exactly 1 h. A
 * factor may still carry a large number to infinity, which is refused. */
static bool converted(double *out, double number, double times, double over)
{
    *out = number * times / over;
    if (isfinite(*out))
        return true;
    *out = (double)NAN;
    return false;
}

/* A bare number counts in the library's own unit; a time may also be written as
 * 1:30:00. */
static bool read_quantity(double *out, plume_dimension dimension, const char *text,
                          size_t length)
{
    double number;

    if (plume_number_parse(out, text, length))
        return true;
    if (dimension == PLUME_DIMENSION_TIME && plume_duration_parse(&number, text, length))
        return converted(out, number, 1, SECONDS_PER_HOUR);
    for (size_t i = 0; i < UNITS; i++) {
        size_t name = strlen(units[i].name);

        if (units[i].dimension == dimension && name < length &&
            memcmp(text + length - name, units[i].name, name) == 0 &&
            reads_with(&number, text, length, name))
            return converted(out, number, units[i].times, units[i].over);
    }
    return false;
}

static void add_unit_names(plume_text *out, plume_dimension dimension)
{
    const char *between = " or one with a unit: ";

    for (size_t i = 0; i < UNITS; i++)
        if (units[i].dimension == dimension) {
            plume_text_printf(out, "%s%s", between, units[i].name);
            between = ", ";
        }
}

static bool is_alike(const char *text, const char *name, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (plume_lower(text[i]) != plume_lower(name[i]))
            return false;
    return true;
}

/* The unit that was meant, but for capital letters. */
static const unit *meant(plume_dimension dimension, const char *text, size_t length)
{
    double number;

    for (size_t i = 0; i < UNITS; i++) {
        size_t name = strlen(units[i].name);

        if (units[i].dimension == dimension && name < length &&
            is_alike(text + length - name, units[i].name, name) &&
            memcmp(text + length - name, units[i].name, name) != 0 &&
            reads_with(&number, text, length, name))
            return &units[i];
    }
    return NULL;
}

/* Says which unit may have been meant, for "mwh" and "MWh" are nine orders of
 * magnitude apart. */
static plume_status refuse(plume_dimension dimension, const char *text, size_t length,
                           plume_error *error)
{
    int shown = length > 80 ? 80 : (int)length;
    const unit *near = meant(dimension, text, length);
    plume_text wanted;
    plume_status status;

    plume_text_init(&wanted);
    add_unit_names(&wanted, dimension);
    status = plume_fail(error, PLUME_ERR_SYNTAX, "found '%.*s', expected %s: a number%s",
                        shown, text, dimension_names[dimension], wanted.data);
    plume_text_dispose(&wanted);
    if (near != NULL)
        plume_hint(error, "units are told apart by their capitals: did you mean %s?",
                   near->name);
    else if (memchr(text, ',', length) != NULL)
        plume_hint(error, "write decimals with a point, and digits without groups");
    return status;
}

plume_status plume_quantity_parse(double *out, plume_dimension dimension,
                                  const char *text, size_t length, plume_error *error)
{
    *out = (double)NAN;
    if (length > 0 && read_quantity(out, dimension, text, length))
        return PLUME_OK;
    *out = (double)NAN;
    return refuse(dimension, text, length, error);
}

/* --- the other way --- */

/* tens: per_own is that power of ten; NOT_TENS when it is none. */
enum { NOT_TENS = 99 };
typedef struct scale {
    plume_dimension dimension;
    plume_display_unit unit;
    int tens;
} scale;

/* The smallest first; the one of the library itself has tens 0. */
static const scale scales[] = {
    { PLUME_DIMENSION_RATIO, { "", 1 }, 0 },
    { PLUME_DIMENSION_ENERGY, { "Wh", WATTHOURS_PER_KWH }, 3 },
    { PLUME_DIMENSION_ENERGY, { "kWh", 1 }, 0 },
    { PLUME_DIMENSION_ENERGY, { "MWh", 1e-3 }, -3 },
    { PLUME_DIMENSION_ENERGY, { "GWh", 1e-6 }, -6 },
    { PLUME_DIMENSION_POWER, { "mW", 1e3 }, 3 },
    { PLUME_DIMENSION_POWER, { "W", 1 }, 0 },
    { PLUME_DIMENSION_POWER, { "kW", 1e-3 }, -3 },
    { PLUME_DIMENSION_POWER, { "MW", 1e-6 }, -6 },
    { PLUME_DIMENSION_TIME, { "s", SECONDS_PER_HOUR }, NOT_TENS },
    { PLUME_DIMENSION_TIME, { "min", 60 }, NOT_TENS },
    { PLUME_DIMENSION_TIME, { "h", 1 }, 0 },
    { PLUME_DIMENSION_MASS, { "mg", 1e6 }, 6 },
    { PLUME_DIMENSION_MASS, { "g", GRAMS_PER_KG }, 3 },
    { PLUME_DIMENSION_MASS, { "kg", 1 }, 0 },
    { PLUME_DIMENSION_MASS, { "t", 1e-3 }, -3 },
    { PLUME_DIMENSION_INTENSITY, { "kg/kWh", 1 }, 0 },
    { PLUME_DIMENSION_WORK, { "FLOP", 1 }, 0 },
    { PLUME_DIMENSION_WORK, { "kFLOP", 1e-3 }, -3 },
    { PLUME_DIMENSION_WORK, { "MFLOP", 1e-6 }, -6 },
    { PLUME_DIMENSION_WORK, { "GFLOP", 1e-9 }, -9 },
    { PLUME_DIMENSION_WORK, { "TFLOP", 1e-12 }, -12 },
    { PLUME_DIMENSION_WORK, { "PFLOP", 1e-15 }, -15 },
    { PLUME_DIMENSION_WORK, { "EFLOP", 1e-18 }, -18 },
    { PLUME_DIMENSION_WORK, { "ZFLOP", 1e-21 }, -21 },
};
enum { SCALES = sizeof scales / sizeof scales[0] };

/* value in that unit; a power of ten only moves the point of its decimal. */
static double shown_in(const scale *in, double value)
{
    plume_decimal decimal;

    if (in->tens == NOT_TENS)
        return value * in->unit.per_own;
    plume_decimal_of(&decimal, value);
    decimal.point += in->tens;
    return plume_decimal_value(&decimal);
}

/* The scale for a finite value; that of the library's own unit for 0. */
static const scale *scale_for(plume_dimension dimension, double value)
{
    const scale *found = NULL, *own = &scales[0];

    for (size_t i = 0; i < SCALES; i++) {
        if (scales[i].dimension != dimension)
            continue;
        if (scales[i].tens == 0)
            own = &scales[i];
        if (found == NULL || fabs(shown_in(&scales[i], value)) >= 1)
            found = &scales[i];
    }
    return value == 0 || found == NULL ? own : found;
}

plume_display_unit plume_unit_for(plume_dimension dimension, double value)
{
    return scale_for(dimension, isfinite(value) ? value : 0)->unit;
}

static double significant(double value, int digits)
{
    plume_decimal decimal;

    plume_decimal_of(&decimal, value);
    plume_decimal_round(&decimal, digits);
    return plume_decimal_value(&decimal);
}

void plume_quantity_print(plume_text *out, plume_dimension dimension, double value,
                          int digits)
{
    const scale *in;

    if (!isfinite(value)) {
        plume_text_add(out, "n/a");
        return;
    }
    in = scale_for(dimension, value);
    /* 999.7 kg to three digits is 1.00 t */
    in =
        scale_for(dimension, significant(shown_in(in, value), digits) / in->unit.per_own);
    plume_number_significant(out, shown_in(in, value), digits);
    if (in->unit.name[0] != '\0')
        plume_text_printf(out, " %s", in->unit.name);
}

/* 1e12 kWh are a third of a year of the world's electricity, 1e11 W ten of its largest
 * power stations, 1e13 kg a quarter of a year of its emissions; no operations of a
 * training come near 1e40. An intensity in grams, of up to 1,500, is told and not
 * refused.
 */
double plume_dimension_most(plume_dimension dimension)
{
    switch (dimension) {
    case PLUME_DIMENSION_ENERGY:
        return PLUME_KWH_MOST;
    case PLUME_DIMENSION_POWER:
        return 1e11;
    case PLUME_DIMENSION_TIME:
        return PLUME_HOURS_MOST;
    case PLUME_DIMENSION_MASS:
        return 1e13;
    case PLUME_DIMENSION_INTENSITY:
        return 1e4;
    case PLUME_DIMENSION_WORK:
        return 1e40;
    case PLUME_DIMENSION_RATIO:
        break;
    }
    return PLUME_COUNT_MOST;
}
