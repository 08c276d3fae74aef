/* A day of a processor's counter, read seldom and often: it goes round many times, and
 * nothing is lost. */
#include "support/support.h"

#include <plume/text.h>

#include "logs/read_log.h"
#include "readers/registry.h"

static const double package_range_uj = 262143328850.0, memory_range_uj = 65712999613.0;
static const unsigned day_s = 86400;

static plume_error error;

static plume_status take(void *state, const plume_run *run, plume_error *unused)
{
    double *energy_kwh = state;

    (void)unused;
    *energy_kwh = run->energy.total_kwh;
    return PLUME_OK;
}

/* What the counter shows at a time, in microjoules. */
static double shown_uj(double watts, double range_uj, unsigned t_s)
{
    return fmod(watts * 1e6 * t_s, range_uj);
}

static void write_prometheus(plume_text *out, unsigned step_s)
{
    static const struct {
        const char *name;
        double watts, range_uj;
    } series[] = { { "package", 250.0, package_range_uj },
                   { "dram", 50.0, memory_range_uj } };

    plume_text_add(out, "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\","
                        "\"result\":[");
    for (size_t i = 0; i < 2; i++) {
        plume_text_printf(out,
                          "%s{\"metric\":{\"__name__\":\"node_rapl_%s_joules_total\","
                          "\"index\":\"0\",\"instance\":\"n1:9100\"},\"values\":[",
                          i > 0 ? "," : "", series[i].name);
        for (unsigned t_s = 0; t_s <= day_s; t_s += step_s)
            plume_text_printf(out, "%s[%u,\"%.6f\"]", t_s > 0 ? "," : "",
                              1800000000u + t_s,
                              shown_uj(series[i].watts, series[i].range_uj, t_s) / 1e6);
        plume_text_add(out, "]}");
    }
    plume_text_add(out, "]}}");
}

static void write_powercap(plume_text *out, unsigned step_s)
{
    plume_text_add(out, "timestamp,package-0_energy_uj,dram_energy_uj\n");
    for (unsigned t_s = 0; t_s <= day_s; t_s += step_s)
        plume_text_printf(out, "%u,%.0f,%.0f\n", 1800000000u + t_s,
                          shown_uj(250.0, package_range_uj, t_s),
                          shown_uj(50.0, memory_range_uj, t_s));
}

static void write_zones(plume_text *out, unsigned step_s)
{
    plume_text_add(out, "timestamp,zone,energy_uj\n");
    for (unsigned t_s = 0; t_s <= day_s; t_s += step_s)
        plume_text_printf(out, "%u,package-0,%.0f\n%u,dram,%.0f\n", 1800000000u + t_s,
                          shown_uj(250.0, package_range_uj, t_s), 1800000000u + t_s,
                          shown_uj(50.0, memory_range_uj, t_s));
}

/* write_log's objects, a line each. */
static void write_collectd(plume_text *out, unsigned step_s)
{
    static const char *const domains[] = { "package-0", "dram" };

    for (unsigned t_s = 0; t_s <= day_s; t_s += step_s)
        for (size_t i = 0; i < 2; i++)
            plume_text_printf(
                out,
                "[{\"values\":[%.0f],\"dstypes\":[\"derive\"],\"dsnames\":[\"value\"],"
                "\"time\":%u.000,\"interval\":%u.000,\"host\":\"n1\",\"plugin\":"
                "\"table\",\"plugin_instance\":\"%s\",\"type\":\"derive\","
                "\"type_instance\":\"energy_uj\"}]\n",
                i == 0 ? shown_uj(250.0, package_range_uj, t_s)
                       : shown_uj(50.0, memory_range_uj, t_s),
                1800000000u + t_s, step_s, domains[i]);
}

/* From 2027-01-15 on, and on to the next day. */
static void write_wattameter(plume_text *out, unsigned step_s)
{
    plume_text_add(out, "# 2027-01-15_00:00:00.000000 - WattAMeter run 1\n"
                        "# timestamp reading-time[ns] cpu-0[uJ] cpu-0-dram[uJ]\n");
    for (unsigned t_s = 0; t_s <= day_s; t_s += step_s)
        plume_text_printf(out, "  2027-01-%u_%02u:%02u:%02u.000000 900 %.0f %.0f\n",
                          15 + t_s / day_s, t_s % day_s / 3600, t_s / 60 % 60, t_s % 60,
                          shown_uj(250.0, package_range_uj, t_s),
                          shown_uj(50.0, memory_range_uj, t_s));
}

static const struct {
    const char *reader;
    void (*write)(plume_text *out, unsigned step_s);
} writers[] = { { "prometheus", write_prometheus },
                { "powercap", write_powercap },
                { "powercap", write_zones },
                { "collectd", write_collectd },
                { "wattameter", write_wattameter } };

