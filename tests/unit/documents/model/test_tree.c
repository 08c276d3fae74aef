/* What the report says of a study: figures, their text, and the choices that sentences
 * make. */
#include "support/support.h"

#include <dirent.h>

#include "documents/wording/display.h"
#include "documents/model/references.h"
#include "documents/report/largest.h"
#include "documents/report/results.h"
#include "documents/template/mustache_tags.h"
#include "documents/model/model.h"

/* Everything that a tree is made from, read from one hand-written CSV. */
typedef struct bench {
    char *folder, *log, *templates, *datasets;
    plume_notes *notes;
    plume_intake *intake;
    plume_study *study;
    plume_factors *factors;
    plume_ledger *ledger;
    plume_footprint *footprint;
    plume_bibliography *bibliography;
    plume_words *words;
    plume_value *tree;
    plume_report_data data;
} bench;

static void bench_read(bench *b, const char *csv)
{
    plume_error error = { 0 };
    plume_study_overrides overrides = {
        .location = "DE", .pue = 1.25, .intensity_kg_per_kwh = NAN, .device_count = NAN
    };

    b->folder = test_folder();
    b->log = test_file(b->folder, "runs.csv", csv, strlen(csv));
    b->templates = test_path("templates");
    b->datasets = test_path("datasets");
    ck_ok(plume_notes_new(&b->notes, &error), error);
    ck_ok(plume_factors_open(&b->factors, b->datasets, &error), error);
    ck_ok(plume_study_new(&b->study, &error), error);
    ck_ok(plume_study_override(b->study, &overrides, b->factors, &error), error);
    ck_ok(plume_intake_new(&b->intake, b->notes, &error), error);
    ck_ok(plume_intake_add(b->intake, b->log, NULL, &error), error);
    ck_ok(plume_ledger_new(&b->ledger, b->study, b->factors, NULL, 0, b->notes, &error),
          error);
    ck_ok(plume_intake_read(b->intake, plume_ledger_sink(b->ledger), &error), error);
    ck_ok(plume_ledger_close(b->ledger, &error), error);
    ck_ok(plume_footprint_new(&b->footprint, b->ledger, b->study, b->factors, b->notes,
                              &error),
          error);
    ck_ok(plume_words_load(&b->words, b->templates, "en", &error), error);
    ck_ok(plume_bibliography_load(&b->bibliography, b->templates, &error), error);
    b->data = (plume_report_data){ .intake = b->intake,
                                   .study = b->study,
                                   .factors = b->factors,
                                   .notes = b->notes,
                                   .ledger = b->ledger,
                                   .footprint = b->footprint,
                                   .bibliography = b->bibliography,
                                   .words = b->words,
                                   .command = "plume report runs.csv" };
    ck_ok(plume_tree_build(&b->tree, &b->data, &error), error);
}

static void bench_dispose(bench *b)
{
    plume_value_free(b->tree);
    plume_words_free(b->words);
    plume_bibliography_free(b->bibliography);
    plume_footprint_free(b->footprint);
    plume_ledger_free(b->ledger);
    plume_intake_free(b->intake);
    plume_study_free(b->study);
    plume_factors_free(b->factors);
    plume_notes_free(b->notes);
    free(b->datasets);
    free(b->templates);
    free(b->log);
    free(b->folder);
}

/* "energy.it.text" from the root. */
static const plume_value *at(const plume_value *root, const char *path)
{
    char part[128];

    while (*path != '\0') {
        size_t length = strcspn(path, ".");

        memcpy(part, path, length);
        part[length] = '\0';
        root = plume_value_get(root, part);
        path += length + (path[length] == '.');
    }
    return root;
}

static const char *text(const bench *b, const char *path)
{
    return plume_value_string(at(b->tree, path));
}

static bool truth(const bench *b, const char *path)
{
    return plume_value_bool(at(b->tree, path));
}

static const char *cell(const bench *b, const char *table, size_t row, size_t column)
{
    const plume_value *rows = at(plume_value_get(at(b->tree, "tables"), table), "rows");

    return plume_value_string(
        plume_value_at(plume_value_get(plume_value_at(rows, row), "cells"), column));
}

