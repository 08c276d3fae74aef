/* Sharing a trace among runs: by hand, against a plain model, and through an intake. */
#include "support/attribution_world.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

START_TEST(a_run_gets_what_its_device_drew_between_its_start_and_end)
{
    claim(10, 20, 1);
    ready(1);
    piece(0, 0, 30, 0, 300);
    plume_attribution_settle(attribution);
    /* 100 W rising to 200 W over ten seconds */
    ck_assert_double_eq_tol(energy(0), 1500, 1e-9);
    ck_assert_double_eq_tol(plume_attribution_idle_j(attribution), 4500 - 1500, 1e-9);
    ck_assert_double_eq_tol(plume_attribution_idle_s(attribution), 20, 1e-9);
    ck_assert_double_eq_tol(plume_attribution_at(attribution, 0).coverage, 1, 1e-12);
}
END_TEST

START_TEST(runs_that_share_a_device_share_its_energy)
{
    claim(0, 20, 1);
    claim(10, 30, 1);
    ready(1);
    piece(0, 0, 30, 100, 100);
    plume_attribution_settle(attribution);
    ck_assert_double_eq_tol(energy(0), 1000 + 500, 1e-9);
    ck_assert_double_eq_tol(energy(1), 500 + 1000, 1e-9);
    ck_assert_double_eq_tol(plume_attribution_idle_j(attribution), 0, 1e-9);
}
END_TEST

START_TEST(devices_weigh)
{
    claim(0, 10, 3);
    claim(0, 10, 1);
    ready(4);
    for (size_t i = 0; i < 4; i++)
        piece(i, 0, 10, 100, 100);
    plume_attribution_settle(attribution);
    ck_assert_double_eq_tol(energy(0), 3000, 1e-9);
    ck_assert_double_eq_tol(energy(1), 1000, 1e-9);
}
END_TEST

START_TEST(a_run_of_one_device_has_the_busiest_of_several)
{
    claim(0, 10, 1);
    ready(3);
    piece(0, 0, 10, 60, 60);
    piece(1, 0, 10, 300, 300);
    piece(2, 0, 10, 70, 70);
    plume_attribution_settle(attribution);
    ck_assert_double_eq_tol(energy(0), 3000, 1e-9);
    ck_assert_double_eq_tol(plume_attribution_idle_j(attribution), 1300, 1e-9);
    ck_assert_double_eq_tol(plume_attribution_idle_s(attribution), 20, 1e-9);
}
END_TEST

START_TEST(the_utilisation_tells_the_busiest_where_it_is_logged)
{
    plume_power_sink sink;
    plume_power_piece low = { 0, 0, 10, 300, 300, 3000, 0.0, true };
    plume_power_piece high = { 1, 0, 10, 200, 200, 2000, 0.9, true };

    claim(0, 10, 1);
    ready(2);
    sink = plume_attribution_sink(attribution);
    sink.take(sink.state, &low);
    sink.take(sink.state, &high);
    plume_attribution_settle(attribution);
    ck_assert_double_eq_tol(energy(0), 2000, 1e-9);
}
END_TEST

START_TEST(a_run_outside_of_the_trace_gets_nothing_and_one_at_its_edge_a_part)
{
    claim(100, 110, 1);
    claim(25, 45, 1);
    ready(1);
    piece(0, 0, 30, 100, 100);
    plume_attribution_settle(attribution);
    ck_assert(isnan(energy(0)));
    ck_assert_double_eq(plume_attribution_at(attribution, 0).coverage, 0);
    ck_assert_double_eq_tol(energy(1), 500, 1e-9);
    ck_assert_double_eq_tol(plume_attribution_at(attribution, 1).coverage, 0.25, 1e-12);
}
END_TEST

START_TEST(a_run_without_devices_gets_nothing_of_theirs)
{
    claim(0, 10, 0);
    ready(1);
    piece(0, 0, 10, 100, 100);
    plume_attribution_settle(attribution);
    ck_assert_double_eq(energy(0), 0);
    ck_assert_double_eq_tol(plume_attribution_idle_j(attribution), 1000, 1e-9);
}
END_TEST

