#include "support/support.h"

#include "audit/decompose.h"

static plume_error error;

/* A small generator, so that every run of the test sees the same numbers. */
static double next(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 11) * 0x1p-53;
}

enum { RUNS = 6, FACTORS = 5, CASES = 60 };

static void fill(double *values, uint64_t *state)
{
    for (size_t i = 0; i < RUNS * FACTORS; i++)
        values[i] = exp(12.0 * next(state) - 6.0);
}

static double sum_of(const double *values, size_t count)
{
    double sum = 0.0;

    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum;
}

START_TEST(both_attributions_add_up_to_the_difference)
{
    double from[RUNS * FACTORS], to[RUNS * FACTORS], lmdi[FACTORS], shapley[FACTORS];
    plume_decomposed input = { RUNS, FACTORS, from, to };
    uint64_t state = (uint64_t)_i;
    double difference, size;

    fill(from, &state);
    fill(to, &state);
    if (_i % 3 == 0) /* a run that one side lacks */
        from[0] = 0.0;
    ck_ok(plume_decompose_lmdi(lmdi, NULL, &input, &error), error);
    ck_ok(plume_decompose_shapley(shapley, &input, &error), error);
    difference = plume_decomposed_to(&input) - plume_decomposed_from(&input);
    size = fmax(plume_decomposed_to(&input), plume_decomposed_from(&input));
    ck_assert(fabs(sum_of(lmdi, FACTORS) - difference) <= 1e-11 * size);
    ck_assert(fabs(sum_of(shapley, FACTORS) - difference) <= 1e-11 * size);
}
END_TEST

START_TEST(multiplicative_factors_multiply_to_the_ratio)
{
    double from[RUNS * FACTORS], to[RUNS * FACTORS], lmdi[FACTORS], ratio[FACTORS];
    plume_decomposed input = { RUNS, FACTORS, from, to };
    uint64_t state = (uint64_t)_i;
    double product = 1.0;

    fill(from, &state);
    fill(to, &state);
    ck_ok(plume_decompose_lmdi(lmdi, ratio, &input, &error), error);
    for (size_t k = 0; k < FACTORS; k++)
        product *= ratio[k];
    ck_close(product, plume_decomposed_to(&input) / plume_decomposed_from(&input), 1e-11);
}
END_TEST

/* Run i of the result is run order[i]; factor k is factor FACTORS - 1 - k. */
static void shuffle(double *out, const double *in)
{
    for (size_t i = 0; i < RUNS; i++)
        for (size_t k = 0; k < FACTORS; k++)
            out[i * FACTORS + k] = in[(RUNS - 1 - i) * FACTORS + (FACTORS - 1 - k)];
}

START_TEST(the_order_of_runs_and_factors_does_not_matter)
{
    double from[RUNS * FACTORS], to[RUNS * FACTORS];
    double other_from[RUNS * FACTORS], other_to[RUNS * FACTORS];
    double lmdi[FACTORS], other_lmdi[FACTORS], shapley[FACTORS], other_shapley[FACTORS];
    plume_decomposed input = { RUNS, FACTORS, from, to };
    plume_decomposed other = { RUNS, FACTORS, other_from, other_to };
    uint64_t state = (uint64_t)_i;

    fill(from, &state);
    fill(to, &state);
    shuffle(other_from, from);
    shuffle(other_to, to);
    ck_ok(plume_decompose_lmdi(lmdi, NULL, &input, &error), error);
    ck_ok(plume_decompose_lmdi(other_lmdi, NULL, &other, &error), error);
    ck_ok(plume_decompose_shapley(shapley, &input, &error), error);
    ck_ok(plume_decompose_shapley(other_shapley, &other, &error), error);
    for (size_t k = 0; k < FACTORS; k++) {
        double size = plume_decomposed_to(&input) + plume_decomposed_from(&input);

        ck_assert(fabs(lmdi[k] - other_lmdi[FACTORS - 1 - k]) <= 1e-10 * size);
        ck_assert(fabs(shapley[k] - other_shapley[FACTORS - 1 - k]) <= 1e-10 * size);
    }
}
END_TEST

START_TEST(a_missing_run_gives_all_to_the_factor_that_vanishes)
{
    static const double from[] = { 0.0, 3.0, 2.0 }, to[] = { 2.0, 3.0, 2.0 };
    plume_decomposed input = { 1, 3, from, to };
    double lmdi[3], shapley[3], ratio[3];

    ck_ok(plume_decompose_lmdi(lmdi, ratio, &input, &error), error);
    ck_ok(plume_decompose_shapley(shapley, &input, &error), error);
    ck_assert_double_eq(lmdi[0], 12.0);
    ck_assert_double_eq(lmdi[1], 0.0);
    ck_assert_double_eq(lmdi[2], 0.0);
    ck_assert_double_eq(shapley[0], 12.0);
    ck_assert(isnan(ratio[0]));
}
END_TEST

START_TEST(equal_sides_differ_by_nothing)
{
    static const double same[] = { 2.0, 0.0, 3.0, 5.0 };
    plume_decomposed input = { 2, 2, same, same };
    double lmdi[2], ratio[2], shapley[2];

    ck_ok(plume_decompose_lmdi(lmdi, ratio, &input, &error), error);
    ck_ok(plume_decompose_shapley(shapley, &input, &error), error);
    for (size_t k = 0; k < 2; k++) {
        ck_assert_double_eq(lmdi[k], 0.0);
        ck_assert_double_eq(shapley[k], 0.0);
        ck_assert_double_eq(ratio[k], 1.0);
    }
}
END_TEST

START_TEST(negative_unknown_and_overflowing_factors_are_refused)
{
    static const struct {
        double bad;
        plume_status status;
        const char *message;
    } cases[] = {
        { -1.0, PLUME_ERR_VALUE,
          "factor 2 of run 1 is negative: a logarithmic "
          "decomposition has no meaning" },
        { NAN, PLUME_ERR_MISSING, "factor 2 of run 1 is not known on both sides" },
        { 1e300, PLUME_ERR_VALUE, "the factors of run 1 overflow" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double from[] = { 1e20, cases[i].bad }, to[] = { 1.0, 1.0 }, out[2];
        plume_decomposed input = { 1, 2, from, to };

        ck_assert_int_eq(plume_decompose_lmdi(out, NULL, &input, &error),
                         cases[i].status);
        ck_assert_str_eq(error.message, cases[i].message);
        ck_assert_int_eq(plume_decompose_shapley(out, &input, &error), cases[i].status);
    }
}
END_TEST

START_TEST(more_than_ten_factors_are_refused_by_shapley)
{
    double ones[11], out[11];
    plume_decomposed input = { 1, 11, ones, ones };

    for (size_t k = 0; k < 11; k++)
        ones[k] = 1.0;
    ck_assert_int_eq(plume_decompose_shapley(out, &input, &error), PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message,
                     "11 factors are too many for exact Shapley values, at most 10");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, both_attributions_add_up_to_the_difference, 0, CASES);
    tcase_add_loop_test(tcase, multiplicative_factors_multiply_to_the_ratio, 0, CASES);
    tcase_add_loop_test(tcase, the_order_of_runs_and_factors_does_not_matter, 0, CASES);
    tcase_add_test(tcase, a_missing_run_gives_all_to_the_factor_that_vanishes);
    tcase_add_test(tcase, equal_sides_differ_by_nothing);
    tcase_add_test(tcase, negative_unknown_and_overflowing_factors_are_refused);
    tcase_add_test(tcase, more_than_ten_factors_are_refused_by_shapley);
}

int main(void)
{
    return test_main("decompose", add);
}
