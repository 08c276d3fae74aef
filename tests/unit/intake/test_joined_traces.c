/* Logs of one trace, rotated, split or copied, are that trace. */
#include "support/support.h"

#include <plume/evidence.h>
#include <plume/time.h>

#include <sys/stat.h>

static plume_error error;

typedef struct world {
    char *folder;
    plume_notes *notes;
    plume_intake *intake;
    size_t runs;
    double kwh, kwh_of[8], coverage_of[8], devices;
    char host[64];
    plume_records records;
} world;

static plume_status take(void *state, const plume_run *run, plume_error *unused)
{
    world *w = state;

    (void)unused;
    w->kwh += isnan(run->energy.total_kwh) ? 0.0 : run->energy.total_kwh;
    w->devices = run->device_count;
    if (w->runs < 8) {
        w->kwh_of[w->runs] = run->energy.total_kwh;
        w->coverage_of[w->runs] = run->energy.coverage;
    }
    snprintf(w->host, sizeof w->host, "%s", run->host);
    w->runs++;
    return PLUME_OK;
}

static world begin(void)
{
    world w = { .folder = test_folder() };

    ck_ok(plume_notes_new(&w.notes, &error), error);
    ck_ok(plume_intake_new(&w.intake, w.notes, &error), error);
    ck_ok(plume_evidence_attach(w.intake, NULL, &error), error);
    return w;
}

static void finish(world *w)
{
    plume_intake_free(w->intake);
    plume_notes_free(w->notes);
    free(w->folder);
}

static void put(world *w, const char *name, const char *text,
                const plume_input_options *options)
{
    char *path = test_file(w->folder, name, text, strlen(text));

    ck_ok(plume_intake_add(w->intake, path, options, &error), error);
    free(path);
}

static plume_status read_all(world *w)
{
    plume_status status =
        plume_intake_read(w->intake, (plume_run_sink){ take, w }, &error);

    w->records = plume_intake_records(w->intake);
    return status;
}

enum { STEP_S = 60 };

/* Samples first to last of two devices with 200 and 300 W, a minute apart. */
static void put_part(world *w, const char *name, int first, int last, const char *uuid)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "timestamp,index,%spower.draw\n",
                      uuid[0] != '\0' ? "uuid," : "");
    for (int i = first; i <= last; i++)
        for (int device = 0; device < 2; device++) {
            plume_text_printf(&text, "%d,%d,", 1700000000 + STEP_S * i, device);
            if (uuid[0] != '\0')
                plume_text_printf(&text, "GPU-%s%d,", uuid, device);
            plume_text_printf(&text, "%d\n", 200 + 100 * device);
        }
    put(w, name, text.data, NULL);
    plume_text_dispose(&text);
}

static void make_folder(const world *w, const char *name)
{
    char path[300];

    snprintf(path, sizeof path, "%s/%s", w->folder, name);
    ck_assert_int_eq(mkdir(path, 0700), 0);
}

static double kwh_of(int steps)
{
    return steps * STEP_S * 500.0 / 3.6e6;
}

/* Four hours in four files; which is read first does not matter. */
START_TEST(rotated_logs_are_one_trace_whose_seams_are_intervals)
{
    static const char *const names[][4] = { { "a.csv", "b.csv", "c.csv", "d.csv" },
                                            { "d.csv", "c.csv", "b.csv", "a.csv" },
                                            { "b.csv", "d.csv", "a.csv", "c.csv" } };
    world w = begin();

    for (int i = 0; i < 4; i++)
        put_part(&w, names[_i % 3][i], 60 * i, 60 * i + 59, _i < 3 ? "" : "x");
    ck_ok(read_all(&w), error);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.kwh, kwh_of(239), 1e-12);
    ck_assert_double_eq(w.coverage_of[0], 1.0);
    ck_assert_double_eq(w.devices, 2);
    ck_assert_uint_eq(w.records.read, 480);
    ck_assert_uint_eq(w.records.used, 480);
    finish(&w);
}
END_TEST

START_TEST(logs_of_two_unknown_hosts_are_two_traces)
{
    world w = begin();

    make_folder(&w, "n1");
    make_folder(&w, "n2");
    put_part(&w, "n1/a.csv", 0, 59, "");
    put_part(&w, "n2/a.csv", 1, 60, "");
    put_part(&w, "n1/b.csv", 60, 119, "");
    put_part(&w, "n2/b.csv", 61, 120, "");
    ck_ok(read_all(&w), error);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_double_eq_tol(w.kwh, 2 * kwh_of(119), 1e-12);
    finish(&w);
}
END_TEST

