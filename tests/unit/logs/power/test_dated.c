/* Times that loops in a shell print before what a command prints, or in front of each of
 * its lines; and which sensors of a machine count. */
#include "support/logs.h"

extern const plume_reader plume_reader_ipmi_sensors;

/* 2024-03-05 10:00:00 UTC. */
static const double ten_s = 1709632800.0;

static const struct {
    const char *before, *prefix; /* a line of its own, or what stands in front of lines */
    double start_s;              /* NAN: unknown */
} forms[] = {
    { "Tue Mar  5 10:00:00 UTC 2024\n", "", 0.0 },
    { "Tue Mar  5 10:00:00 AM UTC 2024\n", "", 0.0 },
    { "Tue Mar  5 12:00:00 AM UTC 2024\n", "", -36000.0 },
    { "Tue Mar  5 12:00:00 PM UTC 2024\n", "", 7200.0 },
    { "2024-03-05T10:00:00+00:00\n", "", 0.0 },
    { "2024-03-05T11:00:00+01:00\n", "", 0.0 },
    { "2024-03-05T10:00:00,500000000+00:00\n", "", 0.5 },
    { "1709632800\n", "", 0.0 },
    { "1709632800.250\n", "", 0.25 },
    { "1709632800250\n", "", 0.25 },
    { "", "1709632800,", 0.0 },
    { "", "1709632800 ", 0.0 },
    { "", "1709632800\t", 0.0 },
    { "", "2024-03-05T10:00:00Z;", 0.0 },
    { "", "2024-03-05 10:00:00 ", 0.0 },
    { "", "Mar  5 10:00:00 ", NAN },
};

/* One poll has no energy, but a start. */
START_TEST(a_time_stands_before_or_in_front_of_lines)
{
    char text[512];
    test_log log;

    snprintf(text, sizeof text, "%s%sPwr Consumption  | 217 Watts | ok\n",
             forms[_i].before, forms[_i].prefix);
    test_log_read(&log, &plume_reader_ipmi_sensors, "a.txt", text);
    ck_assert_uint_eq(log.records.used, 1);
    if (isnan(forms[_i].start_s))
        ck_assert_double_nan(log.run[0].start_s);
    else
        ck_close(log.run[0].start_s, ten_s + forms[_i].start_s, 1e-15);
    test_log_dispose(&log);
}
END_TEST

/* What only looks like a time belongs to the command. */
static const char *const others[] = {
    "170963 Sensors\n",
    "2024 is a year\n",
    "Mar 5th\n",
    "Tue Mar  5 10:00:00 is no time\n",
    "17096328001709632800170963280017\n",
};

START_TEST(what_only_looks_like_a_time_is_none)
{
    char text[512];
    test_log log;

    snprintf(text, sizeof text, "1709632800\n%sPwr Consumption  | 217 Watts | ok\n",
             others[_i]);
    test_log_read(&log, &plume_reader_ipmi_sensors, "a.txt", text);
    ck_assert_uint_eq(log.records.used, 1);
    ck_close(log.run[0].start_s, ten_s, 1e-15);
    test_log_dispose(&log);
}
END_TEST

/* --- which sensors count --- */

#define SENSOR(name, watts) name " | " watts " Watts | ok\n"

static const struct {
    const char *sensors;
    double watts;
} machines[] = {
    { SENSOR("CPU1 Power", "100") SENSOR("CPU2 Power", "90"), 190 },
    { SENSOR("PS1 Input Power", "100") SENSOR("CPU2 Power", "90"), 100 },
    { SENSOR("PS1 Input Power", "100") SENSOR("PS1 Output Power", "90"), 100 },
    { SENSOR("Total_Power", "300") SENSOR("PS1 Input Power", "310"), 300 },
    { SENSOR("CPU Total Power", "190") SENSOR("GPU0 Power", "300"), 490 },
    { SENSOR("Power", "300") SENSOR("Power1", "160") SENSOR("Power2", "150"), 300 },
    { SENSOR("POWER_USAGE", "300") SENSOR("PSU1_POUT", "150"), 300 },
    { SENSOR("Pwr Consumption", "300") SENSOR("System Level", "301"), 300 },
};

START_TEST(of_the_sensors_of_a_machine_the_widest_count)
{
    char text[512];
    test_log log;

    snprintf(text, sizeof text, "1709632800\n%s1709632810\n%s", machines[_i].sensors,
             machines[_i].sensors);
    test_log_read(&log, &plume_reader_ipmi_sensors, "a.txt", text);
    ck_close(log.run[0].energy.total_kwh, machines[_i].watts * 10.0 / 3.6e6, 1e-12);
    ck_assert_int_eq(log.run[0].energy.scope, PLUME_SCOPE_IT);
    test_log_dispose(&log);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_time_stands_before_or_in_front_of_lines, 0,
                        (int)(sizeof forms / sizeof forms[0]));
    tcase_add_loop_test(tcase, what_only_looks_like_a_time_is_none, 0,
                        (int)(sizeof others / sizeof others[0]));
    tcase_add_loop_test(tcase, of_the_sensors_of_a_machine_the_widest_count, 0,
                        (int)(sizeof machines / sizeof machines[0]));
}

int main(void)
{
    return test_main("loops of a shell", add);
}
