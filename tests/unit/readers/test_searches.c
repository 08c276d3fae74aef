/* What the readers of searches and small trackers tell beside their runs. */
#include "support/support.h"

#include "core/input/crc32c.h"
#include "logs/read_log.h"
#include "logs/path.h"
#include "readers/registry.h"

static plume_notes *notes_of(const char *name, const char *file, const char *text,
                             size_t length, plume_status wanted, plume_error *error)
{
    plume_notes *notes;
    const plume_reader *reader = plume_readers_find(name);
    plume_status status;

    ck_assert_ptr_nonnull(reader);
    memset(error, 0, sizeof *error);
    ck_ok(plume_notes_new(&notes, error), *error);
    status = plume_log_read_bytes(reader, (plume_log_bytes){ file, text, length },
                                  (plume_run_sink){ NULL, NULL }, notes, NULL, error);
    ck_assert_msg(status == wanted, "%s: %s", name, error->message);
    return notes;
}

static const struct {
    const char *reader, *file, *text, *code, *message;
} told[] = {
    { "smac", "runhistory.json",
      "{\"data\": [[[1, null, 1], [1.0, 0.5, {\"__enum__\": \"StatusType.SUCCESS\"}, "
      "{}]]]}",
      "times-of-look-ups",
      "1 of 1 runs took less than a second (0.500 s in all): times of look-ups in a "
      "benchmark's table are no times of training" },
    { "smac", "runhistory.json", "{\"data\": [[1]]}", "no-record",
      "this is no record of a run as SMAC writes it" },
    { "smac", "runhistory.json", "{\"data\": [[1, null, 1, 0, 1, 0, 0, 1, 0, {}]]}",
      "still-running", "1 runs had not ended: their time is not known" },
    { "smac", "runhistory.json", "{\"data\": [[1, null, 1, 0, 1, 9, 77, 1, 0, {}]]}",
      "unknown-state", "1 runs have a status that SMAC is not known to have" },
    { "keras_tuner", "trial.json", "{\"trial_id\": \"0\", \"status\": \"COMPLETED\"}",
      "no-time",
      "Keras Tuner writes no times: the hours of this trial, and so its energy, are not "
      "known; give them in a table with run_id and hours" },
    { "keras_tuner", "trial.json", "{\"trial_id\": \"0\", \"status\": \"GONE\"}",
      "unknown-state", "Keras Tuner is not known to have a status 'GONE'" },
    { "nasbench", "records.jsonl", "{\"module_hash\": \"a\", \"training_time\": 7200}\n",
      "simulated",
      "1 runs are records of a benchmark: their 2.000 hours were spent when it was made, "
      "not by a search that looks them up, and are in no total" },
    { "nasbench", "records.jsonl", "{\"module_hash\": \"a\"}\n", "bad-value",
      "there is no time of training in this record" },
    { "darts", "log.txt",
      "2024-01-01 00:00:00,000 epoch 0 lr 1\n2024-01-01 01:00:00,000 epoch 1 lr 1\n",
      "long-silence",
      "nothing was logged for 3,600 s, which are counted: if the machine slept or "
      "waited, the search took less" },
    { "darts", "log.txt",
      "2024-01-01 01:00:00,000 epoch 0 lr 1\n2024-01-01 00:00:00,000 epoch 1 lr 1\n",
      "clock-set-back", "times go back 1 times: that step is left out" },
    { "darts", "log.txt", "01/01 01:00:00 AM epoch 0 lr 1\n", "no-year",
      "the stamps have no year: the hours are known, the date is not" },
    { "darts", "log.txt", "2024-01-01 01:00:00,000 args = Namespace(resume_epoch=7)\n",
      "resumed",
      "goes on from epoch 7 of an earlier log: both add up, epochs that were done again "
      "as well" },
    { "eco2ai", "emission.csv",
      "id,project_name,duration(s),power_consumption(kWh)\na,b,1,2\n", "pue-not-logged",
      "Eco2AI multiplies energies by the pue it is given and does not write it down; "
      "taken as 1, its default" },
    { "eco2ai", "emission.csv",
      "id,project_name,epoch,duration(s),power_consumption(kWh)\na,b,epoch: 1,1,2\n",
      "rows-of-epochs", "1 rows are epochs of a training; they add up" },
    { "torchrun", "attempt_1/3/error.json",
      "{\"message\": {\"message\": \"E: x\", \"extraInfo\": {\"py_callstack\": \"\", "
      "\"timestamp\": \"1700000000\"}}}",
      "rank-failed",
      "rank 3 of attempt 1 failed by an exception at 2023-11-14T22:13:20Z" },
    { "hf_trainer", "trainer_state.json",
      "{\"log_history\": [], \"global_step\": 1, \"total_flos\": 5}", "flops-of-trainer",
      "total_flos is the Trainer's 6 x parameters x tokens, over all devices: wrong for "
      "LoRA and mixtures of experts, and without the evaluations" },
    { "hf_trainer", "trainer_state.json", "{\"log_history\": [], \"global_step\": 1}",
      "no-flops", "there is no total_flos above 0: the work is not known" },
    { "hf_trainer", "trainer_state.json", "{\"log_history\": [], \"global_step\": 1}",
      "no-time",
      "the training did not come to its end in this file, so it has no train_runtime: "
      "only its operations are known" },
    { "lightning", "metrics.csv", "epoch,step\n0,1\n", "no-time",
      "Lightning's metrics.csv holds no times: the hours of this run, and so its energy, "
      "are not known; give them in a table with run_id and hours" },
};

