/* Ten thousand pairs near the borders of the rules that have no identifier to go by. */
#include "support/evidence_world.h"

#include "evidence/accounts/order.h"
#include "evidence/rules/rules.h"
#include "properties/chance.h"

enum { PAIRS = 10000 };

static plume_book *book;
static plume_groups *groups;
static uint32_t
    at[2 * PAIRS]; /* in the spool; accounts get new numbers when all are there */

static void begin(void)
{
    memset(&error, 0, sizeof error);
    ck_ok(plume_book_new(&book, &error), error);
}

static void end(void)
{
    plume_groups_free(groups);
    plume_book_free(book);
    groups = NULL;
}

static void tell(uint32_t number, const char *reader, double start_s, double end_s)
{
    plume_run run;

    plume_run_init(&run);
    run.id = run.origin.reader = run.origin.path = reader;
    run.start_s = start_s;
    run.end_s = end_s;
    run.duration_s = end_s - start_s;
    run.keys.resolution_s = 0.0;
    ck_ok(plume_book_add(book, &run, run.origin.path, number, false, &error), error);
    at[number] = book->added.at;
}

static void relate(plume_relating *relating)
{
    plume_apart apart = { NULL, NULL, NULL };

    *relating = (plume_relating){ .book = book };
    ck_ok(plume_book_ready(book, &error), error);
    ck_ok(plume_groups_new(&groups, book, apart, &error), error);
    relating->groups = groups;
    ck_ok(plume_relate(relating, &error), error);
    free(relating->doubt);
}

static int by_place(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;

    return (a[0] > b[0]) - (a[0] < b[0]);
}

/* The number that each account has now, by the order in which they were told. */
static uint32_t *numbers(void)
{
    uint64_t(*all)[2] = malloc(book->count * sizeof *all);
    uint32_t *now = malloc(book->count * sizeof *now);

    ck_assert(all != NULL && now != NULL);
    for (size_t i = 0; i < book->count; i++) {
        all[i][0] = book->account[i].at;
        all[i][1] = i;
    }
    qsort(all, book->count, sizeof *all, by_place);
    for (size_t i = 0; i < book->count; i++)
        now[i] = (uint32_t)all[i][1];
    free(all);
    return now;
}

START_TEST(of_unknown_hosts_none_is_the_same_beyond_the_tolerances_of_times)
{
    static double ends_s[PAIRS], starts_s[PAIRS], length_s[PAIRS];
    plume_relating relating;
    chance from = { 8 };
    uint32_t *now;
    size_t tied = 0;

    for (uint32_t i = 0; i < PAIRS; i++) {
        double start_s = 1000.0 + 5000.0 * i;

        length_s[i] = chance_between(&from, 8.0, 400.0);
        ends_s[i] = chance_between(&from, -4.0, 4.0);
        starts_s[i] = chance_between(&from, -12.0, 12.0);
        if (starts_s[i] > length_s[i] + ends_s[i] - 1.0)
            starts_s[i] = 0.0;
        tell(2 * i, "slurm", start_s, start_s + length_s[i]);
        tell(2 * i + 1, "codecarbon", start_s + starts_s[i],
             start_s + length_s[i] + ends_s[i]);
    }
    relate(&relating);
    now = numbers();
    for (uint32_t i = 0; i < PAIRS; i++) {
        double common_s = length_s[i] + fmin(ends_s[i], 0.0) - fmax(starts_s[i], 0.0);
        double longer_s = fmax(length_s[i], length_s[i] + ends_s[i] - starts_s[i]);
        bool near = fabs(ends_s[i]) <= 3.0005 && fabs(starts_s[i]) <= 10.0005 &&
                    common_s >= longer_s / 2.0 - 0.0005;
        bool same =
            plume_group_of(groups, now[2 * i]) == plume_group_of(groups, now[2 * i + 1]);

        ck_assert_msg(!same || near, "%g s and %g s apart of %g s", starts_s[i],
                      ends_s[i], length_s[i]);
        tied += same;
    }
    free(now);
    printf("pairs near the borders of times: %d, of which %zu are tied\n", PAIRS, tied);
    ck_assert_uint_gt(tied, PAIRS / 4);
    ck_assert_uint_lt(tied, PAIRS * 3 / 4);
}
END_TEST

START_TEST(of_unknown_hosts_none_is_inside_of_what_it_covers_less_than_half_of)
{
    static double share[PAIRS];
    plume_relating relating;
    chance from = { 9 };
    uint32_t *now;
    size_t tied = 0;

    for (uint32_t i = 0; i < PAIRS; i++) {
        double start_s = 1000.0 + 5000.0 * i, length_s, late_s;

        length_s = chance_between(&from, 100.0, 1000.0);
        share[i] = 0.5 + chance_between(&from, -0.1, 0.1);
        late_s = 11.0 + chance_between(&from, 0.0, length_s * 0.2);
        tell(2 * i, "slurm", start_s, start_s + length_s);
        tell(2 * i + 1, "codecarbon", start_s + late_s,
             start_s + late_s + length_s * share[i]);
    }
    relate(&relating);
    now = numbers();
    for (uint32_t i = 0; i < PAIRS; i++) {
        bool part = plume_group_holder(groups, plume_group_of(groups, now[2 * i + 1])) !=
                    PLUME_NOBODY;

        ck_assert_msg(!part || share[i] >= 0.5 - 1e-9, "%.9g of it", share[i]);
        tied += part;
    }
    free(now);
    printf("pairs near the border of inside: %d, of which %zu are tied\n", PAIRS, tied);
    ck_assert_uint_gt(tied, PAIRS / 4);
    ck_assert_uint_lt(tied, PAIRS * 3 / 4);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_test(tcase,
                   of_unknown_hosts_none_is_the_same_beyond_the_tolerances_of_times);
    tcase_add_test(tcase,
                   of_unknown_hosts_none_is_inside_of_what_it_covers_less_than_half_of);
}

int main(void)
{
    return test_main("borders", add);
}
