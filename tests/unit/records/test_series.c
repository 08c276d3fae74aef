/* Series of hours as people and grid operators write them, and runs beside them. */
#include "support/support.h"

#include "comparison/other_grids.h"
#include "study/study.h"

static plume_error error;
static char *folder;
static plume_series *series;

static void setup(void)
{
    folder = test_folder();
    series = NULL;
}

static void teardown(void)
{
    plume_series_free(series);
    free(folder);
}

static plume_status load(const char *csv, plume_dimension dimension)
{
    char *path = test_file(folder, "grid.csv", csv, strlen(csv));
    plume_status status = plume_series_load(&series, path, dimension, NULL, &error);

    free(path);
    return status;
}

static void check_first(const char *csv, plume_dimension dimension, double wanted)
{
    ck_ok(load(csv, dimension), error);
    ck_close(plume_series_value(series, 0), wanted, 1e-12);
    plume_series_free(series);
    series = NULL;
}

START_TEST(the_header_names_the_unit)
{
    const plume_dimension intensity = PLUME_DIMENSION_INTENSITY;

    check_first("time,kg_per_kwh\n2024-01-01T00:00Z,0.3\n", intensity, 0.3);
    check_first("hour;co2_g_per_kwh\n2024-01-01T00:00Z;300\n", intensity, 0.3);
    check_first("Datetime (UTC),Zone name,Carbon intensity gCO\xE2\x82\x82"
                "eq/kWh (direct)\n"
                "2024-01-01 00:00:00,Germany,300\n",
                intensity, 0.3);
    check_first("start,moer lbCO2/MWh\n2024-01-01T00:00Z,1000\n", intensity, 0.45359237);
    check_first("start,tCO2e/MWh\n2024-01-01T00:00Z,0.3\n", intensity, 0.3);
    check_first("start,intensity [kgCO2e/MWh]\n2024-01-01T00:00Z,300\n", intensity, 0.3);
    check_first("time,gCO2e_per_kWh\n2024-01-01T00:00Z,300\n", intensity, 0.3);
    check_first("time,g CO2-eq / kWh\n2024-01-01T00:00Z,300\n", intensity, 0.3);
    check_first("time,kg CO2 per kWh\n2024-01-01T00:00Z,0.3\n", intensity, 0.3);
    check_first("time,lbs CO2/MWh\n2024-01-01T00:00Z,1000\n", intensity, 0.45359237);
    check_first("time,supply_kwh\n2024-01-01T00:00Z,12\n", PLUME_DIMENSION_ENERGY, 12);
    check_first("time,Solar (MWh)\n2024-01-01T00:00Z,12\n", PLUME_DIMENSION_ENERGY,
                12000);
}
END_TEST

START_TEST(rows_within_an_hour_are_averaged_or_summed)
{
    check_first("time,g_per_kwh\n2024-01-01T00:00Z,100\n2024-01-01T00:15Z,300\n",
                PLUME_DIMENSION_INTENSITY, 0.2);
    check_first("time,kwh\n2024-01-01T00:00Z,1\n2024-01-01T00:30Z,3\n",
                PLUME_DIMENSION_ENERGY, 4);
}
END_TEST

START_TEST(hours_may_come_in_any_order_with_holes_and_at_half_past)
{
    ck_ok(load("time,kg_per_kwh\n2024-01-01T05:30+05:30,0.3\n"
               "2024-01-01T01:30Z,0.1\n2024-01-01T00:30Z,0.2\n",
               PLUME_DIMENSION_INTENSITY),
          error);
    ck_assert_uint_eq(plume_series_count(series), 2);
    plume_series_free(series);
    series = NULL;
    ck_ok(load("time,kg_per_kwh\n2024-01-01T03:30Z,0.3\n2024-01-01T00:30Z,0.2\n",
               PLUME_DIMENSION_INTENSITY),
          error);
    ck_assert_uint_eq(plume_series_count(series), 4);
    ck_assert_uint_eq(plume_series_missing(series), 2);
    ck_assert_double_eq(plume_series_value(series, 3), 0.3);
    ck_assert(isnan(plume_series_value(series, 1)));
    ck_assert_uint_eq(plume_series_find(series, plume_series_start_s(series, 1) - 1.0),
                      0);
}
END_TEST

static void refuse(const char *csv, uint64_t line, const char *message)
{
    ck_assert_int_ne(load(csv, PLUME_DIMENSION_INTENSITY), PLUME_OK);
    ck_assert_str_eq(error.message, message);
    ck_assert_uint_eq(error.line, line);
    ck_assert_ptr_null(series);
}

