/* Runs of which the user says that those at one time used the same devices. */
#include "support/evidence_world.h"

#define HEAD                                                                             \
    "run_id,study,host,start,end,duration_s,device,device_count,energy_kwh,devices\n"
#define DAY "2026-05-04T"

/* As told_read, of inputs that share their devices. */
static void read_shared(told_world *w, const char *name)
{
    char path[300];
    plume_input_options options;

    plume_input_options_init(&options);
    options.shared_devices = true;
    snprintf(path, sizeof path, "%s/%s", w->folder, name);
    ck_ok(plume_intake_add(w->intake, path, &options, &error), error);
}

static void finish(told_world *w)
{
    ck_ok(plume_intake_read(w->intake, (plume_run_sink){ told_take, w }, &error), error);
}

static double kwh(const told_world *w)
{
    return w->energy_kwh;
}

START_TEST(the_total_is_the_union_and_durations_stay)
{
    told_world w = told_begin();

    told_put(&w, "runs.csv",
             HEAD "a,s,g," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,1,1,\n"
                  "b,s,g," DAY "10:00:00Z," DAY "12:00:00Z,7200,A100,1,2,\n"
                  "c,s,g," DAY "14:00:00Z," DAY "15:00:00Z,3600,A100,1,1,\n");
    read_shared(&w, "runs.csv");
    finish(&w);
    ck_assert_uint_eq(w.runs, 3);
    ck_assert_double_eq_tol(w.device_hours, 3.0, 1e-9);
    ck_assert_double_eq_tol(kwh(&w), 0.5 + 1.5 + 1.0, 1e-9);
    ck_assert_double_eq(w.run[0].duration_s, 3600);
    ck_assert_double_eq_tol(w.run[0].device_count, 0.5, 1e-9);
    ck_assert_double_eq(w.run[1].duration_s, 7200);
    ck_assert_double_eq_tol(w.run[1].device_count, 0.75, 1e-9);
    ck_assert_double_eq(w.run[2].device_count, 1);
    ck_assert_str_eq(w.run[0].warnings, "devices-shared");
    ck_assert_str_eq(w.run[2].warnings, "");
    ck_assert(told_note(&w, "overlap-shared-devices"));
    ck_assert(!told_note(&w, "overlap-unnamed-devices"));
    told_end(&w);
}
END_TEST

START_TEST(without_the_word_the_sum_counts_and_is_told)
{
    told_world w = told_begin();

    told_put(&w, "runs.csv",
             HEAD "a,s,g," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,1,1,\n"
                  "b,s,g," DAY "10:00:00Z," DAY "12:00:00Z,7200,A100,1,2,\n");
    told_read(&w, NULL);
    ck_assert_double_eq_tol(w.device_hours, 3.0, 1e-9);
    ck_assert(told_note(&w, "overlap-unnamed-devices"));
    ck_assert_double_eq_tol(plume_evidence_unnamed_sum_hours(w.intake), 3.0, 1e-9);
    ck_assert_double_eq_tol(plume_evidence_unnamed_union_hours(w.intake), 2.0, 1e-9);
    told_end(&w);
}
END_TEST

