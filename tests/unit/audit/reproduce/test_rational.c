/* Exact fractions: reading, arithmetic, order, printing. */
#include "support/support.h"

#include "audit/reproduce/rational.h"

static plume_rational read(const char *text)
{
    plume_rational value, half;
    size_t used;

    ck_assert_msg(plume_rational_read(&value, &half, text, strlen(text), &used), "%s",
                  text);
    ck_assert_uint_eq(used, strlen(text));
    return value;
}

static void ck_prints(const plume_rational *value, int digits, const char *wanted)
{
    plume_text text;

    plume_text_init(&text);
    plume_rational_print(&text, value, digits);
    ck_assert_str_eq(text.data, wanted);
    plume_text_dispose(&text);
}

START_TEST(decimals_of_papers_are_read_with_half_a_unit_of_their_last_digit)
{
    static const struct {
        const char *text, *value, *half;
    } cases[] = {
        { "1507", "1507", "0.5" },
        { "626,155", "626155", "0.5" },
        { "0.080", "0.08", "0.0005" },
        { "1.61E+19", "1.61e19", "50000000000000000e0" },
        { "8.89e-3", "0.00889", "5e-6" },
        { "-2.5", "-2.5", "0.05" },
        { "0.000", "0", "0.0005" },
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        plume_rational value, half, wanted = read(cases[i].half);
        size_t used, length = strlen(cases[i].text);

        ck_assert(plume_rational_read(&value, &half, cases[i].text, length, &used));
        ck_assert_uint_eq(used, length);
        ck_prints(&value, 8, cases[i].value);
        ck_assert_int_eq(plume_rational_compare(&half, &wanted), 0);
    }
}
END_TEST

START_TEST(what_is_no_decimal_is_refused)
{
    static const char *const cases[] = { "",
                                         "-",
                                         ".",
                                         "x",
                                         ",5",
                                         "e5",
                                         "1e61",
                                         "1e-999",
                                         ("1234567890123456789012345678901234567890123456"
                                          "789012345678901") };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        plume_rational value, half;
        size_t used;

        ck_assert_msg(
            !plume_rational_read(&value, &half, cases[i], strlen(cases[i]), &used), "%s",
            cases[i]);
    }
}
END_TEST

START_TEST(a_letter_e_without_digits_belongs_to_the_unit)
{
    plume_rational value, half;
    size_t used;

    ck_assert(plume_rational_read(&value, &half, "5 eggs", 6, &used));
    ck_assert_uint_eq(used, 1);
    ck_assert(plume_rational_read(&value, &half, "5eggs", 5, &used));
    ck_assert_uint_eq(used, 1);
}
END_TEST

START_TEST(thirds_times_three_are_one_exactly)
{
    plume_rational one = read("1"), three = read("3"), x;

    ck_assert(plume_rational_divide(&x, &one, &three));
    ck_prints(&x, 5, "0.33333");
    ck_assert(plume_rational_multiply(&x, &x, &three));
    ck_assert_int_eq(plume_rational_compare(&x, &one), 0);
}
END_TEST

START_TEST(sums_and_differences_carry_and_change_sign)
{
    plume_rational big = read("4294967295"), small = read("0.5"), x;

    ck_assert(plume_rational_add(&x, &big, &small));
    ck_assert(plume_rational_add(&x, &x, &small));
    ck_prints(&x, 12, "4294967296");
    ck_assert(plume_rational_subtract(&x, &small, &big));
    ck_prints(&x, 12, "-4294967294.5");
    ck_assert(plume_rational_subtract(&x, &x, &x));
    ck_assert(plume_rational_is_zero(&x) && !x.negative);
    x = read("-3");
    ck_assert_int_lt(plume_rational_compare(&x, &small), 0);
    ck_assert_int_gt(plume_rational_compare(&small, &x), 0);
    big = read("-4");
    ck_assert_int_lt(plume_rational_compare(&big, &x), 0);
}
END_TEST

START_TEST(dividing_by_zero_is_refused)
{
    plume_rational one = read("1"), zero = read("0"), x;

    ck_assert(!plume_rational_divide(&x, &one, &zero));
}
END_TEST

START_TEST(what_grows_beyond_the_digits_kept_is_refused)
{
    plume_rational x = read("123456789012345678901234567890");
    int squared = 0;

    while (squared < 20 && plume_rational_multiply(&x, &x, &x))
        squared++;
    ck_assert_int_eq(squared, 4); /* 30 digits to 480, of some 539 */
}
END_TEST

START_TEST(halves_print_away_from_zero_and_nines_carry_over)
{
    plume_rational x = read("2.5");

    ck_prints(&x, 1, "3");
    x = read("-2.5");
    ck_prints(&x, 1, "-3");
    x = read("2.4999999999999999999999999");
    ck_prints(&x, 1, "2");
    x = read("999.96");
    ck_prints(&x, 4, "1000");
    x = read("0.0000000123");
    ck_prints(&x, 8, "1.23e-8");
    x = read("1.6e15");
    ck_prints(&x, 8, "1.6e15");
    x = read("120000");
    ck_prints(&x, 8, "120000");
    ck_assert_double_eq(plume_rational_value(&x), 120000.0);
}
END_TEST

static int asked; /* how often GMP wanted memory */

static void *allocate(size_t size)
{
    asked++;
    return malloc(size);
}

static void *reallocate(void *old, size_t old_size, size_t size)
{
    (void)old_size;
    asked++;
    return realloc(old, size);
}

static void release(void *old, size_t size)
{
    (void)size;
    free(old);
}

/* GMP would end the process where it gets none. */
START_TEST(the_longest_fractions_need_no_memory_of_gmp)
{
    plume_rational x =
        read("123456789012345678901234567890123456789012345678901234567e-60");
    plume_rational y = read("9.87654321098765432109876543210987654321e60"), sum;
    plume_text text;

    mp_set_memory_functions(allocate, reallocate, release);
    plume_text_init(&text);
    while (plume_rational_multiply(&sum, &x, &x) && plume_rational_multiply(&y, &y, &y)) {
        x = sum;
        plume_rational_add(&sum, &x, &y);
        plume_rational_subtract(&sum, &x, &y);
        plume_rational_divide(&sum, &x, &y);
        plume_rational_compare(&x, &y);
        plume_rational_print(&text, &x, 40);
        plume_rational_print(&text, &y, 40);
    }
    mp_set_memory_functions(NULL, NULL, NULL);
    ck_assert_int_eq(asked, 0);
    ck_assert_uint_gt(text.length, 100);
    plume_text_dispose(&text);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_test(tcase,
                   decimals_of_papers_are_read_with_half_a_unit_of_their_last_digit);
    tcase_add_test(tcase, what_is_no_decimal_is_refused);
    tcase_add_test(tcase, a_letter_e_without_digits_belongs_to_the_unit);
    tcase_add_test(tcase, thirds_times_three_are_one_exactly);
    tcase_add_test(tcase, sums_and_differences_carry_and_change_sign);
    tcase_add_test(tcase, dividing_by_zero_is_refused);
    tcase_add_test(tcase, what_grows_beyond_the_digits_kept_is_refused);
    tcase_add_test(tcase, halves_print_away_from_zero_and_nines_carry_over);
    tcase_add_test(tcase, the_longest_fractions_need_no_memory_of_gmp);
}

int main(void)
{
    return test_main("rational", add_tests);
}
