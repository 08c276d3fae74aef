/* Numbers in the order of what they stand for. */
#include "support/support.h"

#include "core/order.h"

enum { MOST = 1000 };

static unsigned value[MOST];

static int by_value(const void *context, uint32_t left, uint32_t right)
{
    const unsigned *of = context;

    return (of[left] > of[right]) - (of[left] < of[right]);
}

START_TEST(numbers_stand_in_the_order_of_their_values_and_equal_ones_as_they_stood)
{
    static const size_t counts[] = { 0, 1, 2, 3, 7, 8, 9, 100, 255, 256, 257, MOST };
    size_t count = counts[_i];
    uint32_t numbers[MOST];
    unsigned seed = 1;

    for (uint32_t i = 0; i < count; i++) {
        seed = seed * 1103515245U + 12345U;
        value[i] = (seed >> 16) % 50;
        numbers[i] = i;
    }
    ck_assert(plume_order(numbers, count, by_value, value));
    for (size_t i = 1; i < count; i++) {
        unsigned before = value[numbers[i - 1]], here = value[numbers[i]];

        ck_assert(before < here || (before == here && numbers[i - 1] < numbers[i]));
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(
        tcase, numbers_stand_in_the_order_of_their_values_and_equal_ones_as_they_stood, 0,
        12);
}

int main(void)
{
    return test_main("order", add);
}
