/* Each rule by itself, on accounts made for it. */
#include "support/evidence_world.h"

#include "evidence/accounts/order.h"
#include "evidence/rules/rules.h"

static plume_book *book;
static plume_groups *groups;
static plume_relating relating;
static char ids[512][16];
static uint32_t at[512]; /* in the spool: accounts get other numbers when all are there */

static void begin(void)
{
    memset(&error, 0, sizeof error);
    memset(&relating, 0, sizeof relating);
    ck_ok(plume_book_new(&book, &error), error);
}

static void end(void)
{
    plume_groups_free(groups);
    plume_book_free(book);
    free(relating.doubt);
    groups = NULL;
}

/* Another account of this reader; its number. */
static uint32_t tell_of(plume_run *run, const char *reader, double start_s, double end_s,
                        double duration_s)
{
    uint32_t number = (uint32_t)book->count;

    snprintf(ids[number], sizeof ids[number], "%u", number);
    run->id = ids[number];
    run->origin.reader = reader;
    run->origin.path = reader;
    run->start_s = start_s;
    run->end_s = end_s;
    run->duration_s = duration_s;
    run->keys.resolution_s = 0.0;
    ck_ok(plume_book_add(book, run, reader, number, false, &error), error);
    at[number] = book->added.at;
    return number;
}

static uint32_t tell(plume_run *run, const char *reader, double start_s, double end_s)
{
    return tell_of(run, reader, start_s, end_s, end_s - start_s);
}

static uint32_t plain(const char *reader, double start_s, double end_s)
{
    plume_run run;

    plume_run_init(&run);
    return tell(&run, reader, start_s, end_s);
}

static uint32_t on_host(const char *reader, const char *host, double start_s,
                        double end_s)
{
    plume_run run;

    plume_run_init(&run);
    run.host = host;
    return tell(&run, reader, start_s, end_s);
}

static void relate(void)
{
    plume_apart apart = { NULL, NULL, NULL };

    ck_ok(plume_book_ready(book, &error), error);
    ck_ok(plume_groups_new(&groups, book, apart, &error), error);
    relating.groups = groups;
    relating.book = book;
    ck_ok(plume_relate(&relating, &error), error);
}

/* The number that an account has now. */
static uint32_t now(uint32_t number)
{
    uint32_t i = 0;

    while (book->account[i].at != at[number])
        i++;
    return i;
}

static bool same(uint32_t left, uint32_t right)
{
    return plume_group_of(groups, now(left)) == plume_group_of(groups, now(right));
}

static bool inside(uint32_t part, uint32_t holder)
{
    uint32_t by = plume_group_holder(groups, plume_group_of(groups, now(part)));

    return by != PLUME_NOBODY &&
           plume_group_of(groups, by) == plume_group_of(groups, now(holder));
}

START_TEST(ends_within_three_seconds_and_starts_within_ten_are_the_same)
{
    uint32_t a = plain("slurm", 1000, 2000), b = plain("codecarbon", 1010, 2003);

    relate();
    ck_assert(same(a, b));
}
END_TEST

START_TEST(beyond_the_tolerances_they_are_not_the_same)
{
    uint32_t a = plain("slurm", 1000, 1100), b = plain("codecarbon", 1002, 1103.1);
    uint32_t c = plain("slurm", 5000, 5100), d = plain("codecarbon", 5010.1, 5100);

    relate();
    ck_assert(!same(a, b) && !same(c, d));
}
END_TEST

START_TEST(accounts_of_one_reader_are_never_the_same_by_times)
{
    uint32_t a = plain("optuna", 0, 100), b = plain("optuna", 0, 100);

    relate();
    ck_assert(!same(a, b));
}
END_TEST

START_TEST(the_nearest_pair_is_taken_first)
{
    uint32_t a = plain("slurm", 0, 100), b = plain("slurm", 2, 102);
    uint32_t c = plain("codecarbon", 2.5, 102), d = plain("codecarbon", 1, 100.5);

    relate();
    ck_assert(same(a, d) && same(b, c));
}
END_TEST

