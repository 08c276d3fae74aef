/* Look-ups of grids and buildings: what they choose, what they say about it, how they
 * refuse. */
#include "support/factors_fixture.h"

static plume_grid grid_of(const char *location, int year)
{
    plume_grid grid;

    ck_ok(plume_factors_grid(factors, location, year, &grid, notes, &error), error);
    return grid;
}

static plume_pue pue_of(const char *provider, int year)
{
    plume_pue pue;

    ck_ok(plume_factors_pue(factors, provider, year, &pue, notes, &error), error);
    return pue;
}

static void ck_note(size_t i, plume_severity severity, const char *code,
                    const char *message)
{
    const plume_note *note;

    ck_assert_uint_gt(plume_notes_count(notes), i);
    note = plume_notes_at(notes, i);
    ck_assert_int_eq(note->severity, severity);
    ck_assert_str_eq(note->code, code);
    ck_assert_str_eq(note->message, message);
}

START_TEST(an_address_is_its_state_or_province_else_its_country)
{
    static const struct {
        const char *address, *code;
    } places[] = {
        { "Montreal, Quebec, CA", "CA-QC" }, { "Quebec, Canada", "CA-QC" },
        { "Boston, MA, USA", "US-MA" },      { "Atlanta, GA, USA", "US-GA" },
        { "Austin, Texas", "US-TX" },        { "Austin, TX", "US-TX" },
        { "Munich, Germany", "DE" },         { "Sydney, NSW, Australia", "AU-NSW" },
        { "Gujarat, India", "IN" },          { "Korea, Republic of", "KR" }
    };

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        ck_assert_str_eq(grid_of(places[i].address, 2024).code, places[i].code);
    ck_assert_int_eq(plume_factors_grid(factors, "Atlanta, GA", 2024, &(plume_grid){ 0 },
                                        NULL, &error),
                     PLUME_ERR_UNKNOWN);
}
END_TEST

