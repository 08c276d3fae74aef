/* Whether two runs were metered with one machine at once. */
#include "support/support.h"

#include "traces/machine_times.h"

typedef struct metered {
    const char *host;
    double start_s, end_s;
} metered;

static bool overlap(const metered *all, size_t count)
{
    plume_machine_times *times = plume_machine_times_new();
    bool found;

    ck_assert_ptr_nonnull(times);
    for (size_t i = 0; i < count; i++)
        ck_assert(
            plume_machine_times_add(times, all[i].host, all[i].start_s, all[i].end_s));
    found = plume_machine_times_overlap(times);
    plume_machine_times_free(times);
    return found;
}

START_TEST(runs_of_other_hosts_or_one_after_the_other_share_nothing)
{
    static const metered all[] = {
        { "b", 100, 200 }, { "a", 0, 100 },        { "a", 99, 150 },
        { "b", 0, 100 },   { "c", NAN, INFINITY }, { "c", 0, 100 },
    };

    ck_assert(!overlap(all, 0));
    ck_assert(!overlap(all, sizeof all / sizeof *all));
}
END_TEST

/* Also with one that ended before the last began. */
START_TEST(a_long_run_is_shared_by_what_ran_in_its_time)
{
    static const metered all[] = { { "a", 0, 1000 }, { "a", 10, 11 }, { "a", 500, 510 } };

    ck_assert(overlap(all, 3));
    ck_assert(!overlap(&all[1], 2));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, runs_of_other_hosts_or_one_after_the_other_share_nothing);
    tcase_add_test(tcase, a_long_run_is_shared_by_what_ran_in_its_time);
}

int main(void)
{
    return test_main("machine times", add);
}
