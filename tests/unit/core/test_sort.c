/* Records in order where they lie. */
#include "support/support.h"

#include "core/sort.h"

enum { MOST = 3000 };

typedef struct record {
    uint32_t value, number, sum;
} record;

static size_t asked;

static int by_value(const void *context, const void *left, const void *right)
{
    const record *a = left, *b = right;

    ck_assert_ptr_eq(context, &asked);
    asked++;
    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* Those at chance, rising, falling, few values, all equal, and a pipe organ. */
static uint32_t value_of(int shape, uint32_t i, size_t count, unsigned *seed)
{
    *seed = *seed * 1103515245U + 12345U;
    switch (shape) {
    case 0:
        return *seed >> 8;
    case 1:
        return i;
    case 2:
        return (uint32_t)count - i;
    case 3:
        return (*seed >> 16) % 5;
    case 4:
        return 7;
    default:
        return i < count / 2 ? i : (uint32_t)count - i;
    }
}

START_TEST(records_of_any_shape_come_into_order_whole)
{
    static const size_t counts[] = { 0, 1, 2, 3, 12, 13, 14, 100, 1000, MOST };
    size_t count = counts[_i % 10];
    static record all[MOST];
    unsigned seed = 1;

    asked = 0;
    for (uint32_t i = 0; i < count; i++) {
        all[i] = (record){ value_of(_i / 10, i, count, &seed), i, 0 };
        all[i].sum = all[i].value * 31 + i;
    }
    plume_sort(all, count, sizeof all[0], by_value, &asked);
    for (size_t i = 0; i < count; i++) {
        ck_assert_uint_eq(all[i].sum, all[i].value * 31 + all[i].number);
        ck_assert(
            i == 0 || all[i - 1].value < all[i].value ||
            (all[i - 1].value == all[i].value && all[i - 1].number < all[i].number));
    }
    ck_assert_uint_le(asked, 40 * count + 100); /* 3,000: 3 x 11.6 each */
}
END_TEST

static int by_value_alone(const void *left, const void *right)
{
    const record *a = left, *b = right;

    asked++;
    return (a->value > b->value) - (a->value < b->value);
}

START_TEST(records_that_came_in_order_are_looked_at_once)
{
    static record all[MOST];

    for (uint32_t i = 0; i < MOST; i++)
        all[i] = (record){ i / 2, i, 0 };
    asked = 0;
    plume_sort_unordered(all, MOST, sizeof all[0], by_value_alone);
    ck_assert_uint_eq(asked, MOST - 1);
    all[0].value = MOST;
    plume_sort_unordered(all, MOST, sizeof all[0], by_value_alone);
    for (size_t i = 1; i < MOST; i++)
        ck_assert_uint_le(all[i - 1].value, all[i].value);
    ck_assert_uint_eq(all[MOST - 1].number, 0);
    plume_sort_unordered(NULL, 0, sizeof all[0], by_value_alone);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, records_that_came_in_order_are_looked_at_once);
    tcase_add_loop_test(tcase, records_of_any_shape_come_into_order_whole, 0, 60);
}

int main(void)
{
    return test_main("sort", add);
}
