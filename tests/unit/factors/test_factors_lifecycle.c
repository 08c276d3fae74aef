/* Look-ups of embodied carbon, water and warming potentials. */
#include "support/factors_fixture.h"

#include "factors/datasets.h"

static plume_embodied embodied(const char *device)
{
    plume_embodied found;

    ck_ok(plume_factors_embodied(factors, device, &found, notes, &error), error);
    return found;
}

static plume_water_factor water(plume_water_kind kind, const char *location, int year)
{
    plume_water_factor found;

    ck_ok(plume_factors_water(factors, kind, location, year, &found, notes, &error),
          error);
    return found;
}

static const char *only_note(void)
{
    ck_assert_uint_eq(plume_notes_count(notes), 1);
    return plume_notes_at(notes, 0)->message;
}

START_TEST(a_device_has_its_own_figure_under_any_of_its_names)
{
    plume_embodied a100 = embodied("A100-SXM4-80GB"), h100 = embodied("H100");

    ck_assert_str_eq(a100.id, "bloom-gpu");
    ck_assert_double_eq(a100.kg, 150.0);
    ck_assert_str_eq(h100.source, "nvidia_pcf_h100");
    ck_assert_double_eq(h100.kg, 164.0);
    ck_assert(!a100.is_default && !h100.is_default);
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(the_bounds_of_a_board_hold_no_share_of_a_host)
{
    plume_embodied found = embodied("A100");

    ck_assert_double_eq(found.low_kg, 75.0);
    ck_assert_double_eq(found.high_kg, 575.0); /* 318 has its share of the host inside */
}
END_TEST

START_TEST(a_board_of_a_workstation_is_no_datacenters)
{
    plume_embodied found = embodied("RTX 4070");

    ck_assert_str_eq(found.id, "ecodiag-gpu");
    ck_assert_double_eq(found.kg, 60.0);
    ck_assert_double_eq(found.low_kg, 24.0);
    ck_assert_double_eq(found.high_kg, 96.0);
    ck_assert(plume_factors_is_workstation(factors, "RTX 4070"));
    ck_assert(!plume_factors_is_workstation(factors, "A100"));
    ck_assert(!plume_factors_is_workstation(factors, "Abacus 9000"));
    ck_assert(plume_factors_is_workstation(factors, "NVIDIA Jetson AGX Orin"));
    ck_assert(plume_factors_is_workstation(factors, "GeForce GTX 1060 Mobile"));
    ck_assert(plume_factors_is_workstation(factors, "AMD Ryzen 9 9999X"));
    ck_assert(!plume_factors_is_workstation(factors, "AMD Radeon Instinct MI6"));
    ck_assert(!plume_factors_is_workstation(factors, "RTX PRO 6000 Blackwell Server"));
}
END_TEST

START_TEST(a_chip_of_a_whole_computer_has_no_board)
{
    plume_embodied found;

    ck_assert_int_eq(plume_factors_embodied(factors, "Apple M1", &found, notes, &error),
                     PLUME_ERR_MISSING);
}
END_TEST

START_TEST(a_device_without_a_figure_takes_that_of_bloom_and_says_so)
{
    plume_embodied found = embodied("V100");

    ck_assert(found.is_default);
    ck_assert_double_eq(found.kg, 150.0);
    ck_assert_str_eq(only_note(),
                     "no figure of the making of V100 is known: that of a datacenter GPU "
                     "(BLOOM) is used, 150 kg CO2e (taken to lie between 75.0 and 575 "
                     "kg)");
    ck_assert_str_eq(plume_notes_at(notes, 0)->code, "embodied-default");
}
END_TEST

START_TEST(a_name_nobody_knows_is_a_default_too)
{
    ck_assert(embodied("Abacus 9000").is_default);
    ck_assert(embodied("").is_default);
    ck_assert_uint_eq(plume_notes_tally(notes, "embodied-default"), 2);
}
END_TEST

START_TEST(the_figure_of_a_die_is_never_used)
{
    ck_assert_double_eq(embodied("V100").kg, 150.0);
    ck_assert_double_eq(embodied("TPU v3").kg, 150.0);
}
END_TEST

START_TEST(a_processor_counts_with_its_host)
{
    plume_embodied found;

    ck_assert_int_eq(plume_factors_embodied(factors,
                                            "Intel(R) Xeon(R) CPU E5-2690 v4 @ 2.60GHz",
                                            &found, notes, &error),
                     PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message,
                     "Intel(R) Xeon(R) CPU E5-2690 v4 @ 2.60GHz is a processor: its "
                     "making counts with the host's");
}
END_TEST

START_TEST(a_name_that_reads_as_a_processor_counts_with_its_host)
{
    static const char *const names[] = { "CPU", "Intel(R) Xeon(R) CPU @ 2.20GHz",
                                         "AMD EPYC 0000X" };
    plume_embodied found;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ck_assert_int_eq(plume_factors_embodied(factors, names[i], &found, notes, &error),
                         PLUME_ERR_MISSING);
        ck_assert_ptr_nonnull(strstr(error.message, "is a processor: its making counts"));
    }
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(a_host_has_2500_kg_and_bounds)
{
    plume_embodied host;

    ck_ok(plume_factors_embodied_host(factors, &host, &error), error);
    ck_assert_double_eq(host.kg, 2500.0);
    ck_assert_double_eq(host.high_kg, 5700.0);
    ck_assert_str_eq(host.boundary, "host");
}
END_TEST

START_TEST(each_device_has_one_figure_that_is_used)
{
    const plume_dataset_table *table;

    ck_ok(plume_factors_table(factors, &plume_dataset_embodied, &table, &error), error);
    for (size_t a = 0; a < plume_dataset_table_rows(table); a++)
        for (size_t b = 0; b < a; b++) {
            const char *cell = plume_dataset_table_text(table, a, EMBODIED_DEVICES);
            char name[128];

            if (plume_dataset_table_whole(table, a, EMBODIED_RANK) != 1 ||
                plume_dataset_table_whole(table, b, EMBODIED_RANK) != 1 ||
                strcmp(plume_dataset_table_text(table, a, EMBODIED_CATEGORY),
                       plume_dataset_table_text(table, b, EMBODIED_CATEGORY)) != 0)
                continue;
            for (; *cell != '\0';
                 cell += strcspn(cell, "|") + (strchr(cell, '|') != NULL)) {
                snprintf(name, sizeof name, "%.*s", (int)strcspn(cell, "|"), cell);
                ck_assert_msg(
                    !plume_dataset_table_lists(table, b, EMBODIED_DEVICES, name), "%s",
                    name);
            }
        }
}
END_TEST

START_TEST(every_device_of_embodied_is_in_the_list_of_accelerators)
{
    const plume_dataset_table *table;

    ck_ok(plume_factors_table(factors, &plume_dataset_embodied, &table, &error), error);
    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        const char *cell = plume_dataset_table_text(table, row, EMBODIED_DEVICES);
        plume_device device;
        char name[128];

        for (; *cell != '\0'; cell += strcspn(cell, "|") + (strchr(cell, '|') != NULL)) {
            snprintf(name, sizeof name, "%.*s", (int)strcspn(cell, "|"), cell);
            if (strcmp(name, "any") == 0 || strcmp(name, "workstation") == 0)
                continue;
            ck_ok(plume_factors_device(factors, name, &device, NULL, &error), error);
            ck_assert_str_eq(device.name, name);
        }
    }
}
END_TEST