START_TEST(a_trace_without_runs_is_idle)
{
    ready(1);
    piece(0, 0, 10, 100, 100);
    plume_attribution_settle(attribution);
    ck_assert_double_eq_tol(plume_attribution_idle_j(attribution), 1000, 1e-9);
}
END_TEST

START_TEST(more_than_can_be_shared_is_refused)
{
    claim(0, 10, 1);
    ck_assert_int_eq(plume_attribution_ready(attribution, (size_t)1 << 30, &error),
                     PLUME_ERR_VALUE);
    ck_assert_ptr_nonnull(strstr(error.message, "too many"));
}
END_TEST

/* --- any runs, any trace --- */

/* The sum is the trace's, and each run's share that of a plain computation: all devices
 * are claimed or may be, so every moment is split by weight alone. */
START_TEST(shares_and_idle_energy_add_up_to_the_trace)
{
    double start[RUNS], end[RUNS], wanted[RUNS] = { 0 }, watts[DEVICES][PIECES];
    double total = 0, shared = 0, origin = 1.7e9;

    state = (uint64_t)_i + 1;
    for (int i = 0; i < RUNS; i++) {
        start[i] = origin + floor(random_share() * 6000) - 300;
        end[i] = start[i] + 1 + floor(random_share() * 1000);
        claim(start[i], end[i], NAN);
    }
    ready(DEVICES);
    for (size_t d = 0; d < DEVICES; d++)
        for (int p = 0; p < PIECES; p++) {
            double from = origin + p * 100;

            watts[d][p] = random_share() * 700;
            piece(d, from, from + 100, watts[d][p], watts[d][p]);
            total += watts[d][p] * 100;
        }
    plume_attribution_settle(attribution);
    for (int s = 0; s < PIECES * 100; s++) {
        int active = 0;

        for (int i = 0; i < RUNS; i++)
            active += start[i] <= origin + s && origin + s < end[i];
        for (int i = 0; i < RUNS; i++)
            if (start[i] <= origin + s && origin + s < end[i])
                for (size_t d = 0; d < DEVICES; d++)
                    wanted[i] += watts[d][s / 100] / active;
    }
    for (size_t i = 0; i < RUNS; i++) {
        if (wanted[i] == 0)
            continue;
        ck_close(energy(i), wanted[i], 1e-9);
        shared += energy(i);
    }
    ck_close(shared + plume_attribution_idle_j(attribution), total, 1e-12);
}
END_TEST

/* Ramps, fractions of devices, gaps, pieces in any order: only the sum is known. */
START_TEST(any_shares_add_up_to_the_trace)
{
    double total = 0, shared = 0;

    state = (uint64_t)_i + 1000;
    for (int i = 0; i < RUNS; i++) {
        double start = random_share() * 6000 - 300;

        claim(start, start + 1e-3 + random_share() * 1000, floor(random_share() * 9) / 4);
    }
    ready(DEVICES);
    for (int p = PIECES; p-- > 0;)
        for (size_t d = 0; d < DEVICES; d++) {
            double from_w = random_share() * 700, to_w = random_share() * 700;

            piece(d, p * 100, p * 100 + 50 + random_share() * 50, from_w, to_w);
        }
    piece(2, 77, 77, 0, 0);
    plume_attribution_settle(attribution);
    state = (uint64_t)_i + 1000;
    for (int i = 0; i < RUNS * 3; i++)
        random_share();
    for (int p = PIECES; p-- > 0;)
        for (size_t d = 0; d < DEVICES; d++) {
            double from_w = random_share() * 700, to_w = random_share() * 700;
            double from_s = p * 100, to_s = p * 100 + 50 + random_share() * 50;

            total += (to_s - from_s) * (from_w + to_w) / 2.0;
        }
    for (size_t i = 0; i < RUNS; i++)
        if (!isnan(energy(i))) {
            ck_assert(energy(i) >= 0);
            shared += energy(i);
        }
    ck_close(shared + plume_attribution_idle_j(attribution), total, 1e-12);
}
END_TEST

