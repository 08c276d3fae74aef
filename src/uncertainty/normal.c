/* Normal figures by the ziggurat of Marsaglia and Tsang (2000), one word of 64 bits each,
 * with the bits of layer and place apart (Doornik 2005). */
#include "uncertainty/normal.h"

#include <math.h>

#include <plume/uncertainty.h>

/* Where the tail begins, and the area of each of 256 layers (of a bell that is 1 high).
 */
static const double tail = 3.6541528853610088;
static const double area = 0.0049286732339746553;

static double bell(double x)
{
    return exp(-0.5 * x * x);
}

/* From the tail upwards: a layer that is area / edge high ends where the bell has that
 * height. The lowest one is as wide as its area, with the tail, is over its height. */
void plume_normal_init(plume_normal *normal)
{
    normal->edge[0] = area / bell(tail);
    normal->edge[1] = tail;
    for (size_t i = 1; i + 1 < PLUME_NORMAL_LAYERS; i++)
        normal->edge[i + 1] =
            sqrt(-2.0 * log(area / normal->edge[i] + bell(normal->edge[i])));
    normal->edge[PLUME_NORMAL_LAYERS] = 0.0;
    for (size_t i = 0; i <= PLUME_NORMAL_LAYERS; i++)
        normal->height[i] = bell(normal->edge[i]);
    for (size_t i = 0; i < PLUME_NORMAL_LAYERS; i++)
        normal->step[i] = normal->edge[i] * 0x1p-52;
}

/* SplitMix64 (Steele, Lea and Flood 2014): its state is a counter, so any output can be
 * computed without those before it. */
static uint64_t word(uint64_t seed, uint64_t i)
{
    uint64_t z = seed + (i + 1) * UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint64_t plume_draw_bits(uint64_t seed, uint64_t i)
{
    return word(seed, i);
}

/* Above 0 and below 1. */
static double uniform(uint64_t bits)
{
    return ((double)(bits >> 11) + 0.5) * 0x1p-53;
}

/* The lowest eight bits; the highest 53 say where in it, from end to end. */
static size_t layer_of(uint64_t bits)
{
    return bits % PLUME_NORMAL_LAYERS;
}

static double place_of(uint64_t bits, double step)
{
    return ((double)((int64_t)(bits >> 11) - (INT64_C(1) << 52)) + 0.5) * step;
}

/* Beyond the last edge (Marsaglia 1964): exponential figures, of which those stay that
 * lie below the bell. */
static double beyond(uint64_t seed)
{
    double x, y;
    uint64_t i = 0;

    do {
        x = -log(uniform(word(seed, i++))) / tail;
        y = -log(uniform(word(seed, i++)));
    } while (2.0 * y <= x * x);
    return tail + x;
}

/* One figure in a hundred falls beside the part of its layer that lies below the bell for
 * certain. Further words that it needs are numbered from its own, so that those of other
 * figures stay where they are. */
static double settle(const plume_normal *normal, uint64_t bits)
{
    uint64_t seed = ~bits, i = 0;

    for (;;) {
        size_t layer = layer_of(bits);
        double x = place_of(bits, normal->step[layer]), low = normal->height[layer];

        if (fabs(x) < normal->edge[layer + 1])
            return x;
        if (layer == 0)
            return copysign(beyond(word(seed, i)), x);
        if (low + uniform(word(seed, i++)) * (normal->height[layer + 1] - low) < bell(x))
            return x;
        bits = word(seed, i++);
    }
}

void plume_normal_draw(double *out, size_t count, const plume_normal *normal,
                       uint64_t key, uint64_t first)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t bits = word(key, first + i);
        size_t layer = layer_of(bits);
        double x = place_of(bits, normal->step[layer]);

        out[i] = fabs(x) < normal->edge[layer + 1] ? x : settle(normal, bits);
    }
}