START_TEST(hosts_that_differ_are_never_merged)
{
    uint32_t a = on_host("slurm", "n[1-2]", 0, 100),
             b = on_host("wandb_file", "n3", 0, 100);
    uint32_t c = on_host("slurm", "n[4-6]", 500, 600);
    uint32_t d = on_host("wandb_file", "N5.example.org", 500, 600);

    relate();
    ck_assert(!same(a, b));
    ck_assert(same(c, d));
}
END_TEST

START_TEST(a_key_beats_the_times_and_is_not_looked_at_again)
{
    plume_run run;
    uint32_t a, b, c;

    plume_run_init(&run);
    run.keys.run = "abc";
    run.keys.run_tool = "wandb";
    a = tell(&run, "wandb_file", 0, 100);
    plume_run_init(&run);
    run.keys.other_run = "abc";
    run.keys.other_tool = "wandb";
    b = tell(&run, "mlflow", 30, 70);
    c = plain("mlflow", 0, 100);
    relate();
    ck_assert(same(a, b));
    ck_assert(!same(a, c));
}
END_TEST

START_TEST(jobs_that_differ_are_not_one_whatever_lies_between)
{
    plume_run run;
    uint32_t a, b, c;

    plume_run_init(&run);
    run.keys.job = "501";
    a = tell(&run, "slurm", 0, 100);
    run.keys.job = "502";
    b = tell(&run, "wandb_file", 0, 100);
    c = plain("codecarbon", 0, 100);
    relate();
    ck_assert(!same(a, b));
    ck_assert(same(a, c) != same(b, c));
}
END_TEST

START_TEST(trials_that_cover_half_of_a_run_are_parts_of_it)
{
    uint32_t whole = plain("wandb_file", 0, 100);
    uint32_t a = plain("optuna", 5, 30), b = plain("optuna", 35, 60);

    relate();
    ck_assert(inside(a, whole) && inside(b, whole));
}
END_TEST

START_TEST(below_half_there_is_a_doubt_and_no_relation)
{
    uint32_t whole = plain("wandb_file", 0, 100);
    uint32_t a = plain("optuna", 5, 30), b = plain("optuna", 35, 59);

    relate();
    ck_assert(!inside(a, whole) && !inside(b, whole));
    ck_assert_uint_eq(relating.doubt_count, 2);
    ck_assert_int_eq(relating.doubt[0].kind, PLUME_DOUBT_INSIDE);
}
END_TEST

START_TEST(on_one_known_host_a_small_part_is_a_part)
{
    uint32_t whole = on_host("slurm", "n1", 0, 100);
    uint32_t a = on_host("wandb_file", "n1", 5, 15);

    relate();
    ck_assert(inside(a, whole));
}
END_TEST

START_TEST(replicas_begin_and_end_together_in_different_processes)
{
    plume_run run;
    uint32_t a, b, c;

    plume_run_init(&run);
    run.host = "n1";
    run.keys.folder = "/tb";
    run.keys.pid = 7;
    a = tell(&run, "tensorboard", 0, 100);
    run.keys.pid = 8;
    b = tell(&run, "tensorboard", 1, 101.5);
    run.keys.pid = 9;
    c = tell(&run, "tensorboard", 4, 101);
    relate();
    ck_assert(same(a, b));
    ck_assert(!same(a, c));
    ck_assert_uint_eq(plume_group_facts_of(groups, plume_group_of(groups, now(a))).ranks,
                      2);
}
END_TEST

