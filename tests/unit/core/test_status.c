#include "support/support.h"

static plume_error error;

START_TEST(a_failure_carries_its_place_and_message)
{
    plume_status status = plume_fail_at(&error, PLUME_ERR_SYNTAX, "runs.csv", 14, 23,
                                        "pue is '%s', expected a ratio", "0.87");

    ck_assert_int_eq(status, PLUME_ERR_SYNTAX);
    ck_assert_int_eq(error.status, PLUME_ERR_SYNTAX);
    ck_assert_str_eq(error.path, "runs.csv");
    ck_assert_uint_eq(error.line, 14);
    ck_assert_uint_eq(error.column, 23);
    ck_assert_str_eq(error.message, "pue is '0.87', expected a ratio");
    ck_assert_str_eq(error.hint, "");
}
END_TEST

START_TEST(a_failure_without_a_place_clears_an_older_one)
{
    plume_fail_at(&error, PLUME_ERR_SYNTAX, "a", 1, 2, "first");
    plume_hint(&error, "try %d", 5);
    ck_assert_str_eq(error.hint, "try 5");
    plume_fail(&error, PLUME_ERR_VALUE, "second");
    ck_assert_str_eq(error.path, "");
    ck_assert_uint_eq(error.line, 0);
    ck_assert_str_eq(error.message, "second");
    ck_assert_str_eq(error.hint, "");
}
END_TEST

START_TEST(a_caller_without_an_error_gets_the_status)
{
    ck_assert_int_eq(plume_fail(NULL, PLUME_ERR_IO, "x"), PLUME_ERR_IO);
    ck_assert_int_eq(plume_fail_at(NULL, PLUME_ERR_IO, "p", 1, 1, "x"), PLUME_ERR_IO);
    plume_hint(NULL, "x");
    ck_assert_int_eq(plume_fail_memory(NULL), PLUME_ERR_MEMORY);
}
END_TEST

START_TEST(an_error_may_be_told_with_its_own_message_and_path)
{
    plume_fail_at(&error, PLUME_ERR_IO, "log.csv", 3, 0, "cannot read");
    plume_fail_at(&error, PLUME_ERR_IO, error.path, error.line, 0, "%s: twice",
                  error.message);
    ck_assert_str_eq(error.path, "log.csv");
    ck_assert_str_eq(error.message, "cannot read: twice");
}
END_TEST

START_TEST(long_text_is_cut_between_characters)
{
    char text[3 * PLUME_MESSAGE_SHOWN];
    size_t shift, i;

    for (shift = 0; shift < 3; shift++) {
        memset(text, 'x', shift);
        for (i = shift; i + 2 < sizeof text; i += 2)
            memcpy(text + i, "\xc3\xa9", 2);
        text[i] = '\0';
        plume_fail_at(&error, PLUME_ERR_VALUE, text, 0, 0, "%s", text);
        ck_assert_uint_ge(strlen(error.message), PLUME_MESSAGE_SHOWN - 3);
        ck_assert_uint_ge(strlen(error.path), PLUME_PATH_SHOWN - 3);
        ck_assert_uint_eq((strlen(error.message) - shift) % 2, 0);
        ck_assert_uint_eq((strlen(error.path) - shift) % 2, 0);
    }
}
END_TEST

START_TEST(what_a_terminal_would_obey_is_not_shown)
{
    plume_fail_at(&error, PLUME_ERR_VALUE, "a\x1b[2Jb", 0, 0,
                  "x\x07y\xff z\xe2\x80\xae w\xc2\x9b v\nu\xe2\x82\xac");
    ck_assert_str_eq(error.path, "a?[2Jb");
    ck_assert_str_eq(error.message, "x?y? z? w? v u\xe2\x82\xac");
}
END_TEST

START_TEST(out_of_memory_has_one_wording)
{
    plume_fail_memory(&error);
    ck_assert_str_eq(error.message, "out of memory");
}
END_TEST

START_TEST(every_status_has_a_name)
{
    ck_assert_str_eq(plume_status_name(PLUME_OK), "ok");
    ck_assert_str_eq(plume_status_name(PLUME_ERR_MEMORY), "memory");
    ck_assert_str_eq(plume_status_name(PLUME_ERR_IO), "io");
    ck_assert_str_eq(plume_status_name(PLUME_ERR_SYNTAX), "syntax");
    ck_assert_str_eq(plume_status_name(PLUME_ERR_VALUE), "value");
    ck_assert_str_eq(plume_status_name(PLUME_ERR_MISSING), "missing");
    ck_assert_str_eq(plume_status_name(PLUME_ERR_UNKNOWN), "unknown");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_failure_carries_its_place_and_message);
    tcase_add_test(tcase, a_failure_without_a_place_clears_an_older_one);
    tcase_add_test(tcase, a_caller_without_an_error_gets_the_status);
    tcase_add_test(tcase, an_error_may_be_told_with_its_own_message_and_path);
    tcase_add_test(tcase, long_text_is_cut_between_characters);
    tcase_add_test(tcase, what_a_terminal_would_obey_is_not_shown);
    tcase_add_test(tcase, out_of_memory_has_one_wording);
    tcase_add_test(tcase, every_status_has_a_name);
}

int main(void)
{
    return test_main("status", add);
}
