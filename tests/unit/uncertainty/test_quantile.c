/* The value at a place of the order, against putting all in order. */
#include "support/support.h"

#include "uncertainty/quantile.h"

enum { MOST = 20000 };

static double value[MOST], sorted[MOST];

static int ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/* Chance of many kinds, few different ones, one alone, in order, against it. */
static double value_of(size_t shape, size_t i, size_t count)
{
    static unsigned seed = 7;

    seed = seed * 1103515245U + 12345U;
    switch (shape) {
    case 0:
        return (double)seed;
    case 1:
        return (double)((seed >> 16) % 5);
    case 2:
        return 3.0;
    case 3:
        return (double)i;
    default:
        return (double)(count - i);
    }
}

static void check(size_t shape, size_t count, size_t at)
{
    for (size_t i = 0; i < count; i++)
        sorted[i] = value[i] = value_of(shape, i, count);
    qsort(sorted, count, sizeof *sorted, ascending);
    ck_assert(plume_order_statistic(value, count, at) == sorted[at]);
    for (size_t i = 0; i < count; i++)
        ck_assert(i < at ? value[i] <= value[at] : value[i] >= value[at]);
}

START_TEST(the_value_at_a_place_is_the_one_that_order_puts_there)
{
    static const size_t counts[] = { 1, 2, 3, 599, 601, 602, 1000, MOST };

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (size_t shape = 0; shape < 5; shape++) {
            check(shape, counts[i], 0);
            check(shape, counts[i], counts[i] / 40);
            check(shape, counts[i], counts[i] / 2);
            check(shape, counts[i], counts[i] - 1);
        }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_value_at_a_place_is_the_one_that_order_puts_there);
}

int main(void)
{
    return test_main("quantile", add);
}
