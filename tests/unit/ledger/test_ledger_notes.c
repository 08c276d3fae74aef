/* What only the whole of the runs shows: notes that a ledger adds when it is closed. */
#include "support/ledger_fixture.h"

START_TEST(runs_that_share_a_machine_are_told)
{
    plume_run run = a_run(0.3);

    begin("");
    run.machine = "host";
    run.start_s = 0;
    run.end_s = 3600;
    take(&run);
    take(&run);
    finish();
    ck_close(plume_ledger_overlap_hours(ledger), 1.0, 1e-12);
    ck_close(plume_ledger_overlap_sum_hours(ledger), 2.0, 1e-12);
    ck_assert_ptr_nonnull(note_of("machine-overlap"));
    end();
}
END_TEST

START_TEST(an_outlying_intensity_is_told_with_its_line)
{
    plume_run run = a_run(1.0);

    begin("");
    run.location = "DEU";
    run.logged_intensity_kg_per_kwh = 0.381;
    for (int i = 0; i < 736; i++) {
        run.origin.line = (uint64_t)i + 2;
        take(&run);
    }
    run.logged_intensity_kg_per_kwh = 0.0039;
    run.origin.line = 500;
    take(&run);
    finish();
    ck_assert_ptr_nonnull(note_of("intensity-outlier"));
    ck_assert_uint_eq(note_of("intensity-outlier")->line, 500);
    ck_assert_str_eq(
        note_of("intensity-outlier")->message,
        "logged carbon intensity 3.90 g/kWh is far from the median of DEU, 381");
    ck_assert_str_eq(note_of("intensity-spread")->message,
                     "737 runs logged in DEU print carbon intensities from 3.90 to 381 "
                     "g/kWh, median about 381");
    end();
}
END_TEST

START_TEST(equal_intensities_are_not_worth_a_note)
{
    plume_run run = a_run(1.0);

    begin("");
    run.location = "DEU";
    run.logged_intensity_kg_per_kwh = 0.381;
    for (int i = 0; i < 5; i++)
        take(&run);
    finish();
    ck_assert_ptr_null(note_of("intensity-outlier"));
    ck_assert_ptr_null(note_of("intensity-spread"));
    end();
}
END_TEST

START_TEST(a_run_logged_elsewhere_is_told_when_the_study_names_the_place)
{
    plume_run run = a_run(1.0);

    begin("site: {location: Germany}\n");
    run.location = "DEU";
    take(&run);
    take(&run);
    run.location = "CAN";
    run.origin.line = 12;
    take(&run);
    finish();
    ck_assert_str_eq(note_of("location-overridden")->message,
                     "1 run was logged in CAN; recomputed for DE");
    ck_assert_uint_eq(note_of("location-overridden")->line, 12);
    ck_assert_str_eq(note_of("several-places")->message,
                     "runs were logged in several places: DEU (2), CAN (1)");
    end();
}
END_TEST

START_TEST(one_run_in_a_hundred_elsewhere_is_told_with_its_line)
{
    plume_run run = a_run(1.0);

    begin("");
    run.location = "DEU";
    for (int i = 0; i < 501; i++)
        take(&run);
    run.location = "CAN";
    run.origin.line = 30;
    take(&run);
    finish();
    ck_assert_ptr_nonnull(note_of("rare-place"));
    ck_assert_uint_eq(note_of("rare-place")->line, 30);
    ck_assert_str_eq(
        note_of("rare-place")->message,
        "1 of 502 runs logged in CAN; trackers guess the place from the network "
        "address, so it may be wrong");
    end();
}
END_TEST

START_TEST(a_state_within_the_logged_country_is_no_other_place)
{
    plume_run run = a_run(1.0);

    begin("site: {location: US-VA}\n");
    run.location = "USA";
    take(&run);
    finish();
    ck_assert_ptr_null(note_of("location-overridden"));
    end();
}
END_TEST

