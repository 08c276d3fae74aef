/* What the datasets say about each other, and the words that columns are limited to. */
#include "support/factors_fixture.h"

#include "factors/datasets.h"

static const plume_dataset_table *table_of(const plume_dataset *dataset)
{
    const plume_dataset_table *table;

    ck_ok(plume_factors_table(factors, dataset, &table, &error), error);
    return table;
}

static size_t row_of(const plume_dataset_table *table, size_t column, const char *text)
{
    size_t row;

    for (row = 0; row < plume_dataset_table_rows(table); row++)
        if (strcmp(plume_dataset_table_text(table, row, column), text) == 0)
            return row;
    return SIZE_MAX;
}

/* words: "a|b|c"; an empty cell is none of them unless words begins with '|'. */
static void ck_words(const plume_dataset *dataset, size_t column, const char *words)
{
    const plume_dataset_table *table = table_of(dataset);
    const char *cell, *at;
    size_t row, length;

    for (row = 0; row < plume_dataset_table_rows(table); row++) {
        cell = plume_dataset_table_text(table, row, column);
        at = words;
        length = strcspn(at, "|");
        while (!(strlen(cell) == length && strncmp(at, cell, length) == 0)) {
            ck_assert_msg(at[length] == '|', "%s: row %zu: '%s' is none of %s",
                          plume_dataset_table_dataset(table)->file, row + 2, cell, words);
            at += length + 1;
            length = strcspn(at, "|");
        }
    }
}

START_TEST(columns_of_words_hold_only_their_words)
{
    ck_words(&plume_dataset_places, PLACE_LEVEL,
             "country|state|subregion|utility|region|world|method");
    ck_words(&plume_dataset_grid, GRID_BASIS, "production|consumption|market");
    ck_words(&plume_dataset_grid, GRID_SCOPE, "lifecycle|direct");
    ck_words(&plume_dataset_regions, REGION_PROVIDER, "aws|azure|gcp");
    ck_words(&plume_dataset_regions, REGION_BASIS, "|published");
    ck_words(&plume_dataset_regions, REGION_SCOPE, "|lifecycle|direct");
    ck_words(&plume_dataset_pue, PUE_SCOPE, "region|site|fleet|design|default|average");
    ck_words(&plume_dataset_accelerators, DEVICE_KIND, "gpu|tpu|other");
    ck_words(&plume_dataset_memory, 2, "GB|DIMM");
    ck_words(&plume_dataset_embodied, EMBODIED_CATEGORY,
             "gpu|tpu|server|cpu|ram|ssd|hdd");
    ck_words(&plume_dataset_embodied, EMBODIED_BOUNDARY,
             "card|card and host|host|die|part");
    ck_words(&plume_dataset_water, WATER_KIND, "site|place|grid");
    ck_words(&plume_dataset_water, WATER_BASIS, "consumption|withdrawal");
    ck_words(&plume_dataset_models, MODEL_POWER_SCOPE, "|it|device");
    ck_words(&plume_dataset_models, MODEL_POWER_KIND, "|measured|rated|estimate");
    ck_words(&plume_dataset_models, MODEL_METHOD, "|strubell2019|patterson2021");
    ck_words(&plume_dataset_models, MODEL_THIRD_PARTY, "yes|no");
    ck_words(&plume_dataset_models, MODEL_PUE_COUNTED, "|yes|no");
    ck_words(&plume_dataset_models, MODEL_EVIDENCE, "primary|secondary");
    ck_words(&plume_dataset_trainings, TRAINING_EVIDENCE, "primary|secondary");
    ck_words(&plume_dataset_trainings, TRAINING_QUANTITY,
             "parameters|active_parameters|tokens|flop|devices|hours|device_hours|"
             "power_w|pue|kg_per_kwh|it_kwh|kg|place");
    ck_words(&plume_dataset_corrections, CORRECTION_KIND, "corrected|qualified");
    ck_words(&plume_dataset_corrections, CORRECTION_QUANTITY,
             "emissions|energy|device-hours|water");
}
END_TEST

