/* Training against use: the interface of BLOOM, and a distilled model, to the digits
 * printed. */
#include "support/support.h"

#include "core/number/units.h"

static void ck_printed(double value, const char *printed)
{
    ck_assert_msg(plume_verdict_of(value, value, value, printed) == PLUME_VERDICT_EXACT,
                  "%.17g, printed %s", value, printed);
}

/* 914 kWh of 230,768 requests over 18 days at 394 g/kWh. */
static const double requests = 230768.0, days = 18.0;

static double request_kwh(void)
{
    return 914.0 / requests;
}

static double request_kg(void)
{
    return plume_query_kg(request_kwh(), 1.0, 0.394);
}

START_TEST(a_request_to_bloom_takes_3_96_watt_hours_and_1_56_grams)
{
    ck_printed(request_kwh(), "0.00396069");
    ck_printed(request_kwh() * WATTHOURS_PER_KWH, "3.96069");
    ck_printed(request_kg(), "0.00156051");
    ck_printed(request_kg() * requests, "360.116");
    ck_printed(request_kg() * requests / days, "20.0064");
}
END_TEST

START_TEST(use_overtakes_the_training_of_bloom_after_sixteen_million_requests)
{
    double dynamic = plume_breakeven_queries(24.69 * KG_PER_TONNE, request_kg());
    double whole = plume_breakeven_queries(50.5 * KG_PER_TONNE, request_kg());

    ck_printed(dynamic / 1e7, "1.58217");
    ck_printed(plume_breakeven_days(dynamic, requests / days), "1234.10");
    ck_printed(whole / 1e7, "3.23612");
}
END_TEST

START_TEST(a_dearer_training_with_cheaper_queries_pays_after_half_a_billion)
{
    const plume_design a = { 500.0, 2.0e-6 }, b = { 1200.0, 0.6e-6 };

    ck_printed(plume_breakeven_between(&a, &b) / 1e8, "5.00000");
    ck_close(plume_breakeven_between(&b, &a), plume_breakeven_between(&a, &b), 1e-15);
}
END_TEST

START_TEST(both_designs_have_emitted_the_same_at_the_crossing)
{
    const plume_design a = { 12.5, 3.1e-4 }, b = { 80.0, 0.7e-4 };
    double queries = plume_breakeven_between(&a, &b);

    ck_close(a.training_kg + queries * a.kg_per_query,
             b.training_kg + queries * b.kg_per_query, 1e-14);
}
END_TEST

START_TEST(a_design_that_is_better_throughout_has_no_crossing_ahead)
{
    const plume_design better = { 100.0, 1e-6 }, worse = { 200.0, 2e-6 };
    const plume_design as_cheap = { 200.0, 1e-6 };

    ck_assert_double_lt(plume_breakeven_between(&better, &worse), 0.0);
    ck_assert(isinf(plume_breakeven_between(&better, &as_cheap)));
}
END_TEST

START_TEST(a_query_that_emits_nothing_never_breaks_even)
{
    ck_assert(isinf(plume_breakeven_queries(100.0, 0.0)));
    ck_assert(isnan(plume_breakeven_queries(NAN, 0.0)));
    ck_assert(isnan(plume_breakeven_queries(100.0, NAN)));
}
END_TEST

START_TEST(the_pue_is_in_a_query_once)
{
    ck_close(plume_query_kg(0.004, 1.2, 0.4), 1.2 * plume_query_kg(0.004, 1.0, 0.4),
             1e-15);
}
END_TEST

START_TEST(break_even_scales_with_training_and_against_the_query)
{
    double queries = plume_breakeven_queries(100.0, 1e-4);

    ck_close(plume_breakeven_queries(300.0, 1e-4), 3.0 * queries, 1e-15);
    ck_close(plume_breakeven_queries(100.0, 3e-4), queries / 3.0, 1e-15);
}
END_TEST

START_TEST(the_log_variances_of_training_and_query_add)
{
    double interval[2];

    plume_breakeven_interval(interval, 1000.0, exp(0.3), exp(0.4));
    ck_close(interval[1], 1000.0 * exp(1.959963985 * 0.5), 1e-6);
    ck_close(interval[0] * interval[1], 1e6, 1e-12);
    plume_breakeven_interval(interval, 1000.0, 1.0, 1.0);
    ck_assert_double_eq(interval[0], 1000.0);
    ck_assert_double_eq(interval[1], 1000.0);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, a_request_to_bloom_takes_3_96_watt_hours_and_1_56_grams);
    tcase_add_test(tcase,
                   use_overtakes_the_training_of_bloom_after_sixteen_million_requests);
    tcase_add_test(tcase,
                   a_dearer_training_with_cheaper_queries_pays_after_half_a_billion);
    tcase_add_test(tcase, both_designs_have_emitted_the_same_at_the_crossing);
    tcase_add_test(tcase, a_design_that_is_better_throughout_has_no_crossing_ahead);
    tcase_add_test(tcase, a_query_that_emits_nothing_never_breaks_even);
    tcase_add_test(tcase, the_pue_is_in_a_query_once);
    tcase_add_test(tcase, break_even_scales_with_training_and_against_the_query);
    tcase_add_test(tcase, the_log_variances_of_training_and_query_add);
}

int main(void)
{
    return test_main("inference_worked", add_tests);
}
