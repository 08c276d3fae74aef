/* LLMCarbon (Faiz et al. 2024): the five trainings of its operational validation, from
 * parameters, tokens and hardware; and GPT-3 from its FLOPs. */
#include "support/support.h"

#include "core/number/units.h"

static plume_error error;

typedef struct training {
    const char *name;
    double parameters, tokens; /* of a mixture of experts those of its base model */
    double kg_per_kwh, pue, system_w, peak_tflops, efficiency, devices;
    const char *zettaflops, *days, *mwh,
        *tonnes; /* as its table of predictions has them */
    double actual_tonnes, delta_percent;
} training;

static const training trainings[] = {
    { "T5", 11e9, 600e9, 0.545, 1.12, 310, 123, 0.37, 512, "39.60", "19.67", "83.92",
      "45.74", 46.7, -2.06 },
    { "GPT-3", 175e9, 300e9, 0.429, 1.10, 330, 125, 0.197, 10000, "315.00", "14.81",
      "1289.85", "553.34", 552.1, 0.23 },
    { "GShard", 2.3e9, 1000e9, 0.177, 1.09, 288, 123, 0.39, 1000, "13.80", "3.33",
      "25.09", "4.44", 4.3, 3.26 },
    { "Switch", 7.41e9, 2000e9, 0.33, 1.10, 245, 123, 0.28, 1000, "88.92", "29.88",
      "193.28", "63.78", 59.1, 7.92 },
    { "XLM", 0.55e9, 7000e9, 0.413, 1.10, 342, 125, 0.212, 512, "23.10", "19.71", "91.09",
      "37.62", 39, -3.54 },
};
enum { TRAININGS = sizeof trainings / sizeof trainings[0] };

static plume_workload workload_of(const training *t)
{
    plume_workload workload;

    plume_workload_init(&workload);
    workload.flops = 6.0 * t->parameters * t->tokens;
    workload.hardware.device_count = t->devices;
    workload.hardware.average_w = t->system_w;
    workload.hardware.peak_flops = t->peak_tflops * 1e12;
    workload.hardware.compute.efficiency = t->efficiency;
    return workload;
}

static plume_estimate estimate_of(const training *t)
{
    const plume_method *method = plume_method_find("llmcarbon");
    plume_workload workload = workload_of(t);
    plume_estimate estimate;
    plume_site site;

    plume_site_init(&site);
    site.pue.value = t->pue;
    site.gross_kg_per_kwh.value = t->kg_per_kwh;
    ck_ok(method->estimate(&estimate, &workload, &site, PLUME_BASIS_SITE, &error), error);
    return estimate;
}

static void check(const char *name, double computed, const char *printed)
{
    ck_assert_msg(plume_verdict_of(computed, NAN, NAN, printed) == PLUME_VERDICT_EXACT,
                  "%s: %.17g, printed %s", name, computed, printed);
}

START_TEST(predictions_come_out_as_printed)
{
    const training *t = &trainings[_i];
    plume_workload workload = workload_of(t);
    plume_estimate estimate = estimate_of(t);
    double hours = estimate.it_kwh * WATTS_PER_KILOWATT / t->system_w / t->devices;

    check(t->name, workload.flops / 1e21, t->zettaflops);
    check(t->name, hours / HOURS_PER_DAY, t->days);
    check(t->name, estimate.energy_kwh / KWH_PER_MWH, t->mwh);
    check(t->name, estimate.co2e_kg / KG_PER_TONNE, t->tonnes);
}
END_TEST

START_TEST(predictions_differ_from_what_was_measured_as_stated)
{
    const training *t = &trainings[_i];
    double tonnes = estimate_of(t).co2e_kg / KG_PER_TONNE;
    double percent = 100.0 * (tonnes / t->actual_tonnes - 1.0);

    /* T5, GPT-3 and Switch from the printed tonnes, whose second decimal counts. */
    ck_assert_msg(fabs(percent - t->delta_percent) < 0.011, "%s: %+.3f %%", t->name,
                  percent);
}
END_TEST

/* 6 x 175e9 x 300e9 = 3.15e23 FLOP; over 14.8 days of 10,000 V100 that is 24.6340
 * TFLOP/s each, and 1289.38 MWh at 330 W and a PUE of 1.10. */
START_TEST(gpt3_at_the_throughput_of_its_days_has_the_energy_of_its_days)
{
    training gpt3 = trainings[1];
    double reached = 3.15e23 / (10000.0 * 14.8 * SECONDS_PER_DAY);
    plume_estimate estimate;

    ck_close(6.0 * gpt3.parameters * gpt3.tokens, 3.15e23, 1e-15);
    ck_close(reached / 1e12, 24.6340, 2e-6);
    gpt3.efficiency = reached / 125e12;
    estimate = estimate_of(&gpt3);
    ck_close(estimate.energy_kwh / KWH_PER_MWH, 1289.38, 4e-6);
    ck_close(estimate.co2e_kg / KG_PER_TONNE, 553.142, 1e-6);
}
END_TEST

START_TEST(the_number_of_devices_changes_the_hours_and_not_the_energy)
{
    training few = trainings[1];

    few.devices = 100.0;
    ck_close(estimate_of(&few).co2e_kg, estimate_of(&trainings[1]).co2e_kg, 1e-15);
}
END_TEST

/* The same through a run and the table of devices: 325 W, the mean that Patterson et al.
 * measured, instead of the 330 W of GPT-3's own system. */
START_TEST(a_run_is_served_by_the_table_of_devices)
{
    char *datasets = test_path("datasets");
    const plume_method *method = plume_method_find("llmcarbon");
    plume_factors *factors;
    plume_workload workload;
    plume_estimate estimate;
    plume_site site;
    plume_run run;

    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    plume_run_init(&run);
    run.id = "gpt-3";
    run.device = "V100";
    run.device_count = 10000.0;
    run.compute.parameters = 175e9;
    run.compute.tokens = 300e9;
    run.compute.efficiency = 0.197;
    plume_site_init(&site);
    site.pue.value = 1.10;
    site.gross_kg_per_kwh.value = 0.429;
    ck_ok(plume_workload_resolve(&workload, &run, factors, NAN, NULL, &error), error);
    ck_ok(plume_workload_look_up(&workload, &run, factors, NULL, &error), error);
    ck_ok(method->estimate(&estimate, &workload, &site, PLUME_BASIS_SITE, &error), error);
    ck_assert_int_eq(workload.evidence, PLUME_EVIDENCE_FLOPS);
    ck_close(workload.hours / HOURS_PER_DAY, 14.8054, 1e-5);
    ck_close(workload.it_kwh, estimate.it_kwh, 1e-14);
    ck_close(estimate.co2e_kg, 553340.0 * 325.0 / 330.0, 2e-5);
    plume_factors_free(factors);
    free(datasets);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, predictions_come_out_as_printed, 0, TRAININGS);
    tcase_add_loop_test(tcase, predictions_differ_from_what_was_measured_as_stated, 0,
                        TRAININGS);
    tcase_add_test(tcase, gpt3_at_the_throughput_of_its_days_has_the_energy_of_its_days);
    tcase_add_test(tcase, the_number_of_devices_changes_the_hours_and_not_the_energy);
    tcase_add_test(tcase, a_run_is_served_by_the_table_of_devices);
}

int main(void)
{
    return test_main("llmcarbon table 4", add);
}
