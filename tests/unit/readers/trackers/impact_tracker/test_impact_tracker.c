#include "support/logs.h"

extern const plume_reader plume_reader_impact_tracker;

/* 2021-07-04T10:00:00Z. */
#define FIRST_S 1625392800
#define DRAWS(cpu, gpu)                                                                  \
    ",\"rapl_estimated_attributable_power_draw\":" cpu                                   \
    ",\"nvidia_estimated_attributable_power_draw\":" gpu
#define SAMPLE(seconds, more) "{\"timestamp\":16253928" seconds more "}\n"

static test_log got;

static void read_samples(const char *text)
{
    test_log_read(&got, &plume_reader_impact_tracker, "data.json", text);
}

static void check_note(const char *text, const char *code, uint64_t line,
                       const char *message)
{
    const plume_note *note;

    read_samples(text);
    note = test_log_note(&got, code);
    ck_assert_str_eq(note->message, message);
    ck_assert_uint_eq(note->line, line);
    test_log_dispose(&got);
}

/* --- a folder with a pickle --- */

static void add_key(plume_text *pickle, const char *key)
{
    char head[5] = { 'X', (char)strlen(key), 0, 0, 0 };

    plume_text_add_n(pickle, head, 5);
    plume_text_add(pickle, key);
}

/* A clock time of 4 July 2021. */
static void add_clock(plume_text *pickle, const char *key, int hour, int minute,
                      int second)
{
    const char state[] = { 'C',        10,           0x07,         (char)0xe5, 7, 4,
                           (char)hour, (char)minute, (char)second, 0,          0, 0 };

    add_key(pickle, key);
    plume_text_add(pickle, "cdatetime\ndatetime\n");
    plume_text_add_n(pickle, state, sizeof state);
    plume_text_add_n(pickle, "\x85R", 2);
}

typedef struct clocks {
    int start[3], end[3]; /* hour -1: not in the pickle */
} clocks;

static void print_pickle(plume_text *pickle, const clocks *at)
{
    plume_text_add_n(pickle, "\x80\x03}(", 4);
    if (at->start[0] >= 0)
        add_clock(pickle, "experiment_start", at->start[0], at->start[1], at->start[2]);
    if (at->end[0] >= 0)
        add_clock(pickle, "experiment_end", at->end[0], at->end[1], at->end[2]);
    plume_text_add_n(pickle, "u.", 2);
}

static plume_status take(void *state, const plume_run *run, plume_error *error)
{
    (void)error;
    *(plume_run *)state = *run;
    return PLUME_OK;
}

/* Reads data.json with bytes as the info.pkl beside it; fills got.notes and got.run[0].
 */
static void read_folder(const char *text, const char *pickle, size_t length,
                        const char *zone_name)
{
    char *folder = test_folder();
    char *data = test_file(folder, "data.json", text, strlen(text));
    char *info = test_file(folder, "info.pkl", pickle, length);
    plume_input_options options;
    plume_zone *zone = NULL;
    plume_intake *intake;
    plume_error error = { 0 };

    memset(&got, 0, sizeof got);
    plume_input_options_init(&options);
    if (zone_name != NULL)
        ck_ok(plume_zone_load(&zone, zone_name, &error), error);
    options.zone = zone;
    ck_ok(plume_notes_new(&got.notes, &error), error);
    ck_ok(plume_intake_new(&intake, got.notes, &error), error);
    ck_ok(plume_intake_add(intake, folder, &options, &error), error);
    ck_ok(plume_intake_read(intake, (plume_run_sink){ take, got.run }, &error), error);
    got.records = plume_intake_records(intake);
    ck_assert_uint_eq(got.records.used, 1);
    plume_intake_free(intake);
    plume_zone_free(zone);
    remove(data);
    remove(info);
    remove(folder);
    free(data);
    free(info);
    free(folder);
}

/* Two samples, at 10:00:00 and 10:00:10 UTC. */
#define TWO SAMPLE("00", DRAWS("36", "72")) SAMPLE("10", DRAWS("36", "72"))

static void read_clocks(const clocks *at, const char *zone_name)
{
    plume_text pickle;

    plume_text_init(&pickle);
    print_pickle(&pickle, at);
    read_folder(TWO, pickle.data, pickle.length, zone_name);
    plume_text_dispose(&pickle);
}

static void check_said(const char *code, const char *message)
{
    ck_assert_str_eq(test_log_note(&got, code)->message, message);
}

/* --- recognition --- */

