/* Charts of single runs and of the life cycle: whatever the figures, no label covers
 * another, nothing leaves the page, and what was kept of many runs still adds up. */
#include "support/ledger_fixture.h"
#include "support/scene_check.h"

#include "chart/charts.h"
#include "chart/kept/power.h"
#include "chart/kept/trials.h"

enum { CASES = 150 };

static const char DE[] = "site: {location: DE, pue: 1.2}\n";

static double any_time(chance *dice, double span_s)
{
    return roll(dice, 12) == 0 ? (double)NAN : 1.7e9 + span_s * share(dice);
}

static plume_run any_run(chance *dice, double span_s, double better)
{
    static const plume_state states[] = { PLUME_STATE_COMPLETE, PLUME_STATE_PRUNED,
                                          PLUME_STATE_FAILED, PLUME_STATE_UNKNOWN,
                                          PLUME_STATE_RUNNING };
    static char id[32];
    static uint64_t number;
    plume_run run = a_run(pow(10.0, -6.0 + 9.0 * share(dice)));

    snprintf(id, sizeof id, "r%llu", (unsigned long long)number++);
    run.id = id;
    run.name = any_name(dice);
    run.study = roll(dice, 9) == 0 ? any_name(dice) : "";
    run.role = (plume_role)roll(dice, PLUME_ROLE_COUNT);
    run.state = states[roll(dice, 5)];
    run.duration_s = roll(dice, 10) == 0 ? (double)NAN : pow(10.0, 6.0 * share(dice));
    run.start_s = any_time(dice, span_s);
    run.end_s = run.start_s + run.duration_s;
    run.objective_better = better;
    if (roll(dice, 6) > 0)
        run.objective = pow(10.0, 8.0 * share(dice) - 4.0) * (roll(dice, 4) ? 1 : -1);
    if (roll(dice, 60) == 0)
        run.objective = HUGE_VAL;
    if (roll(dice, 4) == 0)
        run.energy.total_kwh = run.energy.logged_kwh = (double)NAN;
    return run;
}

static plume_chart_runs *keep(chance *dice, size_t count)
{
    static const double spans[] = { 0.0, 5.0, 4e3, 2e5, 3e6, 4e7, 1e9 };
    double span_s = spans[roll(dice, 7)];
    double better = roll(dice, 3) == 0 ? (double)NAN : roll(dice, 2) ? 1.0 : -1.0;
    plume_chart_runs *runs;
    plume_run_copy copy;

    ck_ok(plume_chart_runs_new(&runs, ledger, (double)NAN, &error), error);
    copy = plume_chart_runs_copy(runs);
    for (size_t i = 0; i < count; i++) {
        plume_run run = any_run(dice, span_s, better);

        take(&run);
        ck_ok(copy.to.take(copy.to.state, &run, &error), error);
    }
    plume_chart_runs_close(runs);
    return runs;
}

static void draw(const char *kind, const plume_chart_data *data, double width_pt,
                 uint64_t seed)
{
    plume_chart_options options = { width_pt, "", "", (double)NAN };
    plume_scene *scene = NULL;
    plume_text words;
    plume_status status =
        plume_chart_scene(&scene, plume_chart_find(kind), data, &options, &error);

    ck_assert_msg(status == PLUME_OK || status == PLUME_ERR_MISSING, "%s, seed %llu: %s",
                  kind, (unsigned long long)seed, error.message);
    if (status == PLUME_OK) {
        check_labels(scene, kind, seed);
        check_paths(scene, kind, seed);
        plume_text_init(&words);
        ck_ok(plume_chart_find(kind)->describe(&words, data, &error), error);
        ck_ok(plume_chart_find(kind)->finding(&words, data, &error), error);
        ck_ok(plume_chart_find(kind)->table(&words, data, &error), error);
        ck_assert_ptr_null(strstr(words.data, "nan"));
        plume_text_dispose(&words);
    }
    plume_scene_free(scene);
}

static void check_runs(const char *kind)
{
    static const size_t counts[] = { 1, 2, 10, 60, 300 };

    begin(DE);
    for (uint64_t seed = 0; seed < CASES; seed++) {
        chance dice = { seed * 2654435761u + 17 };
        plume_chart_runs *runs = keep(&dice, counts[roll(&dice, 5)]);
        plume_chart_data data = { .runs = runs, .own_name = "This study" };

        draw(kind, &data, any_width(&dice), seed);
        plume_chart_runs_free(runs);
    }
    end();
}

