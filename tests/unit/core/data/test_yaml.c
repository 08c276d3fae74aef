#include "support/support.h"

#include <stdint.h>

static plume_error error;

static void becomes(const char *from, const char *to)
{
    plume_value *value;
    plume_text text;

    ck_ok(plume_yaml_parse(&value, from, strlen(from), "plume.yaml", &error), error);
    plume_text_init(&text);
    plume_json_print(&text, value, true);
    ck_assert_str_eq(text.data, to);
    plume_text_dispose(&text);
    plume_value_free(value);
}

static void fails_n(const char *from, size_t length, plume_status status, uint64_t line,
                    const char *message)
{
    plume_value *value;

    ck_assert_int_eq(plume_yaml_parse(&value, from, length, "plume.yaml", &error),
                     status);
    ck_assert_ptr_null(value);
    ck_assert_str_eq(error.message, message);
    ck_assert_str_eq(error.path, "plume.yaml");
    ck_assert_uint_eq(error.line, line);
}

static void fails(const char *from, plume_status status, uint64_t line,
                  const char *message)
{
    fails_n(from, strlen(from), status, line, message);
}

START_TEST(a_study_file_is_read)
{
    becomes("title: Sparse adapters # a comment\n"
            "authors: [A. Author, B. Author]\n"
            "site:\n"
            "  location: US-VA\n"
            "  pue: 1.12\n"
            "include: {embodied: true, water: False}\n"
            "inputs:\n"
            "  - path: logs\n"
            "    role: search\n",
            "{\"title\":\"Sparse adapters\",\"authors\":[\"A. Author\",\"B. Author\"],"
            "\"site\":{\"location\":\"US-VA\",\"pue\":1.12},"
            "\"include\":{\"embodied\":true,\"water\":false},"
            "\"inputs\":[{\"path\":\"logs\",\"role\":\"search\"}]}");
    becomes("", "null");
    becomes("# only a comment\n", "null");
    becomes("\xef\xbb\xbf"
            "a: 1\n",
            "{\"a\":1}");
}
END_TEST

START_TEST(only_strict_numbers_are_numbers)
{
    becomes("[1, -2.5e3, 010, .5, 5.]", "[1,-2500,10,0.5,5]");
    becomes("[1_000, 0x10, '1', \"2\", 1e400, nan, .inf, 1,12]",
            "[\"1_000\",\"0x10\",\"1\",\"2\",\"1e400\",\"nan\",\".inf\",1,12]");
    becomes("[1.12 kWh, 12:30:45, 2020-01-01, 0o7]",
            "[\"1.12 kWh\",\"12:30:45\",\"2020-01-01\",\"0o7\"]");
    becomes("a: 1,12\n", "{\"a\":\"1,12\"}");
}
END_TEST

START_TEST(only_true_false_and_null_are_words_of_their_own)
{
    becomes("[true, True, TRUE, false, null, ~, NULL, '']",
            "[true,true,true,false,null,null,null,\"\"]");
    becomes("[yes, no, on, off, NO, y]", "[\"yes\",\"no\",\"on\",\"off\",\"NO\",\"y\"]");
    becomes("a:\nb: 'null'\n", "{\"a\":null,\"b\":\"null\"}");
}
END_TEST

START_TEST(a_value_knows_its_place_and_a_number_its_text)
{
    const char *from = "a: 1\nb:\n  - x\n  - 0.10\n";
    plume_value *value;
    const plume_value *b;

    ck_ok(plume_yaml_parse(&value, from, strlen(from), "p", &error), error);
    b = plume_value_get(value, "b");
    ck_assert_uint_eq(plume_value_line(plume_value_get(value, "a")), 1);
    ck_assert_uint_eq(plume_value_column(plume_value_get(value, "a")), 4);
    ck_assert_uint_eq(plume_value_line(plume_value_at(b, 1)), 4);
    ck_assert_uint_eq(plume_value_column(plume_value_at(b, 1)), 5);
    ck_assert_str_eq(plume_value_string(plume_value_at(b, 1)), "0.10");
    ck_assert(plume_value_number(plume_value_at(b, 1)) == 0.1);
    plume_value_free(value);
}
END_TEST

