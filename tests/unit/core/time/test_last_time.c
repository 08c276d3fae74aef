/* The time of the row before: what is read by it are the bits that the parser gives. */
#include "core/time/last_time.h"
#include "support/support.h"

static uint64_t below(uint64_t bound)
{
    static uint64_t state = 7;

    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 33) % bound;
}

typedef struct form {
    const char *before, *point; /* of the minute; of the fraction, "" without one */
    int digits;
    const char *after;
} form;

static const form forms[] = {
    { "2024/03/01 07:", ".", 3, "" },       { "2024-03-01 07:", "", 0, "" },
    { "2024-03-01T07:", ".", 6, "Z" },      { "2024-03-01 07:", ",", 1, "" },
    { "2024-03-01T07:", ".", 9, "+05:30" }, { "2024-03-01 07:", "", 0, " UTC" },
    { "2024-12-31 24:", "", 0, "" },
};

static void write_time(char text[64], const form *of, int minute)
{
    int used = snprintf(text, 64, "%s%02d:%02d%s", of->before, minute, (int)below(62),
                        of->point);

    for (int i = 0; i < of->digits; i++)
        text[used++] = (char)('0' + below(10));
    snprintf(text + used, 64 - (size_t)used, "%s", of->after);
}

/* How often a time was read by the one before. Each is found as it is parsed, or not at
 * all; and kept, if it is a time. */
static size_t go_through(const form *of)
{
    plume_last_time last = { .length = 0 };
    size_t found = 0;
    int minute = 0;

    for (int i = 0; i < 2000; i++) {
        char text[64];
        plume_stamp stamp;
        double unix_s;
        bool read;

        minute = below(30) == 0 ? (minute + 1) % 62 : minute;
        write_time(text, of, minute);
        read = plume_time_parse(&stamp, text, strlen(text), NULL);
        if (plume_last_time_find(&last, text, strlen(text), &unix_s)) {
            ck_assert_msg(read, "'%s' is no time", text);
            ck_assert_msg(unix_s == stamp.unix_s, "'%s' is %.17g, not %.17g", text,
                          unix_s, stamp.unix_s);
            found++;
        } else if (read) {
            plume_last_time_keep(&last, text, strlen(text), stamp.unix_s, false);
        }
    }
    return found;
}

START_TEST(times_of_a_minute_are_the_bits_that_the_parser_gives)
{
    for (size_t i = 0; i + 1 < sizeof forms / sizeof forms[0]; i++)
        ck_assert_uint_gt(go_through(&forms[i]), 1500);
    go_through(&forms[sizeof forms / sizeof forms[0] - 1]);
}
END_TEST

static bool is_found(const plume_last_time *last, const char *text)
{
    double unix_s;

    return plume_last_time_find(last, text, strlen(text), &unix_s);
}

START_TEST(what_is_written_otherwise_is_not_of_the_minute)
{
    static const char *const others[] = {
        "2024-03-01 07:05:60.250",  "2024-03-01 07:05:0a.250", "2024-03-01 07:05:01,250",
        "2024-03-01 07:05:01.25x",  "2024-03-01 07:05:01.25",  "2024-03-02 07:06:01.250",
        "2024-03-01 07:05:01.2500",
    };
    plume_last_time last = { .length = 0 };
    const char *first = "2024-03-01 07:05:00.250", *second = "2024-03-01 07:05:01.250";

    plume_last_time_keep(&last, first, strlen(first), 0.25, false);
    ck_assert(is_found(&last, first));
    ck_assert(!is_found(&last, second));
    plume_last_time_keep(&last, second, strlen(second), 1.25, false);
    ck_assert(is_found(&last, "2024-03-01 07:05:59.999"));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        ck_assert_msg(!is_found(&last, others[i]), "'%s' is found", others[i]);
}
END_TEST

/* Rows whose times are minutes or hours apart. */
START_TEST(times_of_a_day_are_the_bits_that_the_parser_gives)
{
    static const struct {
        const char *day, *point, *zone;
    } forms_of_day[] = {
        { "2024-03-01 ", ".", "" },
        { "2024/03/01T", ",", "" },
        { "2024-02-29T", ".", "+05:30" },
        { "2023-12-31 ", ".", " UTC" },
    };

    for (size_t i = 0; i < sizeof forms_of_day / sizeof forms_of_day[0]; i++) {
        plume_last_time last = { .length = 0 };
        size_t found = 0;

        for (int k = 0; k < 2000; k++) {
            char text[64];
            plume_stamp stamp;
            double unix_s;
            bool read;

            snprintf(text, sizeof text, "%s%02d:%02d:%02d%s%06d%s", forms_of_day[i].day,
                     (int)below(26), (int)below(62), (int)below(62),
                     forms_of_day[i].point, (int)below(1000000), forms_of_day[i].zone);
            read = plume_time_parse(&stamp, text, strlen(text), NULL);
            if (plume_last_time_find(&last, text, strlen(text), &unix_s)) {
                ck_assert_msg(read, "'%s' is no time", text);
                ck_assert_msg(unix_s == stamp.unix_s, "'%s' is %.17g, not %.17g", text,
                              unix_s, stamp.unix_s);
                found++;
            } else if (read) {
                plume_last_time_keep(&last, text, strlen(text), stamp.unix_s, false);
            }
        }
        ck_assert_uint_gt(found, 1400);
    }
}
END_TEST

/* Its offset may change within a minute. */
START_TEST(a_local_time_is_found_as_a_whole_only)
{
    const char *text[] = { "2024-03-01 07:05:00", "2024-03-01 07:05:01" };
    plume_last_time last = { .length = 0 };

    for (int i = 0; i < 4; i++)
        plume_last_time_keep(&last, text[i % 2], strlen(text[0]), i % 2, true);
    ck_assert(is_found(&last, text[1]));
    ck_assert(!is_found(&last, text[0]));
}
END_TEST

static void add(TCase *cases)
{
    tcase_add_test(cases, times_of_a_minute_are_the_bits_that_the_parser_gives);
    tcase_add_test(cases, times_of_a_day_are_the_bits_that_the_parser_gives);
    tcase_add_test(cases, what_is_written_otherwise_is_not_of_the_minute);
    tcase_add_test(cases, a_local_time_is_found_as_a_whole_only);
}

int main(void)
{
    return test_main("last_time", add);
}
