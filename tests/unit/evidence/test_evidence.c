/* Folders that tell of one work several times: each counted once. */
#include "support/evidence_world.h"

#define JOBS_HEAD                                                                        \
    "JobID|JobName|State|Start|End|ElapsedRaw|AllocTRES|NodeList|Partition\n"
#define JOB_501                                                                          \
    "501|train|COMPLETED|2026-05-04T10:00:00|2026-05-04T11:00:00|3600|billing=8,cpu=8,"  \
    "gres/gpu:a100=2,gres/gpu=2,mem=64G,node=1|a1|gpu\n"
#define JOB_502                                                                          \
    "502|train|COMPLETED|2026-05-04T10:00:00|2026-05-04T12:00:00|7200|billing=8,cpu=8,"  \
    "gres/gpu:a100=2,gres/gpu=2,mem=64G,node=1|a2|gpu\n"
#define TRACKER_HEAD                                                                     \
    "timestamp,project_name,run_id,duration,emissions,emissions_rate,cpu_power,gpu_"     \
    "power,ram_power,cpu_energy,gpu_energy,ram_energy,energy_consumed,country_name,"     \
    "country_iso_code,region,cloud_provider,cloud_region,os,python_version,codecarbon_"  \
    "version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude,ram_total_size," \
    "tracking_mode,on_cloud,pue\n"
#define TRACKER_TAIL(count)                                                              \
    ",Germany,DEU,hesse,,,Linux,3.11.4,2.4.1,64,AMD EPYC," count "," count               \
    " x NVIDIA A100-SXM4-40GB,,,503.5,machine,N,1.0\n"
#define ROW_P                                                                            \
    "2026-05-04T10:59:59,x,P,3598,0.4,1e-4,100,900,20,0.1,0.9,0.02,1.02" TRACKER_TAIL("2")
#define ROW_Q                                                                            \
    "2026-05-04T11:59:59,x,Q,7198,0.8,1e-4,100,900,20,0.2,1.8,0.04,2.04" TRACKER_TAIL("2")

/* Two devices of a1, 450 W each, from 09:30 to 11:00, a reading in half a minute. */
static void put_trace(const told_world *w)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, "host,timestamp,gpu,power_w\n");
    for (int i = 0; i <= 180; i++)
        for (int gpu = 0; gpu < 2; gpu++)
            plume_text_printf(&text, "a1,2026-05-04T%02d:%02d:%02dZ,%d,450\n",
                              (1140 + i) / 120, (1140 + i) / 2 % 60, i % 2 * 30, gpu);
    told_put(w, "gpu.csv", text.data);
    plume_text_dispose(&text);
}

static void check_x1(const told_world *w)
{
    ck_assert_uint_eq(w->runs, 2);
    ck_assert_double_eq_tol(w->device_hours, 6.0, 1e-9);
    ck_assert_double_eq_tol(w->run[0].used_s, 3598, 1e-6); /* of 3600 reserved */
    ck_assert_double_eq_tol(w->run[0].gpu_kwh, 0.9, 1e-9);
    ck_assert_double_eq_tol(w->run[0].energy_kwh, 1.02, 1e-9);
    ck_assert_double_eq_tol(w->run[1].energy_kwh, 2.04, 1e-9);
    ck_assert_uint_eq(w->others, 1);
    ck_assert_int_eq(w->other[0].other, PLUME_OTHER_IDLE);
    ck_assert_double_eq_tol(w->other[0].duration_s, 1800, 1e-6);
    ck_assert_double_eq_tol(w->other[0].energy_kwh, 0.45, 1e-9);
    ck_assert_uint_eq(plume_intake_records(w->intake).told_again, 2);
}

/* The program was killed before it wrote its row, or that was not kept: the tasks are of
 * one run, and their stamps are of whole seconds. */
START_TEST(tasks_whose_run_has_no_row_are_one_run)
{
    told_world w = told_begin();

    told_put(&w, "emissions_base_R.csv",
             "task_name," TRACKER_HEAD
             "load,2026-05-04T10:00:10,x,R,10.4,0.1,1e-4,100,900,20,0.01,0.02,0.01,"
             "0.04" TRACKER_TAIL("2") "train,2026-05-04T10:00:31,x,R,21.3,0.1,1e-4,100,"
                                      "900,20,0.02,0.03,0.01,0.06" TRACKER_TAIL("2"));
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.run[0].duration_s, 31.7, 1e-6);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 0.1, 1e-9);
    ck_assert_double_eq_tol(w.run[0].logged_kg, 0.2, 1e-9);
    ck_assert_double_eq_tol(w.run[0].gpu_kwh, 0.05, 1e-9);
    ck_assert_uint_eq(plume_intake_records(w.intake).told_again, 1);
    told_end(&w);
}
END_TEST