START_TEST(anchors_aliases_and_tags_are_refused)
{
    fails("a: 1\nb: &x 2\n", PLUME_ERR_VALUE, 2, "an anchor, which is not read here");
    ck_assert_str_eq(error.hint, "remove the '&' name");
    ck_assert_uint_eq(error.column, 4);
    fails("a: &x [1]\n", PLUME_ERR_VALUE, 1, "an anchor, which is not read here");
    fails("a: &x {b: 1}\n", PLUME_ERR_VALUE, 1, "an anchor, which is not read here");
    fails("a: *x\n", PLUME_ERR_VALUE, 1, "an alias, which is not read here");
    ck_assert_str_eq(error.hint, "write the value out where '*' stands");
    fails("a: !!str 1\n", PLUME_ERR_VALUE, 1, "a tag, which is not read here");
    ck_assert_str_eq(error.hint, "remove the '!' name");
    fails("a: !x [1]\n", PLUME_ERR_VALUE, 1, "a tag, which is not read here");
}
END_TEST

START_TEST(a_second_document_is_refused)
{
    fails("a: 1\n---\nb: 2\n", PLUME_ERR_VALUE, 2,
          "a second document, where one is read");
    ck_assert_str_eq(error.hint, "remove the line '---' and what follows");
    becomes("---\na: 1\n...\n", "{\"a\":1}");
}
END_TEST

START_TEST(a_repeated_key_is_refused_with_both_lines)
{
    fails("a: 1\nb: 2\na: 3\n", PLUME_ERR_VALUE, 3,
          "the key 'a' is given a second time, after line 1");
    fails("{a: , a: }", PLUME_ERR_VALUE, 1,
          "the key 'a' is given a second time, after line 1");
}
END_TEST

START_TEST(a_nul_is_refused)
{
    fails("a: \"x\\0y\"\n", PLUME_ERR_VALUE, 1, "a text that holds a NUL");
    ck_assert_str_eq(error.hint, "remove the \\0");
    fails_n("a: 1\nb: \0\n", 10, PLUME_ERR_SYNTAX, 2,
            "a NUL byte, which no YAML text holds");
}
END_TEST

START_TEST(keys_are_words)
{
    fails("? [a]\n: 1\n", PLUME_ERR_VALUE, 1, "a list or map where a key is expected");
    ck_assert_str_eq(error.hint,
                     "keys are words; put quotes around one that holds [, ], { or }");
    becomes("1: a\ntrue: b\n", "{\"1\":\"a\",\"true\":\"b\"}");
}
END_TEST

START_TEST(ill_formed_text_is_told_with_its_line)
{
    fails("a: [1\nb: 2\n", PLUME_ERR_SYNTAX, 2,
          "this is no YAML: did not find expected ',' or ']' while parsing a flow "
          "sequence");
    fails("a: 1\nb: \xff\n", PLUME_ERR_SYNTAX, 2,
          "this is no YAML: invalid leading UTF-8 octet");
    fails("\ta: 1\n", PLUME_ERR_SYNTAX, 1,
          "this is no YAML: found character that cannot start any token while scanning "
          "for the "
          "next token");
}
END_TEST

START_TEST(depth_and_size_are_bounded)
{
    char deep[200];
    size_t length = ((size_t)1 << 20) + 1;
    char *large = malloc(length);

    memset(deep, '[', 64);
    memset(deep + 64, ']', 64);
    deep[128] = '\0';
    becomes(deep, deep);
    memset(deep, '[', 65);
    memset(deep + 65, ']', 65);
    deep[130] = '\0';
    fails(deep, PLUME_ERR_VALUE, 1, "YAML is nested deeper than 64 levels");
    ck_assert_uint_eq(error.column, 65);
    memset(large, ' ', length);
    fails_n(large, length, PLUME_ERR_VALUE, 0,
            "YAML of 1048577 bytes, where 1 MiB is the most");
    free(large);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_study_file_is_read);
    tcase_add_test(tcase, only_strict_numbers_are_numbers);
    tcase_add_test(tcase, only_true_false_and_null_are_words_of_their_own);
    tcase_add_test(tcase, a_value_knows_its_place_and_a_number_its_text);
    tcase_add_test(tcase, anchors_aliases_and_tags_are_refused);
    tcase_add_test(tcase, a_second_document_is_refused);
    tcase_add_test(tcase, a_repeated_key_is_refused_with_both_lines);
    tcase_add_test(tcase, a_nul_is_refused);
    tcase_add_test(tcase, keys_are_words);
    tcase_add_test(tcase, ill_formed_text_is_told_with_its_line);
    tcase_add_test(tcase, depth_and_size_are_bounded);
}

int main(void)
{
    return test_main("yaml", add);
}
