#include "support/support.h"

#include <stdint.h>

#include "core/tuples.h"

START_TEST(tuples_are_numbered_in_the_order_in_which_they_come)
{
    plume_tuples *tuples = plume_tuples_new();
    char text[32];

    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < 5000; i++) {
            plume_tuple tuple = { .text = { "same", text }, .figure = { i % 7, 3 } };

            snprintf(text, sizeof text, "text %zu", i);
            ck_assert_uint_eq(plume_tuples_find(tuples, &tuple),
                              round == 0 ? SIZE_MAX : i);
            ck_assert_uint_eq(plume_tuples_add(tuples, &tuple), i);
            ck_assert_uint_eq(plume_tuples_find(tuples, &tuple), i);
        }
    ck_assert_uint_eq(plume_tuples_count(tuples), 5000);
    plume_tuples_free(tuples);
    plume_tuples_free(NULL);
}
END_TEST

START_TEST(tuples_that_differ_in_one_part_are_two)
{
    static const plume_tuple all[] = {
        { .text = { "a", "b" } },
        { .text = { "ab", "" } },
        { .text = { "", "ab" } },
        { .text = { "a", "b", "" } },
        { .text = { "a" } },
        { .text = { NULL } },
        { .text = { "a", "b" }, .figure = { 1, 0 } },
        { .text = { "a", "b" }, .figure = { 0, 1 } },
    };
    plume_tuples *tuples = plume_tuples_new();

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        ck_assert_uint_eq(plume_tuples_add(tuples, &all[i]), i);
    plume_tuples_free(tuples);
}
END_TEST

START_TEST(tuples_of_one_symbol_are_found_by_their_figures)
{
    plume_tuples *tuples = plume_tuples_new();

    for (int round = 0; round < 3; round++)
        for (size_t i = 0; i < 5000; i++) {
            char text[32];
            plume_tuple tuple = { .text = { text }, .figure = { i % 3 } };
            uint64_t symbol = i / 3 + 1;

            snprintf(text, sizeof text, "text %zu", i / 3);
            ck_assert_uint_eq(plume_tuples_find_of(tuples, symbol, &tuple),
                              round == 0 ? SIZE_MAX : i);
            ck_assert_uint_eq(plume_tuples_add(tuples, &tuple), i);
            ck_assert_uint_eq(plume_tuples_find_of(tuples, symbol, &tuple), i);
            ck_assert_uint_eq(plume_tuples_find_of(tuples, symbol, &tuple), i);
            ck_assert_uint_eq(plume_tuples_find_of(tuples, 0, &tuple), i);
        }
    plume_tuples_free(tuples);
}
END_TEST

START_TEST(an_unknown_number_has_one_pattern_of_bits)
{
    ck_assert_uint_eq(plume_tuple_bits(NAN), plume_tuple_bits(-(double)NAN));
    ck_assert_uint_ne(plume_tuple_bits(1.5), plume_tuple_bits(1.25));
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, tuples_of_one_symbol_are_found_by_their_figures);
    tcase_add_test(tcase, tuples_are_numbered_in_the_order_in_which_they_come);
    tcase_add_test(tcase, tuples_that_differ_in_one_part_are_two);
    tcase_add_test(tcase, an_unknown_number_has_one_pattern_of_bits);
}

int main(void)
{
    return test_main("tuples", add);
}
