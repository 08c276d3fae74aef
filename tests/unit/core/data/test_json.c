#include "support/support.h"

#include <stdint.h>

static plume_error error;

/* Reads text and compares its compact print. */
static void becomes_n(const char *from, size_t length, const char *to)
{
    plume_value *value;
    plume_text text;

    ck_ok(plume_json_parse(&value, from, length, "a.json", NULL, &error), error);
    plume_text_init(&text);
    plume_json_print(&text, value, true);
    ck_assert_str_eq(text.data, to);
    plume_text_dispose(&text);
    plume_value_free(value);
}

static void becomes(const char *from, const char *to)
{
    becomes_n(from, strlen(from), to);
}

static void fails(const char *from, plume_status status, uint64_t line, uint64_t column,
                  const char *message)
{
    plume_value *value;

    ck_assert_int_eq(plume_json_parse(&value, from, strlen(from), "a.json", NULL, &error),
                     status);
    ck_assert_ptr_null(value);
    ck_assert_str_eq(error.message, message);
    ck_assert_str_eq(error.path, "a.json");
    ck_assert_uint_eq(error.line, line);
    ck_assert_uint_eq(error.column, column);
}

START_TEST(every_kind_of_value_is_read)
{
    becomes("{\"a\": [1, -2.5e3, true, false, null], \"b\": {}, \"c\": []}",
            "{\"a\":[1,-2500,true,false,null],\"b\":{},\"c\":[]}");
    becomes(" 3.5\n", "3.5");
    becomes("\"x\"", "\"x\"");
    becomes("null", "null");
}
END_TEST

START_TEST(a_byte_order_mark_is_passed_over)
{
    becomes("\xef\xbb\xbf{\"a\":1}", "{\"a\":1}");
}
END_TEST

START_TEST(what_python_writes_for_no_number_becomes_null_and_is_counted)
{
    const char *from = "[NaN, Infinity, -Infinity, 1e999, 1, \"NaN\", null]";
    plume_value *value;
    uint64_t nonfinite = 0;

    becomes(from, "[null,null,null,null,1,\"NaN\",null]");
    ck_ok(plume_json_parse(&value, from, strlen(from), "a.json", &nonfinite, &error),
          error);
    ck_assert_uint_eq(nonfinite, 4);
    plume_value_free(value);
}
END_TEST

START_TEST(a_number_keeps_its_text)
{
    const char *from = "[123456789012345678901, 0.10]";
    plume_value *value;

    ck_ok(plume_json_parse(&value, from, strlen(from), NULL, NULL, &error), error);
    ck_assert_str_eq(plume_value_string(plume_value_at(value, 0)),
                     "123456789012345678901");
    ck_assert(plume_value_number(plume_value_at(value, 0)) == 123456789012345678901.0);
    ck_assert_str_eq(plume_value_string(plume_value_at(value, 1)), "0.10");
    plume_value_free(value);
}
END_TEST

START_TEST(strings_that_are_no_text_are_mended)
{
    becomes("\"\\ud83c\\udf31 \\u00e9\"", "\"\xf0\x9f\x8c\xb1 \xc3\xa9\"");
    becomes("\"a\\ud800b\\udc00c\\ud800\\u0041\"", "\"a\xef\xbf\xbd"
                                                   "b\xef\xbf\xbd"
                                                   "c\xef\xbf\xbd"
                                                   "A\"");
    becomes("{\"a\\u0000b\":\"\xff\xc3\xa9\"}", "{\"a\xef\xbf\xbd"
                                                "b\":\"\xef\xbf\xbd\xc3\xa9\"}");
    becomes("\"\\\\u0000 \\\\ud800\"", "\"\\\\u0000 \\\\ud800\"");
}
END_TEST

START_TEST(errors_name_their_place_in_the_original)
{
    fails("{\"a\":NaN,\n \"b\":NaN, 1:3}", PLUME_ERR_SYNTAX, 2, 12,
          "this is no JSON: string or '}' expected, found up to here ' \"b\":NaN, 1'");
    fails("\xef\xbb\xbf[1 2]", PLUME_ERR_SYNTAX, 1, 5,
          "this is no JSON: ']' expected, found up to here '[1 2'");
    fails("[1,]", PLUME_ERR_SYNTAX, 1, 5,
          "this is no JSON: unexpected token, found up to here '[1,]'");
    fails("[1] x", PLUME_ERR_SYNTAX, 1, 6,
          "this is no JSON: end of file expected, found up to here '[1] x'");
    fails("[\"abc", PLUME_ERR_SYNTAX, 1, 6,
          "this is no JSON: premature end of input, found up to here '[\"abc'");
    fails("", PLUME_ERR_SYNTAX, 1, 1,
          "this is no JSON: unexpected token, found up to here ''");
    fails("[nan]", PLUME_ERR_SYNTAX, 1, 5,
          "this is no JSON: invalid token, found up to here '[nan'");
    fails("[\"a\nb\"]", PLUME_ERR_SYNTAX, 1, 4,
          "this is no JSON: unexpected newline, found up to here '[\"a'");
}
END_TEST

