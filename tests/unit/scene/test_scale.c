/* Limits, ticks and labels of an axis. */
#include "support/support.h"

#include "scene/scale.h"
#include "scene/widths.h"

static plume_scale mass(double low_kg, double high_kg, double width_pt)
{
    plume_scale scale = { .dimension = PLUME_DIMENSION_MASS,
                          .from_pt = 0.0,
                          .to_pt = width_pt };

    plume_scale_log(&scale, low_kg, high_kg);
    return scale;
}

static void expect_label(const plume_scale *scale, double value, const char *wanted)
{
    plume_text text;

    plume_text_init(&text);
    plume_scale_label(&text, scale, value);
    ck_assert_str_eq(text.data, wanted);
    plume_text_dispose(&text);
}

START_TEST(a_log_axis_ends_at_the_next_decades)
{
    plume_scale scale = mass(3.3, 801000.0, 100.0);

    ck_assert_double_eq(scale.low, 1.0);
    ck_assert_double_eq(scale.high, 1e6);
}
END_TEST

START_TEST(decades_themselves_are_limits)
{
    int i;

    for (i = -9; i < 12; i++) {
        plume_scale scale = mass(pow(10.0, i), pow(10.0, i + 1), 100.0);

        ck_assert_double_eq(scale.low, pow(10.0, i));
        ck_assert_double_eq(scale.high, pow(10.0, i + 1));
    }
}
END_TEST

START_TEST(a_single_decade_gets_room_on_both_sides)
{
    plume_scale scale = mass(10.0, 10.0, 100.0);

    ck_assert_double_eq(scale.low, 1.0);
    ck_assert_double_eq(scale.high, 100.0);
}
END_TEST

START_TEST(equal_ratios_are_equal_lengths)
{
    plume_scale scale = mass(1.0, 1000.0, 300.0);

    ck_assert_double_eq_tol(plume_scale_at(&scale, 10.0), 100.0, 1e-9);
    ck_assert_double_eq_tol(plume_scale_at(&scale, 1000.0), 300.0, 1e-9);
    ck_assert_double_eq_tol(plume_scale_at(&scale, 20.0) - plume_scale_at(&scale, 10.0),
                            plume_scale_at(&scale, 2.0) - plume_scale_at(&scale, 1.0),
                            1e-9);
}
END_TEST

START_TEST(values_beyond_the_limits_stay_on_the_axis)
{
    plume_scale scale = mass(1.0, 10.0, 300.0);

    ck_assert_double_eq(plume_scale_at(&scale, 1e9), 300.0);
    ck_assert_double_eq(plume_scale_at(&scale, 1e-9), 0.0);
}
END_TEST

START_TEST(decades_are_labelled_in_the_unit_itself)
{
    plume_scale scale = mass(1e-6, 1e6, 300.0);

    expect_label(&scale, 1e-6, "1 mg");
    expect_label(&scale, 1e-3, "1 g");
    expect_label(&scale, 0.1, "100 g");
    expect_label(&scale, 1.0, "1 kg");
    expect_label(&scale, 10.0, "10 kg");
    expect_label(&scale, 1e3, "1 t");
    expect_label(&scale, 1e6, "1,000 t");
}
END_TEST

START_TEST(ratios_are_labelled_with_a_cross)
{
    plume_scale scale = { .dimension = PLUME_DIMENSION_RATIO, .to_pt = 100.0 };

    plume_scale_log(&scale, 0.2, 80.0);
    expect_label(&scale, 0.1, "0.1×");
    expect_label(&scale, 1.0, "1×");
    expect_label(&scale, 100.0, "100×");
}
END_TEST

START_TEST(minor_ticks_stand_only_below_four_decades)
{
    plume_scale few = mass(1.0, 1000.0, 300.0), many = mass(1.0, 10000.0, 300.0);
    plume_ticks ticks;

    plume_scale_ticks(&ticks, &few, 7.0);
    ck_assert_uint_eq(ticks.count, 4 + 3 * 2);
    ck_assert(ticks.tick[1].minor && !ticks.tick[1].labelled);
    plume_scale_ticks(&ticks, &many, 7.0);
    ck_assert_uint_eq(ticks.count, 5);
}
END_TEST

