#include "support/support.h"

#include <stdalign.h>
#include <stdint.h>

#include "core/pool.h"

START_TEST(copies_stay_where_they_are)
{
    plume_pool *pool = plume_pool_new();
    const char *first = plume_pool_copy(pool, "first"), *cut;
    char text[32];
    int i;

    for (i = 0; i < 20000; i++) {
        snprintf(text, sizeof text, "string %d", i);
        ck_assert_str_eq(plume_pool_copy(pool, text), text);
    }
    cut = plume_pool_copy_n(pool, "abcdef", 3);
    ck_assert_str_eq(cut, "abc");
    ck_assert_str_eq(plume_pool_copy_n(pool, NULL, 0), "");
    ck_assert_str_eq(first, "first");
    plume_pool_free(pool);
    plume_pool_free(NULL);
}
END_TEST

START_TEST(what_is_taken_is_zeroed_aligned_and_may_be_large)
{
    plume_pool *pool = plume_pool_new();
    size_t length, i;

    for (length = 0; length < 5000000; length = length * 3 + 1) {
        unsigned char *bytes;

        plume_pool_copy_n(pool, "odd", length % 3);
        bytes = plume_pool_take(pool, length);
        ck_assert_ptr_nonnull(bytes);
        ck_assert_uint_eq((uintptr_t)bytes % alignof(max_align_t), 0);
        for (i = 0; i < length; i++)
            ck_assert(bytes[i] == 0);
        memset(bytes, 0xff, length);
    }
    ck_assert_ptr_null(plume_pool_take(pool, SIZE_MAX));
    ck_assert_ptr_null(plume_pool_take(pool, SIZE_MAX / 2));
    ck_assert_ptr_null(plume_pool_copy_n(pool, "", SIZE_MAX));
    plume_pool_free(pool);
}
END_TEST

START_TEST(a_map_finds_what_was_set_and_nothing_else)
{
    plume_map *map = plume_map_new();
    char key[32];
    size_t i;

    ck_assert_uint_eq(plume_map_find(map, "key 0"), SIZE_MAX);
    for (i = 0; i < 20000; i++) {
        snprintf(key, sizeof key, "key %zu", i);
        ck_assert_int_eq(plume_map_set(map, key, i), 1);
    }
    ck_assert_int_eq(plume_map_set(map, "key 7", 70), 1);
    ck_assert_uint_eq(plume_map_count(map), 20000);
    ck_assert_uint_eq(plume_map_find(map, "key 7"), 70);
    ck_assert_uint_eq(plume_map_find(map, "key 19999"), 19999);
    ck_assert_uint_eq(plume_map_find(map, "key 20000"), SIZE_MAX);
    ck_assert_uint_eq(plume_map_add(map, "key 7", 8), 70);
    ck_assert_uint_eq(plume_map_add(map, "another", 8), 8);
    ck_assert_uint_eq(plume_map_add(map, "another", 9), 8);
    ck_assert_uint_eq(plume_map_count(map), 20001);
    ck_assert_int_eq(plume_map_set(map, "", 1), 1);
    ck_assert_uint_eq(plume_map_find(map, ""), 1);
    plume_map_free(map);
    plume_map_free(NULL);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, copies_stay_where_they_are);
    tcase_add_test(tcase, what_is_taken_is_zeroed_aligned_and_may_be_large);
    tcase_add_test(tcase, a_map_finds_what_was_set_and_nothing_else);
}

int main(void)
{
    return test_main("pool", add);
}
