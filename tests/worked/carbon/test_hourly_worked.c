/* Energy matched to the hours of a series, worked out by hand. */
#include "support/power.h"

#include "study/study.h"
#include "traces/attribution.h"
#include "traces/attribution_share.h"
#include "traces/total.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define W(t, w)                                                                          \
    {                                                                                    \
        "", t, w, NAN, NAN                                                               \
    }

static const double digits6 = 5e-6;

static plume_error error;
static char *folder;
static plume_series *series;

static const plume_power_rules bridge = { PLUME_GAPS_BRIDGE, NAN, NAN };

static const char three_hours[] = "time,g_per_kwh\n"
                                  "1970-01-01T00:00Z,450\n"
                                  "1970-01-01T01:00Z,220\n"
                                  "1970-01-01T02:00Z,120\n";

static void load(const char *csv)
{
    char *path;

    folder = test_folder();
    path = test_file(folder, "grid.csv", csv, strlen(csv));
    ck_ok(plume_series_load(&series, path, PLUME_DIMENSION_INTENSITY, NULL, &error),
          error);
    free(path);
}

static void unload(void)
{
    plume_series_free(series);
    free(folder);
}

static const test_sample uneven[] = { W(0, 100),    W(600, 300),  W(1800, 300),
                                      W(3600, 320), W(5400, 310), W(7200, 305),
                                      W(9000, 90) };
static const test_sample crossing[] = { W(0, 200), W(3000, 200), W(4200, 400),
                                        W(7200, 400) };

/* What a trace draws in each hour of its series: read once more, and matched. */
static plume_matched match(const test_sample *samples, size_t count)
{
    plume_power *power = test_power(samples, count, &bridge, NAN, NULL);
    plume_matched matched;

    plume_power_match(power, series);
    plume_power_begin(power, (plume_power_sink){ NULL, NULL });
    for (size_t i = 0; i < count; i++) {
        plume_power_sample sample = test_sample_of(&samples[i], NAN);
        plume_power_verdict verdict;

        ck_ok(plume_power_take(power, &sample, &verdict, &error), error);
    }
    matched = plume_power_sum(power).matched;
    plume_power_free(power);
    return matched;
}

START_TEST(a_trace_is_billed_at_the_intensity_of_its_hours)
{
    plume_matched matched;

    load(three_hours);
    matched = match(uneven, COUNT(uneven));
    ck_close(matched.energy / 3.6e6, 0.698333, digits6);
    ck_close(matched.weighted / 3.6e6 * 1000.0, 210.075, digits6);
    ck_close(plume_matched_mean(&matched) * 1000.0, 300.823, digits6);
    ck_close(plume_matched_share(&matched), 1.0, 1e-12);
    unload();
}
END_TEST

/* Averages of the intensities alone miss when the power was drawn. */
START_TEST(averages_without_the_power_give_other_figures)
{
    static const double even[2] = { 0.0, 0.0 }, whole_s[2] = { 0.0, 9000.0 };
    static const double left_w[] = { 100, 300, 300, 320, 310, 305 };
    static const double right_w[] = { 300, 300, 320, 310, 305, 90 };
    double kwh, simple = 0.0, left_kwh = 0.0, right_kwh = 0.0;
    plume_matched by_time = { 0.0, 0.0, 0.0 };

    load(three_hours);
    kwh = match(uneven, COUNT(uneven)).energy / 3.6e6;
    for (size_t i = 0; i < plume_series_count(series); i++)
        simple += plume_series_value(series, i) / 3.0;
    ck_close(simple * 1000.0, 263.333, digits6);
    ck_close(kwh * simple * 1000.0, 183.894, digits6);
    ck_close(kwh * simple * 1000.0 / 210.075 - 1.0, -0.125, 0.005);
    plume_series_match(&by_time, series, whole_s, even, 1.0);
    ck_close(plume_matched_mean(&by_time) * 1000.0, 292.0, digits6);
    ck_close(kwh * plume_matched_mean(&by_time) * 1000.0, 203.913, digits6);
    for (size_t i = 0; i < COUNT(left_w); i++) {
        double hours = (uneven[i + 1].t_s - uneven[i].t_s) / 3600.0;

        left_kwh += hours * left_w[i] / 1000.0;
        right_kwh += hours * right_w[i] / 1000.0;
    }
    ck_close(left_kwh, 0.734167, digits6);
    ck_close(right_kwh, 0.6625, digits6);
    unload();
}
END_TEST

START_TEST(a_segment_across_the_hour_is_split_where_the_hour_ends)
{
    plume_matched matched, first = { 0.0, 0.0, 0.0 };
    const double times_s[2] = { 3000.0, 4200.0 }, watts[2] = { 200.0, 400.0 };

    load("time,g_per_kwh\n1970-01-01T00:00Z,450\n1970-01-01T01:00Z,220\n");
    matched = match(crossing, COUNT(crossing));
    ck_close(matched.weighted / 3.6e6 * 1000.0, 179.917, digits6);
    plume_series_match(&first, series, times_s, watts, 0.1);
    ck_close(first.weighted * 1000.0, (0.1 * 450 * 250 + 0.1 * 220 * 350) / 600.0, 1e-12);
    /* Hour 0: 600,000 J before the segment and 150,000 J of it. */
    ck_close((3000.0 * 200 + 600 * 250) / 3.6e6, 0.208333, digits6);
    ck_close(matched.energy / 3.6e6 - 0.208333, 0.391667, digits6);
    unload();
}
END_TEST