START_TEST(logs_that_are_hours_apart_are_two_traces)
{
    world w = begin();

    put_part(&w, "a.csv", 0, 59, "x");
    put_part(&w, "b.csv", 200, 259, "x");
    ck_ok(read_all(&w), error);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_double_eq_tol(w.kwh, 2 * kwh_of(59), 1e-12);
    finish(&w);
}
END_TEST

START_TEST(a_log_and_its_longer_copy_are_one)
{
    static const int lengths[] = { 3, 5, 30 };
    world w = begin();

    put_part(&w, "a.csv", 0, lengths[_i], "");
    put_part(&w, "b.csv", 0, 99, "");
    ck_ok(read_all(&w), error);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.kwh, kwh_of(99), 1e-12);
    finish(&w);
}
END_TEST

START_TEST(a_copy_of_a_part_is_no_part)
{
    world w = begin();

    put_part(&w, "a.csv", 0, 59, "");
    put_part(&w, "b.csv", 60, 119, "");
    put_part(&w, "c.csv", 60, 90, "");
    ck_ok(read_all(&w), error);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.kwh, kwh_of(119), 1e-12);
    finish(&w);
}
END_TEST

START_TEST(logs_of_one_device_that_overlap_count_once)
{
    world w = begin();

    put_part(&w, "whole.csv", 0, 99, "x");
    put_part(&w, "tail.csv", 40, 120, "x");
    ck_ok(read_all(&w), error);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.kwh, kwh_of(120), 1e-12);
    finish(&w);
}
END_TEST

/* Each second from first to last, and moved by after_s. */
static void put_seconds(world *w, const char *name, int first, int last, double after_s)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, "time,host,node_power_w\n");
    for (int i = first; i <= last; i++)
        plume_text_printf(&text, "%.3f,n1,%d\n", 1700000000 + i + after_s, 360 + i % 2);
    put(w, name, text.data, NULL);
    plume_text_dispose(&text);
}

/* Less than a minute, by which a clock may be corrected within a log. */
START_TEST(logs_of_one_host_that_overlap_by_seconds_count_once)
{
    world w = begin();

    put_seconds(&w, "a.csv", 0, 20, 0.0);
    put_seconds(&w, "b.csv", 10, 40, 0.0);
    ck_ok(read_all(&w), error);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.kwh, 360.5 * 40 / 3.6e6, 1e-12);
    ck_assert_uint_eq(w.records.used, 41);
    ck_assert_uint_eq(w.records.rejected, 11);
    finish(&w);
}
END_TEST

/* collectd's plugins write the same reading in whole seconds and in milliseconds. */
START_TEST(samples_that_two_logs_round_to_other_moments_count_once)
{
    world w = begin();

    put_seconds(&w, _i == 0 ? "a.csv" : "b.csv", 0, 20, 0.0);
    put_seconds(&w, _i == 0 ? "b.csv" : "a.csv", 0, 20, 0.454);
    ck_ok(read_all(&w), error);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.kwh, 360.5 * 20 / 3.6e6, 1e-12);
    ck_assert_uint_eq(w.records.read, 42);
    ck_assert_uint_eq(w.records.used, 21);
    ck_assert_uint_eq(w.records.told_again, 21);
    finish(&w);
}
END_TEST

/* Two loops of ipmitool from 23:59:50 of a New Year's Eve on, through `ts` and with
 * `date -Is` of a zone. */
static void put_loops(world *w, const char *zone, const plume_input_options *options)
{
    plume_text ts, iso;

    plume_text_init(&ts);
    plume_text_init(&iso);
    for (int i = 0; i < 20; i++) {
        bool old = i < 10;
        int second = old ? 50 + i : i - 10;

        plume_text_printf(&ts, "%s:%02d Pwr Consumption | 360.000 | Watts | ok\n",
                          old ? "Dec 31 23:59" : "Jan 01 00:00", second);
        plume_text_printf(&iso, "%s:%02d%s,Pwr Consumption,360,Watts,ok\n",
                          old ? "2024-12-31T23:59" : "2025-01-01T00:00", second, zone);
    }
    put(w, "ts.txt", ts.data, options);
    put(w, "iso.csv", iso.data, options);
    plume_text_dispose(&ts);
    plume_text_dispose(&iso);
}

