#include "support/support.h"

#include "documents/template/escape.h"
#include "documents/template/internal.h"

static void ck_escapes(const char *text, const char *wanted)
{
    plume_text out;

    plume_text_init(&out);
    plume_escape_markdown(&out, text);
    ck_assert_str_eq(out.data, wanted);
    plume_text_dispose(&out);
}

START_TEST(plain_words_and_figures_stay_readable)
{
    ck_escapes("10.0 kWh (PUE 1.12), 7 %", "10.0 kWh (PUE 1.12), 7 %");
}
END_TEST

START_TEST(marks_inside_a_line_are_escaped)
{
    ck_escapes("*a* _b_ `c` [d](e) <f> |g| ~h~ &amp; \\",
               "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<f\\> \\|g\\| \\~h\\~ \\&amp; \\\\");
}
END_TEST

START_TEST(no_block_can_begin)
{
    ck_escapes("# a", "\\# a");
    ck_escapes("- a - b", "\\- a - b");
    ck_escapes("  + a", "  \\+ a");
    ck_escapes("=====", "\\=====");
    ck_escapes("12. a", "12\\. a");
    ck_escapes("1)", "1\\)");
    ck_escapes("1.5 a", "1.5 a");
}
END_TEST

START_TEST(line_ends_become_blanks)
{
    ck_escapes("a\n\n# b", "a  # b");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, plain_words_and_figures_stay_readable);
    tcase_add_test(tcase, marks_inside_a_line_are_escaped);
    tcase_add_test(tcase, no_block_can_begin);
    tcase_add_test(tcase, line_ends_become_blanks);
}

int main(void)
{
    return test_main("Markdown escaper", add);
}