START_TEST(a_cloud_region_has_the_water_that_its_provider_discloses)
{
    plume_water_factor found = water(PLUME_WATER_SITE, "aws:us-east-1", 2024);

    ck_assert_str_eq(found.code, "aws:us-east-1");
    ck_assert_double_eq(found.l_per_kwh, 0.12);
    ck_assert_uint_eq(plume_notes_count(notes), 0);
}
END_TEST

START_TEST(a_region_without_a_figure_takes_the_fleet_of_the_year)
{
    plume_water_factor found = water(PLUME_WATER_SITE, "amazon:eu-west-2", 2022);

    ck_assert_str_eq(found.code, "aws:fleet");
    ck_assert_double_eq(found.l_per_kwh, 0.19);
    ck_assert_str_eq(only_note(),
                     "the water use on site (WUE) of amazon:eu-west-2 is not "
                     "known: that of aws:fleet is used");
}
END_TEST

START_TEST(a_state_takes_the_country_for_its_sites_and_its_own_grid)
{
    ck_assert_str_eq(water(PLUME_WATER_SITE, "US-VA", 2023).code, "US");
    ck_assert_double_eq(water(PLUME_WATER_GRID, "Virginia", 2023).l_per_kwh, 2.385);
    ck_assert_uint_eq(plume_notes_tally(notes, "factor-wider"), 1);
}
END_TEST

START_TEST(a_cloud_region_has_the_water_of_the_grid_it_stands_on)
{
    ck_assert_str_eq(water(PLUME_WATER_GRID, "azure:westeurope", 0).code, "NL");
    ck_assert_str_eq(water(PLUME_WATER_GRID, "gcp:us-central1", 0).code, "US");
}
END_TEST

START_TEST(a_place_without_a_grid_takes_the_world)
{
    plume_water_factor found = water(PLUME_WATER_GRID, "Kenya", 0);

    ck_assert_str_eq(found.code, "WORLD");
    ck_assert_double_eq(found.l_per_kwh, 3.908);
    ck_assert_str_eq(only_note(),
                     "the water of electricity (EWIF) of Kenya is not known: "
                     "that of WORLD is used");
}
END_TEST

START_TEST(another_year_is_told)
{
    water(PLUME_WATER_GRID, "DE", 2024);
    ck_assert_str_eq(only_note(),
                     "the water of electricity (EWIF) of DE is that of 2020, "
                     "the nearest year there is to 2024");
    ck_assert_int_eq(plume_notes_at(notes, 0)->severity, PLUME_WARNING);
}
END_TEST

