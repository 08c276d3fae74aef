/* The site of a run: which value speaks, and what is said about it. */
#include "support/support.h"

#include "study/study.h"

static plume_error error;
static plume_factors *factors;
static plume_notes *notes;
static plume_study *study;
static plume_run run;

static void setup(void)
{
    char *datasets = test_path("datasets");

    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_study_new(&study, &error), error);
    plume_run_init(&run);
    run.origin.path = "emissions.csv";
    run.end_s = plume_time_civil(2023, 6, 1, 0);
    free(datasets);
}

static void teardown(void)
{
    plume_study_free(study);
    plume_notes_free(notes);
    plume_factors_free(factors);
}

static void say(const char *yaml)
{
    ck_ok(plume_study_parse(study, yaml, strlen(yaml), "plume.yaml", factors, &error),
          error);
}

static plume_site site(void)
{
    plume_site out;

    ck_ok(plume_study_site(study, &run, factors, &out, notes, &error), error);
    return out;
}

static bool noted(const char *code)
{
    return plume_notes_tally(notes, code) > 0;
}

START_TEST(the_study_speaks_before_the_log)
{
    plume_site out;

    say("site: {location: Germany, pue: 1.12, market_intensity_kg_per_kwh: 0.02, "
        "instrument: hourly matched}\n");
    run.location = "FRA";
    run.logged_intensity_kg_per_kwh = 0.056;
    out = site();
    ck_assert_str_eq(out.location, "DE");
    ck_assert_str_eq(out.grid_name, "Germany");
    ck_close(out.gross_kg_per_kwh.value, 0.36292, 1e-12);
    ck_assert_int_eq(out.gross_kg_per_kwh.given, PLUME_GIVEN_DATASET);
    ck_assert_int_eq(out.gross_kg_per_kwh.year, 2023);
    ck_assert_double_eq(out.pue.value, 1.12);
    ck_assert_int_eq(out.pue.given, PLUME_GIVEN_STUDY_FILE);
    ck_assert_double_eq(out.net_kg_per_kwh.value, 0.02);
    ck_assert_str_eq(out.instrument, "hourly matched");
    ck_assert(!noted("pue-assumed"));
}
END_TEST

START_TEST(an_intensity_that_is_given_needs_no_grid)
{
    plume_site out;

    say("site: {intensity_kg_per_kwh: 0.123, pue: 1.0}\n");
    run.location = "DEU";
    out = site();
    ck_assert_double_eq(out.gross_kg_per_kwh.value, 0.123);
    ck_assert_str_eq(out.grid_name, "");
    ck_assert_str_eq(out.location, "DEU");
    ck_assert(isnan(out.net_kg_per_kwh.value));
}
END_TEST

START_TEST(the_logs_place_speaks_and_its_intensity_does_not)
{
    run.location = "DEU";
    run.logged_intensity_kg_per_kwh = 0.6;
    ck_assert_str_eq(site().location, "DE");
    ck_close(site().gross_kg_per_kwh.value, 0.36292, 1e-12);
    ck_assert(!noted("intensity-from-log"));
}
END_TEST

START_TEST(an_intensity_that_a_person_states_of_a_run_stands_for_its_place)
{
    plume_site out;

    run.origin.reader = "tidy";
    run.location = "Taiwan";
    run.logged_intensity_kg_per_kwh = run.site_kg_per_kwh = 0.545;
    out = site();
    ck_assert_str_eq(out.location, "TW");
    ck_assert_str_eq(out.grid_name, "Taiwan");
    ck_assert_double_eq(out.gross_kg_per_kwh.value, 0.545);
    ck_assert_int_eq(out.gross_kg_per_kwh.given, PLUME_GIVEN_LOG);
    ck_assert(!noted("intensity-from-log") && !noted("factor-year"));
    run.location = "GA";
    ck_assert_str_eq(site().location, "");
    ck_assert(noted("location-ambiguous"));
    run.location = "the attic";
    ck_assert_str_eq(site().location, "the attic");
    say("site: {location: Germany}\n");
    ck_close(site().gross_kg_per_kwh.value, 0.36292, 1e-12);
}
END_TEST

START_TEST(a_cloud_region_has_its_own_grid_and_building)
{
    plume_site out;

    run.provider = "gcp";
    run.region = "us-central1";
    run.location = "USA";
    out = site();
    ck_assert_str_eq(out.location, "gcp:us-central1");
    ck_assert_int_eq(out.pue.given, PLUME_GIVEN_DATASET);
    ck_assert(out.pue.value < 1.2);
    ck_assert(!noted("pue-assumed"));
}
END_TEST

