/* Gross, net, marginal and hourly matching, worked out by hand. */
#include "support/support.h"

#include "study/study.h"
#include <plume/market.h>

static const double digits6 = 5e-6;

static plume_error error;
static plume_factors *factors;
static plume_notes *notes;
static plume_study *study;
static plume_ledger *ledger;

/* 1200 kWh of IT energy in a building of PUE 1.25: 1500 kWh. */
static void begin(const char *yaml)
{
    char *datasets = test_path("datasets");
    plume_run_sink sink;
    plume_run run;

    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_study_new(&study, &error), error);
    ck_ok(plume_study_parse(study, yaml, strlen(yaml), "plume.yaml", factors, &error),
          error);
    ck_ok(plume_ledger_new(&ledger, study, factors, NULL, 0, notes, &error), error);
    sink = plume_ledger_sink(ledger);
    plume_run_init(&run);
    run.id = "r";
    run.energy.total_kwh = 1200.0;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_METERED;
    ck_ok(sink.take(sink.state, &run, &error), error);
    free(datasets);
}

static void end(void)
{
    plume_ledger_free(ledger);
    plume_study_free(study);
    plume_notes_free(notes);
    plume_factors_free(factors);
}

static double kg_of(plume_basis basis)
{
    return plume_ledger_estimate_at(
               ledger, plume_ledger_estimate_find(ledger, "patterson2021", basis))
        .co2e_kg;
}

#define SITE "site: {pue: 1.25, intensity_kg_per_kwh: 0.38, "

START_TEST(the_uncovered_part_counts_at_the_residual_mix)
{
    begin(SITE "market_share: 0.6, market_intensity_kg_per_kwh: 0, "
               "residual_intensity_kg_per_kwh: 0.45}\n");
    ck_close(kg_of(PLUME_BASIS_GROSS), 570.0, 1e-12);
    ck_close(kg_of(PLUME_BASIS_NET), 270.0, 1e-12);
    ck_assert_uint_eq(plume_notes_tally(notes, "market-intensity-assumed"), 0);
    ck_assert_uint_eq(plume_notes_tally(notes, "residual-missing"), 0);
    end();
}
END_TEST

START_TEST(a_contract_without_an_intensity_counts_as_carbon_free_and_says_so)
{
    begin(SITE "market_share: 60 %, residual_intensity_kg_per_kwh: 450 g/kWh}\n");
    ck_close(kg_of(PLUME_BASIS_NET), 270.0, 1e-12);
    ck_assert_uint_eq(plume_notes_tally(notes, "market-intensity-assumed"), 1);
    end();
}
END_TEST

/* Contract, then the country's residual mix, then the grid itself with a sentence. */
START_TEST(the_residual_mix_of_the_country_comes_before_its_grid)
{
    begin("site: {location: AU-NSW, pue: 1.25, market_share: 0.5, year: 2025}\n");
    ck_close(kg_of(PLUME_BASIS_NET), 1500.0 * 0.5 * 0.81, 1e-12);
    ck_assert_str_eq(plume_ledger_site(ledger)->residual_kg_per_kwh.source,
                     "dcceew_nga_2025");
    end();
    begin("site: {location: DE, pue: 1.25, market_share: 0.5, year: 2023}\n");
    ck_close(kg_of(PLUME_BASIS_NET), 0.5 * kg_of(PLUME_BASIS_GROSS), 1e-12);
    ck_assert(plume_ledger_site(ledger)->residual_assumed);
    ck_assert_uint_eq(plume_notes_tally(notes, "residual-missing"), 1);
    end();
}
END_TEST

START_TEST(all_or_nothing_under_contract_are_the_ends_of_the_mix)
{
    ck_assert_double_eq(plume_market_mix(1.0, 0.02, NAN), 0.02);
    ck_assert_double_eq(plume_market_mix(0.0, NAN, 0.45), 0.45);
    ck_assert(isnan(plume_market_mix(0.5, NAN, 0.45)));
}
END_TEST