START_TEST(two_jobs_two_trackers_and_a_trace_are_two_runs)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv", JOBS_HEAD JOB_501 JOB_502);
    told_put(&w, "emissions.csv", TRACKER_HEAD ROW_P ROW_Q);
    put_trace(&w);
    told_read(&w, NULL);
    check_x1(&w);
    ck_assert(told_note(&w, "same-by-times"));
    told_end(&w);
}
END_TEST

/* A power log names no place. */
START_TEST(what_a_trace_holds_beside_its_runs_was_drawn_where_they_ran)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv", JOBS_HEAD JOB_501 JOB_502);
    told_put(&w, "emissions.csv", TRACKER_HEAD ROW_P ROW_Q);
    put_trace(&w);
    told_read(&w, NULL);
    ck_assert_str_eq(w.other[0].location, "DEU");
    ck_assert_str_eq(w.other[0].region, "hesse");
    told_end(&w);
}
END_TEST

START_TEST(a_trace_of_runs_in_two_places_tells_no_place)
{
    static const char elsewhere[] = "2026-05-04T10:29:59,x,Q,1798,0.4,1e-4,100,900,20,0."
                                    "1,0.9,0.02,1.02,France,FRA,,,,"
                                    "Linux,3.11.4,2.4.1,64,AMD EPYC,2,2 x NVIDIA "
                                    "A100-SXM4-40GB,,,503.5,machine,N,1\n";
    static const char here[] =
        "2026-05-04T10:59:59,x,P,1798,0.4,1e-4,100,900,20,0.1,0.9,0.02,1.02" TRACKER_TAIL(
            "2");
    char rows[4096];
    told_world w = told_begin();

    snprintf(rows, sizeof rows, "%s%s%s", TRACKER_HEAD, elsewhere, here);
    told_put(&w, "emissions.csv", rows);
    put_trace(&w);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_uint_eq(w.others, 1);
    ck_assert_str_eq(w.other[0].location, "");
    told_end(&w);
}
END_TEST

START_TEST(the_order_of_rows_changes_no_total)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv", JOBS_HEAD JOB_501 JOB_502);
    told_put(&w, "emissions.csv", TRACKER_HEAD ROW_Q ROW_P);
    put_trace(&w);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_double_eq_tol(w.device_hours, 6.0, 1e-9);
    ck_assert_double_eq_tol(w.energy_kwh, 3.06, 1e-9);
    told_end(&w);
}
END_TEST

/* Two jobs at the same hours: which of them the tracker's row is of is anybody's guess,
 * but one guess. */
static double of_rows(const char *rows)
{
    told_world w = told_begin();
    double energy_kwh;

    told_put(&w, "jobs.psv", rows);
    told_put(&w, "emissions.csv", TRACKER_HEAD ROW_P);
    put_trace(&w);
    told_read(&w, NULL);
    energy_kwh = w.energy_kwh;
    told_end(&w);
    return energy_kwh;
}

START_TEST(what_is_told_of_one_of_two_equal_jobs_does_not_change_with_the_order_of_rows)
{
    static const char other[] =
        "503|train|COMPLETED|2026-05-04T10:00:00|2026-05-04T11:00:00|3600|"
        "billing=8,cpu=8,gres/gpu:a100=2,gres/gpu=2,mem=64G,node=1|a2|gpu\n";
    char rows[2][1000];

    snprintf(rows[0], sizeof rows[0], "%s%s%s", JOBS_HEAD, JOB_501, other);
    snprintf(rows[1], sizeof rows[1], "%s%s%s", JOBS_HEAD, other, JOB_501);
    ck_assert_double_eq_tol(of_rows(rows[0]), of_rows(rows[1]), 1e-12);
}
END_TEST