START_TEST(a_state_that_the_log_names_is_the_place_and_not_its_country)
{
    static const char *const quebec[] = { "quebec", "Québec", "QC", "Montreal, Quebec" };

    run.location = "CAN";
    for (size_t i = 0; i < sizeof quebec / sizeof quebec[0]; i++) {
        run.region = quebec[i];
        ck_assert_str_eq(site().location, "CA-QC");
    }
    ck_assert(!noted("factor-wider"));
    run.region = "nowhere";
    ck_assert_str_eq(site().location, "CA");
    ck_assert(noted("factor-wider") && site().grid_wider);
    run.location = "USA";
    run.region = "washington";
    ck_assert_str_eq(site().location, "US-WA");
    run.location = "DEU";
    run.region = "hesse";
    ck_assert_str_eq(site().location, "DE");
}
END_TEST

START_TEST(a_code_of_two_places_in_a_table_of_a_person_is_asked_about)
{
    run.origin.reader = "tidy";
    run.location = "GA";
    ck_assert_str_eq(site().location, "WORLD");
    ck_assert(noted("location-ambiguous"));
    run.location = "GAB";
    ck_assert_str_eq(site().location, "GA");
    run.origin.reader = "eco2ai";
    run.location = "IN";
    ck_assert_str_eq(site().location, "IN");
}
END_TEST

START_TEST(a_region_of_a_cloud_is_no_state)
{
    run.provider = "somewhere";
    run.location = "CAN";
    run.region = "quebec";
    ck_assert_str_eq(site().location, "CA");
}
END_TEST

START_TEST(a_cloud_region_that_the_study_names_is_a_building_too)
{
    say("site: {location: aws:eu-west-1, year: 2024}\n");
    ck_assert_double_eq(site().pue.value, 1.11);
    ck_assert_int_eq(site().pue.given, PLUME_GIVEN_DATASET);
    ck_assert_str_eq(site().location, "IE");
    ck_assert(!noted("pue-assumed"));
}
END_TEST

START_TEST(a_provider_has_its_building_at_the_place_that_the_study_names)
{
    say("site: {location: eu-west-1, provider: amazon, year: 2024}\n");
    ck_assert_double_eq(site().pue.value, 1.11);
}
END_TEST

START_TEST(a_provider_that_the_study_names_goes_before_anothers_region)
{
    say("site: {location: aws:eu-west-1, provider: google, year: 2024}\n");
    ck_assert_double_eq(site().pue.value, 1.09);
}
END_TEST

START_TEST(an_intensity_that_is_given_leaves_the_building_to_the_region)
{
    say("site: {location: aws:eu-west-1, intensity_kg_per_kwh: 0.3, year: 2024}\n");
    ck_assert_double_eq(site().pue.value, 1.11);
}
END_TEST

START_TEST(an_unknown_cloud_region_falls_back_to_the_country_and_says_so)
{
    run.provider = "gcp";
    run.region = "mars-north1";
    run.location = "DEU";
    ck_assert_str_eq(site().location, "DE");
    ck_assert(noted("location-unknown"));
}
END_TEST

START_TEST(an_unknown_pue_is_the_industrys_of_that_year_and_noted)
{
    run.location = "DEU";
    ck_close(site().pue.value, 1.58, 1e-12);
    ck_assert_int_eq(site().pue.year, 2023);
    ck_assert(noted("pue-assumed"));
}
END_TEST

START_TEST(a_provider_that_is_named_has_its_own_pue)
{
    say("site: {provider: google, location: DE}\n");
    ck_assert(site().pue.value < 1.2);
    ck_assert_int_eq(site().pue.given, PLUME_GIVEN_DATASET);
}
END_TEST

/* A PUE that a tracker put into its energy is no statement about the building. */
START_TEST(the_pue_inside_a_logged_energy_is_not_used_again)
{
    run.energy.pue_included = 1.67;
    run.location = "DEU";
    ck_close(site().pue.value, 1.58, 1e-12);
}
END_TEST

START_TEST(without_a_place_the_logged_intensity_stands_in)
{
    run.logged_intensity_kg_per_kwh = 0.6;
    ck_assert_double_eq(site().gross_kg_per_kwh.value, 0.6);
    ck_assert_int_eq(site().gross_kg_per_kwh.given, PLUME_GIVEN_LOG);
    ck_assert(noted("intensity-from-log"));
}
END_TEST

