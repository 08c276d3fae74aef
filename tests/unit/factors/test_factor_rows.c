/* Every row of every table of factors, asked for by its own name: what was asked, what
 * was got, and whether they are equal, is printed. */
#include "support/support.h"

#include "factors/datasets.h"
#include "study/study.h"

/* The first columns of files that one file of the library reads. */
enum { AREA_NAME, AREA_CODE };

static plume_factors *factors;
static plume_error error;
static size_t asked, equal;

static void open_all(void)
{
    char *path = test_path("datasets");

    memset(&error, 0, sizeof error);
    ck_ok(plume_factors_open(&factors, path, &error), error);
    free(path);
    asked = equal = 0;
}

static void close_all(void)
{
    plume_factors_free(factors);
}

static const plume_dataset_table *table_of(const plume_dataset *dataset)
{
    const plume_dataset_table *table;

    ck_ok(plume_factors_table(factors, dataset, &table, &error), error);
    return table;
}

/* The first few that differ are printed each, for a person to read. */
static void tell(const char *table, const char *name, double wanted, double got)
{
    bool same = wanted == got || (isnan(wanted) && isnan(got));

    asked++;
    equal += same;
    if (!same && asked - equal < 20)
        printf("%s: asked %s, wanted %.9g, got %.9g\n", table, name, wanted, got);
}

static void finish(const char *table)
{
    printf("%s: asked %zu, got %zu, equal %zu\n", table, asked, asked, equal);
    fflush(stdout);
    ck_assert_uint_gt(asked, 0);
    ck_assert_uint_eq(equal, asked);
}

/* A name through the study file: whether it is accepted, and the site that it makes. */
static bool site_of(plume_site *out, const char *key, const char *name, int year)
{
    plume_study_overrides overrides = {
        .intensity_kg_per_kwh = NAN, .pue = NAN, .device_count = NAN, .year = year
    };
    plume_study *study;
    plume_run run;
    bool found;

    if (strcmp(key, "location") == 0)
        overrides.location = name;
    else
        overrides.provider = name;
    ck_ok(plume_study_new(&study, &error), error);
    plume_run_init(&run);
    found = plume_study_override(study, &overrides, factors, NULL) == PLUME_OK &&
            plume_study_site(study, &run, factors, out, NULL, NULL) == PLUME_OK;
    plume_study_free(study);
    return found;
}

START_TEST(every_row_of_grid_intensity_is_got_by_its_code_and_source)
{
    const plume_dataset_table *table = table_of(&plume_dataset_grid);
    plume_text name;

    plume_text_init(&name);
    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        plume_grid grid = { .kg_per_kwh = NAN };
        int year = plume_dataset_table_whole(table, row, GRID_YEAR);

        plume_text_clear(&name);
        plume_text_add(&name, plume_dataset_table_text(table, row, GRID_CODE));
        if (plume_dataset_table_whole(table, row, GRID_RANK) != 1)
            plume_text_printf(&name, "@%s",
                              plume_dataset_table_text(table, row, GRID_SOURCE));
        (void)plume_factors_grid(factors, name.data, year, &grid, NULL, NULL);
        tell("grid", name.data, plume_dataset_table_number(table, row, GRID_KG_PER_KWH),
             grid.kg_per_kwh);
    }
    plume_text_dispose(&name);
    finish("grid");
}
END_TEST

START_TEST(every_place_is_got_by_its_code_its_name_and_its_aliases)
{
    const plume_dataset_table *table = table_of(&plume_dataset_places);

    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        const char *code = plume_dataset_table_text(table, row, PLACE_CODE);
        const char *level = plume_dataset_table_text(table, row, PLACE_LEVEL);
        char *aliases = strdup(plume_dataset_table_text(table, row, PLACE_ALIASES));
        const char *names[64] = { code, plume_dataset_table_text(table, row, PLACE_ISO3),
                                  plume_dataset_table_text(table, row, PLACE_NAME) };
        size_t count = 3;

        for (char *part = strtok(aliases, "|"); part != NULL; part = strtok(NULL, "|"))
            names[count++] = part;
        for (size_t i = 0; i < count; i++) {
            plume_grid grid = { .code = "" };
            bool is_state = strcmp(level, "state") == 0;

            if (names[i][0] == '\0' || (i == 2 && strcmp(level, "method") == 0) ||
                (is_state && strcmp(names[i], "Georgia") == 0))
                continue; /* a country is called Georgia, too, and goes before: noted */
            (void)plume_factors_grid(factors, names[i], 0, &grid, NULL, NULL);
            tell("places", names[i], 1.0, strcmp(grid.code, code) == 0 ? 1.0 : 0.0);
        }
        free(aliases);
    }
    finish("places");
}
END_TEST