START_TEST(a_second_reading_is_the_same)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv", JOBS_HEAD JOB_501 JOB_502);
    told_put(&w, "emissions.csv", TRACKER_HEAD ROW_P ROW_Q);
    put_trace(&w);
    told_read(&w, NULL);
    w.runs = w.others = 0;
    w.device_hours = w.energy_kwh = 0.0;
    ck_ok(plume_intake_read(w.intake, (plume_run_sink){ told_take, &w }, &error), error);
    check_x1(&w);
    told_end(&w);
}
END_TEST

START_TEST(a_tracker_of_other_hosts_job_is_no_account_of_it)
{
    told_world w = told_begin();

    /* The same hours, but the devices are others. */
    told_put(&w, "jobs.psv",
             JOBS_HEAD "501|train|COMPLETED|2026-05-04T10:00:00|2026-05-04T11:00:00|3600|"
                       "billing=8,cpu=8,gres/gpu:v100=2,gres/gpu=2,node=1|a1|gpu\n");
    told_put(&w, "emissions.csv", TRACKER_HEAD ROW_P);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    told_end(&w);
}
END_TEST

START_TEST(a_trace_of_one_device_of_four_does_not_speak_for_all)
{
    told_world w = told_begin();
    plume_text text;

    told_put(&w, "emissions.csv",
             TRACKER_HEAD
             "2024-05-06T08:00:00,birds,x1,3600,0.016,4e-06,150,600,50,0.075,"
             "0.3,0.025,0.4" TRACKER_TAIL("4"));
    plume_text_init(&text);
    plume_text_add(&text, "timestamp, index, name, power.draw [W]\n");
    for (int i = 0; i <= 60; i++)
        plume_text_printf(&text,
                          "2024/05/06 0%d:%02d:00.000, 0, NVIDIA A100-SXM4-40GB, "
                          "%d.00 W\n",
                          7 + i / 60, i % 60, _i == 0 ? 75 : 300);
    told_put(&w, "gpu.csv", text.data);
    plume_text_dispose(&text);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 0.4, 1e-9);
    ck_assert_double_eq_tol(w.device_hours, 4.0, 1e-9);
    ck_assert(told_note(&w, "accounts-disagree") == (_i == 1)); /* 4 x 75 W are 300 W */
    told_end(&w);
}
END_TEST

/* Half of the job was measured: told, and the tracker's total stays as it is. A tracker
 * that misses a few seconds misses nothing. */
START_TEST(what_nobody_measured_of_a_run_is_told)
{
    static const char *const rows[] = {
        TRACKER_HEAD
        "2026-05-04T10:59:59,x,P,1800,0.4,1e-4,100,900,20,0.1,0.9,0.02,1.02" TRACKER_TAIL(
            "2"),
        TRACKER_HEAD ROW_P,
    };
    told_world w = told_begin();

    told_put(&w, "jobs.psv", JOBS_HEAD JOB_501);
    told_put(&w, "emissions.csv", rows[_i]);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 1.02, 1e-9);
    ck_assert(told_note(&w, "partly-measured") == (_i == 0));
    told_end(&w);
}
END_TEST

/* A key ties them though their hours differ; the scheduler's are those that count. */
START_TEST(accounts_that_disagree_on_hours_are_told)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv", JOBS_HEAD JOB_501);
    told_put(&w, "runs.csv",
             "run_id,state,start,end,device,device_count\n"
             "z,complete,2026-05-04T10:00:00Z,2026-05-04T10:30:00Z,A100,2\n");
    w.intake = (plume_intake_free(w.intake), NULL);
    {
        char left[300], right[300];
        plume_pair same = { left, right };
        plume_evidence_options options = { .same = &same, .same_count = 1 };

        snprintf(left, sizeof left, "%s/jobs.psv", w.folder);
        snprintf(right, sizeof right, "%s/runs.csv", w.folder);
        ck_ok(plume_intake_new(&w.intake, w.notes, &error), error);
        ck_ok(plume_evidence_attach(w.intake, &options, &error), error);
        told_read(&w, NULL);
    }
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.run[0].duration_s, 3600, 1e-9);
    ck_assert_double_eq_tol(w.run[0].used_s, 1800, 1e-9);
    ck_assert(told_note(&w, "accounts-disagree"));
    told_end(&w);
}
END_TEST