START_TEST(samples_are_recognised_by_their_keys)
{
    const plume_reader *reader = &plume_reader_impact_tracker;

    ck_assert_int_eq(test_confidence(reader, "data.json", TWO), 95);
    ck_assert_int_eq(test_confidence(reader, "x",
                                     "{\"timestamp\":1,\"cpu_time_seconds\":{},"
                                     "\"relative_mem_usage\":0.5}\n"),
                     85);
    ck_assert_int_eq(test_confidence(reader, "data.json", "{\"timestamp\":1}\n"), 0);
    ck_assert_int_eq(test_confidence(reader, "data.json", ""), 0);
    ck_assert_int_eq(
        test_confidence(
            reader, "code.py",
            "x = \"timestamp\", \"rapl_estimated_attributable_power_draw\"\n"),
        0);
}
END_TEST

/* --- integration --- */

START_TEST(an_interval_is_spent_at_the_draw_of_the_sample_that_ends_it)
{
    read_samples(SAMPLE("00", DRAWS("1000", "0")) SAMPLE("10", DRAWS("36", "72"))
                     SAMPLE("30", DRAWS("18", "36")));
    ck_close(got.run[0].energy.cpu_kwh, (360 + 360) / 3.6e6, 1e-12);
    ck_close(got.run[0].energy.gpu_kwh, (720 + 720) / 3.6e6, 1e-12);
    ck_close(got.run[0].energy.total_kwh, 2160 / 3.6e6, 1e-12);
    ck_close(got.run[0].energy.logged_kwh, 1.58 * 2160 / 3.6e6, 1e-12);
    ck_close(got.run[0].duration_s, 30.0, 1e-12);
    ck_assert(isnan(got.run[0].energy.coverage));
    ck_assert_int_eq(got.run[0].energy.scope, PLUME_SCOPE_IT);
    test_log_dispose(&got);
}
END_TEST

START_TEST(intensity_is_carried_forward_and_then_back)
{
#define AT(g) ",\"realtime_carbon_intensity\":" g
    read_samples(SAMPLE("00", DRAWS("36", "0"))
                     SAMPLE("10", DRAWS("36", "0") AT("\"n/a\""))
                         SAMPLE("20", DRAWS("36", "0") AT("500"))
                             SAMPLE("30", DRAWS("36", "0") AT("null"))
                                 SAMPLE("40", DRAWS("36", "0") AT("\"100\""))
                                     SAMPLE("50", DRAWS("36", "0") AT("-3")));
    /* 10 s each: two at 0.5 (carried back), one at 0.5 (forward), two at 0.1. */
    ck_close(got.run[0].logged_co2e_kg, 1.58 * 1e-4 * (0.5 * 3 + 0.1 * 2), 1e-12);
    test_log_dispose(&got);
}
END_TEST

START_TEST(hardware_that_is_absent_is_unknown)
{
    read_samples(SAMPLE("00", ",\"nvidia_estimated_attributable_power_draw\":36")
                     SAMPLE("10", ",\"nvidia_estimated_attributable_power_draw\":36"));
    ck_assert(isnan(got.run[0].energy.cpu_kwh));
    ck_close(got.run[0].energy.total_kwh, 1e-4, 1e-12);
    ck_assert_int_eq(got.run[0].energy.scope, PLUME_SCOPE_DEVICE);
    ck_assert_str_eq(test_log_note(&got, "device-scope")->message,
                     "no sample has a processor draw: the energy is that of the "
                     "accelerators alone");
    test_log_dispose(&got);
}
END_TEST

/* --- what is said of samples --- */

START_TEST(a_torn_line_is_rejected_with_its_line_and_column)
{
    const plume_note *note;

    read_samples(TWO "{\"timestamp\":1625392820,\"rapl");
    note = test_log_note(&got, "torn-line");
    ck_assert_uint_eq(note->line, 3);
    ck_assert_ptr_nonnull(strstr(note->message, "the line is no whole JSON object: "));
    ck_assert_ptr_nonnull(strstr(note->message, "column "));
    ck_assert_uint_eq(got.records.read, 2);
    ck_assert_uint_eq(got.records.rejected, 1);
    test_log_dispose(&got);
}
END_TEST

START_TEST(lines_that_are_no_samples_are_rejected)
{
    check_note(TWO "[1,2]\n", "not-a-sample", 3, "the line is JSON, but no object");
    check_note(TWO "{\"timestamp\":\"noon\"}\n", "no-timestamp", 3,
               "the sample has no timestamp in seconds since 1970");
    check_note(TWO "{\"timestamp\":-5}\n", "no-timestamp", 3,
               "the sample has no timestamp in seconds since 1970");
    check_note(TWO "{\"timestamp\":1e300}\n", "no-timestamp", 3,
               "the sample has no timestamp in seconds since 1970");
    check_note(TWO SAMPLE("05", DRAWS("1", "1")), "time-goes-back", 3,
               "the sample is older than the one before it");
}
END_TEST

