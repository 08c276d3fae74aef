/* Every log of carbontracker and of experiment-impact-tracker by third parties gives the
 * totals that were computed apart from Plume; each folder's SOURCES.md has the figures
 * that are typed here. */
#include "support/totals.h"

#include <unistd.h>

typedef struct expected {
    const char *path; /* below the samples */
    uint64_t runs;
    double logged_kwh, co2e_kg, hours,
        energy_kwh; /* 0: no run has one; NAN: not printed */
} expected;

/* carbontracker prints six decimals, so its sums are exact; its IT energy is the printed
 * one without the PUE that the standard log names, or 1.58 where there is none. */
static const expected logs[] = {
    { "carbontracker/carbon-cost-kaggle_console.md", 14, 29.091139, 1.261833753,
      108.584444, 29.091139 / 1.58 },
    { "carbontracker/readme_console.txt", 1, 3.8e-05, 3.13e-06, 10 / 3600.0,
      3.8e-05 / 1.58 },
    { "carbontracker/issue33_2020-08-24T192604Z_carbontracker.log", 1, 0, 0, 5.0 / 3600.0,
      0 },
    { "carbontracker/issue33_2020-08-24T192604Z_carbontracker_output.log", 1, 0, 0,
      5.0 / 3600.0, 0 },
    { "carbontracker/rtx3060_2022-11-14T154243Z_carbontracker.log", 1, 0.003504,
      0.000357451, 53.25 / 3600.0, 0.003504 / 1.59 },
    { "carbontracker/rtx3060_2022-11-14T154243Z_carbontracker_output.log", 1, 0.003504,
      0.000357451, 53.25 / 3600.0, 0.003504 / 1.59 },
    { "carbontracker", 17, 29.091139 + 3.8e-05 + 0.003504,
      1.261833753 + 3.13e-06 + 0.000357451, 108.584444 + (10 + 5 + 53.25) / 3600.0,
      (29.091139 + 3.8e-05) / 1.58 + 0.003504 / 1.59 },
    { "impact-tracker/Pong_seed_3", 1, 0.05616808381, 0.01114837766, 0.3210142961,
      0.03554942013 },
    { "impact-tracker/Breakout_seed_0", 1, 0.03487962813, 0.0122708372, 0.2328008411,
      0.02207571401 },
    { "impact-tracker", 2, 0.05616808381 + 0.03487962813, 0.01114837766 + 0.0122708372,
      0.3210142961 + 0.2328008411, 0.03554942013 + 0.02207571401 },
};

START_TEST(a_log_gives_its_independent_totals)
{
    const expected *wanted = &logs[_i];
    char *path = test_samples(wanted->path);
    test_totals got;

    if (path == NULL)
        return;
    test_read_totals(&got, path);
    free(path);
    ck_assert_uint_eq(got.runs, wanted->runs);
    ck_assert_uint_eq(got.records.read, wanted->runs);
    ck_assert_uint_eq(got.records.rejected, 0);
    ck_assert(plume_records_balance(&got.records));
    ck_close(got.logged_kwh, wanted->logged_kwh, 1e-8);
    ck_close(got.co2e_kg, wanted->co2e_kg, 1e-8);
    ck_close(got.hours, wanted->hours, 1e-8);
    ck_close(got.energy_kwh, wanted->energy_kwh, 1e-8);
}
END_TEST

/* data.json without the pickle beside it: from the first to the last sample. */
typedef struct alone {
    const char *path;
    double hours, energy_kwh, logged_kwh, co2e_kg;
} alone;

static const alone samples[] = {
    { "impact-tracker/Pong_seed_3/impacttracker/data.json", 0.1024043472, 0.01019427177,
      0.01610694940, 0.003196946427 },
    { "impact-tracker/Breakout_seed_0/impacttracker/data.json", 0.2278672830,
      0.02180138689, 0.03444619129, 0.01211901790 },
};

START_TEST(samples_alone_give_their_independent_totals)
{
    const alone *wanted = &samples[_i];
    char *path = test_samples(wanted->path), *folder, *copy, *bytes;
    test_totals got;
    size_t length;

    if (path == NULL)
        return;
    folder = test_folder();
    bytes = test_slurp(path, &length);
    copy = test_file(folder, "data.json", bytes, length);
    test_read_totals(&got, copy);
    ck_assert_uint_eq(got.runs, 1);
    ck_close(got.hours, wanted->hours, 1e-8);
    ck_close(got.energy_kwh, wanted->energy_kwh, 1e-8);
    ck_close(got.logged_kwh, wanted->logged_kwh, 1e-8);
    ck_close(got.co2e_kg, wanted->co2e_kg, 1e-8);
    ck_assert_int_eq(unlink(copy), 0);
    ck_assert_int_eq(rmdir(folder), 0);
    free(bytes);
    free(copy);
    free(folder);
    free(path);
}
END_TEST

/* The predictions of a paper's authors, kept by hand: no log of the tracker. */
START_TEST(tables_made_by_hand_are_no_log)
{
    static const char *const names[] = {
        "carbontracker/carbon-cost-kaggle_pretrain_1epoch.csv",
        "carbontracker/carbon-cost-kaggle_pretrain_full.csv",
    };
    char *path = test_samples(names[_i]);
    plume_intake *intake;
    plume_error error = { 0 };

    if (path == NULL)
        return;
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    plume_intake_allow_nothing(intake);
    ck_ok(plume_intake_add(intake, path, NULL, &error), error);
    ck_ok(plume_intake_survey(intake, &error), error);
    ck_assert_str_eq(plume_intake_at(intake, 0)->reader, "");
    plume_intake_free(intake);
    free(path);
}
END_TEST

static plume_status add_prediction(void *state, const plume_run *run, plume_error *error)
{
    double *sums = state;

    (void)error;
    sums[0] += run->predicted.energy_kwh;
    sums[1] += run->predicted.co2e_kg;
    sums[2] += run->predicted.duration_s / 3600.0;
    return PLUME_OK;
}

START_TEST(predictions_are_kept_apart)
{
    char *path = test_samples("carbontracker/carbon-cost-kaggle_console.md");
    double sums[3] = { 0.0, 0.0, 0.0 };
    plume_run_sink sink = { add_prediction, sums };
    plume_intake *intake;
    plume_error error = { 0 };

    if (path == NULL)
        return;
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    ck_ok(plume_intake_add(intake, path, NULL, &error), error);
    ck_ok(plume_intake_read(intake, sink, &error), error);
    plume_intake_free(intake);
    free(path);
    ck_close(sums[0], 145.455698, 1e-8);
    ck_close(sums[1], 5.752776026, 1e-8);
    ck_close(sums[2], 542.923333, 1e-8);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_log_gives_its_independent_totals, 0,
                        (int)(sizeof logs / sizeof *logs));
    tcase_add_loop_test(tcase, samples_alone_give_their_independent_totals, 0, 2);
    tcase_add_loop_test(tcase, tables_made_by_hand_are_no_log, 0, 2);
    tcase_add_test(tcase, predictions_are_kept_apart);
}

int main(void)
{
    return test_main("third-party trackers", add);
}
