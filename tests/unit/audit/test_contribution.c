#include "support/support.h"

#include "audit/lmdi.h"

START_TEST(the_logarithmic_mean_lies_between_its_terms)
{
    ck_close(plume_logarithmic_mean(284019.0, 284019.0 / 88.2398), 62677.9, 2e-6);
    ck_close(plume_logarithmic_mean(2.0, 2.0), 2.0, 1e-15);
    ck_close(plume_logarithmic_mean(1.0, exp(1.0)), exp(1.0) - 1.0, 1e-14);
    ck_assert(plume_logarithmic_mean(0.0, 5.0) == 0.0);
}
END_TEST

START_TEST(nearly_equal_terms_keep_their_digits)
{
    double a = 3.0 * (1.0 + 0.9e-5), b = 3.0;

    ck_close(plume_logarithmic_mean(a, b), b * (1.0 + 0.45e-5), 1e-11);
    ck_close(plume_logarithmic_mean(b * (1.0 + 1.1e-5), b), b * (1.0 + 0.55e-5), 1e-10);
}
END_TEST

START_TEST(contributions_add_up_to_the_difference)
{
    double a = 10.0 * 1.58 * 0.4327, b = 10.0 * 1.1 * 0.08;
    double pue = plume_lmdi(a, b, 1.58, 1.1);
    double grid = plume_lmdi(a, b, 0.4327, 0.08);

    ck_close(pue + grid, a - b, 1e-14);
    ck_assert(plume_lmdi(a, b, 10.0, 10.0) == 0.0);
}
END_TEST

START_TEST(what_is_negative_or_unknown_has_no_contribution)
{
    ck_assert(isnan(plume_logarithmic_mean(-1.0, 2.0)));
    ck_assert(isnan(plume_logarithmic_mean(NAN, 2.0)));
    ck_assert(isnan(plume_lmdi(1.0, 2.0, 0.0, 1.0)));
    ck_assert(isnan(plume_lmdi(1.0, NAN, 1.0, 1.0)));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_logarithmic_mean_lies_between_its_terms);
    tcase_add_test(tcase, nearly_equal_terms_keep_their_digits);
    tcase_add_test(tcase, contributions_add_up_to_the_difference);
    tcase_add_test(tcase, what_is_negative_or_unknown_has_no_contribution);
}

int main(void)
{
    return test_main("contribution", add);
}