START_TEST(what_is_no_series_is_refused_with_its_line)
{
    refuse("time,intensity\n2024-01-01T00:00Z,300\n", 1, "no column names its unit");
    ck_assert_str_eq(error.hint,
                     "expected a header such as time,kg_per_kwh or time,g_per_kwh");
    refuse("zone,g_per_kwh\nDE,300\n", 1, "no column is named as a time");
    refuse("time,g_per_kwh\nnoon,300\n", 2,
           "found 'noon', expected a time such as 2024-03-01T13:00Z");
    refuse("time,g_per_kwh\n2024-01-01T00:00Z,-3\n", 2,
           "found '-3', expected a number of at least 0, or nothing");
    refuse("time,g_per_kwh\n2024-01-01T00:00Z,n/a\n", 2,
           "found 'n/a', expected a number of at least 0, or nothing");
    refuse("time,kg_per_kwh\n2024-01-01T00:00Z,300\n", 2,
           "found '300', expected an intensity of at most 5 kg/kWh in the unit of the "
           "header");
    refuse("time,g_per_kwh\n2024-10-27T01:00Z,300\n2024-10-27T01:00Z,200\n", 3,
           "this time stands twice, first in line 2");
    refuse("time,g_per_kwh\n", 1, "the series has a header and no rows");
    refuse("", 1, "the series is empty");
    refuse("time,g_per_kwh\n1890-10-27T01:00Z,300\n2024-10-27T01:00Z,200\n", 0,
           "the series spans more than 100 years");
}
END_TEST

/* --- beside runs --- */

static plume_notes *notes;
static plume_study *study;
static plume_ledger *ledger;

static void begin(const char *grid, const char *carbon_free, const char *site)
{
    char *path;
    char text[256];
    plume_status status;

    free(test_file(folder, "grid.csv", grid, strlen(grid)));
    free(test_file(folder, "free.csv", carbon_free, strlen(carbon_free)));
    snprintf(
        text, sizeof text,
        "site: {pue: 1.25, intensity_kg_per_kwh: 0.5, intensity_series: grid.csv%s}\n",
        site);
    path = test_file(folder, "plume.yaml", text, strlen(text));
    ck_ok(plume_notes_new(&notes, &error), error);
    status = plume_study_load(&study, path, NULL, &error);
    ck_ok(status, error);
    ck_ok(plume_ledger_new(&ledger, study, NULL, NULL, 0, notes, &error), error);
    free(path);
}

static void end(void)
{
    plume_ledger_free(ledger);
    plume_study_free(study);
    plume_notes_free(notes);
}

static void take(double start_s, double hours, double it_kwh)
{
    plume_run_sink sink = plume_ledger_sink(ledger);
    plume_run run;

    plume_run_init(&run);
    run.id = "r";
    run.start_s = start_s;
    run.duration_s = hours * 3600.0;
    run.energy.total_kwh = it_kwh;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_METERED;
    ck_ok(sink.take(sink.state, &run, &error), error);
}

static plume_estimate gross(void)
{
    return plume_ledger_estimate_at(
        ledger, plume_ledger_estimate_find(ledger, "patterson2021", PLUME_BASIS_GROSS));
}

static const plume_note *note_of(const char *code)
{
    for (size_t i = 0; i < plume_notes_count(notes); i++)
        if (strcmp(plume_notes_at(notes, i)->code, code) == 0)
            return plume_notes_at(notes, i);
    return NULL;
}

#define DAY 1704067200.0 /* 2024-01-01T00:00Z */
static const char two_hours[] = "time,kg_per_kwh\n2024-01-01T00:00Z,0.2\n"
                                "2024-01-01T01:00Z,\n2024-01-01T02:00Z,0.4\n";

START_TEST(a_run_without_a_trace_is_spread_evenly_over_its_hours)
{
    plume_hourly hourly;

    begin(two_hours, "", "");
    take(DAY + 1800.0, 0.5, 4.0);  /* in the first hour */
    take(DAY + 7200.0, 0.25, 2.0); /* in the third */
    ck_ok(plume_ledger_close(ledger, &error), error);
    ck_close(gross().co2e_kg, 1.25 * (4.0 * 0.2 + 2.0 * 0.4), 1e-12);
    ck_assert(plume_ledger_hourly(ledger, &hourly));
    ck_assert_uint_eq(hourly.spread_runs, 2);
    ck_assert_uint_eq(hourly.missing_hours, 0);
    ck_close(hourly.known_kwh, 7.5, 1e-12);
    ck_close(hourly.annual_kg, 3.75, 1e-12);
    ck_assert_ptr_null(note_of("hours-missing"));
    end();
}
END_TEST

