/* core/number/exact_sum.h -- a sum of doubles that is exact until it is read, so that
 * neither the order of the terms nor the way in which partial sums are joined can change
 * a digit. */
#ifndef PLUME_CORE_NUMBER_EXACT_SUM_H
#define PLUME_CORE_NUMBER_EXACT_SUM_H

#include <math.h>
#include <stdint.h>
#include <string.h>

/* A fixed-point number that covers every double: 32 bits a limb, in two's complement
 * spread over 64-bit words so that 2^28 additions need no carry. Zeroed is 0. */
enum { PLUME_SUM_LIMBS = 70, PLUME_SUM_PENDING_MOST = 1 << 28 };
typedef struct plume_sum {
    int64_t limb[PLUME_SUM_LIMBS];
    uint32_t pending; /* additions since carries were last spread */
} plume_sum;

/* Carries what waits in limbs; no value changes. */
void plume_sum_spread(plume_sum *sum);

/* value must be finite. Its 53 bits reach over three limbs at most: limb 0 begins at
 * 2^-1074, the smallest double's own place, and less than 2^34 goes into a limb. Carries
 * wait (pending) until a limb could run over. Totals are made of little else, so that it
 * stands where it is asked for. */
static inline void plume_sum_add(plume_sum *sum, double value)
{
    uint64_t bits, mantissa, low, high;
    int64_t *limb;
    unsigned offset;

    memcpy(&bits, &value, sizeof bits);
    mantissa = bits & (((uint64_t)1 << 52) - 1);
    offset = (unsigned)(bits >> 52) & 0x7ff;
    if (offset > 0) { /* a normal number: its first bit is not written down */
        mantissa |= (uint64_t)1 << 52;
        offset--;
    }
    low = (mantissa & 0xffffffffu) << offset % 32;
    high = (mantissa >> 32) << offset % 32;
    limb = &sum->limb[offset / 32];
    if (bits >> 63 == 0) {
        limb[0] += (int64_t)(low & 0xffffffffu);
        limb[1] += (int64_t)((low >> 32) + (high & 0xffffffffu));
        limb[2] += (int64_t)(high >> 32);
    } else {
        limb[0] -= (int64_t)(low & 0xffffffffu);
        limb[1] -= (int64_t)((low >> 32) + (high & 0xffffffffu));
        limb[2] -= (int64_t)(high >> 32);
    }
    if (++sum->pending >= PLUME_SUM_PENDING_MOST)
        plume_sum_spread(sum);
}

/* As if it were added so many times; the product must be finite. A product and what it
 * lacks: both are doubles, and their sum is exact above 1e-290. */
static inline void plume_sum_add_times(plume_sum *sum, double value, double times)
{
    double product = value * times;

    plume_sum_add(sum, product);
    if (times != 1.0)
        plume_sum_add(sum, fma(value, times, -product));
}

void plume_sum_join(plume_sum *sum, const plume_sum *other);
/* Correctly rounded. */
double plume_sum_value(const plume_sum *sum);

#endif