START_TEST(every_grid_is_of_a_known_place_under_the_same_name)
{
    const plume_dataset_table *grid = table_of(&plume_dataset_grid);
    const plume_dataset_table *places = table_of(&plume_dataset_places);
    size_t row, place;

    for (row = 0; row < plume_dataset_table_rows(grid); row++) {
        place =
            row_of(places, PLACE_CODE, plume_dataset_table_text(grid, row, GRID_CODE));
        ck_assert_uint_ne(place, SIZE_MAX);
        ck_assert_str_eq(plume_dataset_table_text(places, place, PLACE_NAME),
                         plume_dataset_table_text(grid, row, GRID_NAME));
    }
}
END_TEST

START_TEST(every_place_has_one_leading_figure_a_year_or_one_to_compare)
{
    const plume_dataset_table *grid = table_of(&plume_dataset_grid);
    const plume_dataset_table *places = table_of(&plume_dataset_places);
    size_t place, row, figures;
    const char *code;
    int year, last;

    for (place = 0; place < plume_dataset_table_rows(places); place++) {
        code = plume_dataset_table_text(places, place, PLACE_CODE);
        figures = 0;
        last = 0;
        for (row = 0; row < plume_dataset_table_rows(grid); row++) {
            if (strcmp(plume_dataset_table_text(grid, row, GRID_CODE), code) != 0)
                continue;
            figures++;
            if (plume_dataset_table_whole(grid, row, GRID_RANK) != 1)
                continue;
            year = plume_dataset_table_whole(grid, row, GRID_YEAR);
            ck_assert_msg(year > last, "%s %d", code, year);
            last = year;
        }
        ck_assert_msg(figures > 0, "%s", code);
    }
}
END_TEST

START_TEST(no_two_places_share_a_code_and_country_names_are_their_own)
{
    const plume_dataset_table *places = table_of(&plume_dataset_places);
    size_t a, b;

    for (a = 0; a < plume_dataset_table_rows(places); a++)
        for (b = 0; b < plume_dataset_table_rows(places); b++) {
            const char *code = plume_dataset_table_text(places, a, PLACE_CODE);

            if (a == b)
                continue;
            ck_assert(
                !plume_name_equal(code, plume_dataset_table_text(places, b, PLACE_CODE)));
            ck_assert(
                !plume_name_equal(code, plume_dataset_table_text(places, b, PLACE_ISO3)));
            if (strcmp(plume_dataset_table_text(places, a, PLACE_LEVEL), "country") ==
                    0 &&
                strcmp(plume_dataset_table_text(places, b, PLACE_LEVEL), "country") == 0)
                ck_assert_msg(
                    !plume_name_equal(plume_dataset_table_text(places, a, PLACE_NAME),
                                      plume_dataset_table_text(places, b, PLACE_NAME)) &&
                        !plume_dataset_table_lists(
                            places, b, PLACE_ALIASES,
                            plume_dataset_table_text(places, a, PLACE_NAME)),
                    "%s", code);
        }
}
END_TEST

START_TEST(every_cloud_region_stands_on_a_known_grid_and_is_coded_by_its_parts)
{
    const plume_dataset_table *regions = table_of(&plume_dataset_regions);
    const plume_dataset_table *grid = table_of(&plume_dataset_grid);
    plume_text code;
    size_t row;

    plume_text_init(&code);
    for (row = 0; row < plume_dataset_table_rows(regions); row++) {
        plume_text_clear(&code);
        plume_text_printf(&code, "%s:%s",
                          plume_dataset_table_text(regions, row, REGION_PROVIDER),
                          plume_dataset_table_text(regions, row, REGION_REGION));
        ck_assert_str_eq(plume_dataset_table_text(regions, row, REGION_CODE), code.data);
        ck_assert_uint_ne(
            row_of(grid, GRID_CODE,
                   plume_dataset_table_text(regions, row, REGION_GRID_CODE)),
            SIZE_MAX);
        ck_assert_int_eq(
            isnan(plume_dataset_table_number(regions, row, REGION_KG_PER_KWH)),
            plume_dataset_table_text(regions, row, REGION_SCOPE)[0] == '\0');
    }
    plume_text_dispose(&code);
}
END_TEST

