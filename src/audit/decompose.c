/* LMDI run by run, and Shapley values over the factors; zeros are taken in the limit.
 * */
#include "audit/decompose.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "audit/lmdi.h"
#include "core/number/exact_sum.h"

static double product(const double *factor, size_t count)
{
    double value = 1.0;

    for (size_t k = 0; k < count; k++)
        value *= factor[k];
    return value;
}

static double total(const double *factors, size_t runs, size_t count)
{
    plume_sum sum = { 0 };

    for (size_t i = 0; i < runs; i++)
        plume_sum_add(&sum, product(factors + i * count, count));
    return plume_sum_value(&sum);
}

double plume_decomposed_from(const plume_decomposed *input)
{
    return total(input->from, input->runs, input->factors);
}

double plume_decomposed_to(const plume_decomposed *input)
{
    return total(input->to, input->runs, input->factors);
}

/* No partial product of any mixture of both sides may overflow. */
static bool is_bounded(const plume_decomposed *input, size_t run)
{
    double bound = (double)input->runs;

    for (size_t k = 0; k < input->factors; k++) {
        size_t at = run * input->factors + k;

        bound *= fmax(1.0, fmax(input->from[at], input->to[at]));
    }
    return isfinite(bound);
}

/* A factor of 0 is possible and has a limit; a negative one has no logarithm. */
static plume_status check(const plume_decomposed *input, plume_error *error)
{
    for (size_t i = 0; i < input->runs * input->factors; i++) {
        double least = fmin(input->from[i], input->to[i]);

        if (!isfinite(input->from[i]) || !isfinite(input->to[i]))
            return plume_fail(error, PLUME_ERR_MISSING,
                              "factor %zu of run %zu is not known on both sides",
                              i % input->factors + 1, i / input->factors + 1);
        if (least < 0.0)
            return plume_fail(error, PLUME_ERR_VALUE,
                              "factor %zu of run %zu is negative: a logarithmic "
                              "decomposition has no meaning",
                              i % input->factors + 1, i / input->factors + 1);
    }
    for (size_t i = 0; i < input->runs; i++) {
        if (!is_bounded(input, i))
            return plume_fail(error, PLUME_ERR_VALUE, "the factors of run %zu overflow",
                              i + 1);
    }
    return PLUME_OK;
}

/* The limit of L(a, b) ln(x / y) as some factors go to 0 on one side: L ln of the factors
 * that stay tends to 0, and the vanishing ones share the difference. */
static void add_vanished(plume_sum *sums, const double *zero_side, double difference,
                         size_t count)
{
    size_t zeros = 0;

    for (size_t k = 0; k < count; k++)
        zeros += zero_side[k] == 0.0;
    for (size_t k = 0; k < count; k++) {
        if (zero_side[k] == 0.0)
            plume_sum_add(&sums[k], difference / (double)zeros);
    }
}

static void add_run(plume_sum *sums, const double *from, const double *to, size_t count)
{
    double before = product(from, count), after = product(to, count);

    if (before == 0.0 && after == 0.0)
        return;
    if (before == 0.0 || after == 0.0) {
        add_vanished(sums, before == 0.0 ? from : to, after - before, count);
        return;
    }
    for (size_t k = 0; k < count; k++)
        plume_sum_add(&sums[k], plume_lmdi(after, before, to[k], from[k]));
}

/* Ang 2004: each run's logarithmic mean weighs the logarithms of its factors. Sums
 * are exact, so that the order of runs changes no digit. */
plume_status plume_decompose_lmdi(double *additive, double *multiplicative,
                                  const plume_decomposed *input, plume_error *error)
{
    plume_status status = check(input, error);
    plume_sum *sums;
    double weight;

    if (status != PLUME_OK)
        return status;
    weight =
        plume_logarithmic_mean(plume_decomposed_to(input), plume_decomposed_from(input));
    sums = calloc(input->factors + 1, sizeof *sums);
    if (sums == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < input->runs; i++)
        add_run(sums, input->from + i * input->factors, input->to + i * input->factors,
                input->factors);
    for (size_t k = 0; k < input->factors; k++) {
        additive[k] = plume_sum_value(&sums[k]);
        if (multiplicative != NULL)
            multiplicative[k] = weight > 0.0 ? exp(additive[k] / weight) : NAN;
    }
    free(sums);
    return PLUME_OK;
}

/* --- Shapley --- */

/* The total with the factors in set taken from the other side. */
static double switched(const plume_decomposed *input, unsigned set)
{
    plume_sum sum = { 0 };

    for (size_t i = 0; i < input->runs; i++) {
        double value = 1.0;

        for (size_t k = 0; k < input->factors; k++) {
            const double *side = set >> k & 1u ? input->to : input->from;

            value *= side[i * input->factors + k];
        }
        plume_sum_add(&sum, value);
    }
    return plume_sum_value(&sum);
}

static unsigned members(unsigned set)
{
    unsigned count = 0;

    for (; set != 0; set &= set - 1)
        count++;
    return count;
}

/* |S|! (n - |S| - 1)! / n! */
static double weight_of(unsigned size, size_t count)
{
    double weight = 1.0 / (double)count;

    for (unsigned i = 0; i < size; i++)
        weight *= (double)(size - i) / (double)(count - 1 - i);
    return weight;
}

/* Over all subsets of factors, 2^n of them: exact, and bounded by ten factors. */
plume_status plume_decompose_shapley(double *additive, const plume_decomposed *input,
                                     plume_error *error)
{
    double totals[1u << PLUME_SHAPLEY_FACTORS_MAX];
    plume_status status = check(input, error);
    unsigned sets;

    if (status != PLUME_OK)
        return status;
    if (input->factors > PLUME_SHAPLEY_FACTORS_MAX)
        return plume_fail(error, PLUME_ERR_VALUE,
                          "%zu factors are too many for exact Shapley values, at most %d",
                          input->factors, PLUME_SHAPLEY_FACTORS_MAX);
    sets = 1u << input->factors;
    for (unsigned set = 0; set < sets; set++)
        totals[set] = switched(input, set);
    for (size_t k = 0; k < input->factors; k++) {
        plume_sum sum = { 0 };

        for (unsigned set = 0; set < sets; set++) {
            if ((set >> k & 1u) == 0)
                plume_sum_add(&sum, weight_of(members(set), input->factors) *
                                        (totals[set | 1u << k] - totals[set]));
        }
        additive[k] = plume_sum_value(&sum);
    }
    return PLUME_OK;
}
