#include "support/logs.h"

extern const plume_reader plume_reader_carbontracker;

static test_log got;

static void read_log(const char *text)
{
    test_log_read(&got, &plume_reader_carbontracker, "job.log", text);
}

/* Reads text and compares place and message of the note with this code. */
static void check_note(const char *text, const char *code, uint64_t line,
                       const char *message)
{
    const plume_note *note;

    read_log(text);
    note = test_log_note(&got, code);
    ck_assert_str_eq(note->message, message);
    ck_assert_uint_eq(note->line, line);
    test_log_dispose(&got);
}

#define ACTUAL(time, energy, co2)                                                        \
    "CarbonTracker: \nActual consumption for 1 epoch(s):\n\tTime:\t" time                \
    "\n\tEnergy:\t" energy "\n\tCO2eq:\t" co2 "\n"
#define PREDICTED(time, energy, co2)                                                     \
    "CarbonTracker: \nPredicted consumption for 5 epoch(s):\n\tTime:\t" time             \
    "\n\tEnergy:\t" energy "\n\tCO2eq:\t" co2 "\n"
#define STAMP "2023-07-01 10:00:00 - "
#define BEGIN(components)                                                                \
    STAMP "carbontracker version 1.2.0\n" STAMP                                          \
          "Only predicted and actual consumptions are multiplied by a PUE coefficient "  \
          "of 1.55 (A. Survey).\n" STAMP                                                 \
          "The following components were found: " components "\n"
#define EPOCH(number, duration)                                                          \
    STAMP "Epoch " number ":\n" STAMP "Duration: " duration "\n"
#define POWER(component, watts)                                                          \
    STAMP "Average power usage (W) for " component ": " watts "\n"

/* --- recognition --- */

START_TEST(logs_consoles_and_markdown_are_recognised)
{
    const plume_reader *reader = &plume_reader_carbontracker;

    ck_assert_int_eq(test_confidence(reader, "a.log", BEGIN("GPU with device(s) A.")),
                     95);
    ck_assert_int_eq(test_confidence(reader, "a.txt", ACTUAL("0:00:01", "1 kWh", "1 g")),
                     90);
    ck_assert_int_eq(test_confidence(reader, "a.md",
                                     "# Notes\n```\n" ACTUAL("0:00:01", "1 kWh", "1 g")),
                     90);
    ck_assert_int_eq(test_confidence(reader, "a.log", POWER("gpu", "[None]")), 90);
}
END_TEST

START_TEST(other_texts_are_not)
{
    const plume_reader *reader = &plume_reader_carbontracker;

    ck_assert_int_eq(test_confidence(reader, "a.txt", ""), 0);
    ck_assert_int_eq(test_confidence(reader, "README.md",
                                     "Measured with carbontracker version 1.\n"
                                     "Actual consumption was low.\nEnergy: clean\n"),
                     0);
    ck_assert_int_eq(test_confidence(reader, "a.csv",
                                     "training_file,time,energy(kWh),CO2eq(g)\n"
                                     "a,0:00:01,1.0,2.0\n"),
                     0);
    ck_assert_int_eq(
        test_confidence(reader, "train.log", "2023-07-01 10:00:00 - Epoch 1:\nloss 3\n"),
        0);
}
END_TEST

/* --- figures --- */

START_TEST(energy_loses_its_pue_and_grams_become_kilograms)
{
    read_log(BEGIN("GPU with device(s) T4. CPU with device(s) cpu:0.")
                 STAMP ACTUAL("1:00:00", "0.155 kWh", "31.0 g"));
    ck_assert_uint_eq(got.runs, 1);
    ck_close(got.run[0].energy.total_kwh, 0.1, 1e-12);
    ck_close(got.run[0].energy.logged_kwh, 0.155, 1e-12);
    ck_close(got.run[0].energy.pue_included, 1.55, 0);
    ck_close(got.run[0].logged_co2e_kg, 0.031, 1e-12);
    ck_close(got.run[0].logged_intensity_kg_per_kwh, 0.2, 1e-12);
    test_log_dispose(&got);
}
END_TEST

