/* Runs that were metered with the whole of one machine: what it drew counts once. */
#include "support/evidence_world.h"

#define JOBS "JobID|State|Start|End|ElapsedRaw|AllocTRES|NodeList|ConsumedEnergyRaw\n"
#define JOB(id, from, to, seconds, gpus, node, joules)                                   \
    id "|COMPLETED|2026-05-04T" from ":00|2026-05-04T" to ":00|" seconds                 \
       "|cpu=8,gres/gpu=" gpus ",node=1|" node "|" joules "\n"
#define TRACKER                                                                          \
    "timestamp,project_name,run_id,duration,cpu_energy,gpu_energy,ram_energy,energy_"    \
    "consumed,country_iso_code,codecarbon_version,emissions,cpu_model,gpu_count,gpu_"    \
    "model,tracking_mode\n"

/* Both are told 2 kWh for the two hours that they share. */
START_TEST(two_jobs_of_one_node_share_what_it_drew)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv",
             JOBS JOB("1", "10:00", "12:00", "7200", "1", "a1", "7200000")
                 JOB("2", "10:00", "12:00", "7200", "3", "a1", "7200000"));
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 0.5, 1e-9); /* by devices */
    ck_assert_double_eq_tol(w.run[1].energy_kwh, 1.5, 1e-9);
    ck_assert_double_eq_tol(w.device_hours, 8.0, 1e-9);
    ck_assert(told_note(&w, "machine-shared"));
    told_end(&w);
}
END_TEST

START_TEST(jobs_of_two_nodes_or_one_after_the_other_share_nothing)
{
    static const char *const second[] = {
        JOB("2", "10:00", "12:00", "7200", "1", "a2", "7200000"),
        JOB("2", "12:00", "14:00", "7200", "1", "a1", "7200000"),
    };
    told_world w = told_begin();
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%s%s",
                      JOBS JOB("1", "10:00", "12:00", "7200", "1", "a1", "7200000"),
                      second[_i]);
    told_put(&w, "jobs.psv", text.data);
    plume_text_dispose(&text);
    told_read(&w, NULL);
    ck_assert_double_eq_tol(w.energy_kwh, 4.0, 1e-9);
    ck_assert(!told_note(&w, "machine-shared"));
    told_end(&w);
}
END_TEST

/* The node drew 1 kW alone and then 2 kW: the longer account speaks for its hours. */
START_TEST(at_each_moment_the_best_and_longest_account_speaks)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv",
             JOBS JOB("1", "10:00", "13:00", "10800", "1", "a1", "10800000")
                 JOB("2", "12:00", "14:00", "7200", "1", "a1", "14400000"));
    told_read(&w, NULL);
    /* 10 to 13: 1 kW of the first; 13 to 14: 2 kW of the second */
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 2.5, 1e-9);
    ck_assert_double_eq_tol(w.run[1].energy_kwh, 2.5, 1e-9);
    told_end(&w);
}
END_TEST

/* Joules of the node go before the tracker's model; both tell of each of two jobs. */
START_TEST(a_node_and_its_trackers_are_one_energy)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv",
             JOBS JOB("1", "10:00", "12:00", "7200", "2", "a1", "10800000")
                 JOB("2", "11:00", "13:00", "7200", "2", "a1", "10800000"));
    told_put(&w, "emissions.csv",
             TRACKER "2026-05-04T12:00:00,x,P,7200,0.2,0.9,0.1,1.2,DEU,2.4.1,0.4,EPYC,2,"
                     "2 x A100,machine\n"
                     "2026-05-04T13:00:00,x,Q,7200,0.2,0.9,0.1,1.2,DEU,2.4.1,0.4,EPYC,2,"
                     "2 x A100,machine\n");
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_double_eq_tol(w.energy_kwh, 4.5, 1e-9);
    told_end(&w);
}
END_TEST

/* Trackers without joules: the hosts come from the scheduler. One that sees as many
 * devices as its job was given sees those alone; the rest is of the machine. */
