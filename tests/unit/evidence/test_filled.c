/* Samples that begin late or end early are filled up to the whole run, and told. */
#include "support/evidence_world.h"

enum { BEGIN_S = 1777888800 }; /* 2026-05-04T10:00:00Z */

/* A run of MLflow of one hour, whose device drew 300 W at all samples: one in 10 s from
 * from_s to to_s, but none between hole_s[0] and hole_s[1]. */
static void put_sampled(const told_world *w, int from_s, int to_s, const int hole_s[2])
{
    static const char *const below[] = {
        "mlruns",
        "mlruns/1",
        "mlruns/1/abc",
        "mlruns/1/abc/metrics",
        "mlruns/1/abc/metrics/system",
    };
    plume_text text;

    for (size_t i = 0; i < sizeof below / sizeof below[0]; i++)
        told_put_folder(w, below[i]);
    told_put(w, "mlruns/1/meta.yaml",
             "artifact_location: x\nexperiment_id: '1'\nlifecycle_stage: active\nname: "
             "toy\n");
    told_put(w, "mlruns/1/abc/meta.yaml",
             "start_time: 1777888800000\nend_time: 1777892400000\nexperiment_id: '1'\n"
             "lifecycle_stage: active\nrun_id: abc\nrun_name: t\nstatus: 3\n");
    plume_text_init(&text);
    for (int s = from_s; s <= to_s; s += 10)
        if (s <= hole_s[0] || s >= hole_s[1])
            plume_text_printf(&text, "%d000 300.0 %d\n", BEGIN_S + s, s / 10);
    told_put(w, "mlruns/1/abc/metrics/system/gpu_0_power_usage_watts", text.data);
    plume_text_dispose(&text);
}

/* The same hour in a table without energy. */
static void put_table(const told_world *w, const char *device_count)
{
    char text[200];

    snprintf(text, sizeof text,
             "run_id,state,start,end,device_count\n"
             "t,complete,2026-05-04T10:00:00Z,2026-05-04T11:00:00Z,%s\n",
             device_count);
    told_put(w, "runs.csv", text);
}

static void read_with(told_world *w, plume_gaps gaps)
{
    plume_input_options options;

    plume_input_options_init(&options);
    options.gaps = gaps;
    ck_ok(plume_intake_add(w->intake, w->folder, &options, &error), error);
    ck_ok(plume_intake_read(w->intake, (plume_run_sink){ told_take, w }, &error), error);
    ck_assert_uint_eq(w->runs, 1);
    ck_assert_double_eq_tol(w->run[0].duration_s, 3600.0, 1e-9);
}

static const int no_hole[2] = { 0, 0 };

START_TEST(samples_that_miss_a_little_are_filled_up_to_the_run)
{
    told_world w = told_begin();

    put_sampled(&w, 60, 3500, no_hole);
    put_table(&w, "1");
    read_with(&w, PLUME_GAPS_BRIDGE);
    ck_assert_double_eq_tol(w.run[0].gpu_kwh, 0.3, 1e-9);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 0.3, 1e-9);
    ck_assert_double_eq_tol(w.run[0].coverage, 3440.0 / 3600.0, 1e-9);
    ck_assert_int_eq(w.run[0].evidence, PLUME_EVIDENCE_SAMPLED);
    ck_assert_str_eq(w.run[0].warnings, "samples-filled");
    ck_assert(told_note(&w, "samples-filled"));
    ck_assert(!told_note(&w, "partly-measured"));
    told_end(&w);
}
END_TEST

/* As it is beside another log. */
START_TEST(samples_of_the_only_log_are_filled_up_to_the_run)
{
    static const plume_gaps gaps[] = { PLUME_GAPS_BRIDGE, PLUME_GAPS_EXCLUDE };
    static const char *const codes[] = { "samples-filled", "partly-measured" };
    told_world w = told_begin();

    put_sampled(&w, 0, 1800, no_hole);
    read_with(&w, gaps[_i]);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, _i == 0 ? 0.3 : 0.15, 1e-9);
    ck_assert_int_eq(w.run[0].evidence,
                     _i == 0 ? PLUME_EVIDENCE_ASSUMED : PLUME_EVIDENCE_SAMPLED);
    ck_assert_str_eq(w.run[0].warnings, codes[_i]);
    ck_assert(told_note(&w, codes[_i]));
    ck_assert(!told_note(&w, codes[1 - _i]));
    told_end(&w);
}
END_TEST