START_TEST(the_pue_of_a_version_is_assumed_where_the_line_is_missing)
{
    static const struct {
        const char *version;
        double pue;
    } known[] = { { "1.1.4", 1.67 },
                  { "1.1.6", 1.59 },
                  { "1.2.5", 1.55 },
                  { "2.3.1", 1.58 },
                  { "dev", 1.55 } }; /* the last one by its date */

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char text[400];

        snprintf(text, sizeof text, STAMP "carbontracker version %s\n%s",
                 known[i].version, ACTUAL("0:01:00", "1 kWh", "100 g"));
        read_log(text);
        ck_close(got.run[0].energy.pue_included, known[i].pue, 0);
        ck_assert_int_eq(test_log_note(&got, "pue-inside-assumed")->severity,
                         PLUME_ASSUMED);
        test_log_dispose(&got);
    }
}
END_TEST

START_TEST(the_pue_of_a_date_is_assumed_where_there_is_no_version)
{
    static const struct {
        const char *date;
        double pue;
    } known[] = { { "2020-05-20", 1.58 },
                  { "2020-06-01", 1.67 },
                  { "2021-06-01", 1.59 },
                  { "2023-06-01", 1.55 },
                  { "2025-06-01", 1.58 } };

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char text[400];

        snprintf(text, sizeof text, "%s 10:00:00 - %s", known[i].date,
                 ACTUAL("0:01:00", "1 kWh", "100 g"));
        read_log(text);
        ck_close(got.run[0].energy.pue_included, known[i].pue, 0);
        test_log_dispose(&got);
    }
}
END_TEST

START_TEST(a_pue_below_one_is_not_believed)
{
    read_log(STAMP
             "Only predicted and actual consumptions are multiplied by a PUE "
             "coefficient of 0.5 (typo).\n" STAMP ACTUAL("0:01:00", "1 kWh", "1 g"));
    ck_close(got.run[0].energy.pue_included, 1.55, 0);
    test_log_dispose(&got);
}
END_TEST

START_TEST(a_list_that_never_closes_is_unknown_and_ends_at_the_next_message)
{
    read_log(BEGIN("GPU with device(s) T4.") EPOCH("1", "0:01:00.00") POWER(
        "gpu", "[60.0\n 60.0") EPOCH("2", "0:01:00.00") POWER("gpu", "[60.0\n 60.0]"));
    ck_close(got.run[0].energy.gpu_kwh, 0.002, 1e-12);
    ck_close(got.run[0].energy.coverage, 0.5, 1e-12);
    test_log_dispose(&got);
}
END_TEST

START_TEST(an_epoch_number_that_falls_begins_another_session)
{
    read_log(BEGIN("GPU with device(s) T4.") EPOCH("1", "0:01:00.00") EPOCH(
        "2", "0:01:00.00") EPOCH("1", "0:02:00.00") POWER("gpu", "[60.0]"));
    ck_assert_uint_eq(got.runs, 2);
    ck_close(got.run[0].duration_s, 120.0, 0);
    ck_close(got.run[1].duration_s, 120.0, 0);
    test_log_dispose(&got);
}
END_TEST

START_TEST(places_that_were_not_detected_are_unknown)
{
    static const char *const places[] = { "UNDETECTED", "('Copenhagen',)", "None" };

    for (size_t i = 0; i < 3; i++) {
        char text[900];

        snprintf(text, sizeof text,
                 STAMP "CarbonTracker: Average carbon intensity during training was "
                       "294.21 gCO2/kWh at detected location: %s.\n%s",
                 places[i],
                 BEGIN("GPU with device(s) T4.") STAMP ACTUAL("0:01:00", "1 kWh", "1 g"));
        read_log(text);
        ck_assert_uint_eq(got.runs, 1);
        test_log_dispose(&got);
    }
}
END_TEST

/* --- what is said --- */