START_TEST(a_run_that_did_not_complete_is_continued_in_its_folder)
{
    plume_run run;
    uint32_t a, b, c, d;

    plume_run_init(&run);
    run.keys.folder = "/out";
    run.state = PLUME_STATE_FAILED;
    a = tell(&run, "hf_trainer", 0, 100);
    run.state = PLUME_STATE_COMPLETE;
    b = tell(&run, "hf_trainer", 150, 300);
    run.keys.folder = "/other";
    c = tell(&run, "hf_trainer", 0, 100);
    d = tell(&run, "hf_trainer", 150, 300);
    relate();
    ck_assert(same(a, b));
    ck_assert_msg(!same(c, d), "two complete ones are two runs");
}
END_TEST

START_TEST(tasks_are_parts_of_the_run_that_they_name)
{
    plume_run run;
    uint32_t whole, part;

    plume_run_init(&run);
    run.keys.run = "r1";
    whole = tell(&run, "codecarbon", 0, 35);
    plume_run_init(&run);
    run.keys.parent = "r1";
    part = tell(&run, "codecarbon", 0, 10);
    relate();
    ck_assert(inside(part, whole));
}
END_TEST

START_TEST(a_run_comes_back_from_the_spool)
{
    plume_run run, read;
    char *text;

    plume_run_init(&run);
    run.name = "na\"me";
    run.keys.program = "p";
    run.keys.pid = 12;
    run.energy.gpu_kwh = 0.25;
    run.role = PLUME_ROLE_FINAL;
    tell(&run, "tensorboard", 1.5, 2.5);
    ck_ok(plume_spool_read(book->spool, book->added.at, &read, &text, &error), error);
    ck_assert_str_eq(read.name, "na\"me");
    ck_assert_str_eq(read.keys.program, "p");
    ck_assert_str_eq(read.origin.reader, "tensorboard");
    ck_assert(read.keys.pid == 12 && read.energy.gpu_kwh == 0.25 && read.end_s == 2.5);
    ck_assert(isnan(read.energy.cpu_kwh) && read.repeat == 1.0);
    ck_assert_int_eq(read.role, PLUME_ROLE_FINAL);
    ck_assert_uint_eq(sizeof(plume_account), 32);
    free(text);
}
END_TEST

/* An account that names its tool's run. */
static bool has_doubt(plume_doubt_kind kind)
{
    for (size_t i = 0; i < relating.doubt_count; i++)
        if (relating.doubt[i].kind == kind)
            return true;
    return false;
}

/* The second sticks out of the first job: two parts, two holders. */
START_TEST(as_many_parts_as_holders_are_paired_nearest_ends_first)
{
    uint32_t first = on_host("slurm", "n1", 0, 3600);
    uint32_t second = on_host("slurm", "n2", 5, 3630);
    uint32_t a = plain("mlflow", 40, 3580), b = plain("mlflow", 60, 3610);

    relate();
    ck_assert(inside(a, first) && inside(b, second));
}
END_TEST

/* One job fits, but another run that a second log tells of fits as well. */
START_TEST(holders_of_other_readers_are_counted_too)
{
    uint32_t job = plain("slurm", 0, 1042), run = plain("wandb_file", 1, 1041);
    uint32_t other = plain("wandb_file", 20, 1840);
    uint32_t part = plain("codecarbon", 60, 1000);

    relate();
    ck_assert(same(job, run));
    ck_assert(!inside(part, job) && !inside(part, other));
    ck_assert(has_doubt(PLUME_DOUBT_INSIDE));
}
END_TEST

static uint32_t named(const char *reader, const char *id, double start_s, double end_s)
{
    plume_run run;

    plume_run_init(&run);
    run.keys.run = id;
    run.keys.run_tool = reader;
    return tell(&run, reader, start_s, end_s);
}

START_TEST(a_part_is_of_no_run_on_another_host_whichever_account_names_it)
{
    uint32_t job = on_host("slurm", "n1", 0, 120);
    uint32_t events = on_host("tensorboard", "n2", 5, 98), log = plain("mlflow", 4, 98.5);

    relate();
    ck_assert(same(events, log));
    ck_assert(!inside(log, job) && !inside(events, job));
}
END_TEST

