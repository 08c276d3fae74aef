/* Holds the pull parser against jansson on texts by chance, whole and in pieces. */
#include "core/data/json_pull.h"
#include "core/data/json_tree.h"
#include "core/utf8.h"
#include "support/support.h"

#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { DOCUMENTS = 4000, CHANGES_MOST = 4 };

static plume_error error;
static uint64_t chance_state;

static unsigned chance(unsigned below)
{
    chance_state = chance_state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(chance_state >> 33) % below;
}

/* --- texts --- */

static void add_blank(plume_text *out)
{
    static const char *const blanks[] = { "", "", "", " ", "\n", "\t", "\r\n" };

    plume_text_add(out, blanks[chance(7)]);
}

static void add_string(plume_text *out)
{
    static const char *const pieces[] = { "a",
                                          "key",
                                          "\\n",
                                          "\\\"",
                                          "\\\\",
                                          "\\/",
                                          "\\u00e9",
                                          "\xc3\xa9",
                                          "\\ud83c\\udf31",
                                          "\xf0\x9f\x8c\xb1",
                                          "{",
                                          "]",
                                          ", ",
                                          "0",
                                          "" };

    plume_text_add(out, "\"");
    for (unsigned n = chance(5); n > 0; n--)
        plume_text_add(out, pieces[chance(15)]);
    plume_text_add(out, "\"");
}

static void add_number(plume_text *out)
{
    static const char *const ends[] = { "", ".5", ".250", "e5", "E-3", "e+2", ".75E1" };

    plume_text_printf(out, "%s%u%s", chance(2) == 0 ? "-" : "", chance(1000),
                      ends[chance(7)]);
}

static void add_value(plume_text *out, unsigned depth);

static void add_list(plume_text *out, bool map, unsigned depth)
{
    plume_text_add_char(out, map ? '{' : '[');
    for (unsigned n = chance(5), i = 0; i < n; i++) {
        plume_text_add(out, i > 0 ? "," : "");
        add_blank(out);
        if (map) {
            add_string(out);
            add_blank(out);
            plume_text_add_char(out, ':');
        }
        add_value(out, depth + 1);
    }
    add_blank(out);
    plume_text_add_char(out, map ? '}' : ']');
}

static void add_value(plume_text *out, unsigned depth)
{
    static const char *const words[] = { "true", "false", "null" };
    unsigned kind = chance(depth > 5 ? 3 : 5);

    add_blank(out);
    if (kind == 0)
        plume_text_add(out, words[chance(3)]);
    else if (kind == 1)
        add_number(out);
    else if (kind == 2)
        add_string(out);
    else
        add_list(out, kind == 3, depth);
    add_blank(out);
}

/* Bytes are put in, taken out or exchanged: most of the texts are none any more. */
static void damage(plume_text *text)
{
    static const char bytes[] = "{}[],:\"\\ \n\t\r0123456789.eE+-tfnu/\x01";

    for (unsigned n = chance(CHANGES_MOST); n > 0 && text->length > 1; n--) {
        size_t at = chance((unsigned)text->length);
        char c = bytes[chance(sizeof bytes - 1)];

        if (chance(3) == 0) {
            memmove(text->data + at, text->data + at + 1, text->length - at);
            text->length--;
        } else {
            text->data[at] = c;
        }
    }
    if (chance(8) == 0 && text->length > 1)
        text->length = chance((unsigned)text->length) + 1;
    text->data[text->length] = '\0';
}

/* --- the same from both --- */

static void print_string(plume_text *out, const char *text, size_t length)
{
    plume_text_printf(out, "'%.*s' ", (int)length, text);
}

static void print_number(plume_text *out, double number)
{
    plume_text_printf(out, "%.17g ", number);
}

