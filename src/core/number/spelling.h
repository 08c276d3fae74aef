/* core/number/spelling.h -- any decimal number, taken apart by its grammar. */
#ifndef PLUME_CORE_NUMBER_SPELLING_H
#define PLUME_CORE_NUMBER_SPELLING_H

#include <float.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/number/binary.h"

enum { PLUME_EXACT_POWERS = 22, PLUME_DIGITS_IN_WORD = 19 };
#define PLUME_EXACT_WHOLE ((uint64_t)1 << 53)

/* Clinger 1990: up to 2^53 and 10^22 both are exact doubles, and one operation rounds
 * once; all else takes the long way. */
static inline double plume_scaled(uint64_t mantissa, long exponent)
{
    /* Both the mantissa and the power are exact, so one operation rounds once. */
    static const double tens[PLUME_EXACT_POWERS + 1] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    if (FLT_EVAL_METHOD == 0 && mantissa <= PLUME_EXACT_WHOLE &&
        exponent >= -PLUME_EXACT_POWERS && exponent <= PLUME_EXACT_POWERS) {
        double whole = (double)mantissa;

        return exponent < 0 ? whole / tens[-exponent] : whole * tens[exponent];
    }
    return plume_binary_scale(mantissa, exponent);
}

/* The grammar of docs/style.md's one strict parser, with every number that fits a double.
 */
bool plume_spelling_parse(double *out, const char *text, size_t length);

#endif
