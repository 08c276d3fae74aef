#include "support/support.h"

static plume_text text;

START_TEST(a_new_text_is_empty_and_terminated)
{
    plume_text_init(&text);
    ck_assert_str_eq(text.data, "");
    ck_assert_uint_eq(text.length, 0);
    ck_ok(plume_text_status(&text, NULL), (plume_error){ 0 });
    plume_text_dispose(&text);
}
END_TEST

START_TEST(pieces_are_appended_in_turn)
{
    plume_text_init(&text);
    plume_text_add(&text, "ab");
    plume_text_add_n(&text, "cdef", 2);
    plume_text_add_char(&text, 'e');
    plume_text_printf(&text, "%s-%d", "f", 7);
    ck_assert_str_eq(text.data, "abcdef-7");
    ck_assert_uint_eq(text.length, 8);
    plume_text_clear(&text);
    ck_assert_str_eq(text.data, "");
    plume_text_dispose(&text);
}
END_TEST

START_TEST(each_of_several_strings_gets_a_byte_behind_it)
{
    static const char *const strings[] = { "ab", "", "c" };
    const char *failed[] = { "ab", plume_text_failed };

    plume_text_init(&text);
    plume_text_add_each(&text, strings, 0, '|');
    ck_assert_str_eq(text.data, "");
    plume_text_add_each(&text, strings, 3, '|');
    ck_assert_str_eq(text.data, "ab||c|");
    plume_text_add_each(&text, strings, 1, ' ');
    ck_assert_str_eq(text.data, "ab||c|ab ");
    plume_text_add_each(&text, failed, 2, ' ');
    ck_assert_int_eq(text.status, PLUME_ERR_MEMORY);
    plume_text_dispose(&text);
}
END_TEST

START_TEST(text_grows_far_beyond_its_first_room)
{
    size_t i;

    plume_text_init(&text);
    for (i = 0; i < 100000; i++)
        plume_text_add_char(&text, (char)('a' + i % 26));
    plume_text_printf(&text, "%300d", 5);
    ck_assert_uint_eq(text.length, 100300);
    ck_assert_int_eq(text.data[99999], 'a' + 99999 % 26);
    ck_assert_int_eq(text.data[100299], '5');
    ck_assert_uint_eq(strlen(text.data), text.length);
    plume_text_dispose(&text);
}
END_TEST

START_TEST(taking_hands_the_bytes_over)
{
    char *taken;

    plume_text_init(&text);
    plume_text_add(&text, "kept");
    taken = plume_text_take(&text);
    ck_assert_str_eq(taken, "kept");
    ck_assert_str_eq(text.data, "");
    free(taken);
    taken = plume_text_take(&text); /* an empty one too */
    ck_assert_str_eq(taken, "");
    free(taken);
}
END_TEST

START_TEST(a_failure_sticks_until_the_text_is_cleared)
{
    plume_error error;

    plume_text_init(&text);
    plume_text_add(&text, "x");
    plume_text_add_n(&text, "y", PLUME_TEXT_LIMIT); /* refused before a byte is read */
    plume_text_add(&text, "z");
    ck_assert_ptr_eq(text.data, plume_text_failed); /* half a text is no text */
    ck_assert_int_eq(plume_text_status(&text, &error), PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message, "a text is longer than 1 GiB");
    ck_assert_ptr_null(plume_text_take(&text));
    plume_text_add(&text, "z");
    ck_assert_str_eq(text.data, "z");
    plume_text_dispose(&text);
}
END_TEST

START_TEST(running_out_of_memory_is_told)
{
    plume_error error;

    plume_text_init(&text);
    text.status = PLUME_ERR_MEMORY;
    ck_assert_int_eq(plume_text_status(&text, &error), PLUME_ERR_MEMORY);
    ck_assert_str_eq(error.message, "out of memory");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_new_text_is_empty_and_terminated);
    tcase_add_test(tcase, pieces_are_appended_in_turn);
    tcase_add_test(tcase, each_of_several_strings_gets_a_byte_behind_it);
    tcase_add_test(tcase, text_grows_far_beyond_its_first_room);
    tcase_add_test(tcase, taking_hands_the_bytes_over);
    tcase_add_test(tcase, a_failure_sticks_until_the_text_is_cleared);
    tcase_add_test(tcase, running_out_of_memory_is_told);
}

int main(void)
{
    return test_main("text", add);
}