START_TEST(every_name_of_an_area_is_got_or_told)
{
    const plume_dataset_table *table = table_of(&plume_dataset_place_names);

    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        const char *name = plume_dataset_table_text(table, row, AREA_NAME);
        const char *code = plume_dataset_table_text(table, row, AREA_CODE);
        plume_grid grid = { .code = "" };
        plume_notes *notes;
        plume_status status;
        bool right;

        ck_ok(plume_notes_new(&notes, &error), error);
        memset(&error, 0, sizeof error);
        status = plume_factors_grid(factors, name, 0, &grid, notes, &error);
        if (code[0] == '\0')
            right = status == PLUME_ERR_UNKNOWN && error.hint[0] != '\0';
        else
            right = status == PLUME_OK && strcmp(grid.code, code) == 0 &&
                    plume_notes_tally(notes, "factor-wider") > 0;
        tell("place names", name, 1.0, right ? 1.0 : 0.0);
        plume_notes_free(notes);
    }
    finish("place names");
}
END_TEST

/* A region that publishes nothing is got as the grid that it stands on. */
START_TEST(every_cloud_region_is_got_by_location_and_by_log)
{
    const plume_dataset_table *table = table_of(&plume_dataset_regions);

    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        const char *code = plume_dataset_table_text(table, row, REGION_CODE);
        const char *grid_code = plume_dataset_table_text(table, row, REGION_GRID_CODE);
        double wanted = plume_dataset_table_number(table, row, REGION_KG_PER_KWH);
        int year = plume_dataset_table_whole(table, row, REGION_YEAR);
        plume_grid grid = { .kg_per_kwh = NAN };
        plume_site site = { .location = "", .region = "" };

        if (isnan(wanted)) {
            ck_ok(plume_factors_grid(factors, grid_code, year, &grid, NULL, &error),
                  error);
            wanted = grid.kg_per_kwh;
        }
        tell("cloud regions", code, 1.0, site_of(&site, "location", code, year) ? 1 : 0);
        tell("cloud regions", code, wanted, site.gross_kg_per_kwh.value);
        tell("cloud regions", code, 1.0, strcmp(site.region, code) == 0 ? 1.0 : 0.0);
    }
    finish("cloud regions");
}
END_TEST

static bool is_region(const char *scope)
{
    return strcmp(scope, "region") == 0 || strcmp(scope, "design") == 0;
}

/* The clouds' own regions by --location too, and all by --provider. */
START_TEST(every_row_of_pue_is_got_by_provider_and_by_place)
{
    const plume_dataset_table *table = table_of(&plume_dataset_pue);
    plume_text name;

    plume_text_init(&name);
    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        double wanted = plume_dataset_table_number(table, row, PUE_PUE);
        int year = plume_dataset_table_whole(table, row, PUE_YEAR);
        plume_site site = { .pue = { .value = NAN } };
        plume_grid grid;

        plume_text_clear(&name);
        plume_text_printf(&name, "%s:%s",
                          plume_dataset_table_text(table, row, PUE_PROVIDER),
                          plume_dataset_table_text(table, row, PUE_SITE));
        (void)site_of(&site, "provider", name.data, year);
        tell("pue", name.data, wanted, site.pue.value);
        if (!is_region(plume_dataset_table_text(table, row, PUE_SCOPE)) ||
            plume_factors_grid(factors, name.data, year, &grid, NULL, NULL) != PLUME_OK)
            continue; /* a site that is no region of its cloud has no grid by that name */
        (void)site_of(&site, "location", name.data, year);
        tell("pue", name.data, wanted, site.pue.value);
    }
    plume_text_dispose(&name);
    finish("pue");
}
END_TEST

