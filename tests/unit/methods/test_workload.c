#include "support/support.h"

static plume_error error;
static plume_factors *factors;
static plume_notes *notes;
static plume_run run;

static void setup(void)
{
    char *datasets = test_path("datasets");

    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    ck_ok(plume_notes_new(&notes, &error), error);
    plume_run_init(&run);
    run.id = "r1";
    run.origin.path = "runs.csv";
    run.origin.line = 7;
    free(datasets);
}

static void teardown(void)
{
    plume_factors_free(factors);
    plume_notes_free(notes);
}

static plume_workload resolved(double host_power_w)
{
    plume_workload workload;

    ck_ok(plume_workload_resolve(&workload, &run, factors, host_power_w, notes, &error),
          error);
    return workload;
}

static bool noted(const char *code)
{
    return plume_notes_tally(notes, code) > 0;
}

/* --- logged energy --- */

START_TEST(a_logged_it_energy_is_taken_as_it_is)
{
    plume_workload workload;

    run.energy.total_kwh = 2.5;
    run.energy.gpu_kwh = 1.5;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_TRACKER;
    run.duration_s = 7200.0;
    run.device_count = 4.0;
    workload = resolved(NAN);
    ck_assert_double_eq(workload.it_kwh, 2.5);
    ck_assert_double_eq(workload.device_kwh, 1.5);
    ck_assert_double_eq(workload.hours, 2.0);
    ck_assert_double_eq(workload.device_hours, 8.0);
    ck_assert_int_eq(workload.evidence, PLUME_EVIDENCE_TRACKER);
    ck_assert(workload.host_included);
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(a_device_energy_without_a_host_is_a_lower_bound_and_says_so)
{
    plume_workload workload;

    run.energy.total_kwh = 2.0;
    run.energy.scope = PLUME_SCOPE_DEVICE;
    workload = resolved(NAN);
    ck_assert_double_eq(workload.device_kwh, 2.0);
    ck_assert_double_eq(workload.it_kwh, 2.0);
    ck_assert(!workload.host_included);
    ck_assert(noted("host-not-included"));
}
END_TEST

/* What a trace holds beside runs whose hosts are known is no gap of theirs. */
START_TEST(an_idle_line_has_no_host_to_leave_out)
{
    run.energy.total_kwh = 2.0;
    run.energy.scope = PLUME_SCOPE_DEVICE;
    run.other = PLUME_OTHER_IDLE;
    ck_assert_double_eq(resolved(NAN).it_kwh, 2.0);
    ck_assert(!noted("host-not-included"));
}
END_TEST

START_TEST(a_host_power_is_added_to_a_device_energy_for_its_hours)
{
    plume_workload workload;

    run.energy.total_kwh = 2.0;
    run.energy.scope = PLUME_SCOPE_DEVICE;
    run.duration_s = 3.0 * 3600.0;
    workload = resolved(500.0);
    ck_assert_double_eq(workload.it_kwh, 3.5);
    ck_assert_double_eq(workload.device_kwh, 2.0);
    ck_assert(workload.host_included);
    ck_assert(!noted("host-not-included"));
}
END_TEST

START_TEST(a_host_power_is_never_added_to_an_it_energy)
{
    run.energy.total_kwh = 2.0;
    run.energy.scope = PLUME_SCOPE_IT;
    run.duration_s = 3600.0;
    ck_assert_double_eq(resolved(500.0).it_kwh, 2.0);
}
END_TEST

START_TEST(logged_processor_and_memory_speak_before_a_host_power)
{
    run.energy.gpu_kwh = 2.0;
    run.energy.cpu_kwh = 0.5;
    run.energy.ram_kwh = 0.25;
    run.duration_s = 3600.0;
    ck_assert_double_eq(resolved(500.0).it_kwh, 2.75);
    ck_assert_double_eq(resolved(500.0).device_kwh, 2.0);
}
END_TEST

START_TEST(an_energy_of_unknown_scope_is_taken_as_it_with_a_note)
{
    run.energy.total_kwh = 2.0;
    run.duration_s = 3600.0;
    ck_assert_double_eq(resolved(500.0).it_kwh, 2.0);
    ck_assert(noted("scope-assumed"));
}
END_TEST

/* --- power --- */

START_TEST(average_power_times_hours_comes_before_the_device)
{
    run.device = "V100";
    run.device_count = 64.0;
    run.power_w = 12041.51;
    run.duration_s = 79.2 * 3600.0;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_SAMPLED;
    ck_close(resolved(NAN).it_kwh, 953.687592, 1e-12);
    ck_assert_int_eq(resolved(NAN).evidence, PLUME_EVIDENCE_SAMPLED);
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(a_power_of_unknown_evidence_is_noted_as_given)
{
    run.power_w = 100.0;
    run.duration_s = 3600.0;
    run.energy.scope = PLUME_SCOPE_IT;
    ck_assert_int_eq(resolved(NAN).evidence, PLUME_EVIDENCE_ASSUMED);
    ck_assert(noted("power-as-given"));
}
END_TEST

START_TEST(a_device_power_leaves_the_host_out)
{
    run.power_w = 100.0;
    run.duration_s = 3600.0;
    run.energy.scope = PLUME_SCOPE_DEVICE;
    ck_assert_double_eq(resolved(NAN).device_kwh, 0.1);
    ck_assert(!resolved(NAN).host_included);
    ck_close(resolved(50.0).it_kwh, 0.15, 1e-15);
}
END_TEST

/* --- devices --- */

/* Patterson et al. 2021, Table 3: 325 W a V100, host included. */
START_TEST(a_system_average_already_holds_the_host)
{
    run.device = "V100";
    run.device_count = 8.0;
    run.duration_s = 10.0 * 3600.0;
    ck_close(resolved(NAN).it_kwh, 26.0, 1e-12);
    ck_close(resolved(1000.0).it_kwh, 26.0, 1e-12);
    ck_assert(isnan(resolved(NAN).device_kwh));
    ck_assert(resolved(NAN).host_included);
    ck_assert_int_eq(resolved(NAN).evidence, PLUME_EVIDENCE_RATED);
    ck_assert(noted("system-average"));
    ck_assert(!noted("host-not-included"));
}
END_TEST

START_TEST(rated_power_is_scaled_by_utilisation)
{
    run.device = "NVIDIA A40"; /* 300 W */
    run.device_count = 2.0;
    run.duration_s = 5.0 * 3600.0;
    run.utilization = 0.5;
    ck_close(resolved(NAN).device_kwh, 1.5, 1e-12);
    ck_close(resolved(200.0).it_kwh, 2.5, 1e-12);
    ck_assert(noted("rated-power"));
    ck_assert(!noted("utilization-assumed"));
}
END_TEST

START_TEST(unknown_utilisation_is_full_and_noted)
{
    run.device = "NVIDIA A40";
    run.device_count = 2.0;
    run.duration_s = 5.0 * 3600.0;
    ck_close(resolved(NAN).device_kwh, 3.0, 1e-12);
    ck_assert(noted("utilization-assumed"));
}
END_TEST

START_TEST(an_unknown_number_of_devices_is_one_and_noted)
{
    run.device = "NVIDIA A40";
    run.duration_s = 3600.0;
    ck_close(resolved(NAN).device_kwh, 0.3, 1e-12);
    ck_assert(noted("device-count-assumed"));
}
END_TEST

START_TEST(start_and_end_make_the_hours_when_no_duration_is_logged)
{
    run.device = "NVIDIA A40";
    run.device_count = 1.0;
    run.start_s = 1000.0;
    run.end_s = 1000.0 + 7200.0;
    ck_assert_double_eq(resolved(NAN).hours, 2.0);
}
END_TEST

/* 3.14e23 FLOP at 24.6 of 125 TFLOP/s on V100 of 325 W. */
START_TEST(work_over_throughput_makes_device_hours)
{
    plume_workload workload;

    run.device = "V100";
    run.device_count = 10000.0;
    run.flops = 3.14e23;
    run.utilization = 24.6 / 125.0;
    workload = resolved(NAN);
    ck_close(workload.device_hours, 3.14e23 / 24.6e12 / 3600.0, 1e-12);
    ck_close(workload.hours, workload.device_hours / 10000.0, 1e-12);
    ck_close(workload.it_kwh, workload.device_hours * 0.325, 1e-12);
    ck_assert_int_eq(workload.evidence, PLUME_EVIDENCE_FLOPS);
    ck_assert(noted("work-over-throughput"));
    ck_assert(!noted("utilization-assumed"));
}
END_TEST

START_TEST(unknown_throughput_is_the_median_of_a_published_table_and_noted)
{
    run.device = "V100";
    run.flops = 3.6e15;
    ck_close(resolved(NAN).device_hours, 3.6e15 / (125e12 * 0.36) / 3600.0, 1e-12);
    ck_assert(isnan(resolved(NAN).hours));
    ck_assert(noted("utilization-assumed"));
}
END_TEST

/* --- repeat --- */

START_TEST(equal_runs_in_one_record_are_multiplied)
{
    plume_workload once, often;

    run.device = "NVIDIA A40";
    run.device_count = 2.0;
    run.duration_s = 3600.0;
    once = resolved(100.0);
    run.repeat = 4789.0;
    often = resolved(100.0);
    ck_assert_double_eq(often.repeat, 4789.0);
    ck_assert_double_eq(often.it_kwh, once.it_kwh * 4789.0);
    ck_assert_double_eq(often.device_kwh, once.device_kwh * 4789.0);
    ck_assert_double_eq(often.hours, once.hours * 4789.0);
    ck_assert_double_eq(often.device_hours, once.device_hours * 4789.0);
}
END_TEST

START_TEST(notes_on_many_runs_of_a_file_are_kept_once)
{
    run.device = "NVIDIA A40";
    run.device_count = 2.0;
    for (int i = 0; i < 50; i++) {
        run.duration_s = 60.0 * i;
        run.origin.line = (uint64_t)i;
        (void)resolved(NAN);
    }
    ck_assert_uint_eq(plume_notes_count(notes), 3);
    ck_assert_str_eq(plume_notes_at(notes, 0)->path, "runs.csv");
    ck_assert_uint_eq(plume_notes_at(notes, 0)->line, 0);
}
END_TEST

/* --- what is lacking --- */

static void expect_missing(const char *message, const char *hint)
{
    plume_workload workload;

    ck_assert_int_eq(plume_workload_resolve(&workload, &run, factors, NAN, notes, &error),
                     PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, message);
    ck_assert_msg(strstr(error.hint, hint) != NULL, "hint is '%s'", error.hint);
    ck_assert(isnan(workload.it_kwh));
    ck_assert_int_eq(workload.evidence, PLUME_EVIDENCE_UNKNOWN);
}

START_TEST(a_run_without_hours_or_work_says_so)
{
    run.device = "V100";
    expect_missing(
        "run 'r1' has no energy, and neither a duration nor its FLOPs to compute "
        "one from",
        "give its");
}
END_TEST

START_TEST(a_run_without_power_or_device_says_so)
{
    run.duration_s = 3600.0;
    expect_missing("run 'r1' has no energy, and neither an average power nor a device to "
                   "compute one from",
                   "device");
}
END_TEST

START_TEST(an_unknown_device_is_answered_with_the_nearest)
{
    run.duration_s = 3600.0;
    run.device = "NVIDIA A4O";
    expect_missing("run 'r1' has no energy, and its device \"NVIDIA A4O\" is not known",
                   "A40");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_logged_it_energy_is_taken_as_it_is);
    tcase_add_test(tcase, a_device_energy_without_a_host_is_a_lower_bound_and_says_so);
    tcase_add_test(tcase, an_idle_line_has_no_host_to_leave_out);
    tcase_add_test(tcase, a_host_power_is_added_to_a_device_energy_for_its_hours);
    tcase_add_test(tcase, a_host_power_is_never_added_to_an_it_energy);
    tcase_add_test(tcase, logged_processor_and_memory_speak_before_a_host_power);
    tcase_add_test(tcase, an_energy_of_unknown_scope_is_taken_as_it_with_a_note);
    tcase_add_test(tcase, average_power_times_hours_comes_before_the_device);
    tcase_add_test(tcase, a_power_of_unknown_evidence_is_noted_as_given);
    tcase_add_test(tcase, a_device_power_leaves_the_host_out);
    tcase_add_test(tcase, a_system_average_already_holds_the_host);
    tcase_add_test(tcase, rated_power_is_scaled_by_utilisation);
    tcase_add_test(tcase, unknown_utilisation_is_full_and_noted);
    tcase_add_test(tcase, an_unknown_number_of_devices_is_one_and_noted);
    tcase_add_test(tcase, start_and_end_make_the_hours_when_no_duration_is_logged);
    tcase_add_test(tcase, work_over_throughput_makes_device_hours);
    tcase_add_test(tcase,
                   unknown_throughput_is_the_median_of_a_published_table_and_noted);
    tcase_add_test(tcase, equal_runs_in_one_record_are_multiplied);
    tcase_add_test(tcase, notes_on_many_runs_of_a_file_are_kept_once);
    tcase_add_test(tcase, a_run_without_hours_or_work_says_so);
    tcase_add_test(tcase, a_run_without_power_or_device_says_so);
    tcase_add_test(tcase, an_unknown_device_is_answered_with_the_nearest);
}

int main(void)
{
    return test_main("workload", add);
}
