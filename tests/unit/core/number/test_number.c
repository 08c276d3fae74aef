#include "support/support.h"

#include <float.h>
#include <locale.h>
#include <stdint.h>

static uint64_t state = 0x9e3779b97f4a7c15u;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static void accepts(const char *text, double wanted)
{
    double got;

    ck_assert_msg(plume_number_parse(&got, text, strlen(text)), "'%s' is refused", text);
    ck_assert_msg(same_bits(got, wanted), "'%.80s' is %a, not %a", text, got, wanted);
}

static void refuses(const char *text)
{
    double got = 1;

    ck_assert_msg(!plume_number_parse(&got, text, strlen(text)), "'%s' is accepted",
                  text);
    ck_assert_msg(isnan(got), "'%s' leaves %g", text, got);
}

START_TEST(numbers_are_read_as_people_write_them)
{
    accepts("0", 0.0);
    accepts("-0", -0.0);
    accepts("42", 42.0);
    accepts("+1.5", 1.5);
    accepts("-2.25e2", -225.0);
    accepts(".5", 0.5);
    accepts("5.", 5.0);
    accepts("5.e1", 50.0);
    accepts("1E+3", 1000.0);
    accepts("1e-3", 0.001);
    accepts("010", 10.0);
    accepts("0e999999999999999999999", 0.0);
    accepts("0.1", 0.1);
    accepts("123456789012345678901234567890", 123456789012345678901234567890.0);
}
END_TEST

START_TEST(what_is_no_number_is_refused)
{
    static const char *const spellings[] = {
        "",
        " ",
        " 1",
        "1 ",
        "1,12",
        "1.1.1",
        "0x10",
        "1_000",
        "nan",
        "NaN",
        "inf",
        "-Infinity",
        ".",
        "-",
        "+",
        "e5",
        ".e5",
        "1e",
        "1e+",
        "1e5.",
        "--1",
        "+-1",
        "1-",
        "1d5",
        "1f",
        "\xef\xbc\x91",
        "\xe2\x88\x92"
        "1",
        "1e400",
        "-1e309",
        "1.8e308",
        "1'000",
        "1 000",
        "$1",
        "1%",
        "\t1",
        "1\n",
        "0b1",
        "1e1e1",
        "infinity",
        "1e999999999999999999999",
        NULL,
    };
    double got;
    size_t i;

    for (i = 0; spellings[i] != NULL; i++)
        refuses(spellings[i]);
    ck_assert(!plume_number_parse(&got, "1\0002", 3));
}
END_TEST

/* Every sign, whole part, fraction and exponent with every other; then each of them with
 * one foreign character at each place. */
START_TEST(two_thousand_spellings_are_told_apart)
{
    static const char *const signs[] = { "", "-", "+" };
    static const char *const wholes[] = { "",   "0",         "7",
                                          "00", "123456789", "99999999999999999999" };
    static const char *const fractions[] = { "",
                                             ".",
                                             ".0",
                                             ".5",
                                             ".000000000000000000001",
                                             ".123456789012345678901",
                                             ".12345678",
                                             ".0012345678901234567" };
    static const char *const exponents[] = { "",     "e0",    "E5",  "e-7",
                                             "e+12", "e-300", "e250" };
    static const char foreign[] = ",_ x%'\t/:?";
    char text[128], spoiled[160];
    size_t a, b, c, d, at, count = 0;

    for (a = 0; a < 3; a++)
        for (b = 0; b < 6; b++)
            for (c = 0; c < 8; c++)
                for (d = 0; d < 7; d++) {
                    bool any = wholes[b][0] != '\0' || strlen(fractions[c]) > 1;

                    snprintf(text, sizeof text, "%s%s%s%s", signs[a], wholes[b],
                             fractions[c], exponents[d]);
                    if (any)
                        accepts(text, strtod(text, NULL));
                    else
                        refuses(text);
                    at = (a + b + c + d) % (strlen(text) + 1);
                    snprintf(spoiled, sizeof spoiled, "%.*s%c%s", (int)at, text,
                             foreign[(a + b * 5 + c * 3 + d) % 10], text + at);
                    refuses(spoiled);
                    snprintf(spoiled, sizeof spoiled, "%s ", text);
                    refuses(spoiled);
                    count += 3;
                }
    ck_assert_uint_ge(count, 2000);
}
END_TEST