START_TEST(every_consumption_of_water_is_got_by_its_code_and_source)
{
    const plume_dataset_table *table = table_of(&plume_dataset_water);
    plume_text name;

    plume_text_init(&name);
    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        bool grid = strcmp(plume_dataset_table_text(table, row, WATER_KIND), "grid") == 0;
        plume_water_factor water = { .l_per_kwh = NAN };

        if (strcmp(plume_dataset_table_text(table, row, WATER_BASIS), "consumption") != 0)
            continue; /* withdrawals are listed for comparison: `plume factors water` */
        plume_text_clear(&name);
        plume_text_add(&name, plume_dataset_table_text(table, row, WATER_CODE));
        if (plume_dataset_table_whole(table, row, WATER_RANK) != 1)
            plume_text_printf(&name, "@%s",
                              plume_dataset_table_text(table, row, WATER_SOURCE));
        (void)plume_factors_water(
            factors, grid ? PLUME_WATER_GRID : PLUME_WATER_SITE, name.data,
            plume_dataset_table_whole(table, row, WATER_YEAR), &water, NULL, NULL);
        tell("water", name.data, plume_dataset_table_number(table, row, WATER_L_PER_KWH),
             water.l_per_kwh);
    }
    plume_text_dispose(&name);
    finish("water");
}
END_TEST

static void ask_device(const char *table, const char *name, const char *wanted)
{
    plume_device device = { .name = "" };

    (void)plume_factors_device(factors, name, &device, NULL, NULL);
    tell(table, name, 1.0, strcmp(device.name, wanted) == 0 ? 1.0 : 0.0);
}

START_TEST(every_device_is_got_by_its_name_and_its_aliases)
{
    static const size_t columns[] = { DEVICE_NAME, DEVICE_ALIASES, DEVICE_SHARED_NAMES };
    const plume_dataset_table *table = table_of(&plume_dataset_accelerators);

    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        const char *name = plume_dataset_table_text(table, row, DEVICE_NAME);

        for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
            char *names = strdup(plume_dataset_table_text(table, row, columns[i]));

            for (char *part = strtok(names, "|"); part != NULL; part = strtok(NULL, "|"))
                ask_device("devices", part, name);
            free(names);
        }
    }
    finish("devices");
}
END_TEST

START_TEST(every_processor_is_got_by_its_name)
{
    const plume_dataset_table *table = table_of(&plume_dataset_processors);

    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        const char *name = plume_dataset_table_text(table, row, PROCESSOR_NAME);
        plume_device device = { .rated_w = NAN };

        (void)plume_factors_device(factors, name, &device, NULL, NULL);
        tell("processors", name,
             plume_dataset_table_number(table, row, PROCESSOR_RATED_W), device.rated_w);
    }
    finish("processors");
}
END_TEST

START_TEST(every_other_row_is_got_by_the_name_that_its_table_goes_by)
{
    const plume_dataset_table *table = table_of(&plume_dataset_gwp);

    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        double gwp = NAN;
        const char *source;

        (void)plume_factors_gwp(factors, plume_dataset_table_text(table, row, GWP_GAS),
                                plume_dataset_table_text(table, row, GWP_REPORT), &gwp,
                                &source, NULL);
        tell("gwp", plume_dataset_table_text(table, row, GWP_GAS),
             plume_dataset_table_number(table, row, GWP_GWP100), gwp);
    }
    finish("gwp");
}
END_TEST

START_TEST(every_intensity_of_a_tracker_is_got_by_its_first_and_last_release)
{
    const plume_dataset_table *table = table_of(&plume_dataset_tool_factors);
    plume_tool_release early = { "codecarbon", "1.0" };
    double got;

    for (size_t row = 0; row < plume_dataset_table_rows(table); row++)
        for (int last = 0; last < 2; last++) {
            plume_tool_release release = {
                plume_dataset_table_text(table, row, TOOL_NAME),
                plume_dataset_table_text(table, row, last ? TOOL_LAST : TOOL_FIRST)
            };

            ck_ok(plume_factors_tool(factors, &release,
                                     plume_dataset_table_text(table, row, TOOL_PLACE),
                                     &got, &error),
                  error);
            tell("tools", plume_dataset_table_text(table, row, TOOL_PLACE),
                 plume_dataset_table_number(table, row, TOOL_KG_PER_KWH), got);
        }
    finish("tools");
    ck_ok(plume_factors_tool(factors, &early, "US-WA", &got, &error), error);
    ck_assert_double_nan(got);
}
END_TEST

