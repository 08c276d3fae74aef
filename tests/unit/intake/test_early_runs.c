/* One reading gives what two give: runs that the survey hands on count, or are taken
 * back. */
#include "support/intake_world.h"

#include "intake/internal.h"

typedef struct seen {
    plume_text runs;
    size_t taken, forgotten;
} seen;

static plume_status see(void *state, const plume_run *run, plume_error *unused)
{
    seen *all = state;

    (void)unused;
    plume_text_printf(&all->runs, "%s %s:%llu %g h, device '%s', %s\n", run->id,
                      run->origin.path, (unsigned long long)run->origin.line,
                      run->duration_s / 3600.0, run->device, run->note);
    all->taken++;
    return PLUME_OK;
}

static plume_status forget(void *state, plume_error *unused)
{
    seen *all = state;

    (void)unused;
    all->forgotten += all->runs.length > 0;
    plume_text_clear(&all->runs);
    return PLUME_OK;
}

/* All that is told: runs, notes, and what became of the records. */
static void put_told(plume_text *out, world *w)
{
    plume_records records = plume_intake_records(w->intake);

    for (size_t i = 0; i < plume_notes_count(w->notes); i++) {
        const plume_note *note = plume_notes_at(w->notes, i);

        plume_text_printf(out, "%s:%llu %s %s %llu\n", note->path,
                          (unsigned long long)note->line, note->code, note->message,
                          (unsigned long long)plume_notes_tally(w->notes, note->code));
    }
    plume_text_printf(out, "%llu = %llu + %llu + %llu + %llu, %llu notes more\n",
                      (unsigned long long)records.read, (unsigned long long)records.used,
                      (unsigned long long)records.superseded,
                      (unsigned long long)records.duplicate,
                      (unsigned long long)records.rejected,
                      (unsigned long long)plume_notes_tally(w->notes, ""));
}

typedef struct file {
    const char *name, *text;
} file;

