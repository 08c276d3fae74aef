/* Hours that read the same, in zones that are known and that are not. */
#include "support/support.h"

#include "core/number/units.h"
#include "traces/total.h"

static const plume_power_rules bridge = { PLUME_GAPS_BRIDGE, NAN, NAN };

/* A Sunday, at one in the morning. */
#define BEGIN_S 1729990800.0

/* An hour before, both parts of, and an hour behind the doubled hour, each step_s with
 * 300 W, as the wall clock shows it: the second hour is shown twice. */
static plume_power_device read(double step_s, bool zone)
{
    plume_power *power;
    plume_power_device device;
    plume_error error;

    ck_ok(plume_power_new(&power, &bridge, &error), error);
    for (int pass = 0; pass < 2; pass++) {
        for (double real_s = 0; real_s <= 4 * SECONDS_PER_HOUR; real_s += step_s) {
            bool first = real_s >= SECONDS_PER_HOUR && real_s < 2 * SECONDS_PER_HOUR;
            bool second = real_s >= 2 * SECONDS_PER_HOUR && real_s < 3 * SECONDS_PER_HOUR;
            plume_power_verdict verdict;
            plume_power_sample sample;

            plume_power_sample_init(&sample);
            sample.watts = 300;
            /* A log that is read in its zone has the first of two times, and knows the
             * second; without a zone it has what the clock showed. */
            sample.t_s = second || (!zone && real_s >= 2 * SECONDS_PER_HOUR)
                             ? real_s - SECONDS_PER_HOUR
                             : real_s;
            sample.t_s += BEGIN_S;
            sample.zoned = zone;
            if (zone && (first || second))
                sample.again_s = sample.t_s + SECONDS_PER_HOUR;
            ck_ok(plume_power_take(power, &sample, &verdict, &error), error);
            ck_assert_int_eq(verdict, PLUME_POWER_USED);
        }
        if (pass == 0)
            plume_power_begin(power, (plume_power_sink){ NULL, NULL });
    }
    device = plume_power_at(power, 0);
    plume_power_free(power);
    return device;
}

static const double steps_s[] = { 1, 10, 30, 50, 60, 300, 600, 900, 1800, 3600 };

START_TEST(both_hours_count_in_a_zone_that_is_known)
{
    plume_power_device device = read(steps_s[_i], true);

    ck_assert_double_eq_tol(device.energy_j, 4 * SECONDS_PER_HOUR * 300, 1e-3);
    ck_assert_double_eq(device.gap_s, 0);
    ck_assert_double_eq(device.end_s - device.start_s, 4 * SECONDS_PER_HOUR);
}
END_TEST

START_TEST(both_hours_count_without_a_zone)
{
    plume_power_device device = read(steps_s[_i], false);

    ck_assert_double_eq_tol(device.energy_j, 4 * SECONDS_PER_HOUR * 300, 1e-3);
    ck_assert_uint_eq(device.hour_steps, 1);
}
END_TEST

START_TEST(a_log_that_has_each_hour_twice_is_no_end_of_summer_time)
{
    plume_power *power;
    plume_power_device device;
    plume_error error;

    ck_ok(plume_power_new(&power, &bridge, &error), error);
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < 8; i++) {
            plume_power_verdict verdict;
            plume_power_sample sample;

            plume_power_sample_init(&sample);
            sample.watts = 300;
            sample.t_s = BEGIN_S + i / 2 * SECONDS_PER_HOUR;
            ck_ok(plume_power_take(power, &sample, &verdict, &error), error);
        }
        if (pass == 0)
            plume_power_begin(power, (plume_power_sink){ NULL, NULL });
    }
    device = plume_power_at(power, 0);
    ck_assert_double_eq_tol(device.energy_j, 3 * SECONDS_PER_HOUR * 300, 1e-3);
    ck_assert_uint_eq(device.hour_steps, 0);
    plume_power_free(power);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, both_hours_count_in_a_zone_that_is_known, 0,
                        sizeof steps_s / sizeof *steps_s);
    tcase_add_loop_test(tcase, both_hours_count_without_a_zone, 0,
                        sizeof steps_s / sizeof *steps_s);
    tcase_add_test(tcase, a_log_that_has_each_hour_twice_is_no_end_of_summer_time);
}

int main(void)
{
    return test_main("clock", add);
}
