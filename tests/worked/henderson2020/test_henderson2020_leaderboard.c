/* experiment-impact-tracker (Henderson et al. 2020): one row of its published energy
 * leaderboard, Breakout with seed 0, from the attributed energies that it prints. */
#include "support/support.h"

static plume_error error;

/* kWh, h and g/kWh as the page prints them. */
static const double cpu_kwh = 0.00561766, gpu_kwh = 0.0164581, hours = 0.232801;
static const double grams_per_kwh = 351.823;

static plume_workload breakout(void)
{
    plume_run run;
    plume_workload workload;

    plume_run_init(&run);
    run.duration_s = hours * 3600.0;
    run.energy.cpu_kwh = cpu_kwh;
    run.energy.gpu_kwh = gpu_kwh;
    run.energy.total_kwh = cpu_kwh + gpu_kwh;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_TRACKER;
    run.logged_intensity_kg_per_kwh = grams_per_kwh / 1000.0;
    run.origin.reader = "impact_tracker";
    ck_ok(plume_workload_resolve(&workload, &run, NULL, NAN, NULL, &error), error);
    return workload;
}

static plume_estimate estimate_of(const plume_workload *workload, plume_basis basis)
{
    const plume_method *method = plume_method_find("henderson2020");
    plume_estimate estimate;
    plume_site site;

    plume_site_init(&site);
    site.pue.value = 1.11;
    site.gross_kg_per_kwh.value = 0.25;
    ck_ok(method->estimate(&estimate, workload, &site, basis, &error), error);
    return estimate;
}

/* The energies are printed to 5e-9 and 5e-8 kWh. */
START_TEST(the_row_of_the_leaderboard_comes_out_as_printed)
{
    plume_workload workload = breakout();
    plume_estimate estimate = estimate_of(&workload, PLUME_BASIS_AS_PUBLISHED);
    double half = 1.58 * (5e-9 + 5e-8);

    ck_assert_int_eq(plume_verdict_of(estimate.energy_kwh, estimate.energy_kwh - half,
                                      estimate.energy_kwh + half, "0.0348796"),
                     PLUME_VERDICT_WITHIN_ROUNDING);
    /* The tracker weighs each sample with its own intensity; the page prints their mean.
     */
    ck_close(estimate.co2e_kg, 0.0122708, 1e-4);
}
END_TEST

/* As its own test does: another PUE scales the energy by 1.11 / 1.58. */
START_TEST(another_pue_scales_the_energy)
{
    plume_workload workload = breakout();

    ck_close(estimate_of(&workload, PLUME_BASIS_SITE).energy_kwh,
             estimate_of(&workload, PLUME_BASIS_AS_PUBLISHED).energy_kwh * 1.11 / 1.58,
             1e-14);
}
END_TEST

START_TEST(the_intensity_is_the_logs_as_published_and_the_sites_on_its_own_factors)
{
    plume_workload workload = breakout();

    ck_assert_double_eq(
        estimate_of(&workload, PLUME_BASIS_AS_PUBLISHED).intensity_kg_per_kwh, 0.351823);
    ck_assert_double_eq(estimate_of(&workload, PLUME_BASIS_SITE).intensity_kg_per_kwh,
                        0.25);
    workload.tracked.tool = "codecarbon"; /* another tracker's intensity is not its own */
    ck_assert_double_eq(
        estimate_of(&workload, PLUME_BASIS_AS_PUBLISHED).intensity_kg_per_kwh, 0.25);
}
END_TEST

START_TEST(accelerators_alone_are_not_enough)
{
    const plume_method *method = plume_method_find("henderson2020");
    plume_workload workload;
    plume_estimate estimate;
    plume_site site;

    plume_site_init(&site);
    plume_workload_init(&workload);
    workload.it_kwh = workload.device_kwh = 1.0;
    ck_assert_int_eq(
        method->estimate(&estimate, &workload, &site, PLUME_BASIS_AS_PUBLISHED, &error),
        PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "henderson2020 needs the energy of processors beside "
                                    "that of the accelerators");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_row_of_the_leaderboard_comes_out_as_printed);
    tcase_add_test(tcase, another_pue_scales_the_energy);
    tcase_add_test(
        tcase, the_intensity_is_the_logs_as_published_and_the_sites_on_its_own_factors);
    tcase_add_test(tcase, accelerators_alone_are_not_enough);
}

int main(void)
{
    return test_main("henderson2020 leaderboard", add);
}
