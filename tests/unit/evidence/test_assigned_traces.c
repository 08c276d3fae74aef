/* Traces that the user assigns to runs: what each gets, and what is refused. */
#include "support/support.h"

#include <math.h>

#include <plume/evidence.h>

static plume_error error;

typedef struct taken {
    size_t count;
    double kwh[8], coverage[8], sum_kwh;
    char name[8][64], device[8][64];
} taken;

static plume_status keep(void *to, const plume_run *run, plume_error *unused)
{
    taken *got = to;

    (void)unused;
    ck_assert_uint_lt(got->count, 8);
    got->kwh[got->count] = run->energy.total_kwh;
    got->coverage[got->count] = run->energy.coverage;
    snprintf(got->name[got->count], 64, "%s", run->name);
    snprintf(got->device[got->count], 64, "%s", run->device);
    if (!isnan(run->energy.total_kwh))
        got->sum_kwh += run->energy.total_kwh;
    got->count++;
    return PLUME_OK;
}

static const char trace_csv[] = "timestamp, index, name, power.draw [W]\n"
                                "2024/01/02 00:00:00.000, 0, NVIDIA A100, 360.00 W\n"
                                "2024/01/02 00:10:00.000, 0, NVIDIA A100, 360.00 W\n"
                                "2024/01/02 00:20:00.000, 0, NVIDIA A100, 360.00 W\n"
                                "2024/01/02 00:30:00.000, 0, NVIDIA A100, 360.00 W\n";

static const char runs_csv[] =
    "run_id,name,state,start,end,device_count,energy_kwh\n"
    "a,a,complete,2024-01-02T00:00:00Z,2024-01-02T00:10:00Z,1,\n"
    "b,b,failed,2024-01-02T00:05:00Z,2024-01-02T00:15:00Z,1,\n"
    "c,c,complete,2024-01-03T00:00:00Z,2024-01-03T00:10:00Z,1,\n"
    "d,d,complete,2024-01-02T00:20:00Z,2024-01-02T00:30:00Z,1,7\n";

static plume_intake *intake;
static plume_notes *notes;

static void read_joined(taken *got, const char *trace, const char *other,
                        const char *target, plume_status wanted)
{
    char *folder = test_folder(), *path, *second;
    plume_input_options options;

    path = test_file(folder, "power.csv", trace, strlen(trace));
    second = test_file(folder, "runs.csv", other, strlen(other));
    memset(got, 0, sizeof *got);
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_intake_new(&intake, notes, &error), error);
    ck_ok(plume_evidence_attach(intake, NULL, &error), error);
    plume_input_options_init(&options);
    options.attribute_to = strcmp(target, "=") == 0 ? second : target;
    ck_ok(plume_intake_add(intake, path, &options, &error), error);
    ck_ok(plume_intake_add(intake, second, NULL, &error), error);
    ck_assert_int_eq(plume_intake_read(intake, (plume_run_sink){ keep, got }, &error),
                     wanted);
    free(path);
    free(second);
    free(folder);
}

static const char *message_of(const char *code)
{
    for (size_t i = 0; i < plume_notes_count(notes); i++)
        if (strcmp(plume_notes_at(notes, i)->code, code) == 0)
            return plume_notes_at(notes, i)->message;
    return "";
}

static void close_joined(void)
{
    plume_intake_free(intake);
    plume_notes_free(notes);
}

START_TEST(an_intake_gives_runs_their_shares_and_keeps_the_idle_rest)
{
    taken got;

    read_joined(&got, trace_csv, runs_csv, _i == 0 ? "*" : "=", PLUME_OK);
    ck_assert_uint_eq(got.count, 5);
    ck_assert_double_eq_tol(got.kwh[0], 0.03 + 0.015, 1e-12);
    ck_assert_double_eq_tol(got.kwh[1], 0.015 + 0.03, 1e-12);
    ck_assert(isnan(got.kwh[2]));
    ck_assert_double_eq(got.kwh[3], 7);
    ck_assert_str_eq(got.name[4], "idle");
    ck_assert_double_eq_tol(got.kwh[4], 0.03, 1e-12);
    ck_assert_str_eq(got.device[0], "NVIDIA A100");
    ck_assert_double_eq_tol(got.coverage[0], 1, 1e-12);
    /* the share of the run with an energy of its own is left to it */
    ck_assert_double_eq_tol(got.sum_kwh - 7 + 0.06, 0.18, 1e-12);
    ck_assert_uint_eq(plume_notes_tally(notes, "attributed"), 1);
    ck_assert_uint_eq(plume_notes_tally(notes, "not-attributed"), 1);
    ck_assert(plume_intake_records(intake).used == 4 + 4);
    memset(&got, 0, sizeof got);
    ck_ok(plume_intake_read(intake, (plume_run_sink){ keep, &got }, &error), error);
    ck_assert_double_eq_tol(got.kwh[4], 0.03, 1e-12);
    close_joined();
}
END_TEST

static const char two_csv[] = "timestamp, index, power.draw [W]\n"
                              "2024/01/02 00:00:00.000, 0, 360.00 W\n"
                              "2024/01/02 00:00:00.000, 1, 72.00 W\n"
                              "2024/01/02 00:10:00.000, 0, 360.00 W\n"
                              "2024/01/02 00:10:00.000, 1, 72.00 W\n";