/* Calls each for every name of a cell "a|b". */
static void each_listed(const char *cell, void (*each)(const char *name, size_t row),
                        size_t row)
{
    char name[256];
    size_t length;

    for (; *cell != '\0'; cell += length + (cell[length] == '|')) {
        length = strcspn(cell, "|");
        ck_assert_uint_gt(length, 0);
        ck_assert_uint_lt(length, sizeof name);
        memcpy(name, cell, length);
        name[length] = '\0';
        each(name, row);
    }
}

static void ck_names_one_device(const char *name, size_t row)
{
    const plume_dataset_table *table = table_of(&plume_dataset_accelerators);
    size_t other;

    for (other = 0; other < plume_dataset_table_rows(table); other++)
        ck_assert_msg(
            other == row ||
                (!plume_name_equal(name,
                                   plume_dataset_table_text(table, other, DEVICE_NAME)) &&
                 !plume_dataset_table_lists(table, other, DEVICE_ALIASES, name) &&
                 !plume_dataset_table_lists(table, other, DEVICE_SHARED_NAMES, name)),
            "'%s' names both %s and %s", name,
            plume_dataset_table_text(table, row, DEVICE_NAME),
            plume_dataset_table_text(table, other, DEVICE_NAME));
}

START_TEST(no_name_of_a_device_leads_to_two_of_them)
{
    const plume_dataset_table *table = table_of(&plume_dataset_accelerators);
    size_t row;

    for (row = 0; row < plume_dataset_table_rows(table); row++) {
        ck_names_one_device(plume_dataset_table_text(table, row, DEVICE_NAME), row);
        each_listed(plume_dataset_table_text(table, row, DEVICE_ALIASES),
                    ck_names_one_device, row);
        each_listed(plume_dataset_table_text(table, row, DEVICE_SHARED_NAMES),
                    ck_names_one_device, row);
        ck_assert_int_eq(
            isnan(plume_dataset_table_number(table, row, DEVICE_SYSTEM_AVERAGE_W)),
            plume_dataset_table_text(table, row, DEVICE_SYSTEM_AVERAGE_SOURCE)[0] ==
                '\0');
    }
}
END_TEST

static void ck_names_one_training(const char *name, size_t row)
{
    plume_published found;

    ck_ok(plume_factors_model(factors, name, &found, &error), error);
    ck_assert_str_eq(found.id, plume_dataset_table_text(table_of(&plume_dataset_models),
                                                        row, MODEL_ID));
}

START_TEST(every_name_of_a_published_training_leads_to_it)
{
    const plume_dataset_table *table = table_of(&plume_dataset_models);
    size_t row;

    for (row = 0; row < plume_dataset_table_rows(table); row++) {
        ck_names_one_training(plume_dataset_table_text(table, row, MODEL_ID), row);
        ck_names_one_training(plume_dataset_table_text(table, row, MODEL_NAME), row);
        each_listed(plume_dataset_table_text(table, row, MODEL_ALIASES),
                    ck_names_one_training, row);
    }
}
END_TEST

/* printed, in its own unit, is the number that stands beside it. */
static void ck_printed(const plume_published *model, plume_dimension dimension,
                       const char *printed, double number)
{
    double value;

    if (printed[0] == '\0')
        return;
    ck_assert_msg(plume_quantity_parse(&value, dimension, printed, strlen(printed),
                                       &error) == PLUME_OK,
                  "%s: %s", model->id, error.message);
    ck_assert_msg(fabs(value - number) <= 1e-12 * fabs(number), "%s: '%s' is not %.17g",
                  model->id, printed, number);
}