START_TEST(what_a_log_lacks_is_told)
{
    plume_error error;
    plume_notes *notes = notes_of(told[_i].reader, told[_i].file, told[_i].text,
                                  strlen(told[_i].text), PLUME_OK, &error);
    const char *found = "";

    for (size_t i = 0; i < plume_notes_count(notes); i++)
        if (strcmp(plume_notes_at(notes, i)->code, told[_i].code) == 0)
            found = plume_notes_at(notes, i)->message;
    ck_assert_str_eq(found, told[_i].message);
    plume_notes_free(notes);
}
END_TEST

START_TEST(a_leaderboard_without_marginal_times_says_what_to_save)
{
    static const char text[] = "model,fit_time\na,1\n";
    plume_error error;

    plume_notes_free(notes_of("autogluon", "leaderboard.csv", text, sizeof text - 1,
                              PLUME_ERR_MISSING, &error));
    ck_assert_str_eq(error.message, "there is no column 'fit_time_marginal'");
    ck_assert_ptr_nonnull(strstr(error.hint, "holds those below it"));
}
END_TEST

/* RFC 3720, appendix B.4. */
START_TEST(checksums_are_those_of_the_standard)
{
    unsigned char zeros[32] = { 0 }, ones[32], rising[32];

    for (size_t i = 0; i < 32; i++) {
        ones[i] = 0xff;
        rising[i] = (unsigned char)i;
    }
    ck_assert_uint_eq(plume_crc32c("", 0), 0);
    ck_assert_uint_eq(plume_crc32c("123456789", 9), 0xe3069283);
    ck_assert_uint_eq(plume_crc32c(zeros, 32), 0x8a9136aa);
    ck_assert_uint_eq(plume_crc32c(ones, 32), 0x62a8ab43);
    ck_assert_uint_eq(plume_crc32c(rising, 32), 0x46dd794e);
}
END_TEST

START_TEST(a_log_without_a_folder_is_called_by_its_own_name)
{
    plume_text text;

    plume_text_init(&text);
    plume_path_name(&text, "a/b/metrics.csv", 1);
    plume_path_name(&text, "metrics.csv.gz", 1);
    ck_assert_str_eq(text.data, "bmetrics");
    plume_text_dispose(&text);
}
END_TEST

START_TEST(a_simulated_run_is_told_by_its_warnings)
{
    plume_run run;

    plume_run_init(&run);
    ck_assert(!plume_run_is_simulated(&run));
    run.warnings = "torn simulated";
    ck_assert(plume_run_is_simulated(&run));
    run.warnings = "simulated-not";
    ck_assert(!plume_run_is_simulated(&run));
}
END_TEST

/* It counts as a run; neither its hours nor an energy enter. */
START_TEST(simulated_runs_enter_no_total)
{
    plume_study *study;
    plume_ledger *ledger;
    plume_notes *notes;
    plume_error error = { 0 };
    plume_run run;
    plume_run_sink sink;

    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_study_new(&study, &error), error);
    ck_ok(plume_ledger_new(&ledger, study, NULL, NULL, 0, notes, &error), error);
    sink = plume_ledger_sink(ledger);
    plume_run_init(&run);
    run.id = "measured";
    run.duration_s = 3600;
    run.energy.total_kwh = 2;
    run.energy.scope = PLUME_SCOPE_IT;
    ck_ok(sink.take(sink.state, &run, &error), error);
    run.id = "looked up";
    run.duration_s = 7200;
    run.energy.total_kwh = 40;
    run.warnings = PLUME_RUN_SIMULATED;
    ck_ok(sink.take(sink.state, &run, &error), error);
    ck_ok(plume_ledger_close(ledger, &error), error);
    ck_assert_uint_eq(plume_ledger_all(ledger)->runs, 1);
    ck_close(plume_ledger_all(ledger)->wall_hours, 1.0, 1e-12);
    ck_close(plume_ledger_all(ledger)->it_kwh, 2.0, 1e-12);
    ck_assert_uint_eq(plume_notes_tally(notes, "energy-unknown"), 0);
    plume_ledger_free(ledger);
    plume_study_free(study);
    plume_notes_free(notes);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, what_a_log_lacks_is_told, 0,
                        (int)(sizeof told / sizeof told[0]));
    tcase_add_test(tcase, a_leaderboard_without_marginal_times_says_what_to_save);
    tcase_add_test(tcase, checksums_are_those_of_the_standard);
    tcase_add_test(tcase, a_log_without_a_folder_is_called_by_its_own_name);
    tcase_add_test(tcase, a_simulated_run_is_told_by_its_warnings);
    tcase_add_test(tcase, simulated_runs_enter_no_total);
}

int main(void)
{
    return test_main("searches", add);
}
