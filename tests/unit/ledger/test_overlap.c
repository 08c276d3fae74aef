#include "support/support.h"

#include "ledger/overlap.h"

static plume_error error;
static plume_notes *notes;
static plume_overlap *overlap;

static void setup(void)
{
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_overlap_new(&overlap, &error), error);
}

static void teardown(void)
{
    plume_notes_free(notes);
    plume_overlap_free(overlap);
}

static void meter(const char *machine, double start_s, double end_s, double energy_kwh)
{
    plume_run run;

    plume_run_init(&run);
    run.machine = machine;
    run.start_s = start_s;
    run.end_s = end_s;
    run.origin.path = "emissions.csv";
    run.origin.line = 3;
    ck_ok(plume_overlap_add(overlap, &run, energy_kwh, &error), error);
}

static void finish(void)
{
    plume_overlap_close(overlap, notes);
}

START_TEST(runs_in_a_row_do_not_overlap)
{
    meter("a", 0, 3600, 1);
    meter("a", 3600, 7200, 1);
    meter("a", 9000, 9900, 1);
    finish();
    ck_assert(isnan(plume_overlap_union_hours(overlap)));
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(runs_at_the_same_time_on_one_machine_are_told_with_their_hours)
{
    meter("a", 0, 3600, 0.3);
    meter("a", 1800, 5400, 0.3);
    meter("b", 0, 3600, 9);
    finish();
    ck_close(plume_overlap_union_hours(overlap), 1.5, 1e-12);
    ck_close(plume_overlap_sum_hours(overlap), 2.0, 1e-12);
    ck_assert_uint_eq(plume_notes_count(notes), 1);
    ck_assert_str_eq(plume_notes_at(notes, 0)->code, "machine-overlap");
    ck_assert_str_eq(plume_notes_at(notes, 0)->path, "emissions.csv");
    ck_assert_str_eq(
        plume_notes_at(notes, 0)->message,
        "2 runs on one machine share time: 2.00 h of runs within 1.50 h. Each "
        "was metered with the whole machine, so the sum counts it more than "
        "once: 0.600 kWh are counted, about 0.450 kWh were drawn; where these "
        "are machines of one kind the sum is right, and --same names ranks of one run");
}
END_TEST

START_TEST(the_same_time_on_two_machines_is_no_overlap)
{
    meter("a", 0, 3600, 1);
    meter("b", 0, 3600, 1);
    finish();
    ck_assert(isnan(plume_overlap_sum_hours(overlap)));
}
END_TEST

START_TEST(the_rounding_of_time_stamps_is_no_overlap)
{
    meter("a", 0, 3601, 1);
    meter("a", 3600, 7201, 1);
    meter("a", 7200, 7800, 1);
    finish();
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(runs_without_a_machine_or_a_time_are_left_out)
{
    meter("", 0, 3600, 1);
    meter("", 0, 3600, 1);
    meter("a", NAN, 3600, 1);
    meter("a", 0, NAN, 1);
    meter("a", 0, 1e300, 1);
    finish();
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(an_end_and_a_duration_make_an_interval)
{
    plume_run run;

    plume_run_init(&run);
    run.machine = "a";
    run.end_s = 7200;
    run.duration_s = 7200;
    ck_ok(plume_overlap_add(overlap, &run, NAN, &error), error);
    meter("a", 3600, 7200, NAN);
    finish();
    ck_close(plume_overlap_union_hours(overlap), 2.0, 1e-12);
    ck_assert_ptr_null(strstr(plume_notes_at(notes, 0)->message, "kWh"));
}
END_TEST

/* --- devices --- */

static void use(const char *host, const char *devices, double count, double end_s)
{
    plume_run run;

    plume_run_init(&run);
    run.host = host;
    run.devices = devices;
    run.device_count = count;
    run.start_s = 0;
    run.end_s = end_s;
    run.origin.path = "runs.csv";
    ck_ok(plume_overlap_add_devices(overlap, &run, &error), error);
}

START_TEST(the_hours_of_devices_are_a_sum_and_a_union_for_each_host_and_place)
{
    use("a", "0,1", 2, 3600);
    use("a", "gpu0", 1, 7200);
    use("b", "0", 0.5, 3600);
    use("", "GPU-5f1c", NAN, 3600);
    use("", "0", 1, 3600); /* nobody knows where */
    use("", "c:0", 1, 3600);
    plume_overlap_close_devices(overlap, notes);
    ck_close(plume_overlap_sum_hours(overlap), 2 + 2 + 0.5 + 1 + 1, 1e-12);
    ck_close(plume_overlap_union_hours(overlap), 6.0, 1e-12);
    ck_assert_uint_eq(plume_notes_count(notes), 1);
    ck_assert_str_eq(plume_notes_at(notes, 0)->message,
                     "runs share 1 of the 5 devices that they name: 6.50 device-hours of "
                     "runs within 6.00 h in which the devices were in use");
}
END_TEST

START_TEST(devices_that_nobody_shares_have_their_hours_without_a_note)
{
    use("a", "0", NAN, 3600);
    use("a", "1", NAN, 3600);
    plume_overlap_close_devices(overlap, notes);
    ck_close(plume_overlap_union_hours(overlap), 2.0, 1e-12);
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(too_many_intervals_of_devices_leave_their_hours_unknown)
{
    plume_run run;

    plume_run_init(&run);
    run.host = "a";
    run.devices = "0";
    run.origin.path = "runs.csv";
    for (int i = 0; i <= PLUME_OVERLAP_INTERVALS_MAX + 5; i++) {
        run.start_s = 120.0 * i;
        run.end_s = run.start_s + 60;
        ck_ok(plume_overlap_add_devices(overlap, &run, &error), error);
    }
    plume_overlap_close_devices(overlap, notes);
    ck_assert(isnan(plume_overlap_union_hours(overlap)));
    ck_assert_str_eq(plume_notes_at(notes, 0)->code, "device-overlap-unchecked");
    ck_assert_ptr_nonnull(strstr(plume_notes_at(notes, 0)->message, "are not known"));
}
END_TEST

/* A small generator with a fixed seed: the same intervals every time. */
static uint32_t next(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

START_TEST(the_order_of_the_runs_does_not_matter)
{
    enum { COUNT = 500 };
    double start[COUNT], union_hours, sum_hours;
    uint32_t state = 1;

    for (int i = 0; i < COUNT; i++)
        start[i] = next(&state) % 1000000u + next(&state) % 1000u / 1000.0;
    for (int i = 0; i < COUNT; i++)
        meter(i % 3 == 0 ? "a" : "b", start[i], start[i] + 3000.0 + i, 1);
    finish();
    union_hours = plume_overlap_union_hours(overlap);
    sum_hours = plume_overlap_sum_hours(overlap);
    teardown();
    setup();
    for (int i = COUNT - 1; i >= 0; i--)
        meter(i % 3 == 0 ? "a" : "b", start[i], start[i] + 3000.0 + i, 1);
    finish();
    ck_assert_double_eq(plume_overlap_union_hours(overlap), union_hours);
    ck_assert_double_eq(plume_overlap_sum_hours(overlap), sum_hours);
    ck_assert(union_hours < sum_hours);
}
END_TEST

START_TEST(touching_runs_take_no_room_however_many_there_are)
{
    for (int i = 0; i < 4 * PLUME_OVERLAP_INTERVALS_MAX; i++)
        meter("a", 60.0 * i, 60.0 * (i + 1), 0.01);
    meter("a", 0, 60, 0.01);
    finish();
    ck_assert_uint_eq(plume_notes_tally(notes, "machine-overlap-unchecked"), 0);
    ck_assert_uint_eq(plume_notes_tally(notes, "machine-overlap"), 1);
}
END_TEST

START_TEST(too_many_separate_runs_end_the_check_and_say_where)
{
    for (int i = 0; i <= PLUME_OVERLAP_INTERVALS_MAX + 5; i++)
        meter("a", 120.0 * i, 120.0 * i + 60, 0.01);
    finish();
    ck_assert_uint_eq(plume_notes_count(notes), 1);
    ck_assert_str_eq(plume_notes_at(notes, 0)->code, "machine-overlap-unchecked");
    ck_assert_uint_eq(plume_notes_at(notes, 0)->line, 3);
    ck_assert_ptr_nonnull(strstr(plume_notes_at(notes, 0)->message, "up to here only"));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, runs_in_a_row_do_not_overlap);
    tcase_add_test(tcase, runs_at_the_same_time_on_one_machine_are_told_with_their_hours);
    tcase_add_test(tcase, the_same_time_on_two_machines_is_no_overlap);
    tcase_add_test(tcase, the_rounding_of_time_stamps_is_no_overlap);
    tcase_add_test(tcase, runs_without_a_machine_or_a_time_are_left_out);
    tcase_add_test(tcase, an_end_and_a_duration_make_an_interval);
    tcase_add_test(tcase,
                   the_hours_of_devices_are_a_sum_and_a_union_for_each_host_and_place);
    tcase_add_test(tcase, devices_that_nobody_shares_have_their_hours_without_a_note);
    tcase_add_test(tcase, too_many_intervals_of_devices_leave_their_hours_unknown);
    tcase_add_test(tcase, the_order_of_the_runs_does_not_matter);
    tcase_add_test(tcase, touching_runs_take_no_room_however_many_there_are);
    tcase_add_test(tcase, too_many_separate_runs_end_the_check_and_say_where);
}

int main(void)
{
    return test_main("overlap", add);
}
