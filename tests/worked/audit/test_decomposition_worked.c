/* The decompositions of two audits, worked to six figures: one search (Strubell et al.
 * 2019 against Patterson et al. 2021), and three runs whose weights matter. */
#include "support/support.h"

#include "analysis/decompose.h"

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

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_totals_of_the_search_are_those_of_both_papers);
    tcase_add_test(tcase, lmdi_splits_the_search_as_worked_by_hand);
    tcase_add_test(tcase, logarithmic_shares_of_the_search_add_up_to_one);
    tcase_add_test(tcase, shapley_splits_the_search_as_worked_by_hand);
    tcase_add_test(tcase, lmdi_weighs_each_run_by_its_logarithmic_mean);
    tcase_add_test(tcase, shapley_switches_a_factor_for_all_runs_together);
}

int main(void)
{
    return test_main("decomposition, worked", add);
}