static void ck_power_printed(const plume_published *model)
{
    double each_w;

    if (model->power_printed[0] == '\0') {
        ck_assert_double_nan(model->power_w);
        return;
    }
    ck_ok(plume_quantity_parse(&each_w, PLUME_DIMENSION_POWER, model->power_printed,
                               strlen(model->power_printed), &error),
          error);
    ck_assert_msg(fabs(each_w - model->power_w) < 1e-9 ||
                      fabs(each_w * model->device_count - model->power_w) < 1e-6,
                  "%s", model->id);
}

START_TEST(the_printed_figures_of_a_training_are_its_numbers)
{
    plume_published model;
    bool found = true;
    size_t i;

    for (i = 0;; i++) {
        ck_ok(plume_factors_model_at(factors, i, &model, &found, &error), error);
        if (!found)
            break;
        ck_printed(&model, PLUME_DIMENSION_TIME, model.time_printed, model.hours);
        ck_printed(&model, PLUME_DIMENSION_RATIO, model.pue_printed, model.pue);
        ck_printed(&model, PLUME_DIMENSION_INTENSITY, model.gross_intensity_printed,
                   model.gross_kg_per_kwh);
        ck_printed(&model, PLUME_DIMENSION_INTENSITY, model.net_intensity_printed,
                   model.net_kg_per_kwh);
        ck_printed(&model, PLUME_DIMENSION_ENERGY, model.it_printed, model.it_kwh);
        ck_printed(&model, PLUME_DIMENSION_ENERGY, model.facility_printed,
                   model.facility_kwh);
        ck_printed(&model, PLUME_DIMENSION_MASS, model.gross_printed, model.gross_kg);
        ck_printed(&model, PLUME_DIMENSION_MASS, model.net_printed, model.net_kg);
        ck_assert(isnan(model.gross_kg) == (model.gross_printed[0] == '\0'));
        ck_assert(isnan(model.net_kg) == (model.net_printed[0] == '\0'));
        ck_assert(isnan(model.facility_kwh) == (model.facility_printed[0] == '\0'));
        ck_power_printed(&model);
    }
    ck_assert_uint_gt(i, 40);
}
END_TEST

START_TEST(the_device_of_a_training_is_a_known_one)
{
    plume_published model;
    plume_device device;
    bool found = true;
    size_t i;

    for (i = 0;; i++) {
        ck_ok(plume_factors_model_at(factors, i, &model, &found, &error), error);
        if (!found)
            break;
        if (model.device[0] == '\0') /* not published */
            continue;
        ck_ok(plume_factors_device(factors, model.device, &device, NULL, &error), error);
    }
}
END_TEST

START_TEST(the_training_that_values_share_is_a_published_one)
{
    plume_published model, shared;
    bool found = true;

    for (size_t i = 0;; i++) {
        ck_ok(plume_factors_model_at(factors, i, &model, &found, &error), error);
        if (!found)
            break;
        ck_ok(plume_factors_model(factors, model.model, &shared, &error), error);
        ck_assert_str_eq(shared.id, model.model);
        ck_assert_str_eq(shared.model, shared.id);
    }
}
END_TEST

/* rows: "a|b"; "" none. */
static void ck_model_id(const char *id, size_t row)
{
    plume_published model;

    (void)row;
    ck_ok(plume_factors_model(factors, id, &model, &error), error);
    ck_assert_str_eq(model.id, id);
}

START_TEST(what_else_is_published_is_of_a_published_training_and_has_an_address)
{
    const plume_dataset_table *trainings = table_of(&plume_dataset_trainings),
                              *faults = table_of(&plume_dataset_printed_faults),
                              *models = table_of(&plume_dataset_models);
    size_t row;

    for (row = 0; row < plume_dataset_table_rows(trainings); row++) {
        ck_model_id(plume_dataset_table_text(trainings, row, TRAINING_MODEL), row);
        ck_assert_int_eq(strncmp(plume_dataset_table_text(trainings, row, TRAINING_URL),
                                 "https://", 8),
                         0);
    }
    for (row = 0; row < plume_dataset_table_rows(models); row++)
        ck_assert_int_eq(
            strncmp(plume_dataset_table_text(models, row, MODEL_URL), "https://", 8), 0);
    for (row = 0; row < plume_dataset_table_rows(faults); row++) {
        ck_model_id(plume_dataset_table_text(faults, row, FAULT_MODEL), row);
        each_listed(plume_dataset_table_text(faults, row, FAULT_ROWS), ck_model_id, row);
    }
}
END_TEST

