/* ML CO2 Impact (Lacoste et al. 2019): what its calculator prints, digit by digit. */
#include "support/support.h"

static plume_error error;

typedef struct example {
    const char *name;
    double rated_w, hours, kg_per_kwh;
    plume_given given;
    /* as the calculator shows them */
    const char *kwh, *intensity, *kg;
    /* what the same formula gives unrounded, beside them */
    plume_verdict kwh_verdict, kg_verdict;
} example;

#define EXACT PLUME_VERDICT_EXACT
#define NO    PLUME_VERDICT_NO

/* The first three: GTX 750 in gcp asia-east1, 557 g/kWh, with the 250 W of its list and
 * with the 55 W of the board. The others: regions with little carbon, where two decimals
 * of kg/kWh are too few; "0" is what is left of 0.12 kg. */
static const example examples[] = {
    { "1 h at 250 W", 250, 1, 0.557, PLUME_GIVEN_DATASET, "0.25", "0.56", "0.14", EXACT,
      EXACT },
    { "100 h at 250 W", 250, 100, 0.557, PLUME_GIVEN_DATASET, "25", "0.56", "14", EXACT,
      EXACT },
    { "1 h at 55 W", 55, 1, 0.557, PLUME_GIVEN_DATASET, "0.06", "0.56", "0.03", EXACT,
      EXACT },
    { "a region of 26 g/kWh", 300, 100, 0.026, PLUME_GIVEN_DATASET, "30", "0.03", "0.9",
      EXACT, NO },
    { "a region of 20 g/kWh", 300, 100, 0.020, PLUME_GIVEN_DATASET, "30", "0.02", "0.6",
      EXACT, EXACT },
    { "a region of 4 g/kWh", 300, 100, 0.004, PLUME_GIVEN_DATASET, "30", "0", "0", EXACT,
      EXACT },
    { "a private machine of 26 g/kWh", 300, 100, 0.026, PLUME_GIVEN_COMMAND_LINE, "30",
      "0.026", "0.78", EXACT, EXACT },
};
enum { EXAMPLES = sizeof examples / sizeof examples[0] };

static plume_estimate estimate_of(const example *e, plume_basis basis, double repeat)
{
    const plume_method *method = plume_method_find("lacoste2019");
    plume_workload workload;
    plume_estimate estimate;
    plume_site site;

    plume_workload_init(&workload);
    workload.device_hours = e->hours * repeat;
    workload.repeat = repeat;
    workload.hardware.rated_w = e->rated_w;
    plume_site_init(&site);
    site.pue.value = 1.5;
    site.gross_kg_per_kwh =
        (plume_given_value){ e->kg_per_kwh, e->given, "calculator", 2019 };
    ck_ok(method->estimate(&estimate, &workload, &site, basis, &error), error);
    return estimate;
}

static plume_verdict judge(double computed, const char *printed)
{
    return plume_verdict_of(computed, NAN, NAN, printed);
}

START_TEST(the_calculator_is_repeated_to_its_last_digit)
{
    const example *e = &examples[_i];
    plume_estimate as_published = estimate_of(e, PLUME_BASIS_AS_PUBLISHED, 1.0);

    ck_assert_msg(as_published.energy_kwh == strtod(e->kwh, NULL), "%s: %.17g kWh",
                  e->name, as_published.energy_kwh);
    ck_assert_msg(as_published.intensity_kg_per_kwh == strtod(e->intensity, NULL),
                  "%s: %.17g kg/kWh", e->name, as_published.intensity_kg_per_kwh);
    ck_assert_msg(as_published.co2e_kg == strtod(e->kg, NULL), "%s: %.17g kg", e->name,
                  as_published.co2e_kg);
    ck_assert_double_eq(as_published.pue, 1.0);
}
END_TEST

START_TEST(without_its_roundings_it_stands_to_the_printed_digits_as_stated)
{
    const example *e = &examples[_i];
    plume_estimate site = estimate_of(e, PLUME_BASIS_SITE, 1.0);

    ck_assert_msg(judge(site.energy_kwh, e->kwh) == e->kwh_verdict, "%s: %.17g kWh",
                  e->name, site.energy_kwh);
    ck_assert_msg(judge(site.co2e_kg, e->kg) == e->kg_verdict, "%s: %.17g kg", e->name,
                  site.co2e_kg);
    ck_assert_double_eq(site.pue, 1.0);
}
END_TEST

START_TEST(equal_runs_are_rounded_one_by_one)
{
    /* 0.055 kWh is shown as 0.06, and 0.0336 kg as 0.03: a thousand times over. */
    plume_estimate many = estimate_of(&examples[2], PLUME_BASIS_AS_PUBLISHED, 1000.0);

    ck_close(many.energy_kwh, 60.0, 1e-12);
    ck_close(many.co2e_kg, 30.0, 1e-12);
    ck_close(estimate_of(&examples[2], PLUME_BASIS_SITE, 1000.0).co2e_kg, 30.635, 1e-12);
}
END_TEST

START_TEST(a_tie_is_rounded_by_the_binary_value_as_a_browser_does)
{
    /* 0.125 is a tie and goes up; 1.005 is a little less than one and does not. */
    static const struct {
        double rated_w;
        double kwh;
    } ties[] = { { 125, 0.13 }, { 375, 0.38 }, { 1005, 1.0 }, { 1.0, 0.0 }, { 5, 0.01 } };

    for (size_t i = 0; i < sizeof ties / sizeof ties[0]; i++) {
        example one = examples[0];

        one.rated_w = ties[i].rated_w;
        ck_assert_double_eq(estimate_of(&one, PLUME_BASIS_AS_PUBLISHED, 1.0).energy_kwh,
                            ties[i].kwh);
    }
}
END_TEST

START_TEST(an_unknown_place_is_a_private_machine)
{
    const plume_method *method = plume_method_find("lacoste2019");
    plume_workload workload;
    plume_estimate estimate;
    plume_site site;

    plume_workload_init(&workload);
    workload.device_hours = 100.0;
    workload.hardware.rated_w = 250.0;
    plume_site_init(&site);
    site.gross_kg_per_kwh.value = 0.458;
    site.grid_assumed = true;
    ck_ok(method->estimate(&estimate, &workload, &site, PLUME_BASIS_AS_PUBLISHED, &error),
          error);
    ck_assert_double_eq(estimate.intensity_kg_per_kwh, 0.432);
    ck_assert_double_eq(estimate.co2e_kg, 10.8);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, the_calculator_is_repeated_to_its_last_digit, 0, EXAMPLES);
    tcase_add_loop_test(tcase,
                        without_its_roundings_it_stands_to_the_printed_digits_as_stated,
                        0, EXAMPLES);
    tcase_add_test(tcase, equal_runs_are_rounded_one_by_one);
    tcase_add_test(tcase, a_tie_is_rounded_by_the_binary_value_as_a_browser_does);
    tcase_add_test(tcase, an_unknown_place_is_a_private_machine);
}

int main(void)
{
    return test_main("lacoste2019 calculator", add);
}
