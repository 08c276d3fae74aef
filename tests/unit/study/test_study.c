#include "support/support.h"

#include "study/study.h"

static plume_error error;
static plume_factors *factors;
static plume_notes *notes;
static plume_study *study;

static void setup(void)
{
    char *datasets = test_path("datasets");

    ck_ok(plume_factors_open(&factors, datasets, &error), error);
    ck_ok(plume_notes_new(&notes, &error), error);
    ck_ok(plume_study_new(&study, &error), error);
    free(datasets);
}

static void teardown(void)
{
    plume_study_free(study);
    plume_notes_free(notes);
    plume_factors_free(factors);
}

static void read_text(const char *text)
{
    ck_ok(plume_study_parse(study, text, strlen(text), "plume.yaml", factors, &error),
          error);
}

static void refuse(const char *text, uint64_t line, uint64_t column, const char *message)
{
    plume_study *fresh;

    ck_ok(plume_study_new(&fresh, &error), error);
    ck_assert_int_ne(
        plume_study_parse(fresh, text, strlen(text), "plume.yaml", factors, &error),
        PLUME_OK);
    ck_assert_str_eq(error.message, message);
    ck_assert_str_eq(error.path, "plume.yaml");
    ck_assert_uint_eq(error.line, line);
    ck_assert_uint_eq(error.column, column);
    plume_study_free(fresh);
}

/* --- reading --- */

static const char whole[] =
    "title: Sparse adapters for low-resource parsing\n"
    "authors: [A. Author, B. Author]\n"
    "site:\n"
    "  location: US-VA\n"
    "  year: 2023\n"
    "  pue: 1.12\n"
    "  provider: google\n"
    "  market_intensity_kg_per_kwh: 0.05\n"
    "  instrument: power purchase agreement, hourly matched\n"
    "hardware: {device: NVIDIA A100-SXM4-80GB, count: 8, "
    "host_power_w: 600}\n"
    "inputs:\n"
    "  - {path: logs/sweep.db, role: search, timezone: +02:00, "
    "device: A40, count: 1, study: sweep}\n"
    "  - {path: logs/final/emissions.csv, role: final}\n"
    "compare: [bert-base, t5, gpt-3]\n"
    "audit: {claim: strubell-nas}\n"
    "uncertainty: {draws: 20000, seed: 7}\n"
    "include: {embodied: true, water: true, inference_queries: 0}\n"
    "report: {language: en, formats: [pdf, latex, markdown, json, "
    "model-card, checklist]}\n";

START_TEST(every_documented_key_is_read)
{
    read_text(whole);
    ck_assert_str_eq(study->title, "Sparse adapters for low-resource parsing");
    ck_assert_uint_eq(study->author_count, 2);
    ck_assert_str_eq(study->authors[1], "B. Author");
    ck_assert_str_eq(study->location, "US-VA");
    ck_assert_int_eq(study->year, 2023);
    ck_assert_double_eq(study->pue.value, 1.12);
    ck_assert_int_eq(study->pue.given, PLUME_GIVEN_STUDY_FILE);
    ck_assert_str_eq(study->provider, "google");
    ck_assert_double_eq(study->market_kg_per_kwh.value, 0.05);
    ck_assert_str_eq(study->instrument, "power purchase agreement, hourly matched");
    ck_assert_str_eq(study->device, "NVIDIA A100-SXM4-80GB");
    ck_assert_double_eq(study->device_count, 8.0);
    ck_assert_double_eq(study->host_power_w, 600.0);
    ck_assert_uint_eq(study->compare_count, 3);
    ck_assert_str_eq(study->compare[2], "gpt-3");
    ck_assert_uint_eq(study->format_count, 6);
    ck_assert_str_eq(study->formats[4], "model-card");
    ck_assert_uint_eq(study->draws, 20000);
    ck_assert_uint_eq(study->seed, 7);
}
END_TEST