START_TEST(no_label_of_a_sweep_covers_another)
{
    check_runs("sweep");
}
END_TEST

START_TEST(no_label_of_a_timeline_covers_another)
{
    check_runs("timeline");
}
END_TEST

START_TEST(of_no_run_a_chart_says_what_is_missing)
{
    begin(DE);
    for (size_t i = 0; plume_charts_at(i) != NULL; i++) {
        plume_chart_data data = { .own_name = "This study" };
        plume_chart_options options = { 351.5, "", "", (double)NAN };
        plume_scene *scene;

        error = (plume_error){ 0 };
        ck_assert_int_eq(
            plume_chart_scene(&scene, plume_charts_at(i), &data, &options, &error),
            PLUME_ERR_MISSING);
        ck_assert_msg(error.message[0] != '\0', "%s", plume_charts_at(i)->name);
    }
    end();
}
END_TEST

/* Above the sample counts, sums, the best and the largest are still those of all. */
START_TEST(of_many_runs_the_best_and_the_sums_are_exact)
{
    enum { MANY = 40000 };
    chance dice = { 3 };
    plume_chart_runs *runs;
    plume_run_copy copy;
    plume_trials trials;
    double kg = 0.0, largest_kg = 0.0;

    begin(DE);
    ck_ok(plume_chart_runs_new(&runs, ledger, -1.0, &error), error);
    copy = plume_chart_runs_copy(runs);
    for (size_t i = 0; i < MANY; i++) {
        plume_run run = any_run(&dice, 1e6, (double)NAN);

        run.study = "";
        run.objective = i == 7777 ? 0.5 : 1.0 + share(&dice);
        run.state = PLUME_STATE_COMPLETE;
        run.role = PLUME_ROLE_SEARCH;
        run.energy.total_kwh = run.energy.logged_kwh = 1.0 + share(&dice);
        take(&run);
        ck_ok(copy.to.take(copy.to.state, &run, &error), error);
        kg += plume_ledger_last(ledger).co2e_kg;
        largest_kg = fmax(largest_kg, plume_ledger_last(ledger).co2e_kg);
    }
    plume_chart_runs_close(runs);
    ck_assert_uint_eq(plume_kept_sample_count(runs), PLUME_KEPT_SAMPLE);
    ck_assert_double_eq(plume_kept_count(runs), MANY);
    ck_assert_double_eq_tol(plume_kept_co2e_kg(runs), kg, 1e-9 * kg);
    ck_assert_double_eq(plume_kept_largest_at(runs, 0)->co2e_kg, largest_kg);
    ck_ok(plume_trials_of(&trials, runs, &error), error);
    ck_assert_double_eq(trials.best_objective, 0.5);
    ck_assert(!trials.whole);
    plume_trials_dispose(&trials);
    for (size_t i = 0; i < 3; i++) {
        plume_chart_data data = { .runs = runs, .own_name = "This study" };

        draw("sweep", &data, 241.0 + 132.0 * (double)i, i);
        draw("timeline", &data, 241.0 + 132.0 * (double)i, i);
    }
    plume_chart_runs_free(runs);
    end();
}
END_TEST

static double any_positive(chance *dice)
{
    return roll(dice, 12) == 0 ? (double)NAN : pow(10.0, 14.0 * share(dice) - 7.0);
}

static plume_footprint any_footprint(chance *dice)
{
    plume_footprint out = { .runs_kg = any_positive(dice) };
    plume_inference_total *use = &out.inference;

    out.embodied.asked = roll(dice, 2);
    out.idle.asked = roll(dice, 2);
    out.embodied.kg[0] = any_positive(dice);
    out.embodied.kg[1] = any_positive(dice);
    out.idle.unoccupied_kg = any_positive(dice);
    use->asked = roll(dice, 4) > 0;
    use->queries = any_positive(dice) * 1e6;
    use->query_kg = any_positive(dice) * 1e-4;
    use->co2e_kg = use->queries * use->query_kg;
    use->training_kg = out.runs_kg;
    use->breakeven_queries = plume_breakeven_queries(use->training_kg, use->query_kg);
    use->breakeven95[0] = use->breakeven_queries * share(dice);
    use->breakeven95[1] = use->breakeven_queries * (1.0 + 9.0 * share(dice));
    use->queries_per_day = any_positive(dice);
    use->breakeven_days = use->breakeven_queries / use->queries_per_day;
    use->between_queries = any_positive(dice);
    use->other_training_kg = any_positive(dice);
    out.total_count = 1;
    out.total[0] = (plume_stage_total){ "use",
                                        out.runs_kg,
                                        { 0.5 * out.runs_kg, 2.0 * out.runs_kg } };
    return out;
}

