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

/* What is bridged there is an energy of nobody: unknown is not measured. */
START_TEST(a_run_that_lies_in_a_gap_gets_nothing)
{
    plume_power_sink sink;
    plume_power_piece gap = { 0, 0, 100, 300, 300, 30000, NAN, false };

    claim(20, 80, 1);
    claim(90, 110, 1);
    ready(1);
    sink = plume_attribution_sink(attribution);
    sink.take(sink.state, &gap);
    piece(0, 100, 110, 300, 300);
    plume_attribution_settle(attribution);
    ck_assert(isnan(energy(0)));
    ck_assert_double_eq(plume_attribution_at(attribution, 0).coverage, 0);
    ck_assert_double_eq_tol(energy(1), 6000, 1e-9);
    ck_assert_double_eq_tol(plume_attribution_idle_j(attribution), 9000, 1e-9);
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
    tcase_add_test(tcase, a_run_that_lies_in_a_gap_gets_nothing);
    tcase_add_test(tcase, a_run_without_devices_gets_nothing_of_theirs);
    tcase_add_test(tcase, a_trace_without_runs_is_idle);
    tcase_add_test(tcase, more_than_can_be_shared_is_refused);
    tcase_add_loop_test(tcase, shares_and_idle_energy_add_up_to_the_trace, 0, 20);
    tcase_add_loop_test(tcase, any_shares_add_up_to_the_trace, 0, 100);
}

int main(void)
{
    return test_main("attribution", add);
}