/* One decimal of many shapes: short, long, tiny, huge. */
static void random_spelling(char *text, size_t room, int shape)
{
    uint64_t x = next_random();
    double value;

    switch (shape) {
    case 0:
        memcpy(&value, &x, sizeof value);
        snprintf(text, room, "%.17g", isfinite(value) ? value : 1.0);
        break;
    case 1:
        snprintf(text, room, "%llu.%llu", (unsigned long long)(x % 1000000),
                 (unsigned long long)next_random());
        break;
    case 2:
        snprintf(text, room, "%llue%d", (unsigned long long)x,
                 (int)(next_random() % 700) - 370);
        break;
    case 3:
        snprintf(text, room, "0.%0*llu", (int)(next_random() % 40),
                 (unsigned long long)x);
        break;
    case 4:
        snprintf(text, room, "%.6f", (double)(x % 1000000000) / 997);
        break;
    default:
        snprintf(text, room, "%.30e", (double)x / 18446744073709551616.0);
    }
}

/* PLUME_TEST_VALUES says how many, for those who can wait. */
START_TEST(values_are_correctly_rounded)
{
    const char *asked = getenv("PLUME_TEST_VALUES");
    long count = asked != NULL ? strtol(asked, NULL, 10) : 300000;
    char text[512];
    int i;

    for (i = 0; i < count; i++) {
        double wanted;

        random_spelling(text, sizeof text, i % 6);
        wanted = strtod(text, NULL);
        if (isfinite(wanted))
            accepts(text, wanted);
        else
            refuses(text);
    }
}
END_TEST

/* Exactly between two doubles the even one is taken, and a digit far behind decides. */
START_TEST(halfway_cases_go_to_the_even_neighbour)
{
    static char text[2000];
    int i;

    accepts("9007199254740993", 9007199254740992.0);
    accepts("9007199254740995", 9007199254740996.0);
    accepts("9007199254740993.00000000000000000000000000000000000000000000001",
            9007199254740994.0);
    for (i = 0; i < 3000; i++) {
        uint64_t x = next_random() >> 2;
        double low, high;

        memcpy(&low, &x, sizeof low);
        low = ldexp(1 + fmod(fabs(low), 1), (int)(x % 1000) - 500);
        high = nextafter(low, INFINITY);
        snprintf(text, sizeof text, "%.1100Le", ((long double)low + high) / 2);
        accepts(text, strtod(text, NULL));
    }
}
END_TEST

START_TEST(the_ends_of_the_range_are_read)
{
    accepts("1.7976931348623157e308", DBL_MAX);
    accepts("1.79769313486231580793e308", DBL_MAX);
    refuses("1.7976931348623159e308");
    accepts("4.9406564584124654e-324", 4.9406564584124654e-324);
    accepts("2.4703282292062328e-324", 4.9406564584124654e-324);
    accepts("2.4703282292062327e-324", 0.0);
    accepts("-1e-400", -0.0);
    accepts("2.2250738585072011e-308", 2.2250738585072011e-308);
    accepts("0.0000000000000000000000000000000000000000000000001e49", 1.0);
}
END_TEST

START_TEST(a_number_of_a_megabyte_is_read)
{
    size_t length = 1 << 20;
    char *text = malloc(length + 8);
    double got;

    memset(text, '7', length);
    text[1] = '.';
    ck_assert(plume_number_parse(&got, text, length));
    ck_assert(got == 7.0 + 7.0 / 9.0);
    memset(text, '0', length);
    text[0] = '1';
    memcpy(text + length, "e-65", 4);
    ck_assert(!plume_number_parse(&got, text, length + 4));
    free(text);
}
END_TEST

