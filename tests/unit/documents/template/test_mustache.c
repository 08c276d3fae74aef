#include "support/support.h"

#include "documents/template/escape.h"
#include "documents/template/internal.h"
#include "documents/template/mustache.h"

static plume_value *study(void)
{
    plume_value *data = plume_value_map(), *runs;

    plume_value_set_string(data, "title", "A & B");
    plume_value_set_number(data, "zero", 0.0);
    plume_value_set_null(data, "energy");
    plume_value_set_string(data, "empty", "");
    plume_value_set_bool(data, "own", true);
    plume_value_set_string(data, "which", "sentence");
    plume_value_set_string(plume_value_set_map(data, "site"), "name", "Germany");
    runs = plume_value_set_list(data, "runs");
    plume_value_set_string(plume_value_set_map(runs, NULL), "id", "a_1");
    plume_value_set_string(plume_value_set_map(runs, NULL), "id", "b_2");
    return data;
}

static plume_status find(void *state, const char *name, plume_template *out,
                         plume_error *error)
{
    (void)state;
    (void)error;
    if (strcmp(name, "sentence") == 0)
        *out =
            (plume_template){ "7 % of {{title}},\nor_less.", "sentence.txt", true, true };
    else if (strcmp(name, "endless") == 0)
        *out = (plume_template){ "{{>endless}}", "endless.txt", false, false };
    return PLUME_OK;
}

static plume_status render(plume_text *out, const char *text, bool strict,
                           plume_error *error)
{
    plume_value *data = study();
    plume_template template = { text, "page.tex", false, false };
    plume_rendering rendering = { data, plume_escape_latex, { find, NULL }, strict };
    plume_status status;

    plume_text_init(out);
    status = plume_mustache_render(out, &template, &rendering, error);
    plume_value_free(data);
    return status;
}

static void ck_renders(const char *text, const char *wanted)
{
    plume_text out;
    plume_error error = { 0 };

    ck_ok(render(&out, text, false, &error), error);
    ck_assert_str_eq(out.data, wanted);
    plume_text_dispose(&out);
}

static void ck_refuses(const char *text, plume_status wanted, uint64_t line,
                       uint64_t column, const char *message)
{
    plume_text out;
    plume_error error = { 0 };

    ck_assert_int_eq(render(&out, text, true, &error), wanted);
    ck_assert_int_eq(error.status, wanted);
    ck_assert_str_eq(error.message, message);
    ck_assert_str_eq(error.path, "page.tex");
    ck_assert_uint_eq(error.line, line);
    ck_assert_uint_eq(error.column, column);
    plume_text_dispose(&out);
}

START_TEST(a_value_is_escaped_and_a_raw_one_is_not)
{
    ck_renders("\\emph{ {{title}} } {{{title}}} {{&title}}",
               "\\emph{ A \\& B } A & B A & B");
}
END_TEST

START_TEST(zero_is_a_known_figure_and_null_is_not)
{
    ck_renders("{{#zero}}known {{.}}{{/zero}}{{^energy}}, unknown{{/energy}}{{energy}}",
               "known 0, unknown");
}
END_TEST

START_TEST(empty_text_counts_as_false)
{
    ck_renders("{{#empty}}no{{/empty}}{{^empty}}nothing{{/empty}}", "nothing");
}
END_TEST

START_TEST(a_bool_prints_as_a_word)
{
    ck_renders("{{own}}", "true");
}
END_TEST

START_TEST(delimiters_that_suit_tex_leave_braces_alone)
{
    ck_renders("{{=<< >>=}}\n\\textbf{<<title>>}{{x}}", "\\textbf{A \\& B}{{x}}");
}
END_TEST

START_TEST(a_template_in_prose_is_escaped_but_keeps_its_lines)
{
    ck_renders("{{>sentence}}", "7~\\% of A \\& B,\nor\\_less.");
}
END_TEST

START_TEST(a_section_sees_the_names_around_it)
{
    ck_renders("{{#runs}}{{id}} in {{site.name}};{{/runs}}",
               "a\\_1 in Germany;b\\_2 in Germany;");
}
END_TEST

