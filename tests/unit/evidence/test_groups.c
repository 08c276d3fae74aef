/* What groups have in common, asked of large ones as of small ones. */
#include "support/support.h"

#include <math.h>

#include "evidence/accounts/order.h"
#include "evidence/groups/groups.h"
#include "evidence/rules/rules.h"

static plume_error error;
static plume_book *book;
static plume_groups *groups;
static plume_relating relating;
static uint64_t seed;

static uint32_t below(uint32_t bound)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % bound;
}

static void add_from(plume_run *run, const char *reader, double start_s, double end_s,
                     uint32_t input)
{
    run->origin.reader = reader;
    run->origin.path = reader;
    run->start_s = start_s;
    run->end_s = end_s;
    run->duration_s = end_s - start_s;
    run->keys.resolution_s = 0.0;
    ck_ok(plume_book_add(book, run, run->origin.path, input, false, &error), error);
}

static void add(plume_run *run, const char *reader, double start_s, double end_s)
{
    add_from(run, reader, start_s, end_s, (uint32_t)book->count);
}

/* Few hosts, devices, counts and identifiers, so that some agree and some do not. */
static void add_any(bool plain)
{
    static const char *const readers[] = { "slurm", "codecarbon", "codecarbon_json",
                                           "wandb_file", "tensorboard" };
    static const char *const hosts[] = { "", "", "n1", "n1.example.org", "n[1-2]", "n2" };
    static const char *const devices[] = { "", "A100", "NVIDIA A100-SXM4-80GB", "V100" };
    static const char *const ids[] = { "", "a", "b", "c" };
    plume_run run;

    plume_run_init(&run);
    run.host = hosts[below(plain ? 3 : 6)];
    run.device = devices[below(plain ? 3 : 4)];
    run.device_count = below(plain ? 20 : 3) == 0 ? 4.0 : (double)NAN;
    run.energy.scope = PLUME_SCOPE_DEVICE;
    run.keys.job = ids[below(plain ? 2 : 3)];
    run.keys.run = ids[below(plain ? 2 : 4)];
    run.keys.number = below(plain ? 9 : 3) == 0 ? 1.0 : (double)NAN;
    add(&run, readers[below(5)], 0.0, 100.0);
}

static bool apart(const void *state, uint32_t left, uint32_t right)
{
    (void)state;
    return (left % 97 == 5 && right % 89 == 7) || (right % 97 == 5 && left % 89 == 7);
}

static bool alike(const void *state, uint32_t left, uint32_t right)
{
    (void)state;
    return (left % 97 == 5) == (right % 97 == 5) && (left % 89 == 7) == (right % 89 == 7);
}

static void begin(void)
{
    memset(&error, 0, sizeof error);
    memset(&relating, 0, sizeof relating);
    ck_ok(plume_book_new(&book, &error), error);
}

static void sort_out(plume_apart word)
{
    ck_ok(plume_book_ready(book, &error), error);
    ck_ok(plume_groups_new(&groups, book, word, &error), error);
}

static void end(void)
{
    plume_groups_free(groups);
    plume_book_free(book);
    free(relating.doubt);
}

static void relate(void)
{
    sort_out((plume_apart){ NULL, NULL, NULL });
    relating.groups = groups;
    relating.book = book;
    ck_ok(plume_relate(&relating, &error), error);
}

/* How many groups there are, and whether each begins and ends with one time. */
static size_t count_groups(void)
{
    size_t count = 0;

    for (uint32_t i = 0; i < book->count; i++) {
        const plume_account *first = &book->account[plume_group_of(groups, i)];

        count += plume_group_of(groups, i) == i;
        ck_assert(fabs(book->account[i].end_s - first->end_s) < 5.0);
    }
    return count;
}

static uint32_t host_of(uint32_t account)
{
    return plume_book_berth(book, &book->account[account])->host;
}

/* Pairs of one member each, whose groups are small. */
static bool each_with_each(const plume_groups *alone, uint32_t left, uint32_t right,
                           bool (*agree)(const plume_groups *, uint32_t, uint32_t))
{
    PLUME_EACH_MEMBER(groups, left, a)
    PLUME_EACH_MEMBER(groups, right, b)
    if (!agree(alone, a, b))
        return false;
    return true;
}

static bool marks_agree(const plume_groups *of, uint32_t left, uint32_t right)
{
    return plume_groups_marks_agree(of, left, right, PLUME_MARK_COUNT);
}