START_TEST(what_folds_into_a_run_has_no_other_run_id_of_its_tool)
{
    uint32_t job = plain("slurm", 0, 120), first = named("codecarbon", "a", 0.5, 119.5);
    uint32_t log = plain("mlflow", 15, 100), second = named("codecarbon", "b", 15.5, 100);

    relate();
    ck_assert(same(job, first) && same(log, second));
    ck_assert(!inside(log, job));
    ck_assert_int_eq(relating.doubt[0].kind, PLUME_DOUBT_INSIDE);
}
END_TEST

START_TEST(two_parts_on_different_hosts_do_not_fold_into_one_run)
{
    uint32_t whole = plain("codecarbon", 0, 100);
    uint32_t job = on_host("slurm", "n3", 14, 74);
    uint32_t events = on_host("tensorboard", "n1", 20, 85);

    relate();
    ck_assert(inside(job, whole) != inside(events, whole));
}
END_TEST

START_TEST(what_holds_a_part_of_another_host_folds_into_nothing)
{
    uint32_t whole = on_host("slurm", "n1", 0, 200),
             middle = plain("codecarbon", 20, 150);
    uint32_t part = on_host("tensorboard", "n2", 40, 130);

    relate();
    ck_assert(inside(part, middle));
    ck_assert(!inside(middle, whole));
}
END_TEST

START_TEST(parts_of_one_run_that_different_logs_tie_to_it_are_framed_together)
{
    uint32_t job = plain("slurm", 0, 200), own = named("codecarbon", "w", 0.5, 199.5);
    uint32_t first = plain("optuna", 2, 90), row = named("codecarbon", "a", 3, 89.8);
    uint32_t second = plain("optuna", 100, 198), log = named("mlflow", "m", 100.5, 197.9);

    relate();
    ck_assert(same(job, own) && same(first, row) && same(second, log));
    ck_assert_msg(inside(first, job) && inside(second, job),
                  "a frame has an id of its own beside those of its parts");
}
END_TEST

START_TEST(each_session_takes_a_part_of_its_own)
{
    plume_run run;
    uint32_t first, second, near, late;

    plume_run_init(&run);
    run.keys.job = "7";
    run.state = PLUME_STATE_FAILED;
    first = tell(&run, "slurm", 0, 800);
    run.state = PLUME_STATE_COMPLETE;
    second = tell(&run, "slurm", 900, 1140);
    near = plain("codecarbon", 3, 799);
    late = plain("codecarbon", 915, 1139);
    relate();
    ck_assert(same(first, second) && same(near, first));
    ck_assert_msg(inside(late, second), "it began too late for rule times");
}
END_TEST

/* Of the first of two readers the i-th is the i-th of the other. */
static void check_crowd(uint32_t each, uint32_t missing)
{
    uint32_t left[200], right[200];

    for (uint32_t i = 0; i < each; i++)
        left[i] = plain("slurm", 0, 1000 + 0.001 * i);
    for (uint32_t i = 0; i + missing < each; i++)
        right[i] = plain("codecarbon", 2, 1000.5 + 0.001 * i);
    relate();
    for (uint32_t i = 0; i + missing < each; i++)
        ck_assert_msg(same(left[i], right[i]) == (missing == 0), "%u", i);
}

START_TEST(of_a_crowd_the_one_that_ends_as_the_ith_is_the_ith_of_the_other)
{
    check_crowd(150, 0);
    ck_assert_uint_eq(relating.doubt_count, 0);
}
END_TEST

START_TEST(of_a_crowd_without_as_many_none_is_matched_and_it_is_told)
{
    check_crowd(150, 1);
    ck_assert_uint_ge(relating.doubt_count, 1);
    ck_assert_int_eq(relating.doubt[0].kind, PLUME_DOUBT_CROWDED);
}
END_TEST