START_TEST(inputs_carry_what_is_said_of_them)
{
    read_text(whole);
    ck_assert_uint_eq(study->input_count, 2);
    ck_assert_str_eq(study->inputs[0].path, "logs/sweep.db");
    ck_assert_int_eq(study->inputs[0].options.role, PLUME_ROLE_SEARCH);
    ck_assert_str_eq(plume_zone_name(study->inputs[0].options.zone), "+02:00");
    ck_assert_str_eq(study->inputs[0].options.device, "A40");
    ck_assert_double_eq(study->inputs[0].options.device_count, 1.0);
    ck_assert_str_eq(study->inputs[0].options.study, "sweep");
    ck_assert_int_eq(study->inputs[1].options.role, PLUME_ROLE_FINAL);
    ck_assert(isnan(study->inputs[1].options.device_count));
}
END_TEST

START_TEST(keys_without_effect_are_remembered_with_their_line)
{
    read_text(whole);
    ck_assert_uint_eq(study->limit_count, 1);
    ck_assert_str_eq(study->limits[0].key, "audit");
    ck_assert_uint_eq(study->limits[0].line, 15);
    ck_assert_str_eq(study->limits[0].message, "the claim it names was not audited");
}
END_TEST

START_TEST(an_empty_file_and_empty_keys_say_nothing)
{
    read_text("");
    read_text("title:\nsite: {pue: , location: ~}\n");
    ck_assert_str_eq(study->title, "");
    ck_assert(isnan(study->pue.value));
    ck_assert_str_eq(study->language, "en");
    ck_assert_uint_eq(study->limit_count, 0);
}
END_TEST

START_TEST(quantities_may_carry_their_unit)
{
    read_text(
        "site: {intensity_kg_per_kwh: 385 g/kWh}\nhardware: {host_power_w: 0.6 kW}\n");
    ck_close(study->intensity_kg_per_kwh.value, 0.385, 1e-12);
    ck_close(study->host_power_w, 600.0, 1e-12);
}
END_TEST

START_TEST(paths_stand_beside_the_study_file_and_patterns_are_expanded)
{
    char *folder = test_folder(), *path, *a, *b, *c;
    const char text[] =
        "inputs:\n  - {path: 'p*.csv', role: search}\n  - {path: /x/y.csv}\n";
    plume_study *loaded;

    path = test_file(folder, "plume.yaml", text, sizeof text - 1);
    b = test_file(folder, "p2.csv", "", 0);
    a = test_file(folder, "p1.csv", "", 0);
    c = test_file(folder, "q.csv", "", 0);
    ck_ok(plume_study_load(&loaded, path, factors, &error), error);
    ck_assert_uint_eq(loaded->input_count, 3);
    ck_assert_str_eq(loaded->inputs[0].path, a);
    ck_assert_str_eq(loaded->inputs[1].path, b);
    ck_assert_int_eq(loaded->inputs[1].options.role, PLUME_ROLE_SEARCH);
    ck_assert_str_eq(loaded->inputs[2].path, "/x/y.csv");
    plume_study_free(loaded);
    free(a), free(b), free(c), free(path), free(folder);
}
END_TEST

/* --- refusing --- */

START_TEST(an_unknown_location_is_answered_with_the_nearest_and_its_place)
{
    refuse("title: A study\nsite:\n  year: 2023\n  location: Germny\n", 4, 13,
           "unknown location \"Germny\"");
    ck_assert_msg(strstr(error.hint, "Germany") != NULL, "hint is '%s'", error.hint);
    ck_assert_int_eq(error.status, PLUME_ERR_UNKNOWN);
}
END_TEST

START_TEST(what_is_both_a_state_and_a_country_is_asked_about)
{
    static const char *const asked[][3] = {
        { "GA", "GAB for Gabon", "US-GA for Georgia (the country Georgia is GE)" },
        { "IN", "IND for India", "US-IN for Indiana" },
        { "AL", "ALB for Albania", "US-AL for Alabama" },
        { "LA", "LAO for Laos", "US-LA for Louisiana" },
        { "ca", "CAN for Canada", "US-CA for California" },
        { "Georgia", "GEO for the country Georgia", "US-GA for the state Georgia" },
    };
    plume_text yaml;

    plume_text_init(&yaml);
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        plume_text_clear(&yaml);
        plume_text_printf(&yaml, "site: {location: %s}\n", asked[i][0]);
        ck_assert_int_eq(plume_study_parse(study, yaml.data, yaml.length, "plume.yaml",
                                           factors, &error),
                         PLUME_ERR_UNKNOWN);
        ck_assert_uint_eq(error.line, 1);
        ck_assert_ptr_nonnull(strstr(error.hint, asked[i][1]));
        ck_assert_ptr_nonnull(strstr(error.hint, asked[i][2]));
    }
    plume_text_dispose(&yaml);
    read_text("site: {location: DE}\n");
    read_text("site: {location: IND}\n");
    read_text("site: {location: TX}\n");
}
END_TEST

