#include "support/support.h"

#include <stdint.h>

#include "core/time/tzif.h"

static plume_error error;

/* NULL, loudly, where the system has no zone database. */
static plume_zone *database_zone(const char *name)
{
    plume_zone *zone;

    if (plume_zone_load(&zone, name, &error) == PLUME_OK)
        return zone;
    fprintf(stderr, "\n*** SKIPPED: no zone database here: %s ***\n\n", error.message);
    return NULL;
}

static void resolves(const plume_zone *zone, const char *local, const char *utc)
{
    plume_stamp stamp, wanted;

    ck_assert(plume_time_parse(&stamp, local, strlen(local), zone));
    ck_assert(plume_time_parse(&wanted, utc, strlen(utc), NULL));
    ck_assert_msg(stamp.unix_s == wanted.unix_s, "%s is off by %g s", local,
                  stamp.unix_s - wanted.unix_s);
}

START_TEST(offsets_and_utc_need_no_database)
{
    plume_zone *zone;

    ck_ok(plume_zone_load(&zone, "+02:00", &error), error);
    ck_assert_str_eq(plume_zone_name(zone), "+02:00");
    resolves(zone, "2023-05-17 10:30", "2023-05-17T08:30");
    resolves(zone, "2023-05-17 10:30Z", "2023-05-17T10:30");
    plume_zone_free(zone);
    ck_ok(plume_zone_load(&zone, "-0530", &error), error);
    resolves(zone, "2023-05-17 03:00", "2023-05-17T08:30");
    plume_zone_free(zone);
    ck_ok(plume_zone_load(&zone, "UTC", &error), error);
    resolves(zone, "2023-05-17 08:30", "2023-05-17T08:30");
    plume_zone_free(zone);
    resolves(NULL, "2023-05-17 08:30", "2023-05-17T08:30");
    ck_assert_str_eq(plume_zone_name(NULL), "UTC");
    plume_zone_free(NULL);
}
END_TEST

START_TEST(unknown_zones_are_refused_and_none_leaves_the_folder)
{
    static const char *const names[] = {
        "",
        "Mars/Olympus",
        "../../../etc/passwd",
        "/etc/passwd",
        "Europe/../UTC",
        "Europe",
        "Europe/",
        "Europe//Berlin",
        "+25:00",
        "+2",
        "-",
        "right/Europe/Berlin",
        "zone.tab",
        "a name with blanks",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        "aa",
        NULL,
    };
    char message[256];
    plume_zone *zone;
    size_t i;

    for (i = 0; names[i] != NULL; i++) {
        ck_assert_int_eq(plume_zone_load(&zone, names[i], &error), PLUME_ERR_UNKNOWN);
        ck_assert_ptr_null(zone);
        snprintf(message, sizeof message, "time zone '%s' is not known here", names[i]);
        ck_assert_str_eq(error.message, message);
        ck_assert_str_eq(
            error.hint,
            "name it like Europe/Berlin, or give an offset like +02:00, or UTC");
    }
}
END_TEST

START_TEST(summer_time_is_known_past_and_future)
{
    plume_zone *zone = database_zone("Europe/Berlin");

    if (zone == NULL)
        return;
    resolves(zone, "2023-01-17 09:30", "2023-01-17T08:30");
    resolves(zone, "2023-07-17 10:30", "2023-07-17T08:30");
    resolves(zone, "1985-07-17 10:30", "1985-07-17T08:30");
    resolves(zone, "2075-01-17 09:30", "2075-01-17T08:30");
    resolves(zone, "2075-07-17 10:30", "2075-07-17T08:30");
    plume_zone_free(zone);
}
END_TEST

START_TEST(the_southern_summer_runs_over_new_year)
{
    plume_zone *zone = database_zone("Australia/Sydney");

    if (zone == NULL)
        return;
    resolves(zone, "2060-01-10 12:00", "2060-01-10T01:00");
    resolves(zone, "2060-07-10 12:00", "2060-07-10T02:00");
    resolves(zone, "2059-12-31 23:59", "2059-12-31T12:59");
    plume_zone_free(zone);
}
END_TEST

START_TEST(a_repeated_hour_takes_the_first_and_a_skipped_one_goes_on)
{
    plume_zone *zone = database_zone("Europe/Berlin");
    plume_stamp stamp;

    if (zone == NULL)
        return;
    ck_assert(plume_time_parse(&stamp, "2023-10-29 02:30:00.5", 21, zone));
    ck_assert(stamp.ambiguous && !stamp.skipped && !stamp.has_zone);
    ck_assert(stamp.unix_s == 1698539400.5);
    ck_assert(plume_time_parse(&stamp, "2023-03-26 02:30", 16, zone));
    ck_assert(stamp.skipped && !stamp.ambiguous);
    ck_assert(stamp.unix_s == 1679794200);
    ck_assert(plume_time_parse(&stamp, "2070-10-26 02:30", 16, zone));
    ck_assert(stamp.ambiguous);
    ck_assert(plume_time_parse(&stamp, "2023-10-29 02:30+02:00", 22, zone));
    ck_assert(stamp.has_zone && !stamp.ambiguous && stamp.unix_s == 1698539400);
    stamp = plume_zone_resolve(zone, NAN);
    ck_assert(isnan(stamp.unix_s));
    plume_zone_free(zone);
}
END_TEST

