/* Strubell, Ganesh and McCallum 2019, Table 3: every row that prints a power. */
#include "support/support.h"

#include "core/number/units.h"

/* As printed, but for the hours of BERT: the table prints 79, the energy was computed
 * with the 3.3 days of section 2.1. */
typedef struct row {
    const char *name;
    double power_w, hours;
    const char *energy_printed, *carbon_printed; /* kWh with PUE; lb */
} row;

static const row rows[] = {
    { "row 1, Transformer base, 8 P100", 1415.78, 12, "27", "26" },
    { "row 2, Transformer big, 8 P100", 1515.43, 84, "201", "192" },
    { "row 3, ELMo, 3 P100", 517.66, 336, "275", "262" },
    { "row 4, BERT base, 64 V100", 12041.51, 79.2, "1507", "1438" },
    { "row 6, NAS, 8 P100", 1515.43, 274120, "656,347", "626,155" },
};

static plume_estimate as_published(double power_w, double hours)
{
    const plume_method *method = plume_method_find("strubell2019");
    plume_workload workload;
    plume_estimate estimate;
    plume_error error;
    plume_site site;
    plume_run run;

    plume_run_init(&run);
    plume_site_init(&site);
    run.power_w = power_w;
    run.duration_s = hours * SECONDS_PER_HOUR;
    run.energy.scope = PLUME_SCOPE_IT;
    ck_ok(plume_workload_resolve(&workload, &run, NULL, NAN, NULL, &error), error);
    ck_ok(method->estimate(&estimate, &workload, &site, PLUME_BASIS_AS_PUBLISHED, &error),
          error);
    return estimate;
}

START_TEST(every_power_row_gives_the_printed_energy_and_pounds)
{
    const row *r = &rows[_i];
    plume_estimate estimate = as_published(r->power_w, r->hours);
    double pounds = estimate.co2e_kg / KG_PER_POUND;

    ck_assert_msg(
        plume_verdict_of(estimate.energy_kwh, estimate.energy_kwh, estimate.energy_kwh,
                         r->energy_printed) == PLUME_VERDICT_EXACT,
        "%s: %.17g kWh, printed %s", r->name, estimate.energy_kwh, r->energy_printed);
    ck_assert_msg(plume_verdict_of(pounds, pounds, pounds, r->carbon_printed) ==
                      PLUME_VERDICT_EXACT,
                  "%s: %.17g lb, printed %s", r->name, pounds, r->carbon_printed);
}
END_TEST

START_TEST(bert_base_has_all_its_digits)
{
    plume_estimate estimate = as_published(12041.51, 79.2);

    ck_close(estimate.energy_kwh, 1506.82639536, 1e-9);
    ck_close(estimate.co2e_kg, 1437.51238117 * KG_PER_POUND, 1e-9);
    ck_close(estimate.co2e_kg, 652.0446478, 1e-8);
    ck_assert_double_eq(estimate.pue, 1.58);
    ck_close(estimate.intensity_kg_per_kwh, 0.43272712098, 1e-12);
}
END_TEST

/* The hours that the table prints do not lead to the energy that it prints. */
START_TEST(bert_base_with_the_79_printed_hours_does_not_reproduce)
{
    double energy_kwh = as_published(12041.51, 79).energy_kwh;

    ck_assert_int_eq(plume_verdict_of(energy_kwh, energy_kwh, energy_kwh, "1507"),
                     PLUME_VERDICT_NO);
}
END_TEST

/* "The search was run for ... 274,120 hours": 979 million steps at 84 h for 300,000. */
START_TEST(the_nas_hours_follow_from_its_steps)
{
    ck_assert_double_eq(979e6 * 84.0 / 300e3, 274120.0);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, every_power_row_gives_the_printed_energy_and_pounds, 0,
                        (int)(sizeof rows / sizeof rows[0]));
    tcase_add_test(tcase, bert_base_has_all_its_digits);
    tcase_add_test(tcase, bert_base_with_the_79_printed_hours_does_not_reproduce);
    tcase_add_test(tcase, the_nas_hours_follow_from_its_steps);
}

int main(void)
{
    return test_main("strubell2019 table 3", add);
}
