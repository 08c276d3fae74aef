/* Traces of several devices and hosts, alone and beside the runs that they measured. */
#include "support/support.h"

#include <plume/evidence.h>

static plume_error error;

typedef struct world {
    char *folder;
    plume_notes *notes;
    plume_intake *intake;
    size_t runs;
    double kwh, kwh_of[8], coverage_of[8], devices;
    char host[64];
    plume_records records;
} world;

static plume_status take(void *state, const plume_run *run, plume_error *unused)
{
    world *w = state;

    (void)unused;
    w->kwh += isnan(run->energy.total_kwh) ? 0.0 : run->energy.total_kwh;
    w->devices = run->device_count;
    if (w->runs < 8) {
        w->kwh_of[w->runs] = run->energy.total_kwh;
        w->coverage_of[w->runs] = run->energy.coverage;
    }
    snprintf(w->host, sizeof w->host, "%s", run->host);
    w->runs++;
    return PLUME_OK;
}

static world begin(void)
{
    world w = { .folder = test_folder() };

    ck_ok(plume_notes_new(&w.notes, &error), error);
    ck_ok(plume_intake_new(&w.intake, w.notes, &error), error);
    ck_ok(plume_evidence_attach(w.intake, NULL, &error), error);
    return w;
}

static void finish(world *w)
{
    plume_intake_free(w->intake);
    plume_notes_free(w->notes);
    free(w->folder);
}

static void put(world *w, const char *name, const char *text,
                const plume_input_options *options)
{
    char *path = test_file(w->folder, name, text, strlen(text));

    ck_ok(plume_intake_add(w->intake, path, options, &error), error);
    free(path);
}

static plume_status read_all(world *w)
{
    plume_status status =
        plume_intake_read(w->intake, (plume_run_sink){ take, w }, &error);

    w->records = plume_intake_records(w->intake);
    return status;
}

static const char *note(const world *w, const char *code)
{
    for (size_t i = 0; i < plume_notes_count(w->notes); i++)
        if (strcmp(plume_notes_at(w->notes, i)->code, code) == 0)
            return plume_notes_at(w->notes, i)->message;
    return "";
}

/* --- which device --- */

START_TEST(a_number_beside_a_constant_index_tells_devices_apart)
{
    world w = begin();

    put(&w, "gpu.csv",
        "timestamp,gpu,index,power.draw\n"
        "2025-09-08T17:26:00Z,0, 0, 300\n2025-09-08T17:26:00Z,1, 0, 200\n"
        "2025-09-08T17:26:00Z,2, 0, 100\n2025-09-08T17:27:00Z,0, 0, 300\n"
        "2025-09-08T17:27:00Z,1, 0, 200\n2025-09-08T17:27:00Z,2, 0, 100\n",
        NULL);
    ck_ok(read_all(&w), error);
    ck_assert_double_eq(w.devices, 3);
    ck_assert_double_eq_tol(w.kwh, 0.010, 1e-12);
    finish(&w);
}
END_TEST

START_TEST(readings_of_one_moment_that_nothing_tells_apart_are_refused)
{
    static const char *const heads[] = { "timestamp,index,power.draw", "time,gpu,watts",
                                         "time,power" };

    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        world w = begin();
        const char *id = i < 2 ? "0," : "";
        char text[400];

        snprintf(text, sizeof text,
                 "%s\n2025-09-08T17:26:00Z,%s300\n2025-09-08T17:26:00Z,%s200\n"
                 "2025-09-08T17:27:00Z,%s300\n2025-09-08T17:27:00Z,%s200\n",
                 heads[i], id, id, id, id);
        put(&w, "gpu.csv", text, NULL);
        ck_assert_int_eq(read_all(&w), PLUME_ERR_VALUE);
        ck_assert_ptr_nonnull(strstr(error.message, "no column tells them apart"));
        finish(&w);
    }
}
END_TEST