/* The figure that comes of billing each segment to the hour in which it begins. */
START_TEST(a_segment_that_is_not_split_is_billed_too_high)
{
    double grams = 0.0;

    load("time,g_per_kwh\n1970-01-01T00:00Z,450\n1970-01-01T01:00Z,220\n");
    for (size_t i = 0; i + 1 < COUNT(crossing); i++) {
        double kwh = (crossing[i + 1].t_s - crossing[i].t_s) *
                     (crossing[i].watts + crossing[i + 1].watts) / 2.0 / 3.6e6;

        grams += kwh * 1000.0 *
                 plume_series_value(series, plume_series_find(series, crossing[i].t_s));
    }
    ck_close(grams, 193.333, digits6);
    unload();
}
END_TEST

/* Two runs share the trace of M8: what each is billed adds up to the whole. */
START_TEST(runs_that_share_a_trace_share_its_hours)
{
    plume_attribution *attribution;
    plume_power_sink sink;
    const plume_attribution_run claims[] = {
        { .end_s = 3000, .devices = 1 },
        { .start_s = 3000, .end_s = 9000, .devices = 1, .run = 1 }
    };
    plume_attributed got[2];

    load(three_hours);
    ck_ok(plume_attribution_new(&attribution, &error), error);
    plume_attribution_match(attribution, series);
    ck_ok(plume_attribution_claim(attribution, &claims[0], &error), error);
    ck_ok(plume_attribution_claim(attribution, &claims[1], &error), error);
    ck_ok(plume_attribution_ready(attribution, 1, &error), error);
    sink = plume_attribution_sink(attribution);
    for (size_t i = 0; i + 1 < COUNT(uneven); i++) {
        plume_power_piece piece = { .from_s = uneven[i].t_s,
                                    .to_s = uneven[i + 1].t_s,
                                    .from_w = uneven[i].watts,
                                    .to_w = uneven[i + 1].watts,
                                    .utilization = NAN,
                                    .measured = true };

        piece.energy_j = (piece.to_s - piece.from_s) * (piece.from_w + piece.to_w) / 2.0;
        sink.take(sink.state, &piece);
    }
    plume_attribution_settle(attribution);
    for (size_t i = 0; i < 2; i++)
        got[i] = plume_attribution_at(attribution, i);
    ck_close(plume_matched_mean(&got[0].matched), 0.45, 1e-12);
    ck_close((got[0].matched.weighted + got[1].matched.weighted) / 3.6e6 * 1000.0,
             210.075, digits6);
    ck_close(plume_matched_share(&got[1].matched), 1.0, 1e-12);
    ck_close(plume_attribution_idle(attribution).energy + 1.0, 1.0, 1e-9);
    plume_attribution_free(attribution);
    unload();
}
END_TEST

/* --- hours that are not known --- */

START_TEST(energy_of_an_unknown_hour_is_set_apart_and_not_zero)
{
    plume_matched matched;

    load("time,kg_per_kwh\n1970-01-01T00:00Z,0.45\n1970-01-01T01:00Z,\n"
         "1970-01-01T02:00Z,0.12\n");
    ck_assert_uint_eq(plume_series_missing(series), 1);
    matched = match(uneven, COUNT(uneven));
    ck_close((matched.energy - matched.known) / 3.6e6, 0.1575 + 0.15375, digits6);
    ck_close(plume_matched_mean(&matched),
             (0.45 * 0.288333333333 + 0.12 * 0.09875) / 0.387083333333, 1e-9);
    unload();
}
END_TEST

START_TEST(energy_before_and_behind_the_series_is_unknown)
{
    static const double even[2] = { 0.0, 0.0 }, times_s[2] = { -3600.0, 14400.0 };
    plume_matched matched = { 0.0, 0.0, 0.0 };

    load(three_hours);
    plume_series_match(&matched, series, times_s, even, 5.0);
    ck_close(matched.energy, 5.0, 1e-12);
    ck_close(matched.known, 3.0, 1e-12);
    ck_close(matched.weighted, 0.79, 1e-12);
    unload();
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_trace_is_billed_at_the_intensity_of_its_hours);
    tcase_add_test(tcase, averages_without_the_power_give_other_figures);
    tcase_add_test(tcase, a_segment_across_the_hour_is_split_where_the_hour_ends);
    tcase_add_test(tcase, a_segment_that_is_not_split_is_billed_too_high);
    tcase_add_test(tcase, runs_that_share_a_trace_share_its_hours);
    tcase_add_test(tcase, energy_of_an_unknown_hour_is_set_apart_and_not_zero);
    tcase_add_test(tcase, energy_before_and_behind_the_series_is_unknown);
}

int main(void)
{
    return test_main("hourly, worked", add);
}
