/* carbontracker (Anthony et al. 2020): the blocks that its logs print, the actual
 * consumption apart from the predicted one. */
#include "support/support.h"

static plume_error error;

enum { EPOCHS = 4 };

/* A log of version 1.1.6: one epoch of 53.25 s was monitored of four. */
static plume_workload logged(void)
{
    plume_run run;
    plume_workload workload;

    plume_run_init(&run);
    run.duration_s = 53.25;
    run.energy.logged_kwh = 0.003504;
    run.energy.pue_included = 1.59;
    run.energy.total_kwh = 0.003504 / 1.59;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_TRACKER;
    run.logged_intensity_kg_per_kwh = 0.102;
    run.predicted = (plume_prediction){ 0.014016, 0.00142980, 213.0 };
    run.origin.reader = "carbontracker";
    ck_ok(plume_workload_resolve(&workload, &run, NULL, NAN, NULL, &error), error);
    return workload;
}

static plume_estimate estimate_at(const plume_workload *workload, plume_basis basis,
                                  bool placed)
{
    const plume_method *method = plume_method_find("anthony2020");
    plume_estimate estimate;
    plume_site site;

    plume_site_init(&site);
    site.pue.value = 1.2;
    site.gross_kg_per_kwh.value = 0.151;
    site.grid_assumed = !placed;
    ck_ok(method->estimate(&estimate, workload, &site, basis, &error), error);
    return estimate;
}

START_TEST(the_actual_block_comes_out_as_printed)
{
    plume_workload workload = logged();
    plume_estimate actual = estimate_at(&workload, PLUME_BASIS_AS_PUBLISHED, true);
    double grams = actual.co2e_kg * 1000.0;

    ck_assert_double_eq(actual.pue, 1.59);
    ck_assert_int_eq(plume_verdict_of(actual.energy_kwh, NAN, NAN, "0.003504"),
                     PLUME_VERDICT_EXACT);
    /* Printed energy x printed intensity: 0.357408 g; both are rounded. */
    ck_assert_int_eq(plume_verdict_of(grams, grams * (1 - 0.0000005 / 0.003504),
                                      grams * (1 + 0.0000005 / 0.003504), "0.357451"),
                     PLUME_VERDICT_WITHIN_ROUNDING);
}
END_TEST

/* epochs x mean of the epochs so far, here of one. */
START_TEST(the_predicted_block_is_linear_and_a_basis_of_its_own)
{
    plume_workload workload = logged();
    plume_estimate actual = estimate_at(&workload, PLUME_BASIS_AS_PUBLISHED, true);
    plume_estimate predicted = estimate_at(&workload, PLUME_BASIS_PREDICTED, true);

    ck_close(predicted.energy_kwh, EPOCHS * actual.energy_kwh, 1e-12);
    ck_assert_double_eq(predicted.energy_kwh, 0.014016);
    ck_assert_double_eq(predicted.co2e_kg, 0.00142980);
    ck_assert_double_eq(predicted.pue, 1.59);
    ck_assert_str_eq(plume_basis_name(predicted.basis), "predicted");
}
END_TEST

/* The power lines of a log hold no PUE: 6.8046 W over 33.57 s are 6.345e-05 kWh, which
 * its other log prints times the 1.58 of version 2. */
START_TEST(power_lines_without_a_pue_get_the_constant_of_version_2)
{
    plume_workload workload;
    plume_estimate actual;
    plume_run run;

    plume_run_init(&run);
    run.duration_s = 33.57;
    run.power_w = 6.8046;
    run.energy.scope = PLUME_SCOPE_IT;
    run.origin.reader = "carbontracker";
    ck_ok(plume_workload_resolve(&workload, &run, NULL, NAN, NULL, &error), error);
    actual = estimate_at(&workload, PLUME_BASIS_AS_PUBLISHED, true);
    ck_assert_int_eq(plume_verdict_of(actual.it_kwh * 1e5, NAN, NAN, "6.345"),
                     PLUME_VERDICT_EXACT);
    ck_assert_double_eq(actual.pue, 1.58);
}
END_TEST

START_TEST(another_trackers_energy_gets_the_constants_of_version_2)
{
    plume_workload workload = logged();
    plume_estimate actual;

    workload.tracked.tool = "codecarbon";
    actual = estimate_at(&workload, PLUME_BASIS_AS_PUBLISHED, true);
    ck_assert_double_eq(actual.pue, 1.58);
    ck_assert_double_eq(actual.intensity_kg_per_kwh, 0.151);
    actual = estimate_at(&workload, PLUME_BASIS_AS_PUBLISHED, false);
    ck_assert_double_eq(actual.intensity_kg_per_kwh, 0.481);
}
END_TEST

START_TEST(only_its_own_log_has_a_prediction)
{
    const plume_method *method = plume_method_find("anthony2020");
    plume_workload workload = logged();
    plume_estimate estimate;
    plume_site site;

    plume_site_init(&site);
    workload.tracked.tool = "tidy";
    ck_assert_int_eq(
        method->estimate(&estimate, &workload, &site, PLUME_BASIS_PREDICTED, &error),
        PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "anthony2020 needs a predicted consumption in a log "
                                    "of carbontracker");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_actual_block_comes_out_as_printed);
    tcase_add_test(tcase, the_predicted_block_is_linear_and_a_basis_of_its_own);
    tcase_add_test(tcase, power_lines_without_a_pue_get_the_constant_of_version_2);
    tcase_add_test(tcase, another_trackers_energy_gets_the_constants_of_version_2);
    tcase_add_test(tcase, only_its_own_log_has_a_prediction);
}

int main(void)
{
    return test_main("anthony2020 logs", add);
}
