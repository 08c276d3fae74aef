#include "support/support.h"

static plume_text text;

static void begin(void)
{
    plume_text_init(&text);
}

static void end(void)
{
    plume_text_dispose(&text);
}

static void reads(const char *from, double wanted, bool has_zone)
{
    plume_stamp stamp;

    ck_assert_msg(plume_time_parse(&stamp, from, strlen(from), NULL), "'%s' is refused",
                  from);
    ck_assert_msg(fabs(stamp.unix_s - wanted) < 1e-6, "'%s' is %.9f, not %.9f", from,
                  stamp.unix_s, wanted);
    ck_assert_int_eq(stamp.has_zone, has_zone);
    ck_assert(!stamp.ambiguous && !stamp.skipped);
}

START_TEST(time_stamps_are_read_in_their_usual_forms)
{
    reads("1970-01-01T00:00:00Z", 0, true);
    reads("2023-05-17T08:30:00Z", 1684312200, true);
    reads("2023-05-17 08:30:00", 1684312200, false);
    reads("2023/05/17 08:30:00.250", 1684312200.25, false);
    reads("2023-05-17 08:30:00,250", 1684312200.25, false);
    reads("2023-05-17T10:30:00+02:00", 1684312200, true);
    reads("2023-05-17T03:00-0530", 1684312200, true);
    reads("2023-05-17 08:30:00+00", 1684312200, true);
    reads("2023-05-17 08:30:00.123456 UTC", 1684312200.123456, true);
    reads("2023-05-17 10:30:00 +0200", 1684312200, true);
    reads("2024-02-29T00:00", 1709164800, false);
    reads("2023-12-31T24:00:00Z", 1704067200, true);
    reads("2016-12-31T23:59:60Z", 1483228800, true);
    reads("1969-12-31T23:59:59Z", -1, true);
    reads("2000-02-29T12:00:00Z", 951825600, true);
    reads("9999-12-31T23:59:59Z", 253402300799.0, true);
    reads("0001-01-01T00:00:00Z", -62135596800.0, true);
}
END_TEST

/* Of every kind in the range of its digits, also beyond what there is. */
START_TEST(a_time_is_the_sum_of_its_parts)
{
    uint32_t seed = 20240513;
    char written[40];

    for (int i = 0; i < 200000; i++) {
        static const int most[] = { 9999, 13, 32, 25, 61, 62 };
        plume_stamp stamp;
        double wanted;
        bool possible;
        int part[6];

        for (size_t k = 0; k < 6; k++) {
            seed = seed * 1664525u + 1013904223u;
            part[k] = (int)((seed >> 8) % (uint32_t)(most[k] + 1));
        }
        snprintf(written, sizeof written, "%04d%c%02d%c%02d%c%02d:%02d:%02d%s", part[0],
                 i % 2 == 0 ? '-' : '/', part[1], i % 2 == 0 ? '-' : '/', part[2],
                 i % 3 == 0 ? 'T' : ' ', part[3], part[4], part[5],
                 i % 5 == 0 ? ".5" : "");
        wanted = plume_time_civil(part[0], part[1], part[2],
                                  part[3] * 3600 + part[4] * 60 + part[5]) +
                 (i % 5 == 0 ? 0.5 : 0.0);
        possible = part[3] <= 24 && part[4] <= 59 && part[5] <= 60 && !isnan(wanted) &&
                   (part[3] < 24 || (part[4] == 0 && part[5] == 0 && i % 5 != 0));
        if (plume_time_parse(&stamp, written, strlen(written), NULL) != possible ||
            (possible && stamp.unix_s != wanted))
            ck_abort_msg("'%s' is %.17g, not %.17g", written, stamp.unix_s, wanted);
    }
}
END_TEST

START_TEST(what_is_no_time_is_refused)
{
    static const char *const spellings[] = {
        "",
        "2023-05-17",
        "2023-02-29T00:00",
        "1900-02-29T00:00",
        "2023-13-01T00:00",
        "2023-00-01T00:00",
        "2023-04-31T00:00",
        "2023-05-17T25:00",
        "2023-05-17T24:01",
        "2023-05-17T24:00:00.5",
        "2023-05-17T08:60",
        "2023-05-17T08:30:61",
        "2023-05-17T8:30",
        "2023-5-17T08:30",
        "23-05-17T08:30",
        "2023-05/17T08:30",
        "2023-05-17  08:30",
        "2023-05-17T08:30:00.",
        "2023-05-17T08:30:00+",
        "2023-05-17T08:30:00+24:00",
        "2023-05-17T08:30:00+02:60",
        "2023-05-17T08:30:00Zx",
        "2023-05-17T08:30:00 ",
        "2023-05-17T08:30:00 PST",
        "2023-05-17T08:30:00UT",
        "0000-01-01T00:00",
        " 2023-05-17T08:30",
        "2023-05-17t08:30",
        "2023-05-17T08:30:",
        "20230517T083000",
        "2023.05.17 08:30",
        NULL,
    };
    plume_stamp stamp;
    size_t i;

    for (i = 0; spellings[i] != NULL; i++) {
        ck_assert_msg(!plume_time_parse(&stamp, spellings[i], strlen(spellings[i]), NULL),
                      "'%s' is accepted", spellings[i]);
        ck_assert(isnan(stamp.unix_s));
    }
}
END_TEST

