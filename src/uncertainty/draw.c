/* Draws that depend on nothing but a seed and their own number. */
#include <plume/uncertainty.h>

#include <math.h>

#include "uncertainty/normal.h"

/* SplitMix64 (Steele, Lea and Flood 2014): its state is a counter, so any output can be
 * computed without those before it. */
uint64_t plume_draw_bits(uint64_t seed, uint64_t i)
{
    uint64_t z = seed + (i + 1) * UINT64_C(0x9E3779B97F4A7C15);

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* Above 0 and below 1. */
static double uniform(uint64_t seed, uint64_t i)
{
    return ((double)(plume_draw_bits(seed, i) >> 11) + 0.5) * 0x1p-53;
}

/* Two normal figures from two uniform ones (Box and Muller 1958). */
static void normal_pair(double out[2], uint64_t seed, uint64_t i)
{
    double radius = sqrt(-2.0 * log(uniform(seed, i)));
    double angle = 2.0 * PLUME_PI * uniform(seed, i + 1);

    out[0] = radius * cos(angle);
    out[1] = radius * sin(angle);
}

/* The factors of one draw; each input has its own place in the stream of figures. */
static void draw_factors(double *factors, const plume_model *model, uint64_t seed,
                         uint64_t number)
{
    uint64_t pairs = (model->input_count + 1) / 2;
    double z[2] = { 0.0, 0.0 };

    for (size_t i = 0; i < model->input_count; i++) {
        if (i % 2 == 0)
            normal_pair(z, seed, 2 * (number * pairs + i / 2));
        factors[i] = plume_spread_at(&model->inputs[i], z[i % 2]);
    }
}

void plume_model_draw(const plume_model *model, uint64_t seed, uint64_t first,
                      size_t count, double *out)
{
    double factors[PLUME_MODEL_INPUTS];

    for (size_t i = 0; i < count; i++) {
        draw_factors(factors, model, seed, first + i);
        out[i] = plume_model_at(model, factors);
    }
}