START_TEST(the_data_may_name_the_partial)
{
    ck_renders("[{{>*which}}]", "[7~\\% of A \\& B,\nor\\_less.]");
    ck_refuses("{{>*site}}{{>*nobody}}", PLUME_ERR_UNKNOWN, 1, 1, "there is no template");
    ck_refuses("a\n{{>*nobody}}", PLUME_ERR_UNKNOWN, 2, 1, "the data have no 'nobody'");
}
END_TEST

START_TEST(an_unknown_name_is_nothing_unless_strict)
{
    ck_renders("[{{nobody}}{{#site.nothing}}x{{/site.nothing}}{{>nowhere}}]", "[]");
    ck_refuses("a\n  {{nobody}}", PLUME_ERR_UNKNOWN, 2, 3, "the data have no 'nobody'");
    ck_refuses("{{#site.nothing}}{{/site.nothing}}", PLUME_ERR_UNKNOWN, 1, 1,
               "the data have no 'site.nothing'");
    ck_refuses("{{>nowhere}}", PLUME_ERR_UNKNOWN, 1, 1, "there is no template 'nowhere'");
}
END_TEST

START_TEST(a_tag_without_its_end_is_refused_with_its_place)
{
    ck_refuses("x\ny {{title", PLUME_ERR_SYNTAX, 2, 3, "this tag wants its '}}'");
    ck_refuses("{{{title}}", PLUME_ERR_SYNTAX, 1, 1, "this tag wants its '}}}'");
    ck_refuses("{{ }}", PLUME_ERR_SYNTAX, 1, 1, "this tag has no name");
}
END_TEST

START_TEST(sections_must_nest)
{
    ck_refuses("{{#own}}", PLUME_ERR_SYNTAX, 1, 1, "this section has no end");
    ck_refuses("{{/own}}", PLUME_ERR_SYNTAX, 1, 1, "this end belongs to no open section");
    ck_refuses("{{#own}}{{^zero}}{{/own}}", PLUME_ERR_SYNTAX, 1, 18,
               "this end belongs to no open section");
}
END_TEST

START_TEST(delimiters_must_be_two_words)
{
    ck_refuses("{{=<<=}}", PLUME_ERR_SYNTAX, 1, 1,
               "a change of delimiters wants two words");
    ck_refuses("{{=a b c=}}", PLUME_ERR_SYNTAX, 1, 1,
               "a change of delimiters wants two words");
    ck_refuses("{{=a= b=}}", PLUME_ERR_SYNTAX, 1, 1,
               "a change of delimiters wants two words");
}
END_TEST

START_TEST(partials_without_end_are_refused)
{
    plume_text out;
    plume_error error = { 0 };

    ck_assert_int_eq(render(&out, "{{>endless}}", false, &error), PLUME_ERR_SYNTAX);
    ck_assert_str_eq(error.message, "partials are nested without end in 'endless'");
    ck_assert_str_eq(error.path, "endless.txt");
    plume_text_dispose(&out);
}
END_TEST

START_TEST(a_name_beyond_the_limit_is_refused)
{
    char text[320];

    memset(text, 'n', sizeof text);
    memcpy(text, "{{", 2);
    memcpy(text + 310, "}}", 3);
    ck_refuses(text, PLUME_ERR_SYNTAX, 1, 1, "this name is too long");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_value_is_escaped_and_a_raw_one_is_not);
    tcase_add_test(tcase, zero_is_a_known_figure_and_null_is_not);
    tcase_add_test(tcase, empty_text_counts_as_false);
    tcase_add_test(tcase, a_bool_prints_as_a_word);
    tcase_add_test(tcase, delimiters_that_suit_tex_leave_braces_alone);
    tcase_add_test(tcase, a_template_in_prose_is_escaped_but_keeps_its_lines);
    tcase_add_test(tcase, a_section_sees_the_names_around_it);
    tcase_add_test(tcase, the_data_may_name_the_partial);
    tcase_add_test(tcase, an_unknown_name_is_nothing_unless_strict);
    tcase_add_test(tcase, a_tag_without_its_end_is_refused_with_its_place);
    tcase_add_test(tcase, sections_must_nest);
    tcase_add_test(tcase, delimiters_must_be_two_words);
    tcase_add_test(tcase, partials_without_end_are_refused);
    tcase_add_test(tcase, a_name_beyond_the_limit_is_refused);
}

int main(void)
{
    return test_main("mustache", add);
}
