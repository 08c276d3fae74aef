/* A ledger with methods that were asked for by name. */
#include "support/support.h"

static plume_error error;
static plume_factors *factors;
static plume_notes *notes;
static plume_study *study;
static plume_ledger *ledger;

static void begin(const char *const *methods, size_t count)
{
    char *datasets = test_path("datasets");

    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_study_new(&study, &error), error);
    ck_ok(plume_ledger_new(&ledger, study, factors, methods, count, notes, &error),
          error);
    free(datasets);
}

static void end(void)
{
    plume_ledger_free(ledger);
    plume_study_free(study);
    plume_notes_free(notes);
    plume_factors_free(factors);
}

static void take(const plume_run *run)
{
    plume_run_sink sink = plume_ledger_sink(ledger);

    ck_ok(sink.take(sink.state, run, &error), error);
}

/* Two in three name their device; each has an energy. */
static plume_run run_of(size_t i)
{
    plume_run run;

    plume_run_init(&run);
    run.id = "r";
    run.origin.path = "runs.csv";
    run.location = i % 2 == 0 ? "DE" : "FR";
    run.device = i % 3 == 2 ? "" : "A40";
    run.device_count = i % 3 == 2 ? NAN : 4.0;
    run.duration_s = 3600.0 * (double)(i + 1);
    run.energy.total_kwh = 0.7 * (double)(i + 1);
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_METERED;
    run.compute.memory_gb = 64.0;
    return run;
}

static const plume_note *note_of(const char *code)
{
    for (size_t i = 0; i < plume_notes_count(notes); i++)
        if (strcmp(plume_notes_at(notes, i)->code, code) == 0)
            return plume_notes_at(notes, i);
    return NULL;
}

START_TEST(runs_that_a_method_could_not_serve_are_counted)
{
    static const char *const methods[] = { "strubell2019", "lacoste2019" };
    const plume_note *note;
    size_t lacoste;

    begin(methods, 2);
    for (size_t i = 0; i < 6; i++) {
        plume_run run = run_of(i);

        take(&run);
    }
    ck_ok(plume_ledger_check_served(ledger, &error), error);
    ck_ok(plume_ledger_close(ledger, &error), error);
    note = note_of("method-not-applied");
    ck_assert_ptr_nonnull(note);
    ck_assert_str_eq(note->message, "lacoste2019 could not be applied to 2 of 6 runs: "
                                    "lacoste2019 needs the rated power of the device");
    lacoste = plume_ledger_estimate_find(ledger, "lacoste2019", PLUME_BASIS_SITE);
    ck_assert_uint_eq(plume_ledger_all(ledger)->estimated_runs[lacoste], 4);
    /* 1 + 2 + 4 + 5 hours on 4 devices of 300 W */
    ck_close(plume_ledger_estimate_at(ledger, lacoste).energy_kwh, 14.4, 1e-14);
    end();
}
END_TEST

START_TEST(a_method_that_serves_no_run_is_no_answer)
{
    static const char *const methods[] = { "llmcarbon" };
    plume_run run = run_of(0);

    begin(methods, 1);
    ck_ok(plume_ledger_check_served(ledger, &error), error); /* no run yet */
    take(&run);
    ck_assert_int_eq(plume_ledger_check_served(ledger, &error), PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "llmcarbon needs FLOPs, or parameters and tokens");
    end();
}
END_TEST

START_TEST(a_run_that_another_method_serves_is_not_called_unknown)
{
    static const char *const methods[] = { "green-algorithms" };
    plume_run run;

    plume_run_init(&run);
    run.id = "cpu";
    run.duration_s = 3600.0;
    run.compute.cores = 4.0;
    run.compute.core_w = 10.0;
    run.compute.memory_gb = 16.0;
    begin(methods, 1);
    take(&run);
    ck_ok(plume_ledger_close(ledger, &error), error);
    ck_assert_ptr_null(note_of("energy-unknown"));
    ck_close(plume_ledger_estimate_at(ledger, 0).co2e_kg / 0.475, 0.04596 * 1.67, 1e-12);
    end();
}
END_TEST

/* Every method on every basis, forwards and backwards. */
START_TEST(the_order_of_runs_does_not_matter_to_any_method)
{
    enum { RUNS = 40 };
    const char *methods[PLUME_ESTIMATES_MAX];
    double kg[2][PLUME_ESTIMATES_MAX], kwh[2][PLUME_ESTIMATES_MAX];
    size_t count = plume_method_count(), estimates[2];

    for (size_t i = 0; i < count; i++)
        methods[i] = plume_method_at(i)->name;
    for (size_t way = 0; way < 2; way++) {
        begin(methods, count);
        for (size_t i = 0; i < RUNS; i++) {
            plume_run run = run_of(way == 0 ? i : RUNS - 1 - i);

            take(&run);
        }
        ck_ok(plume_ledger_close(ledger, &error), error);
        estimates[way] = plume_ledger_estimate_count(ledger);
        for (size_t i = 0; i < estimates[way]; i++) {
            kg[way][i] = plume_ledger_estimate_at(ledger, i).co2e_kg;
            kwh[way][i] = plume_ledger_estimate_at(ledger, i).energy_kwh;
        }
        end();
    }
    ck_assert_uint_eq(estimates[0], estimates[1]);
    ck_assert_uint_gt(estimates[0], 10);
    for (size_t i = 0; i < estimates[0]; i++) {
        ck_assert_double_eq(kg[0][i], kg[1][i]);
        ck_assert_double_eq(kwh[0][i], kwh[1][i]);
    }
}
END_TEST