#define HEAD "run_id,role,state,hours,device,device_count,energy_kwh,energy_scope\n"

static const char two_roles[] = HEAD "a,final,complete,10,A100,1,4,it\n"
                                     "b,search,complete,20,A100,1,12,it\n"
                                     "c,search,failed,5,A100,2,4,it\n";

START_TEST(energy_is_shown_by_its_boundary)
{
    bench b;

    bench_read(&b, two_roles);
    ck_assert_str_eq(text(&b, "energy.it.text"), "20.0" PLUME_NO_BREAK_SPACE "kWh");
    ck_assert_str_eq(text(&b, "energy.facility.text"), "25.0" PLUME_NO_BREAK_SPACE "kWh");
    ck_assert_str_eq(text(&b, "energy.device.text"), "not available");
    ck_assert(!truth(&b, "energy.device.known"));
    ck_assert_str_eq(text(&b, "pue.text"), "1.25");
    ck_assert_str_eq(text(&b, "pue.origin"), "as the authors state");
    ck_assert(!truth(&b, "pue.default"));
    bench_dispose(&b);
}
END_TEST

START_TEST(what_failed_is_lost_and_what_informed_is_repeated)
{
    bench b;

    bench_read(&b, two_roles);
    ck_assert_str_eq(text(&b, "search.overhead.text"), "5.0");
    ck_assert_str_eq(text(&b, "search.waste.text"), "20" PLUME_NO_BREAK_SPACE "%");
    ck_assert_str_eq(text(&b, "search.repeat.text"), "5.00" PLUME_NO_BREAK_SPACE "kWh");
    ck_assert_str_eq(text(&b, "search.repeat_all.text"),
                     "20.0" PLUME_NO_BREAK_SPACE "kWh");
    ck_assert(truth(&b, "search.wasted"));
    ck_assert(!truth(&b, "search.interrupted"));
    ck_assert(!truth(&b, "search.reused"));
    bench_dispose(&b);
}
END_TEST

START_TEST(failed_runs_have_a_line_of_their_own_and_parts_add_up)
{
    bench b;

    bench_read(&b, two_roles);
    ck_assert_str_eq(cell(&b, "inventory", 0, 0), "Final models");
    ck_assert_str_eq(cell(&b, "inventory", 1, 0), "Hyperparameter search");
    ck_assert_str_eq(cell(&b, "inventory", 1, 1), "1");
    ck_assert_str_eq(cell(&b, "inventory", 1, 4), "12.000");
    ck_assert_str_eq(cell(&b, "inventory", 2, 0), "Failed");
    ck_assert_str_eq(cell(&b, "inventory", 2, 1), "1");
    ck_assert_str_eq(cell(&b, "inventory", 2, 2), "10.0");
    ck_assert_str_eq(cell(&b, "inventory", 3, 1), "3");
    ck_assert_str_eq(cell(&b, "inventory", 3, 2), "40.0");
    ck_assert_str_eq(cell(&b, "inventory", 3, 4), "20.000");
    ck_assert_str_eq(cell(&b, "inventory", 3, 6), "100.0");
    ck_assert(!truth(&b, "tables.inventory.rounded"));
    bench_dispose(&b);
}
END_TEST

START_TEST(search_overhead_is_all_energy_over_that_of_the_final_runs)
{
    bench b;

    bench_read(&b, two_roles);
    ck_assert_str_eq(text(&b, "search.overhead.text"), "5.0");
    ck_assert_str_eq(text(&b, "search.share.text"), "80" PLUME_NO_BREAK_SPACE "%");
    ck_assert_str_eq(text(&b, "search.repeat.text"), "5.00" PLUME_NO_BREAK_SPACE "kWh");
    ck_assert_str_eq(text(&b, "runs.failed.words"), "one");
    ck_assert(truth(&b, "runs.failed.one"));
    ck_assert_str_eq(text(&b, "largest.role"), "Hyperparameter search");
    bench_dispose(&b);
}
END_TEST

