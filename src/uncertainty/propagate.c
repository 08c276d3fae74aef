/* From the spreads of the inputs to that of a sum of products. */
#include <plume/uncertainty.h>

#include <math.h>

#include "uncertainty/bounded_product.h"
#include "uncertainty/draws.h"
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
    out->drawn = !is_lognormal(model) && !plume_is_bounded_product(model);
    if (out->drawn)
        return plume_draws_summarize(out, model, draws, seed, error);
    (is_lognormal(model) ? multiply : plume_bounded_product)(out, model);
    return PLUME_OK;
}