START_TEST(other_unknown_names_are_answered_too)
{
    refuse("hardware: {device: NVIDIA A4O}\n", 1, 20, "unknown device \"NVIDIA A4O\"");
    ck_assert_msg(strstr(error.hint, "A40") != NULL, "hint is '%s'", error.hint);
    refuse("compare: [t5, gpt-33]\n", 1, 15, "unknown published model \"gpt-33\"");
    ck_assert_msg(strstr(error.hint, "gpt-3") != NULL, "hint is '%s'", error.hint);
    refuse("site: {provider: gogle}\n", 1, 18, "unknown provider \"gogle\"");
    refuse("inputs: [{path: a, device: A1OO}]\n", 1, 28, "unknown device \"A1OO\"");
    refuse("inputs: [{path: a, timezone: Europe/Berln}]\n", 1, 30,
           "unknown time zone \"Europe/Berln\"");
}
END_TEST

START_TEST(an_unknown_key_stands_where_it_is_written)
{
    refuse("title: A\nsiet:\n  location: DE\n", 2, 1, "unknown key 'siet'");
    ck_assert_str_eq(error.hint, "did you mean 'site'?");
    refuse("site:\n  locatoin: DE\n", 2, 3, "unknown key 'locatoin' in site");
    ck_assert_str_eq(error.hint, "did you mean 'location'?");
    refuse("audit: {zzz: 1}\n", 1, 9, "unknown key 'zzz' in audit");
    ck_assert_str_eq(error.hint, "known are claim");
}
END_TEST

START_TEST(wrong_types_say_what_was_found_and_wanted)
{
    refuse("title: [a]\n", 1, 8, "title is a list, expected text");
    refuse("authors: A\n", 1, 10, "authors is 'A', expected a list of names");
    refuse("authors: [{a: 1}]\n", 1, 11, "authors is a map, expected text");
    refuse("site: DE\n", 1, 7, "site is 'DE', expected a map of keys");
    refuse("- a\n", 1, 1, " is a list, expected a map of keys");
    refuse("include: {water: maybe}\n", 1, 18,
           "water is 'maybe', expected true or false");
    refuse("inputs: logs\n", 1, 9,
           "inputs is no list, expected entries with a path each");
    refuse("inputs: [logs]\n", 1, 10, "inputs is 'logs', expected a map of keys");
    refuse("title: true\n", 1, 8, "title is true, expected text");
}
END_TEST

START_TEST(impossible_values_are_refused)
{
    refuse("site: {pue: 0.87}\n", 1, 13, "pue is '0.87', expected a ratio of at least 1");
    refuse("site: {pue: '1,12'}\n", 1, 13,
           "pue is '1,12', expected a ratio of at least 1");
    refuse("site: {pue: 1.12 kWh}\n", 1, 13,
           "pue is '1.12 kWh', expected a ratio of at least 1");
    refuse("site: {pue: nan}\n", 1, 13, "pue is 'nan', expected a ratio of at least 1");
    refuse("site: {year: 23}\n", 1, 14,
           "year is '23', expected a year from 1990 to 2100");
    refuse("site: {year: 2023.5}\n", 1, 14,
           "year is '2023.5', expected a year from 1990 to 2100");
    refuse("site: {market_intensity_kg_per_kwh: -1}\n", 1, 37,
           "market_intensity_kg_per_kwh is '-1', expected kg CO2e per kWh, at least 0");
    refuse("hardware: {count: -2}\n", 1, 19,
           "count is '-2', expected a number of devices above 0");
    refuse("hardware: {host_power_w: 6 apples}\n", 1, 26,
           "host_power_w is '6 apples', expected watts, at least 0");
    refuse("uncertainty: {seed: 42.5}\n", 1, 21,
           "seed is '42.5', expected a whole number of at least 0");
    refuse("uncertainty: {draws: many}\n", 1, 22,
           "draws is 'many', expected a whole number from 1,000 to 10,000,000");
    refuse("uncertainty: {draws: 999}\n", 1, 22,
           "draws is '999', expected a whole number from 1,000 to 10,000,000");
    refuse("uncertainty: {draws: 10000001}\n", 1, 22,
           "draws is '10000001', expected a whole number from 1,000 to 10,000,000");
    refuse("uncertainty: {draws: 5000.5}\n", 1, 22,
           "draws is '5000.5', expected a whole number from 1,000 to 10,000,000");
}
END_TEST

