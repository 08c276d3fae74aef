#include "support/support.h"

#include "core/number/printed.h"

static plume_verdict plain(double computed, const char *printed)
{
    return plume_verdict_of(computed, computed, computed, printed);
}

START_TEST(a_figure_that_rounds_to_the_printed_digits_is_exact)
{
    ck_assert_int_eq(plain(1437.5124, "1438"), PLUME_VERDICT_EXACT);
    ck_assert_int_eq(plain(7.468, "7.5"), PLUME_VERDICT_EXACT);
    ck_assert_int_eq(plain(85.7, "85.7"), PLUME_VERDICT_EXACT);
}
END_TEST

/* 0.145 is below a half in binary, and a half in the decimal that people read. */
START_TEST(halves_are_rounded_up_on_decimal_digits)
{
    ck_assert_int_eq(plain(0.145, "0.15"), PLUME_VERDICT_EXACT);
    ck_assert_int_eq(plain(2.675, "2.68"), PLUME_VERDICT_EXACT);
    ck_assert_int_eq(plain(26.5, "27"), PLUME_VERDICT_EXACT);
}
END_TEST

START_TEST(a_figure_cut_to_the_printed_digits_is_truncated)
{
    ck_assert_int_eq(plain(153.907, "153.90"), PLUME_VERDICT_TRUNCATED);
    ck_assert_int_eq(plain(449.84, "449"), PLUME_VERDICT_TRUNCATED);
    ck_assert_int_eq(plain(25.26, "25.2"), PLUME_VERDICT_TRUNCATED);
    ck_assert_int_eq(plain(0.25886918, "0.258"), PLUME_VERDICT_TRUNCATED);
}
END_TEST

START_TEST(a_figure_whose_inputs_allow_the_printed_digits_is_within_rounding)
{
    ck_assert_int_eq(plume_verdict_of(1289.376, 1282.0, 1297.0, "1287"),
                     PLUME_VERDICT_WITHIN_ROUNDING);
    ck_assert_int_eq(plume_verdict_of(96.280, 95.96, 96.60, "96.4"),
                     PLUME_VERDICT_WITHIN_ROUNDING);
}
END_TEST

START_TEST(a_figure_that_no_rounding_explains_is_no)
{
    ck_assert_int_eq(plain(1503.0213, "1507"), PLUME_VERDICT_NO);
    /* Meena over 180.4 t: 96.35 to 96.45 over 180.35 to 180.45. */
    ck_assert_int_eq(plume_verdict_of(0.53436807, 0.53394, 0.53479, "0.533"),
                     PLUME_VERDICT_NO);
}
END_TEST

START_TEST(commas_between_digits_and_units_after_them_are_read)
{
    ck_assert_int_eq(plain(626155.31, "626,155 lb"), PLUME_VERDICT_EXACT);
    ck_assert_int_eq(plain(1287.06, "1,287 MWh"), PLUME_VERDICT_EXACT);
    ck_assert_int_eq(plain(0.652, "0.652 t"), PLUME_VERDICT_EXACT);
}
END_TEST

START_TEST(exponents_are_read)
{
    ck_assert_int_eq(plain(1.12273e23, "1.12E+23"), PLUME_VERDICT_EXACT);
    ck_assert_int_eq(plain(3.1456512e23, "3.14e23"), PLUME_VERDICT_TRUNCATED);
    ck_assert_int_eq(plain(3.1656512e23, "3.14e23"), PLUME_VERDICT_NO);
}
END_TEST

START_TEST(without_a_figure_on_either_side_there_is_no_verdict)
{
    ck_assert_int_eq(plain(NAN, "26"), PLUME_VERDICT_NONE);
    ck_assert_int_eq(plain(26.0, ""), PLUME_VERDICT_NONE);
    ck_assert_int_eq(plain(26.0, "n/a"), PLUME_VERDICT_NONE);
    ck_assert_int_eq(plain(26.0, NULL), PLUME_VERDICT_NONE);
    ck_assert_int_eq(plain(INFINITY, "26"), PLUME_VERDICT_NONE);
}
END_TEST

