/* Published trainings, sources, and datasets that are damaged. */
#include "support/factors_fixture.h"

static plume_published model_of(const char *name)
{
    plume_published model;

    ck_ok(plume_factors_model(factors, name, &model, &error), error);
    return model;
}

START_TEST(published_trainings_go_by_the_names_people_use)
{
    static const char *const names[][2] = {
        { "bert", "bert-base" },
        { "BERT base", "bert-base" },
        { "gpt3", "gpt-3" },
        { "GPT-3", "gpt-3" },
        { "T5-11B", "t5" },
        { "switch", "switch" },
        { "gshard", "gshard" },
        { "Meena", "meena" },
        { "nas", "strubell-nas" },
        { "t2t-big", "transformer-big" },
        { "opt-175b", "opt" },
        { "bloom", "bloom" },
        { "llama-2-70b", "llama-2-70b" },
        { "evolved-transformer-nas", "evolved-transformer-nas" },
    };
    size_t i;

    for (i = 0; i < sizeof names / sizeof names[0]; i++)
        ck_assert_str_eq(model_of(names[i][0]).id, names[i][1]);
}
END_TEST

START_TEST(a_published_training_keeps_its_digits)
{
    plume_published model = model_of("bert-base");

    ck_assert_double_eq(model.hours, 79.2);
    ck_assert_double_eq(model.power_w, 12041.51);
    ck_assert_str_eq(model.power_printed, "12041.51 W");
    ck_assert_str_eq(model.gross_printed, "1438 lb");
    ck_close(model.gross_kg, 1438 * 0.45359237, 1e-12);
    ck_close(model.gross_kg_per_kwh, 0.954 * 0.45359237, 1e-12);
    ck_assert_double_nan(model.net_kg);
    ck_assert(!model.third_party);
    model = model_of("t5");
    ck_assert_str_eq(model.time_printed, "20 d");
    ck_assert_double_eq(model.hours, 480);
    ck_assert_double_eq(model.power_w, 512 * 310);
    ck_assert_str_eq(model.pue_printed, "1.12");
    ck_assert_double_eq(model.gross_kg, 46700);
    ck_assert(model_of("gpt-3-bloom").third_party);
}
END_TEST