/* --- through an intake --- */

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
    ck_assert_str_eq(got.name[0], "idle");
    ck_assert_double_eq_tol(got.kwh[0], 0.03, 1e-12);
    ck_assert_double_eq_tol(got.kwh[1], 0.03 + 0.015, 1e-12);
    ck_assert_double_eq_tol(got.kwh[2], 0.015 + 0.03, 1e-12);
    ck_assert(isnan(got.kwh[3]));
    ck_assert_double_eq(got.kwh[4], 7);
    ck_assert_str_eq(got.device[1], "NVIDIA A100");
    ck_assert_double_eq_tol(got.coverage[1], 1, 1e-12);
    /* the share of the run with an energy of its own is left to it */
    ck_assert_double_eq_tol(got.sum_kwh - 7 + 0.06, 0.18, 1e-12);
    ck_assert_uint_eq(plume_notes_tally(notes, "attributed"), 1);
    ck_assert_uint_eq(plume_notes_tally(notes, "attributed-own"), 1);
    ck_assert_uint_eq(plume_notes_tally(notes, "not-attributed"), 1);
    ck_assert(plume_intake_records(intake).used == 4 + 4);
    memset(&got, 0, sizeof got);
    ck_ok(plume_intake_read(intake, (plume_run_sink){ keep, &got }, &error), error);
    ck_assert_double_eq_tol(got.kwh[0], 0.03, 1e-12);
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
    ck_assert_uint_eq(got.count, 4);
    ck_assert_double_eq_tol(got.kwh[0], 0, 1e-12);
    ck_assert_double_eq_tol(got.kwh[1], 0.006, 1e-12);
    ck_assert_double_eq_tol(got.kwh[2], 0.066, 1e-12);
    ck_assert(isnan(got.kwh[3]));
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
    ck_assert_double_eq_tol(got.kwh[0], 0.06, 1e-12);
    ck_assert_double_eq_tol(got.kwh[1], 0.012, 1e-12);
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
    ck_assert_double_eq_tol(got.kwh[1], 0.06, 1e-12);
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

/* Not that of a whole machine by its boards, nor a meter, nor a run of which a part
 * was measured. */
START_TEST(what_a_trace_measured_goes_before_a_tracker_of_the_same)
{
    taken got;

    read_joined(&got, trace_csv, tracked_csv, "*", PLUME_OK);
    ck_assert_uint_eq(got.count, 5);
    ck_assert_double_eq_tol(got.kwh[1], 0.06, 1e-12);
    for (size_t i = 2; i < 5; i++)
        ck_assert_double_eq(got.kwh[i], 7);
    ck_assert_uint_eq(plume_notes_tally(notes, "attributed-own"), 1);
    for (size_t i = 0; i < plume_notes_count(notes); i++)
        if (strcmp(plume_notes_at(notes, i)->code, "attributed-over-tracker") == 0)
            ck_assert_str_eq(plume_notes_at(notes, i)->message,
                             "1 of these runs have it in place of a tracker's energy, "
                             "which stays as logged");
    ck_assert_uint_eq(plume_notes_tally(notes, "attributed-over-tracker"), 1);
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
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_run_gets_what_its_device_drew_between_its_start_and_end);
    tcase_add_test(tcase, runs_that_share_a_device_share_its_energy);
    tcase_add_test(tcase, devices_weigh);
    tcase_add_test(tcase, a_run_of_one_device_has_the_busiest_of_several);
    tcase_add_test(tcase, the_utilisation_tells_the_busiest_where_it_is_logged);
    tcase_add_test(tcase,
                   a_run_outside_of_the_trace_gets_nothing_and_one_at_its_edge_a_part);
    tcase_add_test(tcase, a_run_without_devices_gets_nothing_of_theirs);
    tcase_add_test(tcase, a_trace_without_runs_is_idle);
    tcase_add_test(tcase, more_than_can_be_shared_is_refused);
    tcase_add_loop_test(tcase, shares_and_idle_energy_add_up_to_the_trace, 0, 20);
    tcase_add_loop_test(tcase, any_shares_add_up_to_the_trace, 0, 100);
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
    return test_main("attribution", add);
}
