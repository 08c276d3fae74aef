/* properties/chance.h -- numbers by chance that are the same in every run of a seed. */
#ifndef PLUME_TESTS_PROPERTIES_CHANCE_H
#define PLUME_TESTS_PROPERTIES_CHANCE_H

#include <stdbool.h>
#include <stdint.h>

typedef struct chance {
    uint64_t state;
} chance;

/* SplitMix64. */
static inline uint64_t chance_bits(chance *from)
{
    uint64_t z = (from->state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* From low up to high, in thousandths, as stamps have them. */
static inline double chance_between(chance *from, double low, double high)
{
    double step = (double)(chance_bits(from) >> 11) / 9007199254740992.0;

    return (double)(int64_t)((low + (high - low) * step) * 1000.0) / 1000.0;
}

/* One of 0 to count - 1. */
static inline int chance_of(chance *from, int count)
{
    return (int)(chance_bits(from) % (uint64_t)count);
}

static inline bool chance_is(chance *from, double share)
{
    return chance_between(from, 0.0, 1.0) < share;
}

#endif
