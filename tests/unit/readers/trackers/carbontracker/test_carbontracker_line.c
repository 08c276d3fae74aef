#include "support/support.h"

#include "readers/trackers/carbontracker/line.h"

static plume_carbon_line recognised(const char *text)
{
    plume_carbon_line line;

    plume_carbon_recognise(&line, text, strlen(text));
    return line;
}

START_TEST(a_message_is_found_behind_what_stands_before_it)
{
    static const char *const texts[] = {
        "Actual consumption for 2 epoch(s):",
        "  \tActual consumption for 2 epoch(s):  ",
        "> > Actual consumption for 2 epoch(s):",
        "CarbonTracker: Actual consumption for 2 epoch(s):",
        "2023-07-01 10:00:00 - CarbonTracker: Actual consumption for 2 epoch(s):",
        ("2020-05-01 10:00:00,123 - MainThread - INFO - CarbonTracker: Actual "
         "consumption "
         "for 2 epoch(s):"),
        "12%|#  | 1/9\r99%|## | 8/9 CarbonTracker: Actual consumption for 2 epoch(s):",
    };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        plume_carbon_line line = recognised(texts[i]);

        ck_assert_int_eq(line.kind, PLUME_CARBON_ACTUAL);
        ck_assert_uint_eq(line.rest_length, strlen("for 2 epoch(s):"));
        ck_assert_double_eq(plume_carbon_epochs(line.rest, line.rest_length), 2);
    }
}
END_TEST

START_TEST(the_words_of_a_training_are_not_the_trackers)
{
    ck_assert_int_eq(recognised("Epoch 3: loss 0.1").kind, PLUME_CARBON_OTHER);
    ck_assert_int_eq(recognised("Duration: 0:01:00").kind, PLUME_CARBON_OTHER);
    ck_assert_int_eq(recognised("Traceback (most recent call last):").kind,
                     PLUME_CARBON_OTHER);
    ck_assert_int_eq(recognised("Finished monitoring.").kind, PLUME_CARBON_OTHER);
    ck_assert_int_eq(recognised("").kind, PLUME_CARBON_OTHER);
    ck_assert_int_eq(recognised("2023-07-01 10:00:00").kind, PLUME_CARBON_OTHER);
}
END_TEST

START_TEST(durations_have_any_number_of_hours_and_days)
{
    static const struct {
        const char *text;
        double seconds;
    } good[] = {
        { "0:00:53.25", 53.25 },     { "315:43:29", 1136609 },
        { "1 day, 2:03:04", 93784 }, { "12 days, 0:00:01", 1036801 },
        { "-0:00:05", -5 },
    };
    static const char *const bad[] = { "",   "soon",   "1 day 2:03:04", "x day, 0:00:01",
                                       "12", "0:61:00" };
    double seconds;

    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        ck_assert_msg(plume_carbon_duration(&seconds, good[i].text, strlen(good[i].text)),
                      "%s", good[i].text);
        ck_assert_double_eq(seconds, good[i].seconds);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_msg(!plume_carbon_duration(&seconds, bad[i], strlen(bad[i])), "%s",
                      bad[i]);
        ck_assert(isnan(seconds));
    }
}
END_TEST

START_TEST(the_powers_of_all_devices_are_added)
{
    static const struct {
        const char *text;
        double watts;
    } lists[] = {
        { "[136.86084615]", 136.86084615 },
        { "[136.5 120.25]", 256.75 },
        { "[136.5, 120.25]", 256.75 },
        { "[ 1.  2.5   3. ]", 6.5 },
        { "6.785", 6.785 },
        { "[1.9e-05]", 1.9e-05 },
        { "None", NAN },
        { "[None]", NAN },
        { "[12.5 nan]", NAN },
        { "[12.5, None]", NAN },
        { "[]", NAN },
        { "", NAN },
        { "[-3.0]", NAN },
        { "[12.5", NAN },
    };

    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        double watts = plume_carbon_power_w(lists[i].text, strlen(lists[i].text));

        ck_assert_msg(isnan(lists[i].watts) ? isnan(watts) : watts == lists[i].watts,
                      "%s is %g", lists[i].text, watts);
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_message_is_found_behind_what_stands_before_it);
    tcase_add_test(tcase, the_words_of_a_training_are_not_the_trackers);
    tcase_add_test(tcase, durations_have_any_number_of_hours_and_days);
    tcase_add_test(tcase, the_powers_of_all_devices_are_added);
}

int main(void)
{
    return test_main("carbontracker lines", add);
}