static void check_footprints(const char *kind)
{
    begin(DE);
    for (uint64_t seed = 0; seed < CASES; seed++) {
        chance dice = { seed * 40503u + 29 };
        plume_footprint footprint = any_footprint(&dice);
        plume_chart_data data = { .ledger = ledger, .footprint = &footprint };
        plume_run run = any_run(&dice, 0.0, (double)NAN);

        take(&run);
        draw(kind, &data, any_width(&dice), seed);
    }
    end();
}

START_TEST(no_label_of_a_lifecycle_covers_another)
{
    check_footprints("lifecycle");
}
END_TEST

START_TEST(no_label_of_a_breakeven_covers_another)
{
    check_footprints("breakeven");
}
END_TEST

/* Devices that are read in turn, with gaps, over any span. */
static plume_chart_power *any_power(chance *dice)
{
    static const char *const devices[] = {
        "0", "1", "GPU-5f1c", "", "node1:3", "4", "5"
    };
    size_t count = 1 + roll(dice, 7), readings = 1 + roll(dice, 400);
    double step_s = pow(10.0, 8.0 * share(dice) - 3.0), rated_w = any_positive(dice);
    double start_s = roll(dice, 2) ? 1.7e9 : 0.0;
    plume_chart_power *power;
    const plume_power_watch *watch;

    ck_ok(plume_chart_power_new(&power, &error), error);
    watch = plume_chart_power_watch(power);
    for (size_t i = 0; i < readings; i++)
        for (size_t k = 0; k < count; k++) {
            double watts = 700.0 * share(dice), from_s = start_s + step_s * (double)i;
            plume_power_reading reading = { "power.csv",
                                            "",
                                            devices[k],
                                            rated_w,
                                            from_s,
                                            from_s + step_s,
                                            watts,
                                            watts,
                                            watts * step_s / 3.6e6,
                                            roll(dice, 9) > 0 };

            watch->take(watch->state, &reading);
        }
    return power;
}

START_TEST(no_label_of_a_trace_covers_another)
{
    begin(DE);
    for (uint64_t seed = 0; seed < CASES / 2; seed++) {
        chance dice = { seed * 69069u + 5 };
        plume_chart_power *power = any_power(&dice);
        plume_chart_data data = { .power = power };

        draw("trace", &data, any_width(&dice), seed);
        plume_chart_power_free(power);
    }
    end();
}
END_TEST

/* What was measured is neither lost nor counted twice by bins that join. */
START_TEST(energy_of_a_trace_is_that_of_its_bins)
{
    chance dice = { 12 };
    plume_chart_power *power = any_power(&dice);
    const plume_kept_device *device = plume_kept_device_at(power, 0);
    double joules = 0.0;

    for (size_t i = 0; i < device->bins.used; i++)
        joules += ((const plume_power_bin *)plume_time_bins_at(&device->bins, i))->joules;
    ck_assert_double_eq_tol(joules / 3.6e6, device->measured_kwh,
                            1e-9 * device->measured_kwh);
    plume_chart_power_free(power);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, no_label_of_a_trace_covers_another);
    tcase_add_test(tcase, energy_of_a_trace_is_that_of_its_bins);
    tcase_add_test(tcase, no_label_of_a_sweep_covers_another);
    tcase_add_test(tcase, no_label_of_a_timeline_covers_another);
    tcase_add_test(tcase, of_no_run_a_chart_says_what_is_missing);
    tcase_add_test(tcase, of_many_runs_the_best_and_the_sums_are_exact);
    tcase_add_test(tcase, no_label_of_a_lifecycle_covers_another);
    tcase_add_test(tcase, no_label_of_a_breakeven_covers_another);
}

int main(void)
{
    return test_main("charts of runs", add);
}