/* Rated power at full use, however well the run's own energy was metered. */
START_TEST(rated_power_has_its_own_interval_beside_a_metered_energy)
{
    static const char *const methods[] = { "strubell2019", "lacoste2019" };
    plume_run run = run_of(0);
    plume_estimate metered, rated;

    begin(methods, 2);
    take(&run);
    ck_ok(plume_ledger_close(ledger, &error), error);
    metered = plume_ledger_estimate_at(
        ledger, plume_ledger_estimate_find(ledger, "strubell2019", PLUME_BASIS_SITE));
    rated = plume_ledger_estimate_at(
        ledger, plume_ledger_estimate_find(ledger, "lacoste2019", PLUME_BASIS_SITE));
    ck_assert(metered.interval95_kg[0] > 0.7 * metered.co2e_kg);
    ck_assert(rated.interval95_kg[0] < 0.4 * rated.co2e_kg);
    ck_close(sqrt(rated.interval95_kg[0] * rated.interval95_kg[1]), 0.65 * rated.co2e_kg,
             1e-9);
    end();
}
END_TEST

START_TEST(the_machine_of_the_study_completes_a_run)
{
    static const char *const methods[] = { "green-algorithms" };
    const char *yaml = "hardware: {processor: AMD EPYC 7742, cores: 64, memory_gb: 0,\n"
                       "  core_utilization: 50 %}\n";
    char *folder = test_folder(), *path, *datasets = test_path("datasets");
    plume_run run;

    path = test_file(folder, "plume.yaml", yaml, strlen(yaml));
    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_study_load(&study, path, factors, &error), error);
    ck_ok(plume_ledger_new(&ledger, study, factors, methods, 1, notes, &error), error);
    plume_run_init(&run);
    run.id = "cpu";
    run.duration_s = 36000.0;
    take(&run);
    ck_close(plume_ledger_estimate_at(ledger, 0).energy_kwh, 1.125 * 1.67, 1e-12);
    end();
    free(datasets);
    free(path);
    free(folder);
}
END_TEST

static void refuse(const char *yaml, const char *message)
{
    char *folder = test_folder();
    char *path = test_file(folder, "plume.yaml", yaml, strlen(yaml));

    ck_assert_int_eq(plume_study_load(&study, path, NULL, &error), PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message, message);
    free(path);
    free(folder);
}

START_TEST(an_impossible_machine_is_refused_with_its_key)
{
    refuse("hardware: {cores: 0}\n", "cores is '0', expected a number of cores above 0");
    refuse("hardware: {memory_gb: -1}\n",
           "memory_gb is '-1', expected gigabytes, at least 0");
    refuse("hardware: {core_utilization: 1.5}\n",
           "core_utilization is '1.5', expected a share from 0 to 1");
    refuse("hardware: {efficiency: much}\n",
           "efficiency is 'much', expected a share from 0 to 1");
    refuse("hardware: {core_power_w: -3}\n",
           "core_power_w is '-3', expected watts, at least 0");
}
END_TEST

START_TEST(the_only_method_like_a_name_is_offered_and_else_all)
{
    static const char *const near[] = { "lacoste" }, *const far[] = { "zzzzzzzzzzzzzz" };
    plume_ledger *made;

    begin(NULL, 0);
    ck_assert_int_eq(plume_ledger_new(&made, study, factors, near, 1, notes, &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.hint, "did you mean 'lacoste2019'?");
    ck_assert_int_eq(plume_ledger_new(&made, study, factors, far, 1, notes, &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.hint,
                     "methods are strubell2019, patterson2021, lacoste2019, "
                     "henderson2020, anthony2020, codecarbon, green-algorithms, "
                     "llmcarbon");
    end();
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, runs_that_a_method_could_not_serve_are_counted);
    tcase_add_test(tcase, a_method_that_serves_no_run_is_no_answer);
    tcase_add_test(tcase, a_run_that_another_method_serves_is_not_called_unknown);
    tcase_add_test(tcase, the_order_of_runs_does_not_matter_to_any_method);
    tcase_add_test(tcase, rated_power_has_its_own_interval_beside_a_metered_energy);
    tcase_add_test(tcase, the_machine_of_the_study_completes_a_run);
    tcase_add_test(tcase, an_impossible_machine_is_refused_with_its_key);
    tcase_add_test(tcase, the_only_method_like_a_name_is_offered_and_else_all);
}

int main(void)
{
    return test_main("methods of a ledger", add);
}
