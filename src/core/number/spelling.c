/* Takes a number apart by its grammar, whatever its length and exponent. */
#include "core/number/spelling.h"

#include "core/ascii.h"

#include <math.h>

enum { SCALE_POWERS = 27 };

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
            if (out->digits < PLUME_DIGITS_IN_WORD)
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
    long exponent = parts->exponent + (long)(parts->digits - PLUME_DIGITS_IN_WORD);
    double low, high;

    if (exponent >= -SCALE_POWERS && exponent <= SCALE_POWERS) {
        low = plume_binary_scale(parts->mantissa, exponent);
        high = plume_binary_scale(parts->mantissa + 1, exponent);
        if (low == high)
            return low;
    }
    return plume_binary_exact(parts->first, parts->digits, parts->exponent);
}

/* What is beyond the largest double is refused: an infinite figure would make every
 * sum infinite. */
bool plume_spelling_parse(double *out, const char *text, size_t length)
{
    spelling parts = { 0 };
    double value = 0.0;

    *out = (double)NAN;
    if (!take_apart(&parts, text, length))
        return false;
    if (parts.digits > PLUME_DIGITS_IN_WORD)
        value = from_many_digits(&parts);
    else if (parts.digits > 0)
        value = plume_scaled(parts.mantissa, parts.exponent);
    if (!isfinite(value))
        return false;
    *out = parts.negative ? -value : value;
    return true;
}