START_TEST(the_gap_between_both_methods_is_shared_out_completely)
{
    bench b;
    double pue_kg, grid_kg, strubell_kg, gross_kg;

    bench_read(&b, two_roles);
    pue_kg = plume_value_number(at(b.tree, "methods.pue_kg.value"));
    grid_kg = plume_value_number(at(b.tree, "methods.grid_kg.value"));
    strubell_kg = plume_value_number(at(b.tree, "carbon.strubell.value"));
    gross_kg = plume_value_number(at(b.tree, "carbon.gross.value"));
    ck_close(pue_kg + grid_kg, strubell_kg - gross_kg, 1e-12);
    ck_close(strubell_kg, 20.0 * 1.58 * 0.954 * 0.45359237, 1e-12);
    ck_assert_str_eq(cell(&b, "methods", 0, 5), "0");
    ck_assert_str_eq(cell(&b, "methods", 2, 5), "");
    bench_dispose(&b);
}
END_TEST

START_TEST(what_nobody_logged_is_not_available_and_never_zero)
{
    bench b;

    bench_read(&b, HEAD "a,,,2,,,,\n");
    ck_assert(!truth(&b, "evidence.known"));
    ck_assert_str_eq(text(&b, "energy.it.text"), "not available");
    ck_assert_str_eq(text(&b, "carbon.gross.text"), "not available");
    ck_assert_int_eq(plume_value_kind(at(b.tree, "carbon.gross.value")), PLUME_NULL);
    ck_assert_str_eq(cell(&b, "inventory", 0, 4), PLUME_EN_DASH);
    ck_assert_str_eq(text(&b, "runs.without_energy.words"), "one");
    ck_assert_int_eq(plume_value_kind(at(b.tree, "sections.methods")), PLUME_NULL);
    ck_assert(!plume_value_bool(plume_value_get(
        plume_value_at(plume_value_get(b.tree, "headline"), 0), "known")));
    bench_dispose(&b);
}
END_TEST

START_TEST(numbers_run_through_the_sections_that_are_there)
{
    bench b;

    bench_read(&b, two_roles);
    ck_assert_str_eq(text(&b, "sections.statement.number"), "1");
    ck_assert_str_eq(text(&b, "sections.search.number"), "8");
    ck_assert_int_eq(plume_value_kind(at(b.tree, "sections.comparison")), PLUME_NULL);
    ck_assert_str_eq(text(&b, "sections.uncertainty.number"), "9");
    ck_assert_str_eq(text(&b, "sections.limitations.number"), "10");
    ck_assert_str_eq(text(&b, "numbers.inventory"), "2");
    ck_assert_str_eq(text(&b, "numbers.quality"), "8");
    ck_assert_int_eq(plume_value_kind(at(b.tree, "numbers.sites")), PLUME_NULL);
    bench_dispose(&b);
}
END_TEST

START_TEST(records_are_conserved_and_rejects_are_listed_by_reason)
{
    bench b;

    bench_read(&b,
               HEAD "a,final,complete,1,A100,1,1,it\nb,final,complete,-1,A100,1,1,it\n");
    ck_assert_str_eq(text(&b, "records.read.text"), "2");
    ck_assert_str_eq(text(&b, "records.used.text"), "1");
    ck_assert_str_eq(text(&b, "records.rejected.text"), "1");
    ck_assert(truth(&b, "records.balance"));
    ck_assert_str_eq(cell(&b, "rejects", 0, 1), "runs.csv:3");
    ck_assert_str_eq(cell(&b, "rejects", 0, 2), "1");
    bench_dispose(&b);
}
END_TEST

