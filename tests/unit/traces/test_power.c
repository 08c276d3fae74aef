/* Integrating power: figures, zeros, clocks, gaps; and a trace in a log. */
#include "support/power.h"

#include "core/input/source_text.h"
#include "logs/read_log.h"
#include "traces/streaming_median.h"
#include "traces/total.h"
#include <plume/number.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define W(t, w)                                                                          \
    {                                                                                    \
        "", t, w, NAN, NAN                                                               \
    }
#define J(t, j)                                                                          \
    {                                                                                    \
        "", t, NAN, j, NAN                                                               \
    }

static const plume_power_rules bridge = { PLUME_GAPS_BRIDGE, NAN, NAN };

static plume_power_device first_of(const test_sample *samples, size_t count,
                                   plume_power_verdict *verdicts)
{
    plume_power *power = test_power(samples, count, &bridge, NAN, verdicts);
    plume_power_device device = plume_power_at(power, 0);

    device.id = "";
    plume_power_free(power);
    return device;
}

/* --- the median --- */

START_TEST(equal_intervals_have_their_own_median)
{
    plume_streaming_median spacing = { .total = 0 };

    ck_assert(isnan(plume_streaming_median_median(&spacing)));
    for (int i = 0; i < 99; i++)
        plume_streaming_median_add(&spacing, i % 3 == 0 ? 0.003 : 15.0);
    ck_assert_double_eq(plume_streaming_median_median(&spacing), 15.0);
    plume_streaming_median_dispose(&spacing);
}
END_TEST

START_TEST(a_median_is_too_large_by_a_sixteenth_at_most)
{
    plume_streaming_median spacing = { .total = 0 };
    double median;

    for (int i = 1; i <= 1001; i++)
        plume_streaming_median_add(&spacing, i * 0.01);
    median = plume_streaming_median_median(&spacing);
    ck_assert(median >= 5.01 && median <= 5.01 * 17 / 16);
    plume_streaming_median_add(&spacing, 1e-300);
    plume_streaming_median_add(&spacing, 1e300);
    plume_streaming_median_dispose(&spacing);
}
END_TEST

/* --- figures --- */

START_TEST(a_counter_is_preferred_to_power)
{
    static const test_sample all[] = { { "", 0, 100, 5000, NAN },
                                       { "", 10, 100, 6500, NAN },
                                       { "", 20, 100, 8000, NAN } };
    plume_power_device device = first_of(all, COUNT(all), NULL);

    ck_assert(device.counted);
    ck_assert_double_eq(device.energy_j, 3000);
}
END_TEST

START_TEST(a_counter_measures_through_a_gap)
{
    static const test_sample all[] = { J(0, 0), J(10, 10), J(20, 20), J(500, 600),
                                       J(510, 610) };
    plume_power_device device = first_of(all, COUNT(all), NULL);

    ck_assert_double_eq(device.energy_j, 610);
    ck_assert_double_eq(device.gap_s, 0);
}
END_TEST

START_TEST(a_counter_that_was_reset_adds_its_rising_steps)
{
    static const test_sample all[] = { J(0, 1000), J(10, 1100), J(20, 40), J(30, 90) };
    plume_power_device device = first_of(all, COUNT(all), NULL);

    ck_assert_double_eq(device.energy_j, 150);
    ck_assert_uint_eq(device.resets, 1);
    ck_assert_double_eq(device.gap_s, 10);
}
END_TEST

START_TEST(a_zero_of_a_counter_that_was_counting_is_no_reading)
{
    static const test_sample all[] = { J(0, 1000), J(10, 0), J(20, 1200) };
    plume_power_verdict verdicts[COUNT(all)];
    plume_power_device device = first_of(all, COUNT(all), verdicts);

    ck_assert_int_eq(verdicts[1], PLUME_POWER_FAILED_POLL);
    ck_assert_double_eq(device.energy_j, 200);
    ck_assert_uint_eq(device.resets, 0);
}
END_TEST

START_TEST(energies_of_intervals_are_added_and_not_integrated)
{
    static const test_sample all[] = { { "", 1, NAN, NAN, 19.63 },
                                       { "", 2, NAN, NAN, 19.41 },
                                       { "", 3, NAN, NAN, 19.70 },
                                       { "", 4, NAN, NAN, 20.51 } };
    plume_power_device device = first_of(all, COUNT(all), NULL);

    ck_assert_double_eq_tol(device.energy_j, 79.25, 1e-12);
    ck_assert(device.counted);
}
END_TEST

