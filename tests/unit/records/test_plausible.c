/* What a device, a node, a grid and a building can be. */
#include "records/plausible.h"

#include "support/support.h"

static plume_run run_of(double seconds, double devices, double kwh, plume_scope scope)
{
    plume_run run;

    plume_run_init(&run);
    run.duration_s = seconds;
    run.device_count = devices;
    run.energy.total_kwh = kwh;
    run.energy.scope = scope;
    return run;
}

static const struct {
    double seconds, devices, kwh;
    plume_scope scope;
    double rated_w;
    const char *why; /* "" when it can be */
} runs[] = {
    { 3600, 1, 0.3, PLUME_SCOPE_DEVICE, 300, "" },
    { 3600, 1, 0.45, PLUME_SCOPE_DEVICE, 300, "" },
    { 3600, 1, 0.6, PLUME_SCOPE_DEVICE, 300,
      "0.600 kWh in 3,600 s is 600 W for each device, 1.33 times the 450 W that it may "
      "draw at most, as of 2 devices counted as one" },
    { 3600, 1, 300, PLUME_SCOPE_DEVICE, 300,
      "300 kWh in 3,600 s is 300,000 W for each device, 667 times the 450 W that it may "
      "draw at most, as of milliwatts under a head of watts" },
    { 3600, 8, 0.3, PLUME_SCOPE_DEVICE, 300, "" },
    { 3600, 1, 0.0039, PLUME_SCOPE_DEVICE, 300,
      "0.00390 kWh in 3,600 s is 3.90 W for each device, 1.15 times below the 4.50 W "
      "that "
      "it is assumed to draw at least" },
    { 3600, 1, 0, PLUME_SCOPE_DEVICE, 300,
      "0 kWh in 3,600 s is 0 W for each device, though it was at work" },
    { 5, 1, 0, PLUME_SCOPE_DEVICE, 300, "" },
    { 3600, 1, 2.9, PLUME_SCOPE_DEVICE, NAN, "" },
    { 3600, 1, 6.6, PLUME_SCOPE_DEVICE, NAN,
      "6.60 kWh in 3,600 s is 6,600 W for each device, 2.20 times the 3,000 W that it "
      "may "
      "draw at most" },
    { 3600, 1, 35000, PLUME_SCOPE_DEVICE, NAN,
      "35,000 kWh in 3,600 s is 35,000,000 W for each device, 11,700 times the 3,000 W "
      "that it may draw at most, as of milliwatts or microwatts taken for watts" },
    { 6.5, 1, 1.5, PLUME_SCOPE_IT, NAN,
      "1.50 kWh in 6.50 s is 831,000 W for each node, 41.5 times the 20,000 W that it "
      "may "
      "draw at most" },
    { 3600, 64, 100, PLUME_SCOPE_IT, NAN, "" },
    { 3600, 1, 240, PLUME_SCOPE_DEVICE, 400,
      "240 kWh in 3,600 s is 240,000 W for each device, 400 times the 600 W that it may "
      "draw at most, as of milliwatts under a head of watts" },
    { 3600, 8, 0.0039, PLUME_SCOPE_IT, 300,
      "0.00390 kWh in 3,600 s is 3.90 W for each node, 9.23 times below the 36.0 W that "
      "it is assumed to draw at least" },
    { 3600, 1, 400, PLUME_SCOPE_IT, 400,
      "400 kWh in 3,600 s is 400,000 W for each node, 20.0 times the 20,000 W that it "
      "may draw at most, as of milliwatts under a head of watts" },
    { 3600, 1, 6.6, PLUME_SCOPE_UNKNOWN, 60,
      "6.60 kWh in 3,600 s is 6,600 W for each node, 2.14 times the 3,090 W that it may "
      "draw at most" },
    { 3600, 1, 2.6, PLUME_SCOPE_UNKNOWN, 60, "" },
    { 3600, 1, 6.6, PLUME_SCOPE_IT, 60, "" },
    { 3600, 8, 10.2, PLUME_SCOPE_UNKNOWN, 700, "" },
    { NAN, 1, 1e9, PLUME_SCOPE_DEVICE, 300, "" },
    { 3600, 1, NAN, PLUME_SCOPE_DEVICE, 300, "" },
};