START_TEST(the_twin_has_the_keys_of_its_schema_in_their_order)
{
    static const char *const keys[] = {
        "schema",     "tool",      "study",      "inputs",       "records",  "matches",
        "others",     "runs",      "wall_hours", "device_hours", "overlap",  "energy",
        "as_logged",  "estimates", "sites",      "uncertainty",  "by_role",  "by_state",
        "lifecycle",  "search",    "market_mix", "reference",    "marginal", "offsets",
        "hourly",     "context",   "notes",      "sources",      "left_out", "files",
        "file_sha256"
    };
    plume_value *results;
    plume_error error = { 0 };
    bench b;

    bench_read(&b, two_roles);
    ck_ok(plume_results_build(&results, &b.data, &error), error);
    ck_assert_uint_eq(plume_value_count(results), sizeof keys / sizeof *keys);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        ck_assert_str_eq(plume_value_key_at(results, i), keys[i]);
    ck_assert_str_eq(plume_value_string(at(results, "schema")), "plume.report/1");
    ck_close(plume_value_number(at(results, "energy.facility_kwh")), 25.0, 1e-12);
    ck_close(plume_value_number(at(results, "device_hours")), 40.0, 1e-12);
    ck_close(plume_value_number(at(results, "by_state.complete.it_kwh")) +
                 plume_value_number(at(results, "by_state.failed.it_kwh")),
             plume_value_number(at(results, "energy.it_kwh")), 1e-12);
    ck_assert_int_eq(plume_value_kind(at(results, "energy.device_kwh")), PLUME_NULL);
    ck_assert_int_eq(
        plume_value_kind(plume_value_at(
            plume_value_get(plume_value_at(at(results, "estimates"), 0), "interval95_kg"),
            0)),
        PLUME_NULL);
    plume_value_free(results);
    bench_dispose(&b);
}
END_TEST

/* --- the templates against the tree --- */

static bool tree_has(const plume_value *tree, const char *key, size_t length)
{
    for (size_t i = 0; i < plume_value_count(tree); i++) {
        const plume_value *child = plume_value_at(tree, i);

        if (plume_value_kind(tree) == PLUME_MAP) {
            const char *name = plume_value_key_at(tree, i);

            if (strlen(name) == length && memcmp(name, key, length) == 0)
                return true;
        }
        if (tree_has(child, key, length))
            return true;
    }
    return false;
}

static size_t ck_names(const plume_value *tree, const char *path)
{
    char *text = test_slurp(path, NULL);
    plume_tags tags;
    plume_error error = { 0 };
    size_t checked = 0;

    ck_assert_ptr_nonnull(text);
    ck_ok(plume_tags_read(&tags, text, path, &error), error);
    for (size_t i = 0; i < tags.count; i++) {
        const plume_tag *tag = &tags.tag[i];
        size_t part = 0;

        if (tag->kind == PLUME_TAG_TEXT || tag->kind == PLUME_TAG_PARTIAL)
            continue;
        for (size_t k = 0; k <= tag->length; k++) {
            if (k < tag->length && tag->start[k] != '.')
                continue;
            ck_assert_msg(k == part || tree_has(tree, tag->start + part, k - part),
                          "%s: nothing is called %.*s", path, (int)tag->length,
                          tag->start);
            part = k + 1;
            checked++;
        }
    }
    plume_tags_dispose(&tags);
    free(text);
    return checked;
}

static size_t ck_folder(const plume_value *tree, const char *folder)
{
    char *path = test_path(folder);
    DIR *open = opendir(path);
    struct dirent *entry;
    size_t checked = 0;

    ck_assert_ptr_nonnull(open);
    while ((entry = readdir(open)) != NULL) {
        const char *ending = strrchr(entry->d_name, '.');
        char *file;

        if (ending == NULL || strcmp(ending, ".bib") == 0 || ending[1] == '\0' ||
            strcmp(entry->d_name, "words.yaml") == 0)
            continue;
        file = malloc(strlen(path) + strlen(entry->d_name) + 2);
        ck_assert_ptr_nonnull(file);
        sprintf(file, "%s/%s", path, entry->d_name);
        checked += ck_names(tree, file);
        free(file);
    }
    closedir(open);
    free(path);
    return checked;
}

