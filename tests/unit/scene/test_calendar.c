/* Ticks of calendar time and rungs of the ladder stand at round places. */
#include "support/support.h"

#include <math.h>

#include "scene/calendar.h"
#include "scene/ladder.h"
#include <plume/time.h>

static char *label(double t_s, double low_s, double high_s)
{
    static char out[64];
    plume_text text;

    plume_text_init(&text);
    plume_calendar_label(&text, t_s, low_s, high_s);
    snprintf(out, sizeof out, "%s", text.data);
    plume_text_dispose(&text);
    return out;
}

START_TEST(months_are_ticks_at_their_first_days)
{
    double low_s = plume_time_civil(2023, 11, 20, 0.0);
    double high_s = plume_time_civil(2024, 4, 2, 0.0);
    double t[16];

    ck_assert_uint_eq(plume_calendar_ticks(t, 16, low_s, high_s), 5);
    ck_assert_double_eq(t[0], plume_time_civil(2023, 12, 1, 0.0));
    ck_assert_double_eq(t[4], plume_time_civil(2024, 4, 1, 0.0));
    ck_assert_str_eq(label(t[1], low_s, high_s), "Jan 2024");
}
END_TEST

START_TEST(midnight_among_hours_is_a_day)
{
    double low_s = plume_time_civil(2024, 3, 3, 20 * 3600.0);

    ck_assert_str_eq(label(low_s + 2 * 3600.0, low_s, low_s + 6 * 3600.0), "22:00");
    ck_assert_str_eq(label(low_s + 4 * 3600.0, low_s, low_s + 6 * 3600.0), "4 Mar");
}
END_TEST

START_TEST(any_span_has_few_ticks_and_all_lie_in_it)
{
    for (double span_s = 1.0; span_s < 9e10; span_s *= 1.7) {
        double low_s = 1.7e9, t[64];
        size_t count = plume_calendar_ticks(t, 64, low_s, low_s + span_s);

        ck_assert_uint_le(count, 8);
        for (size_t i = 0; i < count; i++)
            ck_assert(t[i] >= low_s && t[i] <= low_s + span_s);
    }
}
END_TEST

START_TEST(rungs_of_time_go_from_seconds_to_hours)
{
    static const double seconds[] = { 0.5, 1,   2,   5,    10,   20,   30,   60,
                                      120, 300, 600, 1200, 1800, 3600, 7200, 18000 };

    for (int i = 0; i < 16; i++)
        ck_assert_double_eq_tol(plume_ladder_rung(PLUME_DIMENSION_TIME, i - 1).value *
                                    3600.0,
                                seconds[i], 1e-9 * seconds[i]);
    ck_assert_int_eq(plume_ladder_below(PLUME_DIMENSION_TIME, 0.4 / 60.0), 4);
    ck_assert_int_eq(plume_ladder_above(PLUME_DIMENSION_ENERGY, 0.03), -4);
    ck_assert_double_eq_tol(plume_ladder_rung(PLUME_DIMENSION_ENERGY, -4).value, 0.05,
                            1e-12);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, months_are_ticks_at_their_first_days);
    tcase_add_test(tcase, midnight_among_hours_is_a_day);
    tcase_add_test(tcase, any_span_has_few_ticks_and_all_lie_in_it);
    tcase_add_test(tcase, rungs_of_time_go_from_seconds_to_hours);
}

int main(void)
{
    return test_main("calendar", add);
}