/* 0.62 kg/kWh at the margin would be 930 kg, and no estimate knows of it. */
START_TEST(a_marginal_intensity_changes_no_estimate)
{
    begin(SITE "marginal_intensity_kg_per_kwh: 0.62}\noffsets: {tonnes: 3}\n");
    ck_close(study->marginal_kg_per_kwh.value * 1500.0, 930.0, 1e-12);
    ck_close(kg_of(PLUME_BASIS_GROSS), 570.0, 1e-12);
    ck_assert(isnan(kg_of(PLUME_BASIS_NET)));
    for (size_t i = 0; i < plume_ledger_estimate_count(ledger); i++)
        ck_assert_double_lt(plume_ledger_estimate_at(ledger, i).co2e_kg, 930.0);
    end();
}
END_TEST

START_TEST(four_hours_match_less_by_the_hour_than_by_the_year)
{
    static const double load[] = { 10, 10, 10, 10 }, carbon_free[] = { 15, 5, 0, 12 };
    static const double grid[] = { 0.3, 0.4, 0.5, 0.35 };
    plume_matched_hours sum = { 0 };

    for (size_t i = 0; i < 4; i++)
        plume_matched_hours_add(&sum, load[i], carbon_free[i], grid[i]);
    ck_close(plume_matched_score(&sum), 0.625, digits6);
    ck_close(sum.left_kg, 7.0, digits6);
    ck_close(plume_volumetric_share(&sum), 0.8, digits6);
    ck_close(plume_volumetric_kg(&sum), 3.1, digits6);
    ck_close(sum.location_kg, 15.5, digits6);
}
END_TEST

START_TEST(more_than_enough_certificates_leave_nothing_by_the_year)
{
    plume_matched_hours sum = { 0 };

    ck_assert(isnan(plume_matched_score(&sum)) && isnan(plume_volumetric_kg(&sum)));
    plume_matched_hours_add(&sum, 10, 0, 0.5);
    plume_matched_hours_add(&sum, 10, 30, 0.1);
    ck_assert_double_eq(plume_volumetric_share(&sum), 1.0);
    ck_assert_double_eq(plume_volumetric_kg(&sum), 0.0);
    ck_close(sum.left_kg, 5.0, 1e-15);
    ck_close(plume_matched_score(&sum), 0.5, 1e-15);
}
END_TEST

START_TEST(the_grid_of_reference_is_the_world_unless_one_is_named)
{
    plume_grid grid;

    begin("site: {location: DE}\n");
    ck_ok(plume_reference_grid(study, factors, &grid, &error), error);
    ck_assert_str_eq(grid.code, "WORLD");
    ck_assert_int_eq(grid.year, PLUME_REFERENCE_YEAR);
    end();
    begin("reference: {location: Germany, year: 2020}\n");
    ck_ok(plume_reference_grid(study, factors, &grid, &error), error);
    ck_assert_str_eq(grid.code, "DE");
    ck_assert_int_eq(grid.year, 2020);
    end();
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_uncovered_part_counts_at_the_residual_mix);
    tcase_add_test(tcase,
                   a_contract_without_an_intensity_counts_as_carbon_free_and_says_so);
    tcase_add_test(tcase, the_residual_mix_of_the_country_comes_before_its_grid);
    tcase_add_test(tcase, all_or_nothing_under_contract_are_the_ends_of_the_mix);
    tcase_add_test(tcase, a_marginal_intensity_changes_no_estimate);
    tcase_add_test(tcase, four_hours_match_less_by_the_hour_than_by_the_year);
    tcase_add_test(tcase, more_than_enough_certificates_leave_nothing_by_the_year);
    tcase_add_test(tcase, the_grid_of_reference_is_the_world_unless_one_is_named);
}

int main(void)
{
    return test_main("market, worked", add);
}
