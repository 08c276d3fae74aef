/* Gaps of a trace lie between the lowest reading and the rated power of its device. */
#include "support/intake_world.h"

/* 60 s and 240 s of 100 W, and 840 s in between without a sample. */
static const char NAMED[] = "timestamp, name, power.draw [W]\n"
                            "2024/03/01 00:00:00.000, NVIDIA X, 100.00 W\n"
                            "2024/03/01 00:01:00.000, NVIDIA X, 100.00 W\n"
                            "2024/03/01 00:15:00.000, NVIDIA X, 100.00 W\n"
                            "2024/03/01 00:16:00.000, NVIDIA X, 100.00 W\n";
static const char UNNAMED[] = "time,gpu0_watts\n1700000000,100\n1700000060,100\n"
                              "1700000900,100\n1700000960,100\n";

static plume_rating find(void *wanted, const char *device)
{
    return (plume_rating){ strcmp(wanted, device) == 0 ? 400.0 : (double)NAN, false };
}

static void expect_bounds(const char *log, const char *known, const char *bounds)
{
    world w = begin();
    plume_input_options options;
    char device[] = "NVIDIA Y", name[32];

    snprintf(name, sizeof name, "%s", known);
    plume_input_options_init(&options);
    options.device = device;
    put(&w, "power.csv", log);
    plume_intake_set_ratings(w.intake, (plume_rating_finder){ find, name });
    add_path(&w, "power.csv", &options);
    ck_ok(read_runs(&w), error);
    ck_assert_msg(strstr(note(&w, "unmeasured-time"), bounds) != NULL, "%s",
                  note(&w, "unmeasured-time"));
    finish(&w);
}

START_TEST(the_device_that_a_trace_names_bounds_its_gaps)
{
    /* 100 W x 120 s; and 840 s at 100 W or at 400 W. */
    expect_bounds(
        NAMED, "NVIDIA X",
        "; between the devices' lowest reading and the rated power of NVIDIA X, "
        "400 W, it is 0.02667 to 0.09667 kWh in all");
}
END_TEST

START_TEST(the_device_that_the_user_names_bounds_the_gaps_of_a_trace_that_names_none)
{
    expect_bounds(
        UNNAMED, "NVIDIA Y",
        "; between the devices' lowest reading and the rated power of NVIDIA Y, "
        "400 W, it is 0.02667 to 0.09667 kWh in all");
}
END_TEST

START_TEST(without_a_rated_power_the_readings_bound_the_gaps)
{
    expect_bounds(NAMED, "NVIDIA Y",
                  "; at the devices' lowest and highest reading it is 0.02667 to 0.02667 "
                  "kWh in all");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_device_that_a_trace_names_bounds_its_gaps);
    tcase_add_test(
        tcase, the_device_that_the_user_names_bounds_the_gaps_of_a_trace_that_names_none);
    tcase_add_test(tcase, without_a_rated_power_the_readings_bound_the_gaps);
}

int main(void)
{
    return test_main("intake_ratings", add);
}
