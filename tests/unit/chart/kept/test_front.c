/* The front of cost and gain, against all pairs; and sums by time, whatever the order. */
#include "support/support.h"

#include <math.h>

#include "chart/kept/front.h"
#include "chart/kept/sums_by_time.h"
#include "chart/kept/time_bins.h"

static plume_error error;

static double next(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (double)(*state >> 33) / 2147483648.0;
}

START_TEST(no_point_of_the_front_is_beaten_and_none_is_missing)
{
    enum { COUNT = 300 };
    plume_front_point all[COUNT];
    plume_front front = { 0 };
    uint64_t state = 9;
    size_t unbeaten = 0;

    for (size_t i = 0; i < COUNT; i++) {
        all[i] =
            (plume_front_point){ floor(40 * next(&state)), floor(40 * next(&state)) };
        ck_ok(plume_front_add(&front, all[i], &error), error);
    }
    for (size_t i = 0; i < COUNT; i++) {
        int beaten = 0;

        for (size_t k = 0; k < COUNT; k++)
            beaten |= (all[k].cost <= all[i].cost && all[k].gain > all[i].gain) ||
                      (all[k].cost < all[i].cost && all[k].gain >= all[i].gain) ||
                      (k < i && all[k].cost == all[i].cost && all[k].gain == all[i].gain);
        unbeaten += !beaten;
    }
    ck_assert_uint_eq(front.count, unbeaten);
    for (size_t i = 1; i < front.count; i++)
        ck_assert(front.point[i].cost > front.point[i - 1].cost &&
                  front.point[i].gain > front.point[i - 1].gain);
    plume_front_dispose(&front);
}
END_TEST

START_TEST(a_front_that_only_grows_is_thinned_and_keeps_its_ends)
{
    plume_front front = { 0 };

    for (int i = 0; i < 10000; i++)
        ck_ok(plume_front_add(&front, (plume_front_point){ i, i }, &error), error);
    ck_assert_uint_le(front.count, PLUME_FRONT_MAX);
    ck_assert(front.thinned);
    ck_assert_double_eq(front.point[0].cost, 0.0);
    ck_assert_double_eq(front.point[front.count - 1].gain, 9999.0);
    plume_front_dispose(&front);
}
END_TEST

START_TEST(sums_by_time_lose_nothing_in_any_order)
{
    static const double times[] = { 1.7e9, 1.7e9 + 0.5, 1.6e9, -4.0, 1.7e9 + 86400.0,
                                    3e9,   1.7e9 - 1.0, 1e11,  -1e11 };
    enum { TIMES = sizeof times / sizeof times[0] };

    for (size_t first = 0; first < TIMES; first++) {
        plume_time_bins bins;
        double sum = 0.0;

        plume_time_bins_init(&bins, sizeof(plume_time_bin), plume_time_bin_join, 1.0);

        for (size_t i = 0; i < TIMES; i++) {
            double t_s = times[(first + i) % TIMES];
            plume_time_bin *bin;
            void *found;
            size_t at;

            ck_ok(plume_time_bins_find(&bins, t_s, &found, &error), error);
            bin = found;
            bin->sum[PLUME_TIME_KG][0] += 1.0;
            at = (size_t)(bin - (plume_time_bin *)plume_time_bins_at(&bins, 0));
            ck_assert(plume_time_bins_start_s(&bins, at) <= t_s &&
                      t_s < plume_time_bins_start_s(&bins, at + 1));
        }
        for (size_t i = 0; i < bins.used; i++)
            sum +=
                ((plume_time_bin *)plume_time_bins_at(&bins, i))->sum[PLUME_TIME_KG][0];
        ck_assert_double_eq(sum, TIMES);
        plume_time_bins_clear(&bins, 1.0);
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, no_point_of_the_front_is_beaten_and_none_is_missing);
    tcase_add_test(tcase, a_front_that_only_grows_is_thinned_and_keeps_its_ends);
    tcase_add_test(tcase, sums_by_time_lose_nothing_in_any_order);
}

int main(void)
{
    return test_main("fronts and times", add);
}
