/* CodeCarbon as its versions compute: a run of version 2 on a processor that it did not
 * know, whose model card prints all digits; the powers of memory of both models; what a
 * PUE of the tool is. */
#include "support/support.h"

static plume_error error;

static plume_workload resolved(const plume_run *run)
{
    char *datasets = test_path("datasets");
    plume_factors *factors;
    plume_workload workload;

    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    (void)plume_workload_resolve(&workload, run, factors, NAN, NULL, NULL);
    ck_ok(plume_workload_look_up(&workload, run, factors, NULL, &error), error);
    plume_factors_free(factors);
    free(datasets);
    return workload;
}

static plume_estimate estimate_of(const plume_run *run, plume_basis basis)
{
    const plume_method *method = plume_method_find("codecarbon");
    plume_workload workload = resolved(run);
    plume_estimate estimate;
    plume_site site;

    plume_site_init(&site);
    site.pue.value = 1.3;
    site.gross_kg_per_kwh.value = 0.0471;
    ck_ok(method->estimate(&estimate, &workload, &site, basis, &error), error);
    return estimate;
}

static plume_run processors_for(double seconds, const char *version)
{
    plume_run run;

    plume_run_init(&run);
    run.id = "r";
    run.duration_s = seconds;
    run.tool_version = version;
    run.compute.cores = 2.0;
    run.compute.memory_gb = 10.0;
    return run;
}

/* 151,682.79 s; printed: 1.79070 kWh of a processor at 42.5 W, 0.158000 kWh of 10 GB at
 * 3.75 W, 1.94870 kWh, 0.0917855 kg in Switzerland. The tool sums samples of some 15 s:
 * its fifth digit is not ours. */
START_TEST(a_card_of_version_2_comes_out_to_four_digits)
{
    plume_run run = processors_for(151682.79443240166, "2.3.4");
    plume_estimate estimate = estimate_of(&run, PLUME_BASIS_AS_PUBLISHED);

    ck_assert_double_eq(estimate.pue, 1.0);
    ck_close(estimate.energy_kwh, 1.9486956418664017, 5e-6);
    ck_assert_int_eq(plume_verdict_of(estimate.energy_kwh, NAN, NAN, "1.9487"),
                     PLUME_VERDICT_EXACT);
    ck_close(estimate.co2e_kg, 0.0917855134275493, 5e-5);
}
END_TEST

/* The same run by version 3: 2 threads of 4 W, and 10 GB as two modules of 5 W. */
START_TEST(version_3_knows_threads_and_modules)
{
    plume_run run = processors_for(36000.0, "");

    ck_close(estimate_of(&run, PLUME_BASIS_AS_PUBLISHED).energy_kwh, 0.18, 1e-14);
    run.tool_version = "3.0.0";
    ck_close(estimate_of(&run, PLUME_BASIS_AS_PUBLISHED).energy_kwh, 0.18, 1e-14);
    run.tool_version = "2.8.4";
    ck_close(estimate_of(&run, PLUME_BASIS_AS_PUBLISHED).energy_kwh, 0.4625, 1e-14);
}
END_TEST

/* Watts of memory by both models. The new one is not monotonic. */
START_TEST(memory_draws_what_each_version_says)
{
    static const struct {
        double gb, old_w, new_w;
    } sizes[] = { { 8, 3.0, 10 },      { 31.9, 12.0, 20 },  { 62.7, 23.5, 20 },
                  { 125.7, 47.1, 38 }, { 187.6, 70.3, 54 }, { 503.5, 188.8, 70 },
                  { 512, 192, 38 },    { 1007, 377.6, 70 }, { 1024, 384, 38 },
                  { 1, 0.375, 10 } };

    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        plume_run run = processors_for(3600.0, "2.0.0");
        double without_w = 42.5, watts;

        run.compute.memory_gb = sizes[i].gb;
        watts = 1000.0 * estimate_of(&run, PLUME_BASIS_AS_PUBLISHED).it_kwh - without_w;
        ck_assert_msg(fabs(watts - sizes[i].old_w) < 0.051, "%g GB: %g W", sizes[i].gb,
                      watts);
        run.tool_version = "3.3.0";
        watts = 1000.0 * estimate_of(&run, PLUME_BASIS_AS_PUBLISHED).it_kwh - 8.0;
        ck_assert_msg(fabs(watts - sizes[i].new_w) < 1e-9, "%g GB: %g W", sizes[i].gb,
                      watts);
    }
}
END_TEST