START_TEST(an_hour_that_is_missing_counts_at_the_yearly_figure_and_is_named)
{
    plume_hourly hourly;

    begin(two_hours, "", "");
    take(DAY, 3.0, 6.0);
    ck_ok(plume_ledger_close(ledger, &error), error);
    ck_close(gross().co2e_kg, 1.25 * 2.0 * (0.2 + 0.5 + 0.4), 1e-12);
    ck_assert(plume_ledger_hourly(ledger, &hourly));
    ck_assert_uint_eq(hourly.missing_hours, 1);
    ck_close(hourly.annual_kwh, 2.5, 1e-12);
    ck_assert_str_eq(note_of("hours-missing")->message,
                     "hours of the runs without an intensity, which count at the yearly "
                     "figure: 1 (2024-01-01T01:00:00Z)");
    end();
}
END_TEST

START_TEST(runs_outside_of_the_series_or_without_times_are_told)
{
    plume_hourly hourly;

    begin(two_hours, "", "");
    take(DAY - 3600.0, 2.0, 2.0); /* half of it before */
    take(NAN, 1.0, 1.0);
    ck_ok(plume_ledger_close(ledger, &error), error);
    ck_close(gross().co2e_kg, 1.25 * (0.5 + 0.2 + 0.5), 1e-12);
    ck_assert(plume_ledger_hourly(ledger, &hourly));
    ck_assert_uint_eq(hourly.untimed_runs, 1);
    ck_assert_str_eq(note_of("hours-outside")->message,
                     "runs that took place, at least in part, outside of the series "
                     "(2024-01-01T00:00:00Z to 2024-01-01T03:00:00Z): 1; what lies "
                     "outside counts at the yearly figure");
    ck_assert_str_eq(note_of("hours-unknown")->message,
                     "runs without a start or an end: 1; their hours are not known, so "
                     "their energy counts at the yearly figure");
    end();
}
END_TEST

static void take_log(const char *log)
{
    char *path = test_file(folder, "gpu.csv", log, strlen(log));
    plume_input_options options;
    plume_intake *intake;

    ck_ok(plume_intake_new(&intake, notes, &error), error);
    plume_input_options_init(&options);
    options.series = study->hourly;
    ck_ok(plume_intake_add(intake, path, &options, &error), error);
    ck_ok(plume_intake_read(intake, plume_ledger_sink(ledger), &error), error);
    plume_intake_free(intake);
    free(path);
}

/* The trace of the worked example, as nvidia-smi logs it. */
START_TEST(a_power_log_is_billed_by_its_hours)
{
    static const char log[] = "timestamp, index, power.draw [W]\n"
                              "2024/01/01 00:00:00.000, 0, 100.00 W\n"
                              "2024/01/01 00:10:00.000, 0, 300.00 W\n"
                              "2024/01/01 00:30:00.000, 0, 300.00 W\n"
                              "2024/01/01 01:00:00.000, 0, 320.00 W\n"
                              "2024/01/01 01:30:00.000, 0, 310.00 W\n"
                              "2024/01/01 02:00:00.000, 0, 305.00 W\n"
                              "2024/01/01 02:30:00.000, 0, 90.00 W\n";
    plume_hourly hourly;

    begin("time,g_per_kwh\n2024-01-01T00:00Z,450\n2024-01-01T01:00Z,220\n"
          "2024-01-01T02:00Z,120\n",
          "", "");
    take_log(log);
    ck_ok(plume_ledger_close(ledger, &error), error);
    ck_assert(plume_ledger_hourly(ledger, &hourly));
    ck_assert_uint_eq(hourly.traced_runs, 1);
    ck_close(gross().energy_kwh, 1.25 * 0.698333, 5e-6);
    ck_close(gross().co2e_kg * 1000.0, 1.25 * 210.075, 5e-6);
    ck_close(gross().intensity_kg_per_kwh * 1000.0, 300.823, 5e-6);
    end();
}
END_TEST