static void print_jansson(plume_text *out, const json_t *json)
{
    json_t *map = (json_t *)json;
    const char *key;
    json_t *value;
    size_t i;

    switch (json_typeof(json)) {
    case JSON_OBJECT:
        plume_text_add(out, "{ ");
        json_object_foreach(map, key, value)
        {
            print_string(out, key, strlen(key));
            print_jansson(out, value);
        }
        plume_text_add(out, "} ");
        break;
    case JSON_ARRAY:
        plume_text_add(out, "[ ");
        json_array_foreach(map, i, value) print_jansson(out, value);
        plume_text_add(out, "] ");
        break;
    case JSON_STRING:
        print_string(out, json_string_value(json), json_string_length(json));
        break;
    case JSON_INTEGER:
    case JSON_REAL:
        print_number(out, json_number_value(json));
        break;
    case JSON_TRUE:
        plume_text_add(out, "true ");
        break;
    case JSON_FALSE:
        plume_text_add(out, "false ");
        break;
    case JSON_NULL:
        plume_text_add(out, "null ");
        break;
    }
}

static void print_token(plume_text *out, const plume_json_token *token)
{
    static const char *const words[] = {
        [PLUME_JSON_END] = "",         [PLUME_JSON_MAP] = "{ ",
        [PLUME_JSON_MAP_END] = "} ",   [PLUME_JSON_LIST] = "[ ",
        [PLUME_JSON_LIST_END] = "] ",  [PLUME_JSON_TRUE] = "true ",
        [PLUME_JSON_FALSE] = "false ", [PLUME_JSON_NULL] = "null ",
    };

    if (token->kind == PLUME_JSON_KEY || token->kind == PLUME_JSON_STRING)
        print_string(out, token->text, token->length);
    else if (token->kind == PLUME_JSON_NUMBER)
        print_number(out, plume_json_number(token));
    else
        plume_text_add(out, words[token->kind]);
}

/* A text in pieces of chance lengths. */
typedef struct pieces {
    const char *at;
    size_t left;
    unsigned most;
} pieces;

static plume_status read_piece(void *state, char *buffer, size_t capacity, size_t *length,
                               plume_error *unused)
{
    pieces *of = state;
    size_t n = 1 + chance(of->most);

    (void)unused;
    n = n < of->left ? n : of->left;
    n = n < capacity ? n : capacity;
    memcpy(buffer, of->at, n);
    of->at += n;
    of->left -= n;
    *length = n;
    return PLUME_OK;
}

static plume_status print_pulled(plume_text *out, const plume_text *text, unsigned most)
{
    pieces of = { text->data, text->length, most };
    plume_json_input input = { read_piece, &of };
    plume_json_token token = { .kind = PLUME_JSON_NULL };
    plume_json *json;
    plume_status status;

    if (most == 0)
        status = plume_json_open_text(&json, text->data, text->length, "a.json", &error);
    else
        status = plume_json_open(&json, input, "a.json", &error);
    while (status == PLUME_OK && token.kind != PLUME_JSON_END) {
        status = plume_json_next(json, &token, &error);
        if (status == PLUME_OK)
            print_token(out, &token);
    }
    plume_json_close(json);
    return status;
}

static bool holds(const plume_text *text, const char *what)
{
    return strstr(text->data, what) != NULL;
}

static bool is_utf8(const plume_text *text)
{
    size_t length = 1;
    int32_t character;

    for (size_t at = 0; at < text->length && length > 0; at += length)
        length = plume_utf8_next(&character, text->data + at, text->length - at);
    return length > 0;
}

/* What jansson refuses and Plume mends: half a pair, NUL, bytes that are no UTF-8. */
static bool is_mended(const plume_text *text)
{
    return holds(text, "\\ud") || holds(text, "\\u0000") || !is_utf8(text);
}