START_TEST(devices_are_integrated_apart)
{
    static const test_sample all[] = { { "a", 0, 100, NAN, NAN },
                                       { "b", 0.1, 1000, NAN, NAN },
                                       { "a", 10, 100, NAN, NAN },
                                       { "b", 10.1, 1000, NAN, NAN } };
    plume_power *power = test_power(all, COUNT(all), &bridge, NAN, NULL);

    ck_assert_uint_eq(plume_power_count(power), 2);
    ck_assert_double_eq_tol(plume_power_at(power, 0).energy_j, 1000, 1e-9);
    ck_assert_double_eq_tol(plume_power_at(power, 1).energy_j, 10000, 1e-9);
    ck_assert_double_eq_tol(plume_power_sum(power).energy_j, 11000, 1e-9);
    plume_power_free(power);
}
END_TEST

/* --- what is no reading --- */

START_TEST(a_zero_after_a_drawing_device_is_a_failed_poll)
{
    static const test_sample all[] = { W(0, 2500), W(10, 0), W(20, 2500) };
    plume_power_verdict verdicts[COUNT(all)];
    plume_power_device device = first_of(all, COUNT(all), verdicts);

    ck_assert_int_eq(verdicts[1], PLUME_POWER_FAILED_POLL);
    ck_assert_double_eq(device.energy_j, 50000);
    ck_assert_uint_eq(device.samples, 2);
}
END_TEST

START_TEST(a_zero_of_a_device_that_fades_out_stands)
{
    static const test_sample all[] = { W(0, 0.4), W(10, 0), W(20, 0), W(30, 0.4) };
    plume_power_verdict verdicts[COUNT(all)];
    plume_power_device device = first_of(all, COUNT(all), verdicts);

    ck_assert_int_eq(verdicts[1], PLUME_POWER_USED);
    ck_assert_double_eq_tol(device.energy_j, 4, 1e-12);
}
END_TEST

START_TEST(what_is_no_reading_is_named)
{
    static const test_sample all[] = { W(0, 100),
                                       W(NAN, 100),
                                       W(1, NAN),
                                       W(2, -1),
                                       W(3, 1e30),
                                       W(INFINITY, 100),
                                       { "", 4, NAN, -5, NAN } };
    plume_power_verdict verdicts[COUNT(all)];

    first_of(all, COUNT(all), verdicts);
    ck_assert_int_eq(verdicts[1], PLUME_POWER_NO_TIME);
    ck_assert_int_eq(verdicts[2], PLUME_POWER_NO_READING);
    ck_assert_int_eq(verdicts[3], PLUME_POWER_IMPOSSIBLE);
    ck_assert_int_eq(verdicts[4], PLUME_POWER_IMPOSSIBLE);
    ck_assert_int_eq(verdicts[5], PLUME_POWER_NO_TIME);
    ck_assert_int_eq(verdicts[6], PLUME_POWER_IMPOSSIBLE);
    for (int i = PLUME_POWER_NO_READING; i < PLUME_POWER_VERDICT_COUNT; i++) {
        ck_assert_str_ne(plume_power_verdict_code((plume_power_verdict)i), "");
        ck_assert_str_ne(plume_power_verdict_reason((plume_power_verdict)i), "");
    }
}
END_TEST

START_TEST(thousands_of_devices_all_count)
{
    enum { DEVICES = 5000 };
    plume_power *power;
    plume_error error;

    ck_ok(plume_power_new(&power, &bridge, &error), error);
    for (int i = 0; i < 4 * DEVICES; i++) {
        plume_power_verdict verdict;
        plume_power_sample sample;
        char name[16];

        if (i == 2 * DEVICES)
            plume_power_begin(power, (plume_power_sink){ NULL, NULL });
        snprintf(name, sizeof name, "%d", i % DEVICES);
        plume_power_sample_init(&sample);
        sample.device = name;
        sample.t_s = i / DEVICES % 2;
        sample.watts = 1;
        ck_ok(plume_power_take(power, &sample, &verdict, &error), error);
        ck_assert_int_eq(verdict, PLUME_POWER_USED);
    }
    ck_assert_double_eq(plume_power_sum(power).energy_j, DEVICES);
    plume_power_free(power);
}
END_TEST