START_TEST(what_a_host_tells_apart_is_no_crowd)
{
    uint32_t left[100], right[100];
    static char host[100][8];

    for (int i = 0; i < 100; i++) {
        snprintf(host[i], sizeof host[i], "n%d", i);
        left[i] = on_host("slurm", host[i], 0, 1000);
    }
    for (int i = 0; i < 100; i++)
        right[i] = on_host("wandb_file", host[99 - i], 0, 1000);
    relate();
    for (int i = 0; i < 100; i++)
        ck_assert(same(left[i], right[99 - i]));
}
END_TEST

/* Five accounts of small files, each a log of its own, at odd times. */
static void tell_files(uint32_t number[5], const char *reader, double shift_s,
                       plume_clock clock)
{
    for (int i = 0; i < 5; i++) {
        plume_run run;

        plume_run_init(&run);
        run.keys.clock = clock;
        number[i] = tell(&run, reader, 1000.0 * i * i + shift_s,
                         1000.0 * i * i + 700 + 13 * i + shift_s);
    }
}

START_TEST(small_files_a_zone_apart_move_together)
{
    uint32_t left[5], right[5];

    tell_files(left, "carbontracker", -5 * 3600, PLUME_CLOCK_NAIVE);
    tell_files(right, "wandb_file", 0, PLUME_CLOCK_ZONED);
    relate();
    for (int i = 0; i < 5; i++)
        ck_assert(same(left[i], right[i]));
    ck_assert_int_eq(relating.doubt[0].kind, PLUME_DOUBT_ZONE);
    ck_assert_double_eq(book->shift_s[relating.doubt[0].left], 5 * 3600);
}
END_TEST

START_TEST(a_clock_with_a_zone_never_moves)
{
    uint32_t left[5], right[5];

    tell_files(left, "carbontracker", -5 * 3600, PLUME_CLOCK_ZONED);
    tell_files(right, "wandb_file", 0, PLUME_CLOCK_ZONED);
    relate();
    for (int i = 0; i < 5; i++)
        ck_assert(!same(left[i], right[i]));
}
END_TEST

START_TEST(where_one_pair_is_found_as_it_stands_no_clock_moves)
{
    uint32_t left[5], right[5];
    plume_run run;

    tell_files(left, "carbontracker", -5 * 3600, PLUME_CLOCK_NAIVE);
    tell_files(right, "wandb_file", 0, PLUME_CLOCK_ZONED);
    plume_run_init(&run);
    run.keys.clock = PLUME_CLOCK_NAIVE;
    tell(&run, "carbontracker", 0, 700);
    relate();
    ck_assert(!same(left[1], right[1]));
}
END_TEST

static uint32_t with_count(const char *reader, double count, double start_s, double end_s)
{
    plume_run run;

    plume_run_init(&run);
    run.device_count = count;
    return tell(&run, reader, start_s, end_s);
}

START_TEST(of_equal_pairings_one_is_taken_and_told)
{
    uint32_t a = plain("slurm", 0, 100), b = plain("slurm", 0, 100);
    uint32_t c = plain("codecarbon", 1, 100), d = plain("codecarbon", 1, 100);

    relate();
    ck_assert((same(a, c) && same(b, d)) || (same(a, d) && same(b, c)));
    ck_assert(has_doubt(PLUME_DOUBT_PAIRING));
}
END_TEST

START_TEST(of_pairings_with_other_sums_none_is_taken)
{
    uint32_t a = with_count("slurm", 1, 0, 100), b = with_count("slurm", 4, 0, 100);
    uint32_t c = plain("wandb_file", 1, 100);

    relate();
    ck_assert(!same(a, c) && !same(b, c));
    ck_assert(has_doubt(PLUME_DOUBT_UNKNOWN));
}
END_TEST