START_TEST(a_mean_power_is_held_against_its_device)
{
    plume_run run =
        run_of(runs[_i].seconds, runs[_i].devices, runs[_i].kwh, runs[_i].scope);
    plume_plausible_ratings ratings = { runs[_i].rated_w, NAN, "" };
    plume_text why;

    plume_text_init(&why);
    ck_assert(plume_plausible_run(&run, &ratings, &why) == (runs[_i].why[0] == '\0'));
    ck_assert_str_eq(why.data, runs[_i].why);
    plume_text_dispose(&why);
}
END_TEST

START_TEST(the_processor_of_a_machine_is_named_with_its_rating)
{
    plume_run run = run_of(6.5, NAN, 1.5, PLUME_SCOPE_IT);
    plume_plausible_ratings ratings = { NAN, 15.0, "AMD Ryzen 5 3500U" };
    plume_text why;

    run.energy.cpu_kwh = 1.5;
    plume_text_init(&why);
    ck_assert(!plume_plausible_run(&run, &ratings, &why));
    ck_assert_ptr_nonnull(strstr(why.data, "9,230 times the 90.0 W that it may draw"));
    ck_assert_ptr_nonnull(
        strstr(why.data, "; its processor AMD Ryzen 5 3500U is rated 15.0 W"));
    plume_text_dispose(&why);
}
END_TEST

START_TEST(a_mean_power_that_is_given_is_held_against_the_machine)
{
    plume_run run = run_of(3600, 1, NAN, PLUME_SCOPE_IT);
    plume_plausible_ratings ratings = { 400, NAN, "" };
    plume_text why;

    plume_text_init(&why);
    run.power_w = 550;
    ck_assert(plume_plausible_run(&run, &ratings, &why));
    run.power_w = 550000;
    ck_assert(!plume_plausible_run(&run, &ratings, &why));
    plume_text_dispose(&why);
}
END_TEST

START_TEST(a_memory_and_the_power_of_a_core_are_held_against_machines)
{
    static const struct {
        double memory_gb, core_w, cores;
        bool sound;
    } cases[] = { { 512, 12, 64, true },
                  { 1e8, 12, 64, false },
                  { 1e8, 12, 4e6, true }, /* of 3,900 machines */
                  { 512, 5000, 64, false },
                  { NAN, NAN, NAN, true } };
    plume_run run = run_of(3600, 1, NAN, PLUME_SCOPE_IT);
    plume_text why;

    plume_text_init(&why);
    run.compute.memory_gb = cases[_i].memory_gb;
    run.compute.core_w = cases[_i].core_w;
    run.compute.cores = cases[_i].cores;
    ck_assert(plume_plausible_compute(&run, &why) == cases[_i].sound);
    ck_assert((why.length == 0) == cases[_i].sound);
    plume_text_dispose(&why);
}
END_TEST

START_TEST(an_intensity_and_a_pue_are_held_against_grids_and_buildings)
{
    plume_text why;

    plume_text_init(&why);
    ck_assert(plume_plausible_intensity(0.0, &why));
    ck_assert(plume_plausible_intensity(2.5, &why));
    ck_assert(plume_plausible_intensity(NAN, &why));
    ck_assert(plume_plausible_pue(1.0, &why));
    ck_assert(plume_plausible_pue(4.0, &why));
    ck_assert(plume_plausible_pue(NAN, &why));
    ck_assert_str_eq(why.data, "");
    ck_assert(!plume_plausible_intensity(480, &why));
    ck_assert_str_eq(why.data, "an intensity of 480 kg/kWh is above the 2.5 of any grid, "
                               "as of grams under a head of kilograms");
    plume_text_clear(&why);
    ck_assert(!plume_plausible_intensity(-0.1, &why));
    plume_text_clear(&why);
    ck_assert(!plume_plausible_pue(15, &why));
    ck_assert_str_eq(why.data, "a PUE of 15.0 is above the 4 of any building, as of a "
                               "decimal point that was lost");
    plume_text_dispose(&why);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_mean_power_is_held_against_its_device, 0,
                        sizeof runs / sizeof *runs);
    tcase_add_test(tcase, the_processor_of_a_machine_is_named_with_its_rating);
    tcase_add_loop_test(tcase, a_memory_and_the_power_of_a_core_are_held_against_machines,
                        0, 5);
    tcase_add_test(tcase, a_mean_power_that_is_given_is_held_against_the_machine);
    tcase_add_test(tcase, an_intensity_and_a_pue_are_held_against_grids_and_buildings);
}

int main(void)
{
    return test_main("plausible", add);
}
