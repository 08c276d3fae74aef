#include "support/support.h"

#include <stdint.h>

static plume_error error;
static plume_text text;

static void begin(void)
{
    plume_text_init(&text);
}

static void end(void)
{
    plume_text_dispose(&text);
}

static const char *compact(const plume_value *value)
{
    plume_text_clear(&text);
    plume_json_print(&text, value, true);
    return text.data;
}

START_TEST(a_map_keeps_the_order_of_its_keys)
{
    plume_value *map = plume_value_map();
    plume_value *list = plume_value_set_list(map, "list");

    plume_value_set_number(list, NULL, 1.5);
    plume_value_set_string(list, NULL, "x");
    plume_value_set_string(plume_value_set_map(list, NULL), "in", "side");
    plume_value_set_bool(map, "yes", true);
    plume_value_set_null(map, "none");
    plume_value_set_count(map, "count", 7);
    plume_value_set_map(map, "empty");
    ck_ok(plume_value_status(map, &error), error);
    ck_assert_str_eq(compact(map), "{\"list\":[1.5,\"x\",{\"in\":\"side\"}],\"yes\":true,"
                                   "\"none\":null,\"count\":7,\"empty\":{}}");
    ck_assert_str_eq(plume_value_key_at(map, 1), "yes");
    ck_assert_uint_eq(plume_value_count(map), 5);
    plume_value_free(map);
    plume_value_free(NULL);
}
END_TEST

START_TEST(a_path_of_keys_finds_what_stands_below)
{
    plume_value *map = plume_value_map();

    plume_value_set_number(plume_value_set_map(map, "search"), "overhead", 2.0);
    ck_assert(plume_value_number(plume_value_find(map, "search.overhead")) == 2.0);
    ck_assert_ptr_nonnull(plume_value_find(map, "search"));
    ck_assert_ptr_null(plume_value_find(map, "search.overhead.known"));
    ck_assert_ptr_null(plume_value_find(map, "searches"));
    plume_value_free(map);
}
END_TEST

START_TEST(setting_a_key_again_replaces_it_in_place)
{
    plume_value *map = plume_value_map();

    plume_value_set_number(map, "a", 1);
    plume_value_set_number(map, "b", 2);
    plume_value_set_string(map, "a", "new");
    ck_assert_str_eq(compact(map), "{\"a\":\"new\",\"b\":2}");
    plume_value_free(map);
}
END_TEST

START_TEST(unknown_figures_and_strings_are_null)
{
    plume_value *list = plume_value_list();

    plume_value_set_number(list, NULL, NAN);
    plume_value_set_number(list, NULL, INFINITY);
    plume_value_set_string(list, NULL, NULL);
    ck_assert_str_eq(compact(list), "[null,null,null]");
    ck_assert_int_eq(plume_value_kind(plume_value_at(list, 0)), PLUME_NULL);
    plume_value_free(list);
}
END_TEST

START_TEST(counts_beyond_a_double_are_exact)
{
    plume_value *list = plume_value_list();

    plume_value_set_count(list, NULL, UINT64_MAX);
    plume_value_set_count(list, NULL, (UINT64_C(1) << 53) + 1);
    ck_assert_str_eq(compact(list), "[18446744073709551615,9007199254740993]");
    plume_value_free(list);
}
END_TEST

START_TEST(large_maps_are_searched_and_printed_alike)
{
    plume_value *map = plume_value_map();
    char key[32];
    int i;

    for (i = 0; i < 5000; i++) {
        snprintf(key, sizeof key, "key %d", i);
        plume_value_set_number(map, key, i);
    }
    plume_value_set_number(map, "key 4", -4);
    ck_assert_uint_eq(plume_value_count(map), 5000);
    ck_assert(plume_value_number(plume_value_get(map, "key 4")) == -4);
    ck_assert(plume_value_number(plume_value_get(map, "key 4999")) == 4999);
    ck_assert_ptr_null(plume_value_get(map, "key 5000"));
    ck_assert_str_eq(plume_value_key_at(map, 4), "key 4");
    plume_value_free(map);
}
END_TEST

START_TEST(reading_what_is_not_there_gives_nothing)
{
    plume_value *map = plume_value_map();

    plume_value_set_number(map, "n", 1);
    ck_assert_int_eq(plume_value_kind(NULL), PLUME_NULL);
    ck_assert_uint_eq(plume_value_count(NULL), 0);
    ck_assert_ptr_null(plume_value_at(map, 1));
    ck_assert_ptr_null(plume_value_get(NULL, "x"));
    ck_assert_ptr_null(plume_value_get(plume_value_get(map, "n"), "x"));
    ck_assert_str_eq(plume_value_key_at(map, 1), "");
    ck_assert_str_eq(plume_value_string(plume_value_get(map, "n")), "");
    ck_assert(isnan(plume_value_number(NULL)));
    ck_assert(isnan(plume_value_number(map)));
    ck_assert(!plume_value_bool(plume_value_get(map, "n")));
    ck_assert_uint_eq(plume_value_line(map), 0);
    ck_assert_uint_eq(plume_value_column(NULL), 0);
    plume_value_free(map);
}
END_TEST

START_TEST(a_misplaced_addition_sticks_in_the_whole_tree)
{
    plume_value *map = plume_value_map();
    plume_value *list = plume_value_set_list(map, "list");

    plume_value_set_number(map, NULL, 1);
    plume_value_set_number(list, NULL, 2);
    ck_assert_uint_eq(plume_value_count(list), 0);
    ck_assert_int_eq(plume_value_status(list, &error), PLUME_ERR_VALUE);
    ck_assert_str_eq(error.message,
                     "a value was added to what is no list, or to a map without a key");
    plume_value_free(map);
}
END_TEST

START_TEST(a_child_can_be_added_to_later)
{
    plume_value *map = plume_value_map(), *child;

    plume_value_set_map(map, "child");
    child = plume_value_edit(map, "child");
    plume_value_set_number(child, "x", 1);
    ck_assert_ptr_eq(plume_value_edit_at(map, 0), child);
    ck_assert_uint_eq(plume_value_count(plume_value_get(map, "child")), 1);
    ck_assert_ptr_null(plume_value_edit(map, "nobody"));
    ck_assert_ptr_null(plume_value_edit_at(map, 1));
    ck_assert_ptr_null(plume_value_edit(NULL, "child"));
    plume_value_free(map);
}
END_TEST

START_TEST(adding_to_nothing_does_nothing)
{
    plume_value_set_number(NULL, "x", 1);
    plume_value_set_string(NULL, "x", "y");
    ck_assert_ptr_null(plume_value_set_map(NULL, "x"));
    ck_assert_int_eq(plume_value_status(NULL, &error), PLUME_ERR_MEMORY);
    ck_assert_str_eq(error.message, "out of memory");
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_test(tcase, a_map_keeps_the_order_of_its_keys);
    tcase_add_test(tcase, a_path_of_keys_finds_what_stands_below);
    tcase_add_test(tcase, setting_a_key_again_replaces_it_in_place);
    tcase_add_test(tcase, unknown_figures_and_strings_are_null);
    tcase_add_test(tcase, counts_beyond_a_double_are_exact);
    tcase_add_test(tcase, large_maps_are_searched_and_printed_alike);
    tcase_add_test(tcase, reading_what_is_not_there_gives_nothing);
    tcase_add_test(tcase, a_misplaced_addition_sticks_in_the_whole_tree);
    tcase_add_test(tcase, a_child_can_be_added_to_later);
    tcase_add_test(tcase, adding_to_nothing_does_nothing);
}

int main(void)
{
    return test_main("value", add);
}
