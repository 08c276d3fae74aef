/* What a study file says of how figures are shared out or set beside each other. */
#include "support/support.h"

#include "study/study.h"

static plume_error error;
static plume_factors *factors;
static plume_study *study;

static void setup(void)
{
    char *datasets = test_path("datasets");

    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    ck_ok(plume_study_new(&study, &error), error);
    free(datasets);
}

static void teardown(void)
{
    plume_study_free(study);
    plume_factors_free(factors);
}

static void read_text(const char *text)
{
    ck_ok(plume_study_parse(study, text, strlen(text), "plume.yaml", factors, &error),
          error);
}

static void refuse(const char *text, uint64_t line, uint64_t column, const char *message)
{
    plume_study *fresh;

    ck_ok(plume_study_new(&fresh, &error), error);
    ck_assert_int_ne(
        plume_study_parse(fresh, text, strlen(text), "plume.yaml", factors, &error),
        PLUME_OK);
    ck_assert_str_eq(error.message, message);
    ck_assert_uint_eq(error.line, line);
    ck_assert_uint_eq(error.column, column);
    plume_study_free(fresh);
}

START_TEST(the_uses_of_a_search_and_what_was_lost_are_read)
{
    ck_assert(isnan(study->search_reuses) && isnan(study->search_lost_share));
    read_text("search: {reuses: 300, lost_share: 20 %}\n");
    ck_assert_double_eq(study->search_reuses, 300.0);
    ck_close(study->search_lost_share, 0.2, 1e-15);
}
END_TEST

START_TEST(impossible_uses_and_shares_are_refused)
{
    refuse("search: {reuses: 0}\n", 1, 18,
           "reuses is '0', expected a whole number of uses, at least 1");
    refuse("search: {reuses: 2.5}\n", 1, 18,
           "reuses is '2.5', expected a whole number of uses, at least 1");
    refuse("search:\n  lost_share: 1.5\n", 2, 15,
           "lost_share is '1.5', expected a share from 0 to 1");
    refuse("search: {uses: 3}\n", 1, 10, "unknown key 'uses' in search");
}
END_TEST

START_TEST(contracts_offsets_and_the_reference_are_read)
{
    ck_assert(isnan(study->market_share) && isnan(study->offset_kg));
    read_text("site: {market_share: 60 %, residual_intensity_kg_per_kwh: 450 g/kWh, "
              "marginal_intensity_kg_per_kwh: 0.62}\n"
              "offsets: {tonnes: 1.5, description: peat}\n"
              "reference: {location: DE, year: 2020}\n");
    ck_close(study->market_share, 0.6, 1e-15);
    ck_close(study->residual_kg_per_kwh.value, 0.45, 1e-15);
    ck_close(study->marginal_kg_per_kwh.value, 0.62, 1e-15);
    ck_close(study->offset_kg, 1500.0, 1e-15);
    ck_assert_str_eq(study->offset_description, "peat");
    ck_assert_str_eq(study->reference_location, "DE");
    ck_assert_int_eq(study->reference_year, 2020);
}
END_TEST

START_TEST(measures_benefits_and_equivalents_are_read)
{
    ck_assert(!study->equivalents);
    read_text("measures: [stopped early, ran at night]\n"
              "benefits: [weights are published]\n"
              "include: {equivalents: true}\n");
    ck_assert_uint_eq(study->measure_count, 2);
    ck_assert_str_eq(study->measures[1], "ran at night");
    ck_assert_uint_eq(study->benefit_count, 1);
    ck_assert_str_eq(study->benefits[0], "weights are published");
    ck_assert(study->equivalents);
    refuse("include: {equivalents: 3}\n", 1, 24,
           "equivalents is '3', expected true or false");
}
END_TEST

START_TEST(impossible_contracts_and_unknown_references_are_refused)
{
    refuse("site: {market_share: 1.2}\n", 1, 22,
           "market_share is '1.2', expected a share from 0 to 1");
    refuse("site: {residual_intensity_kg_per_kwh: -1}\n", 1, 39,
           "residual_intensity_kg_per_kwh is '-1', expected kg CO2e per kWh, at least 0");
    refuse("offsets: {description: peat}\n", 1, 10, "offsets has no tonnes");
    refuse("offsets: {tonnes: -2}\n", 1, 19,
           "tonnes is '-2', expected tonnes CO2e, at least 0");
    refuse("reference: {location: Germny}\n", 1, 23, "unknown location \"Germny\"");
}
END_TEST

START_TEST(spreads_are_stated_as_bounds_shares_or_pedigrees)
{
    read_text("uncertainty:\n"
              "  pue: [1.08, 1.15]\n"
              "  energy: \xC2\xB1"
              "15 %\n"
              "  market_intensity: [20 g/kWh, 0.05]\n"
              "  intensity: {reliability: 2, completeness: 2, temporal: 2, "
              "geographical: 2, technological: 3, basic: 1.05}\n");
    ck_assert_int_eq(study->pue_spread.kind, PLUME_STATED_BOUNDS);
    ck_assert_double_eq(study->pue_spread.low, 1.08);
    ck_assert_double_eq(study->pue_spread.high, 1.15);
    ck_assert_int_eq(study->energy_spread.kind, PLUME_STATED_SHARE);
    ck_close(study->energy_spread.gsd, exp(log(1.15) / 1.959964), 1e-6);
    ck_close(study->market_spread.low, 0.02, 1e-15);
    ck_assert_int_eq(study->grid_spread.kind, PLUME_STATED_PEDIGREE);
    ck_close(study->grid_spread.gsd, 1.10429, 5e-6);
}
END_TEST

START_TEST(spreads_that_are_none_are_refused)
{
    refuse("uncertainty: {pue: [1.15, 1.08]}\n", 1, 20,
           "the bounds of pue are not in order, expected the lower one first");
    refuse("uncertainty: {pue: [0.9, 1.08]}\n", 1, 21,
           "pue is '0.9', expected a ratio of at least 1");
    refuse("uncertainty: {pue: [1.1]}\n", 1, 20, "pue has 1 bounds, expected two");
    refuse("uncertainty: {intensity: [0, 0.4]}\n", 1, 27,
           "intensity is '0', expected kg CO2e per kWh, above 0");
    refuse("uncertainty: {energy: much}\n", 1, 23,
           "energy is 'much', expected bounds such as [1.1, 1.2], a share such as 15 %, "
           "or a map of pedigree scores");
    refuse("uncertainty: {energy: 1500 %}\n", 1, 23,
           "energy is '1500 %', expected bounds such as [1.1, 1.2], a share such as 15 "
           "%, or a map of pedigree scores");
    refuse("uncertainty: {energy: {reliability: 6}}\n", 1, 37,
           "reliability is '6', expected a score of 1, 2, 3, 4 or 5");
    refuse("uncertainty: {energy: {basic: 0.5}}\n", 1, 31,
           "basic is '0.5', expected an uncertainty factor of at least 1");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, the_uses_of_a_search_and_what_was_lost_are_read);
    tcase_add_test(tcase, impossible_uses_and_shares_are_refused);
    tcase_add_test(tcase, spreads_are_stated_as_bounds_shares_or_pedigrees);
    tcase_add_test(tcase, spreads_that_are_none_are_refused);
    tcase_add_test(tcase, contracts_offsets_and_the_reference_are_read);
    tcase_add_test(tcase, measures_benefits_and_equivalents_are_read);
    tcase_add_test(tcase, impossible_contracts_and_unknown_references_are_refused);
}

int main(void)
{
    return test_main("study, accounting", add);
}