START_TEST(other_inputs_are_left_alone)
{
    told_world w = told_begin();
    char path[300];

    told_put(&w, "runs.csv",
             HEAD "a,s,," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,1,1,\n"
                  "b,s,," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,1,1,\n");
    told_put(&w, "others.csv",
             HEAD "c,t,," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,1,1,\n"
                  "d,t,," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,1,1,\n");
    read_shared(&w, "runs.csv");
    snprintf(path, sizeof path, "%s/others.csv", w.folder);
    told_read(&w, path);
    ck_assert_uint_eq(w.runs, 4);
    ck_assert_double_eq_tol(w.device_hours, 3.0, 1e-9);
    ck_assert(told_note(&w, "overlap-unnamed-devices")); /* of the others */
    ck_assert_double_eq_tol(plume_evidence_unnamed_sum_hours(w.intake), 2.0, 1e-9);
    told_end(&w);
}
END_TEST

/* At each moment the devices in use are those of the largest run, shared by devices. */
START_TEST(a_larger_run_has_the_larger_share)
{
    told_world w = told_begin();

    told_put(&w, "runs.csv",
             HEAD "a,s,g," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,3,3,\n"
                  "b,s,g," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,1,1,\n");
    read_shared(&w, "runs.csv");
    finish(&w);
    ck_assert_double_eq_tol(w.run[0].device_count, 2.25, 1e-9);
    ck_assert_double_eq_tol(w.run[1].device_count, 0.75, 1e-9);
    ck_assert_double_eq_tol(kwh(&w), 3.0, 1e-9);
    told_end(&w);
}
END_TEST

START_TEST(who_names_devices_shares_these_and_no_others)
{
    told_world w = told_begin();

    told_put(&w, "runs.csv",
             HEAD "a,s,g," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,1,1,0\n"
                  "b,s,g," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,1,1,1\n"
                  "c,s,g," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,1,1,1\n"
                  "d,s,h," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,1,1,1\n");
    read_shared(&w, "runs.csv");
    finish(&w);
    ck_assert_double_eq(w.run[0].device_count, 1);
    ck_assert_double_eq_tol(w.run[1].device_count, 0.5, 1e-9);
    ck_assert_double_eq_tol(w.run[2].device_count, 0.5, 1e-9);
    ck_assert_double_eq(w.run[3].device_count, 1);
    told_end(&w);
}
END_TEST

/* A trace is shared by the times of the runs already, and only once. */
START_TEST(what_a_trace_gave_is_not_shared_again)
{
    told_world w = told_begin();
    plume_text text;

    told_put(&w, "runs.csv",
             "run_id,study,host,start,end,duration_s,device,device_count\n"
             "a,s,g," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,1\n"
             "b,s,g," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,1\n");
    plume_text_init(&text);
    plume_text_add(&text, "host,timestamp,gpu,power_w\n");
    for (int i = 0; i <= 120; i++)
        plume_text_printf(&text, "g," DAY "%02d:%02d:%02dZ,0,400\n", 10 + i / 120,
                          i / 2 % 60, i % 2 * 30);
    told_put(&w, "gpu.csv", text.data);
    plume_text_dispose(&text);
    read_shared(&w, "");
    finish(&w);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_double_eq_tol(kwh(&w), 0.4, 1e-9);
    ck_assert_double_eq_tol(w.device_hours, 1.0, 1e-9);
    told_end(&w);
}
END_TEST

/* Reading may be done again, with the same result. */
START_TEST(a_second_reading_gives_the_same)
{
    told_world w = told_begin();
    double first;

    told_put(&w, "runs.csv",
             HEAD "a,s,g," DAY "10:00:00Z," DAY "11:00:00Z,3600,A100,1,1,\n"
                  "b,s,g," DAY "10:00:00Z," DAY "12:00:00Z,7200,A100,1,2,\n");
    read_shared(&w, "runs.csv");
    finish(&w);
    first = w.device_hours;
    w.runs = 0;
    w.device_hours = 0;
    finish(&w);
    ck_assert_uint_eq(w.runs, 2);
    ck_assert_double_eq(w.device_hours, first);
    ck_assert_uint_eq(plume_notes_tally(w.notes, "overlap-shared-devices"), 1);
    told_end(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_total_is_the_union_and_durations_stay);
    tcase_add_test(tcase, without_the_word_the_sum_counts_and_is_told);
    tcase_add_test(tcase, other_inputs_are_left_alone);
    tcase_add_test(tcase, a_larger_run_has_the_larger_share);
    tcase_add_test(tcase, who_names_devices_shares_these_and_no_others);
    tcase_add_test(tcase, what_a_trace_gave_is_not_shared_again);
    tcase_add_test(tcase, a_second_reading_gives_the_same);
}

int main(void)
{
    return test_main("shared_devices", add);
}