static bool meet(const plume_groups *of, uint32_t left, uint32_t right)
{
    const plume_account *account = of->book->account;

    return !plume_groups_apart(of, left, right) &&
           (account[left].reader == account[right].reader ||
            marks_agree(of, left, right));
}

/* A few accounts make large groups by hand; every two are then asked of both ways. */
static void compare(bool plain)
{
    plume_apart word = { apart, alike, NULL };
    plume_groups *alone;

    begin();
    for (int i = 0; i < 300; i++)
        add_any(plain);
    sort_out(word);
    ck_ok(plume_groups_new(&alone, book, word, &error), error);
    for (int i = 0; i < 4000; i++)
        plume_groups_join_ranks(groups, below(300), below(300), PLUME_RULE_RANKS);
    for (uint32_t a = 0; a < 300; a++)
        for (uint32_t b = 0; b < 300; b++) {
            uint32_t left = plume_group_of(groups, a), right = plume_group_of(groups, b);
            bool ranks = plume_group_facts_of(groups, left).ranks > 1 ||
                         plume_group_facts_of(groups, right).ranks > 1;

            if (left != a || right != b) /* each two groups once */
                continue;
            ck_assert_int_eq(plume_groups_agree(groups, left, right),
                             each_with_each(alone, left, right, plume_groups_agree));
            ck_assert_int_eq(
                plume_groups_hosts_agree(groups, left, right),
                each_with_each(alone, left, right, plume_groups_hosts_agree));
            ck_assert_int_eq(marks_agree(groups, left, right),
                             each_with_each(alone, left, right, marks_agree));
            if (left != right && ranks && plume_groups_may_join(groups, left, right))
                ck_assert(each_with_each(alone, left, right, meet));
        }
    plume_groups_free(alone);
    end();
}

START_TEST(large_groups_agree_where_all_of_their_members_do)
{
    for (uint64_t i = 1; i <= 6; i++) {
        seed = i;
        compare(true);
        compare(false);
    }
}
END_TEST

START_TEST(readers_of_a_large_group_are_counted)
{
    plume_run run;

    begin();
    for (int i = 0; i < 40; i++) {
        plume_run_init(&run);
        add(&run, i % 4 == 0 ? "slurm" : "codecarbon", 0.0, 100.0);
    }
    sort_out((plume_apart){ NULL, NULL, NULL });
    for (uint32_t i = 1; i < 40; i++)
        plume_groups_join_ranks(groups, 0, i, PLUME_RULE_RANKS);
    ck_assert_uint_eq(plume_group_readers(groups, plume_group_of(groups, 0), 0), 10);
    ck_assert_uint_eq(plume_group_readers(groups, plume_group_of(groups, 0), 1), 30);
    ck_assert_uint_eq(plume_group_readers(groups, plume_group_of(groups, 0), 2), 0);
    end();
}
END_TEST

/* Each member with each for each of their pairs took minutes. */
START_TEST(thousands_of_ranks_and_as_many_rows_of_a_tracker_are_one_run)
{
    enum { RANKS = 4000 };
    plume_run run;
    uint32_t first;

    begin();
    for (int i = 0; i < RANKS; i++) {
        plume_run_init(&run);
        run.host = "n1";
        run.keys.pid = 100.0 + i;
        run.keys.program = "train.py";
        add(&run, "tensorboard", 0.0, 3600.0);
        plume_run_init(&run);
        add(&run, "codecarbon", 1.0, 3599.0);
    }
    relate();
    first = plume_group_of(groups, 0);
    for (uint32_t i = 0; i < book->count; i++)
        ck_assert_uint_eq(plume_group_of(groups, i), first);
    end();
}
END_TEST

/* A job each, on its own host: what is known to differ is not held against each other. */
START_TEST(thousands_of_hosts_at_one_time_each_have_their_own_run)
{
    enum { HOSTS = 3000 };
    static char host[HOSTS][8];
    plume_run run;

    begin();
    for (int i = 0; i < HOSTS; i++) {
        snprintf(host[i], sizeof host[i], "n%d", i);
        plume_run_init(&run);
        run.host = host[i];
        add(&run, "slurm", 0.0, 3600.0);
        plume_run_init(&run);
        run.host = host[i];
        add(&run, "tensorboard", 1.0, 3599.0);
        plume_run_init(&run);
        run.host = host[i];
        add(&run, "mlflow", 400.0, 3200.0); /* inside */
    }
    relate();
    for (uint32_t i = 0; i < book->count; i++) {
        const plume_account *own = &book->account[i];
        uint32_t holder = plume_group_holder(groups, plume_group_of(groups, i));

        ck_assert_uint_eq(host_of(plume_group_of(groups, i)), host_of(i));
        if (own->start_s == 400.0)
            ck_assert_uint_eq(host_of(holder), host_of(i));
    }
    end();
}
END_TEST

