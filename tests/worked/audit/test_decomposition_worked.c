/* The decompositions of two audits, worked to six figures: one search (Strubell et al.
 * 2019 against Patterson et al. 2021), and three runs whose weights matter. */
#include "support/support.h"

#include "audit/decompose.h"

enum { FACTORS = 4 };

static plume_error error;

static const double digits = 5e-6;

/* --- one search --- */

static const double claimed[FACTORS] = { 274120.0 * 8.0, 1515.43 / 8.0 / 1000.0, 1.58,
                                         0.954 * 0.45359237 };
static const double recomputed[FACTORS] = { 200.0 * 6.8 * 24.0, 208.0 / 1000.0, 1.10,
                                            0.431 };
static const plume_decomposed search = { 1, FACTORS, recomputed, claimed };

START_TEST(the_totals_of_the_search_are_those_of_both_papers)
{
    ck_close(plume_decomposed_to(&search), 284019.0, digits);
    ck_close(plume_decomposed_from(&search), 3218.72, digits);
    ck_close(plume_decomposed_to(&search) / plume_decomposed_from(&search), 88.2398,
             digits);
}
END_TEST

START_TEST(lmdi_splits_the_search_as_worked_by_hand)
{
    static const double kg[] = { 263715.0, -5861.96, 22696.6, 250.664 };
    static const double ratio[] = { 67.1863, 0.910715, 1.43636, 1.00401 };
    double additive[FACTORS], multiplicative[FACTORS];

    ck_ok(plume_decompose_lmdi(additive, multiplicative, &search, &error), error);
    for (size_t k = 0; k < FACTORS; k++) {
        ck_close(additive[k], kg[k], digits);
        ck_close(multiplicative[k], ratio[k], digits);
    }
}
END_TEST

START_TEST(logarithmic_shares_of_the_search_add_up_to_one)
{
    static const double percent[] = { 93.9155, -2.08759, 8.08281, 0.0892675 };
    double gap = log(plume_decomposed_to(&search) / plume_decomposed_from(&search));

    ck_close(gap, 4.48006, digits);
    for (size_t k = 0; k < FACTORS; k++)
        ck_close(100.0 * log(claimed[k] / recomputed[k]) / gap, percent[k], digits);
}
END_TEST

START_TEST(shapley_splits_the_search_as_worked_by_hand)
{
    static const double kg[] = { 247756.0, -12661.6, 45174.1, 532.261 };
    double shapley[FACTORS];

    ck_ok(plume_decompose_shapley(shapley, &search, &error), error);
    for (size_t k = 0; k < FACTORS; k++)
        ck_close(shapley[k], kg[k], digits);
}
END_TEST

/* The total of one side with factor k of the other. */
static double with_one(const double *side, const double *other, size_t k)
{
    double switched[FACTORS];
    plume_decomposed input = { 1, FACTORS, switched, switched };

    memcpy(switched, side, sizeof switched);
    switched[k] = other[k];
    return plume_decomposed_to(&input);
}

START_TEST(one_factor_at_a_time_depends_on_the_side_and_does_not_add_up)
{
    static const double forward[] = { 213035.0, -287.383, 1404.53, 12.8982 };
    static const double backward[] = { 279792.0, -27844.7, 86284.3, 1133.59 };
    double claim = plume_decomposed_to(&search), actual = plume_decomposed_from(&search);
    double sum[2] = { 0.0, 0.0 };

    for (size_t k = 0; k < FACTORS; k++) {
        double there = with_one(recomputed, claimed, k) - actual;
        double back = claim - with_one(claimed, recomputed, k);

        ck_close(there, forward[k], digits);
        ck_close(back, backward[k], digits);
        sum[0] += there;
        sum[1] += back;
    }
    ck_assert_double_lt(sum[0], 0.9 * (claim - actual));
    ck_assert_double_gt(sum[1], 1.1 * (claim - actual));
}
END_TEST

START_TEST(the_energies_and_pounds_of_both_sides_are_those_of_the_papers)
{
    double claim_kwh = claimed[0] * claimed[1] * claimed[2];
    double additive[FACTORS];

    ck_close(claim_kwh, 656347.0, digits);
    ck_close(claim_kwh * 0.954, 626155.0, digits);
    ck_close(recomputed[0] * recomputed[1] * recomputed[2], 7468.03, digits);
    ck_ok(plume_decompose_lmdi(additive, NULL, &search, &error), error);
    ck_close(additive[0] / log(claimed[0] / recomputed[0]), 62677.9, digits);
}
END_TEST

/* 18.7 for the proxy task, as printed, and what is left for hardware and site. */
START_TEST(the_reading_of_the_paper_leaves_4_71870_for_hardware_and_site)
{
    double ratio = plume_decomposed_to(&search) / plume_decomposed_from(&search);

    ck_close(ratio / 18.7, 4.71870, digits);
    ck_close(100.0 * log(18.7) / log(ratio), 65.3680, digits);
    ck_close(100.0 * log(ratio / 18.7) / log(ratio), 34.6320, digits);
    ck_close(claimed[0] / recomputed[0] / 18.7, 3.59285, digits);
}
END_TEST

/* --- three runs: pretraining, sweep, evaluation --- */

static const double before[] = { 1000, 0.350, 1.5, 0.40,  5000, 0.250,
                                 1.5,  0.40,  200, 0.150, 1.5,  0.40 };
static const double after[] = { 800, 0.300, 1.2, 0.40,  2000, 0.250,
                                1.2, 0.05,  300, 0.150, 1.2,  0.40 };
static const plume_decomposed runs = { 3, FACTORS, before, after };