/* Each of 250 hosts numbers its eight devices from 0. */
static void add_cluster(plume_text *text, bool uuid)
{
    plume_text_add(text, uuid ? "timestamp, index, uuid, power.draw [W]\n"
                              : "timestamp, host, index, power.draw [W]\n");
    for (int minute = 0; minute < 3; minute++)
        for (int i = 0; i < 2000; i++)
            plume_text_printf(text,
                              uuid ? "2024/05/01 10:%02d:00.000, %d, GPU-%06d, 100.00 W\n"
                                   : "2024/05/01 10:%02d:00.000, %d, %d, 100.00 W\n",
                              minute, uuid ? i % 8 : 1000 + i / 8, uuid ? i : i % 8);
}

START_TEST(a_cluster_has_all_its_devices)
{
    world w = begin();
    plume_text text;

    plume_text_init(&text);
    add_cluster(&text, _i == 0);
    put(&w, "cluster.csv", text.data, NULL);
    plume_text_dispose(&text);
    ck_ok(read_all(&w), error);
    ck_assert_double_eq(w.devices, 2000);
    ck_assert_double_eq_tol(w.kwh, 2000 * 0.1 / 30, 1e-9);
    ck_assert_str_eq(w.host, "");
    finish(&w);
}
END_TEST

/* --- several hosts --- */

static const char two_hosts[] = "timestamp,host,gpu,watts\n"
                                "2024-05-06T07:00:00Z,n1,0,100\n"
                                "2024-05-06T07:00:00Z,n1,1,110\n"
                                "2024-05-06T07:00:00Z,n2,0,200\n"
                                "2024-05-06T07:00:00Z,n2,1,210\n"
                                "2024-05-06T07:01:00Z,n1,0,100\n"
                                "2024-05-06T07:01:00Z,n1,1,110\n"
                                "2024-05-06T07:01:00Z,n2,0,200\n"
                                "2024-05-06T07:01:00Z,n2,1,210\n"
                                "2024-05-06T07:02:00Z,n1,0,100\n"
                                "2024-05-06T07:02:00Z,n1,1,110\n"
                                "2024-05-06T07:02:00Z,n2,0,200\n"
                                "2024-05-06T07:02:00Z,n2,1,210\n";

static void put_beside(world *w, const char *runs)
{
    plume_input_options options;

    plume_input_options_init(&options);
    options.attribute_to = "*";
    put(w, "gpu.csv", two_hosts, &options);
    put(w, "runs.csv", runs, NULL);
}

#define HEAD "run_id,state,start,end,device,device_count,host,devices\n"

START_TEST(each_run_gets_the_devices_of_its_own_host)
{
    world w = begin();

    put_beside(&w,
               HEAD "a,complete,2024-05-06T07:00:00Z,2024-05-06T07:01:00Z,A100,2,n1,\n"
                    "b,complete,2024-05-06T07:00:30Z,2024-05-06T07:02:00Z,A100,1,"
                    "N2.example.org,\n");
    ck_ok(read_all(&w), error);
    ck_assert_double_eq_tol(w.kwh_of[0], 0.0035, 1e-12);
    ck_assert_double_eq_tol(w.kwh_of[1], 0.00525, 1e-12);
    ck_assert_double_eq_tol(w.kwh, 620.0 * 120 / 3.6e6, 1e-12);
    finish(&w);
}
END_TEST

START_TEST(a_run_on_two_hosts_gets_of_both)
{
    world w = begin();

    put_beside(&w, HEAD "a,complete,2024-05-06T07:00:00Z,2024-05-06T07:02:00Z,A100,4,"
                        "n[1-2],\n");
    ck_ok(read_all(&w), error);
    ck_assert_double_eq_tol(w.kwh_of[0], 620.0 * 120 / 3.6e6, 1e-12);
    ck_assert_double_eq(w.coverage_of[0], 1.0);
    finish(&w);
}
END_TEST