START_TEST(a_sweep_in_one_run_of_a_tracker_is_as_many_runs_as_trials)
{
    told_world w = told_begin();
    char path[300];
    double sum_s = 0.0;

    if (told_shared(path, "current/crossed-optuna-wandb/one-run") == NULL)
        return;
    told_read(&w, path);
    ck_assert_uint_eq(w.runs, 5);
    for (size_t i = 0; i < w.runs; i++) {
        sum_s += w.run[i].duration_s;
        ck_assert_int_eq(w.run[i].role, PLUME_ROLE_SEARCH);
        ck_assert(isnan(w.run[i].energy_kwh));
    }
    ck_assert_double_eq_tol(sum_s, 17.28, 0.01);
    ck_assert_int_eq(w.run[1].state, PLUME_STATE_PRUNED);
    ck_assert_int_eq(w.run[2].state, PLUME_STATE_FAILED);
    ck_assert_uint_eq(w.others, 1);
    ck_assert_int_eq(w.other[0].other, PLUME_OTHER_BETWEEN);
    ck_assert_double_eq_tol(w.other[0].duration_s, 0.744, 0.01);
    told_end(&w);
}
END_TEST

START_TEST(a_log_two_hours_off_is_moved_as_a_whole_and_told)
{
    told_world w = told_begin();
    plume_text jobs, rows;

    plume_text_init(&jobs);
    plume_text_init(&rows);
    plume_text_add(&jobs, JOBS_HEAD);
    plume_text_add(&rows, TRACKER_HEAD);
    for (int i = 0; i < 4; i++) {
        plume_text_printf(&jobs,
                          "%d|t|COMPLETED|2026-05-04T%02d:00:00|2026-05-04T%02d:%02d:00|"
                          "%d|billing=8,cpu=8,node=1|a1|cpu\n",
                          600 + i, 8 + i, 8 + i, 20 + 7 * i, 60 * (20 + 7 * i));
        plume_text_printf(&rows,
                          "2026-05-04T%02d:%02d:00,x,r%d,%d,0.1,1e-4,100,0,20,0.1,,0.02,"
                          "0.12,Germany,DEU,hesse,,,Linux,3.11.4,2.4.1,64,AMD EPYC,,,,,"
                          "503.5,machine,N,1.0\n",
                          10 + i, 20 + 7 * i, i, 60 * (20 + 7 * i));
    }
    told_put(&w, "jobs.psv", jobs.data);
    told_put(&w, "emissions.csv", rows.data);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 4);
    ck_assert(told_note(&w, "zone-shifted"));
    plume_text_dispose(&jobs);
    plume_text_dispose(&rows);
    told_end(&w);
}
END_TEST

/* A run of MLflow's files, whose stamps are milliseconds of UTC. */
static void put_mlflow(const told_world *w, int number, double start_s, double end_s)
{
    char name[64], text[600];

    snprintf(name, sizeof name, "mlruns/1/m%d", number);
    told_put_folder(w, name);
    snprintf(text, sizeof text,
             "artifact_uri: file:///a/mlruns/1/m%d/artifacts\nend_time: %.0f\n"
             "entry_point_name: ''\nexperiment_id: '1'\nlifecycle_stage: active\n"
             "run_id: m%d\nrun_name: m\nrun_uuid: m%d\nsource_type: 4\n"
             "start_time: %.0f\nstatus: 3\ntags: []\nuser_id: someone\n",
             number, end_s * 1000.0, number, number, start_s * 1000.0);
    snprintf(name, sizeof name, "mlruns/1/m%d/meta.yaml", number);
    told_put(w, name, text);
}

/* The scheduler's clock is two hours ahead of the tracker's, which is UTC as MLflow's: a
 * file of the tracker holds one row. */
