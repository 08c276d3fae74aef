/* What runs of one machine have of its energy, and how much work it is to say so. */
#include "support/support.h"

#include <math.h>

#include "evidence/machines/stretches.h"

enum { MANY = 4000 };

static plume_metered_run run[MANY];
static uint64_t seed;

static double below(double bound)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return bound * (double)(seed >> 33) / (double)(1u << 31);
}

static void metered(size_t i, double start_s, double end_s, double kwh)
{
    run[i] = (plume_metered_run){
        .start_s = start_s,
        .end_s = end_s,
        .run_start_s = start_s,
        .run_end_s = end_s,
        .kwh = { kwh, (double)NAN, kwh / 3, kwh / 4 },
        .devices = 1.0 + (double)(i % 3),
        .cores = 8.0,
        .group = (uint32_t)i,
        .account = (uint32_t)i,
        .grade = PLUME_EVIDENCE_TRACKER,
        .spoken = PLUME_EVIDENCE_UNKNOWN,
        .first = true,
    };
}

/* The longest speaks at each moment; what it says is shared by devices. */
START_TEST(two_runs_share_what_the_longer_says)
{
    metered(0, 0.0, 100.0, 10.0); /* 1 device */
    metered(1, 50.0, 100.0, 9.0); /* 2 devices */
    ck_assert(plume_stretches_share(run, 2, NULL));
    ck_close(run[0].shared_kwh[0], 5.0 + 5.0 / 3, 1e-12);
    ck_close(run[1].shared_kwh[0], 10.0 / 3, 1e-12);
    ck_assert(isnan(run[0].shared_kwh[1]));
    ck_close(run[1].shared_kwh[2], 10.0 / 9, 1e-12);
    ck_assert_int_eq(run[0].spoken, PLUME_EVIDENCE_TRACKER);
}
END_TEST

START_TEST(where_a_run_knows_no_devices_cores_count_and_else_all_are_equal)
{
    metered(0, 0.0, 100.0, 10.0);
    metered(1, 0.0, 100.0, 10.0);
    run[1].devices = (double)NAN;
    run[1].cores = 24.0;
    ck_assert(plume_stretches_share(run, 2, NULL));
    ck_close(run[0].shared_kwh[0], 2.5, 1e-12);
    ck_close(run[1].shared_kwh[0], 7.5, 1e-12);

    metered(0, 0.0, 100.0, 10.0);
    metered(1, 0.0, 100.0, 10.0);
    run[1].devices = run[1].cores = (double)NAN;
    ck_assert(plume_stretches_share(run, 2, NULL));
    ck_close(run[0].shared_kwh[0], 5.0, 1e-12);
    ck_close(run[1].shared_kwh[0], 5.0, 1e-12);
}
END_TEST

/* The better grade goes before the longer time, and the least that spoke is told. */
START_TEST(a_meter_speaks_while_it_lasts)
{
    metered(0, 0.0, 100.0, 10.0);
    metered(1, 0.0, 40.0, 6.0);
    run[0].devices = run[1].devices = 1.0;
    run[1].grade = PLUME_EVIDENCE_METERED;
    ck_assert(plume_stretches_share(run, 2, NULL));
    ck_close(run[0].shared_kwh[0], 3.0 + 6.0, 1e-12);
    ck_close(run[1].shared_kwh[0], 3.0, 1e-12);
    ck_assert_int_eq(run[0].spoken, PLUME_EVIDENCE_TRACKER);
    ck_assert_int_eq(run[1].spoken, PLUME_EVIDENCE_METERED);
}
END_TEST

/* All at one time, on a machine that draws 360 W from the first start to the last end. */
static size_t looks(size_t count)
{
    double sum_kwh = 0.0, end_s = 0.0;
    size_t looked = 0;

    seed = 3;
    for (size_t i = 0; i < count; i++) {
        double start_s = i == 0 ? 0.0 : below(1000.0);
        double length_s = i == 0 ? 3600.0 : 1000.0 + below(500.0);

        metered(i, start_s, start_s + length_s, 0.36 * length_s / 3600.0);
        end_s = fmax(end_s, start_s + length_s);
    }
    ck_assert(plume_stretches_share(run, count, &looked));
    for (size_t i = 0; i < count; i++)
        sum_kwh += run[i].shared_kwh[0];
    ck_close(sum_kwh, 0.36 * end_s / 3600.0, 1e-12);
    return looked;
}

START_TEST(runs_of_one_machine_are_not_held_each_against_each)
{
    size_t few = looks(MANY / 4), many = looks(MANY);

    ck_assert_msg((double)many <= 5.2 * (double)few, "%zu of %d, %zu of %d", few,
                  MANY / 4, many, MANY);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, two_runs_share_what_the_longer_says);
    tcase_add_test(tcase,
                   where_a_run_knows_no_devices_cores_count_and_else_all_are_equal);
    tcase_add_test(tcase, a_meter_speaks_while_it_lasts);
    tcase_add_test(tcase, runs_of_one_machine_are_not_held_each_against_each);
}

int main(void)
{
    return test_main("stretches", add);
}