START_TEST(a_key_beats_hosts_that_differ_and_it_is_told)
{
    plume_run run;
    uint32_t a, b;

    plume_run_init(&run);
    run.keys.job = "501";
    run.host = "n1";
    a = tell(&run, "slurm", 0, 100);
    run.host = "n2";
    b = tell(&run, "wandb_file", 0, 100);
    relate();
    ck_assert(same(a, b));
    ck_assert(has_doubt(PLUME_DOUBT_KEY));
}
END_TEST

START_TEST(what_has_no_times_is_the_attempt_that_lasted_as_long)
{
    plume_run run;
    uint32_t a, b, c;

    plume_run_init(&run);
    run.keys.job = "501";
    run.state = PLUME_STATE_COMPLETE;
    run.keys.attempt = 0;
    a = tell(&run, "slurm", 0, 100);
    run.keys.attempt = 1;
    b = tell(&run, "slurm", 200, 500);
    c = tell_of(&run, "hf_trainer", (double)NAN, (double)NAN, 290);
    relate();
    ck_assert(same(b, c) && !same(a, c));
}
END_TEST

/* Trials of a study, or of a table without a name, of these seconds. */
static void tell_trials(uint32_t number[4], const char *reader, const char *study,
                        double shift_s, double longer_s)
{
    for (int i = 0; i < 4; i++) {
        plume_run run;

        plume_run_init(&run);
        run.keys.sweep = study;
        run.keys.number = i;
        number[i] = tell(&run, reader, 100.0 * i + shift_s,
                         100.0 * i + 50 + 3.3 * i + longer_s + shift_s);
    }
}

START_TEST(a_table_of_trials_is_the_study_whose_trials_took_as_long)
{
    uint32_t table[4], study[4], other[4];

    tell_trials(table, "optuna_csv", "", -7200, 0);
    tell_trials(study, "optuna", "a", 0, 0.0004);
    tell_trials(other, "optuna", "b", 5000, 0.01);
    relate();
    for (int i = 0; i < 4; i++)
        ck_assert(same(table[i], study[i]) && !same(table[i], other[i]));
    ck_assert(!has_doubt(PLUME_DOUBT_STUDY));
}
END_TEST

/* An experiment tracker's callback names the study, and its own clock is another one. */
START_TEST(a_table_of_trials_is_the_study_that_a_callback_logged)
{
    uint32_t table[4], logged[4];

    tell_trials(table, "optuna_csv", "", -7200, 0);
    tell_trials(logged, "mlflow", "a", 90000, 0);
    relate();
    for (int i = 0; i < 4; i++)
        ck_assert(same(table[i], logged[i]));
}
END_TEST

START_TEST(a_table_of_trials_that_fits_two_studies_is_neither)
{
    uint32_t table[4], study[4], other[4];

    tell_trials(table, "optuna_csv", "", -7000, 0);
    tell_trials(study, "optuna", "a", 0, 0);
    tell_trials(other, "optuna", "b", 50000, 0);
    relate();
    for (int i = 0; i < 4; i++)
        ck_assert(!same(table[i], study[i]) && !same(table[i], other[i]));
    ck_assert(has_doubt(PLUME_DOUBT_STUDY));
}
END_TEST

START_TEST(two_jobs_of_one_program_are_no_ranks)
{
    plume_run run;
    uint32_t a, b;

    plume_run_init(&run);
    run.host = "n1";
    run.keys.program = "p";
    run.keys.run = "a";
    run.keys.job = "1";
    a = tell(&run, "wandb_file", 0, 100);
    run.keys.run = "b";
    run.keys.job = "2";
    b = tell(&run, "wandb_file", 0, 100);
    relate();
    ck_assert(!same(a, b));
}
END_TEST

