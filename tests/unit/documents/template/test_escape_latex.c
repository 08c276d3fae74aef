#include "support/support.h"

#include "documents/template/escape.h"
#include "documents/template/internal.h"

static void ck_escapes(const char *text, const char *wanted)
{
    plume_text out;

    plume_text_init(&out);
    plume_escape_latex(&out, text);
    ck_assert_str_eq(out.data, wanted);
    plume_text_dispose(&out);
}

START_TEST(letters_digits_and_marks_pass)
{
    ck_escapes("Sparse adapters (2023), v1.2: a+b=c/d; 'x'?",
               "Sparse adapters (2023), v1.2: a+b=c/d; 'x'?");
}
END_TEST

START_TEST(what_tex_reads_as_a_command_is_printed)
{
    ck_escapes("\\input{/etc/passwd} 100% a_b #1 $x$ ~ ^^5c",
               "\\textbackslash{}input\\{/etc/passwd\\} 100\\% a\\_b \\#1 \\$x\\$ "
               "\\textasciitilde{} \\textasciicircum{}\\textasciicircum{}5c");
    ck_escapes("a & b | c < d > e \"f\" `g`",
               "a \\& b \\textbar{} c \\textless{} d \\textgreater{} e "
               "{\\ttfamily\\char34}f{\\ttfamily\\char34} \\`{}g\\`{}");
}
END_TEST

START_TEST(a_number_keeps_its_sign_of_percent)
{
    ck_escapes("95 % of 3 %", "95~\\% of 3~\\%");
    ck_escapes("all %, 5  %", "all \\%, 5  \\%");
}
END_TEST

START_TEST(nothing_becomes_the_argument_of_the_command_before_it)
{
    ck_escapes("[1] *", "{[}1{]} {*}");
}
END_TEST

START_TEST(ligatures_are_parted)
{
    ck_escapes("--strict ,, ''", "-{}-strict ,{}, '{}'");
}
END_TEST

START_TEST(letters_with_accents_keep_them)
{
    ck_escapes("Zürich, Škoda, naïve, Łódź, Straße",
               "Z\\\"{u}rich, \\v{S}koda, na\\\"{i}ve, \\L{}\\'{o}d\\'{z}, Stra\\ss{}e");
}
END_TEST

START_TEST(marks_of_figures_are_typeset)
{
    ck_escapes(
        "10.0\xC2\xA0kWh, 2.3\xE2\x80\x93"
        "4.7, \xE2\x88\x92"
        "3, 14\xC3\x97",
        "10.0~kWh, 2.3\\textendash{}4.7, \\ensuremath{-}3, 14\\ensuremath{\\times}");
    ck_escapes("kg CO2e per year", "kg CO\\textsubscript{2}e per year");
}
END_TEST

START_TEST(other_scripts_keep_their_letters_and_have_latin_ones_beside_them)
{
    ck_escapes("\xE4\xB8\xAD\xE6\x96\x87",
               "\\plumescript{20013}{\\char20013\\allowbreak"
               "\\char25991\\allowbreak}{{[}U+4E2D U+6587{]}}");
    ck_escapes("a \xD0\x9C\xD0\xB8\xD1\x80 b",
               "a \\plumescript{1052}{\\char1052\\char1080\\char1088}{Mir} b");
    ck_escapes("\xEA\xB5\xAD", "\\plumescript{44397}{\\char44397\\allowbreak}{guk}");
    ck_escapes("\xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\xA8",
               "\\plumescript{2361}{\\char2361\\char2367\\char2344}{hina}");
}
END_TEST

START_TEST(what_no_font_shows_is_named)
{
    ck_escapes("\xFF a\xE2\x80\xAE"
               "b",
               "{[}U+FFFD{]} a{[}U+202E{]}b");
}
END_TEST

START_TEST(an_accent_behind_its_letter_joins_it)
{
    ck_escapes("re\xCC\x81sume\xCC\x81", "r\\'{e}sum\\'{e}");
}
END_TEST

START_TEST(line_ends_cannot_end_a_paragraph_or_a_comment)
{
    ck_escapes("a\n\nb\tc\x1b[0m", "a  b c {[}0m");
}
END_TEST

/* Every single byte and every pair of marks: what comes out is made of the allowed
 * pieces. */
START_TEST(no_pair_of_bytes_leaves_a_bare_special_character)
{
    for (int a = 1; a < 256; a++) {
        char text[3] = { (char)a, '\\', '\0' };
        plume_text out;
        const char *c;

        plume_text_init(&out);
        plume_escape_latex(&out, text);
        for (c = out.data; *c != '\0'; c++) {
            ck_assert_msg(strchr("%#&$_^~", *c) == NULL ||
                              (c > out.data && c[-1] == '\\'),
                          "byte %d gives %s", a, out.data);
            ck_assert_msg((unsigned char)*c >= 0x20 && (unsigned char)*c < 0x7f,
                          "byte %d gives %s", a, out.data);
        }
        plume_text_dispose(&out);
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, letters_digits_and_marks_pass);
    tcase_add_test(tcase, what_tex_reads_as_a_command_is_printed);
    tcase_add_test(tcase, a_number_keeps_its_sign_of_percent);
    tcase_add_test(tcase, nothing_becomes_the_argument_of_the_command_before_it);
    tcase_add_test(tcase, ligatures_are_parted);
    tcase_add_test(tcase, letters_with_accents_keep_them);
    tcase_add_test(tcase, marks_of_figures_are_typeset);
    tcase_add_test(tcase,
                   other_scripts_keep_their_letters_and_have_latin_ones_beside_them);
    tcase_add_test(tcase, what_no_font_shows_is_named);
    tcase_add_test(tcase, an_accent_behind_its_letter_joins_it);
    tcase_add_test(tcase, line_ends_cannot_end_a_paragraph_or_a_comment);
    tcase_add_test(tcase, no_pair_of_bytes_leaves_a_bare_special_character);
}

int main(void)
{
    return test_main("LaTeX escaper", add);
}
