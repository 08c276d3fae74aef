/* The bibliography: entries by key, what is cited, and BibTeX fields as plain text. */
#include "support/support.h"

#include "documents/model/bibliography.h"
#include "documents/model/tex_to_text.h"

static const char sample[] =
    "@misc{one2020,\n"
    "  author = {Strubell, Emma and Ganesh, Ananya and McCallum, Andrew},\n"
    "  title  = {{BERT} and 10--20 other na{\\\"{i}}ve models},\n"
    "  year   = {2020},\n"
    "  url    = {https://example.org/a_b}\n"
    "}\n\n"
    "@article{two_b,\n"
    "  author = {{Department of Climate, Energy and Water}},\n"
    "  title = {B}, journal = {J~K}, year = 2021, url = {http://example.org}\n"
    "}\n";

static plume_status load(plume_bibliography **out, const char *text, plume_error *error)
{
    char *folder = test_folder();
    char *file = test_file(folder, "references.bib", text, strlen(text));
    plume_status status = plume_bibliography_load(out, folder, error);

    free(file);
    free(folder);
    return status;
}

static void ck_field(const plume_value *map, const char *key, const char *wanted)
{
    ck_assert_str_eq(plume_value_string(plume_value_get(map, key)), wanted);
}

START_TEST(an_entry_is_handed_on_as_it_stands)
{
    plume_bibliography *bibliography;
    plume_error error = { 0 };
    plume_text out;

    ck_ok(load(&bibliography, sample, &error), error);
    ck_assert_uint_eq(plume_bibliography_count(bibliography), 2);
    ck_assert_str_eq(plume_bibliography_key_at(bibliography, 1), "two_b");
    plume_text_init(&out);
    ck_ok(plume_bibliography_print(&out, bibliography, "two_b", &error), error);
    ck_assert_str_eq(out.data, strstr(sample, "@article"));
    plume_text_dispose(&out);
    plume_bibliography_free(bibliography);
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
             "20 other na\xC3\xAFve models");
    ck_field(map, "year", "2020");
    ck_field(map, "url", "https://example.org/a_b");
    ck_ok(plume_bibliography_describe(map, bibliography, "two_b", &error), error);
    ck_field(map, "authors", "Department of Climate, Energy and Water");
    ck_field(map, "place", "J\xC2\xA0K");
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

START_TEST(an_ill_formed_bibliography_is_refused_with_its_line)
{
    ck_refused("\n@misc{a, title = {b}", 2, "this entry has no end");
    ck_refused("@misc{, title = {b}}", 1, "this entry has no key");
    ck_refused("@misc{a, year = 1}\n\n@misc{a, year = 2}", 3,
               "the key of this entry occurs twice");
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

static void ck_authors(const char *field, const char *wanted)
{
    plume_text out;

    plume_text_init(&out);
    plume_detex_authors(&out, field, strlen(field));
    ck_assert_str_eq(out.data, wanted);
    plume_text_dispose(&out);
}

START_TEST(long_lists_of_authors_are_cut)
{
    ck_authors("Aa, B and Cc, D and Ee, F and Gg, H", "Aa et al.");
    ck_authors("Budennyy, S. A. and others", "Budennyy et al.");
    ck_authors("{{Meta}}", "Meta");
    ck_authors("Andersson, A", "Andersson");
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
            strpbrk(plume_value_string(plume_value_get(map, "title")), "{}\\") == NULL,
            "%s", key);
        plume_value_free(map);
    }
    plume_bibliography_free(bibliography);
    free(templates);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, an_entry_is_handed_on_as_it_stands);
    tcase_add_test(tcase, fields_are_read_as_plain_text);
    tcase_add_test(tcase, a_key_that_is_not_there_is_an_error);
    tcase_add_test(tcase, an_ill_formed_bibliography_is_refused_with_its_line);
    tcase_add_test(tcase, citations_are_found_once_and_in_order);
    tcase_add_test(tcase, long_lists_of_authors_are_cut);
    tcase_add_test(tcase, every_entry_that_is_shipped_can_be_described);
}

int main(void)
{
    return test_main("bibliography", add);
}
