/* From the spreads of the inputs to that of a sum of products. */
#include <plume/uncertainty.h>

#include <math.h>
#include <stdlib.h>

#include "uncertainty/lognormal.h"

double plume_model_at(const plume_model *model, const double *factors)
{
    double sum = 0.0;

    for (size_t i = 0; i < model->term_count; i++) {
        const plume_term *term = &model->terms[i];
        double product = term->value;

        for (size_t k = 0; k < term->input_count; k++)
            product *= factors[term->input[k]];
        sum += product;
    }
    return sum;
}

static void medians(double *factors, const plume_model *model)
{
    for (size_t i = 0; i < model->input_count; i++)
        factors[i] = plume_spread_at(&model->inputs[i], 0.0);
}

void plume_model_swing(double out[2], const plume_model *model, size_t input)
{
    double factors[PLUME_MODEL_INPUTS], ends[2];

    medians(factors, model);
    plume_spread_interval(ends, &model->inputs[input]);
    for (size_t k = 0; k < 2; k++) {
        factors[input] = ends[k];
        out[k] = plume_model_at(model, factors);
    }
}

/* --- to first order --- */

/* What an input multiplies, as a share of the sum: its elasticity. */
static double elasticity(const plume_model *model, size_t input, const double *factors)
{
    double touched = 0.0;

    for (size_t i = 0; i < model->term_count; i++) {
        const plume_term *term = &model->terms[i];
        const plume_model alone = { model->inputs, model->input_count, term, 1 };
        size_t power = 0;

        for (size_t k = 0; k < term->input_count; k++)
            power += term->input[k] == input;
        touched += (double)power * plume_model_at(&alone, factors);
    }
    return touched / plume_model_at(model, factors);
}

double plume_model_share(const plume_model *model, size_t input)
{
    double factors[PLUME_MODEL_INPUTS], all = 0.0, own = 0.0;

    medians(factors, model);
    for (size_t i = 0; i < model->input_count; i++) {
        double slope = elasticity(model, i, factors);
        double part = slope * slope * plume_spread_variance(&model->inputs[i]);

        all += part;
        if (i == input)
            own = part;
    }
    return all > 0.0 ? own / all : 0.0;
}

double plume_model_standard(const plume_model *model, const double *relative)
{
    double factors[PLUME_MODEL_INPUTS], sum = 0.0;

    medians(factors, model);
    for (size_t i = 0; i < model->input_count; i++) {
        double part = elasticity(model, i, factors) * relative[i];

        sum += part * part;
    }
    return sqrt(sum);
}

/* --- on paper --- */

/* A product of unbounded factors is lognormal itself. */
static bool is_lognormal(const plume_model *model)
{
    if (model->term_count != 1)
        return false;
    for (size_t i = 0; i < model->input_count; i++)
        if (model->inputs[i].least > 0.0)
            return false;
    return true;
}

static void multiply(plume_propagated *out, const plume_model *model)
{
    const plume_term *term = &model->terms[0];
    double variance = 0.0, sigma;

    for (size_t i = 0; i < model->input_count; i++) {
        double power = 0.0, logarithm = log(model->inputs[i].gsd);

        for (size_t k = 0; k < term->input_count; k++)
            power += term->input[k] == i ? 1.0 : 0.0;
        variance += power * power * logarithm * logarithm;
    }
    sigma = sqrt(variance);
    out->median = out->central;
    out->low = out->median * exp(-PLUME_NORMAL_95 * sigma);
    out->high = out->median * exp(PLUME_NORMAL_95 * sigma);
    out->mean = out->median * exp(variance / 2.0);
    out->sd = out->mean * sqrt(expm1(variance));
}

/* --- by drawing --- */

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

static double quantile(const double *sorted, uint64_t count, double share)
{
    return sorted[(size_t)floor(share * (double)count)];
}

static plume_status draw(plume_propagated *out, const plume_model *model, uint64_t draws,
                         uint64_t seed, plume_error *error)
{
    double *sums = malloc((size_t)draws * sizeof *sums);
    double total = 0.0, squares = 0.0;

    if (sums == NULL)
        return plume_fail_memory(error);
    plume_model_draw(model, seed, 0, (size_t)draws, sums);
    qsort(sums, (size_t)draws, sizeof *sums, ascending);
    for (size_t i = 0; i < draws; i++)
        total += sums[i];
    out->mean = total / (double)draws;
    for (size_t i = 0; i < draws; i++)
        squares += (sums[i] - out->mean) * (sums[i] - out->mean);
    out->sd = sqrt(squares / (double)(draws - 1));
    out->low = quantile(sums, draws, 0.025);
    out->median = quantile(sums, draws, 0.5);
    out->high = quantile(sums, draws, 0.975);
    out->drawn = true;
    free(sums);
    return PLUME_OK;
}

/* --- both --- */

static plume_status check(const plume_model *model, uint64_t draws, plume_error *error)
{
    if (model->term_count == 0 || model->input_count > PLUME_MODEL_INPUTS)
        return plume_fail(error, PLUME_ERR_VALUE,
                          "a sum has %zu terms of %zu inputs, expected at least one term "
                          "and at most %d inputs",
                          model->term_count, model->input_count, (int)PLUME_MODEL_INPUTS);
    for (size_t i = 0; i < model->input_count; i++)
        if (!(model->inputs[i].gsd >= 1.0 && isfinite(model->inputs[i].gsd) &&
              model->inputs[i].median > 0.0))
            return plume_fail(error, PLUME_ERR_VALUE,
                              "input %zu has no spread: expected a median above 0 and a "
                              "geometric standard deviation of at least 1",
                              i + 1);
    for (size_t i = 0; i < model->term_count; i++)
        if (!(model->terms[i].value > 0.0 && isfinite(model->terms[i].value)))
            return plume_fail(error, PLUME_ERR_VALUE,
                              "term %zu is not above 0, so it has no lognormal spread",
                              i + 1);
    if (draws < PLUME_DRAWS_LEAST || draws > PLUME_DRAWS_MOST)
        return plume_fail(error, PLUME_ERR_VALUE,
                          "%llu draws, expected 1,000 to 10,000,000",
                          (unsigned long long)draws);
    return PLUME_OK;
}

plume_status plume_propagate(plume_propagated *out, const plume_model *model,
                             uint64_t draws, uint64_t seed, plume_error *error)
{
    double factors[PLUME_MODEL_INPUTS];
    plume_status status = check(model, draws, error);

    *out = (plume_propagated){ NAN, NAN, NAN, NAN, NAN, NAN, false };
    if (status != PLUME_OK)
        return status;
    medians(factors, model);
    out->central = plume_model_at(model, factors);
    if (!is_lognormal(model))
        return draw(out, model, draws, seed, error);
    multiply(out, model);
    return PLUME_OK;
}

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