START_TEST(impossible_inputs_are_refused)
{
    refuse("inputs: [{path: a, role: fun}]\n", 1, 26,
           "role is 'fun', expected final, search, nas, ablation, development, "
           "evaluation or "
           "inference");
    refuse("inputs: [{role: final}]\n", 1, 10, "an entry of inputs has no path");
    refuse("inputs: [{path: 'no/such/*.csv'}]\n", 1, 17,
           "no file matches 'no/such/*.csv'");
}
END_TEST

START_TEST(an_input_says_how_its_power_is_read)
{
    const plume_input_options *first, *second;

    read_text("inputs:\n"
              "  - {path: a.csv, attribute_to: b.db, gaps: hold}\n"
              "  - {path: c.csv, attribute_to: '*', interval: 0.5,\n"
              "     columns: 'timestamp,power.draw',\n"
              "     dates: month-first}\n");
    first = &study->inputs[0].options;
    second = &study->inputs[1].options;
    ck_assert_str_eq(first->attribute_to, "b.db");
    ck_assert_int_eq(first->gaps, PLUME_GAPS_HOLD);
    ck_assert(isnan(first->interval_s));
    ck_assert_str_eq(second->attribute_to, "*");
    ck_assert_double_eq(second->interval_s, 0.5);
    ck_assert_str_eq(second->columns, "timestamp,power.draw");
    ck_assert_int_eq(second->days, PLUME_DAYS_SECOND);
    refuse("inputs:\n  - {path: a.csv, gaps: fill}\n", 2, 25,
           "gaps is 'fill', expected bridge, exclude, hold or fail");
    refuse("inputs:\n  - {path: a.csv, dates: iso}\n", 2, 26,
           "dates is 'iso', expected day-first or month-first");
    refuse("inputs:\n  - {path: a.csv, interval: soon}\n", 2, 29,
           "interval is 'soon', expected a number of seconds");
}
END_TEST

START_TEST(an_unknown_format_is_refused)
{
    refuse(
        "report: {formats: [pdf, latx]}\n", 1, 25,
        "unknown format 'latx', expected pdf, latex, markdown, html, json, model-card, "
        "checklist or exports");
    ck_assert_str_eq(error.hint, "did you mean 'latex'?");
}
END_TEST

START_TEST(a_file_that_is_not_there_is_an_error)
{
    plume_study *loaded;

    ck_assert_int_eq(plume_study_load(&loaded, "/no/such/plume.yaml", factors, &error),
                     PLUME_ERR_IO);
    ck_assert_ptr_null(loaded);
    ck_assert_str_eq(error.path, "/no/such/plume.yaml");
}
END_TEST

/* --- the command line --- */

static plume_study_overrides saying_nothing(void)
{
    return (plume_study_overrides){ .intensity_kg_per_kwh = NAN,
                                    .pue = NAN,
                                    .device_count = NAN };
}

START_TEST(the_command_line_speaks_first)
{
    plume_study_overrides given = saying_nothing();

    read_text("title: A\nsite: {location: US-VA, pue: 1.2, intensity_kg_per_kwh: 0.3}\n");
    given.title = "B";
    given.location = "DE";
    given.pue = 1.05;
    given.year = 2022;
    given.device = "A40";
    given.device_count = 2.0;
    given.timezone = "UTC";
    ck_ok(plume_study_override(study, &given, factors, &error), error);
    ck_assert_str_eq(study->title, "B");
    ck_assert_str_eq(study->location, "DE");
    ck_assert_double_eq(study->pue.value, 1.05);
    ck_assert_int_eq(study->pue.given, PLUME_GIVEN_COMMAND_LINE);
    ck_assert_int_eq(study->year, 2022);
    ck_assert_str_eq(study->device, "A40");
    ck_assert_double_eq(study->device_count, 2.0);
    ck_assert(isnan(study->intensity_kg_per_kwh.value));
}
END_TEST