/* What the report adds of single runs. */
static void add_largest(plume_value *tree, plume_words *words)
{
    plume_largest *largest = plume_largest_new();
    plume_error error = { 0 };
    plume_run run;

    ck_assert_ptr_nonnull(largest);
    plume_run_init(&run);
    ck_ok(plume_largest_offer(largest, &run, (plume_run_estimate){ 1.0, 2.0, NAN, NAN },
                              &error),
          error);
    ck_ok(plume_largest_to_tree(largest, tree, words, &error), error);
    plume_largest_free(largest);
}

/* A study that has everything: rejected records, several places, published models,
 * sources. */
START_TEST(every_name_in_a_template_is_in_the_tree)
{
    plume_comparison *comparison;
    plume_keys cited = { 0 };
    plume_value *full;
    plume_error error = { 0 };
    size_t checked;
    bench b;

    bench_read(&b, two_roles);
    ck_ok(plume_comparison_new(&comparison, b.factors, &error), error);
    ck_ok(plume_comparison_add_ledger(comparison, "This study", b.ledger, &error), error);
    ck_ok(plume_comparison_add_model(comparison, "gpt-3", &error), error);
    ck_ok(plume_keys_scan(&cited, "\\cite{strubell2019energy}", &error), error);
    plume_notes_add(b.notes, PLUME_ASSUMED, "x", "runs.csv", 2, "a default");
    b.data.comparison = comparison;
    b.data.figure[b.data.figure_count++] = "phases";
    ck_ok(plume_tree_build(&full, &b.data, &error), error);
    ck_ok(plume_tree_cite(full, b.bibliography, &cited, &error), error);
    add_largest(full, b.words);
    checked = ck_folder(full, "templates") + ck_folder(full, "templates/parts") +
              ck_folder(full, "templates/sections") +
              ck_folder(full, "templates/sentences");
    ck_assert_uint_gt(checked, 300);
    plume_value_free(full);
    plume_keys_dispose(&cited);
    plume_comparison_free(comparison);
    bench_dispose(&b);
}
END_TEST

/* Tables and figures by the names that captions have. */
START_TEST(sections_stand_in_order_with_what_they_show)
{
    const plume_value *document, *chain;
    bench b;

    bench_read(&b, two_roles);
    document = at(b.tree, "document");
    ck_assert_str_eq(
        plume_value_string(plume_value_get(plume_value_at(document, 0), "template")),
        "sections/statement");
    ck_assert_str_eq(
        plume_value_string(plume_value_get(
            plume_value_at(document, plume_value_count(document) - 1), "template")),
        "sections/provenance");
    chain = at(b.tree, "tables.chain");
    ck_assert_str_eq(plume_value_string(plume_value_get(chain, "number")), "4");
    ck_assert_str_eq(plume_value_string(plume_value_get(chain, "caption")),
                     "chain-caption");
    ck_assert_int_eq(plume_value_kind(at(b.tree, "figures.phases")), PLUME_NULL);
    bench_dispose(&b);
}
END_TEST

/* The numbers of a text that is not written in the order of the tree. */
START_TEST(citations_are_numbered_in_the_order_of_the_texts)
{
    plume_keys cited = { 0 };
    plume_error error = { 0 };
    bench b;

    bench_read(&b, two_roles);
    ck_assert_int_eq(plume_value_kind(at(b.tree, "sources.patterson2021carbon.number")),
                     PLUME_NULL);
    ck_assert_int_eq(plume_value_kind(at(b.tree, "sections.references")), PLUME_NULL);
    ck_ok(
        plume_keys_scan(&cited, "\\cite{strubell2019energy,patterson2021carbon}", &error),
        error);
    ck_ok(plume_tree_cite(b.tree, b.bibliography, &cited, &error), error);
    ck_assert_int_eq(
        (int)plume_value_number(at(b.tree, "sources.patterson2021carbon.number")), 2);
    ck_assert_uint_eq(plume_value_count(at(b.tree, "references")), 2);
    ck_assert_uint_eq((size_t)atoi(text(&b, "sections.references.number")),
                      plume_value_count(at(b.tree, "document")) + 1);
    plume_keys_dispose(&cited);
    bench_dispose(&b);
}
END_TEST

/* --- how figures are shown --- */

