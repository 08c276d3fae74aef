/* Traces of several devices and hosts, alone and beside the runs that they measured. */
#include "support/support.h"

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
    put(w, "trace.csv", two_hosts, &options);
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
    ck_assert_double_eq_tol(w.kwh_of[1], 0.0035, 1e-12);
    ck_assert_double_eq_tol(w.kwh_of[2], 0.00525, 1e-12);
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
    ck_assert_double_eq_tol(w.kwh_of[1], 620.0 * 120 / 3.6e6, 1e-12);
    ck_assert_double_eq(w.coverage_of[1], 1.0);
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
    ck_assert_double_eq_tol(w.kwh_of[1], 200.0 * 120 / 3.6e6, 1e-12);
    ck_assert_double_eq_tol(w.kwh_of[2], 320.0 * 120 / 3.6e6, 1e-12);
    finish(&w);
}
END_TEST

START_TEST(a_run_without_a_host_gets_nothing_of_a_trace_of_several)
{
    world w = begin();

    put_beside(&w,
               HEAD "a,complete,2024-05-06T07:00:00Z,2024-05-06T07:02:00Z,A100,2,,\n");
    ck_ok(read_all(&w), error);
    ck_assert(isnan(w.kwh_of[1]));
    ck_assert_str_eq(note(&w, "not-attributed"),
                     "1 runs got nothing: the trace is of several hosts, and they do not "
                     "say on which they ran");
    finish(&w);
}
END_TEST

static void add(TCase *tcase)
{
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
