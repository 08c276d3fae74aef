/* Finds the shortest run of digits that reads back as the same double. */
#include "core/number/decimal.h"

#include "core/number/binary.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DIGITS_SAFE = 15, DIGITS_ALWAYS = 17, PLACES_FAST = 27 };
static const uint64_t ten_to[] = { 1000000000000000u, 10000000000000000u,
                                   100000000000000000u }; /* from 15 digits on */
#define LOG10_OF_2 0.30102999566398120

static void trim(plume_decimal *decimal)
{
    int last = decimal->count;

    while (last > 0 && last < PLUME_DECIMAL_DIGITS && decimal->digit[last - 1] == '0')
        last--;
    decimal->count = last;
    if (last >= 0 && last < PLUME_DECIMAL_DIGITS)
        decimal->digit[last] = '\0';
    if (last == 0)
        decimal->point = 0;
}

/* The C library's decimal mark, whatever it is, is passed over. */
static void print_digits_slowly(plume_decimal *out, double magnitude, int count)
{
    char text[64];
    const char *at = text;

    snprintf(text, sizeof text, "%.*e", count - 1, magnitude);
    out->count = 0;
    for (; *at != 'e' && *at != '\0'; at++)
        if (*at >= '0' && *at <= '9' && out->count < count)
            out->digit[out->count++] = *at;
    out->point = *at == 'e' ? (int)strtol(at + 1, NULL, 10) + 1 : 1;
}

/* magnitude, correctly rounded to count digits, of which the last may be 0. */
static void print_digits(plume_decimal *out, double magnitude, int count)
{
    int binary, places;
    uint64_t whole;

    frexp(magnitude, &binary);
    out->point = (int)floor((binary - 1) * LOG10_OF_2) + 1; /* right, or one too low */
    places = count - out->point;
    if (count < DIGITS_SAFE || places < 1 || places > PLACES_FAST) {
        print_digits_slowly(out, magnitude, count);
        return;
    }
    whole = plume_binary_times_ten_to(magnitude, places);
    if (whole >= ten_to[count - DIGITS_SAFE]) {
        out->point++;
        whole = plume_binary_times_ten_to(magnitude, places - 1);
    }
    out->count = count;
    for (int i = count - 1; i >= 0; i--, whole /= 10)
        out->digit[i] = (char)('0' + whole % 10);
}

double plume_decimal_value(const plume_decimal *decimal)
{
    uint64_t mantissa = 0;
    double magnitude;

    for (int i = 0; i < decimal->count; i++)
        mantissa = mantissa * 10 + (uint64_t)(decimal->digit[i] - '0');
    magnitude = plume_binary_scale(mantissa, (long)decimal->point - decimal->count);
    return decimal->negative ? -magnitude : magnitude;
}

static bool reads_back(const plume_decimal *decimal, double magnitude)
{
    return plume_decimal_value(decimal) == magnitude;
}

/* Adds one to the last digit. */
static void step_up(plume_decimal *decimal)
{
    int i = decimal->count - 1;

    while (i >= 0 && decimal->digit[i] == '9')
        decimal->digit[i--] = '0';
    if (i >= 0) {
        decimal->digit[i]++;
    } else {
        decimal->digit[0] = '1';
        decimal->count = 1;
        decimal->point++;
    }
    trim(decimal);
}

/* Below a power of two the doubles lie twice as dense, so that the nearest decimal of 16
 * digits may miss while the one above it reads back. */
static bool next_above_reads_back(plume_decimal *out, double magnitude)
{
    int exponent;

    if (frexp(magnitude, &exponent) != 0.5)
        return false;
    step_up(out);
    return reads_back(out, magnitude);
}

/* Shortest first: fifteen digits always survive the way from text to double (DBL_DIG),
 * seventeen always tell two doubles apart. Subnormals may need only one. */
void plume_decimal_of(plume_decimal *out, double value)
{
    double magnitude = fabs(value);
    int count = magnitude < DBL_MIN ? 1 : DIGITS_SAFE;
    bool found = magnitude == 0.0;

    memset(out, 0, sizeof *out);
    for (; !found; count++) {
        print_digits(out, magnitude, count);
        found = count == DIGITS_ALWAYS || reads_back(out, magnitude) ||
                (count == DIGITS_ALWAYS - 1 && next_above_reads_back(out, magnitude));
    }
    trim(out);
    out->negative = signbit(value) != 0;
}

/* Half goes up, away from zero, as tables on paper are rounded; it is decided on the
 * shortest decimal, so that 2.675 is the half that it looks like. */
void plume_decimal_round(plume_decimal *decimal, int count)
{
    bool up;

    if (count >= decimal->count)
        return;
    up = count >= 0 && decimal->digit[count] >= '5';
    decimal->count = count > 0 ? count : 0;
    if (up && decimal->count == 0) {
        decimal->digit[0] = '1';
        decimal->digit[1] = '\0';
        decimal->count = 1;
        decimal->point++;
    } else if (up) {
        step_up(decimal);
    }
    trim(decimal);
}
