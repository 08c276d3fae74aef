/* Which devices of a trace runs name, and how often that is found out. */
#include "support/support.h"

#include "intake/used_devices.h"

enum { DEVICES = 64, RUNS = 500 };

static plume_error error;
static char texts[DEVICES][24];
static plume_power_label labels[DEVICES];

static plume_traced_devices trace_of(size_t count)
{
    for (size_t i = 0; i < count; i++) {
        snprintf(texts[i], sizeof texts[i], "%zu", i);
        labels[i] = (plume_power_label){ texts[i], texts[i], "" };
    }
    return (plume_traced_devices){ labels, count };
}

static void find(plume_used_devices *used, const char *devices, const char *host,
                 const plume_traced_devices *trace)
{
    plume_run run;

    plume_run_init(&run);
    run.devices = devices;
    run.host = host;
    ck_ok(plume_used_devices_find(used, &run, trace, &error), error);
}

START_TEST(a_device_that_a_run_names_twice_is_used_once)
{
    plume_traced_devices trace = trace_of(8);
    plume_used_devices used = { 0 };

    find(&used, "3,1, 3", "", &trace);
    ck_assert_uint_eq(used.on_count, 2);
    ck_assert_uint_eq(used.on[0], 3);
    ck_assert_uint_eq(used.on[1], 1);
    ck_assert_uint_eq(used.named, 2);
    ck_assert(!used.odd);
    find(&used, "1,9", "", &trace);
    ck_assert_uint_eq(used.on_count, 1);
    ck_assert_uint_eq(used.named, 2);
    find(&used, "GPU-12345678", "", &trace);
    ck_assert(used.odd);
    ck_assert_uint_eq(used.named, 0);
    plume_used_devices_dispose(&used);
}
END_TEST

START_TEST(a_host_is_a_part_of_what_a_name_means)
{
    plume_traced_devices trace = trace_of(2);
    plume_used_devices used = { 0 };

    labels[0].host = labels[1].host = "n1";
    find(&used, "0", "n1", &trace);
    ck_assert_uint_eq(used.on_count, 1);
    find(&used, "0", "n2", &trace);
    ck_assert_uint_eq(used.on_count, 0);
    find(&used, "n2:0", "n1", &trace);
    ck_assert_uint_eq(used.on_count, 0);
    find(&used, "n1:0", "n2", &trace);
    ck_assert_uint_eq(used.on_count, 1);
    ck_assert_uint_eq(plume_used_devices_compared(&used), 4);
    plume_used_devices_dispose(&used);
}
END_TEST

START_TEST(a_name_is_compared_with_a_trace_once_however_many_runs_have_it)
{
    plume_traced_devices trace = trace_of(DEVICES);
    plume_used_devices used = { 0 };

    for (size_t i = 0; i < RUNS; i++) {
        char list[8 * DEVICES] = "";

        for (size_t k = 0; k < DEVICES / 2; k++)
            snprintf(list + strlen(list), sizeof list - strlen(list), "%s%zu",
                     k > 0 ? "," : "", (i + k) % DEVICES);
        find(&used, list, "n1", &trace);
        ck_assert_uint_eq(used.on_count, DEVICES / 2);
    }
    ck_assert_uint_eq(plume_used_devices_compared(&used), DEVICES);
    plume_used_devices_dispose(&used);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_test(tcase, a_device_that_a_run_names_twice_is_used_once);
    tcase_add_test(tcase, a_host_is_a_part_of_what_a_name_means);
    tcase_add_test(tcase, a_name_is_compared_with_a_trace_once_however_many_runs_have_it);
}

int main(void)
{
    return test_main("used_devices", add_tests);
}