START_TEST(a_repeated_key_is_an_error)
{
    fails("{\"a\":1,\n\"a\":2}", PLUME_ERR_SYNTAX, 2, 4,
          "this is no JSON: duplicate object key, found up to here '\"a\"'");
}
END_TEST

START_TEST(numbers_follow_the_grammar_of_json)
{
    static const char *const wrong[] = { "01",  "-",  "1.",  "-.5", "1e", "1e+",
                                         "0x1", "1a", "--1", "-01", NULL };
    char from[32], message[80];
    size_t i;

    for (i = 0; wrong[i] != NULL; i++) {
        snprintf(from, sizeof from, "[0,\n %s]", wrong[i]);
        snprintf(message, sizeof message, "'%s' is not how JSON writes a number",
                 wrong[i]);
        fails(from, PLUME_ERR_SYNTAX, 2, 2, message);
    }
    fails("[+1]", PLUME_ERR_SYNTAX, 1, 4,
          "this is no JSON: invalid token, found up to here '[+1'");
    fails("[.5]", PLUME_ERR_SYNTAX, 1, 4,
          "this is no JSON: invalid token, found up to here '[.5'");
    becomes("[0,-0,0.5,1E5,1e-2,10]", "[0,-0,0.5,100000,0.01,10]");
}
END_TEST

static void nested(char *out, size_t depth)
{
    memset(out, '[', depth);
    memset(out + depth, ']', depth);
    out[2 * depth] = '\0';
}

START_TEST(depth_is_bounded)
{
    char text[200];

    nested(text, 64);
    becomes(text, text);
    nested(text, 65);
    fails(text, PLUME_ERR_VALUE, 1, 65, "JSON is nested deeper than 64 levels");
}
END_TEST

START_TEST(printing_escapes_what_json_must_not_hold)
{
    plume_text text;

    plume_text_init(&text);
    plume_json_print_string(&text, "a\"b\\c\b\t\n\v\f\r\x1b\x7f/\xc3\xa9\xff");
    ck_assert_str_eq(text.data, "\"a\\\"b\\\\c\\b\\t\\n\\u000b\\f\\r\\u001b\\u007f/"
                                "\xc3\xa9\xef\xbf\xbd\"");
    plume_text_clear(&text);
    plume_json_print_string(&text, "\xc2\x9b\xe2\x80\xae\xf3\xa0\x80\x81");
    ck_assert_str_eq(text.data, "\"\\u009b\\u202e\\udb40\\udc01\"");
    plume_text_dispose(&text);
}
END_TEST

START_TEST(printing_indents_by_two)
{
    const char *from = "{\"a\":[1,{}],\"b\":[]}";
    plume_value *value;
    plume_text text;

    ck_ok(plume_json_parse(&value, from, strlen(from), NULL, NULL, &error), error);
    plume_text_init(&text);
    plume_json_print(&text, value, false);
    ck_assert_str_eq(text.data, "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}\n");
    plume_text_dispose(&text);
    plume_value_free(value);
}
END_TEST

START_TEST(any_string_and_number_round_trips)
{
    uint64_t x = 7;
    int i, j;

    for (i = 0; i < 5000; i++) {
        plume_value *list = plume_value_list(), *back;
        plume_text text;
        char string[24];
        double number;

        for (j = 0; j < 23; j++) {
            x = x * 6364136223846793005u + 1442695040888963407u;
            string[j] = (char)(1 + (x >> 33) % 127);
        }
        string[j] = '\0';
        memcpy(&number, &x, sizeof number);
        plume_value_set_string(list, NULL, string);
        plume_value_set_number(list, NULL, number);
        plume_text_init(&text);
        plume_json_print(&text, list, i % 2 == 0);
        ck_ok(plume_json_parse(&back, text.data, text.length, "x", NULL, &error), error);
        ck_assert_str_eq(plume_value_string(plume_value_at(back, 0)), string);
        if (isfinite(number))
            ck_assert(plume_value_number(plume_value_at(back, 1)) == number);
        plume_value_free(back);
        plume_value_free(list);
        plume_text_dispose(&text);
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, every_kind_of_value_is_read);
    tcase_add_test(tcase, a_byte_order_mark_is_passed_over);
    tcase_add_test(tcase, what_python_writes_for_no_number_becomes_null_and_is_counted);
    tcase_add_test(tcase, a_number_keeps_its_text);
    tcase_add_test(tcase, strings_that_are_no_text_are_mended);
    tcase_add_test(tcase, errors_name_their_place_in_the_original);
    tcase_add_test(tcase, a_repeated_key_is_an_error);
    tcase_add_test(tcase, numbers_follow_the_grammar_of_json);
    tcase_add_test(tcase, depth_is_bounded);
    tcase_add_test(tcase, printing_escapes_what_json_must_not_hold);
    tcase_add_test(tcase, printing_indents_by_two);
    tcase_add_test(tcase, any_string_and_number_round_trips);
}

int main(void)
{
    return test_main("json", add);
}