START_TEST(a_damaged_block_is_rejected_with_its_line_and_reason)
{
    check_note(ACTUAL("0:01:00", "1,5 kWh", "1 g"), "torn-block", 2,
               "the actual consumption cannot be used: its energy is '1,5 kWh'");
    check_note(ACTUAL("0:01:00", "-1 kWh", "1 g"), "torn-block", 2,
               "the actual consumption cannot be used: its energy is '-1 kWh'");
    check_note(ACTUAL("-0:01:00", "1 kWh", "1 g"), "torn-block", 2,
               "the actual consumption cannot be used: its time is '-0:01:00'");
    check_note(ACTUAL("0:01:00", "1 kWh", "1 km"), "torn-block", 2,
               "the actual consumption cannot be used: its CO2eq is '1 km'");
    check_note("Actual consumption:\n", "torn-block", 1,
               "the actual consumption cannot be used: it ends before its time");
    check_note("Actual consumption:\nTime: 0:00:01\n\nloss 0.1\n", "torn-block", 1,
               "the actual consumption cannot be used: it ends before its energy");
    check_note("Actual consumption:\nTime: 0:00:01\nEnergy: 1 kWh\nTime: 0:00:01\n",
               "torn-block", 1,
               "the actual consumption cannot be used: it ends before its CO2eq");
    check_note("Predicted consumption:\nTime: 0:00:01\n", "torn-block", 1,
               "the predicted consumption cannot be used: it ends before its energy");
}
END_TEST

START_TEST(a_prediction_alone_is_rejected_with_its_figures)
{
    check_note(PREDICTED("0:05:00", "0.5 kWh", "nan g"), "prediction-only", 2,
               "a predicted consumption (5 epochs, 0.5 kWh, unknown CO2e, 300 s) without "
               "an actual one is no measurement");
}
END_TEST

START_TEST(a_prediction_is_told_and_kept_apart)
{
    check_note(ACTUAL("0:01:00", "0.1 kWh", "20 g")
                   PREDICTED("0:05:00", "0.5 kWh", "90 g"),
               "prediction-kept-apart", 7,
               "the predicted consumption (5 epochs, 0.5 kWh, 90 g, 300 s) is an "
               "extrapolation and not counted");
    check_note(ACTUAL("0:01:00", "0.1 kWh", "20 g") PREDICTED("0:05:00", "much", "90 g"),
               "torn-prediction", 7,
               "the predicted consumption is left out: its energy is 'much'");
}
END_TEST

START_TEST(a_log_without_an_epoch_is_rejected)
{
    check_note(BEGIN("GPU with device(s) T4."), "no-consumption", 1,
               "the tracker started, but no epoch was measured");
}
END_TEST

START_TEST(zero_is_told_as_below_resolution)
{
    check_note(ACTUAL("0:01:00", "0.000000 kWh", "0.000000 g"), "below-resolution", 2,
               "the energy is printed as 0: nothing was measured, or less than the log's "
               "decimals show; it is unknown, not zero");
    check_note(
        ACTUAL("0:01:00", "nan kWh", "nan g"), "below-resolution", 2,
        "the energy is printed as nan: nothing was measured, or less than the log's "
        "decimals show; it is unknown, not zero");
}
END_TEST

START_TEST(an_assumed_pue_and_an_unknown_boundary_are_told_once)
{
    const char *twice =
        ACTUAL("0:01:00", "1 kWh", "1 g") ACTUAL("0:02:00", "2 kWh", "1 g");

    check_note(
        twice, "pue-inside-assumed", 2,
        "carbontracker's energies hold a PUE of 1.55 to 1.67 that this log does not "
        "name: 1.58 is divided out, that of its newest version");
    check_note(twice, "scope-unknown", 2,
               "the log does not say which components its energy covers");
    read_log(twice);
    ck_assert_uint_eq(plume_notes_tally(got.notes, "pue-inside-assumed"), 1);
    ck_assert_uint_eq(plume_notes_tally(got.notes, "scope-unknown"), 1);
    test_log_dispose(&got);
    check_note(
        STAMP "carbontracker version 1.1.3\n" ACTUAL("0:01:00", "1 kWh", "1 g"),
        "pue-inside-assumed", 3,
        "carbontracker's energies hold a PUE of 1.55 to 1.67 that this log does not "
        "name: 1.67 is divided out, that of its version");
    check_note(
        STAMP ACTUAL("0:01:00", "1 kWh", "1 g"), "pue-inside-assumed", 2,
        "carbontracker's energies hold a PUE of 1.55 to 1.67 that this log does not "
        "name: 1.55 is divided out, that of its version at the time");
}
END_TEST