START_TEST(two_trackers_on_one_machine_at_once_are_one_energy)
{
    static const char *const rows[] = {
        TRACKER
        "2026-05-04T12:00:00,x,P,7200,0.2,,0.1,0.3,DEU,2.4.1,0.4,EPYC,,,machine\n"
        "2026-05-04T13:00:00,x,Q,7200,0.2,,0.1,0.3,DEU,2.4.1,0.4,EPYC,,,machine\n",
        TRACKER "2026-05-04T12:00:00,x,P,7200,0.2,0.9,0.1,1.2,DEU,2.4.1,0.4,EPYC,2,"
                "2 x A100,machine\n"
                "2026-05-04T13:00:00,x,Q,7200,0.2,0.9,0.1,1.2,DEU,2.4.1,0.4,EPYC,2,"
                "2 x A100,machine\n"
    };
    told_world w = told_begin();

    told_put(&w, "jobs.psv",
             JOBS JOB("1", "10:00", "12:00", "7200", "2", "a1", "")
                 JOB("2", "11:00", "13:00", "7200", "2", "a1", ""));
    told_put(&w, "emissions.csv", rows[_i]);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_double_eq_tol(w.energy_kwh, _i == 0 ? 0.45 : 2.25, 1e-9);
    ck_assert_double_eq_tol(w.run[0].cpu_kwh, 0.15, 1e-9);
    if (_i == 1)
        ck_assert_double_eq_tol(w.run[0].gpu_kwh, 0.9, 1e-9);
    told_end(&w);
}
END_TEST

/* Requeued from a1 to a2: an attempt shares what its own node drew while it ran there,
 * nothing while it waited, and the other attempt keeps what it was told. */
START_TEST(each_attempt_of_a_requeued_job_has_its_own_node_and_time)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv",
             JOBS "1|REQUEUED|2026-05-04T10:00:00|2026-05-04T12:00:00|7200|cpu=8,gres/"
                  "gpu=2,node=1|a1|7200000\n" JOB("1", "15:00", "18:00", "10800", "2",
                                                  "a2", "10800000")
                      JOB("2", "11:00", "15:00", "14400", "2", "a1", "28800000"));
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    /* 10 to 11: 1 kW of the attempt; 11 to 12: a half of 2 kW; 15 to 18 on a2: 3 kWh */
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 1.0 + 1.0 + 3.0, 1e-9);
    ck_assert_double_eq_tol(w.run[1].energy_kwh, 7.0, 1e-9);
    ck_assert(told_note(&w, "machine-shared"));
    ck_assert(!told_note(&w, "partly-measured"));
    told_end(&w);
}
END_TEST

static void put_carbontracker(const told_world *w, const char *name, int from_h)
{
    char text[700];

    snprintf(text, sizeof text,
             "2026-05-04 %02d:00:00 - carbontracker version 1.2.3\n"
             "2026-05-04 %02d:00:00 - The following components were found: CPU with "
             "device(s) cpu:0.\n"
             "2026-05-04 %02d:00:00 - Monitoring thread started.\n"
             "2026-05-04 %02d:00:00 - Epoch 1:\n"
             "2026-05-04 %02d:00:00 - Duration: 2:00:00.00\n"
             "2026-05-04 %02d:00:00 - Average power usage (W) for cpu: [100.0]\n"
             "2026-05-04 %02d:00:00 - Monitoring thread ended.\n",
             from_h, from_h, from_h, from_h + 2, from_h + 2, from_h + 2, from_h + 2);
    told_put(w, name, text);
}

/* It names no machine, and meters all processors of the one that the jobs name. */
START_TEST(carbontracker_is_of_the_machine_of_its_run)
{
    told_world w = told_begin();

    told_put(&w, "jobs.psv",
             JOBS JOB("1", "10:00", "12:00", "7200", "1", "a1", "")
                 JOB("2", "11:00", "13:00", "7200", "1", "a1", ""));
    put_carbontracker(&w, "11.a_2026-05-04T100000Z_carbontracker.log", 10);
    put_carbontracker(&w, "12.b_2026-05-04T110000Z_carbontracker.log", 11);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_double_eq_tol(w.energy_kwh, 0.3, 1e-9); /* 100 W from 10 to 13 */
    ck_assert_double_eq_tol(w.run[0].cpu_kwh, 0.15, 1e-9);
    ck_assert(told_note(&w, "machine-shared"));
    told_end(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, two_jobs_of_one_node_share_what_it_drew);
    tcase_add_loop_test(tcase, jobs_of_two_nodes_or_one_after_the_other_share_nothing, 0,
                        2);
    tcase_add_test(tcase, at_each_moment_the_best_and_longest_account_speaks);
    tcase_add_test(tcase, a_node_and_its_trackers_are_one_energy);
    tcase_add_test(tcase, each_attempt_of_a_requeued_job_has_its_own_node_and_time);
    tcase_add_test(tcase, carbontracker_is_of_the_machine_of_its_run);
    tcase_add_loop_test(tcase, two_trackers_on_one_machine_at_once_are_one_energy, 0, 2);
}

int main(void)
{
    return test_main("machines", add);
}
