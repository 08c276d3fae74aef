/* The bibliography: entries by key, what is cited, as BibTeX and as plain text. */
#include "support/support.h"

#include "documents/references/bibliography.h"
#include "documents/references/citations.h"

static const char sample[] =
    "references:\n"
    "- id: one2020\n"
    "  type: article\n"
    "  author: [{family: Strubell, given: Emma}, {family: Ganesh, given: Ananya},\n"
    "    {family: McCallum, given: Andrew}]\n"
    "  title: 'BERT and 10\xE2\x80\x93"
    "20 <span class=\"nocase\">other</span> '\n"
    "  issued: 2020\n"
    "  URL: https://example.org/a-b\n"
    "- id: two_b\n"
    "  type: article-journal\n"
    "  author: [{literal: 'Department of Climate, Energy & Water'}, "
    "{family: Lannelongue, given: Lo\xC3\xAF"
    "c}, {literal: others}]\n"
    "  title: B\n"
    "  container-title: J K\n"
    "  volume: 21\n"
    "  page: 1-43\n"
    "  issued: 2021\n"
    "  URL: http://example.org\n";

static plume_status load(plume_bibliography **out, const char *text, plume_error *error)
{
    char *folder = test_folder();
    char *file = test_file(folder, "references.yaml", text, strlen(text));
    plume_status status = plume_bibliography_load(out, folder, error);

    free(file);
    free(folder);
    return status;
}

static void ck_field(const plume_value *map, const char *key, const char *wanted)
{
    ck_assert_str_eq(plume_value_string(plume_value_get(map, key)), wanted);
}

static void ck_printed(const char *key, const char *wanted)
{
    plume_bibliography *bibliography;
    plume_error error = { 0 };
    plume_text out;

    ck_ok(load(&bibliography, sample, &error), error);
    plume_text_init(&out);
    ck_ok(plume_bibliography_print(&out, bibliography, key, &error), error);
    ck_assert_str_eq(out.data, wanted);
    plume_text_dispose(&out);
    plume_bibliography_free(bibliography);
}

/* What keeps its case is in braces, and so is a letter with its accent. */
START_TEST(an_entry_is_written_as_bibtex)
{
    ck_printed("one2020", "@misc{one2020,\n"
                          "  author = {Strubell, Emma and Ganesh, Ananya and McCallum, "
                          "Andrew},\n"
                          "  title  = {{BERT} and 10--20 {other} },\n"
                          "  year   = {2020},\n"
                          "  url    = {https://example.org/a-b}\n"
                          "}\n");
    ck_printed("two_b", "@article{two_b,\n"
                        "  author  = {{Department of Climate, Energy \\& Water} and "
                        "Lannelongue, Lo{\\\"{i}}c and others},\n"
                        "  title   = {B},\n"
                        "  journal = {J K},\n"
                        "  volume  = {21},\n"
                        "  pages   = {1--43},\n"
                        "  year    = {2021},\n"
                        "  url     = {http://example.org}\n"
                        "}\n");
}
END_TEST

START_TEST(fields_are_read_as_plain_text)
{
    plume_bibliography *bibliography;
    plume_value *map = plume_value_map();
    plume_error error = { 0 };

    ck_ok(load(&bibliography, sample, &error), error);
    ck_ok(plume_bibliography_describe(map, bibliography, "one2020", &error), error);
    ck_field(map, "authors", "Strubell, Ganesh, McCallum");
    ck_field(map, "title",
             "BERT and 10\xE2\x80\x93"
             "20 other ");
    ck_field(map, "year", "2020");
    ck_field(map, "url", "https://example.org/a-b");
    ck_ok(plume_bibliography_describe(map, bibliography, "two_b", &error), error);
    ck_field(map, "authors", "Department of Climate, Energy & Water, Lannelongue et al.");
    ck_field(map, "place", "J K");
    ck_field(map, "year", "2021");
    ck_field(map, "url", ""); /* only https is linked */
    plume_value_free(map);
    plume_bibliography_free(bibliography);
}
END_TEST