START_TEST(a_log_without_a_year_is_of_the_year_that_another_of_its_folder_tells)
{
    world w = begin();
    plume_input_options options;
    plume_zone *zone;

    plume_input_options_init(&options);
    ck_ok(plume_zone_load(&zone, "+05:30", &error), error);
    options.zone = _i == 0 ? NULL : zone;
    put_loops(&w, _i == 0 ? "+00:00" : "+05:30", &options);
    ck_ok(read_all(&w), error);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.kwh, 360.0 * 19 / 3.6e6, 1e-12);
    ck_assert_uint_eq(w.records.told_again, 20);
    plume_zone_free(zone);
    finish(&w);
}
END_TEST

START_TEST(a_log_without_a_year_that_was_written_at_another_time_is_a_run)
{
    world w = begin();

    put_loops(&w, "-08:00", NULL);
    ck_ok(read_all(&w), error);
    ck_assert_uint_eq(w.runs, 2);
    finish(&w);
}
END_TEST

static void put_meter(world *w, const char *name, const char *column, double watts)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "time,host,%s\n", column);
    for (int i = 0; i <= 60; i++)
        plume_text_printf(&text, "%d,n1,%.0f\n", 1700000000 + STEP_S * i, watts);
    put(w, name, text.data, NULL);
    plume_text_dispose(&text);
}

/* Of one machine in two logs: the wider one counts, whichever is read first. */
START_TEST(two_meters_of_a_host_are_not_parts_of_one_trace)
{
    world w = begin();

    put_meter(&w, _i == 0 ? "a.csv" : "b.csv", "dcmi_power_w", 950.0);
    put_meter(&w, _i == 0 ? "b.csv" : "a.csv", "wall_power_w", 1000.0);
    ck_ok(read_all(&w), error);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.kwh, 1.0, 1e-12);
    ck_assert_uint_eq(w.records.rejected, 0);
    finish(&w);
}
END_TEST

/* What nvidia-smi logs names no host; the meter beside it names one, and only one. */
START_TEST(accelerators_without_a_host_are_of_the_machine_that_is_metered_beside_them)
{
    world w = begin();

    put_meter(&w, "node.csv", "node_power_w", 1000.0);
    put(&w, "gpu.csv", "timestamp,index,power.draw\n1700000000,0,300\n1700000060,0,300\n",
        NULL);
    ck_ok(read_all(&w), error);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.kwh, 1.0, 1e-12);
    ck_assert_uint_eq(w.records.told_again, 2);
    finish(&w);
}
END_TEST

START_TEST(a_run_over_a_seam_gets_the_energy_of_the_seam)
{
    world w = begin();
    plume_input_options options;

    plume_input_options_init(&options);
    options.attribute_to = "*";
    put(&w, "gpu.0.csv",
        "timestamp,index,power.draw\n1704067200,0,300\n1704067260,0,300\n", &options);
    put(&w, "gpu.1.csv",
        "timestamp,index,power.draw\n1704067320,0,300\n1704067380,0,300\n", &options);
    put(&w, "runs.csv",
        "run_id,state,start,end,device,device_count\n"
        "a,complete,2024-01-01T00:00:30Z,2024-01-01T00:02:30Z,A100,1\n",
        NULL);
    ck_ok(read_all(&w), error);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_double_eq_tol(w.kwh_of[0], 300.0 * 120 / 3.6e6, 1e-12);
    ck_assert_double_eq_tol(w.kwh, 300.0 * 180 / 3.6e6, 1e-12);
    finish(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, rotated_logs_are_one_trace_whose_seams_are_intervals, 0,
                        6);
    tcase_add_test(tcase, logs_of_two_unknown_hosts_are_two_traces);
    tcase_add_test(tcase, logs_that_are_hours_apart_are_two_traces);
    tcase_add_loop_test(tcase, a_log_and_its_longer_copy_are_one, 0, 3);
    tcase_add_test(tcase, a_copy_of_a_part_is_no_part);
    tcase_add_test(tcase, logs_of_one_device_that_overlap_count_once);
    tcase_add_test(tcase, logs_of_one_host_that_overlap_by_seconds_count_once);
    tcase_add_loop_test(tcase, samples_that_two_logs_round_to_other_moments_count_once, 0,
                        2);
    tcase_add_loop_test(
        tcase, a_log_without_a_year_is_of_the_year_that_another_of_its_folder_tells, 0,
        2);
    tcase_add_test(tcase, a_log_without_a_year_that_was_written_at_another_time_is_a_run);
    tcase_add_loop_test(tcase, two_meters_of_a_host_are_not_parts_of_one_trace, 0, 2);
    tcase_add_test(
        tcase,
        accelerators_without_a_host_are_of_the_machine_that_is_metered_beside_them);
    tcase_add_test(tcase, a_run_over_a_seam_gets_the_energy_of_the_seam);
}

int main(void)
{
    return test_main("joined traces", add);
}
