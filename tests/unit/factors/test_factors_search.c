/* `plume factors KIND [QUERY]`: rows that hold every word. */
#include "support/factors_fixture.h"

static plume_value *list;

static void begin(void)
{
    open_all();
    list = plume_value_list();
}

static void end(void)
{
    plume_value_free(list);
    close_all();
}

static const plume_value *search(const char *kind, const char *query)
{
    plume_value_free(list);
    list = plume_value_list();
    ck_ok(plume_factors_search(factors, kind, query, list, &error), error);
    return list;
}

START_TEST(rows_hold_every_word_of_the_query_in_any_case)
{
    const plume_value *found = search("devices", "RTX 4090  geforce"), *first;

    ck_assert_uint_eq(plume_value_count(found), 3); /* 4090, D, Laptop GPU */
    first = plume_value_at(found, 0);
    ck_assert_str_eq(plume_value_string(plume_value_get(first, "name")),
                     "NVIDIA GeForce RTX 4090");
    ck_assert_double_eq(plume_value_number(plume_value_get(first, "rated_w")), 450);
    ck_assert_int_eq(plume_value_kind(plume_value_get(first, "system_average_w")),
                     PLUME_NULL);
    ck_assert_int_eq(plume_value_kind(plume_value_get(first, "note")), PLUME_NULL);
    ck_assert_uint_eq(plume_value_count(search("devices", "RTX 4090 radeon")), 0);
}
END_TEST

START_TEST(what_a_hint_proposes_to_search_for_is_found)
{
    const plume_value *found = search("grid", "ger");
    bool germany = false;
    size_t i;

    for (i = 0; i < plume_value_count(found); i++)
        germany =
            germany ||
            strcmp(plume_value_string(plume_value_get(plume_value_at(found, i), "code")),
                   "DE") == 0;
    ck_assert(germany);
    ck_assert_uint_gt(plume_value_count(search("regions", "gcp")), 0);
    ck_assert_uint_gt(plume_value_count(search("models", "gpt")), 0);
}
END_TEST

START_TEST(a_row_has_the_columns_of_its_file_in_their_order)
{
    const plume_value *row = plume_value_at(search("pue", "uptime 2023"), 0);

    ck_assert_str_eq(plume_value_key_at(row, 0), "provider");
    ck_assert_str_eq(plume_value_key_at(row, 4), "pue");
    ck_assert_double_eq(plume_value_number(plume_value_at(row, 4)), 1.58);
}
END_TEST

START_TEST(every_kind_lists_something_without_a_query)
{
    size_t i;

    for (i = 0; plume_factors_kind_at(i) != NULL; i++)
        ck_assert_uint_gt(plume_value_count(search(plume_factors_kind_at(i), "")), 0);
    ck_assert_uint_eq(i, 18);
}
END_TEST

START_TEST(an_unknown_kind_is_answered_with_the_nearest_or_with_all)
{
    ck_assert_int_eq(plume_factors_search(factors, "device", "", list, &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.message, "unknown kind of factors 'device'");
    ck_assert_ptr_nonnull(strstr(error.hint, "devices"));
    ck_assert_int_eq(plume_factors_search(factors, "zzzzzzzzzz", "", list, &error),
                     PLUME_ERR_UNKNOWN);
    ck_assert_str_eq(error.hint,
                     "one of devices, processors, memory, grid, regions, residual, "
                     "pue, models, trainings, corrections, faults, equivalents, "
                     "gwp, embodied, water, spreads, tools, sources");
}
END_TEST

static void add_tests(TCase *tcase)
{
    tcase_add_checked_fixture(tcase, begin, end);
    tcase_add_test(tcase, rows_hold_every_word_of_the_query_in_any_case);
    tcase_add_test(tcase, what_a_hint_proposes_to_search_for_is_found);
    tcase_add_test(tcase, a_row_has_the_columns_of_its_file_in_their_order);
    tcase_add_test(tcase, every_kind_lists_something_without_a_query);
    tcase_add_test(tcase, an_unknown_kind_is_answered_with_the_nearest_or_with_all);
}

int main(void)
{
    return test_main("factors_search", add_tests);
}
