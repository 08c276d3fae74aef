/* audit/reproduce/rational.h -- exact fractions of whole numbers, so that no binary
 * fraction decides how a figure rounds.
 *
 * Decimals as papers print them are fractions over powers of ten; sums, products and
 * quotients of fractions are fractions. Nothing is rounded, and comparing multiplies
 * crosswise. A figure that would need more than some 500 digits is refused. */
#ifndef PLUME_AUDIT_REPRODUCE_RATIONAL_H
#define PLUME_AUDIT_REPRODUCE_RATIONAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <gmp.h>

#include <plume/text.h>

/* Limbs of what is kept, and of a product of two of those that is compared. */
enum {
    PLUME_WHOLE_BITS = 1792,
    PLUME_WHOLE_KEPT = PLUME_WHOLE_BITS / GMP_NUMB_BITS,
    PLUME_WHOLE_LIMBS = 2 * PLUME_WHOLE_KEPT + 8
};

/* A natural number in limbs of GMP, the lowest first; zero has none. */
typedef struct plume_whole {
    mp_limb_t limb[PLUME_WHOLE_LIMBS];
    mp_size_t count;
} plume_whole;

/* top / bottom; bottom is never zero, and zero is never negative. */
typedef struct plume_rational {
    plume_whole top, bottom;
    bool negative;
} plume_rational;

/* Reads the decimal at the start of text[0..length): "1507", "626,155", "1.61E+19"; half
 * becomes half a unit of its last printed digit. *used is where it ended. False when
 * there is none, or its digits or exponent are beyond any figure of a paper. */
bool plume_rational_read(plume_rational *out, plume_rational *half, const char *text,
                         size_t length, size_t *used);

void plume_rational_set(plume_rational *out, uint32_t value);

/* out may be one of the operands. False when the result is too long, and for a division
 * by zero. */
bool plume_rational_add(plume_rational *out, const plume_rational *a,
                        const plume_rational *b);
bool plume_rational_subtract(plume_rational *out, const plume_rational *a,
                             const plume_rational *b);
bool plume_rational_multiply(plume_rational *out, const plume_rational *a,
                             const plume_rational *b);
bool plume_rational_divide(plume_rational *out, const plume_rational *a,
                           const plume_rational *b);

bool plume_rational_is_zero(const plume_rational *value);
/* Below, at or above 0 as a is below, equal to or above b. */
int plume_rational_compare(const plume_rational *a, const plume_rational *b);

/* The nearest decimal of that many significant digits (at most 40), half away from zero:
 * "1503.0213", "1.620864e19". Zeros behind the point that say nothing are left out. */
void plume_rational_print(plume_text *out, const plume_rational *value, int digits);
/* The nearest double, by way of a decimal of 40 digits. */
double plume_rational_value(const plume_rational *value);

#endif