START_TEST(what_the_energy_covers_is_told)
{
    check_note(BEGIN("GPU with device(s) T4.") STAMP ACTUAL("0:01:00", "1 kWh", "1 g"),
               "device-scope", 5,
               "only the GPU was measured: the energy is that of the accelerators alone");
    check_note(BEGIN("GPU with device(s) T4. CPU with device(s) cpu:0.")
                   EPOCH("1", "0:01:00.00") POWER("gpu", "None") POWER("cpu", "[36.0]"),
               "gpu-unmeasured", 1,
               "a GPU was found but not measured: the energy lacks it");
    check_note(BEGIN("GPU with device(s) T4.") EPOCH("1", "0:01:00.00")
                   POWER("gpu", "[None]"),
               "power-unknown", 1,
               "no epoch has a mean power for the GPU: the energy is unknown");
    check_note(BEGIN("CPU with device(s) cpu:0.") EPOCH("1", "0:01:00.00"),
               "power-unknown", 1,
               "no epoch has a mean power for any component: the energy is unknown");
}
END_TEST

START_TEST(what_power_lines_lack_is_told)
{
    check_note(BEGIN("GPU with device(s) T4.") EPOCH("1", "0:01:00.00")
                   POWER("gpu", "[36.0]") EPOCH("2", "0:01:00.00") POWER("gpu", "None"),
               "low-coverage", 1,
               "mean powers cover 50 % of the epochs' time: the rest was too short to be "
               "sampled");
    check_note(BEGIN("GPU with device(s) T4.") EPOCH("1", "a minute")
                   POWER("gpu", "[36.0]"),
               "unread-duration", 5,
               "the duration of an epoch is 'a minute': its energy is unknown");
    check_note(BEGIN("GPU with device(s) T4.") EPOCH("1", "-0:01:00.00"),
               "unread-duration", 5,
               "the duration of an epoch is '-0:01:00.00': its energy is unknown");
}
END_TEST

START_TEST(power_lines_that_contradict_the_block_are_told)
{
    check_note(BEGIN("GPU with device(s) T4.") EPOCH("1", "0:01:00.00")
                   POWER("gpu", "[36.0]") STAMP ACTUAL("0:01:00", "0.0062 kWh", "1 g"),
               "components-disagree", 8,
               "the power lines make 0.0006000 kWh, the actual consumption without its "
               "PUE is 0.004000 kWh: the latter is used, without a split");
    check_note(
        BEGIN("GPU with device(s) T4.") EPOCH("1", "0:10:00.00") POWER("gpu", "[36.0]")
            STAMP ACTUAL("0:01:00", "0.0062 kWh", "1 g"),
        "actual-covers-less", 8,
        "the actual consumption covers 60 s, the epochs of the standard log 600 s: "
        "the latter's power lines are used");
}
END_TEST

START_TEST(the_trackers_own_troubles_are_told)
{
    check_note(BEGIN("GPU with device(s) T4.") STAMP
               "Live carbon intensity could not be fetched at detected "
               "location: Oslo, Oslo, NO. Defaulted to average carbon intensity "
               "for world in 2019 of 475.00 gCO2/kWh.\n" STAMP ACTUAL("0:01:00", "1 kWh",
                                                                      "475 g"),
               "default-intensity", 6,
               "the tracker could not fetch a carbon intensity and used its default");
    check_note(ACTUAL("0:01:00", "1 kWh",
                      "1 g") "CarbonTracker: Traceback (most recent call last):\n",
               "tracker-error", 2,
               "the tracker logged an error of its own: it may have stopped measuring");
}
END_TEST

/* --- two files --- */

static plume_status keep(void *state, const plume_run *run, plume_error *error)
{
    plume_run *kept = state;

    (void)error;
    ck_assert_str_eq(run->note,
                     "actual consumption (7_carbontracker_output.log, line 2)");
    *kept = *run;
    return PLUME_OK;
}

