/* core/number/exact_sum.h -- a sum of doubles that is exact until it is read, so that
 * neither the order of the terms nor the way in which partial sums are joined can change
 * a digit. */
#ifndef PLUME_CORE_NUMBER_EXACT_SUM_H
#define PLUME_CORE_NUMBER_EXACT_SUM_H

#include <stdint.h>

/* A fixed-point number that covers every double: 32 bits a limb, in two's complement
 * spread over 64-bit words so that 2^28 additions need no carry. Zeroed is 0. */
enum { PLUME_SUM_LIMBS = 70 };
typedef struct plume_sum {
    int64_t limb[PLUME_SUM_LIMBS];
    uint32_t pending; /* additions since carries were last spread */
} plume_sum;

/* value must be finite. */
void plume_sum_add(plume_sum *sum, double value);
/* As if it were added so many times; the product must be finite. */
void plume_sum_add_times(plume_sum *sum, double value, double times);
void plume_sum_join(plume_sum *sum, const plume_sum *other);
/* Correctly rounded. */
double plume_sum_value(const plume_sum *sum);

#endif