START_TEST(what_it_does_not_say_stays)
{
    plume_study_overrides given = saying_nothing();

    read_text("title: A\nsite: {location: US-VA, pue: 1.2}\n");
    ck_ok(plume_study_override(study, &given, factors, &error), error);
    ck_assert_str_eq(study->title, "A");
    ck_assert_str_eq(study->location, "US-VA");
    ck_assert_int_eq(study->pue.given, PLUME_GIVEN_STUDY_FILE);
}
END_TEST

static void refuse_override(plume_study_overrides given, const char *message)
{
    ck_assert_int_ne(plume_study_override(study, &given, factors, &error), PLUME_OK);
    ck_assert_str_eq(error.message, message);
    ck_assert_str_eq(error.path, "");
}

START_TEST(it_is_checked_like_the_file)
{
    plume_study_overrides given = saying_nothing();

    given.pue = 0.9;
    refuse_override(given, "the PUE given is below 1, expected a ratio of at least 1");
    given = saying_nothing();
    given.intensity_kg_per_kwh = -0.1;
    refuse_override(given, "the intensity given is negative, expected kg CO2e per kWh");
    given = saying_nothing();
    given.device_count = -1.0;
    refuse_override(given, "the number of devices given is negative");
    given = saying_nothing();
    given.location = "Germny";
    refuse_override(given, "unknown location \"Germny\"");
    given = saying_nothing();
    given.device = "A1OO";
    refuse_override(given, "unknown device \"A1OO\"");
    given = saying_nothing();
    given.provider = "gogle";
    refuse_override(given, "unknown provider \"gogle\"");
    given = saying_nothing();
    given.timezone = "Europe/Berln";
    refuse_override(given, "unknown time zone \"Europe/Berln\"");
}
END_TEST

/* --- the file is a stream of bytes from anywhere --- */

START_TEST(ill_formed_text_is_refused_with_its_line)
{
    plume_study *fresh;
    const char text[] = "title: A\nsite: {pue: 1\n";

    ck_ok(plume_study_new(&fresh, &error), error);
    ck_assert_int_ne(
        plume_study_parse(fresh, text, sizeof text - 1, "plume.yaml", factors, &error),
        PLUME_OK);
    ck_assert_uint_ge(error.line, 2);
    plume_study_free(fresh);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, every_documented_key_is_read);
    tcase_add_test(tcase, inputs_carry_what_is_said_of_them);
    tcase_add_test(tcase, keys_without_effect_are_remembered_with_their_line);
    tcase_add_test(tcase, an_empty_file_and_empty_keys_say_nothing);
    tcase_add_test(tcase, quantities_may_carry_their_unit);
    tcase_add_test(tcase, paths_stand_beside_the_study_file_and_patterns_are_expanded);
    tcase_add_test(tcase, an_unknown_location_is_answered_with_the_nearest_and_its_place);
    tcase_add_test(tcase, what_is_both_a_state_and_a_country_is_asked_about);
    tcase_add_test(tcase, other_unknown_names_are_answered_too);
    tcase_add_test(tcase, an_unknown_key_stands_where_it_is_written);
    tcase_add_test(tcase, wrong_types_say_what_was_found_and_wanted);
    tcase_add_test(tcase, impossible_values_are_refused);
    tcase_add_test(tcase, impossible_inputs_are_refused);
    tcase_add_test(tcase, an_input_says_how_its_power_is_read);
    tcase_add_test(tcase, an_unknown_format_is_refused);
    tcase_add_test(tcase, a_file_that_is_not_there_is_an_error);
    tcase_add_test(tcase, the_command_line_speaks_first);
    tcase_add_test(tcase, what_it_does_not_say_stays);
    tcase_add_test(tcase, it_is_checked_like_the_file);
    tcase_add_test(tcase, ill_formed_text_is_refused_with_its_line);
}

int main(void)
{
    return test_main("study", add);
}
