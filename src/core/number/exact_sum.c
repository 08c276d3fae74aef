/* Adds doubles into limbs of 32 bits that span their whole range, and rounds once when
 * read. */
#include "core/number/exact_sum.h"

#include "core/number/binary.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { LIMB_BITS = 32, LOWEST = -1074, PENDING_MOST = PLUME_SUM_PENDING_MOST };
#define LIMB_UNIT ((int64_t)1 << LIMB_BITS)

/* Afterwards every limb but the last is from 0 to 2^32 - 1; the last holds the sign. */
void plume_sum_spread(plume_sum *sum)
{
    int64_t carry = 0;
    size_t i;

    for (i = 0; i + 1 < PLUME_SUM_LIMBS; i++) {
        int64_t limb = sum->limb[i] + carry, rest = limb % LIMB_UNIT;

        carry = limb / LIMB_UNIT;
        if (rest < 0) {
            rest += LIMB_UNIT;
            carry--;
        }
        sum->limb[i] = rest;
    }
    sum->limb[i] += carry;
    sum->pending = 0;
}

/* Most sums of most lines had nothing added to them. */
static bool is_nothing(const plume_sum *sum)
{
    int64_t any = 0;

    for (size_t i = 0; i < PLUME_SUM_LIMBS; i++)
        any |= sum->limb[i];
    return any == 0;
}

/* Exact whatever the order: sums of parallel parts give the same bits as one sum in
 * turn. Carries are spread where a limb could run over. */
void plume_sum_join(plume_sum *sum, const plume_sum *other)
{
    if (is_nothing(other))
        return;
    if (sum->pending >= PENDING_MOST - 1 - other->pending)
        plume_sum_spread(sum);
    for (size_t i = 0; i < PLUME_SUM_LIMBS; i++)
        sum->limb[i] += other->limb[i];
    sum->pending += other->pending + 1; /* what was spread counts as one addition */
    if (sum->pending >= PENDING_MOST)
        plume_sum_spread(sum);
}

/* The first 64 bits from the limb at top, which is not 0 and not the lowest. */
static double leading(const plume_sum *magnitude, size_t top)
{
    const int64_t *limb = magnitude->limb;
    uint64_t mantissa = (uint64_t)limb[top] << LIMB_BITS | (uint64_t)limb[top - 1];
    uint64_t next = top >= 2 ? (uint64_t)limb[top - 2] << LIMB_BITS : 0;
    int exponent = LOWEST + LIMB_BITS * ((int)top - 1);
    bool more;

    while (mantissa >> 63 == 0) {
        mantissa = mantissa << 1 | next >> 63;
        next <<= 1;
        exponent--;
    }
    more = next != 0;
    for (size_t i = 0; i + 2 < top && !more; i++)
        more = limb[i] != 0;
    return plume_binary_assemble(mantissa, more, exponent);
}

/* Signs are taken off first, so that every limb but the last is positive and the
 * leading ones round as a whole. */
double plume_sum_value(const plume_sum *sum)
{
    plume_sum magnitude;
    size_t top = PLUME_SUM_LIMBS - 1;
    bool negative;
    double value;

    if (is_nothing(sum))
        return 0.0;
    magnitude = *sum;
    plume_sum_spread(&magnitude);
    negative = magnitude.limb[top] < 0;
    if (negative) {
        for (size_t i = 0; i < PLUME_SUM_LIMBS; i++)
            magnitude.limb[i] = -magnitude.limb[i];
        plume_sum_spread(&magnitude);
    }
    while (top > 0 && magnitude.limb[top] == 0)
        top--;
    value = top == 0 ? plume_binary_assemble((uint64_t)magnitude.limb[0], false, LOWEST)
                     : leading(&magnitude, top);
    return negative ? -value : value;
}
