/* Runs that share time in one place and do not say on which devices. */
#include "support/support.h"

#include "evidence/devices/unnamed_overlap.h"

static plume_error error;
static plume_notes *notes;
static plume_unnamed_overlap *overlap;

static void setup(void)
{
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_unnamed_overlap_new(&overlap, &error), error);
}

static void teardown(void)
{
    plume_notes_free(notes);
    plume_unnamed_overlap_free(overlap);
}

static plume_run trial(double start_s, double end_s, double devices)
{
    plume_run run;

    plume_run_init(&run);
    run.host = "gpu01";
    run.study = "sweep";
    run.start_s = start_s;
    run.end_s = end_s;
    run.duration_s = end_s - start_s;
    run.device_count = devices;
    run.origin.path = "study.db";
    run.origin.reader = "optuna";
    return run;
}

static void add(const plume_run *run)
{
    ck_ok(plume_unnamed_overlap_add(overlap, run, &error), error);
}

static void add_trial(double start_s, double end_s, double devices)
{
    plume_run run = trial(start_s, end_s, devices);

    add(&run);
}

static void close(void)
{
    ck_ok(plume_unnamed_overlap_close(overlap, notes, &error), error);
}

START_TEST(trials_at_one_time_are_told_with_the_sum_and_the_hours_in_use)
{
    add_trial(0, 3600, 1);
    add_trial(0, 7200, 1);
    add_trial(1800, 5400, 1);
    add_trial(9000, 10800, 1);
    close();
    ck_close(plume_unnamed_overlap_sum_hours(overlap), 1 + 2 + 1 + 0.5, 1e-12);
    ck_close(plume_unnamed_overlap_union_hours(overlap), 2.5, 1e-12);
    ck_assert_uint_eq(plume_notes_count(notes), 1);
    ck_assert_str_eq(plume_notes_at(notes, 0)->code, "overlap-unnamed-devices");
    ck_assert_int_eq(plume_notes_at(notes, 0)->severity, PLUME_WARNING);
    ck_assert_ptr_nonnull(strstr(plume_notes_at(notes, 0)->message, "gpu01"));
    ck_assert_ptr_nonnull(strstr(plume_notes_at(notes, 0)->message, "4.50 device-hours"));
    ck_assert_ptr_nonnull(
        strstr(plume_notes_at(notes, 0)->message, "2.50 device-hours, a factor of 1.8"));
}
END_TEST

START_TEST(of_runs_of_several_sizes_the_largest_at_a_moment_counts)
{
    add_trial(0, 7200, 2);
    add_trial(3600, 10800, 1);
    add_trial(7200, 9000, 4);
    close();
    ck_close(plume_unnamed_overlap_sum_hours(overlap), 4.0 + 2 + 2, 1e-12);
    ck_close(plume_unnamed_overlap_union_hours(overlap), 4 + 2 + 0.5, 1e-12);
}
END_TEST

START_TEST(trials_one_after_the_other_share_nothing)
{
    add_trial(0, 10, 1);
    add_trial(9, 19, 1); /* whole seconds */
    add_trial(19, 20.5, 1);
    add_trial(20, 21.4, 1);
    close();
    ck_assert_uint_eq(plume_notes_count(notes), 0);
    ck_assert(isnan(plume_unnamed_overlap_sum_hours(overlap)));
}
END_TEST

START_TEST(short_trials_share_when_they_share_half_of_their_time)
{
    add_trial(0, 1, 1);
    add_trial(0.1, 1.1, 1);
    close();
    ck_assert_uint_eq(plume_notes_count(notes), 1);
}
END_TEST

/* What a scheduler gave, what is named, and what is of the whole machine is not asked. */
START_TEST(runs_whose_devices_are_known_are_left_out)
{
    plume_run run = trial(0, 3600, 1);

    run.devices = "0";
    add(&run);
    add(&run);
    run.devices = "";
    run.machine = "gpu01";
    add(&run);
    add(&run);
    run.machine = "";
    run.origin.reader = "slurm";
    add(&run);
    add(&run);
    run.origin.reader = "nvidia_smi";
    add(&run);
    add(&run);
    run.origin.reader = "optuna";
    run.warnings = "other machine-shared";
    add(&run);
    add(&run);
    run.warnings = "devices-shared";
    add(&run);
    add(&run);
    run.warnings = "";
    run.device_count = NAN; /* of a tracker that knows no devices */
    run.energy.total_kwh = 1;
    add(&run);
    add(&run);
    run.device_count = 1;
    run.tool = "slurm"; /* out of a table of runs */
    add(&run);
    add(&run);
    close();
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(other_hosts_and_other_studies_without_a_host_are_other_places)
{
    plume_run run = trial(0, 3600, 1);

    add(&run);
    run.host = "gpu02";
    add(&run);
    run.host = "";
    add(&run);
    run.study = "another";
    add(&run);
    close();
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(without_a_host_runs_of_one_study_may_have_shared_devices)
{
    plume_run run = trial(0, 3600, 1);

    run.host = "";
    run.device_count = NAN;
    add(&run);
    add(&run);
    close();
    ck_assert_uint_eq(plume_notes_count(notes), 1);
    ck_assert_ptr_nonnull(strstr(plume_notes_at(notes, 0)->message, "2.00 hours"));
}
END_TEST

/* In the order of time as many as there are; else up to a bound, and that is told. */
START_TEST(a_long_log_in_the_order_of_time_is_checked_to_its_end)
{
    for (int i = 0; i < 100000; i++) {
        add_trial(100.0 * i, 100.0 * i + 50, 1);
        if (i == 90000)
            add_trial(100.0 * i, 100.0 * i + 50, 1);
    }
    close();
    ck_assert_uint_eq(plume_notes_count(notes), 1);
    ck_close(plume_unnamed_overlap_union_hours(overlap), 100000 * 50 / 3600.0, 1e-9);
    ck_close(plume_unnamed_overlap_sum_hours(overlap), 100001 * 50 / 3600.0, 1e-9);
}
END_TEST

START_TEST(a_long_log_without_order_is_checked_up_to_a_line_that_is_told)
{
    for (int i = 0; i < 100000; i++) {
        double start_s = 100.0 * (i * 7919.0 - 100003.0 * floor(i * 7919.0 / 100003.0));

        add_trial(start_s, start_s + 50, 1);
    }
    close();
    ck_assert_uint_eq(plume_notes_count(notes), 1);
    ck_assert_str_eq(plume_notes_at(notes, 0)->code, "overlap-unnamed-unchecked");
    ck_assert(isnan(plume_unnamed_overlap_sum_hours(overlap)));
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, trials_at_one_time_are_told_with_the_sum_and_the_hours_in_use);
    tcase_add_test(tcase, of_runs_of_several_sizes_the_largest_at_a_moment_counts);
    tcase_add_test(tcase, trials_one_after_the_other_share_nothing);
    tcase_add_test(tcase, short_trials_share_when_they_share_half_of_their_time);
    tcase_add_test(tcase, runs_whose_devices_are_known_are_left_out);
    tcase_add_test(tcase, other_hosts_and_other_studies_without_a_host_are_other_places);
    tcase_add_test(tcase, without_a_host_runs_of_one_study_may_have_shared_devices);
    tcase_add_test(tcase, a_long_log_in_the_order_of_time_is_checked_to_its_end);
    tcase_add_test(tcase, a_long_log_without_order_is_checked_up_to_a_line_that_is_told);
}

int main(void)
{
    return test_main("unnamed_overlap", add_tests);
}
