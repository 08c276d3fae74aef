/* Reads a decimal number strictly, in the C locale whatever the process says. */
#include "core/ascii.h"
#include <plume/number.h>

#include "core/number/binary.h"
#include "core/number/short.h"

#include <float.h>
#include <math.h>
#include <stdint.h>

enum { EXACT_POWERS = 22, SCALE_POWERS = 27, DIGITS_IN_WORD = 19 };
#define EXACT_WHOLE ((uint64_t)1 << 53)

/* Both the mantissa and the power are exact, so one operation rounds once. */
static const double tens[EXACT_POWERS + 1] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,
                                               1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                               1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
                                               1e18, 1e19, 1e20, 1e21, 1e22 };

/* A spelling taken apart: the value is mantissa * 10^exponent while digits <= 19. */
typedef struct spelling {
    uint64_t mantissa; /* of the first 19 significant digits */
    size_t digits;     /* significant digits, from the first that is not 0 */
    const char *first; /* that digit; a '.' may stand among those that follow */
    long exponent;     /* of the last digit */
    bool negative;
} spelling;

/* Zeros before the first other digit count neither as digits nor against the room of
 * the word, but those behind the point still shift the exponent. */
static const char *read_digits(spelling *out, const char *at, const char *end,
                               bool fraction)
{
    for (; at < end && plume_is_digit(*at); at++) {
        if (out->digits > 0 || *at != '0') {
            if (out->digits == 0)
                out->first = at;
            if (out->digits < DIGITS_IN_WORD)
                out->mantissa = out->mantissa * 10 + (uint64_t)(*at - '0');
            out->digits++;
        }
        if (fraction)
            out->exponent--;
    }
    return at;
}

/* Behind 'e'; NULL when no exponent stands there. */
static const char *read_exponent(spelling *out, const char *at, const char *end)
{
    bool negative = at < end && *at == '-';
    long exponent = 0;

    if (at < end && (*at == '-' || *at == '+'))
        at++;
    if (at == end || !plume_is_digit(*at))
        return NULL;
    for (; at < end && plume_is_digit(*at); at++)
        if (exponent < 1000000000L)
            exponent = exponent * 10 + (*at - '0');
    out->exponent += negative ? -exponent : exponent;
    return at;
}

/* The grammar of docs/style.md's one strict parser: a sign, digits with at most one
 * point, an exponent. No blanks, no hexadecimal, no "inf" or "nan", unlike strtod. */
static bool take_apart(spelling *out, const char *text, size_t length)
{
    const char *at = text, *end = text + length, *begin;
    bool any;

    if (at < end && (*at == '-' || *at == '+'))
        out->negative = *at++ == '-';
    begin = at;
    at = read_digits(out, at, end, false);
    any = at > begin;
    if (at < end && *at == '.') {
        begin = ++at;
        at = read_digits(out, at, end, true);
        any = any || at > begin;
    }
    if (any && at < end && (*at == 'e' || *at == 'E'))
        at = read_exponent(out, at + 1, end);
    return any && at == end;
}

/* More digits than a word holds: the cut one and the next above nearly always agree. */
static double from_many_digits(const spelling *parts)
{
    long exponent = parts->exponent + (long)(parts->digits - DIGITS_IN_WORD);
    double low, high;

    if (exponent >= -SCALE_POWERS && exponent <= SCALE_POWERS) {
        low = plume_binary_scale(parts->mantissa, exponent);
        high = plume_binary_scale(parts->mantissa + 1, exponent);
        if (low == high)
            return low;
    }
    return plume_binary_exact(parts->first, parts->digits, parts->exponent);
}

/* Clinger 1990: up to 2^53 and 10^22 both are exact doubles, and one operation rounds
 * once; all else takes the long way. */
static double scaled(uint64_t mantissa, long exponent)
{
    if (FLT_EVAL_METHOD == 0 && mantissa <= EXACT_WHOLE && exponent >= -EXACT_POWERS &&
        exponent <= EXACT_POWERS) {
        double whole = (double)mantissa;

        return exponent < 0 ? whole / tens[-exponent] : whole * tens[exponent];
    }
    return plume_binary_scale(mantissa, exponent);
}

/* What is beyond the largest double is refused: an infinite figure would make every
 * sum infinite. */
static bool parse_any(double *out, const char *text, size_t length)
{
    spelling parts = { 0 };
    double value = 0.0;

    *out = (double)NAN;
    if (!take_apart(&parts, text, length))
        return false;
    if (parts.digits > DIGITS_IN_WORD)
        value = from_many_digits(&parts);
    else if (parts.digits > 0)
        value = scaled(parts.mantissa, parts.exponent);
    if (!isfinite(value))
        return false;
    *out = parts.negative ? -value : value;
    return true;
}

/* Digits and a point, as most other figures are: no sign, no exponent, and no more
 * digits behind the first zeros than a word holds. What is anything else takes the long
 * way, which gives the same. */
static inline bool read_plain(double *out, const char *text, size_t length)
{
    const char *end = text + length, *first = text, *point;
    uint64_t mantissa = 0;
    long digits;

    while (end - first > DIGITS_IN_WORD && (*first == '0' || *first == '.'))
        first++;
    digits = end - first;
    if (digits > DIGITS_IN_WORD + 1)
        return false;
    for (point = text; point < end && plume_is_digit(*point); point++)
        mantissa = mantissa * 10 + (uint64_t)(*point - '0');
    if (point < end && (*point != '.' || length == 1 ||
                        plume_take_digits(&mantissa, point + 1, end) != end))
        return false;
    digits -= point < end && point >= first;
    if (length == 0 || digits > DIGITS_IN_WORD)
        return false;
    *out = scaled(mantissa, point < end ? -(long)(end - point - 1) : 0);
    return true;
}

bool plume_number_parse(double *out, const char *text, size_t length)
{
    return plume_number_is_short(out, text, length) || read_plain(out, text, length) ||
           parse_any(out, text, length);
}

/* Digits alone, up to 2^53: above it a double would round the count. */
bool plume_count_parse(double *out, const char *text, size_t length)
{
    uint64_t count = 0;

    *out = (double)NAN;
    for (size_t i = 0; i < length; i++) {
        if (!plume_is_digit(text[i]))
            return false;
        count = count * 10 + (uint64_t)(text[i] - '0');
        if (count > EXACT_WHOLE)
            return false;
    }
    if (length == 0)
        return false;
    *out = (double)count;
    return true;
}