START_TEST(every_residual_mix_is_got_by_its_code)
{
    const plume_dataset_table *table = table_of(&plume_dataset_residual);

    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        const char *code = plume_dataset_table_text(table, row, RESIDUAL_CODE);
        plume_grid grid = { .kg_per_kwh = NAN };

        (void)plume_factors_residual(factors, code,
                                     plume_dataset_table_whole(table, row, RESIDUAL_YEAR),
                                     &grid, NULL, NULL);
        tell("residual", code,
             plume_dataset_table_number(table, row, RESIDUAL_KG_PER_KWH),
             grid.kg_per_kwh);
    }
    finish("residual");
}
END_TEST

/* A figure of a card by the first device that it names; any further one may have a
 * figure of its own. */
START_TEST(every_embodied_figure_that_is_used_is_got_by_its_device)
{
    const plume_dataset_table *table = table_of(&plume_dataset_embodied);

    for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
        char *devices = strdup(plume_dataset_table_text(table, row, EMBODIED_DEVICES));
        plume_embodied found = { .kg = NAN };

        for (char *name = strtok(devices, "|"); name != NULL; name = strtok(NULL, "|")) {
            if (plume_dataset_table_whole(table, row, EMBODIED_RANK) != 1 ||
                strcmp(name, "any") == 0)
                continue;
            (void)plume_factors_embodied(factors, name, &found, NULL, NULL);
            tell("embodied", name,
                 plume_dataset_table_number(table, row, EMBODIED_KG_PER_UNIT), found.kg);
        }
        free(devices);
    }
    finish("embodied");
}
END_TEST

/* `plume factors KIND NAME`, for each row by its first cell. */
START_TEST(every_row_is_listed_by_its_name)
{
    static const plume_dataset *const kinds[] = {
        &plume_dataset_accelerators, &plume_dataset_memory,   &plume_dataset_regions,
        &plume_dataset_residual,     &plume_dataset_pue,      &plume_dataset_models,
        &plume_dataset_equivalents,  &plume_dataset_embodied, &plume_dataset_water,
        &plume_dataset_sources
    };
    static const char *const names[] = { "devices", "memory", "regions",     "residual",
                                         "pue",     "models", "equivalents", "embodied",
                                         "water",   "sources" };

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        const plume_dataset_table *table = table_of(kinds[i]);

        for (size_t row = 0; row < plume_dataset_table_rows(table); row++) {
            plume_value *list = plume_value_list();
            const char *name = plume_dataset_table_text(table, row, 0);

            ck_ok(plume_factors_search(factors, names[i], name, list, &error), error);
            tell(names[i], name, 1.0, plume_value_count(list) > 0 ? 1.0 : 0.0);
            plume_value_free(list);
        }
    }
    finish("plume factors");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, every_row_of_grid_intensity_is_got_by_its_code_and_source);
    tcase_add_test(tcase, every_place_is_got_by_its_code_its_name_and_its_aliases);
    tcase_add_test(tcase, every_name_of_an_area_is_got_or_told);
    tcase_add_test(tcase, every_cloud_region_is_got_by_location_and_by_log);
    tcase_add_test(tcase, every_row_of_pue_is_got_by_provider_and_by_place);
    tcase_add_test(tcase, every_consumption_of_water_is_got_by_its_code_and_source);
    tcase_add_test(tcase, every_device_is_got_by_its_name_and_its_aliases);
    tcase_add_test(tcase, every_processor_is_got_by_its_name);
    tcase_add_test(tcase, every_other_row_is_got_by_the_name_that_its_table_goes_by);
    tcase_add_test(tcase,
                   every_intensity_of_a_tracker_is_got_by_its_first_and_last_release);
    tcase_add_test(tcase, every_residual_mix_is_got_by_its_code);
    tcase_add_test(tcase, every_embodied_figure_that_is_used_is_got_by_its_device);
    tcase_add_test(tcase, every_row_is_listed_by_its_name);
}

int main(void)
{
    return test_main("factor rows", add);
}