START_TEST(an_unknown_training_is_answered_with_the_nearest)
{
    plume_published model;

    ck_assert_int_eq(plume_factors_model(factors, "brt-base", &model, &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "unknown published model 'brt-base'");
    ck_assert_str_eq(error.hint,
                     "did you mean 'bert-base'?  `plume factors models ber` lists "
                     "the matches");
}
END_TEST

START_TEST(trainings_can_be_walked_to_their_end)
{
    plume_published model;
    bool found = true;
    size_t count = 0;

    while (found) {
        ck_ok(plume_factors_model_at(factors, count, &model, &found, &error), error);
        count += found;
    }
    ck_assert_uint_gt(count, 40);
}
END_TEST

START_TEST(sources_and_equivalents_are_found_by_id)
{
    plume_source source;
    plume_equivalent equivalent;

    ck_ok(plume_factors_source(factors, "ember_owid_2026", &source, &error), error);
    ck_assert_str_eq(source.bibtex_key, "ember2026");
    ck_assert_str_eq(source.licence, "CC-BY-4.0");
    ck_ok(plume_factors_equivalent(factors, "car_km_us_epa", &equivalent, &error), error);
    ck_assert_double_eq(equivalent.kg_per_unit, 0.24419888);
    ck_ok(plume_factors_equivalent(factors, "flight_km_domestic_uk", &equivalent, &error),
          error);
    ck_assert_int_eq(equivalent.year, 2025);
    ck_assert_int_eq(plume_factors_source(factors, "embr_owid_2026", &source, &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "unknown source 'embr_owid_2026'");
    ck_assert_ptr_nonnull(strstr(error.hint, "ember_owid_2026"));
    ck_assert_int_eq(
        plume_factors_equivalent(factors, "car_km_us_ep", &equivalent, &error),
        PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "unknown equivalent 'car_km_us_ep'");
}
END_TEST

START_TEST(the_set_of_factors_has_a_version)
{
    ck_assert_str_eq(plume_factors_version(factors), "2026.1");
}
END_TEST

START_TEST(a_folder_that_holds_no_datasets_is_refused)
{
    plume_factors *none;
    char *folder = test_folder();

    ck_assert_int_eq(plume_factors_open(&none, folder, &error), PLUME_ERR_IO);
    ck_assert_ptr_null(none);
    ck_assert_ptr_nonnull(strstr(error.path, "/VERSION"));
    ck_assert_ptr_nonnull(strstr(error.hint, "is not the folder of Plume's datasets"));
    plume_factors_free(NULL);
    free(folder);
}
END_TEST

/* --- damaged datasets --- */

static plume_status load_damaged(const char *name, const char *text)
{
    plume_factors *damaged;
    plume_pue pue;
    plume_equivalent equivalent;
    plume_status status;
    char *folder = test_folder();

    free(test_file(folder, "VERSION", "0\n", 2));
    free(test_file(folder, name, text, strlen(text)));
    ck_ok(plume_factors_open(&damaged, folder, &error), error);
    status = strcmp(name, "pue.csv") == 0
                 ? plume_factors_pue(damaged, "", 0, &pue, NULL, &error)
                 : plume_factors_equivalent(damaged, "x", &equivalent, &error);
    plume_factors_free(damaged);
    free(folder);
    return status;
}

static void ck_damaged(const char *text, plume_status status, unsigned line,
                       unsigned column, const char *message)
{
    ck_assert_int_eq(load_damaged("pue.csv", text), status);
    ck_assert_str_eq(error.message, message);
    ck_assert_uint_eq(error.line, line);
    ck_assert_uint_eq(error.column, column);
    ck_assert_ptr_nonnull(strstr(error.path, "/pue.csv"));
}

#define PUE_HEADER "provider,scope,site,year,pue,source,note\n"

START_TEST(a_dataset_with_other_columns_is_refused)
{
    ck_damaged("", PLUME_ERR_SYNTAX, 1, 0, "the file is empty, expected a header");
    ck_damaged("provider,scope,sight,year,pue,source,note\n", PLUME_ERR_SYNTAX, 1, 16,
               "column 'sight', expected 'site'");
    ck_damaged("provider,scope,site,year,pue,source\n", PLUME_ERR_SYNTAX, 1, 0,
               "6 fields, expected 7");
    ck_damaged(PUE_HEADER "a,fleet,b,2020,1.1,s\n", PLUME_ERR_SYNTAX, 2, 0,
               "6 fields, expected 7");
}
END_TEST

START_TEST(a_dataset_with_a_cell_that_cannot_be_is_refused_with_its_column)
{
    ck_damaged(PUE_HEADER "a,fleet,b,2020,1.1,s,\na,fleet,b,2021,1;1,s,\n",
               PLUME_ERR_VALUE, 3, 16, "pue is '1;1', expected a number");
    ck_damaged(PUE_HEADER "a,fleet,b,2020,0.87,s,\n", PLUME_ERR_VALUE, 2, 16,
               "pue is '0.87', expected a number from 1 to 10");
    ck_damaged(PUE_HEADER "a,fleet,b,2020.5,1.1,s,\n", PLUME_ERR_VALUE, 2, 11,
               "year is '2020.5', expected a whole number");
    ck_damaged(PUE_HEADER "\"a \"\"1\"\", b\",fleet,b,20,1.1,s,\n", PLUME_ERR_VALUE, 2,
               22, "year is '20', expected a number from 1990 to 2100");
    ck_damaged(PUE_HEADER "a,fleet,b,2020,1.1,,\n", PLUME_ERR_VALUE, 2, 20,
               "source is '', expected some text");
    ck_damaged(PUE_HEADER "a,fleet,b,2020,nan,s,\n", PLUME_ERR_VALUE, 2, 16,
               "pue is 'nan', expected a number");
}
END_TEST

START_TEST(a_dataset_that_is_missing_is_refused_when_it_is_asked_for)
{
    ck_assert_int_eq(load_damaged("other.csv", ""), PLUME_ERR_IO);
    ck_assert_ptr_nonnull(strstr(error.path, "/equivalents.csv"));
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, open_all, close_all);
    tcase_add_test(tcase, published_trainings_go_by_the_names_people_use);
    tcase_add_test(tcase, a_published_training_keeps_its_digits);
    tcase_add_test(tcase, an_unknown_training_is_answered_with_the_nearest);
    tcase_add_test(tcase, trainings_can_be_walked_to_their_end);
    tcase_add_test(tcase, sources_and_equivalents_are_found_by_id);
    tcase_add_test(tcase, the_set_of_factors_has_a_version);
    tcase_add_test(tcase, a_folder_that_holds_no_datasets_is_refused);
    tcase_add_test(tcase, a_dataset_with_other_columns_is_refused);
    tcase_add_test(tcase,
                   a_dataset_with_a_cell_that_cannot_be_is_refused_with_its_column);
    tcase_add_test(tcase, a_dataset_that_is_missing_is_refused_when_it_is_asked_for);
}

int main(void)
{
    return test_main("factors_tables", add_tests);
}