/* Places and messages do not depend on where pieces begin. */
static void agrees(const plume_text *text)
{
    plume_text pulled, parsed, again;
    plume_error whole;
    plume_status status;
    json_t *json = json_loadb(
        text->data, text->length,
        JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, NULL);

    plume_text_init(&pulled);
    plume_text_init(&parsed);
    plume_text_init(&again);
    memset(&error, 0, sizeof error);
    status = print_pulled(&pulled, text, 0);
    whole = error;
    if (json != NULL) {
        print_jansson(&parsed, json);
        ck_assert_msg(status == PLUME_OK, "%s: %s", text->data, error.message);
        ck_assert_str_eq(pulled.data, parsed.data);
    } else {
        ck_assert_msg(status != PLUME_OK || is_mended(text), "taken: %s", text->data);
    }
    for (unsigned most = 1; most < 9; most += 3) {
        plume_text_clear(&again);
        ck_assert_int_eq(print_pulled(&again, text, most), status);
        ck_assert_str_eq(again.data, pulled.data);
        ck_assert_str_eq(error.message, whole.message);
        ck_assert_uint_eq(error.line, whole.line);
        ck_assert_uint_eq(error.column, whole.column);
    }
    json_decref(json);
    plume_text_dispose(&pulled);
    plume_text_dispose(&parsed);
    plume_text_dispose(&again);
}

START_TEST(what_jansson_takes_is_taken_with_the_same_values_and_nothing_else)
{
    size_t sound = 0;

    chance_state = 11;
    for (int i = 0; i < DOCUMENTS; i++) {
        plume_text text;
        json_t *json;

        plume_text_init(&text);
        add_value(&text, 0);
        if (i % 2 == 1)
            damage(&text);
        json = json_loadb(text.data, text.length, JSON_DECODE_ANY, NULL);
        sound += json != NULL;
        json_decref(json);
        agrees(&text);
        plume_text_dispose(&text);
    }
    ck_assert_uint_gt(sound, DOCUMENTS / 3);
    ck_assert_uint_lt(sound, DOCUMENTS - DOCUMENTS / 8);
}
END_TEST

START_TEST(a_key_may_come_again_in_another_map)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, "{\"a\":{\"a\":1,\"b\":[{\"a\":1},{\"a\":2}]},\"b\":{\"a\":3}");
    for (int i = 0; i < 500; i++)
        plume_text_printf(&text, ",\"k%d\":{\"k\":%d}", i, i);
    plume_text_add(&text, "}");
    agrees(&text);
    text.length--;
    plume_text_add(&text, ",\"k250\":0}");
    agrees(&text);
    ck_assert_ptr_nonnull(strstr(error.message, "duplicate object key"));
    plume_text_dispose(&text);
}
END_TEST

START_TEST(a_value_that_is_passed_over_is_checked)
{
    static const char sound[] = "{\"a\": {\"b\": [1, {\"c\": \"}\"}]}, \"d\": 4}";
    plume_json *json;
    plume_json_token token;

    ck_ok(plume_json_open_text(&json, sound, sizeof sound - 1, "a.json", &error), error);
    ck_ok(plume_json_next(json, &token, &error), error);
    ck_ok(plume_json_next(json, &token, &error), error);
    ck_ok(plume_json_next(json, &token, &error), error);
    ck_ok(plume_json_skip(json, &token, &error), error);
    ck_ok(plume_json_next(json, &token, &error), error);
    ck_assert(token.kind == PLUME_JSON_KEY && plume_json_is(&token, "d"));
    plume_json_close(json);
    ck_ok(plume_json_open_text(&json, "[[1,]]", 6, "a.json", &error), error);
    ck_ok(plume_json_next(json, &token, &error), error);
    ck_ok(plume_json_next(json, &token, &error), error);
    ck_assert_int_eq(plume_json_skip(json, &token, &error), PLUME_ERR_SYNTAX);
    plume_json_close(json);
}
END_TEST

/* The window is 64 KiB: it grows for one token and for nothing else. */
START_TEST(a_string_may_be_longer_than_the_window)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, "[\"");
    for (int i = 0; i < 30000; i++)
        plume_text_add(&text, "abcdefghij");
    plume_text_add(&text, "\", \"");
    for (int i = 0; i < 30000; i++)
        plume_text_add(&text, "abc\\n\xc3\xa9");
    plume_text_add(&text, "\", 1]");
    agrees(&text);
    plume_text_dispose(&text);
}
END_TEST