/* The four hours of the worked example, at a PUE of 1.25. */
START_TEST(carbon_free_energy_is_matched_by_the_hour_and_by_the_year)
{
    plume_hourly hourly;

    begin("time,kg_per_kwh\n2024-01-01T00:00Z,0.3\n2024-01-01T01:00Z,0.4\n"
          "2024-01-01T02:00Z,0.5\n2024-01-01T03:00Z,0.35\n",
          "time,kwh\n2024-01-01T00:00Z,15\n2024-01-01T01:00Z,5\n"
          "2024-01-01T02:00Z,0\n2024-01-01T03:00Z,12\n",
          ", carbon_free_series: free.csv");
    take(DAY, 4.0, 32.0);
    ck_ok(plume_ledger_close(ledger, &error), error);
    ck_assert(plume_ledger_hourly(ledger, &hourly));
    ck_close(plume_matched_score(&hourly.matched), 0.625, 1e-12);
    ck_close(hourly.matched.left_kg, 7.0, 1e-12);
    ck_close(plume_volumetric_kg(&hourly.matched), 3.1, 1e-12);
    ck_close(hourly.matched.location_kg, 15.5, 1e-12);
    ck_close(gross().co2e_kg, 15.5, 1e-12);
    end();
}
END_TEST

START_TEST(an_intensity_on_the_command_line_goes_before_the_hours)
{
    plume_study_overrides overrides = { .intensity_kg_per_kwh = 0.3,
                                        .pue = NAN,
                                        .device_count = NAN };
    plume_hourly hourly;

    begin(two_hours, "", "");
    plume_ledger_free(ledger);
    ck_ok(plume_study_override(study, &overrides, NULL, &error), error);
    ck_assert_ptr_null(study->hourly);
    ck_ok(plume_ledger_new(&ledger, study, NULL, NULL, 0, notes, &error), error);
    take(DAY, 1.0, 4.0);
    ck_close(gross().co2e_kg, 1.25 * 4.0 * 0.3, 1e-12);
    ck_assert(!plume_ledger_hourly(ledger, &hourly));
    end();
}
END_TEST

/* Other grids have a figure for the year only. */
START_TEST(other_grids_are_compared_with_the_year_of_the_own_one)
{
    static const char yaml[] =
        "site: {location: DE, year: 2023, pue: 1.25, intensity_series: grid.csv}\n";
    char *datasets = test_path("datasets"), *path;
    plume_factors *factors;
    plume_other_grids elsewhere;
    plume_grid grid;

    free(test_file(folder, "grid.csv", two_hours, strlen(two_hours)));
    path = test_file(folder, "plume.yaml", yaml, strlen(yaml));
    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_study_load(&study, path, factors, &error), error);
    ck_ok(plume_ledger_new(&ledger, study, factors, NULL, 0, notes, &error), error);
    take(DAY, 1.0, 4.0);
    ck_ok(plume_ledger_close(ledger, &error), error);
    ck_close(gross().co2e_kg, 5.0 * 0.2, 1e-12);
    ck_ok(plume_factors_grid(factors, "DE", 2023, &grid, NULL, &error), error);
    ck_ok(plume_other_grids_from(&elsewhere, ledger, factors, &error), error);
    ck_close(elsewhere.own_kg, 5.0 * grid.kg_per_kwh, 1e-12);
    plume_other_grids_dispose(&elsewhere);
    end();
    plume_factors_free(factors);
    free(path);
    free(datasets);
}
END_TEST

START_TEST(a_series_that_is_not_there_is_an_error_with_its_path)
{
    static const char text[] = "site: {intensity_series: nowhere.csv}\n";
    char *path = test_file(folder, "plume.yaml", text, strlen(text));
    plume_study *none;

    ck_assert_int_eq(plume_study_load(&none, path, NULL, &error), PLUME_ERR_IO);
    ck_assert_ptr_nonnull(strstr(error.path, "nowhere.csv"));
    free(path);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, the_header_names_the_unit);
    tcase_add_test(tcase, rows_within_an_hour_are_averaged_or_summed);
    tcase_add_test(tcase, hours_may_come_in_any_order_with_holes_and_at_half_past);
    tcase_add_test(tcase, what_is_no_series_is_refused_with_its_line);
    tcase_add_test(tcase, a_run_without_a_trace_is_spread_evenly_over_its_hours);
    tcase_add_test(tcase,
                   an_hour_that_is_missing_counts_at_the_yearly_figure_and_is_named);
    tcase_add_test(tcase, runs_outside_of_the_series_or_without_times_are_told);
    tcase_add_test(tcase, a_power_log_is_billed_by_its_hours);
    tcase_add_test(tcase, carbon_free_energy_is_matched_by_the_hour_and_by_the_year);
    tcase_add_test(tcase, an_intensity_on_the_command_line_goes_before_the_hours);
    tcase_add_test(tcase, other_grids_are_compared_with_the_year_of_the_own_one);
    tcase_add_test(tcase, a_series_that_is_not_there_is_an_error_with_its_path);
}

int main(void)
{
    return test_main("series", add);
}
