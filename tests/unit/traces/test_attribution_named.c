/* Sharing a trace among runs that name their devices: by hand, against a plain model. */
#include "support/attribution_world.h"

/* A run that names devices; 99 is one that the trace lacks. */
static void claim_on(double start_s, double end_s, double devices, const uint32_t *on,
                     uint32_t named)
{
    plume_attribution_run made = {
        .start_s = start_s, .end_s = end_s, .devices = devices, .on = on, .named = named
    };

    made.run = (uint32_t)plume_attribution_count(attribution);
    while (made.on_count < named && on[made.on_count] != 99)
        made.on_count++;
    ck_ok(plume_attribution_claim(attribution, &made, &error), error);
}

/* --- runs that name their devices --- */

START_TEST(a_run_gets_of_the_devices_that_it_names_alone)
{
    claim_on(0, 10, 1, (const uint32_t[]){ 1 }, 1);
    ready(3);
    for (size_t d = 0; d < 3; d++)
        piece(d, 0, 20, 100 * (double)(3 - d), 100 * (double)(3 - d));
    plume_attribution_settle(attribution);
    ck_assert_double_eq_tol(energy(0), 2000, 1e-9);
    ck_assert_double_eq_tol(plume_attribution_at(attribution, 0).coverage, 1, 1e-12);
    ck_assert_double_eq_tol(plume_attribution_idle_j(attribution), 10000, 1e-9);
    ck_assert_double_eq_tol(plume_attribution_idle_s(attribution), 50, 1e-9);
}
END_TEST

START_TEST(runs_that_name_one_device_share_it_by_time_and_by_their_fractions)
{
    claim_on(0, 20, 0.75, (const uint32_t[]){ 0 }, 1);
    claim_on(10, 20, 0.25, (const uint32_t[]){ 0 }, 1);
    ready(1);
    piece(0, 0, 20, 100, 100);
    plume_attribution_settle(attribution);
    ck_assert_double_eq_tol(energy(0), 1000 + 750, 1e-9);
    ck_assert_double_eq_tol(energy(1), 250, 1e-9);
}
END_TEST

START_TEST(runs_without_names_have_the_devices_that_nobody_names)
{
    claim_on(0, 10, 1, (const uint32_t[]){ 0 }, 1);
    claim(0, 10, 1);
    ready(3);
    piece(0, 0, 10, 300, 300);
    piece(1, 0, 10, 50, 50);
    piece(2, 0, 10, 200, 200);
    plume_attribution_settle(attribution);
    ck_assert_double_eq_tol(energy(0), 3000, 1e-9);
    ck_assert_double_eq_tol(energy(1), 2000, 1e-9);
    ck_assert_double_eq_tol(plume_attribution_idle_j(attribution), 500, 1e-9);
}
END_TEST

START_TEST(runs_without_names_share_in_all_devices_when_all_are_named)
{
    claim_on(0, 10, NAN, (const uint32_t[]){ 0, 1 }, 2);
    claim(0, 10, 2);
    ready(2);
    piece(0, 0, 10, 300, 300);
    piece(1, 0, 10, 100, 100);
    plume_attribution_settle(attribution);
    ck_assert_double_eq_tol(energy(0), 2000, 1e-9);
    ck_assert_double_eq_tol(energy(1), 2000, 1e-9);
}
END_TEST

START_TEST(a_device_that_the_trace_lacks_lowers_the_coverage)
{
    claim_on(0, 10, NAN, (const uint32_t[]){ 0, 99 }, 2);
    claim_on(0, 10, NAN, (const uint32_t[]){ 99 }, 1);
    ready(1);
    piece(0, 0, 10, 300, 300);
    plume_attribution_settle(attribution);
    ck_assert_double_eq_tol(energy(0), 3000, 1e-9);
    ck_assert_double_eq_tol(plume_attribution_at(attribution, 0).coverage, 0.5, 1e-12);
    ck_assert(isnan(energy(1)));
}
END_TEST

typedef struct named_run {
    double start_s, end_s, devices, wanted_j;
    uint32_t on[DEVICES], named;
} named_run;

static void claim_named(const named_run *run)
{
    if (run->named > 0)
        claim_on(run->start_s, run->end_s, run->devices, run->on, run->named);
    else
        claim(run->start_s, run->end_s, run->devices);
}

