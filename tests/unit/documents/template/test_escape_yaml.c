#include "support/support.h"

#include "documents/template/escape.h"
#include "documents/template/escapers.h"
#include "documents/template/internal.h"

static void ck_escapes(const char *text, const char *wanted)
{
    plume_text out;

    plume_text_init(&out);
    plume_escape_yaml(&out, text);
    ck_assert_str_eq(out.data, wanted);
    plume_text_dispose(&out);
}

START_TEST(quotes_and_backslashes_are_escaped)
{
    ck_escapes("a \"b\" c\\d: #e", "a \\\"b\\\" c\\\\d: #e");
}
END_TEST

START_TEST(what_nobody_sees_becomes_an_escape)
{
    ck_escapes("a\nb\x7f"
               "c\xEF\xBB\xBF",
               "a\\x0Ab\\x7Fc\\uFEFF");
    ck_escapes("\x1b]0;t\x07\xC2\x9B\xE2\x80\xAE\xF3\xA0\x80\x81",
               "\\x1B]0;t\\x07\\x9B\\u202E\\U000E0001");
}
END_TEST

START_TEST(what_was_escaped_reads_back_the_same)
{
    static const char *const texts[] = { "a: b # c",
                                         "\"",
                                         "\\u0041 \\",
                                         "- x",
                                         "{[&*!|>%@`",
                                         "Z\xC3\xBCrich \xE4\xB8\xAD",
                                         "\x1b[2J\r\n\x07\xC2\x9B\xE2\x80\xAE" };

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        plume_text out;
        plume_value *value = NULL;
        plume_error error = { 0 };

        plume_text_init(&out);
        plume_text_add(&out, "key: \"");
        plume_escape_yaml(&out, texts[i]);
        plume_text_add(&out, "\"\n");
        ck_ok(plume_yaml_parse(&value, out.data, out.length, "x.yaml", &error), error);
        ck_assert_str_eq(plume_value_string(plume_value_get(value, "key")), texts[i]);
        plume_value_free(value);
        plume_text_dispose(&out);
    }
}
END_TEST

START_TEST(the_ending_of_a_template_chooses_its_escaper)
{
    ck_assert(plume_escaper_for("appendix.tex") == plume_escape_latex);
    ck_assert(plume_escaper_for("a/checklist.md") == plume_escape_markdown);
    ck_assert(plume_escaper_for("model-card.yaml") == plume_escape_yaml);
    ck_assert(plume_escaper_for("appendix.flow") == plume_escape_flow);
    ck_assert(plume_escaper_for("summary.txt") == plume_escape_plain);
    ck_assert(plume_escaper_for("report.html") == plume_escape_html);
    ck_assert(plume_escaper_for("page") == NULL);
}
END_TEST

START_TEST(marks_of_the_page_flow_are_escaped)
{
    plume_text out;

    plume_text_init(&out);
    plume_escape_flow(&out, "@a | **b** <c> \\d\ne");
    ck_assert_str_eq(out.data, "\\@a \\| \\*\\*b\\*\\* \\<c\\> \\\\d e");
    plume_text_clear(&out);
    plume_escape_plain(&out, "a\x1b[1m <b>\n\xF0\x9F\x98\x80\xF0\x9F");
    ck_assert_str_eq(out.data, "a [1m <b> \xF0\x9F\x98\x80\xEF\xBF\xBD\xEF\xBF\xBD");
    plume_text_dispose(&out);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, quotes_and_backslashes_are_escaped);
    tcase_add_test(tcase, what_nobody_sees_becomes_an_escape);
    tcase_add_test(tcase, what_was_escaped_reads_back_the_same);
    tcase_add_test(tcase, the_ending_of_a_template_chooses_its_escaper);
    tcase_add_test(tcase, marks_of_the_page_flow_are_escaped);
}

int main(void)
{
    return test_main("YAML escaper", add);
}
