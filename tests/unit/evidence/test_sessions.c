/* Sessions of one run, and what only looks like one. */
#include "support/event_file.h"
#include "support/evidence_world.h"

#define HEAD "JobID|JobName|State|Start|End|ElapsedRaw|AllocTRES|NodeList\n"
#define ROW(id, state, from, to, seconds)                                                \
    id "|train|" state "|2024-05-13T" from "|2024-05-13T" to "|" seconds                 \
       "|cpu=4,gres/gpu:a100=1|n1\n"
#define REQUEUED                                                                         \
    HEAD ROW("501", "NODE_FAIL", "10:00:00", "11:00:00", "3600")                         \
        ROW("501", "COMPLETED", "11:30:00", "13:30:00", "7200")                          \
            ROW("502", "PREEMPTED", "10:00:00", "11:00:00", "3600")

static const got_run *run_of(const told_world *w, const char *id)
{
    for (size_t i = 0; i < w->runs; i++)
        if (strcmp(w->run[i].id, id) == 0)
            return &w->run[i];
    ck_abort_msg("no run %s", id);
    return NULL;
}

/* Whether another log stands beside the scheduler's or not. */
START_TEST(attempts_of_a_requeued_job_are_one_run_that_ended_as_the_last_did)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv", REQUEUED);
    if (_i == 1)
        told_put(&w, "t.csv", "run_id,hours,state\nx,1,complete\n");
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2 + (size_t)_i);
    ck_assert_double_eq(run_of(&w, "501")->duration_s, 10800);
    ck_assert_int_eq(run_of(&w, "501")->state, PLUME_STATE_COMPLETE);
    ck_assert_int_eq(run_of(&w, "502")->state, PLUME_STATE_PREEMPTED);
    told_end(&w);
}
END_TEST

/* The small files of a W&B run, of which none says how it ended. */
static void put_wandb(const told_world *w, const char *folder, const char *hour)
{
    char path[200], text[300];

    told_put_folder(w, folder);
    snprintf(path, sizeof path, "%s/files", folder);
    told_put_folder(w, path);
    snprintf(path, sizeof path, "%s/files/wandb-metadata.json", folder);
    snprintf(text, sizeof text,
             "{\"startedAt\":\"2024-05-13T%s:00:00Z\",\"host\":\"n1\",\"gpu_count\":1,"
             "\"program\":\"train.py\",\"args\":[\"--output_dir\",\"out\"]}",
             hour);
    told_put(w, path, text);
    snprintf(path, sizeof path, "%s/files/wandb-summary.json", folder);
    told_put(w, path, "{\"_wandb\":{\"runtime\":3000},\"_step\":100}");
    snprintf(path, sizeof path, "%s/files/config.yaml", folder);
    told_put(w, path, "output_dir:\n  value: out\n");
}

START_TEST(runs_of_one_folder_whose_ends_nobody_tells_are_runs_of_their_own)
{
    static const char *const ids[] = { "r2", "r1" };
    static const size_t runs[] = { 2, 1 };
    told_world w = told_begin();
    char second[100];

    snprintf(second, sizeof second, "run-20240513_120000-%s", ids[_i]);
    put_wandb(&w, "run-20240513_100000-r1", "10");
    put_wandb(&w, second, "12");
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, runs[_i]);
    told_end(&w);
}
END_TEST

static void put_events(const told_world *w, const char *path, double from_s, double to_s)
{
    unsigned char bytes[256];
    size_t length = event_put(bytes, from_s, 0);

    length += event_put(bytes + length, to_s, 100);
    free(test_file(w->folder, path, (const char *)bytes, length));
}

/* train_runtime is of the last session; the events of both are in one file. */
START_TEST(signs_of_life_raise_the_hours_of_a_trainer)
{
    static const double to_s[] = { 605, 90 }, hours_s[] = { 605, 100 };
    told_world w = told_begin();

    told_put(&w, "trainer_state.json",
             "{\"epoch\": 1.0, \"global_step\": 100, \"max_steps\": 100, "
             "\"log_history\": [{\"loss\": 0.5, \"step\": 100, \"epoch\": 1.0}, "
             "{\"train_runtime\": 100.0, \"total_flos\": 1e15, \"step\": 100, "
             "\"epoch\": 1.0}]}");
    told_put_folder(&w, "runs");
    put_events(&w, "runs/events.out.tfevents.1777888800.n1.77.0", 1777888800,
               1777888800 + to_s[_i]);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.run[0].duration_s, hours_s[_i], 1e-6);
    told_end(&w);
}
END_TEST