static const unsigned steps_s[] = { 15, 60, 300, 900 };

static bool has_note(const plume_notes *notes, const char *code)
{
    for (size_t i = 0; i < plume_notes_count(notes); i++)
        if (strcmp(plume_notes_at(notes, i)->code, code) == 0)
            return true;
    return false;
}

START_TEST(a_day_at_250_and_50_watts_is_7_2_kilowatt_hours_at_any_step)
{
    size_t which = (size_t)_i / 4;
    unsigned step_s = steps_s[_i % 4];
    double energy_kwh = NAN;
    plume_notes *notes;
    plume_text text;

    plume_text_init(&text);
    writers[which].write(&text, step_s);
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_log_read_bytes(plume_readers_find(writers[which].reader),
                               (plume_log_bytes){ "a.log", text.data, text.length },
                               (plume_run_sink){ take, &energy_kwh }, notes, NULL,
                               &error),
          error);
    ck_close(energy_kwh, 7.2, 1e-6);
    ck_assert(has_note(notes, "counter-wrapped"));
    ck_assert(has_note(notes, "counter-range-assumed"));
    ck_assert(!has_note(notes, "counter-reset"));
    ck_assert_int_eq(has_note(notes, "counter-rounds"), step_s == 900);
    plume_notes_free(notes);
    plume_text_dispose(&text);
}
END_TEST

/* The machine is started anew after 1,500 s, far from where the counter wraps: the steps
 * on both sides of its first reading, a 0, are lost, and nothing is added. */
START_TEST(a_restart_amid_wraps_is_no_wrap)
{
    double energy_kwh = NAN;
    plume_notes *notes;
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, "timestamp,package-0_energy_uj\n");
    for (unsigned t_s = 0; t_s <= 7200; t_s += 15) {
        unsigned since_s = t_s < 1500 ? t_s : t_s - 1500;

        plume_text_printf(&text, "%u,%.0f\n", 1800000000u + t_s,
                          shown_uj(250.0, package_range_uj, since_s));
    }
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_log_read_bytes(plume_readers_find("powercap"),
                               (plume_log_bytes){ "a.log", text.data, text.length },
                               (plume_run_sink){ take, &energy_kwh }, notes, NULL,
                               &error),
          error);
    ck_close(energy_kwh, 250.0 * (7200.0 - 30.0) / 3.6e6, 1e-9);
    ck_assert(has_note(notes, "counter-wrapped"));
    ck_assert(has_note(notes, "counter-reset"));
    plume_notes_free(notes);
    plume_text_dispose(&text);
}
END_TEST

#define PYJOULES "timestamp;tag;duration;package_0;dram_0;core_0\n"

static plume_notes *read_pyjoules(const char *text, double *energy_kwh)
{
    plume_notes *notes;

    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_log_read_bytes(plume_readers_find("pyjoules"),
                               (plume_log_bytes){ "a.csv", text, strlen(text) },
                               (plume_run_sink){ take, energy_kwh }, notes, NULL, &error),
          error);
    return notes;
}

/* From 200 kJ over 262.1 kJ to 38 kJ: only one range is wider than that fall. */
START_TEST(a_difference_that_falls_by_more_than_the_smaller_ranges_has_the_largest)
{
    double energy_kwh = NAN;
    plume_notes *notes = read_pyjoules(
        PYJOULES "1800000000.0;train;200.0;-162000000000;1000000;1\n", &energy_kwh);

    ck_close(energy_kwh, (262143.328850 - 162000.0 + 1.0) / 3.6e6, 1e-9);
    ck_assert(has_note(notes, "counter-wrapped"));
    ck_assert(!has_note(notes, "counter-rounds"));
    plume_notes_free(notes);
}
END_TEST

/* One difference over an hour is the same after any number of rounds. */
START_TEST(a_difference_over_an_hour_is_told_as_a_lower_bound)
{
    double energy_kwh = NAN;
    plume_notes *notes = read_pyjoules(
        PYJOULES "1800000000.0;train;3600.0;113000000000;1000000;1\n", &energy_kwh);

    ck_close(energy_kwh, 113001.0 / 3.6e6, 1e-9);
    ck_assert(has_note(notes, "counter-rounds"));
    plume_notes_free(notes);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(
        tcase, a_difference_that_falls_by_more_than_the_smaller_ranges_has_the_largest);
    tcase_add_test(tcase, a_difference_over_an_hour_is_told_as_a_lower_bound);
    tcase_add_test(tcase, a_restart_amid_wraps_is_no_wrap);
    tcase_add_loop_test(
        tcase, a_day_at_250_and_50_watts_is_7_2_kilowatt_hours_at_any_step, 0, 20);
}

int main(void)
{
    return test_main("counters that wrap", add);
}