/* Half of the 225 W of an EPYC 7742, and 8 modules for 128 GB. */
START_TEST(a_known_processor_counts_with_half_its_rated_power)
{
    plume_run run = processors_for(3600.0, "3.1.0");

    run.compute.processor = "AMD EPYC 7742";
    run.compute.memory_gb = 128.0;
    ck_close(estimate_of(&run, PLUME_BASIS_AS_PUBLISHED).it_kwh, 0.1505, 1e-14);
}
END_TEST

/* (45 + 10 W) x 10 s = 0.000152778 kWh; a row with a PUE of 1.5 prints 0.000229. */
START_TEST(a_row_is_repeated_with_the_pue_that_it_holds)
{
    plume_run run;
    plume_estimate estimate;

    plume_run_init(&run);
    run.duration_s = 10.0;
    run.energy.logged_kwh = 0.000229;
    run.energy.pue_included = 1.5;
    run.energy.total_kwh = 0.000229 / 1.5;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_TRACKER;
    run.logged_co2e_kg = 0.0000129;
    run.origin.reader = "codecarbon_json";
    estimate = estimate_of(&run, PLUME_BASIS_AS_PUBLISHED);
    ck_assert_double_eq(estimate.energy_kwh, 0.000229);
    ck_assert_double_eq(estimate.co2e_kg, 0.0000129);
    ck_assert_double_eq(estimate.pue, 1.5);
    ck_assert_int_eq(plume_verdict_of(55.0 * 10.0 / 3.6e6 * 1.5 * 1e6, NAN, NAN, "229"),
                     PLUME_VERDICT_EXACT);
    /* On the site's own factors its PUE goes on once, in place of that one. */
    ck_close(estimate_of(&run, PLUME_BASIS_SITE).energy_kwh, 0.000229 / 1.5 * 1.3, 1e-14);
}
END_TEST

START_TEST(before_2_2_3_there_is_no_pue)
{
    plume_run run = processors_for(36000.0, "2.2.2");

    ck_assert_double_eq(estimate_of(&run, PLUME_BASIS_SITE).pue, 1.0);
    run.tool_version = "2.2.3";
    ck_assert_double_eq(estimate_of(&run, PLUME_BASIS_SITE).pue, 1.3);
    run.tool_version = "3.2.1";
    ck_assert_double_eq(estimate_of(&run, PLUME_BASIS_SITE).pue, 1.3);
}
END_TEST

START_TEST(what_it_lacks_is_named)
{
    const plume_method *method = plume_method_find("codecarbon");
    plume_run run = processors_for(3600.0, "");
    plume_workload workload = resolved(&run);
    plume_estimate estimate;
    plume_site site;

    plume_site_init(&site);
    workload.hardware.compute.memory_gb = NAN;
    (void)method->estimate(&estimate, &workload, &site, PLUME_BASIS_SITE, &error);
    ck_assert_str_eq(error.message, "codecarbon needs the memory of the machine in GB");
    workload.hours = NAN;
    (void)method->estimate(&estimate, &workload, &site, PLUME_BASIS_SITE, &error);
    ck_assert_str_eq(error.message, "codecarbon needs the hours of the run");
    workload.hours = 1.0;
    workload.hardware.device_count = 1.0;
    (void)method->estimate(&estimate, &workload, &site, PLUME_BASIS_SITE, &error);
    ck_assert_str_eq(error.message, "codecarbon needs the energy of the accelerators");
    workload.device_kwh = 1.0;
    workload.hardware.compute.cores = NAN;
    (void)method->estimate(&estimate, &workload, &site, PLUME_BASIS_SITE, &error);
    ck_assert_str_eq(
        error.message,
        "codecarbon needs the processor of the run or its number of threads");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_card_of_version_2_comes_out_to_four_digits);
    tcase_add_test(tcase, version_3_knows_threads_and_modules);
    tcase_add_test(tcase, memory_draws_what_each_version_says);
    tcase_add_test(tcase, a_known_processor_counts_with_half_its_rated_power);
    tcase_add_test(tcase, a_row_is_repeated_with_the_pue_that_it_holds);
    tcase_add_test(tcase, before_2_2_3_there_is_no_pue);
    tcase_add_test(tcase, what_it_lacks_is_named);
}

int main(void)
{
    return test_main("codecarbon versions", add);
}