START_TEST(places_that_a_run_names_are_those_of_its_host)
{
    world w = begin();

    put_beside(&w,
               HEAD "a,complete,2024-05-06T07:00:00Z,2024-05-06T07:02:00Z,A100,1,n2,0\n"
                    "b,complete,2024-05-06T07:00:00Z,2024-05-06T07:02:00Z,A100,2,"
                    "\"n[1-2]\",1\n");
    ck_ok(read_all(&w), error);
    ck_assert_double_eq_tol(w.kwh_of[0], 200.0 * 120 / 3.6e6, 1e-12);
    ck_assert_double_eq_tol(w.kwh_of[1], 320.0 * 120 / 3.6e6, 1e-12);
    finish(&w);
}
END_TEST

START_TEST(a_run_without_a_host_gets_nothing_of_a_trace_of_several)
{
    world w = begin();

    put_beside(&w,
               HEAD "a,complete,2024-05-06T07:00:00Z,2024-05-06T07:02:00Z,A100,2,,\n");
    ck_ok(read_all(&w), error);
    ck_assert(isnan(w.kwh_of[0]));
    ck_assert_str_eq(note(&w, "not-attributed"),
                     "1 runs got nothing: the trace is of several hosts, and they do not "
                     "say on which they ran");
    finish(&w);
}
END_TEST

START_TEST(meters_of_nodes_are_of_nodes_and_not_of_accelerators)
{
    static const char *const traces[] = {
        "time,n1_watts,n2_watts\n2024-05-06T07:00:00Z,500,400\n"
        "2024-05-06T07:01:00Z,500,400\n",
        "time,hostname,id,system_power_w\n2024-05-06T07:00:00Z,n1,1,500\n"
        "2024-05-06T07:00:00Z,n2,1,400\n2024-05-06T07:01:00Z,n1,1,500\n"
        "2024-05-06T07:01:00Z,n2,1,400\n",
    };
    world w = begin();
    plume_input_options options;

    plume_input_options_init(&options);
    options.attribute_to = "*";
    put(&w, "nodes.csv", traces[_i], &options);
    put(&w, "runs.csv",
        HEAD
        "a,complete,2024-05-06T07:00:00Z,2024-05-06T07:01:00Z,A100,4,n1,\"0,1,2,3\"\n"
        "b,complete,2024-05-06T07:00:00Z,2024-05-06T07:01:00Z,A100,1,n2,\n",
        NULL);
    ck_ok(read_all(&w), error);
    ck_assert_double_eq_tol(w.kwh_of[0], 500.0 * 60 / 3.6e6, 1e-12);
    ck_assert_double_eq_tol(w.kwh_of[1], 400.0 * 60 / 3.6e6, 1e-12);
    ck_assert_double_eq_tol(w.kwh, 900.0 * 60 / 3.6e6, 1e-12);
    finish(&w);
}
END_TEST

/* --- what cannot be --- */

START_TEST(a_counter_that_steps_further_than_its_device_can_draw_tells_nothing)
{
    world w = begin();

    put(&w, "dcgm.csv",
        "timestamp,metric_name,gpu_id,UUID,modelName,Hostname,value\n"
        "1700000000,DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION,0,GPU-1,A100,n1,1000000\n"
        "1700000010,DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION,0,GPU-1,A100,n1,4000000\n"
        "1700000020,DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION,0,GPU-1,A100,n1,"
        "900000000000000\n"
        "1700000030,DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION,0,GPU-1,A100,n1,"
        "900000003000000\n",
        NULL);
    ck_ok(read_all(&w), error);
    ck_assert_double_eq_tol(w.kwh, 6000 / 3.6e6, 1e-12);
    ck_assert_double_eq_tol(w.coverage_of[0], 2.0 / 3, 1e-12);
    ck_assert_str_eq(
        note(&w, "counter-leap"),
        "an energy counter stepped, or an interval held, 1 times more than the device "
        "can draw, 250,000 kWh at the most: this is no reading, and is left out");
    finish(&w);
}
END_TEST