static void ck_scale(double largest, double value, const char *wanted)
{
    plume_column_format scale =
        plume_column_format_for(PLUME_DIMENSION_ENERGY, largest, 3);
    plume_text out;

    plume_text_init(&out);
    plume_column_format_print(&out, &scale, value);
    ck_assert_str_eq(out.data, wanted);
    plume_text_dispose(&out);
}

START_TEST(a_column_has_one_unit_and_one_count_of_decimals)
{
    ck_scale(10.002, 10.002, "10.002");
    ck_scale(10.002, 0.0661, "0.066");
    ck_scale(10.002, 0.00004, "<0.001");
    ck_scale(10.002, 0.0, "0");
    ck_scale(10.002, NAN, PLUME_EN_DASH);
    ck_scale(1234567.0, 1234567.0, "1.235");
    ck_scale(123.456, 123.456, "123.46");
    ck_scale(10.0, -1.5,
             "\xE2\x88\x92"
             "1.500");
}
END_TEST

static void ck_share(double part, double whole, const char *wanted)
{
    plume_value *map = plume_value_map();
    plume_words *words;
    plume_error error = { 0 };
    char *templates = test_path("templates");

    ck_ok(plume_words_load(&words, templates, "en", &error), error);
    plume_display_share(map, "share", part, whole, words);
    ck_assert_str_eq(plume_value_string(at(map, "share.text")), wanted);
    plume_words_free(words);
    plume_value_free(map);
    free(templates);
}

START_TEST(a_share_never_rounds_to_nothing_or_all)
{
    ck_share(1.0, 2.0, "50\xC2\xA0%");
    ck_share(0.001, 1.0,
             "under\xC2\xA0"
             "1\xC2\xA0%");
    ck_share(0.999, 1.0,
             "over\xC2\xA0"
             "99\xC2\xA0%");
    ck_share(1.0, 1.0, "100\xC2\xA0%");
    ck_share(0.0, 1.0, "0\xC2\xA0%");
    ck_share(0.0, 0.0, "not available");
}
END_TEST

START_TEST(a_word_that_is_not_there_is_an_error)
{
    plume_words *words;
    plume_error error = { 0 };
    char *folder = test_folder(),
         *file = test_file(folder, "words.yaml", "a: {b: c}\n", 10);

    ck_ok(plume_words_load(&words, folder, "en", &error), error);
    ck_assert_str_eq(plume_word(words, "a", "b"), "c");
    ck_assert_int_eq(plume_words_status(words, &error), PLUME_OK);
    ck_assert_str_eq(plume_word(words, "a", "x"), "");
    ck_assert_int_eq(plume_words_status(words, &error), PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "the word 'a.x' is not there");
    plume_words_free(words);
    free(file);
    free(folder);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, energy_is_shown_by_its_boundary);
    tcase_add_test(tcase, what_failed_is_lost_and_what_informed_is_repeated);
    tcase_add_test(tcase, failed_runs_have_a_line_of_their_own_and_parts_add_up);
    tcase_add_test(tcase, search_overhead_is_all_energy_over_that_of_the_final_runs);
    tcase_add_test(tcase, the_gap_between_both_methods_is_shared_out_completely);
    tcase_add_test(tcase, what_nobody_logged_is_not_available_and_never_zero);
    tcase_add_test(tcase, numbers_run_through_the_sections_that_are_there);
    tcase_add_test(tcase, sections_stand_in_order_with_what_they_show);
    tcase_add_test(tcase, citations_are_numbered_in_the_order_of_the_texts);
    tcase_add_test(tcase, records_are_conserved_and_rejects_are_listed_by_reason);
    tcase_add_test(tcase, the_twin_has_the_keys_of_its_schema_in_their_order);
    tcase_add_test(tcase, every_name_in_a_template_is_in_the_tree);
    tcase_add_test(tcase, a_column_has_one_unit_and_one_count_of_decimals);
    tcase_add_test(tcase, a_share_never_rounds_to_nothing_or_all);
    tcase_add_test(tcase, a_word_that_is_not_there_is_an_error);
}

int main(void)
{
    return test_main("report tree", add);
}