START_TEST(lmdi_weighs_each_run_by_its_logarithmic_mean)
{
    static const double kg[] = { -232.181, -24.3380, -89.5499, -465.131 };
    static const double ratio[] = { 0.602757, 0.948318, 0.822628, 0.362708 };
    double additive[FACTORS], multiplicative[FACTORS], sum = 0.0, product = 1.0;

    ck_ok(plume_decompose_lmdi(additive, multiplicative, &runs, &error), error);
    for (size_t k = 0; k < FACTORS; k++) {
        ck_close(additive[k], kg[k], digits);
        ck_close(multiplicative[k], ratio[k], digits);
        sum += additive[k];
        product *= multiplicative[k];
    }
    ck_close(sum, -811.2, 1e-12);
    ck_close(product, 0.170552, digits);
    ck_close(product, 166.8 / 978.0, 1e-12);
}
END_TEST

START_TEST(shapley_switches_a_factor_for_all_runs_together)
{
    static const double kg[] = { -261.475, -24.4000, -105.325, -420.000 };
    double shapley[FACTORS], sum = 0.0;

    ck_ok(plume_decompose_shapley(shapley, &runs, &error), error);
    for (size_t k = 0; k < FACTORS; k++) {
        ck_close(shapley[k], kg[k], digits);
        sum += shapley[k];
    }
    ck_close(sum, -811.2, 1e-12);
}
END_TEST

START_TEST(each_run_and_both_totals_are_those_worked_by_hand)
{
    static const double kg[][2] = { { 210.0, 115.2 }, { 750.0, 30.0 }, { 18.0, 21.6 } };

    for (size_t i = 0; i < 3; i++) {
        const plume_decomposed one = { 1, FACTORS, &before[i * FACTORS],
                                       &after[i * FACTORS] };

        ck_close(plume_decomposed_from(&one), kg[i][0], 1e-12);
        ck_close(plume_decomposed_to(&one), kg[i][1], 1e-12);
    }
    ck_close(plume_decomposed_from(&runs), 978.0, 1e-12);
    ck_close(plume_decomposed_to(&runs), 166.8, 1e-12);
}
END_TEST

/* A run that one side lacks: its 12 kg go to the factor that is 0 there. */
START_TEST(a_run_that_is_missing_gives_its_12_kg_to_the_factor_that_vanishes)
{
    static const double absent[] = { 0.0, 0.3, 1.0, 0.40 };
    static const double present[] = { 100.0, 0.3, 1.0, 0.40 };
    const plume_decomposed input = { 1, FACTORS, absent, present };
    double lmdi[FACTORS], shapley[FACTORS];

    ck_ok(plume_decompose_lmdi(lmdi, NULL, &input, &error), error);
    ck_ok(plume_decompose_shapley(shapley, &input, &error), error);
    ck_close(lmdi[0], 12.0, 1e-12);
    ck_close(shapley[0], 12.0, 1e-12);
    for (size_t k = 1; k < FACTORS; k++) {
        ck_assert_double_eq(lmdi[k], 0.0);
        ck_assert_double_eq_tol(shapley[k], 0.0, 1e-12);
    }
}
END_TEST

START_TEST(a_negative_factor_is_refused)
{
    static const double negative[] = { 100.0, -0.3, 1.0, 0.40 };
    const plume_decomposed input = { 1, FACTORS, negative, claimed };
    double out[FACTORS];

    ck_assert_int_eq(plume_decompose_lmdi(out, NULL, &input, &error), PLUME_ERR_VALUE);
    ck_assert_int_eq(plume_decompose_shapley(out, &input, &error), PLUME_ERR_VALUE);
}
END_TEST

/* --- Shapley on what is no product of four --- */

/* Two factors that act alike get alike; a factor that does not change gets nothing. */
START_TEST(shapley_treats_equal_factors_alike_and_gives_an_idle_one_nothing)
{
    static const double from[] = { 2.0, 2.0, 5.0 }, to[] = { 3.0, 3.0, 5.0 };
    const plume_decomposed input = { 1, 3, from, to };
    double shapley[3];

    ck_ok(plume_decompose_shapley(shapley, &input, &error), error);
    ck_close(shapley[0], 12.5, 1e-12); /* (45 - 20) / 2 */
    ck_close(shapley[1], 12.5, 1e-12);
    ck_assert_double_eq_tol(shapley[2], 0.0, 1e-12);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_totals_of_the_search_are_those_of_both_papers);
    tcase_add_test(tcase, lmdi_splits_the_search_as_worked_by_hand);
    tcase_add_test(tcase, logarithmic_shares_of_the_search_add_up_to_one);
    tcase_add_test(tcase, shapley_splits_the_search_as_worked_by_hand);
    tcase_add_test(tcase, lmdi_weighs_each_run_by_its_logarithmic_mean);
    tcase_add_test(tcase, shapley_switches_a_factor_for_all_runs_together);
    tcase_add_test(tcase, one_factor_at_a_time_depends_on_the_side_and_does_not_add_up);
    tcase_add_test(tcase, the_energies_and_pounds_of_both_sides_are_those_of_the_papers);
    tcase_add_test(tcase, the_reading_of_the_paper_leaves_4_71870_for_hardware_and_site);
    tcase_add_test(tcase, each_run_and_both_totals_are_those_worked_by_hand);
    tcase_add_test(tcase,
                   a_run_that_is_missing_gives_its_12_kg_to_the_factor_that_vanishes);
    tcase_add_test(tcase, a_negative_factor_is_refused);
    tcase_add_test(tcase,
                   shapley_treats_equal_factors_alike_and_gives_an_idle_one_nothing);
}

int main(void)
{
    return test_main("decomposition, worked", add);
}