static void put_below(world *w, const char *name, const char *text)
{
    for (const char *slash = strchr(name, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        char folder[300];

        snprintf(folder, sizeof folder, "%s/%.*s", w->folder, (int)(slash - name), name);
        (void)mkdir(folder, 0700); /* it may be there */
    }
    put(w, name, text);
}

/* With a note from before, which stays. */
static void read_as(seen *out, const file files[2], bool ahead)
{
    world w = begin();
    plume_forgetting_sink sink = { { see, out }, ahead ? forget : NULL, w.notes, false };

    plume_intake_keep_going(w.intake, true);
    plume_intake_relabel(w.intake);
    plume_notes_add(w.notes, PLUME_INFO, "before", NULL, 0, "told before");
    *out = (seen){ .taken = 0 };
    plume_text_init(&out->runs);
    for (int i = 0; i < 2 && files[i].name != NULL; i++)
        put_below(&w, files[i].name, files[i].text);
    for (int i = 0; i < 2 && files[i].name != NULL; i++)
        add_path(&w, files[i].name, NULL);
    ck_ok(plume_intake_read_once(w.intake, sink, &error), error);
    put_told(&out->runs, &w);
    finish(&w);
}

typedef enum way {
    ONCE,  /* the survey hands all on */
    TWICE, /* it hands some on, which are taken back */
    LATER  /* it hands none on */
} way;

static void expect(const file files[2], way expected)
{
    seen one, two;

    read_as(&one, files, true);
    read_as(&two, files, false);
    ck_assert_uint_eq(one.forgotten, expected == TWICE);
    if (expected == TWICE)
        ck_assert_uint_gt(one.taken, two.taken);
    else
        ck_assert_uint_eq(one.taken, two.taken);
    ck_assert_str_eq(one.runs.data, two.runs.data);
    plume_text_dispose(&one.runs);
    plume_text_dispose(&two.runs);
}

#define TRACKER "timestamp,run_id,duration,emissions,energy_consumed\n"

START_TEST(rows_that_repeat_nothing_are_handed_on_at_once)
{
    const file one[2] = { { "a.csv", TRACKER "2024-03-01T00:00:00,a,60,0.1,0.2\n"
                                             "2024-03-01T00:01:00,b,nonsense,0.1,0.2\n"
                                             "2024-03-01T00:02:00,c,60,0.1,0.2\n" } };
    const file two[2] = { { "a.csv", TRACKER "2024-03-01T00:00:00,a,60,0.1,0.2\n" },
                          { "b.csv", TRACKER "2024-03-01T00:02:00,c,60,0.1,0.2\n" } };

    expect(one, ONCE);
    expect(two, ONCE);
}
END_TEST

START_TEST(a_row_that_comes_again_takes_all_back)
{
    const file within[2] = { { "a.csv", TRACKER "2024-03-01T00:00:00,a,60,0.1,0.2\n"
                                                "2024-03-01T00:01:00,b,-3,0.1,0.2\n"
                                                "2024-03-01T00:02:00,a,90,0.1,0.3\n" } };
    const file copied[2] = { { "a.csv", TRACKER "2024-03-01T00:00:00,a,60,0.1,0.2\n" },
                             { "b.csv", TRACKER "2024-03-01T00:00:00,a,60,0.1,0.2\n" } };

    expect(within, TWICE);
    expect(copied, TWICE);
}
END_TEST

static void print_trials(plume_text *text, int first, int count)
{
    plume_text_init(text);
    plume_text_add(text, "number,value,datetime_start,datetime_complete,state\n");
    for (int i = first; i < first + count; i++)
        plume_text_printf(text,
                          "%d,0.5,2024-03-01 00:00:00,2024-03-01 01:00:00,COMPLETE\n", i);
}

/* So many that those beyond the first are kept in a sieve. */
START_TEST(many_trials_are_handed_on_at_once_unless_another_file_has_them_too)
{
    plume_text all, some;

    print_trials(&all, 0, 9000);
    print_trials(&some, 8000, 2000);
    expect((file[2]){ { "1.csv", all.data } }, ONCE);
    expect((file[2]){ { "1.csv", all.data }, { "2.csv", some.data } }, TWICE);
    plume_text_dispose(&all);
    plume_text_dispose(&some);
}
END_TEST

#define JOBS    "JobID|State|Start|End|ElapsedRaw|AllocTRES\n"
#define WITH    "2024-03-01T10:00:00|2024-03-01T11:00:00|3600|cpu=4,gres/gpu:a100=1\n"
#define WITHOUT "2024-03-01T10:00:00|2024-03-01T11:00:00|3600|cpu=4\n"

/* Of a log in which some jobs have GPUs the others have processors alone. */
START_TEST(jobs_whose_devices_the_end_of_the_log_tells_are_read_again)
{
    const file before[2] = { { "a.psv",
                               JOBS "7|COMPLETED|" WITHOUT "8|COMPLETED|" WITH } };
    const file behind[2] = { { "a.psv",
                               JOBS "7|COMPLETED|" WITH "7.batch|COMPLETED|" WITHOUT
                                    "8|COMPLETED|" WITHOUT } };
    const file none[2] = { { "a.psv", JOBS "7|COMPLETED|" WITHOUT "8|FAILED|" WITHOUT } };

    expect(before, TWICE);
    expect(behind, ONCE);
    expect(none, ONCE);
}
END_TEST

START_TEST(logs_of_several_readers_wait_for_all)
{
    const file both[2] = { { "a.csv", TRACKER "2024-03-01T00:00:00,a,60,0.1,0.2\n" },
                           { "b.psv", JOBS "7|COMPLETED|" WITH } };
    const file trace[2] = { { "p.csv", "timestamp, index, power.draw [W]\n"
                                       "2024/03/01 00:00:00.000, 0, 100 W\n"
                                       "2024/03/01 00:00:01.000, 0, nothing\n"
                                       "2024/03/01 00:00:02.000, 0, 100 W\n" } };

    expect(both, LATER);
    expect(trace, LATER);
}
END_TEST

#define RUN(id)                                                                          \
    "run_id: " id "\nexperiment_id: '1'\nlifecycle_stage: active\nstatus: 3\n"           \
    "start_time: 1700000000000\nend_time: 1700003600000\n"

/* Experiments are surveyed before what lies deeper; runs go on in the order of files. */
START_TEST(what_is_surveyed_out_of_turn_takes_all_back)
{
    const file in_turn[2] = { { "a/meta.yaml", RUN("a") },
                              { "b/r/meta.yaml", RUN("b") } };
    const file deeper[2] = { { "a/r/meta.yaml", RUN("a") }, { "b/meta.yaml", RUN("b") } };
    const file inside[2] = { { "a/meta.yaml", "experiment_id: '1'\nname: e\n"
                                              "lifecycle_stage: active\n"
                                              "artifact_location: x\n" },
                             { "a/r/meta.yaml", RUN("b") } };

    expect(in_turn, ONCE);
    expect(deeper, TWICE);
    expect(inside, ONCE);
}
END_TEST

/* One that is refused within has told of runs. */
START_TEST(a_log_that_is_refused_behind_its_first_runs_leaves_none)
{
    const file refused[2] = { { "a.psv", JOBS "1.0|COMPLETED|" WITH "2|COMPLETED|" WITH
                                              "3.0|COMPLETED|" WITH "1|COMPLETED|" WITH },
                              { "b.psv", JOBS "7|COMPLETED|" WITH } };

    expect(refused, TWICE);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, rows_that_repeat_nothing_are_handed_on_at_once);
    tcase_add_test(tcase, a_row_that_comes_again_takes_all_back);
    tcase_add_test(tcase,
                   many_trials_are_handed_on_at_once_unless_another_file_has_them_too);
    tcase_add_test(tcase, jobs_whose_devices_the_end_of_the_log_tells_are_read_again);
    tcase_add_test(tcase, logs_of_several_readers_wait_for_all);
    tcase_add_test(tcase, what_is_surveyed_out_of_turn_takes_all_back);
    tcase_add_test(tcase, a_log_that_is_refused_behind_its_first_runs_leaves_none);
}

int main(void)
{
    return test_main("early runs", add);
}