/* torchrun began again on two nodes of four ranks: each goes on where it was. */
START_TEST(ranks_of_several_hosts_that_begin_again_go_on_each_on_its_host)
{
    static const char *const hosts[] = { "n1", "n2" };
    plume_run run;

    begin();
    for (int i = 0; i < 16; i++) {
        int again = i / 8, host = i / 4 % 2, rank = i % 4;

        plume_run_init(&run);
        run.host = hosts[host];
        run.keys.folder = "/runs/tb";
        run.keys.pid = 1000.0 + i;
        add(&run, "tensorboard", again * 320 + 0.1 * rank,
            (again != 0 ? 900 : 300) + 0.1 * rank);
    }
    relate();
    for (uint32_t i = 0; i < book->count; i++) {
        uint32_t group = plume_group_of(groups, i);

        ck_assert_uint_eq(plume_group_size(groups, group), 8);
        ck_assert_uint_eq(host_of(group), host_of(i));
    }
    end();
}
END_TEST

START_TEST(a_run_that_moves_to_another_host_and_back_goes_on)
{
    static const char *const hosts[] = { "n1", "n2", "n1" };
    plume_run run;

    begin();
    for (int i = 0; i < 3; i++) {
        plume_run_init(&run);
        run.host = hosts[i];
        run.keys.folder = "/runs/a";
        run.keys.pid = 1000.0 + i;
        add(&run, "tensorboard", 1000.0 * i, 1000.0 * i + 900.0);
    }
    relate();
    ck_assert_uint_eq(plume_group_size(groups, plume_group_of(groups, 0)), 3);
    end();
}
END_TEST

/* The first fits both jobs, the second one of them alone. */
START_TEST(as_many_accounts_as_jobs_that_they_fit_are_each_in_their_own)
{
    static const double times[][2] = {
        { 0, 3600 }, { 5, 3630 }, { 40, 3580 }, { 60, 3610 }
    };
    plume_run run;

    begin();
    for (int i = 0; i < 4; i++) {
        plume_run_init(&run);
        add(&run, i < 2 ? "slurm" : "mlflow", times[i][0], times[i][1]);
    }
    relate();
    for (uint32_t i = 0; i < book->count; i++) {
        uint32_t holder = plume_group_holder(groups, plume_group_of(groups, i));

        if (book->account[i].start_s < 40.0)
            continue;
        ck_assert_uint_ne(holder, PLUME_NOBODY);
        ck_assert(book->account[holder].start_s ==
                  (book->account[i].start_s == 40.0 ? 0.0 : 5.0));
    }
    end();
}
END_TEST

/* Jobs that come back every two and a half hours: each day fits each other. */
START_TEST(logs_without_a_zone_that_agree_as_they_stand_are_not_moved)
{
    plume_run run;

    begin();
    for (int i = 0; i < 12; i++) {
        double start_s = 9000.0 * (i / 3) + 2000.0 * (i % 3);

        for (uint32_t k = 0; k < 2; k++) {
            plume_run_init(&run);
            run.keys.clock = PLUME_CLOCK_NAIVE;
            add_from(&run, k == 0 ? "codecarbon" : "eco2ai", start_s, start_s + 690.0,
                     2 * (uint32_t)(i / 3) + k);
        }
    }
    relate();
    ck_assert_uint_eq(count_groups(), 12);
    ck_assert_ptr_null(book->shift_s);
    end();
}
END_TEST

static void tests(TCase *tcase)
{
    tcase_add_test(tcase, thousands_of_hosts_at_one_time_each_have_their_own_run);
    tcase_add_test(tcase, ranks_of_several_hosts_that_begin_again_go_on_each_on_its_host);
    tcase_add_test(tcase, a_run_that_moves_to_another_host_and_back_goes_on);
    tcase_add_test(tcase, as_many_accounts_as_jobs_that_they_fit_are_each_in_their_own);
    tcase_add_test(tcase, logs_without_a_zone_that_agree_as_they_stand_are_not_moved);
    tcase_add_test(tcase, large_groups_agree_where_all_of_their_members_do);
    tcase_add_test(tcase, readers_of_a_large_group_are_counted);
    tcase_add_test(tcase, thousands_of_ranks_and_as_many_rows_of_a_tracker_are_one_run);
}

int main(void)
{
    return test_main("groups", tests);
}