START_TEST(rows_of_a_tracker_are_ranks_where_others_of_the_run_are_as_many)
{
    plume_run run;
    uint32_t a, b, c, d, e, f;

    plume_run_init(&run);
    run.host = "n1";
    run.keys.program = "p";
    run.keys.run = "a";
    a = tell(&run, "wandb_file", 0, 100);
    run.keys.run = "b";
    b = tell(&run, "wandb_file", 0, 100);
    c = plain("codecarbon", 2, 99.5);
    d = plain("codecarbon", 2, 100);
    e = plain("codecarbon", 1000, 1100);
    f = plain("codecarbon", 1000, 1100);
    relate();
    ck_assert(same(a, b) && same(a, c) && same(a, d));
    ck_assert_msg(!same(e, f), "alone they are two runs");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, of_equal_pairings_one_is_taken_and_told);
    tcase_add_test(tcase, of_pairings_with_other_sums_none_is_taken);
    tcase_add_test(tcase, a_key_beats_hosts_that_differ_and_it_is_told);
    tcase_add_test(tcase, what_has_no_times_is_the_attempt_that_lasted_as_long);
    tcase_add_test(tcase, a_table_of_trials_is_the_study_whose_trials_took_as_long);
    tcase_add_test(tcase, a_table_of_trials_is_the_study_that_a_callback_logged);
    tcase_add_test(tcase, as_many_parts_as_holders_are_paired_nearest_ends_first);
    tcase_add_test(tcase, holders_of_other_readers_are_counted_too);
    tcase_add_test(tcase, a_table_of_trials_that_fits_two_studies_is_neither);
    tcase_add_test(tcase, two_jobs_of_one_program_are_no_ranks);
    tcase_add_test(tcase,
                   rows_of_a_tracker_are_ranks_where_others_of_the_run_are_as_many);
    tcase_add_test(tcase, small_files_a_zone_apart_move_together);
    tcase_add_test(tcase, a_clock_with_a_zone_never_moves);
    tcase_add_test(tcase, where_one_pair_is_found_as_it_stands_no_clock_moves);
    tcase_add_test(tcase,
                   of_a_crowd_the_one_that_ends_as_the_ith_is_the_ith_of_the_other);
    tcase_add_test(tcase, of_a_crowd_without_as_many_none_is_matched_and_it_is_told);
    tcase_add_test(tcase, what_a_host_tells_apart_is_no_crowd);
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_test(tcase, ends_within_three_seconds_and_starts_within_ten_are_the_same);
    tcase_add_test(tcase, beyond_the_tolerances_they_are_not_the_same);
    tcase_add_test(tcase, accounts_of_one_reader_are_never_the_same_by_times);
    tcase_add_test(tcase, the_nearest_pair_is_taken_first);
    tcase_add_test(tcase, hosts_that_differ_are_never_merged);
    tcase_add_test(tcase, a_key_beats_the_times_and_is_not_looked_at_again);
    tcase_add_test(tcase, jobs_that_differ_are_not_one_whatever_lies_between);
    tcase_add_test(tcase, trials_that_cover_half_of_a_run_are_parts_of_it);
    tcase_add_test(tcase, below_half_there_is_a_doubt_and_no_relation);
    tcase_add_test(tcase, on_one_known_host_a_small_part_is_a_part);
    tcase_add_test(tcase, replicas_begin_and_end_together_in_different_processes);
    tcase_add_test(tcase, a_run_that_did_not_complete_is_continued_in_its_folder);
    tcase_add_test(tcase, tasks_are_parts_of_the_run_that_they_name);
    tcase_add_test(tcase, a_run_comes_back_from_the_spool);
    tcase_add_test(tcase, a_part_is_of_no_run_on_another_host_whichever_account_names_it);
    tcase_add_test(tcase, what_folds_into_a_run_has_no_other_run_id_of_its_tool);
    tcase_add_test(tcase, two_parts_on_different_hosts_do_not_fold_into_one_run);
    tcase_add_test(tcase, what_holds_a_part_of_another_host_folds_into_nothing);
    tcase_add_test(tcase,
                   parts_of_one_run_that_different_logs_tie_to_it_are_framed_together);
    tcase_add_test(tcase, each_session_takes_a_part_of_its_own);
}

int main(void)
{
    return test_main("rules", add);
}
