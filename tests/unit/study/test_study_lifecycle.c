/* What a study file may say of the life cycle, and how a wrong value is refused. */
#include "support/support.h"

#include "study/study.h"

static plume_error error;
static plume_factors *factors;
static plume_study *study;

static void setup(void)
{
    char *datasets = test_path("datasets");

    memset(&error, 0, sizeof error);
    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    ck_ok(plume_study_new(&study, &error), error);
    free(datasets);
}

static void teardown(void)
{
    plume_study_free(study);
    plume_factors_free(factors);
}

START_TEST(every_key_of_the_life_cycle_is_read)
{
    static const char whole[] =
        "site: {wue_l_per_kwh: 1.8, ewif_l_per_kwh: 3.1}\n"
        "hardware: {lifetime_years: 4, utilization: 60 %, embodied_kg: 0.2 t,\n"
        "  host_embodied_kg: 1000, end_of_life_kg: 5, devices_per_host: 4,\n"
        "  reserved_device_hours: 2 d, idle_power_w: 0.06 kW}\n"
        "include: {embodied: true, water: true, inference_queries: 1e6}\n"
        "inference: {energy_per_query_kwh: 3.96 Wh, queries_per_day: 12820, pue: 1.1,\n"
        "  intensity_kg_per_kwh: 394 g/kWh, alternative_training_kg: 1.2 t,\n"
        "  alternative_query_kwh: 1 Wh}\n"
        "gwp: AR4\n";
    const plume_study_lifecycle *l = &study->lifecycle;

    ck_ok(plume_study_parse(study, whole, strlen(whole), "plume.yaml", factors, &error),
          error);
    ck_assert(l->embodied && l->water);
    ck_assert_double_eq(l->wue_l_per_kwh, 1.8);
    ck_assert_double_eq(l->ewif_l_per_kwh, 3.1);
    ck_assert_double_eq(l->lifetime_years, 4.0);
    ck_close(l->utilization, 0.6, 1e-15);
    ck_assert_double_eq(l->embodied_kg, 200.0);
    ck_assert_double_eq(l->host_embodied_kg, 1000.0);
    ck_assert_double_eq(l->end_of_life_kg, 5.0);
    ck_assert_double_eq(l->devices_per_host, 4.0);
    ck_assert_double_eq(l->reserved_device_hours, 48.0);
    ck_close(l->idle_w, 60.0, 1e-15);
    ck_assert_double_eq(l->queries, 1e6);
    ck_close(l->query_kwh, 0.00396, 1e-15);
    ck_assert_double_eq(l->queries_per_day, 12820.0);
    ck_assert_double_eq(l->query_pue, 1.1);
    ck_close(l->query_kg_per_kwh, 0.394, 1e-15);
    ck_assert_double_eq(l->other_training_kg, 1200.0);
    ck_close(l->other_query_kwh, 0.001, 1e-15);
    ck_assert_int_eq(l->gwp, PLUME_GWP_AR4);
    ck_assert_uint_eq(study->limit_count, 0);
}
END_TEST

START_TEST(nothing_is_asked_for_and_nothing_given_by_default)
{
    const plume_study_lifecycle *l = &study->lifecycle;

    ck_assert(!l->embodied && !l->water);
    ck_assert(isnan(l->queries) && isnan(l->wue_l_per_kwh) && isnan(l->idle_w));
    ck_assert_int_eq(l->gwp, PLUME_GWP_AR6);
}
END_TEST

START_TEST(no_queries_ask_for_nothing)
{
    static const char text[] = "include: {inference_queries: 0, water: false}\n";

    ck_ok(plume_study_parse(study, text, strlen(text), "plume.yaml", factors, &error),
          error);
    ck_assert(isnan(study->lifecycle.queries));
    ck_assert(!study->lifecycle.water);
}
END_TEST

static const struct refusal {
    const char *yaml, *message;
    uint64_t line, column;
} refusals[] = {
    { "gwp: AR7\n", "gwp is 'AR7', expected AR4, AR5 or AR6", 1, 6 },
    { "site:\n  wue_l_per_kwh: -1\n",
      "wue_l_per_kwh is '-1', expected litres per kWh, 0 to 1000", 2, 18 },
    { "site:\n  ewif_l_per_kwh: 2000\n",
      "ewif_l_per_kwh is '2000', expected litres per kWh, 0 to 1000", 2, 19 },
    { "hardware: {utilization: 0}\n",
      "utilization is '0', expected a share above 0, at most 1", 1, 25 },
    { "hardware: {utilization: 1.2}\n",
      "utilization is '1.2', expected a share above 0, at most 1", 1, 25 },
    { "hardware: {lifetime_years: 0}\n",
      "lifetime_years is '0', expected years above 0, at most 100", 1, 28 },
    { "inference: {pue: 0.9}\n", "pue is '0.9', expected a ratio of 1 to 10000", 1, 18 },
    { "inference: {energy_per_query_kwh: lots}\n",
      "energy_per_query_kwh is 'lots', expected kWh of the IT for one query, at least 0",
      1, 35 },
    { "include: {inference_queries: 5}\ninference: {queries: 6}\n",
      "the number of queries is given twice, and differs", 2, 22 },
    { "include: {embodied: perhaps}\n", "embodied is 'perhaps', expected true or false",
      1, 21 },
    { "site: {gases_kg_per_kwh: {CH5: 1}}\n", "unknown gas 'CH5'", 1, 32 },
    { "site: {gases_kg_per_kwh: {SO2F2: 1}}\ngwp: AR4\n", "AR4 has no potential of SO2F2",
      1, 34 },
    { "site: {gases_kg_per_kwh: 3}\n",
      "gases_kg_per_kwh is no map, expected gases and their kg per kWh", 1, 26 },
    { "site: {gases_kg_per_kwh: {CO2: 1}, intensity_kg_per_kwh: 1}\n",
      "gases_kg_per_kwh and intensity_kg_per_kwh are both given, expected one of them", 1,
      26 },
    { "inference: {queris: 6}\n", "unknown key 'queris' in inference", 1, 13 },
};

START_TEST(a_wrong_value_is_refused_with_its_place)
{
    const struct refusal *r = &refusals[_i];

    ck_assert_int_ne(
        plume_study_parse(study, r->yaml, strlen(r->yaml), "plume.yaml", factors, &error),
        PLUME_OK);
    ck_assert_str_eq(error.message, r->message);
    ck_assert_uint_eq(error.line, r->line);
    ck_assert_uint_eq(error.column, r->column);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, every_key_of_the_life_cycle_is_read);
    tcase_add_test(tcase, nothing_is_asked_for_and_nothing_given_by_default);
    tcase_add_test(tcase, no_queries_ask_for_nothing);
    tcase_add_loop_test(tcase, a_wrong_value_is_refused_with_its_place, 0,
                        (int)(sizeof refusals / sizeof *refusals));
}

int main(void)
{
    return test_main("study_lifecycle", add_tests);
}