static bool names(const named_run *run, uint32_t device)
{
    for (uint32_t i = 0; i < run->named; i++)
        if (run->on[i] == device)
            return true;
    return false;
}

/* Half of the runs name devices; each second of each device is shared by hand. */
static double model_second(named_run *runs, double t_s, const double watts[DEVICES])
{
    double held[DEVICES] = { 0 }, unnamed = 0, idle = 0;
    int free_devices = 0;

    for (int i = 0; i < RUNS; i++)
        if (runs[i].start_s <= t_s && t_s < runs[i].end_s) {
            unnamed += runs[i].named == 0;
            for (uint32_t d = 0; d < DEVICES; d++)
                held[d] += names(&runs[i], d);
        }
    for (int d = 0; d < DEVICES; d++)
        free_devices += held[d] == 0;
    for (uint32_t d = 0; d < DEVICES; d++) {
        double spread = free_devices == 0 ? unnamed / DEVICES : 0;

        if (held[d] == 0 && unnamed == 0)
            idle += watts[d];
        for (int i = 0; i < RUNS; i++) {
            if (!(runs[i].start_s <= t_s && t_s < runs[i].end_s))
                continue;
            if (names(&runs[i], d))
                runs[i].wanted_j += watts[d] / (held[d] + spread);
            else if (runs[i].named == 0 && held[d] == 0)
                runs[i].wanted_j += watts[d] / unnamed;
            else if (runs[i].named == 0 && free_devices == 0)
                runs[i].wanted_j += watts[d] / (held[d] + spread) / DEVICES;
        }
    }
    return idle;
}

/* Against the plain computation, and in the other order of runs once more. */
START_TEST(shares_of_named_devices_add_up_to_the_trace_in_any_order_of_runs)
{
    named_run runs[RUNS];
    double watts[PIECES][DEVICES], total = 0, shared = 0, idle = 0;

    state = (uint64_t)_i / 2 + 5000;
    for (int i = 0; i < RUNS; i++) {
        named_run *run = &runs[i];

        memset(run, 0, sizeof *run);
        run->devices = NAN;
        run->start_s = floor(random_share() * 6000) - 300;
        run->end_s = run->start_s + 1 + floor(random_share() * 1000);
        for (uint32_t d = 0; i % 2 == 0 && d < DEVICES; d++)
            if (random_share() < 0.5)
                run->on[run->named++] = d;
    }
    for (int i = 0; i < RUNS; i++)
        claim_named(&runs[_i % 2 == 0 ? i : RUNS - 1 - i]);
    ready(DEVICES);
    for (int p = 0; p < PIECES; p++)
        for (size_t d = 0; d < DEVICES; d++) {
            watts[p][d] = random_share() * 700;
            piece(d, p * 100, p * 100 + 100, watts[p][d], watts[p][d]);
            total += watts[p][d] * 100;
        }
    plume_attribution_settle(attribution);
    for (int s = 0; s < PIECES * 100; s++)
        idle += model_second(runs, s, watts[s / 100]);
    for (size_t i = 0; i < RUNS; i++) {
        size_t at = _i % 2 == 0 ? i : RUNS - 1 - i;

        if (!isnan(energy(at)))
            shared += energy(at);
        if (runs[i].wanted_j > 0)
            ck_close(energy(at), runs[i].wanted_j, 1e-9);
    }
    ck_assert_double_eq_tol(plume_attribution_idle_j(attribution), idle, total * 1e-9);
    ck_close(shared + plume_attribution_idle_j(attribution), total, 1e-12);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_run_gets_of_the_devices_that_it_names_alone);
    tcase_add_test(tcase,
                   runs_that_name_one_device_share_it_by_time_and_by_their_fractions);
    tcase_add_test(tcase, runs_without_names_have_the_devices_that_nobody_names);
    tcase_add_test(tcase, runs_without_names_share_in_all_devices_when_all_are_named);
    tcase_add_test(tcase, a_device_that_the_trace_lacks_lowers_the_coverage);
    tcase_add_loop_test(
        tcase, shares_of_named_devices_add_up_to_the_trace_in_any_order_of_runs, 0, 20);
}

int main(void)
{
    return test_main("attribution, named devices", add);
}
