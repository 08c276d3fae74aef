/* Reads a decimal number strictly, in the C locale whatever the process says. */
#include "core/ascii.h"
#include <plume/number.h>

#include "core/number/short.h"
#include "core/number/spelling.h"

#include <math.h>

/* Digits and a point among the first eight characters, of which there are eight at least,
 * as nearly all figures with many digits are: no sign, no exponent, and no more digits
 * behind the first zeros than a word holds. Of the first eight characters those before
 * the point move over it. What is anything else takes the long way, which gives the same.
 */
static inline bool read_plain(double *out, const char *text, size_t length)
{
    const char *end = text + length, *first = text, *at = text + 8;
    uint64_t word = plume_eight_bytes(text), mantissa;
    unsigned point = plume_bit_of_byte(word, '.');

    if (point >= 64)
        return false;
    while (end - first > PLUME_DIGITS_IN_WORD && (*first == '0' || *first == '.'))
        first++;
    if (end - first > PLUME_DIGITS_IN_WORD + (first <= text + point / 8))
        return false;
    word = ((word >> point) >> 8) << point << 8 |
           (word & (((uint64_t)1 << point) - 1)) << 8 | '0';
    if (!plume_eight_digits(&mantissa, word))
        return false;
    if (plume_take_digits(&mantissa, at, end) != end)
        return false;
    *out = plume_scaled(mantissa, -(long)(length - point / 8 - 1));
    return true;
}

bool plume_number_parse(double *out, const char *text, size_t length)
{
    return (length >= 8 && read_plain(out, text, length)) ||
           plume_number_is_short(out, text, length) ||
           plume_spelling_parse(out, text, length);
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
        if (count > PLUME_EXACT_WHOLE)
            return false;
    }
    if (length == 0)
        return false;
    *out = (double)count;
    return true;
}