START_TEST(life_cycle_and_direct_factors_in_one_sum_are_a_warning)
{
    plume_run run = a_run(1.0);

    begin("");
    run.end_s = plume_time_civil(2023, 6, 1, 0);
    run.location = "DEU";
    take(&run);
    run.location = "US-VA";
    take(&run);
    finish();
    ck_assert_ptr_nonnull(note_of("mixed-scopes"));
    ck_assert_int_eq(note_of("mixed-scopes")->severity, PLUME_WARNING);
    end();
}
END_TEST

START_TEST(parts_of_the_study_without_effect_are_told)
{
    begin("audit: {claim: strubell-nas}\n");
    ck_assert_str_eq(note_of("study-key-without-effect")->message,
                     "'audit' is not supported by this version: the claim it names was "
                     "not audited");
    ck_assert_uint_eq(note_of("study-key-without-effect")->line, 1);
    end();
}
END_TEST

START_TEST(a_stated_factor_that_cannot_be_is_told)
{
    begin("site: {pue: 15, intensity_kg_per_kwh: 480}\n");
    ck_assert_str_eq(
        note_of("implausible-pue")->message,
        "a PUE of 15.0 is above the 4 of any building, as of a decimal point "
        "that was lost");
    ck_assert_str_eq(note_of("implausible-intensity")->message,
                     "an intensity of 480 kg/kWh is above the 2.5 of any grid, as of "
                     "grams under a head of kilograms");
    end();
    begin("site: {pue: 1.5, intensity_kg_per_kwh: 0.48}\n");
    ck_assert_ptr_null(note_of("implausible-pue"));
    ck_assert_ptr_null(note_of("implausible-intensity"));
    end();
}
END_TEST

START_TEST(a_stated_size_that_cannot_be_is_told)
{
    static const struct {
        const char *study, *message;
    } cases[] = {
        { "hardware: {memory_gb: 1e9}\n",
          "hardware.memory_gb: 1,000,000,000 GB is above the 10,000,000 GB of any run's "
          "memory" },
        { "hardware: {embodied_kg: 1e9}\n",
          "hardware.embodied_kg: 1,000,000,000 kg is above the 20,000 kg of any device's "
          "making" },
        { "hardware: {lifetime_years: 0.001}\n",
          "hardware.lifetime_years: 0.00100 years is below the 0.100 years of any "
          "hardware's lifetime" },
        { "hardware: {devices_per_host: 100000}\n",
          "hardware.devices_per_host: 100,000 is above the 256 of any host's devices" },
        { "offsets: {tonnes: 5e9}\n", NULL },
    };

    begin(cases[_i].study);
    if (cases[_i].message != NULL)
        ck_assert_str_eq(note_of("implausible-size")->message, cases[_i].message);
    else
        ck_assert_ptr_nonnull(note_of("implausible-size"));
    end();
    begin("hardware: {memory_gb: 64, embodied_kg: 150, lifetime_years: 4}\n");
    ck_assert_ptr_null(note_of("implausible-size"));
    end();
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_stated_size_that_cannot_be_is_told, 0, 5);
    tcase_add_test(tcase, a_stated_factor_that_cannot_be_is_told);
    tcase_add_test(tcase, runs_that_share_a_machine_are_told);
    tcase_add_test(tcase, an_outlying_intensity_is_told_with_its_line);
    tcase_add_test(tcase, equal_intensities_are_not_worth_a_note);
    tcase_add_test(tcase, a_run_logged_elsewhere_is_told_when_the_study_names_the_place);
    tcase_add_test(tcase, one_run_in_a_hundred_elsewhere_is_told_with_its_line);
    tcase_add_test(tcase, a_state_within_the_logged_country_is_no_other_place);
    tcase_add_test(tcase, life_cycle_and_direct_factors_in_one_sum_are_a_warning);
    tcase_add_test(tcase, parts_of_the_study_without_effect_are_told);
}

int main(void)
{
    return test_main("ledger notes", add);
}