START_TEST(an_intake_gives_runs_what_the_devices_drew_that_they_name)
{
    taken got;

    read_joined(&got, two_csv,
                "run_id,start,end,devices\n"
                "a,2024-01-02T00:00:00Z,2024-01-02T00:10:00Z,1\n"
                "b,2024-01-02T00:00:00Z,2024-01-02T00:10:00Z,\"cuda:0, 1\"\n"
                "c,2024-01-02T00:00:00Z,2024-01-02T00:10:00Z,5\n",
                "*", PLUME_OK);
    ck_assert_uint_eq(got.count, 3);
    ck_assert_double_eq_tol(got.kwh[0], 0.006, 1e-12);
    ck_assert_double_eq_tol(got.kwh[1], 0.066, 1e-12);
    ck_assert(isnan(got.kwh[2]));
    ck_assert_str_eq(message_of("not-attributed"),
                     "1 runs got nothing: the trace has none of the devices that they "
                     "name");
    close_joined();
}
END_TEST

START_TEST(a_search_in_the_manner_of_darts_gets_of_the_device_that_its_log_names)
{
    taken got;

    read_joined(&got, two_csv,
                "2024-01-02 00:00:00,000 gpu device = 1\n"
                "2024-01-02 00:00:01,000 args = Namespace(epochs=2, gpu=1)\n"
                "2024-01-02 00:05:00,000 epoch 0 lr 2.5e-02\n"
                "2024-01-02 00:10:00,000 epoch 1 lr 2.0e-02\n",
                "*", PLUME_OK);
    ck_assert_uint_eq(got.count, 2);
    ck_assert_double_eq_tol(got.kwh[0], 0.012, 1e-12);
    ck_assert_double_eq_tol(got.kwh[1], 0.06, 1e-12);
    close_joined();
}
END_TEST

START_TEST(names_that_cannot_be_compared_are_told_and_shared_by_time)
{
    taken got;

    read_joined(&got, two_csv,
                "run_id,start,end,devices,device_count\n"
                "a,2024-01-02T00:00:00Z,2024-01-02T00:10:00Z,GPU-5f1c,1\n",
                "*", PLUME_OK);
    ck_assert_double_eq_tol(got.kwh[0], 0.06, 1e-12);
    ck_assert_str_eq(
        message_of("devices-not-compared"),
        "1 runs name their devices, and it cannot be told which of the trace they are, "
        "as 'GPU-5f1c' where it has '0': they share it as if they named none");
    close_joined();
}
END_TEST

static const char tracked_csv[] =
    "run_id,name,state,start,end,device_count,energy_kwh,energy_scope,evidence\n"
    "a,a,complete,2024-01-02T00:00:00Z,2024-01-02T00:10:00Z,1,7,device,tracker\n"
    "b,b,complete,2024-01-02T00:10:00Z,2024-01-02T00:20:00Z,1,7,it,tracker\n"
    "c,c,complete,2024-01-02T00:20:00Z,2024-01-02T00:30:00Z,1,7,device,metered\n"
    "d,d,complete,2024-01-02T00:20:00Z,2024-01-02T00:50:00Z,1,7,device,tracker\n";

/* Not that of a whole machine by its boards, nor a meter. Of a run that it measured in
 * part the tracker tells the rest. */
START_TEST(what_a_trace_measured_goes_before_a_tracker_of_the_same)
{
    taken got;

    read_joined(&got, trace_csv, tracked_csv, "*", PLUME_OK);
    ck_assert_uint_eq(got.count, 4);
    ck_assert_double_eq_tol(got.kwh[0], 0.06, 1e-12);
    ck_assert_double_eq(got.kwh[1], 7);
    ck_assert_double_eq(got.kwh[2], 7);
    ck_assert_double_eq_tol(got.kwh[3], 0.03 + 7 * 2.0 / 3, 1e-12);
    close_joined();
}
END_TEST

START_TEST(a_target_that_is_no_input_is_refused)
{
    taken got;

    read_joined(&got, trace_csv, runs_csv, "sweep.db", PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "its energy is to be attributed to 'sweep.db', and "
                                    "no other input is that");
    close_joined();
}
END_TEST

START_TEST(a_trace_without_dates_cannot_be_attributed)
{
    taken got;

    read_joined(&got, "seconds,power_w\n0,100\n10,100\n", runs_csv, "*", PLUME_ERR_VALUE);
    ck_assert_ptr_nonnull(strstr(error.message, "its samples have no date"));
    ck_assert_str_ne(error.hint, "");
    close_joined();
}
END_TEST

START_TEST(a_log_of_runs_has_no_power_to_attribute)
{
    taken got;

    read_joined(&got, "run_id,hours\nx,1\n", runs_csv, "*", PLUME_ERR_VALUE);
    ck_assert_ptr_nonnull(strstr(error.message, "there is no power trace in it"));
    close_joined();
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, an_intake_gives_runs_their_shares_and_keeps_the_idle_rest,
                        0, 2);
    tcase_add_test(tcase, an_intake_gives_runs_what_the_devices_drew_that_they_name);
    tcase_add_test(tcase,
                   a_search_in_the_manner_of_darts_gets_of_the_device_that_its_log_names);
    tcase_add_test(tcase, names_that_cannot_be_compared_are_told_and_shared_by_time);
    tcase_add_test(tcase, what_a_trace_measured_goes_before_a_tracker_of_the_same);
    tcase_add_test(tcase, a_target_that_is_no_input_is_refused);
    tcase_add_test(tcase, a_trace_without_dates_cannot_be_attributed);
    tcase_add_test(tcase, a_log_of_runs_has_no_power_to_attribute);
}

int main(void)
{
    return test_main("assigned traces", add);
}
