/* Which logs of carbontracker tell of one run, and which of two that look alike. */
#include "support/evidence_world.h"

#define BEGUN(at) "2026-11-29 23:40:" at " - carbontracker version 2.4.7\n"
#define FOUND                                                                            \
    "2026-11-29 23:40:56 - The following components were found: CPU with device(s) AMD " \
    "EPYC.\n"
#define EPOCH(number, at)                                                                \
    "2026-11-29 23:41:" at " - Epoch " number ":\n2026-11-29 23:41:" at                  \
    " - Duration: 0:00:04.13\n2026-11-29 23:41:" at                                      \
    " - Average power usage (W) for cpu: 60.0\n"
#define KILLED BEGUN("54") FOUND EPOCH("1", "02") EPOCH("2", "06")

static const double epoch_kwh = 60 * 4.13 / 3.6e6;

/* Two machines of constant power, or two ranks of one: equal to the last figure. */
START_TEST(logs_of_other_processes_are_no_copies_however_alike)
{
    told_world w = told_begin();

    told_put(&w, "31550.639906_2026-11-29T234054Z_carbontracker.log", KILLED);
    told_put(&w, "31551.626509_2026-11-29T234054Z_carbontracker.log", KILLED);
    told_read(&w, NULL);
    ck_assert_uint_eq(plume_intake_records(w.intake).duplicate, 0);
    ck_assert_double_eq_tol(w.energy_kwh, 4 * epoch_kwh, 1e-12);
    told_end(&w);
}
END_TEST

START_TEST(a_copy_has_the_process_in_its_name_or_the_same_figures)
{
    static const char *const names[] = {
        "copy/31550.639906_2026-11-29T234054Z_carbontracker.log",
        "copy/old_31550.639906_2026-11-29T234054Z_carbontracker.log",
        "copy/of_the_node_carbontracker.log"
    };
    told_world w = told_begin();
    plume_records records;

    told_put_folder(&w, "copy");
    told_put(&w, "31550.639906_2026-11-29T234054Z_carbontracker.log", KILLED);
    told_put(&w, names[_i], KILLED);
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    records = plume_intake_records(w.intake);
    ck_assert_uint_eq(records.duplicate + records.superseded, 1);
    ck_assert_double_eq_tol(w.energy_kwh, 2 * epoch_kwh, 1e-12);
    told_end(&w);
}
END_TEST

START_TEST(of_a_log_that_grew_the_longer_counts)
{
    told_world w = told_begin();

    told_put_folder(&w, "before");
    told_put(&w, "before/31550.639906_2026-11-29T234054Z_carbontracker.log", KILLED);
    told_put(&w, "31550.639906_2026-11-29T234054Z_carbontracker.log",
             KILLED EPOCH("3", "10"));
    told_read(&w, NULL);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_double_eq_tol(w.energy_kwh, 3 * epoch_kwh, 1e-12);
    told_end(&w);
}
END_TEST

typedef struct seen {
    double pid[4];
    size_t count;
} seen;

static plume_status take_pid(void *state, const plume_run *run, plume_error *unused)
{
    seen *to = state;

    (void)unused;
    to->pid[to->count++] = run->keys.pid;
    return PLUME_OK;
}

START_TEST(every_session_of_a_log_states_its_process)
{
    told_world w = told_begin();
    seen got = { .count = 0 };

    told_put(&w, "exp_31550.639906_2026-11-29T234054Z_carbontracker.log",
             KILLED "2026-11-29 23:51:54 - carbontracker version 2.4.7\n" FOUND
                    "2026-11-29 23:52:02 - Epoch 1:\n"
                    "2026-11-29 23:52:02 - Duration: 0:00:04.13\n"
                    "2026-11-29 23:52:02 - Average power usage (W) for cpu: 60.0\n");
    ck_ok(plume_intake_add(w.intake, w.folder, NULL, &error), error);
    ck_ok(plume_intake_read(w.intake, (plume_run_sink){ take_pid, &got }, &error), error);
    ck_assert_uint_eq(got.count, 2);
    ck_assert_double_eq(got.pid[0], 31550);
    ck_assert_double_eq(got.pid[1], 31550);
    told_end(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, logs_of_other_processes_are_no_copies_however_alike);
    tcase_add_loop_test(tcase, a_copy_has_the_process_in_its_name_or_the_same_figures, 0,
                        3);
    tcase_add_test(tcase, of_a_log_that_grew_the_longer_counts);
    tcase_add_test(tcase, every_session_of_a_log_states_its_process);
}

int main(void)
{
    return test_main("carbontracker_copies", add);
}