START_TEST(a_country_goes_by_either_code_and_by_its_name_in_any_case)
{
    static const char *const names[] = { "DE",      "de",      "DEU",
                                         "Germany", "germany", "Deutschland" };
    size_t i;

    for (i = 0; i < sizeof names / sizeof names[0]; i++) {
        plume_grid grid = grid_of(names[i], 2025);

        ck_assert_str_eq(grid.code, "DE");
        ck_assert_str_eq(grid.name, "Germany");
        ck_assert_double_eq(grid.kg_per_kwh, 0.32965);
        ck_assert_str_eq(grid.scope, "lifecycle");
        ck_assert_str_eq(grid.basis, "production");
        ck_assert_str_eq(grid.source, "ember_owid_2026");
        ck_assert_int_eq(grid.year, 2025);
    }
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(a_state_is_not_its_country)
{
    ck_assert_double_eq(grid_of("US-VA", 2023).kg_per_kwh, 0.2448);
    ck_assert_double_eq(grid_of("Virginia", 2023).kg_per_kwh, 0.2448);
    ck_assert_double_eq(grid_of("United States", 2023).kg_per_kwh, 0.39289);
    ck_assert_double_eq(grid_of("USA", 2023).kg_per_kwh, 0.39289);
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(constants_of_a_method_are_not_the_grid_of_their_country)
{
    ck_assert_str_eq(grid_of("US", 2018).source, "ember_owid_2026");
    ck_assert_str_eq(grid_of("US", 2020).source, "ember_owid_2026");
    ck_assert_double_eq(grid_of("METHOD-STRUBELL-US", 2018).kg_per_kwh, 0.432727);
    ck_assert_int_eq(plume_factors_grid(factors, "US average (Strubell et al. constant)",
                                        0, &(plume_grid){ 0 }, notes, &error),
                     PLUME_ERR_UNKNOWN);
}
END_TEST

START_TEST(year_zero_is_the_newest)
{
    ck_assert_int_eq(grid_of("DE", 0).year, 2025);
    ck_assert_int_eq(grid_of("WORLD", 0).year, 2025);
    ck_assert_int_eq(pue_of("", 0).year, 2026);
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(the_nearest_year_is_told_and_one_that_is_far_is_a_warning)
{
    ck_assert_int_eq(grid_of("DE", 2026).year, 2025);
    ck_note(
        0, PLUME_ASSUMED, "factor-year",
        "the carbon intensity of Germany (DE) is that of 2025, the nearest year there is "
        "to 2026");
    ck_assert_int_eq(grid_of("DE", 2009).year, 2012);
    ck_note(
        1, PLUME_WARNING, "factor-year",
        "the carbon intensity of Germany (DE) is that of 2012, the nearest year there is "
        "to 2009");
}
END_TEST

START_TEST(of_two_years_as_near_the_later_is_taken)
{
    /* eGRID of states: 2016, 2020, 2023. */
    ck_assert_int_eq(grid_of("US-VA", 2018).year, 2020);
    ck_assert_int_eq(grid_of("US-VA", 2017).year, 2016);
}
END_TEST

START_TEST(a_cloud_region_has_its_providers_own_figure)
{
    plume_grid grid = grid_of("gcp:us-central1", 2023);

    ck_assert_str_eq(grid.code, "gcp:us-central1");
    ck_assert_str_eq(grid.name, "Iowa");
    ck_assert_double_eq(grid.kg_per_kwh, 0.43);
    ck_assert_str_eq(grid.scope, "direct");
    ck_assert_str_eq(grid.source, "google_region_carbon");
    ck_assert_str_eq(grid_of("gcp:us-central1", 2020).scope, "lifecycle");
    ck_assert_str_eq(grid_of("Google Cloud:US-CENTRAL1", 2023).code, "gcp:us-central1");
    ck_assert_str_eq(grid_of("us-central1", 2023).code, "gcp:us-central1");
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(a_cloud_region_without_a_figure_is_the_grid_it_stands_on_and_says_so)
{
    plume_grid grid = grid_of("aws:us-east-1", 2023);

    ck_assert_str_eq(grid.code, "EGRID-SRVC");
    ck_assert_double_eq(grid.kg_per_kwh, 0.270489);
    ck_note(0, PLUME_ASSUMED, "factor-wider",
            "aws:us-east-1 publishes no carbon intensity: that of SERC Virginia/Carolina "
            "(EGRID-SRVC) is used");
    ck_assert_str_eq(grid_of("azure:westeurope", 2023).code, "NL");
    ck_assert_str_eq(grid_of("amazon:ca-central-1", 2024).code, "CA-QC");
}
END_TEST

START_TEST(hyphens_tell_regions_of_two_providers_apart)
{
    ck_assert_str_eq(grid_of("us-east-1", 2023).code, "EGRID-SRVC");
    ck_assert_str_eq(grid_of("us-east1", 2023).code, "gcp:us-east1");
}
END_TEST

START_TEST(a_name_of_two_places_is_the_country_and_says_so)
{
    ck_assert_str_eq(grid_of("Georgia", 2023).code, "GE");
    ck_note(0, PLUME_ASSUMED, "location-ambiguous",
            "\"Georgia\" is taken for the country (GE); the state of that name is US-GA");
}
END_TEST

START_TEST(a_subdivision_that_is_not_listed_is_its_country_and_says_so)
{
    ck_assert_str_eq(grid_of("FI-01", 2023).code, "FI");
    ck_note(0, PLUME_ASSUMED, "factor-wider",
            "no grid of 'FI-01' is known: that of Finland (FI) is used");
}
END_TEST

START_TEST(a_bidding_zone_and_a_province_have_grids_of_their_own)
{
    ck_assert_double_eq(grid_of("SE3", 2025).kg_per_kwh, 0.027);
    ck_assert_double_eq(grid_of("NO-NO4", 2025).kg_per_kwh, 0.0517);
    ck_assert_double_eq(grid_of("Yunnan", 2023).kg_per_kwh, 0.1333);
    ck_assert_double_eq(grid_of("CN-TJ", 2023).kg_per_kwh, 0.6796);
    ck_assert_str_eq(grid_of("Yunnan", 2023).scope, "direct");
    ck_assert_str_eq(grid_of("China", 2023).scope, "lifecycle");
}
END_TEST

static void ck_unknown_grid(const char *location, const char *message, const char *hint)
{
    plume_grid grid;

    ck_assert_int_eq(plume_factors_grid(factors, location, 2023, &grid, notes, &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, message);
    ck_assert_str_eq(error.hint, hint);
}

START_TEST(an_unknown_place_is_answered_with_the_nearest_one)
{
    ck_unknown_grid("Germny", "unknown location \"Germny\"",
                    "did you mean \"Germany\" (DE)?  `plume factors grid ger` lists the "
                    "matches");
    ck_unknown_grid(
        "Washingtn", "unknown location \"Washingtn\"",
        "did you mean \"Washington\" (US-WA)?  `plume factors grid was` lists the "
        "matches");
    ck_unknown_grid("US-XX", "unknown location \"US-XX\"",
                    "a country, a state such as US-VA, or a cloud region such as "
                    "gcp:us-central1; `plume factors grid` lists them");
    ck_unknown_grid("", "unknown location \"\"",
                    "a country, a state such as US-VA, or a cloud region such as "
                    "gcp:us-central1; `plume factors grid` lists them");
}
END_TEST

START_TEST(an_unknown_cloud_region_is_answered_with_the_nearest_ones)
{
    plume_grid grid;

    ck_assert_int_eq(
        plume_factors_grid(factors, "gcp:us-centrl1", 2023, &grid, notes, &error),
        PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "unknown location \"gcp:us-centrl1\"");
    ck_assert_ptr_nonnull(strstr(error.hint, "did you mean 'gcp:us-central1'"));
    ck_assert_ptr_nonnull(strstr(error.hint, "`plume factors regions gcp`"));
    ck_unknown_grid("nimbus:nowhere", "unknown location \"nimbus:nowhere\"",
                    "`plume factors regions` lists what is known");
}
END_TEST

START_TEST(the_industry_average_is_that_of_the_year)
{
    ck_assert_double_eq(pue_of("", 2018).pue, 1.58);
    ck_assert_double_eq(pue_of("", 2019).pue, 1.67);
    ck_assert_double_eq(pue_of("", 2023).pue, 1.58);
    ck_assert_str_eq(pue_of("", 2023).source, "uptime_survey");
    ck_assert_uint_eq(plume_notes_count(notes), 0);
    ck_assert_double_eq(pue_of("", 2025).pue, 1.54);
    ck_assert_double_eq(pue_of("", 2026).pue, 1.52);
    ck_assert_uint_eq(plume_notes_count(notes), 0);
    ck_assert_double_eq(pue_of("", 2028).pue, 1.52);
    ck_note(
        0, PLUME_ASSUMED, "factor-year",
        "the PUE of industry (survey average) is that of 2026, the nearest year there is "
        "to 2028");
}
END_TEST

START_TEST(a_pue_is_of_site_and_year_before_fleet_and_year_before_another_year)
{
    ck_assert_double_eq(pue_of("aws:us-east-1", 2023).pue, 1.15);
    ck_assert_str_eq(pue_of("us-east-1", 2023).site, "us-east-1");
    ck_assert_uint_eq(plume_notes_count(notes), 0);
    ck_assert_str_eq(pue_of("gcp:us-central1", 2019).site, "all large sites");
    ck_note(
        0, PLUME_ASSUMED, "factor-wider",
        "no PUE of gcp:us-central1 is known for the year: the fleet value of gcp (all "
        "large sites) is used");
    ck_note(1, PLUME_WARNING, "factor-unverified",
            "the PUE of gcp (all large sites) was not checked against its source");
    ck_assert_double_eq(pue_of("aws:us-east-1", 2019).pue, 1.16);
    ck_note(
        2, PLUME_WARNING, "factor-year",
        "the PUE of aws (us-east-1) is that of 2022, the nearest year there is to 2019");
}
END_TEST

START_TEST(a_design_value_is_no_operating_value)
{
    plume_pue pue = pue_of("azure:italynorth", 2024);

    ck_assert_str_eq(pue.site, "global");
    ck_assert_double_eq(pue.pue, 1.16);
}
END_TEST

START_TEST(a_named_site_and_a_provider_default_are_found)
{
    ck_assert_double_eq(pue_of("google:Google Taiwan", 2019).pue, 1.12);
    ck_assert_uint_eq(plume_notes_count(notes), 0);
    ck_assert_double_eq(pue_of("oracle", 2023).pue, 1.2);
    ck_note(0, PLUME_ASSUMED, "factor-wider",
            "no PUE of oracle is known for the year: the default value of oracle (Green "
            "Algorithms v3) is used");
}
END_TEST

START_TEST(an_unknown_provider_or_site_is_refused)
{
    plume_pue pue;

    ck_assert_int_eq(plume_factors_pue(factors, "googel", 2023, &pue, notes, &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "unknown provider or cloud region 'googel'");
    ck_assert_ptr_nonnull(strstr(error.hint, "did you mean 'google'?"));
    ck_assert_int_eq(
        plume_factors_pue(factors, "gcp:us-centrl1", 2023, &pue, notes, &error),
        PLUME_ERR_UNKNOWN);
    ck_assert_ptr_nonnull(strstr(error.hint, "did you mean 'gcp:us-central1'"));
    ck_assert_int_eq(plume_factors_pue(factors, ":x", 2023, &pue, notes, &error),
                     PLUME_ERR_UNKNOWN);
}
END_TEST

START_TEST(notes_may_be_left_out)
{
    plume_grid grid;
    plume_device device;
    plume_pue pue;

    ck_ok(plume_factors_grid(factors, "aws:us-east-1", 2010, &grid, NULL, &error), error);
    ck_ok(plume_factors_device(factors, "A100", &device, NULL, &error), error);
    ck_ok(plume_factors_pue(factors, "gcp:us-central1", 2019, &pue, NULL, &error), error);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_add_test(tcase, an_address_is_its_state_or_province_else_its_country);
    tcase_add_test(tcase, a_country_goes_by_either_code_and_by_its_name_in_any_case);
    tcase_add_test(tcase, a_state_is_not_its_country);
    tcase_add_test(tcase, constants_of_a_method_are_not_the_grid_of_their_country);
    tcase_add_test(tcase, year_zero_is_the_newest);
    tcase_add_test(tcase, the_nearest_year_is_told_and_one_that_is_far_is_a_warning);
    tcase_add_test(tcase, of_two_years_as_near_the_later_is_taken);
    tcase_add_test(tcase, a_cloud_region_has_its_providers_own_figure);
    tcase_add_test(tcase,
                   a_cloud_region_without_a_figure_is_the_grid_it_stands_on_and_says_so);
    tcase_add_test(tcase, hyphens_tell_regions_of_two_providers_apart);
    tcase_add_test(tcase, a_name_of_two_places_is_the_country_and_says_so);
    tcase_add_test(tcase, a_subdivision_that_is_not_listed_is_its_country_and_says_so);
    tcase_add_test(tcase, a_bidding_zone_and_a_province_have_grids_of_their_own);
    tcase_add_test(tcase, an_unknown_place_is_answered_with_the_nearest_one);
    tcase_add_test(tcase, an_unknown_cloud_region_is_answered_with_the_nearest_ones);
    tcase_add_test(tcase, the_industry_average_is_that_of_the_year);
    tcase_add_test(tcase,
                   a_pue_is_of_site_and_year_before_fleet_and_year_before_another_year);
    tcase_add_test(tcase, a_design_value_is_no_operating_value);
    tcase_add_test(tcase, a_named_site_and_a_provider_default_are_found);
    tcase_add_test(tcase, an_unknown_provider_or_site_is_refused);
    tcase_add_test(tcase, notes_may_be_left_out);
}

int main(void)
{
    return test_main("factors", add_tests);
}