START_TEST(columns_count_characters_on_lines_of_any_length)
{
    plume_text text, out;

    plume_text_init(&text);
    plume_text_init(&out);
    plume_text_add(&text, "[1,\n");
    for (int i = 0; i < 50000; i++)
        plume_text_add(&text, "\"\xc3\xa9\",");
    plume_text_add(&text, "nul]");
    ck_assert_int_eq(print_pulled(&out, &text, 1000), PLUME_ERR_SYNTAX);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_uint_eq(error.column, 200004);
    plume_text_dispose(&text);
    plume_text_dispose(&out);
}
END_TEST

/* --- a list that passes --- */

static plume_status see_element(void *state, const plume_value *root,
                                const plume_value *element, plume_error *unused)
{
    plume_text *seen = state;

    (void)unused;
    plume_json_print(seen, element, true);
    plume_text_printf(seen, " behind %zu keys of which %zu are kept; ",
                      plume_value_count(root),
                      plume_value_count(plume_value_get(root, "long")));
    return PLUME_OK;
}

static void expect_passed(const char *text, const char *behind, const char *elements,
                          const char *left)
{
    plume_text seen, rest;
    plume_json_passing passing = { "long", behind, see_element, &seen, false };
    plume_json *json;
    plume_value *root;

    plume_text_init(&seen);
    plume_text_init(&rest);
    ck_ok(plume_json_open_text(&json, text, strlen(text), "test", &error), error);
    ck_ok(plume_json_tree_passing(&root, json, &passing, &error), error);
    plume_json_print(&rest, root, true);
    ck_assert(!passing.open);
    ck_assert_str_eq(seen.data, elements);
    ck_assert_str_eq(rest.data, left);
    plume_value_free(root);
    plume_json_close(json);
    plume_text_dispose(&seen);
    plume_text_dispose(&rest);
}

START_TEST(elements_of_a_long_list_are_handed_on_and_not_kept)
{
    expect_passed("{\"a\":1,\"long\":[{\"b\":[2]},3],\"c\":{\"long\":[4]}}", NULL,
                  "{\"b\":[2]} behind 2 keys of which 0 are kept; "
                  "3 behind 2 keys of which 0 are kept; ",
                  "{\"a\":1,\"long\":[],\"c\":{\"long\":[4]}}");
    expect_passed("{\"long\":[5,6],\"a\":1}", "a",
                  "5 behind 2 keys of which 2 are kept; "
                  "6 behind 2 keys of which 2 are kept; ",
                  "{\"long\":[5,6],\"a\":1}");
    expect_passed("{\"long\":{\"d\":7}}", NULL, "", "{\"long\":{\"d\":7}}");
    expect_passed("[[8],9]", NULL, "", "[[8],9]");
}
END_TEST

START_TEST(a_long_list_is_checked_as_any_other)
{
    static const char *const wrong[] = { "{\"long\":[1,2", "{\"long\":[1,]}",
                                         "{\"long\":[1]} 2",
                                         "{\"long\":[],\"long\":[]}" };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        plume_text seen;
        plume_json_passing passing = { "long", NULL, see_element, &seen, false };
        plume_json *json;
        plume_value *root;

        plume_text_init(&seen);
        ck_ok(plume_json_open_text(&json, wrong[i], strlen(wrong[i]), "test", &error),
              error);
        ck_assert_int_eq(plume_json_tree_passing(&root, json, &passing, &error),
                         PLUME_ERR_SYNTAX);
        ck_assert_ptr_null(root);
        plume_json_close(json);
        plume_text_dispose(&seen);
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, elements_of_a_long_list_are_handed_on_and_not_kept);
    tcase_add_test(tcase, a_long_list_is_checked_as_any_other);
    tcase_add_test(tcase,
                   what_jansson_takes_is_taken_with_the_same_values_and_nothing_else);
    tcase_add_test(tcase, a_key_may_come_again_in_another_map);
    tcase_add_test(tcase, a_value_that_is_passed_over_is_checked);
    tcase_add_test(tcase, a_string_may_be_longer_than_the_window);
    tcase_add_test(tcase, columns_count_characters_on_lines_of_any_length);
}

int main(void)
{
    return test_main("json_pull", add);
}