static const char *printed(double unix_s)
{
    plume_text_clear(&text);
    plume_time_print(&text, unix_s);
    return text.data;
}

START_TEST(times_are_printed_in_utc)
{
    ck_assert_str_eq(printed(0), "1970-01-01T00:00:00Z");
    ck_assert_str_eq(printed(1684312200), "2023-05-17T08:30:00Z");
    ck_assert_str_eq(printed(1684312200.25), "2023-05-17T08:30:00.250Z");
    ck_assert_str_eq(printed(1684312200.9996), "2023-05-17T08:30:01Z");
    ck_assert_str_eq(printed(-0.5), "1969-12-31T23:59:59.500Z");
    ck_assert_str_eq(printed(951782400), "2000-02-29T00:00:00Z");
    ck_assert_str_eq(printed(253402300799.0), "9999-12-31T23:59:59Z");
    ck_assert_str_eq(printed(-62135596800.0), "0001-01-01T00:00:00Z");
    ck_assert_str_eq(printed(NAN), "");
    ck_assert_str_eq(printed(INFINITY), "");
    ck_assert_str_eq(printed(1e15), "");
    plume_day_print(&text, 1684312200);
    ck_assert_str_eq(text.data, "2023-05-17");
}
END_TEST

START_TEST(what_is_printed_reads_back_over_ten_thousand_years)
{
    plume_stamp stamp;
    double unix_s;

    for (unix_s = -62135596800.0; unix_s < 253402300799.0;
         unix_s += 86400.0 * 97 + 12345.125) {
        printed(unix_s);
        ck_assert(plume_time_parse(&stamp, text.data, text.length, NULL));
        ck_assert_msg(fabs(stamp.unix_s - unix_s) <= 0.0005001, "%s", text.data);
    }
}
END_TEST

START_TEST(years_and_civil_moments_agree)
{
    ck_assert_int_eq(plume_time_year(0), 1970);
    ck_assert_int_eq(plume_time_year(-1), 1969);
    ck_assert_int_eq(plume_time_year(1704067199), 2023);
    ck_assert_int_eq(plume_time_year(1704067200), 2024);
    ck_assert_int_eq(plume_time_year(NAN), 0);
    ck_assert(plume_time_civil(2023, 5, 17, 30600) == 1684312200);
    ck_assert(isnan(plume_time_civil(2023, 2, 29, 0)));
    ck_assert(isnan(plume_time_civil(2023, 1, 1, -1)));
    ck_assert(isnan(plume_time_civil(2023, 1, 1, NAN)));
    ck_assert(isnan(plume_time_civil(0, 1, 1, 0)));
}
END_TEST

static void lasts(const char *from, double wanted)
{
    double got;

    ck_assert_msg(plume_duration_parse(&got, from, strlen(from)) == !isnan(wanted),
                  "'%s'", from);
    ck_assert_msg(isnan(wanted) ? isnan(got) : fabs(got - wanted) < 1e-9, "'%s' is %g",
                  from, got);
}

START_TEST(durations_are_read)
{
    lasts("0:00:00", 0);
    lasts("1:02:03", 3723);
    lasts("01:02:03.5", 3723.5);
    lasts("12:30", 45000);
    lasts("100:00:00", 360000);
    lasts("1-00:00:00", 86400);
    lasts("7-12:34:56", 650096);
    lasts("30", NAN);
    lasts("1:60:00", NAN);
    lasts("1:00:60", NAN);
    lasts("1:2:3", NAN);
    lasts("-1:00:00", NAN);
    lasts("1-12:00", NAN);
    lasts("1:00:00 ", NAN);
    lasts("1:00:00.", NAN);
    lasts("", NAN);
    lasts(":30", NAN);
    lasts("1-:00:00", NAN);
    lasts("12345678901:00:00", NAN);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_test(tcase, time_stamps_are_read_in_their_usual_forms);
    tcase_add_test(tcase, a_time_is_the_sum_of_its_parts);
    tcase_add_test(tcase, what_is_no_time_is_refused);
    tcase_add_test(tcase, times_are_printed_in_utc);
    tcase_add_test(tcase, what_is_printed_reads_back_over_ten_thousand_years);
    tcase_add_test(tcase, years_and_civil_moments_agree);
    tcase_add_test(tcase, durations_are_read);
}

int main(void)
{
    return test_main("time", add);
}