/* Either file may be named: the other is found beside it. */
START_TEST(each_file_of_a_pair_finds_the_other)
{
    static const char standard[] = BEGIN("GPU with device(s) T4. CPU with device(s) c.");
    static const char output[] = STAMP ACTUAL("0:01:00", "1.55 kWh", "1 g");
    char *folder = test_folder();
    char *path = test_file(folder, "7_carbontracker.log", standard, strlen(standard));
    char *other = test_file(folder, "7_carbontracker_output.log", output, strlen(output));
    plume_run run;
    plume_intake *intake;
    plume_error error = { 0 };

    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    ck_ok(plume_intake_add(intake, path, NULL, &error), error);
    ck_ok(plume_intake_read(intake, (plume_run_sink){ keep, &run }, &error), error);
    ck_close(run.energy.total_kwh, 1.0, 1e-12);
    ck_assert_uint_eq(plume_intake_count(intake), 2);
    ck_assert_int_eq(plume_intake_at(intake, 1)->verdict, PLUME_INPUT_COMPANION);
    plume_intake_free(intake);
    remove(path);
    remove(other);
    remove(folder);
    free(path);
    free(other);
    free(folder);
}
END_TEST

START_TEST(a_damaged_block_of_the_other_file_is_told_with_its_place)
{
    static const char standard[] = BEGIN("GPU with device(s) T4.");
    static const char output[] = STAMP ACTUAL("0:01:00", "1.55 MJ?", "1 g");
    char *folder = test_folder();
    char *path = test_file(folder, "7_carbontracker.log", standard, strlen(standard));
    char *other = test_file(folder, "7_carbontracker_output.log", output, strlen(output));
    plume_intake *intake;
    plume_error error = { 0 };

    memset(&got, 0, sizeof got);
    ck_ok(plume_notes_new(&got.notes, &error), error);
    ck_ok(plume_intake_new(&intake, got.notes, &error), error);
    plume_intake_keep_going(intake, true);
    ck_ok(plume_intake_add(intake, folder, NULL, &error), error);
    ck_ok(plume_intake_read(intake, (plume_run_sink){ keep, NULL }, &error), error);
    ck_assert_uint_eq(plume_intake_records(intake).rejected, 1);
    ck_assert_str_eq(test_log_note(&got, "torn-block")->message,
                     "the actual consumption (7_carbontracker_output.log, line 2) cannot "
                     "be used: its energy is '1.55 MJ?'");
    plume_intake_free(intake);
    plume_notes_free(got.notes);
    remove(path);
    remove(other);
    remove(folder);
    free(path);
    free(other);
    free(folder);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, logs_consoles_and_markdown_are_recognised);
    tcase_add_test(tcase, other_texts_are_not);
    tcase_add_test(tcase, energy_loses_its_pue_and_grams_become_kilograms);
    tcase_add_test(tcase, the_pue_of_a_version_is_assumed_where_the_line_is_missing);
    tcase_add_test(tcase, the_pue_of_a_date_is_assumed_where_there_is_no_version);
    tcase_add_test(tcase, a_pue_below_one_is_not_believed);
    tcase_add_test(tcase,
                   a_list_that_never_closes_is_unknown_and_ends_at_the_next_message);
    tcase_add_test(tcase, an_epoch_number_that_falls_begins_another_session);
    tcase_add_test(tcase, places_that_were_not_detected_are_unknown);
    tcase_add_test(tcase, a_damaged_block_is_rejected_with_its_line_and_reason);
    tcase_add_test(tcase, a_prediction_alone_is_rejected_with_its_figures);
    tcase_add_test(tcase, a_prediction_is_told_and_kept_apart);
    tcase_add_test(tcase, a_log_without_an_epoch_is_rejected);
    tcase_add_test(tcase, zero_is_told_as_below_resolution);
    tcase_add_test(tcase, an_assumed_pue_and_an_unknown_boundary_are_told_once);
    tcase_add_test(tcase, what_the_energy_covers_is_told);
    tcase_add_test(tcase, what_power_lines_lack_is_told);
    tcase_add_test(tcase, power_lines_that_contradict_the_block_are_told);
    tcase_add_test(tcase, the_trackers_own_troubles_are_told);
    tcase_add_test(tcase, each_file_of_a_pair_finds_the_other);
    tcase_add_test(tcase, a_damaged_block_of_the_other_file_is_told_with_its_place);
}

int main(void)
{
    return test_main("carbontracker", add);
}
