/* Logs of two and more real tools over one work, as they lie in ../shared/current. */
#include "support/evidence_world.h"

#include <sqlite3.h>

typedef struct crossed {
    const char *folder;
    size_t runs;
    double duration_s, energy_kwh, between_s;
} crossed;

static const crossed cases[] = {
    { "current/crossed-torchrun/two-ranks", 1, 26.36, 0.0001857, 0 },
    { "current/crossed-torchrun/elastic-restart", 1, 36.93, 0.0005155, 0 },
    { "current/crossed-accelerate/two-trackers", 1, 7.16, 0, 0 },
    { "current/crossed-lightning-optuna/pruned", 5, 21.47, 0.0001136, 0 },
    { "current/crossed-optuna-wandb/one-run", 5, 17.28, 0, 0.744 },
    { "current/crossed-optuna-wandb/tracked-runs", 5, 18.68, 0, 0 },
    { "current/crossed-ray-wandb/one-failed", 4, 17.13, 0, 0 },
    { "current/crossed-transformers-torchrun/two-ranks", 1, 15.20, 0.0001075, 0 },
    { "current/mlflow-3.17.2/optuna-callback", 5, 7.316, 0, 0 },
    { "current/optuna-5.0.0/pair", 8, 15.154, 0, 0 },
    { "current/transformers-5.23.0/four-logs-of-one-training", 1, 38.426, 0.002957, 0 },
    { "cases/codecarbon-tasks", 1, 35, 0.06, 0 },
    { "cases/hf-last-checkpoint", 1, 3605, 0, 0 },
    { "cases/hf-with-tensorboard", 1, 3605, 0, 0 },
    { "cases/numbers/tracker-beside-trace", 1, 3600, 0.4, 0 },
};

START_TEST(each_work_is_counted_once)
{
    const crossed *one = &cases[_i];
    told_world w = told_begin();
    double duration_s = 0.0, between_s = 0.0;
    char path[300];

    if (told_shared(path, one->folder) == NULL) {
        told_end(&w);
        return;
    }
    told_read(&w, path);
    for (size_t i = 0; i < w.runs; i++)
        duration_s += isnan(w.run[i].duration_s) ? 0.0 : w.run[i].duration_s;
    for (size_t i = 0; i < w.others; i++)
        between_s += w.other[i].duration_s;
    ck_assert_msg(w.runs == one->runs, "%s: %zu runs", one->folder, w.runs);
    ck_assert_msg(fabs(duration_s - one->duration_s) < 0.01, "%s: %g s", one->folder,
                  duration_s);
    ck_assert_msg(fabs(w.energy_kwh - one->energy_kwh) <= 1e-3 * one->energy_kwh,
                  "%s: %g kWh", one->folder, w.energy_kwh);
    ck_assert_msg(fabs(between_s - one->between_s) < 0.01, "%s: %g s between",
                  one->folder, between_s);
    told_end(&w);
}
END_TEST

START_TEST(two_ranks_are_one_run_of_one_machine)
{
    told_world w = told_begin();
    char path[300];

    if (told_shared(path, "current/crossed-torchrun/two-ranks") == NULL) {
        told_end(&w);
        return;
    }
    told_read(&w, path);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_uint_eq(w.run[0].told, 9);
    ck_assert_double_eq_tol(w.run[0].cpu_kwh * 1e3, 0.0529, 1e-4);
    ck_assert_double_eq_tol(w.run[0].ram_kwh * 1e3, 0.1328, 1e-4);
    ck_assert(told_note(&w, "accounts-disagree"));
    told_end(&w);
}
END_TEST

/* A training of 60 s with report_to=trackio, whose callback logs the arguments, too. */
static const char store[] =
    "CREATE TABLE metrics (id INTEGER PRIMARY KEY, run_id TEXT, timestamp TEXT, run_name "
    "TEXT, step INTEGER, metrics TEXT);"
    "CREATE TABLE configs (id INTEGER PRIMARY KEY, run_id TEXT, run_name TEXT, config "
    "TEXT, created_at TEXT);"
    "CREATE TABLE system_metrics (id INTEGER PRIMARY KEY, run_id TEXT, timestamp TEXT, "
    "run_name TEXT, metrics TEXT);"
    "INSERT INTO configs VALUES (1, 'ab', 'r', '{\"output_dir\":\"out\",\"_Created\":"
    "\"2026-11-02T10:00:01+00:00\"}', '2026-11-02T10:00:01+00:00');"
    "INSERT INTO metrics VALUES (1, 'ab', '2026-11-02T10:00:30+00:00', 'r', 50, '{}'), "
    "(2, 'ab', '2026-11-02T10:00:59+00:00', 'r', 100, '{}');";

START_TEST(a_training_in_the_folder_that_trackio_names_is_that_run)
{
    told_world w = told_begin();
    char path[300];
    sqlite3 *database;

    snprintf(path, sizeof path, "%s/huggingface.db", w.folder);
    ck_assert_int_eq(sqlite3_open(path, &database), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(database, store, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
    told_put_folder(&w, "out");
    told_put(&w, "out/trainer_state.json",
             "{\"global_step\": 100, \"max_steps\": 100, \"total_flos\": 1e15, "
             "\"log_history\": [{\"loss\": 0.5, \"step\": 50}, {\"step\": 100, "
             "\"train_runtime\": 60.0, \"train_loss\": 0.4}]}");
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq(w.run[0].duration_s, 60.0);
    told_end(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_set_timeout(tcase, 60);
    tcase_add_loop_test(tcase, each_work_is_counted_once, 0,
                        (int)(sizeof cases / sizeof cases[0]));
    tcase_add_test(tcase, two_ranks_are_one_run_of_one_machine);
    tcase_add_test(tcase, a_training_in_the_folder_that_trackio_names_is_that_run);
}

int main(void)
{
    return test_main("crossed", add);
}