START_TEST(a_file_of_torn_lines_has_no_run)
{
    read_samples("{\n{\n\n");
    ck_assert_uint_eq(got.runs, 0);
    ck_assert_uint_eq(got.records.rejected, 2);
    test_log_dispose(&got);
}
END_TEST

START_TEST(an_impossible_draw_is_unknown)
{
    check_note(TWO SAMPLE("20", DRAWS("-1", "1")), "impossible-power", 3,
               "rapl_estimated_attributable_power_draw is negative: the draw of this "
               "sample is unknown");
    check_note(
        TWO SAMPLE("20", DRAWS("1", "1e300")), "impossible-power", 3,
        "nvidia_estimated_attributable_power_draw is above a gigawatt: the draw of "
        "this sample is unknown");
}
END_TEST

START_TEST(silences_are_told)
{
    check_note("{\"timestamp\":1625392700" DRAWS("36", "72") "}\n" TWO, "gaps", 0,
               "silences of more than 60 s (1, 100 s together) are bridged with the draw "
               "of the sample that ends them");
}
END_TEST

START_TEST(samples_without_any_draw_make_a_run_of_unknown_energy)
{
    check_note(SAMPLE("00", "") SAMPLE("10", ""), "no-power", 0,
               "no sample has a power draw: the energy is unknown");
    read_samples(SAMPLE("00", "") SAMPLE("10", ""));
    ck_assert_uint_eq(got.runs, 1);
    ck_assert(isnan(got.run[0].energy.total_kwh));
    ck_assert(isnan(got.run[0].energy.logged_kwh));
    ck_assert(isnan(got.run[0].logged_co2e_kg));
    ck_assert_int_eq(got.run[0].energy.scope, PLUME_SCOPE_UNKNOWN);
    test_log_dispose(&got);
}
END_TEST

START_TEST(one_sample_alone_makes_no_energy)
{
    check_note(SAMPLE("00", DRAWS("36", "72")), "single-sample", 0,
               "one sample and no known start or end make no energy");
    read_samples(SAMPLE("00", DRAWS("36", "72")));
    ck_assert(isnan(got.run[0].energy.total_kwh));
    test_log_dispose(&got);
}
END_TEST

START_TEST(a_missing_intensity_is_told_and_unknown)
{
    check_note(TWO, "no-intensity", 0,
               "no sample and no region average gives a carbon intensity");
    read_samples(TWO);
    ck_assert(isnan(got.run[0].logged_co2e_kg));
    test_log_dispose(&got);
}
END_TEST

/* --- what is said of the pickle --- */

START_TEST(without_a_pickle_the_ends_are_not_counted)
{
    check_note(TWO, "no-info-pkl", 0,
               "there is no info.pkl beside the samples: the time before the first and "
               "after the last sample is not counted");
}
END_TEST

START_TEST(a_pickle_that_cannot_be_read_is_told_and_left)
{
    read_folder(TWO, "I1\n.", 4, NULL);
    check_said(
        "unread-info-pkl",
        "info.pkl is not used (the pickle cannot be read: an opcode that Plume does "
        "not read (opcode 0x49 at byte 0)): the time before the first and after the "
        "last sample is not counted");
    ck_close(got.run[0].duration_s, 10.0, 1e-12);
    plume_notes_free(got.notes);
}
END_TEST

START_TEST(the_zone_of_the_clock_follows_from_the_first_sample)
{
    static const struct {
        int hour, minute;
        const char *offset;
    } zones[] = { { 9, 59, "+00:00" },
                  { 2, 59, "-07:00" },
                  { 15, 29, "+05:30" },
                  { 15, 44, "+05:45" },
                  { 23, 59, "+14:00" } };

    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        clocks at = { { zones[i].hour, zones[i].minute, 50 }, { -1, 0, 0 } };
        char message[200];

        read_clocks(&at, NULL);
        snprintf(
            message, sizeof message,
            "info.pkl gives local times without a zone: read at UTC%s, which puts the "
            "first sample right after the start",
            zones[i].offset);
        check_said("zone-inferred", message);
        ck_assert_double_eq(got.run[0].start_s, FIRST_S - 10.0);
        plume_notes_free(got.notes);
    }
}
END_TEST

START_TEST(the_last_draw_is_repeated_up_to_the_end)
{
    const clocks at = { { 11, 59, 50 }, { 12, 0, 40 } };

    read_clocks(&at, NULL);
    ck_close(got.run[0].duration_s, 50.0, 1e-12);
    ck_close(got.run[0].energy.total_kwh, 50 * 108 / 3.6e6, 1e-12);
    ck_close(got.run[0].energy.coverage, 0.2, 1e-12);
    check_said("low-coverage", "samples cover 20 % of the run: the rest repeats their "
                               "draws, as the tracker does");
    plume_notes_free(got.notes);
}
END_TEST

