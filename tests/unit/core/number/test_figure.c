#include "support/support.h"

#include <float.h>
#include <stdint.h>

static plume_text text;

static void begin(void)
{
    plume_text_init(&text);
}

static void end(void)
{
    plume_text_dispose(&text);
}

static const char *printed(double value)
{
    plume_text_clear(&text);
    ck_assert(plume_number_print(&text, value));
    return text.data;
}

static const char *significant(double value, int digits)
{
    plume_text_clear(&text);
    plume_number_significant(&text, value, digits);
    return text.data;
}

static const char *fixed(double value, int decimals)
{
    plume_text_clear(&text);
    plume_number_fixed(&text, value, decimals);
    return text.data;
}

START_TEST(the_shortest_decimal_is_printed)
{
    ck_assert_str_eq(printed(0), "0");
    ck_assert_str_eq(printed(-0.0), "-0");
    ck_assert_str_eq(printed(0.1), "0.1");
    ck_assert_str_eq(printed(0.1 + 0.2), "0.30000000000000004");
    ck_assert_str_eq(printed(-12.5), "-12.5");
    ck_assert_str_eq(printed(1e23), "1e23");
    ck_assert_str_eq(printed(1000000), "1000000");
    ck_assert_str_eq(printed(9007199254740992), "9007199254740992");
    ck_assert_str_eq(printed(1e16), "10000000000000000");
    ck_assert_str_eq(printed(1e17), "1e17");
    ck_assert_str_eq(printed(1e-6), "0.000001");
    ck_assert_str_eq(printed(1e-7), "1e-7");
    ck_assert_str_eq(printed(1.0 / 3), "0.3333333333333333");
    ck_assert_str_eq(printed(5e-324), "5e-324");
    ck_assert_str_eq(printed(DBL_MAX), "1.7976931348623157e308");
}
END_TEST

/* Below a power of two the doubles lie denser: 16 digits do, though not the nearest 16.
 */
START_TEST(powers_of_two_are_as_short_as_all_others)
{
    ck_assert_str_eq(printed(ldexp(1, -44)), "5.684341886080802e-14");
    ck_assert_str_eq(printed(ldexp(1, -489)), "6.256509672447191e-148");
}
END_TEST

START_TEST(nothing_is_printed_for_what_is_not_finite)
{
    plume_text_clear(&text);
    ck_assert(!plume_number_print(&text, NAN));
    ck_assert(!plume_number_print(&text, INFINITY));
    ck_assert_str_eq(text.data, "");
}
END_TEST

/* Significant digits of a printed number. */
static int digits_of(const char *number)
{
    int count = 0, zeros = 0;

    for (; *number != '\0' && *number != 'e'; number++) {
        if (*number < '0' || *number > '9' || (count == 0 && *number == '0'))
            continue;
        count++;
        zeros = *number == '0' ? zeros + 1 : 0;
    }
    return count - zeros;
}

/* The fewest digits with which the C library's own printing reads back. */
static int digits_needed(double value)
{
    char number[64];
    int digits = 0;

    do
        snprintf(number, sizeof number, "%.*e", digits++, value);
    while (strtod(number, NULL) != value);
    return digits;
}

START_TEST(what_is_printed_reads_back_and_no_shorter_text_does)
{
    uint64_t bits = 88172645463325252u;
    int i;

    for (i = 0; i < 30000; i++) {
        double value, back;

        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        memcpy(&value, &bits, sizeof value);
        if (i % 2 == 0)
            value = (double)(bits % 10000000) / 1000;
        if (i % 8 == 1)
            value = ldexp(1, (int)(bits % 2098) - 1074);
        if (!isfinite(value) || value == 0)
            continue;
        printed(value);
        ck_assert(plume_number_parse(&back, text.data, text.length));
        ck_assert_msg(back == value, "%a became %s", value, text.data);
        ck_assert_int_le(digits_of(text.data), digits_needed(value));
    }
}
END_TEST

START_TEST(significant_figures_round_half_away_from_zero)
{
    ck_assert_str_eq(significant(0.32965, 4), "0.3297");
    ck_assert_str_eq(significant(-0.32965, 4), "-0.3297");
    ck_assert_str_eq(significant(2.5, 1), "3");
    ck_assert_str_eq(significant(1.005, 3), "1.01");
    ck_assert_str_eq(significant(10, 3), "10.0");
    ck_assert_str_eq(significant(9.996, 3), "10.0");
    ck_assert_str_eq(significant(0.00999951, 3), "0.0100");
    ck_assert_str_eq(significant(1234.5, 3), "1,230");
    ck_assert_str_eq(significant(999999, 3), "1,000,000");
    ck_assert_str_eq(significant(626155, 6), "626,155");
    ck_assert_str_eq(significant(0.0000123456, 3), "0.0000123");
    ck_assert_str_eq(significant(0, 3), "0");
    ck_assert_str_eq(significant(NAN, 3), "n/a");
    ck_assert_str_eq(significant(INFINITY, 3), "n/a");
}
END_TEST

START_TEST(fixed_decimals_round_the_same_way)
{
    ck_assert_str_eq(fixed(2.675, 2), "2.68");
    ck_assert_str_eq(fixed(0.125, 2), "0.13");
    ck_assert_str_eq(fixed(-0.125, 2), "-0.13");
    ck_assert_str_eq(fixed(1234567.891, 1), "1,234,567.9");
    ck_assert_str_eq(fixed(999.5, 0), "1,000");
    ck_assert_str_eq(fixed(0.5, 0), "1");
    ck_assert_str_eq(fixed(0.05, 0), "0");
    ck_assert_str_eq(fixed(-0.004, 2), "0.00");
    ck_assert_str_eq(fixed(7, 3), "7.000");
    ck_assert_str_eq(fixed(1550, -2), "1,600");
    ck_assert_str_eq(fixed(100, 0), "100");
    ck_assert_str_eq(fixed(NAN, 2), "n/a");
}
END_TEST

START_TEST(a_value_rounds_as_it_is_printed)
{
    ck_assert(plume_number_round(2.675, 2) == 2.68);
    ck_assert(plume_number_round(-0.5, 0) == -1);
    ck_assert(plume_number_round(0.0004, 3) == 0);
    ck_assert(plume_number_round(1550, -2) == 1600);
    ck_assert(isnan(plume_number_round(NAN, 2)));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_test(tcase, the_shortest_decimal_is_printed);
    tcase_add_test(tcase, powers_of_two_are_as_short_as_all_others);
    tcase_add_test(tcase, nothing_is_printed_for_what_is_not_finite);
    tcase_add_test(tcase, what_is_printed_reads_back_and_no_shorter_text_does);
    tcase_add_test(tcase, significant_figures_round_half_away_from_zero);
    tcase_add_test(tcase, fixed_decimals_round_the_same_way);
    tcase_add_test(tcase, a_value_rounds_as_it_is_printed);
}

int main(void)
{
    return test_main("figure", add);
}
