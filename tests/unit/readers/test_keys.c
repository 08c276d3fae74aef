/* The identifiers that readers hand on with a run, by which other logs of it are found.
 */
#include <plume/run.h>

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "logs/path.h"
#include "readers/trackers/mlflow/logged_trial.h"
#include "readers/registry.h"
#include "support/support.h"
#include "logs/read_log.h"

typedef struct seen_keys {
    char text[8][512];
    size_t count;
} seen_keys;

static plume_status take(void *state, const plume_run *run, plume_error *unused)
{
    seen_keys *seen = state;
    const plume_run_keys *k = &run->keys;

    (void)unused;
    ck_assert_uint_lt(seen->count, 8);
    snprintf(
        seen->text[seen->count++], sizeof seen->text[0],
        "job=%s/%g run=%s:%s parent=%s sweep=%s#%g trial=%s pid=%g folder=%s host=%s",
        k->job, k->attempt, k->run_tool, k->run, k->parent, k->sweep, k->number, k->trial,
        k->pid, k->folder, run->host);
    return PLUME_OK;
}

static void read_keys(seen_keys *seen, const char *reader, const char *name,
                      const char *text)
{
    plume_log_bytes bytes = { name, text, strlen(text) };
    plume_error error = { 0 };

    memset(seen, 0, sizeof *seen);
    ck_ok(plume_log_read_bytes(plume_readers_find(reader), bytes,
                               (plume_run_sink){ take, seen }, NULL, NULL, &error),
          error);
}

START_TEST(a_job_of_slurm_has_its_number_and_its_attempts)
{
    seen_keys seen;

    read_keys(&seen, "slurm", "jobs.psv",
              "JobID|State|Start|End|ElapsedRaw|NodeList\n"
              "501_3|COMPLETED|2024-05-01T10:00:00|2024-05-01T11:00:00|3600|a1\n"
              "502|NODE_FAIL|2024-05-01T10:00:00|2024-05-01T10:10:00|600|a1\n"
              "502|COMPLETED|2024-05-01T11:00:00|2024-05-01T11:10:00|600|a2\n");
    ck_assert_uint_eq(seen.count, 3);
    ck_assert_str_eq(seen.text[0],
                     "job=501_3/nan run=: parent= sweep=#nan trial= pid=nan "
                     "folder= host=a1");
    ck_assert_ptr_nonnull(strstr(seen.text[1], "job=502/0 "));
    ck_assert_ptr_nonnull(strstr(seen.text[2], "job=502/1 "));
}
END_TEST

START_TEST(a_trial_of_optuna_has_its_number)
{
    seen_keys seen;

    read_keys(
        &seen, "optuna_csv", "trials.csv",
        ",number,value,datetime_start,datetime_complete,duration,state\n"
        "0,7,0.5,2024-05-01 10:00:00,2024-05-01 10:00:10,0 days 00:00:10,COMPLETE\n");
    ck_assert_uint_eq(seen.count, 1);
    ck_assert_ptr_nonnull(strstr(seen.text[0], "sweep=#7 "));
}
END_TEST

START_TEST(a_trial_of_ray_has_its_id_its_process_and_its_host)
{
    seen_keys seen;

    read_keys(
        &seen, "ray_result", "result.json",
        "{\"trial_id\": \"f3ed5_00001\", \"hostname\": \"n1\", \"pid\": 4711, "
        "\"training_iteration\": 1, \"time_this_iter_s\": 2.5, \"time_total_s\": 2.5, "
        "\"timestamp\": 1795995930, \"done\": true}\n");
    ck_assert_uint_eq(seen.count, 1);
    ck_assert_ptr_nonnull(strstr(seen.text[0], "trial=f3ed5_00001 pid=4711 "));
    ck_assert_ptr_nonnull(strstr(seen.text[0], "host=n1"));
}
END_TEST

START_TEST(a_trainer_s_folder_is_that_of_its_run_also_for_a_checkpoint)
{
    static const char text[] =
        "{\"global_step\": 60, \"max_steps\": 60, \"log_history\": [{\"step\": 60}]}";
    seen_keys seen;

    read_keys(&seen, "hf_trainer", "work/out/trainer_state.json", text);
    ck_assert_ptr_nonnull(strstr(seen.text[0], "folder=. "));
    read_keys(&seen, "hf_trainer", "work/out/checkpoint-60/trainer_state.json", text);
    ck_assert_ptr_nonnull(strstr(seen.text[0], "folder=.. "));
}
END_TEST

START_TEST(a_task_of_codecarbon_names_its_run)
{
    seen_keys seen;

    read_keys(
        &seen, "codecarbon", "emissions.csv",
        "timestamp,project_name,run_id,task_name,duration,emissions,energy_consumed\n"
        "2024-05-31T10:39:13,p,r1,,10,0.1,0.2\n"
        "2024-05-31T10:39:13,p,r1,fit,5,0.05,0.1\n");
    ck_assert_uint_eq(seen.count, 2);
    ck_assert_ptr_nonnull(strstr(seen.text[0], "run=codecarbon:r1 parent= "));
    ck_assert_ptr_nonnull(strstr(seen.text[1], "run=codecarbon: parent=r1 "));
}
END_TEST

START_TEST(a_trial_that_mlflow_logged_has_the_times_of_its_tags)
{
    plume_logged_trial trial;
    plume_run run;

    plume_logged_trial_init(&trial);
    plume_text_add(&trial.tag[0], "3");
    plume_text_add(&trial.tag[1], "2026-11-29 17:32:15.766472");
    plume_text_add(&trial.tag[2], "2026-11-29 17:32:17.371988");
    plume_text_add(&trial.tag[3], "FAIL");
    plume_run_init(&run);
    run.start_s = 1795991537.405;
    run.duration_s = 0.064;
    ck_assert(plume_logged_trial_settle(&run, &trial, NULL));
    plume_logged_trial_dispose(&trial);
    ck_assert_double_eq_tol(run.duration_s, 1.605516, 1e-6);
    ck_assert_double_eq_tol(run.end_s, 1795991537.371988, 1e-6);
    ck_assert_int_eq(run.state, PLUME_STATE_FAILED);
    ck_assert_double_eq(run.keys.number, 3);
}
END_TEST

START_TEST(a_folder_is_named_from_where_the_tool_worked)
{
    static const char *const rows[][3] = {
        { "p/wandb/run-1/a.wandb", "out", "../../out" },
        { "wandb/run-1/a.wandb", "out", "../../out" },
        { "p/wandb/run-1/a.wandb", "/x/out", "/x/out" },
        { "p/a.wandb", "out", "out" },
        { "p/wandb/run-1/a.wandb", "", "" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        plume_text got;

        plume_text_init(&got);
        plume_path_beside(&got, rows[i][0], "wandb", rows[i][1]);
        ck_assert_str_eq(got.data, rows[i][2]);
        plume_text_dispose(&got);
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_trial_that_mlflow_logged_has_the_times_of_its_tags);
    tcase_add_test(tcase, a_folder_is_named_from_where_the_tool_worked);
    tcase_add_test(tcase, a_job_of_slurm_has_its_number_and_its_attempts);
    tcase_add_test(tcase, a_trial_of_optuna_has_its_number);
    tcase_add_test(tcase, a_trial_of_ray_has_its_id_its_process_and_its_host);
    tcase_add_test(tcase, a_trainer_s_folder_is_that_of_its_run_also_for_a_checkpoint);
    tcase_add_test(tcase, a_task_of_codecarbon_names_its_run);
}

int main(void)
{
    return test_main("keys", add);
}