START_TEST(a_device_is_its_key_on_whatever_place_it_stands)
{
    static const char *const place[] = { "0", "0", "1", "1" };
    static const char *const key[] = { "GPU-a", "GPU-b", "GPU-a", "GPU-b" };
    plume_power *power;
    plume_error error;

    ck_ok(plume_power_new(&power, &bridge, &error), error);
    for (int i = 0; i < 8; i++) {
        plume_power_sample sample;
        plume_power_verdict verdict;

        if (i == 4)
            plume_power_begin(power, (plume_power_sink){ NULL, NULL });
        plume_power_sample_init(&sample);
        sample.device = place[i % 4];
        sample.key = key[i % 4];
        sample.t_s = i % 4 / 2;
        sample.watts = i % 2 == 0 ? 100 : 200;
        ck_ok(plume_power_take(power, &sample, &verdict, &error), error);
    }
    ck_assert_uint_eq(plume_power_count(power), 2);
    ck_assert_double_eq(plume_power_sum(power).energy_j, 300);
    ck_assert_str_eq(plume_power_label_at(power, 1).key, "GPU-b");
    plume_power_free(power);
}
END_TEST

START_TEST(several_readings_at_each_moment_that_differ_are_of_several_devices)
{
    static const test_sample two[] = { W(0, 100), W(0, 300),  W(9, 100),
                                       W(9, 300), W(20, 100), W(20, 300) };
    static const test_sample coarse[] = { W(0, 100), W(1, 101), W(1, 103), W(2, 100),
                                          W(3, 101), W(3, 102), W(4, 104), W(5, 100) };
    static const test_sample twice[] = { W(0, 100), W(0, 100), W(9, 120),
                                         W(9, 120), W(20, 90), W(20, 90) };

    ck_assert(first_of(two, COUNT(two), NULL).crowded);
    ck_assert(!first_of(coarse, COUNT(coarse), NULL).crowded);
    ck_assert(!first_of(twice, COUNT(twice), NULL).crowded);
}
END_TEST

/* --- clocks --- */

START_TEST(of_two_samples_at_one_moment_the_later_goes_on)
{
    static const test_sample all[] = { W(0, 100), W(10, 100), W(10, 300), W(20, 300) };

    ck_assert_double_eq(first_of(all, COUNT(all), NULL).energy_j, 4000);
}
END_TEST

START_TEST(a_frozen_clock_gives_no_energy)
{
    static const test_sample all[] = { W(7, 100), W(7, 200), W(7, 300) };

    ck_assert(isnan(first_of(all, COUNT(all), NULL).energy_j));
}
END_TEST

START_TEST(a_clock_that_is_corrected_splits_the_trace)
{
    static const test_sample all[] = { W(0, 100), W(10, 100), W(5, 200), W(15, 200) };
    plume_power_device device = first_of(all, COUNT(all), NULL);

    ck_assert_double_eq(device.energy_j, 3000);
    ck_assert_uint_eq(device.steps_back, 1);
    ck_assert_uint_eq(device.hour_steps, 0);
}
END_TEST

START_TEST(the_hour_that_summer_time_repeats_counts_twice)
{
    static const test_sample all[] = { W(3590, 100), W(7190, 100), W(3600, 100),
                                       W(7200, 100) };
    plume_power_device device = first_of(all, COUNT(all), NULL);

    ck_assert_double_eq(device.energy_j, 100.0 * (3600 + 10 + 3600));
    ck_assert_uint_eq(device.hour_steps, 1);
}
END_TEST

START_TEST(the_repeated_hour_is_in_the_duration_of_the_trace)
{
    static const test_sample all[] = { W(3590, 100), W(7190, 100), W(3600, 100),
                                       W(7200, 100) };
    plume_power *power = test_power(all, COUNT(all), &bridge, NAN, NULL);

    ck_assert_double_eq(plume_power_sum(power).duration_s, 7200 - 3590 + 3600);
    plume_power_free(power);
}
END_TEST