static void rule_gives(const char *text, const char *utc, int64_t wanted_s)
{
    plume_zone_rule rule;
    plume_stamp stamp;

    ck_assert_msg(plume_zone_rule_parse(&rule, text), "'%s' is refused", text);
    ck_assert(plume_time_parse(&stamp, utc, strlen(utc), NULL));
    ck_assert_int_eq(plume_zone_rule_offset(&rule, (int64_t)stamp.unix_s), wanted_s);
}

START_TEST(yearly_rules_are_followed)
{
    rule_gives("CET-1CEST,M3.5.0,M10.5.0/3", "2050-03-27T00:59:59", 3600);
    rule_gives("CET-1CEST,M3.5.0,M10.5.0/3", "2050-03-27T01:00:00", 7200);
    rule_gives("CET-1CEST,M3.5.0,M10.5.0/3", "2050-10-30T00:59:59", 7200);
    rule_gives("CET-1CEST,M3.5.0,M10.5.0/3", "2050-10-30T01:00:00", 3600);
    rule_gives("<+0530>-5:30", "2050-06-01T00:00", 19800);
    rule_gives("AEST-10AEDT,M10.1.0,M4.1.0/3", "2050-01-01T00:00", 39600);
    rule_gives("XXX3YYY2,J60/0,J300/0", "2052-02-29T12:00", -10800);
    rule_gives("XXX3YYY2,J60/0,J300/0", "2052-03-01T12:00", -7200);
    rule_gives("XXX3YYY2,59/0,299/0", "2052-02-29T12:00", -7200);
    rule_gives("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-07-01T00:00", 3600);
    rule_gives("IST-1GMT0,M10.5.0,M3.5.0/1", "2050-12-01T00:00", 0);
    rule_gives("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T00:59:59", -7200);
    rule_gives("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T01:00:00", -3600);
}
END_TEST

START_TEST(broken_rules_are_refused)
{
    static const char *const rules[] = {
        "",
        "C",
        "CET",
        "CET-",
        "CET-1CEST",
        "CET-1CEST,",
        "CET-1CEST,M3.5.0",
        "CET-1CEST,M13.5.0,M10.5.0",
        "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0",
        "CET-1CEST,J0,J1",
        "CET-1CEST,366,1",
        "CET-1CEST,M3.5.0,M10.5.0/3x",
        "<CET-1",
        "CET-168",
        "CET-1:60",
        "CET-1CEST,M3",
        "CET-1CEST,M3.5",
        "CET-1CEST,M3.5.0/,M10.5.0",
        NULL,
    };
    plume_zone_rule rule;
    size_t i;

    for (i = 0; rules[i] != NULL; i++)
        ck_assert_msg(!plume_zone_rule_parse(&rule, rules[i]), "'%s'", rules[i]);
}
END_TEST

/* Version 2, one change at 1000 s from +1 h to +2 h, then a footer. */
static const unsigned char small[] =
    "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4"
    "\0\0\0\0\0\0ABC\0"
    "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\2\0\0\0\4"
    "\0\0\0\0\0\0\3\xe8\1\0\0\x0e\x10\0\0\0\0\x1c\x20\1\0ABC\0\nABC-2\n";

START_TEST(a_zone_file_is_read)
{
    plume_tzif tzif;
    bool memory;

    ck_assert(plume_tzif_parse(&tzif, small, sizeof small - 1, &memory));
    ck_assert_int_eq(plume_tzif_offset(&tzif, 999), 3600);
    ck_assert_int_eq(plume_tzif_offset(&tzif, 1000), 7200);
    ck_assert_int_eq(plume_tzif_offset(&tzif, INT64_C(4000000000)), 7200);
    free(tzif.at);
}
END_TEST

START_TEST(a_broken_zone_file_is_refused)
{
    unsigned char bytes[sizeof small];
    plume_tzif tzif;
    bool memory;
    size_t i;

    for (i = 0; i + 1 < sizeof small; i++) {
        ck_assert_msg(!plume_tzif_parse(&tzif, small, i, &memory), "cut at %zu", i);
        ck_assert(!memory);
    }
    for (i = 0; i + 1 < 8 * sizeof small;
         i++) { /* any bit turned: refused, or read safely */
        memcpy(bytes, small, sizeof small);
        bytes[i / 8] ^= (unsigned char)(1u << i % 8);
        if (plume_tzif_parse(&tzif, bytes, sizeof small - 1, &memory)) {
            plume_tzif_offset(&tzif, 0);
            free(tzif.at);
        }
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, offsets_and_utc_need_no_database);
    tcase_add_test(tcase, unknown_zones_are_refused_and_none_leaves_the_folder);
    tcase_add_test(tcase, summer_time_is_known_past_and_future);
    tcase_add_test(tcase, the_southern_summer_runs_over_new_year);
    tcase_add_test(tcase, a_repeated_hour_takes_the_first_and_a_skipped_one_goes_on);
    tcase_add_test(tcase, yearly_rules_are_followed);
    tcase_add_test(tcase, broken_rules_are_refused);
    tcase_add_test(tcase, a_zone_file_is_read);
    tcase_add_test(tcase, a_broken_zone_file_is_refused);
}

int main(void)
{
    return test_main("zone", add);
}