/* Names that people use, and the row that they mean. */
START_TEST(names_that_people_use_find_their_training)
{
    static const char *const names[][2] = {
        { "BERT", "bert-base" },
        { "bert_base", "bert-base" },
        { "T5-11B", "t5" },
        { "gpt3", "gpt-3" },
        { "GPT-3 175B", "gpt-3" },
        { "Switch Transformer", "switch" },
        { "GShard", "gshard" },
        { "Meena", "meena" },
        { "evolved-transformer-nas", "evolved-transformer-nas" },
        { "strubell-nas", "strubell-nas" },
        { "BLOOM-176B", "bloom" },
        { "llama2-70b", "llama-2-70b" },
        { "Llama-3.3-70B", "llama-3.3-70b" },
        { "LLaMA", "llama-65b" },
        { "OPT-175B", "opt" },
        { "GLaM", "glam" },
        { "LaMDA 137B", "lamda" },
        { "Gopher-280B", "gopher" },
        { "XLM-R", "xlm" },
        { "gpt2", "gpt-2" },
    };
    plume_published model;

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ck_ok(plume_factors_model(factors, names[i][0], &model, &error), error);
        ck_assert_str_eq(model.id, names[i][1]);
    }
}
END_TEST

/* LLMCarbon counts 1,000 chips where the energy that it takes over is of 1,024. */
static bool counts_fewer_chips(const plume_published *model)
{
    return strcmp(model->paper, "faiz2024llmcarbon") == 0 && model->device_count == 1000;
}

/* Inputs and results stand in one row: together they must make sense, within the rounding
 * of the least precise of them (days printed to two digits, 3.1 and 20). */
START_TEST(power_times_time_times_pue_is_the_published_energy)
{
    plume_published model;
    bool found = true;
    size_t i, checked = 0;
    double kwh;

    for (i = 0;; i++) {
        ck_ok(plume_factors_model_at(factors, i, &model, &found, &error), error);
        if (!found)
            break;
        kwh = model.power_w * model.hours / 1000 * model.pue;
        if (isnan(kwh) || isnan(model.facility_kwh) || counts_fewer_chips(&model))
            continue;
        checked++;
        ck_assert_msg(fabs(kwh / model.facility_kwh - 1) < 0.013, "%s: %g against %g",
                      model.id, kwh, model.facility_kwh);
    }
    ck_assert_uint_ge(checked, 20);
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_add_test(tcase, columns_of_words_hold_only_their_words);
    tcase_add_test(tcase, the_training_that_values_share_is_a_published_one);
    tcase_add_test(tcase,
                   what_else_is_published_is_of_a_published_training_and_has_an_address);
    tcase_add_test(tcase, names_that_people_use_find_their_training);
    tcase_add_test(tcase, every_grid_is_of_a_known_place_under_the_same_name);
    tcase_add_test(tcase, every_place_has_one_leading_figure_a_year_or_one_to_compare);
    tcase_add_test(tcase, no_two_places_share_a_code_and_country_names_are_their_own);
    tcase_add_test(tcase,
                   every_cloud_region_stands_on_a_known_grid_and_is_coded_by_its_parts);
    tcase_add_test(tcase, no_name_of_a_device_leads_to_two_of_them);
    tcase_add_test(tcase, every_name_of_a_published_training_leads_to_it);
    tcase_add_test(tcase, the_printed_figures_of_a_training_are_its_numbers);
    tcase_add_test(tcase, the_device_of_a_training_is_a_known_one);
    tcase_add_test(tcase, power_times_time_times_pue_is_the_published_energy);
}

int main(void)
{
    return test_main("datasets_join", add_tests);
}
