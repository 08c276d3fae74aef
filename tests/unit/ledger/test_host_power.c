/* The power of hosts is charged once to each host and hour. */
#include "ledger/host_power.h"

#include "support/support.h"

typedef struct job {
    const char *host;
    double start_h, hours, devices;
} job;

static plume_error error;

static plume_run run_of(const job *from)
{
    plume_run run;

    plume_run_init(&run);
    run.host = from->host;
    run.start_s = from->start_h * 3600.0;
    run.duration_s = from->hours * 3600.0;
    run.device_count = from->devices;
    return run;
}

/* The kWh of each at 1 kW a host go to each; the sum is returned. */
static double charge(const job *jobs, size_t count, double per_host, double *each,
                     plume_notes *notes)
{
    plume_study study;
    plume_host_power *power;
    double sum = 0.0;

    memset(&study, 0, sizeof study);
    study.path = "plume.yaml";
    study.host_power_w = 1000.0;
    study.lifecycle.devices_per_host = per_host;
    ck_ok(plume_host_power_new(&power, &study, &error), error);
    for (size_t i = 0; i < count; i++) {
        plume_run run = run_of(&jobs[i]);

        ck_ok(plume_host_power_add(power, &run, &error), error);
    }
    plume_host_power_share(power);
    for (size_t i = 0; i < count; i++) {
        plume_run run = run_of(&jobs[i]);

        each[i] = plume_host_power_kwh(power, &run, jobs[i].hours);
        sum += each[i];
    }
    if (notes != NULL)
        plume_host_power_note(power, study.path, notes);
    plume_host_power_free(power);
    return sum;
}

START_TEST(runs_that_share_a_host_share_its_hours_by_their_devices)
{
    static const job jobs[] = { { "n1", 0, 10, 1 },
                                { "N1.example.org", 0, 10, 3 },
                                { "n1", 8, 4, 4 },
                                { "n2", 0, 5, 1 } };
    double each[4];
    plume_notes *notes;

    ck_ok(plume_notes_new(&notes, &error), error);
    ck_assert_double_eq_tol(charge(jobs, 4, NAN, each, notes), 12 + 5, 1e-9);
    ck_assert_double_eq_tol(each[0], 8 * 0.25 + 2 * 0.125, 1e-9);
    ck_assert_double_eq_tol(each[1], 8 * 0.75 + 2 * 0.375, 1e-9);
    ck_assert_double_eq_tol(each[2], 2 * 0.5 + 2, 1e-9);
    ck_assert_double_eq_tol(each[3], 5, 1e-9);
    ck_assert_str_eq(plume_notes_at(notes, 0)->message,
                     "hosts are charged 1,000 W each, as the study file states, once for "
                     "the time in which any run was on them: 2 hosts, 17.00 host-hours, "
                     "17.00 kWh, counted as assumed");
    plume_notes_free(notes);
}
END_TEST

START_TEST(a_run_on_several_hosts_is_on_each)
{
    static const job jobs[] = { { "n[1-2]", 0, 10, 16 }, { "n2", 0, 10, 8 } };
    double each[2];

    ck_assert_double_eq_tol(charge(jobs, 2, NAN, each, NULL), 20, 1e-9);
    ck_assert_double_eq_tol(each[0], 15, 1e-9);
}
END_TEST

START_TEST(devices_imply_hosts_that_nobody_names)
{
    static const job one[] = { { "", 0, 10, 64 } };
    static const job batch[] = { { "n1", 0, 10, 64 } };
    double each[1];

    ck_assert_double_eq_tol(charge(one, 1, NAN, each, NULL), 80, 1e-9);
    ck_assert_double_eq_tol(charge(one, 1, 4, each, NULL), 160, 1e-9);
    ck_assert_double_eq_tol(charge(batch, 1, NAN, each, NULL), 10, 1e-9);
    ck_assert_double_eq_tol(charge(batch, 1, 8, each, NULL), 80, 1e-9);
}
END_TEST

START_TEST(runs_without_a_host_fill_hosts_with_their_devices)
{
    job jobs[12];
    double each[12];

    for (int i = 0; i < 12; i++)
        jobs[i] = (job){ "", 0, 10, 1 };
    ck_assert_double_eq_tol(charge(jobs, 8, NAN, each, NULL), 10, 1e-9);
    ck_assert_double_eq_tol(charge(jobs, 12, NAN, each, NULL), 20, 1e-9);
    ck_assert_double_eq_tol(charge(jobs, 12, 4, each, NULL), 30, 1e-9);
    for (int i = 0; i < 12; i++)
        jobs[i].start_h = 10.0 * i;
    ck_assert_double_eq_tol(charge(jobs, 12, NAN, each, NULL), 120, 1e-9);
    ck_assert_double_eq_tol(each[3], 10, 1e-9);
}
END_TEST

START_TEST(a_run_without_times_is_charged_for_itself)
{
    static const job jobs[] = { { "n1", NAN, 10, 1 }, { "", NAN, 3, 16 } };
    double each[2];

    ck_assert_double_eq_tol(charge(jobs, 2, NAN, each, NULL), 16, 1e-9);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, runs_that_share_a_host_share_its_hours_by_their_devices);
    tcase_add_test(tcase, a_run_on_several_hosts_is_on_each);
    tcase_add_test(tcase, devices_imply_hosts_that_nobody_names);
    tcase_add_test(tcase, runs_without_a_host_fill_hosts_with_their_devices);
    tcase_add_test(tcase, a_run_without_times_is_charged_for_itself);
}

int main(void)
{
    return test_main("host power", add);
}
