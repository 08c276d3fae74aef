/* Energy of power traces, worked out by hand. */
#include "support/power.h"

#include "traces/total.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define W(t, w)                                                                          \
    {                                                                                    \
        "", t, w, NAN, NAN                                                               \
    }
#define J(t, j)                                                                          \
    {                                                                                    \
        "", t, NAN, j, NAN                                                               \
    }

static const plume_power_rules bridge = { PLUME_GAPS_BRIDGE, NAN, NAN };

static void check_kwh(const test_sample *samples, size_t count, double wanted_kwh)
{
    plume_power *power = test_power(samples, count, &bridge, NAN, NULL);

    ck_assert_double_eq_tol(plume_power_sum(power).energy_j / 3.6e6, wanted_kwh, 5e-7);
    plume_power_free(power);
}

/* Trapezoids of uneven length; each printed segment by itself, then the whole. */
START_TEST(segments_of_uneven_length_are_trapezoids)
{
    static const test_sample all[] = { W(0, 100),    W(600, 300),  W(1800, 300),
                                       W(3600, 320), W(5400, 310), W(7200, 305),
                                       W(9000, 90) };
    static const double segment_kwh[] = {
        0.0333333, 0.1, 0.155, 0.1575, 0.15375, 0.09875
    };

    for (size_t i = 0; i < COUNT(segment_kwh); i++)
        check_kwh(&all[i], 2, segment_kwh[i]);
    check_kwh(all, COUNT(all), 0.698333);
}
END_TEST

/* The line from 200 W to 400 W is at 300 W where the hour begins. */
START_TEST(a_ramp_across_the_hour_splits_at_its_middle)
{
    static const test_sample all[] = { W(0, 200), W(3000, 200), W(4200, 400),
                                       W(7200, 400) };
    static const test_sample first[] = { W(0, 200), W(3000, 200), W(3600, 300) };
    static const test_sample second[] = { W(3600, 300), W(4200, 400), W(7200, 400) };

    check_kwh(first, COUNT(first), 0.208333);
    check_kwh(second, COUNT(second), 0.391667);
    check_kwh(all, COUNT(all), 0.6);
}
END_TEST

START_TEST(a_gap_is_bridged_and_its_bounds_are_idle_and_rated_power)
{
    static const test_sample all[] = { W(0, 250), W(10, 260), W(20, 255), W(200, 250),
                                       W(210, 245) };
    plume_power_rules rules = { PLUME_GAPS_BRIDGE, 60, 300 };
    plume_power *power = test_power(all, COUNT(all), &rules, NAN, NULL);
    plume_power_device device = plume_power_at(power, 0);

    ck_assert_double_eq_tol(plume_power_sum(power).coverage, 0.142857, 5e-7);
    ck_assert_double_eq_tol(device.energy_j / 3.6e6, 0.0147361, 5e-8);
    ck_assert_double_eq_tol(device.low_j / 3.6e6, 0.00511111, 5e-9);
    ck_assert_double_eq_tol(device.high_j / 3.6e6, 0.0171111, 5e-8);
    ck_assert_double_eq(device.longest_gap_s, 180);
    ck_assert_uint_eq(device.gaps, 1);
    plume_power_free(power);

    rules.gaps = PLUME_GAPS_EXCLUDE;
    power = test_power(all, COUNT(all), &rules, NAN, NULL);
    ck_assert_double_eq_tol(plume_power_at(power, 0).energy_j, 7600, 1e-9);
    plume_power_free(power);

    rules.gaps = PLUME_GAPS_HOLD;
    power = test_power(all, COUNT(all), &rules, NAN, NULL);
    ck_assert_double_eq_tol(plume_power_at(power, 0).energy_j, 7600 + 180 * 255, 1e-9);
    plume_power_free(power);
}
END_TEST

START_TEST(a_counter_that_wraps_goes_on_from_its_modulus)
{
    static const test_sample all[] = { J(0, 262143.000000), J(1, 1.500000) };
    plume_power *power = test_power(all, COUNT(all), &bridge, 262143.328850, NULL);

    ck_assert_double_eq_tol(plume_power_at(power, 0).energy_j, 1.828850, 1e-9);
    ck_assert_uint_eq(plume_power_at(power, 0).wraps, 1);
    plume_power_free(power);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, segments_of_uneven_length_are_trapezoids);
    tcase_add_test(tcase, a_ramp_across_the_hour_splits_at_its_middle);
    tcase_add_test(tcase, a_gap_is_bridged_and_its_bounds_are_idle_and_rated_power);
    tcase_add_test(tcase, a_counter_that_wraps_goes_on_from_its_modulus);
}

int main(void)
{
    return test_main("power, worked", add);
}
