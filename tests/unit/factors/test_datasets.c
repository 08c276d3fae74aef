/* Every row of every dataset: plausible, unique, sorted, clean, sourced and cited. */
#include "support/factors_fixture.h"

#include "core/sanitize.h"
#include "factors/datasets.h"

static const plume_dataset_table *table_of(const plume_dataset *dataset)
{
    const plume_dataset_table *table;

    ck_ok(plume_factors_table(factors, dataset, &table, &error), error);
    return table;
}

static size_t column_of(const plume_dataset_table *table, const char *name)
{
    const plume_dataset *format = plume_dataset_table_dataset(table);
    size_t i;

    for (i = 0; i < format->column_count; i++)
        if (strcmp(format->column[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

/* The columns that together name a row, and by which the rows are sorted; a year is
 * compared as a number. */
typedef struct key {
    const plume_dataset *dataset;
    size_t least_rows;
    const char *column[6];
} key;

static const key keys[] = {
    { &plume_dataset_places, 250, { "code" } },
    { &plume_dataset_grid, 3000, { "code", "year", "rank", "source", "basis" } },
    { &plume_dataset_regions, 300, { "code", "year", "source" } },
    { &plume_dataset_pue, 150, { "provider", "scope", "site", "year", "source" } },
    { &plume_dataset_accelerators, 150, { "name" } },
    { &plume_dataset_processors, 2000, { "name" } },
    { &plume_dataset_memory, 3, { "method" } },
    { &plume_dataset_models, 40, { "id" } },
    { &plume_dataset_equivalents, 30, { "id", "year" } },
    { &plume_dataset_tool_factors, 1000, { "tool", "place", "first_version" } },
    { &plume_dataset_gwp, 60, { "gas", "report", "source" } },
    { &plume_dataset_embodied, 15, { "id" } },
    { &plume_dataset_water, 100, { "kind", "code", "year", "basis", "source" } },
    { &plume_dataset_sources, 25, { "id" } },
    { &plume_dataset_decompositions, 5, { "claim", "actual", "rank" } },
    { &plume_dataset_derivations, 4, { "model", "rank" } },
    { &plume_dataset_trainings,
      120,
      { "model", "quantity", "paper", "table", "printed" } },
    { &plume_dataset_corrections, 20, { "id" } },
    { &plume_dataset_printed_faults, 8, { "paper", "table", "model" } },
    { &plume_dataset_defaults, 15, { "quantity", "value" } },
    { &plume_dataset_reproduction, 350, { "paper", "table", "row", "quantity" } },
    { &plume_dataset_residual, 1, { "code", "year", "source" } },
    { &plume_dataset_place_names, 200, { "name" } },
    { &plume_dataset_spreads, 50, { "quantity", "reason", "place", "distance" } },
};

enum { KEY_COUNT = sizeof keys / sizeof keys[0] };

START_TEST(every_dataset_has_a_key_here)
{
    const plume_dataset *dataset = plume_dataset_at((size_t)_i);
    size_t i = 0;

    while (i < KEY_COUNT && keys[i].dataset != dataset)
        i++;
    ck_assert_msg(i < KEY_COUNT, "keys[] lacks a line for %s", dataset->file);
}
END_TEST

static int compare_cells(const plume_dataset_table *table, size_t row, size_t column)
{
    if (strcmp(plume_dataset_table_dataset(table)->column[column].name, "year") == 0)
        return plume_dataset_table_whole(table, row - 1, column) -
               plume_dataset_table_whole(table, row, column);
    return strcmp(plume_dataset_table_text(table, row - 1, column),
                  plume_dataset_table_text(table, row, column));
}

START_TEST(rows_are_sorted_and_no_two_have_the_same_key)
{
    const key *unique = &keys[_i];
    const plume_dataset_table *table = table_of(unique->dataset);
    size_t row, i;
    int order;

    ck_assert_uint_ge(plume_dataset_table_rows(table), unique->least_rows);
    for (row = 1; row < plume_dataset_table_rows(table); row++) {
        for (order = 0, i = 0; order == 0 && unique->column[i] != NULL; i++)
            order = compare_cells(table, row, column_of(table, unique->column[i]));
        ck_assert_msg(order < 0, "%s: row %zu (%s) does not come after its predecessor",
                      plume_dataset_table_dataset(table)->file, row + 2,
                      plume_dataset_table_text(table, row, 0));
    }
}
END_TEST

START_TEST(files_are_plain_utf8_with_unix_lines)
{
    const plume_dataset *format = plume_dataset_at((size_t)_i);
    const plume_dataset_table *table = table_of(plume_dataset_at((size_t)_i));
    plume_text below, cleaned;
    char *path, *bytes;
    size_t length, row, i;

    plume_text_init(&below);
    plume_text_init(&cleaned);
    plume_text_printf(&below, "datasets/%s", format->file);
    path = test_path(below.data);
    bytes = test_slurp(path, &length);
    ck_assert_ptr_nonnull(bytes);
    ck_assert_ptr_null(memchr(bytes, '\r', length));
    ck_assert_int_eq(bytes[length - 1], '\n');
    ck_assert_int_ne((unsigned char)bytes[0], 0xef);
    for (row = 0; row < plume_dataset_table_rows(table); row++)
        for (i = 0; i < format->column_count; i++) {
            const char *cell = plume_dataset_table_text(table, row, i);

            plume_text_clear(&cleaned);
            ck_assert_msg(plume_sanitize(&cleaned, cell, strlen(cell), 1024) &&
                              strcmp(cleaned.data, cell) == 0,
                          "%s: row %zu: '%s'", format->file, row + 2, cell);
        }
    plume_text_dispose(&below);
    plume_text_dispose(&cleaned);
    free(path);
    free(bytes);
}
END_TEST

static void ck_source(const plume_dataset_table *table, size_t row, size_t column)
{
    plume_source source;
    const char *id = plume_dataset_table_text(table, row, column);

    if (id[0] != '\0')
        ck_assert_msg(plume_factors_source(factors, id, &source, &error) == PLUME_OK,
                      "%s: row %zu: %s", plume_dataset_table_dataset(table)->file,
                      row + 2, error.message);
}

START_TEST(every_row_names_a_known_source_and_a_plausible_year)
{
    const plume_dataset_table *table = table_of(plume_dataset_at((size_t)_i));
    size_t year = column_of(table, "year"), source = column_of(table, "source");
    size_t other = column_of(table, "system_average_source"), row;

    for (row = 0; row < plume_dataset_table_rows(table); row++) {
        if (source != SIZE_MAX)
            ck_source(table, row, source);
        if (other != SIZE_MAX)
            ck_source(table, row, other);
        if (year != SIZE_MAX)
            ck_assert_msg(plume_dataset_table_whole(table, row, year) >= 2000 &&
                              plume_dataset_table_whole(table, row, year) <= 2026,
                          "%s: row %zu: %s", plume_dataset_table_dataset(table)->file,
                          row + 2, plume_dataset_table_text(table, row, year));
    }
    if (plume_dataset_at((size_t)_i) != &plume_dataset_places &&
        plume_dataset_at((size_t)_i) != &plume_dataset_sources)
        ck_assert(source != SIZE_MAX || column_of(table, "paper") != SIZE_MAX);
}
END_TEST

/* Figures whose licence nobody has cleared are not shipped. */
START_TEST(no_source_that_may_not_be_shipped_is_used)
{
    static const char *const barred[] = {
        "aib_", "greene_", "ademe", "IEA", "rightnow", "WattTime", "Electricity Maps"
    };
    const plume_dataset_table *table = table_of(plume_dataset_at((size_t)_i));
    size_t row, i, j;

    for (row = 0; row < plume_dataset_table_rows(table); row++)
        for (i = 0; i < plume_dataset_table_dataset(table)->column_count; i++)
            for (j = 0; j < sizeof barred / sizeof barred[0]; j++)
                ck_assert_msg(
                    strstr(plume_dataset_table_text(table, row, i), barred[j]) == NULL,
                    "%s: row %zu: %s", plume_dataset_table_dataset(table)->file, row + 2,
                    barred[j]);
}
END_TEST

START_TEST(every_source_is_used_by_some_row)
{
    const plume_dataset_table *sources = table_of(&plume_dataset_sources), *table;
    size_t row, other, column;
    size_t dataset;
    bool used;

    for (row = 0; row < plume_dataset_table_rows(sources); row++) {
        used = false;
        for (dataset = 0; plume_dataset_at(dataset) != NULL && !used; dataset++) {
            table = table_of(plume_dataset_at(dataset));
            column = column_of(table, "source");
            for (other = 0; column != SIZE_MAX && other < plume_dataset_table_rows(table);
                 other++)
                used = used ||
                       strcmp(plume_dataset_table_text(table, other, column),
                              plume_dataset_table_text(sources, row, SOURCE_ID)) == 0;
        }
        ck_assert_msg(used, "%s", plume_dataset_table_text(sources, row, SOURCE_ID));
    }
}
END_TEST

/* "- id: key" on a line of its own. */
static bool bibliography_has(const char *text, const char *wanted)
{
    size_t length = strlen(wanted);

    while ((text = strstr(text, "\n- id: ")) != NULL) {
        text += strlen("\n- id: ");
        if (strncmp(text, wanted, length) == 0 && text[length] == '\n')
            return true;
    }
    return false;
}

START_TEST(every_citation_is_in_the_bibliography_and_ascii)
{
    static const struct {
        const plume_dataset *dataset;
        size_t column;
    } cited[] = { { &plume_dataset_sources, SOURCE_BIBTEX_KEY },
                  { &plume_dataset_models, MODEL_PAPER },
                  { &plume_dataset_decompositions, SPLIT_PAPER },
                  { &plume_dataset_derivations, DERIVATION_PAPER },
                  { &plume_dataset_defaults, DEFAULT_PAPER },
                  { &plume_dataset_trainings, TRAINING_PAPER },
                  { &plume_dataset_corrections, CORRECTION_PAPER },
                  { &plume_dataset_corrections, CORRECTION_BY_PAPER },
                  { &plume_dataset_printed_faults, FAULT_PAPER },
                  { &plume_dataset_reproduction, REPRODUCTION_CITATION } };
    char *path = test_path("templates/references.yaml"), *text = test_slurp(path, NULL);
    const char *wanted, *c;
    size_t i, row;

    ck_assert_ptr_nonnull(text);
    for (i = 0; i < sizeof cited / sizeof cited[0]; i++) {
        const plume_dataset_table *table = table_of(cited[i].dataset);

        for (row = 0; row < plume_dataset_table_rows(table); row++) {
            wanted = plume_dataset_table_text(table, row, cited[i].column);
            ck_assert_msg(bibliography_has(text, wanted), "%s", wanted);
            for (c = wanted; *c != '\0'; c++)
                ck_assert(*c > ' ' && *c < 0x7f);
        }
    }
    ck_assert(!bibliography_has(text, "strubell"));
    free(text);
    free(path);
}
END_TEST

/* A column whose numbers lie between two bounds, where they are given. */
typedef struct range {
    const plume_dataset *dataset;
    const char *column;
    double low, high;
} range;

static const range ranges[] = {
    { &plume_dataset_grid, "kg_per_kwh", 0, 2 },
    { &plume_dataset_grid, "rank", 1, 2 },
    { &plume_dataset_regions, "kg_per_kwh", 0, 2 },
    { &plume_dataset_regions, "carbon_free_share", 0, 1 },
    { &plume_dataset_pue, "pue", 1, 3 },
    { &plume_dataset_accelerators, "rated_w", 1, 3000 },
    { &plume_dataset_accelerators, "system_average_w", 50, 3000 },
    { &plume_dataset_accelerators, "memory_gb", 0.1, 512 },
    { &plume_dataset_accelerators, "peak_tflops_16bit", 0.01, 6000 },
    { &plume_dataset_accelerators, "peak_tflops_32bit", 0.1, 300 },
    { &plume_dataset_accelerators, "peak_tflops_tf32", 1, 2000 },
    { &plume_dataset_accelerators, "peak_tflops_8bit", 10, 6000 },
    { &plume_dataset_accelerators, "peak_tflops_4bit", 1000, 20000 },
    { &plume_dataset_processors, "cores", 1, 300 },
    { &plume_dataset_processors, "rated_w", 1, 600 },
    { &plume_dataset_memory, "watts", 0.1, 10 },
    { &plume_dataset_models, "pue", 1, 2 },
    { &plume_dataset_models, "gross_kg_per_kwh", 0.01, 1 },
    { &plume_dataset_models, "net_kg_per_kwh", 0, 1 },
    { &plume_dataset_equivalents, "kg_per_unit", 0.001, 500000 },
    { &plume_dataset_gwp, "gwp100", 1, 30000 },
    { &plume_dataset_embodied, "kg_per_unit", 0.01, 10000 },
    { &plume_dataset_embodied, "low_kg", 0.01, 10000 },
    { &plume_dataset_embodied, "high_kg", 0.01, 10000 },
    { &plume_dataset_embodied, "lifetime_years", 3, 10 },
    { &plume_dataset_water, "l_per_kwh", 0, 50 },
};

START_TEST(numbers_are_plausible_in_their_units)
{
    const range *allowed = &ranges[_i];
    const plume_dataset_table *table = table_of(allowed->dataset);
    size_t column = column_of(table, allowed->column), row, known = 0;
    double number;

    ck_assert_uint_ne(column, SIZE_MAX);
    for (row = 0; row < plume_dataset_table_rows(table); row++) {
        number = plume_dataset_table_number(table, row, column);
        if (isnan(number))
            continue;
        known++;
        ck_assert_msg(number >= allowed->low && number <= allowed->high,
                      "%s: row %zu: %s %g", plume_dataset_table_dataset(table)->file,
                      row + 2, allowed->column, number);
    }
    ck_assert_uint_gt(known, 0);
}
END_TEST

static void add_tests(TCase *tcase)
{
    const int all = PLUME_DATASET_COUNT;

    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_add_loop_test(tcase, every_dataset_has_a_key_here, 0, all);
    tcase_add_loop_test(tcase, rows_are_sorted_and_no_two_have_the_same_key, 0,
                        KEY_COUNT);
    tcase_add_loop_test(tcase, files_are_plain_utf8_with_unix_lines, 0, all);
    tcase_add_loop_test(tcase, every_row_names_a_known_source_and_a_plausible_year, 0,
                        all);
    tcase_add_loop_test(tcase, no_source_that_may_not_be_shipped_is_used, 0, all);
    tcase_add_test(tcase, every_source_is_used_by_some_row);
    tcase_add_test(tcase, every_citation_is_in_the_bibliography_and_ascii);
    tcase_add_loop_test(tcase, numbers_are_plausible_in_their_units, 0,
                        (int)(sizeof ranges / sizeof ranges[0]));
}

int main(void)
{
    return test_main("datasets", add_tests);
}