/* torchrun on two nodes, two ranks each, ended after 600 s and begun again: each process
 * has an event file, and a row of CodeCarbon that is of its whole node. *rows: of the
 * node, from which attempt on; n2 draws share times what n1 does. */
static void put_node(const told_world *w, int node, int from, double share,
                     plume_text *rows)
{
    static const double start_s[] = { 1777888800, 1777889420 },
                        lasted_s[] = { 600, 1200 };
    static const char *const end[] = { "10:10:00", "10:30:20" };
    char path[100];

    for (int attempt = 0; attempt < 2; attempt++)
        for (int rank = 0; rank < 2; rank++) {
            snprintf(path, sizeof path, "tb/events.out.tfevents.%.0f.n%d.%d.0",
                     start_s[attempt], node, 1000 + 100 * attempt + 10 * node + rank);
            put_events(w, path, start_s[attempt], start_s[attempt] + lasted_s[attempt]);
            if (attempt < from)
                continue;
            plume_text_printf(
                rows,
                "2026-05-04T%s,toy,%d%d%d,%.2f,%.5f,,%.5f,%.5f,DEU,3.3.2,0.1,EPYC,,,"
                "machine\n",
                end[attempt], node, attempt, rank, lasted_s[attempt] - 2.0 + 0.01 * rank,
                0.08 * (attempt + 1) * share, 0.02 * (attempt + 1) * share,
                0.1 * (attempt + 1) * share);
        }
}

/* Each node once, in both attempts: in a table for each node, in one for both, and where
 * the first attempt left no row. */
START_TEST(a_restart_on_two_nodes_has_the_energy_of_both_in_each_attempt)
{
    static const char *const head =
        "timestamp,project_name,run_id,duration,cpu_energy,gpu_energy,ram_energy,energy_"
        "consumed,country_iso_code,codecarbon_version,emissions,cpu_model,gpu_count,gpu_"
        "model,tracking_mode\n";
    static const struct {
        int from;
        bool one_table;
        double share, right_kwh;
    } cases[] = { { 0, false, 1.0, 0.6 },  { 0, true, 1.0, 0.6 },
                  { 1, false, 1.0, 0.4 },  { 0, false, 0.4, 0.42 },
                  { 1, false, 0.4, 0.28 }, { 0, true, 0.4, 0.42 } };
    told_world w = told_begin();
    plume_text rows[2];

    told_put_folder(&w, "tb");
    for (int node = 1; node <= 2; node++) {
        plume_text_init(&rows[node - 1]);
        plume_text_add(&rows[node - 1], cases[_i].one_table && node == 2 ? "" : head);
        put_node(&w, node, cases[_i].from, node == 2 ? cases[_i].share : 1.0,
                 &rows[node - 1]);
    }
    if (cases[_i].one_table) {
        plume_text_add(&rows[0], rows[1].data);
    } else {
        told_put_folder(&w, "n2");
        told_put(&w, "n2/emissions.csv", rows[1].data);
    }
    told_put(&w, "emissions.csv", rows[0].data);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2); /* of two hosts that no job ties */
    ck_assert_double_eq_tol(w.run[0].duration_s, 1800, 1e-6);
    ck_assert_double_eq_tol(w.energy_kwh, cases[_i].right_kwh, 1e-6);
    plume_text_dispose(&rows[0]);
    plume_text_dispose(&rows[1]);
    told_end(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(
        tcase, attempts_of_a_requeued_job_are_one_run_that_ended_as_the_last_did, 0, 2);
    tcase_add_loop_test(
        tcase, runs_of_one_folder_whose_ends_nobody_tells_are_runs_of_their_own, 0, 2);
    tcase_add_loop_test(
        tcase, a_restart_on_two_nodes_has_the_energy_of_both_in_each_attempt, 0, 6);
    tcase_add_loop_test(tcase, signs_of_life_raise_the_hours_of_a_trainer, 0, 2);
}

int main(void)
{
    return test_main("sessions", add);
}