START_TEST(a_log_that_was_appended_to_itself_counts_once)
{
    static const test_sample all[] = { W(0, 100),  W(10, 110), W(20, 100), W(0, 100),
                                       W(10, 110), W(20, 100), W(30, 100) };
    plume_power_verdict verdicts[COUNT(all)];
    plume_power_device device = first_of(all, COUNT(all), verdicts);

    ck_assert_int_eq(verdicts[3], PLUME_POWER_REPEATED);
    ck_assert_int_eq(verdicts[5], PLUME_POWER_REPEATED);
    ck_assert_int_eq(verdicts[6], PLUME_POWER_USED);
    ck_assert_double_eq(device.energy_j, 1050 + 1050 + 1000);
}
END_TEST

START_TEST(a_newer_log_before_an_older_one_that_reaches_into_it_counts_once)
{
    static const test_sample all[] = { W(9000, 100), W(9010, 100), W(9020, 100),
                                       W(4000, 100), W(4010, 100), W(9000, 90),
                                       W(9010, 90) };
    plume_power_verdict verdicts[COUNT(all)];
    plume_power_device device = first_of(all, COUNT(all), verdicts);

    ck_assert_int_eq(verdicts[5], PLUME_POWER_REPEATED);
    ck_assert_int_eq(verdicts[6], PLUME_POWER_REPEATED);
    ck_assert_double_eq(device.energy_j, 2000 + 1000);
}
END_TEST

/* --- gaps --- */

START_TEST(an_interval_of_five_medians_is_no_gap_and_a_longer_one_is)
{
    static const test_sample five[] = { W(0, 100), W(15, 100), W(30, 100), W(105, 100) };
    static const test_sample more[] = { W(0, 100), W(15, 100), W(30, 100), W(106, 100) };

    ck_assert_uint_eq(first_of(five, COUNT(five), NULL).gaps, 0);
    ck_assert_uint_eq(first_of(more, COUNT(more), NULL).gaps, 1);
}
END_TEST

START_TEST(ten_seconds_are_never_a_gap)
{
    static const test_sample all[] = { W(0, 100), W(0.1, 100), W(0.2, 100),
                                       W(10.2, 100) };

    ck_assert_uint_eq(first_of(all, COUNT(all), NULL).gaps, 0);
}
END_TEST

START_TEST(a_gap_where_none_is_allowed_is_refused_with_its_length)
{
    static const test_sample all[] = { W(0, 100), W(1, 100), W(100, 100) };
    plume_power_rules rules = { PLUME_GAPS_FAIL, NAN, NAN };
    plume_power_sample sample;
    plume_power_verdict verdict;
    plume_power *power;
    plume_error error;
    plume_status status = PLUME_OK;

    ck_ok(plume_power_new(&power, &rules, &error), error);
    plume_power_begin(power, (plume_power_sink){ NULL, NULL });
    for (size_t i = 0; i < COUNT(all) && status == PLUME_OK; i++) {
        sample = test_sample_of(&all[i], NAN);
        status = plume_power_take(power, &sample, &verdict, &error);
    }
    ck_assert_int_eq(status, PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message, "99.0000 s without a sample, where gaps may not be");
    plume_power_free(power);
}
END_TEST

START_TEST(gap_policies_have_names)
{
    plume_gaps gaps;

    for (int i = 0; i < PLUME_GAPS_COUNT; i++) {
        ck_assert(plume_gaps_find(&gaps, plume_gaps_name((plume_gaps)i)));
        ck_assert_int_eq(gaps, i);
    }
    ck_assert(!plume_gaps_find(&gaps, "ignore"));
}
END_TEST

/* --- in a log --- */

static int always(const plume_head *head)
{
    return head->length > 0 ? 100 : 0;
}

/* Lines of a time and watts. */
static plume_status read_pairs(plume_log *log, plume_error *error)
{
    plume_trace_about about;
    plume_status status;

    plume_trace_about_init(&about);
    about.device = "A100";
    status = plume_log_trace(log, &about, error);
    while (status == PLUME_OK) {
        plume_power_sample sample;
        const char *text, *blank;
        size_t length;
        uint64_t line;

        status = plume_source_line(plume_log_source(log), &text, &length, &line, error);
        if (status != PLUME_OK || text == NULL)
            break;
        plume_power_sample_init(&sample);
        blank = strchr(text, ' ');
        ck_assert_ptr_nonnull(blank);
        plume_number_parse(&sample.t_s, text, (size_t)(blank - text));
        plume_number_parse(&sample.watts, blank + 1, length - (size_t)(blank + 1 - text));
        status = plume_log_sample(log, &sample, line, error);
    }
    return status;
}