START_TEST(unknown_bounds_leave_only_the_digits)
{
    ck_assert_int_eq(plume_verdict_of(26.2, NAN, NAN, "26"), PLUME_VERDICT_EXACT);
    ck_assert_int_eq(plume_verdict_of(29.0, NAN, NAN, "26"), PLUME_VERDICT_NO);
}
END_TEST

START_TEST(negative_figures_are_rounded_and_cut_away_from_and_towards_zero)
{
    ck_assert_int_eq(plain(-2.675, "-2.68"), PLUME_VERDICT_EXACT);
    ck_assert_int_eq(plain(-153.907, "-153.90"), PLUME_VERDICT_TRUNCATED);
}
END_TEST

START_TEST(half_a_unit_of_the_last_digit_is_a_share_of_the_figure)
{
    ck_close(plume_printed_half_share("14.8 d"), 0.05 / 14.8, 1e-12);
    ck_close(plume_printed_half_share("330 W"), 0.5 / 330.0, 1e-12);
    ck_close(plume_printed_half_share("6.4e6 h"), 0.05 / 6.4, 1e-12);
    ck_close(plume_printed_half_share("12,041.51"), 0.005 / 12041.51, 1e-12);
    ck_assert_double_eq(plume_printed_half_share(""), 0.0);
    ck_assert_double_eq(plume_printed_half_share(NULL), 0.0);
    ck_assert_double_eq(plume_printed_half_share("0"), 0.0);
}
END_TEST

START_TEST(the_unit_is_what_follows_the_figure)
{
    plume_printed printed;

    ck_assert(plume_printed_read(&printed, " 1,234.50 kg"));
    ck_assert_double_eq(plume_printed_value(&printed), 1234.5);
    ck_assert_int_eq(printed.decimals, 2);
    ck_assert_str_eq(printed.unit, "kg");
    ck_assert(plume_printed_read(&printed, "3 eggs"));
    ck_assert_str_eq(printed.unit, "eggs");
    ck_assert(!plume_printed_read(&printed, "about 3"));
}
END_TEST

START_TEST(every_verdict_has_its_word)
{
    ck_assert_str_eq(plume_verdict_name(PLUME_VERDICT_NONE), "none");
    ck_assert_str_eq(plume_verdict_name(PLUME_VERDICT_EXACT), "exact");
    ck_assert_str_eq(plume_verdict_name(PLUME_VERDICT_TRUNCATED), "truncated");
    ck_assert_str_eq(plume_verdict_name(PLUME_VERDICT_WITHIN_ROUNDING),
                     "within-rounding");
    ck_assert_str_eq(plume_verdict_name(PLUME_VERDICT_NO), "no");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_figure_that_rounds_to_the_printed_digits_is_exact);
    tcase_add_test(tcase, halves_are_rounded_up_on_decimal_digits);
    tcase_add_test(tcase, a_figure_cut_to_the_printed_digits_is_truncated);
    tcase_add_test(tcase,
                   a_figure_whose_inputs_allow_the_printed_digits_is_within_rounding);
    tcase_add_test(tcase, a_figure_that_no_rounding_explains_is_no);
    tcase_add_test(tcase, commas_between_digits_and_units_after_them_are_read);
    tcase_add_test(tcase, exponents_are_read);
    tcase_add_test(tcase, without_a_figure_on_either_side_there_is_no_verdict);
    tcase_add_test(tcase, unknown_bounds_leave_only_the_digits);
    tcase_add_test(tcase,
                   negative_figures_are_rounded_and_cut_away_from_and_towards_zero);
    tcase_add_test(tcase, half_a_unit_of_the_last_digit_is_a_share_of_the_figure);
    tcase_add_test(tcase, the_unit_is_what_follows_the_figure);
    tcase_add_test(tcase, every_verdict_has_its_word);
}

int main(void)
{
    return test_main("verdict", add);
}