START_TEST(a_site_that_nobody_discloses_is_unknown)
{
    plume_water_factor found;

    ck_assert_int_eq(
        plume_factors_water(factors, PLUME_WATER_SITE, "DE", 0, &found, notes, &error),
        PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "the water use on site (WUE) of DE is not known");
}
END_TEST

START_TEST(withdrawal_is_never_taken_for_consumption)
{
    ck_assert_double_eq(water(PLUME_WATER_GRID, "US", 2023).l_per_kwh, 3.1321);
}
END_TEST

START_TEST(potentials_are_those_of_the_report_asked_for)
{
    static const struct {
        const char *gas, *report;
        double gwp100;
    } known[] = {
        { "CO2", "AR6", 1 },           { "CH4", "AR4", 25 },    { "CH4", "AR5", 28 },
        { "CH4-fossil", "AR6", 29.8 }, { "N2O", "AR4", 298 },   { "N2O", "AR5", 265 },
        { "N2O", "AR6", 273 },         { "SF6", "AR6", 25200 }, { "nf3", "AR5", 16100 },
    };
    const char *source;
    double gwp100;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        ck_ok(plume_factors_gwp(factors, known[i].gas, known[i].report, &gwp100, &source,
                                &error),
              error);
        ck_assert_double_eq(gwp100, known[i].gwp100);
        ck_assert_str_ne(source, "");
    }
}
END_TEST

START_TEST(an_unknown_gas_is_answered_with_the_nearest)
{
    const char *source;
    double gwp100;

    ck_assert_int_eq(plume_factors_gwp(factors, "CH5", "AR6", &gwp100, &source, &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "unknown gas 'CH5'");
    ck_assert_ptr_nonnull(strstr(error.hint, "CH4"));
    ck_assert_int_eq(plume_factors_gwp(factors, "SO2F2", "AR4", &gwp100, &source, &error),
                     PLUME_ERR_MISSING);
    ck_assert_str_eq(error.message, "AR4 has no potential of SO2F2");
}
END_TEST

START_TEST(gases_sum_by_their_potentials)
{
    const plume_gas_mass gases[] = { { 0.371, 1.0 }, { 3e-5, 27.9 }, { 4e-6, 273.0 } };
    plume_gwp_report report;

    ck_close(plume_gases_co2e_kg(gases, 3), 0.371 + 3e-5 * 27.9 + 4e-6 * 273.0, 1e-15);
    ck_assert_double_eq(plume_gases_co2e_kg(gases, 0), 0.0);
    ck_assert(plume_gwp_find(&report, "AR5") && report == PLUME_GWP_AR5);
    ck_assert_str_eq(plume_gwp_name(report), "AR5");
    ck_assert(!plume_gwp_find(&report, "AR7"));
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_add_test(tcase, a_device_has_its_own_figure_under_any_of_its_names);
    tcase_add_test(tcase, the_bounds_of_a_board_hold_no_share_of_a_host);
    tcase_add_test(tcase, a_board_of_a_workstation_is_no_datacenters);
    tcase_add_test(tcase, a_chip_of_a_whole_computer_has_no_board);
    tcase_add_test(tcase, a_device_without_a_figure_takes_that_of_bloom_and_says_so);
    tcase_add_test(tcase, a_name_nobody_knows_is_a_default_too);
    tcase_add_test(tcase, the_figure_of_a_die_is_never_used);
    tcase_add_test(tcase, a_processor_counts_with_its_host);
    tcase_add_test(tcase, a_name_that_reads_as_a_processor_counts_with_its_host);
    tcase_add_test(tcase, a_host_has_2500_kg_and_bounds);
    tcase_add_test(tcase, each_device_has_one_figure_that_is_used);
    tcase_add_test(tcase, every_device_of_embodied_is_in_the_list_of_accelerators);
    tcase_add_test(tcase, a_cloud_region_has_the_water_that_its_provider_discloses);
    tcase_add_test(tcase, a_region_without_a_figure_takes_the_fleet_of_the_year);
    tcase_add_test(tcase, a_state_takes_the_country_for_its_sites_and_its_own_grid);
    tcase_add_test(tcase, a_cloud_region_has_the_water_of_the_grid_it_stands_on);
    tcase_add_test(tcase, a_place_without_a_grid_takes_the_world);
    tcase_add_test(tcase, another_year_is_told);
    tcase_add_test(tcase, a_site_that_nobody_discloses_is_unknown);
    tcase_add_test(tcase, withdrawal_is_never_taken_for_consumption);
    tcase_add_test(tcase, potentials_are_those_of_the_report_asked_for);
    tcase_add_test(tcase, an_unknown_gas_is_answered_with_the_nearest);
    tcase_add_test(tcase, gases_sum_by_their_potentials);
}

int main(void)
{
    return test_main("factors_lifecycle", add_tests);
}
