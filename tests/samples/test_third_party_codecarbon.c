/* Every CodeCarbon file of third parties gives the totals that were computed apart from
 * Plume; the folder's SOURCES.md has the table that these figures are typed from. */
#include "support/totals.h"

typedef struct expected {
    const char *file;
    uint64_t runs;
    double energy_kwh, logged_kwh, co2e_kg, hours;
    uint64_t read, superseded;
} expected;

/* v2.4.3rc1: 23 rows with a run id are 16 runs; the five without are two more, whose last
 * rows with an energy add 0.0001418904712555 and 0.00007662417213125141 kWh. */
static const expected files[] = {
    { "bigscience-carbon-per-token_v1.x.csv", 8, 0.01637848022, 0.01637848022,
      0.001388092786, 0.3914231788, 8, 0 },
    { "carla-segmentation_v2.3.2.csv", 4, 0.3219197484, 0.3219197484, 0.06240832818,
      1.67227844, 4, 0 },
    { "codecarbon-examples_v1.0_2020-12.csv", 100, 496, 496, 527, 0.855, 100, 0 },
    { "codecarbon-examples_v2.4.3rc1.csv", 18,
      0.007826071852 + 0.0001418904712555 + 7.662417213125141e-05,
      0.007826071852 + 0.0001418904712555 + 7.662417213125141e-05,
      0.0001729457433 + 1.204352130969568e-05 + 6.503783106328489e-06,
      1.462633019 + (98.54818415641785 + 54.69773387908936) / 3600.0, 28, 10 },
    { "cubes-and-clouds_v2.7.4.csv", 6, 0.003578353693, 0.003578353693, 0.001183425977,
      0.0441580339, 8, 2 },
    { "drug-discovery_v3.2.6.csv", 2, 4.014080875e-05, 4.014080875e-05, 1.346057796e-05,
      0.0008949373889, 2, 0 },
    { "flair-1_v3.0.1.csv", 1, 0.0003127681433, 0.0003127681433, 1.752721398e-05,
      0.001980563592, 1, 0 },
    { "green-ml-bench_v3.2.csv", 502, 10.00211327, 10.00211327, 3.784289307, 151.7432521,
      502, 0 },
    { "greenai-uppa-bibliotheque_v2.1.csv", 18, 8.028363633e-08, 8.028363633e-08,
      4.415599998e-09, 2.06331412e-05, 18, 0 },
    { "issue544-8xA40_v2.3.3.csv", 1, 302.3935181, 302.3935181, 110.5178758, 137.518363,
      1, 0 },
    { "issue523-logger_v2.3.4.json", 1, 0.0276894979, 0.0346118724037, 0.0131268987278,
      0.0805235061, 1, 0 },
};

START_TEST(a_file_gives_its_independent_totals)
{
    const expected *wanted = &files[_i];
    char *folder = test_samples("codecarbon"), path[4096];
    test_totals got;

    if (folder == NULL)
        return;
    snprintf(path, sizeof path, "%s/%s", folder, wanted->file);
    free(folder);
    test_read_totals(&got, path);
    ck_assert_uint_eq(got.runs, wanted->runs);
    ck_assert_uint_eq(got.records.read, wanted->read);
    ck_assert_uint_eq(got.records.superseded, wanted->superseded);
    ck_assert(plume_records_balance(&got.records));
    ck_close(got.energy_kwh, wanted->energy_kwh, 1e-8);
    ck_close(got.logged_kwh, wanted->logged_kwh, 1e-8);
    ck_close(got.co2e_kg, wanted->co2e_kg, 1e-8);
    ck_close(got.hours, wanted->hours, 1e-8);
}
END_TEST

/* Its columns are another program's: no emissions.csv. */
START_TEST(a_cross_check_table_is_no_log)
{
    char *path = test_samples("codecarbon/green-ml-bench_hw-sensor-crosscheck.csv");
    plume_intake *intake;
    plume_error error = { 0 };

    if (path == NULL)
        return;
    ck_ok(plume_intake_new(&intake, NULL, &error), error);
    plume_intake_allow_nothing(intake);
    ck_ok(plume_intake_add(intake, path, NULL, &error), error);
    ck_ok(plume_intake_survey(intake, &error), error);
    ck_assert_str_eq(plume_intake_at(intake, 0)->reader, "");
    plume_intake_free(intake);
    free(path);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, a_file_gives_its_independent_totals, 0,
                        (int)(sizeof files / sizeof *files));
    tcase_add_test(tcase, a_cross_check_table_is_no_log);
}

int main(void)
{
    return test_main("third-party CodeCarbon", add);
}