START_TEST(a_power_log_alone_lacks_nothing)
{
    told_world w = told_begin();

    told_put(&w, "gpu.csv",
             "timestamp,gpu,power_w\n2026-05-04T10:00:00Z,0,300\n2026-05-04T10:01:00Z,0,"
             "300\n2026-05-04T10:02:00Z,0,300\n2026-05-04T11:00:00Z,0,300\n");
    read_with(&w, PLUME_GAPS_BRIDGE);
    ck_assert_double_lt(w.run[0].coverage, 0.5);
    ck_assert_str_eq(w.run[0].warnings, "");
    told_end(&w);
}
END_TEST

START_TEST(a_bridged_gap_is_not_filled_again)
{
    static const int hole_s[2] = { 1000, 2000 };
    told_world w = told_begin();

    put_sampled(&w, 60, 3500, hole_s);
    put_table(&w, "1");
    read_with(&w, PLUME_GAPS_BRIDGE);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 0.3, 1e-9);
    ck_assert_double_eq_tol(w.run[0].coverage, 2440.0 / 3600.0, 1e-9);
    told_end(&w);
}
END_TEST

START_TEST(samples_of_half_a_run_make_an_assumption_of_it)
{
    told_world w = told_begin();

    put_sampled(&w, 0, 1800, no_hole);
    put_table(&w, "1");
    read_with(&w, PLUME_GAPS_BRIDGE);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 0.3, 1e-9);
    ck_assert_int_eq(w.run[0].evidence, PLUME_EVIDENCE_ASSUMED);
    ck_assert(told_note(&w, "samples-filled"));
    told_end(&w);
}
END_TEST

START_TEST(gaps_that_are_excluded_are_not_filled)
{
    told_world w = told_begin();

    put_sampled(&w, 0, 1800, no_hole);
    put_table(&w, "1");
    read_with(&w, PLUME_GAPS_EXCLUDE);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 0.15, 1e-9);
    ck_assert_int_eq(w.run[0].evidence, PLUME_EVIDENCE_SAMPLED);
    ck_assert_str_eq(w.run[0].warnings, "partly-measured");
    ck_assert(told_note(&w, "partly-measured"));
    ck_assert(!told_note(&w, "samples-filled"));
    told_end(&w);
}
END_TEST

/* The scheduler held the device for three hours, and nobody sampled the other two. */
START_TEST(samples_are_filled_up_to_the_hours_that_were_used)
{
    told_world w = told_begin();

    put_sampled(&w, 60, 3500, no_hole);
    told_put(&w, "jobs.psv",
             "JobID|JobName|State|Start|End|ElapsedRaw|AllocTRES|NodeList|Partition\n"
             "501|train|COMPLETED|2026-05-04T09:30:00|2026-05-04T11:20:00|6600|cpu=8,"
             "gres/gpu:a100=1,gres/gpu=1,node=1|a1|gpu\n");
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.run[0].duration_s, 6600.0, 1e-9);
    ck_assert_double_eq_tol(w.run[0].used_s, 3600.0, 1e-9);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 0.3, 1e-9);
    ck_assert(told_note(&w, "partly-measured"));
    told_end(&w);
}
END_TEST

/* What the devices of a power log drew is known, and no more than that is given. */
START_TEST(a_power_log_gives_no_more_than_it_measured)
{
    told_world w = told_begin();
    plume_text text;

    put_table(&w, "1");
    plume_text_init(&text);
    plume_text_add(&text, "timestamp,gpu,power_w\n");
    for (int s = 0; s <= 3000; s += 30)
        plume_text_printf(&text, "2026-05-04T10:%02d:%02dZ,0,300\n", s / 60, s % 60);
    told_put(&w, "gpu.csv", text.data);
    plume_text_dispose(&text);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.run[0].energy_kwh, 0.25, 1e-9);
    ck_assert_double_eq_tol(w.run[0].coverage, 3000.0 / 3600.0, 1e-9);
    ck_assert_str_eq(w.run[0].warnings, "partly-measured");
    told_end(&w);
}
END_TEST

static void add(TCase *cases)
{
    tcase_add_test(cases, samples_that_miss_a_little_are_filled_up_to_the_run);
    tcase_add_loop_test(cases, samples_of_the_only_log_are_filled_up_to_the_run, 0, 2);
    tcase_add_test(cases, a_power_log_alone_lacks_nothing);
    tcase_add_test(cases, a_bridged_gap_is_not_filled_again);
    tcase_add_test(cases, samples_of_half_a_run_make_an_assumption_of_it);
    tcase_add_test(cases, gaps_that_are_excluded_are_not_filled);
    tcase_add_test(cases, samples_are_filled_up_to_the_hours_that_were_used);
    tcase_add_test(cases, a_power_log_gives_no_more_than_it_measured);
}

int main(void)
{
    return test_main("filled", add);
}
