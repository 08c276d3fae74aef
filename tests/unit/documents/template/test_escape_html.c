#include "support/support.h"

#include "documents/template/internal.h"

static void ck_escapes(const char *text, const char *wanted)
{
    plume_text out;

    plume_text_init(&out);
    plume_escape_html(&out, text);
    ck_assert_str_eq(out.data, wanted);
    plume_text_dispose(&out);
}

START_TEST(what_begins_a_tag_an_entity_or_ends_an_attribute_is_an_entity)
{
    ck_escapes("<b onclick=\"x\">a & 'b'</b>",
               "&lt;b onclick=&quot;x&quot;&gt;a &amp; &#39;b&#39;&lt;/b&gt;");
}
END_TEST

START_TEST(letters_of_any_script_stay_as_they_are)
{
    ck_escapes("Z\xC3\xBCrich \xE4\xB8\xAD \xF0\x9F\x8C\xB1",
               "Z\xC3\xBCrich \xE4\xB8\xAD \xF0\x9F\x8C\xB1");
}
END_TEST

START_TEST(marks_that_turn_the_direction_of_writing_are_shown_and_do_nothing)
{
    ck_escapes("a\xE2\x80\xAE"
               "b\xE2\x81\xA6"
               "c",
               "a\xEF\xBF\xBD"
               "b\xEF\xBF\xBD"
               "c");
}
END_TEST

START_TEST(the_2_of_the_gas_is_low_and_no_other)
{
    ck_escapes("5 kg CO2e of CO2, CO25", "5 kg CO\xE2\x82\x82"
                                         "e of CO\xE2\x82\x82, CO25");
}
END_TEST

START_TEST(controls_are_blanks_and_bad_bytes_are_shown)
{
    ck_escapes("a\nb\x01\xFF", "a b \xEF\xBF\xBD");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, what_begins_a_tag_an_entity_or_ends_an_attribute_is_an_entity);
    tcase_add_test(tcase, letters_of_any_script_stay_as_they_are);
    tcase_add_test(tcase,
                   marks_that_turn_the_direction_of_writing_are_shown_and_do_nothing);
    tcase_add_test(tcase, the_2_of_the_gas_is_low_and_no_other);
    tcase_add_test(tcase, controls_are_blanks_and_bad_bytes_are_shown);
}

int main(void)
{
    return test_main("HTML escaper", add);
}