START_TEST(crowded_labels_are_thinned_but_ticks_stay)
{
    plume_scale scale = mass(1.0, 1e6, 103.0);
    plume_ticks ticks;
    size_t i;

    plume_scale_ticks(&ticks, &scale, 7.0);
    ck_assert_uint_eq(ticks.count, 7);
    for (i = 0; i < 7; i++)
        ck_assert_int_eq(ticks.tick[i].labelled, i % 2 == 0);
}
END_TEST

/* Over a grid of ranges and widths: two labels that stay are at least 4 pt apart. */
START_TEST(labels_never_come_nearer_than_4_pt)
{
    int low, high, width;

    for (low = -9; low < 9; low++)
        for (high = low + 1; high <= 12; high++)
            for (width = 60; width < 400; width += 17) {
                plume_scale scale = mass(pow(10.0, low), pow(10.0, high), width);
                plume_ticks ticks;
                double free_pt = -100.0;
                size_t i;

                plume_scale_ticks(&ticks, &scale, 7.0);
                for (i = 0; i < ticks.count; i++) {
                    plume_text text;
                    double half_pt;

                    if (!ticks.tick[i].labelled)
                        continue;
                    plume_text_init(&text);
                    plume_scale_label(&text, &scale, ticks.tick[i].value);
                    half_pt = plume_text_width_pt(PLUME_FACE_SANS, 7.0, text.data) / 2.0;
                    plume_text_dispose(&text);
                    ck_assert(ticks.tick[i].at_pt - half_pt >= free_pt - 1e-9);
                    free_pt = ticks.tick[i].at_pt + half_pt + 4.0;
                }
            }
}
END_TEST

START_TEST(a_linear_axis_has_four_to_eight_ticks_and_covers_the_value)
{
    double high;

    for (high = 0.013; high < 1e5; high *= 1.07) {
        plume_scale scale = { .dimension = PLUME_DIMENSION_ENERGY, .to_pt = 200.0 };
        plume_ticks ticks;

        plume_scale_linear(&scale, high);
        plume_scale_ticks(&ticks, &scale, 7.0);
        ck_assert_msg(ticks.count >= 4 && ticks.count <= 8, "%zu ticks to %g",
                      ticks.count, high);
        ck_assert(scale.high >= high && scale.high < 2.0 * high);
        ck_assert_double_eq_tol(ticks.tick[ticks.count - 1].value, scale.high,
                                1e-9 * scale.high);
    }
}
END_TEST

START_TEST(a_linear_axis_names_its_unit_once)
{
    plume_scale scale = { .dimension = PLUME_DIMENSION_POWER, .to_pt = 200.0 };

    plume_scale_linear(&scale, 340.0);
    ck_assert_double_eq(scale.high, 400.0);
    expect_label(&scale, 0.0, "0");
    expect_label(&scale, 100.0, "100");
    expect_label(&scale, 400.0, "400 W");
}
END_TEST

START_TEST(a_linear_axis_shows_the_decimals_of_its_step)
{
    plume_scale scale = { .dimension = PLUME_DIMENSION_ENERGY, .to_pt = 200.0 };

    plume_scale_linear(&scale, 1.4);
    expect_label(&scale, 0.5, "0.5");
    expect_label(&scale, 1.5, "1.5 kWh");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_log_axis_ends_at_the_next_decades);
    tcase_add_test(tcase, decades_themselves_are_limits);
    tcase_add_test(tcase, a_single_decade_gets_room_on_both_sides);
    tcase_add_test(tcase, equal_ratios_are_equal_lengths);
    tcase_add_test(tcase, values_beyond_the_limits_stay_on_the_axis);
    tcase_add_test(tcase, decades_are_labelled_in_the_unit_itself);
    tcase_add_test(tcase, ratios_are_labelled_with_a_cross);
    tcase_add_test(tcase, minor_ticks_stand_only_below_four_decades);
    tcase_add_test(tcase, crowded_labels_are_thinned_but_ticks_stay);
    tcase_add_test(tcase, labels_never_come_nearer_than_4_pt);
    tcase_add_test(tcase, a_linear_axis_has_four_to_eight_ticks_and_covers_the_value);
    tcase_add_test(tcase, a_linear_axis_names_its_unit_once);
    tcase_add_test(tcase, a_linear_axis_shows_the_decimals_of_its_step);
}

int main(void)
{
    return test_main("scale", add);
}