START_TEST(an_interval_that_holds_more_than_its_device_can_draw_tells_nothing)
{
    world w = begin();

    put(&w, "perf.csv",
        "     1.000000000,20.5,Joules,power/energy-pkg/,2002406532,100.00,,\n"
        "     2.000000000,20.5,Joules,power/energy-pkg/,2002406532,100.00,,\n"
        "     3.000000000,1843200000000.0,Joules,power/energy-pkg/,2002406532,100.00,,\n"
        "     4.000000000,20.5,Joules,power/energy-pkg/,2002406532,100.00,,\n",
        NULL);
    ck_ok(read_all(&w), error);
    ck_assert_double_eq_tol(w.kwh, 61.5 / 3.6e6, 1e-12);
    ck_assert_double_eq_tol(w.coverage_of[0], 0.75, 1e-12);
    ck_assert_ptr_nonnull(strstr(note(&w, "counter-leap"), "512,000 kWh at the most"));
    finish(&w);
}
END_TEST

START_TEST(the_power_of_hwmon_is_in_microwatts)
{
    world w = begin();

    put(&w, "hwmon.csv",
        "timestamp,power1_average\n2024-01-01T00:00:00Z,29200000\n"
        "2024-01-01T01:00:00Z,29200000\n",
        NULL);
    ck_ok(read_all(&w), error);
    ck_assert_double_eq_tol(w.kwh, 0.0292, 1e-12);
    finish(&w);
}
END_TEST

START_TEST(what_a_run_cannot_have_drawn_is_told)
{
    world w = begin();

    put(&w, "emission.csv",
        "id,project_name,start_time,duration(s),power_consumption(kWh),CO2_emissions(kg),"
        "CPU_name,GPU_name,OS,region/country\n"
        "x,demo,2023-10-23 23:12:36,6.5,1.5,1.0,\"AMD Ryzen 5 3500U/1 device(s), "
        "TDP:15.0\", 0 device(s),Windows,IN/Gujarat\n",
        NULL);
    ck_ok(read_all(&w), error);
    ck_assert_double_eq(w.kwh, 1.5);
    ck_assert_ptr_nonnull(strstr(note(&w, "implausible-power"), "is 831,000 W"));
    finish(&w);
}
END_TEST

START_TEST(beyond_what_any_study_reaches_there_is_no_record)
{
    world w = begin();

    put(&w, "runs.csv",
        "run_id,state,hours,device_count,energy_kwh\nok,complete,1,1,1\n"
        "hours,complete,2e8,1,1\ndevices,complete,1,2e7,1\nenergy,complete,1,1,2e12\n",
        NULL);
    ck_ok(read_all(&w), error);
    ck_assert_uint_eq(w.runs, 1);
    ck_assert_uint_eq(w.records.rejected, 3);
    finish(&w);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, meters_of_nodes_are_of_nodes_and_not_of_accelerators, 0,
                        2);
    tcase_add_test(tcase,
                   a_counter_that_steps_further_than_its_device_can_draw_tells_nothing);
    tcase_add_test(tcase,
                   an_interval_that_holds_more_than_its_device_can_draw_tells_nothing);
    tcase_add_test(tcase, the_power_of_hwmon_is_in_microwatts);
    tcase_add_test(tcase, what_a_run_cannot_have_drawn_is_told);
    tcase_add_test(tcase, beyond_what_any_study_reaches_there_is_no_record);
    tcase_add_test(tcase, a_number_beside_a_constant_index_tells_devices_apart);
    tcase_add_test(tcase, readings_of_one_moment_that_nothing_tells_apart_are_refused);
    tcase_add_loop_test(tcase, a_cluster_has_all_its_devices, 0, 2);
    tcase_add_test(tcase, each_run_gets_the_devices_of_its_own_host);
    tcase_add_test(tcase, a_run_on_two_hosts_gets_of_both);
    tcase_add_test(tcase, places_that_a_run_names_are_those_of_its_host);
    tcase_add_test(tcase, a_run_without_a_host_gets_nothing_of_a_trace_of_several);
}

int main(void)
{
    return test_main("traces", add);
}