START_TEST(an_intensity_that_is_a_tools_default_stands_in_for_no_place)
{
    plume_site got;

    run.logged_intensity_kg_per_kwh = 0.00394;
    run.warnings = "ram-power-modelled default-intensity";
    got = site();
    ck_assert_int_eq(got.gross_kg_per_kwh.given, PLUME_GIVEN_DATASET);
    ck_assert_double_gt(got.gross_kg_per_kwh.value, 0.3);
    ck_assert(!noted("intensity-from-log"));
}
END_TEST

START_TEST(carbon_over_energy_is_an_intensity_too)
{
    run.logged_co2e_kg = 3.0;
    run.energy.logged_kwh = 10.0;
    ck_close(site().gross_kg_per_kwh.value, 0.3, 1e-12);
    ck_assert_int_eq(site().gross_kg_per_kwh.given, PLUME_GIVEN_LOG);
}
END_TEST

START_TEST(without_anything_it_is_the_world_and_said_so)
{
    ck_assert_str_eq(site().location, "WORLD");
    ck_close(site().gross_kg_per_kwh.value, 0.48318, 1e-12);
    ck_assert(noted("location-assumed"));
}
END_TEST

START_TEST(a_place_the_factors_do_not_know_is_told)
{
    run.location = "Germny";
    ck_assert_str_eq(site().location, "WORLD");
    ck_assert(noted("location-unknown"));
}
END_TEST

START_TEST(factors_are_of_the_studys_year_and_a_runs_other_year_is_told)
{
    say("site: {location: DE, year: 2021}\n");
    ck_assert_int_eq(site().gross_kg_per_kwh.year, 2021);
    ck_assert(noted("year-of-run"));
}
END_TEST

START_TEST(without_a_studys_year_factors_are_of_the_runs)
{
    say("site: {location: DE}\n");
    ck_assert_int_eq(site().gross_kg_per_kwh.year, 2023);
}
END_TEST

START_TEST(without_factors_only_what_was_given_is_known)
{
    plume_site out;

    run.location = "DEU";
    ck_ok(plume_study_site(study, &run, NULL, &out, notes, &error), error);
    ck_assert_double_eq(out.pue.value, PLUME_PATTERSON2021_PUE);
    ck_assert_int_eq(out.pue.given, PLUME_GIVEN_METHOD);
    ck_assert(isnan(out.gross_kg_per_kwh.value));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_state_that_the_log_names_is_the_place_and_not_its_country);
    tcase_add_test(tcase, a_code_of_two_places_in_a_table_of_a_person_is_asked_about);
    tcase_add_test(tcase, a_region_of_a_cloud_is_no_state);
    tcase_add_test(tcase, a_cloud_region_that_the_study_names_is_a_building_too);
    tcase_add_test(tcase, a_provider_has_its_building_at_the_place_that_the_study_names);
    tcase_add_test(tcase, a_provider_that_the_study_names_goes_before_anothers_region);
    tcase_add_test(tcase, an_intensity_that_is_given_leaves_the_building_to_the_region);
    tcase_add_test(tcase, the_study_speaks_before_the_log);
    tcase_add_test(tcase, an_intensity_that_is_given_needs_no_grid);
    tcase_add_test(tcase, the_logs_place_speaks_and_its_intensity_does_not);
    tcase_add_test(tcase,
                   an_intensity_that_a_person_states_of_a_run_stands_for_its_place);
    tcase_add_test(tcase, a_cloud_region_has_its_own_grid_and_building);
    tcase_add_test(tcase, an_unknown_cloud_region_falls_back_to_the_country_and_says_so);
    tcase_add_test(tcase, an_unknown_pue_is_the_industrys_of_that_year_and_noted);
    tcase_add_test(tcase, a_provider_that_is_named_has_its_own_pue);
    tcase_add_test(tcase, the_pue_inside_a_logged_energy_is_not_used_again);
    tcase_add_test(tcase, without_a_place_the_logged_intensity_stands_in);
    tcase_add_test(tcase, an_intensity_that_is_a_tools_default_stands_in_for_no_place);
    tcase_add_test(tcase, carbon_over_energy_is_an_intensity_too);
    tcase_add_test(tcase, without_anything_it_is_the_world_and_said_so);
    tcase_add_test(tcase, a_place_the_factors_do_not_know_is_told);
    tcase_add_test(tcase, factors_are_of_the_studys_year_and_a_runs_other_year_is_told);
    tcase_add_test(tcase, without_a_studys_year_factors_are_of_the_runs);
    tcase_add_test(tcase, without_factors_only_what_was_given_is_known);
}

int main(void)
{
    return test_main("study site", add);
}