START_TEST(a_key_that_is_not_there_is_an_error)
{
    plume_bibliography *bibliography;
    plume_error error = { 0 };
    plume_text out;

    ck_ok(load(&bibliography, sample, &error), error);
    plume_text_init(&out);
    ck_assert_int_eq(plume_bibliography_print(&out, bibliography, "three", &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "there is no entry 'three'");
    plume_text_dispose(&out);
    plume_bibliography_free(bibliography);
}
END_TEST

static void ck_refused(const char *text, uint64_t line, const char *message)
{
    plume_bibliography *bibliography;
    plume_error error = { 0 };

    ck_assert_int_eq(load(&bibliography, text, &error), PLUME_ERR_SYNTAX);
    ck_assert_ptr_null(bibliography);
    ck_assert_uint_eq(error.line, line);
    ck_assert_str_eq(error.message, message);
}

#define REFERENCE "- {id: a, type: article, author: [{family: B}], title: c"

START_TEST(what_is_no_reference_is_refused_with_its_line)
{
    ck_refused("a: b\n", 1, "there is no list of references");
    ck_refused("references:\n- {title: b}\n", 2, "this reference has no id");
    ck_refused("references:\n- {id: a b, title: b}\n", 2, "this reference has no id");
    ck_refused("references:\n- {id: a, title: b}\n", 2, "a has no type or no title");
    ck_refused("references:\n" REFERENCE "}\n" REFERENCE "}\n", 3, "a occurs twice");
    ck_refused("references:\n" REFERENCE ", journal: d}\n", 2,
               "journal is no name of a reference");
    ck_refused("references:\n" REFERENCE ", note: [d]}\n", 2, "note is no text");
    ck_refused("references:\n" REFERENCE ", URL: 'https://d/e_f'}\n", 2,
               "a has an address with a character that TeX takes for its own");
    ck_refused("references:\n- {id: a, type: article, title: c}\n", 2,
               "this reference has no authors");
    ck_refused("references:\n- {id: a, type: article, title: c, author: [B]}\n", 2,
               "an author has a family name or is literal");
}
END_TEST

START_TEST(citations_are_found_once_and_in_order)
{
    plume_keys keys = { 0 };
    plume_error error = { 0 };

    ck_ok(plume_keys_scan(&keys, "\\cite{b} \\citep[see][p.~3]{a, b} \\cited \\cite{c",
                          &error),
          error);
    ck_assert_uint_eq(keys.count, 3);
    ck_assert_uint_eq(plume_keys_number(&keys, "b"), 1);
    ck_assert_uint_eq(plume_keys_number(&keys, "a"), 2);
    ck_assert_uint_eq(plume_keys_number(&keys, "c"), 3);
    ck_assert_uint_eq(plume_keys_number(&keys, "d"), 0);
    plume_keys_dispose(&keys);
}
END_TEST

static void ck_authors(const char *list, const char *wanted)
{
    plume_bibliography *bibliography;
    plume_value *map = plume_value_map();
    plume_error error = { 0 };
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "references: [{id: a, type: article, title: b, author: %s}]",
                      list);
    ck_ok(load(&bibliography, text.data, &error), error);
    ck_ok(plume_bibliography_describe(map, bibliography, "a", &error), error);
    ck_field(map, "authors", wanted);
    plume_bibliography_free(bibliography);
    plume_value_free(map);
    plume_text_dispose(&text);
}

START_TEST(long_lists_of_authors_are_cut)
{
    ck_authors("[{family: Aa, given: B}, {family: Cc}, {family: Dd}, {family: Ee}]",
               "Aa et al.");
    ck_authors("[{family: Budennyy, given: S. A.}, {literal: others}]",
               "Budennyy et al.");
    ck_authors("[{literal: Meta}]", "Meta");
    ck_authors("[{family: Andersson, given: A}]", "Andersson");
}
END_TEST

START_TEST(every_entry_that_is_shipped_can_be_described)
{
    plume_bibliography *bibliography;
    plume_error error = { 0 };
    char *templates = test_path("templates");

    ck_ok(plume_bibliography_load(&bibliography, templates, &error), error);
    ck_assert_uint_gt(plume_bibliography_count(bibliography), 20);
    for (size_t i = 0; i < plume_bibliography_count(bibliography); i++) {
        const char *key = plume_bibliography_key_at(bibliography, i);
        plume_value *map = plume_value_map();

        ck_ok(plume_bibliography_describe(map, bibliography, key, &error), error);
        ck_assert_msg(*plume_value_string(plume_value_get(map, "authors")) != '\0', "%s",
                      key);
        ck_assert_msg(*plume_value_string(plume_value_get(map, "title")) != '\0', "%s",
                      key);
        ck_assert_msg(
            strpbrk(plume_value_string(plume_value_get(map, "title")), "{}\\<>") == NULL,
            "%s", key);
        plume_value_free(map);
    }
    plume_bibliography_free(bibliography);
    free(templates);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, an_entry_is_written_as_bibtex);
    tcase_add_test(tcase, fields_are_read_as_plain_text);
    tcase_add_test(tcase, a_key_that_is_not_there_is_an_error);
    tcase_add_test(tcase, what_is_no_reference_is_refused_with_its_line);
    tcase_add_test(tcase, citations_are_found_once_and_in_order);
    tcase_add_test(tcase, long_lists_of_authors_are_cut);
    tcase_add_test(tcase, every_entry_that_is_shipped_can_be_described);
}

int main(void)
{
    return test_main("bibliography", add);
}