static const plume_reader pairs = { .name = "pairs",
                                    .title = "pairs of time and watts",
                                    .confidence = always,
                                    .read = read_pairs };

typedef struct taken {
    size_t count;
    double energy_kwh, duration_s, count_of_devices;
    char note[256];
} taken;

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    taken *got = state;

    (void)error;
    got->count++;
    got->energy_kwh = run->energy.total_kwh;
    got->duration_s = run->duration_s;
    got->count_of_devices = run->device_count;
    ck_assert_str_eq(run->device, "A100");
    ck_assert_int_eq(run->energy.scope, PLUME_SCOPE_DEVICE);
    ck_assert_int_eq(run->energy.evidence, PLUME_EVIDENCE_SAMPLED);
    snprintf(got->note, sizeof got->note, "%s", run->note);
    return PLUME_OK;
}

START_TEST(the_samples_of_a_log_become_one_run)
{
    static const char text[] = "1700000000 1000\n1700000010 1000\n1700000020 NA\n"
                               "1700003600 1000\n";
    taken got = { 0 };
    plume_notes *notes;
    plume_records records;
    plume_error error;

    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_log_read_bytes(&pairs, (plume_log_bytes){ "a.txt", text, strlen(text) },
                               (plume_run_sink){ take, &got }, notes, &records, &error),
          error);
    ck_assert_uint_eq(got.count, 1);
    ck_assert_double_eq_tol(got.energy_kwh, 1, 1e-12);
    ck_assert_double_eq(got.duration_s, 3600);
    ck_assert_double_eq(got.count_of_devices, 1);
    ck_assert_str_eq(got.note, "1.00000 kWh, mean 1,000 W, 0.278 % measured");
    ck_assert_uint_eq(records.read, 4);
    ck_assert_uint_eq(records.used, 3);
    ck_assert_uint_eq(records.rejected, 1);
    ck_assert_uint_eq(plume_notes_tally(notes, "no-reading"), 1);
    ck_assert_uint_eq(plume_notes_tally(notes, "unmeasured-time"), 1);
    plume_notes_free(notes);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, equal_intervals_have_their_own_median);
    tcase_add_test(tcase, a_median_is_too_large_by_a_sixteenth_at_most);
    tcase_add_test(tcase, a_counter_is_preferred_to_power);
    tcase_add_test(tcase, a_counter_measures_through_a_gap);
    tcase_add_test(tcase, a_counter_that_was_reset_adds_its_rising_steps);
    tcase_add_test(tcase, a_zero_of_a_counter_that_was_counting_is_no_reading);
    tcase_add_test(tcase, energies_of_intervals_are_added_and_not_integrated);
    tcase_add_test(tcase, devices_are_integrated_apart);
    tcase_add_test(tcase, a_zero_after_a_drawing_device_is_a_failed_poll);
    tcase_add_test(tcase, a_zero_of_a_device_that_fades_out_stands);
    tcase_add_test(tcase, what_is_no_reading_is_named);
    tcase_add_test(tcase, thousands_of_devices_all_count);
    tcase_add_test(tcase, a_device_is_its_key_on_whatever_place_it_stands);
    tcase_add_test(tcase,
                   several_readings_at_each_moment_that_differ_are_of_several_devices);
    tcase_add_test(tcase, of_two_samples_at_one_moment_the_later_goes_on);
    tcase_add_test(tcase, a_frozen_clock_gives_no_energy);
    tcase_add_test(tcase, a_clock_that_is_corrected_splits_the_trace);
    tcase_add_test(tcase, the_hour_that_summer_time_repeats_counts_twice);
    tcase_add_test(tcase, the_repeated_hour_is_in_the_duration_of_the_trace);
    tcase_add_test(tcase, a_log_that_was_appended_to_itself_counts_once);
    tcase_add_test(tcase,
                   a_newer_log_before_an_older_one_that_reaches_into_it_counts_once);
    tcase_add_test(tcase, an_interval_of_five_medians_is_no_gap_and_a_longer_one_is);
    tcase_add_test(tcase, ten_seconds_are_never_a_gap);
    tcase_add_test(tcase, a_gap_where_none_is_allowed_is_refused_with_its_length);
    tcase_add_test(tcase, gap_policies_have_names);
    tcase_add_test(tcase, the_samples_of_a_log_become_one_run);
}

int main(void)
{
    return test_main("power", add);
}