START_TEST(a_start_that_no_zone_explains_is_left)
{
    const clocks at = { { 11, 50, 0 }, { 12, 0, 40 } };

    read_clocks(&at, NULL);
    check_said("zone-impossible",
               "no zone puts the first sample 0 to 60 s after the start in info.pkl: the "
               "run is read from its first to its last sample");
    ck_close(got.run[0].duration_s, 10.0, 1e-12);
    plume_notes_free(got.notes);
}
END_TEST

START_TEST(the_users_zone_explains_a_slow_start)
{
    const clocks at = { { 11, 50, 0 }, { 12, 0, 40 } };

    read_clocks(&at, "Europe/Berlin");
    ck_close(got.run[0].duration_s, 640.0, 1e-12);
    ck_assert_uint_eq(plume_notes_tally(got.notes, "zone-inferred"), 0);
    plume_notes_free(got.notes);
}
END_TEST

START_TEST(samples_contradict_a_wrong_zone)
{
    const clocks at = { { 11, 59, 50 }, { 12, 0, 40 } };

    read_clocks(&at, "Asia/Tokyo");
    check_said("zone-contradicted",
               "the samples contradict the time zone Asia/Tokyo: the "
               "clock of info.pkl was at UTC+02:00");
    ck_close(got.run[0].duration_s, 50.0, 1e-12);
    plume_notes_free(got.notes);
}
END_TEST

/* The clock went back by an hour between the samples and the end. */
START_TEST(a_clock_that_went_back_is_followed)
{
    const clocks at = { { 11, 59, 50 }, { 11, 0, 40 } };

    read_clocks(&at, NULL);
    ck_close(got.run[0].duration_s, 50.0, 1e-12);
    plume_notes_free(got.notes);
}
END_TEST

START_TEST(an_end_before_the_last_sample_is_left)
{
    const clocks at = { { 11, 59, 50 }, { 9, 0, 0 } };

    read_clocks(&at, NULL);
    check_said(
        "end-before-last-sample",
        "the end in info.pkl lies before the last sample: the run is read up to its "
        "last sample");
    ck_close(got.run[0].duration_s, 20.0, 1e-12);
    plume_notes_free(got.notes);
}
END_TEST

START_TEST(a_missing_start_or_end_is_told)
{
    const clocks no_end = { { 11, 59, 50 }, { -1, 0, 0 } };
    const clocks no_start = { { -1, 0, 0 }, { 12, 0, 40 } };

    read_clocks(&no_end, NULL);
    check_said("no-end", "info.pkl has no experiment_end, so the tracker was killed or "
                         "still runs: the run is read up to its last sample");
    ck_close(got.run[0].duration_s, 20.0, 1e-12);
    plume_notes_free(got.notes);
    read_clocks(&no_start, NULL);
    check_said("no-start", "info.pkl has no experiment_start: the run is read from its "
                           "first sample on");
    ck_close(got.run[0].duration_s, 10.0, 1e-12);
    plume_notes_free(got.notes);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, samples_are_recognised_by_their_keys);
    tcase_add_test(tcase, an_interval_is_spent_at_the_draw_of_the_sample_that_ends_it);
    tcase_add_test(tcase, intensity_is_carried_forward_and_then_back);
    tcase_add_test(tcase, hardware_that_is_absent_is_unknown);
    tcase_add_test(tcase, a_torn_line_is_rejected_with_its_line_and_column);
    tcase_add_test(tcase, lines_that_are_no_samples_are_rejected);
    tcase_add_test(tcase, a_file_of_torn_lines_has_no_run);
    tcase_add_test(tcase, an_impossible_draw_is_unknown);
    tcase_add_test(tcase, silences_are_told);
    tcase_add_test(tcase, samples_without_any_draw_make_a_run_of_unknown_energy);
    tcase_add_test(tcase, one_sample_alone_makes_no_energy);
    tcase_add_test(tcase, a_missing_intensity_is_told_and_unknown);
    tcase_add_test(tcase, without_a_pickle_the_ends_are_not_counted);
    tcase_add_test(tcase, a_pickle_that_cannot_be_read_is_told_and_left);
    tcase_add_test(tcase, the_zone_of_the_clock_follows_from_the_first_sample);
    tcase_add_test(tcase, the_last_draw_is_repeated_up_to_the_end);
    tcase_add_test(tcase, a_start_that_no_zone_explains_is_left);
    tcase_add_test(tcase, the_users_zone_explains_a_slow_start);
    tcase_add_test(tcase, samples_contradict_a_wrong_zone);
    tcase_add_test(tcase, a_clock_that_went_back_is_followed);
    tcase_add_test(tcase, an_end_before_the_last_sample_is_left);
    tcase_add_test(tcase, a_missing_start_or_end_is_told);
}

int main(void)
{
    return test_main("impact tracker", add);
}