/* A locale whose decimals have a comma: an installed one, else one made for this test. */
static bool comma_locale(void)
{
    static const char *const names[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8",
                                         NULL };
    char command[512];
    char *folder;
    size_t i;

    for (i = 0; names[i] != NULL; i++)
        if (setlocale(LC_ALL, names[i]) != NULL)
            return true;
    folder = test_folder();
    snprintf(command, sizeof command,
             "localedef -i de_DE -f UTF-8 '%s/de_DE.UTF-8' >/dev/null 2>&1", folder);
    i = system(command) != -1 && setenv("LOCPATH", folder, 1) == 0;
    free(folder);
    return i != 0 && setlocale(LC_ALL, "de_DE.UTF-8") != NULL;
}

START_TEST(the_locale_changes_nothing)
{
    plume_text text;
    char own[16];

    if (!comma_locale()) {
        fprintf(stderr, "\n*** SKIPPED: no locale with a decimal comma ***\n\n");
        return;
    }
    snprintf(own, sizeof own, "%.1f", 0.5);
    ck_assert_str_eq(own, "0,5");
    plume_text_init(&text);
    accepts("0.12345678901234567", 0.12345678901234567);
    refuses("1,5");
    plume_number_print(&text, 1.5e-9);
    plume_number_print(&text, 0.1);
    plume_number_print(&text, 1.2345678901234567e-200);
    ck_assert_str_eq(text.data, "1.5e-90.11.2345678901234567e-200");
    plume_text_dispose(&text);
}
END_TEST

static void counts(const char *text, double wanted)
{
    double got;

    ck_assert_int_eq(plume_count_parse(&got, text, strlen(text)), !isnan(wanted));
    ck_assert(isnan(wanted) ? isnan(got) : got == wanted);
}

START_TEST(counts_are_whole_and_exact)
{
    counts("0", 0);
    counts("4789", 4789);
    counts("007", 7);
    counts("9007199254740992", 9007199254740992.0);
    counts("9007199254740993", NAN);
    counts("99999999999999999999999999", NAN);
    counts("", NAN);
    counts("+1", NAN);
    counts("-1", NAN);
    counts("1.0", NAN);
    counts("1e3", NAN);
    counts(" 1", NAN);
}
END_TEST

static void prints(double value, const char *wanted)
{
    plume_text text;

    plume_text_init(&text);
    ck_assert(plume_number_print(&text, value));
    ck_assert_str_eq(text.data, wanted);
    plume_text_dispose(&text);
}

START_TEST(whole_numbers_print_as_their_digits)
{
    prints(0.0, "0");
    prints(-0.0, "-0");
    prints(7.0, "7");
    prints(-10.0, "-10");
    prints(1709251200.0, "1709251200");
    prints(1709251200123456.0, "1709251200123456");
    prints(9007199254740991.0, "9007199254740991");
    prints(-9007199254740991.0, "-9007199254740991");
    prints(9007199254740992.0, "9007199254740992");
    prints(1e16, "10000000000000000");
    prints(1e17, "1e17");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, numbers_are_read_as_people_write_them);
    tcase_add_test(tcase, what_is_no_number_is_refused);
    tcase_add_test(tcase, two_thousand_spellings_are_told_apart);
    tcase_add_test(tcase, values_are_correctly_rounded);
    tcase_add_test(tcase, halfway_cases_go_to_the_even_neighbour);
    tcase_add_test(tcase, the_ends_of_the_range_are_read);
    tcase_add_test(tcase, a_number_of_a_megabyte_is_read);
    tcase_add_test(tcase, the_locale_changes_nothing);
    tcase_add_test(tcase, counts_are_whole_and_exact);
    tcase_add_test(tcase, whole_numbers_print_as_their_digits);
}

int main(void)
{
    return test_main("number", add);
}
