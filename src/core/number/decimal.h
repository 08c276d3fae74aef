/* core/number/decimal.h -- a finite double as the shortest decimal that reads back as it.
 */
#ifndef PLUME_CORE_NUMBER_DECIMAL_H
#define PLUME_CORE_NUMBER_DECIMAL_H

#include <stdbool.h>

enum { PLUME_DECIMAL_DIGITS = 20 };

/* 0.d1d2d3... * 10^point; digits '0' to '9', terminated, without leading or trailing
 * zeros; zero has no digits. */
typedef struct plume_decimal {
    char digit[PLUME_DECIMAL_DIGITS];
    int count;
    int point;
    bool negative;
} plume_decimal;

/* value must be finite. */
void plume_decimal_of(plume_decimal *out, double value);

/* Rounds half away from zero so that count digits are left; count may be 0 or less. */
void plume_decimal_round(plume_decimal *decimal, int count);

/* Back to the nearest double. */
double plume_decimal_value(const plume_decimal *decimal);

#endif