static void check_clocks(int logged)
{
    told_world w = told_begin();
    plume_text jobs;

    plume_text_init(&jobs);
    plume_text_add(&jobs, JOBS_HEAD);
    told_put_folder(&w, "mlruns");
    told_put_folder(&w, "mlruns/1");
    for (int i = 0; i < 4; i++) {
        double start_s = 1777881600.0 + 3600.0 * i; /* 2026-05-04T08:00:00Z */
        int minutes = 20 + 7 * i;
        char name[32];
        plume_text row;

        plume_text_init(&row);
        plume_text_printf(&jobs,
                          "%d|t|COMPLETED|2026-05-04T%02d:00:00|2026-05-04T%02d:%02d:00|"
                          "%d|billing=8,cpu=8,node=1|a1|cpu\n",
                          600 + i, 10 + i, 10 + i, minutes, 60 * minutes);
        plume_text_printf(&row,
                          TRACKER_HEAD
                          "2026-05-04T%02d:%02d:00,x,r%d,%d,0.1,1e-4,100,0,20,0.1,,0.02,"
                          "0.12,Germany,DEU,hesse,,,Linux,3.11.4,2.4.1,64,AMD EPYC,,,,,"
                          "503.5,machine,N,1.0\n",
                          8 + i, minutes, i, 60 * minutes);
        snprintf(name, sizeof name, "emissions-%d.csv", i);
        told_put(&w, name, row.data);
        plume_text_dispose(&row);
        if (i < logged)
            put_mlflow(&w, i, start_s, start_s + 60.0 * minutes);
    }
    told_put(&w, "jobs.psv", jobs.data);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 4);
    ck_assert(told_note(&w, "zone-shifted"));
    plume_text_dispose(&jobs);
    told_end(&w);
}

START_TEST(files_of_one_clock_move_together_and_to_the_clock_that_has_a_zone)
{
    check_clocks(4);
}
END_TEST

START_TEST(of_two_clocks_the_one_near_to_a_clock_that_has_a_zone_stands)
{
    check_clocks(2); /* too few to settle it by themselves */
}
END_TEST

/* Runs of a folder, named in this order. */
static told_world named(const char *first, const char *second)
{
    told_world w = told_begin();
    char path[300];

    told_put(&w, "jobs.psv", JOBS_HEAD JOB_501 JOB_502);
    told_put(&w, "emissions.csv", TRACKER_HEAD ROW_P ROW_Q);
    put_trace(&w);
    snprintf(path, sizeof path, "%s/%s", w.folder, first);
    ck_ok(plume_intake_add(w.intake, path, NULL, &error), error);
    snprintf(path, sizeof path, "%s/%s", w.folder, second);
    ck_ok(plume_intake_add(w.intake, path, NULL, &error), error);
    told_read(&w, NULL);
    return w;
}

START_TEST(the_order_of_arguments_changes_nothing)
{
    told_world a = named("jobs.psv", "gpu.csv"), b = named("gpu.csv", "jobs.psv");

    ck_assert_uint_eq(a.runs, b.runs);
    for (size_t i = 0; i < a.runs; i++) {
        ck_assert_str_eq(a.run[i].id, b.run[i].id);
        ck_assert(a.run[i].energy_kwh == b.run[i].energy_kwh);
    }
    for (size_t i = 0; i < plume_intake_count(a.intake); i++)
        ck_assert_str_eq(strrchr(plume_intake_at(a.intake, i)->path, '/'),
                         strrchr(plume_intake_at(b.intake, i)->path, '/'));
    told_end(&a);
    told_end(&b);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_log_two_hours_off_is_moved_as_a_whole_and_told);
    tcase_add_test(tcase,
                   files_of_one_clock_move_together_and_to_the_clock_that_has_a_zone);
    tcase_add_test(tcase, of_two_clocks_the_one_near_to_a_clock_that_has_a_zone_stands);
    tcase_add_test(tcase, the_order_of_arguments_changes_nothing);
    tcase_add_test(tcase, tasks_whose_run_has_no_row_are_one_run);
    tcase_add_test(tcase, two_jobs_two_trackers_and_a_trace_are_two_runs);
    tcase_add_test(tcase, what_a_trace_holds_beside_its_runs_was_drawn_where_they_ran);
    tcase_add_test(tcase, a_trace_of_runs_in_two_places_tells_no_place);
    tcase_add_test(tcase, the_order_of_rows_changes_no_total);
    tcase_add_test(
        tcase,
        what_is_told_of_one_of_two_equal_jobs_does_not_change_with_the_order_of_rows);
    tcase_add_test(tcase, a_second_reading_is_the_same);
    tcase_add_loop_test(tcase, what_nobody_measured_of_a_run_is_told, 0, 2);
    tcase_add_test(tcase, accounts_that_disagree_on_hours_are_told);
    tcase_add_test(tcase, a_tracker_of_other_hosts_job_is_no_account_of_it);
    tcase_add_loop_test(tcase, a_trace_of_one_device_of_four_does_not_speak_for_all, 0,
                        2);
    tcase_add_test(tcase, a_sweep_in_one_run_of_a_tracker_is_as_many_runs_as_trials);
}

int main(void)
{
    return test_main("evidence", add);
}
