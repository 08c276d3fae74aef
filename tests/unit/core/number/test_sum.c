#include "support/support.h"

#include <float.h>
#include <stdint.h>

#include "core/number/exact_sum.h"

enum { TERMS = 400, PLACES = 2200, LOWEST = -1074 };

static uint64_t state = 0x2545f4914f6cdd1du;

static uint64_t next_random(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static double random_double(void)
{
    uint64_t bits;
    double value;

    do {
        bits = next_random();
        memcpy(&value, &bits, sizeof value);
    } while (!isfinite(value));
    return value;
}

static double sum_of(const double *terms, size_t count)
{
    plume_sum sum = { 0 };
    size_t i;

    for (i = 0; i < count; i++)
        plume_sum_add(&sum, terms[i]);
    return plume_sum_value(&sum);
}

/* The reference: one signed counter for each binary place, bit after bit. */
static void count_places(int64_t place[PLACES], double value)
{
    int exponent, bit;
    uint64_t mantissa = (uint64_t)ldexp(frexp(fabs(value), &exponent), 53);

    exponent -= 53;
    for (; exponent < LOWEST; exponent++)
        mantissa >>= 1; /* a denormal has zeros there */
    for (bit = 0; bit < 53; bit++)
        if (mantissa >> bit & 1)
            place[exponent - LOWEST + bit] += value < 0 ? -1 : 1;
}

static void carry(int64_t place[PLACES])
{
    int i;

    for (i = 0; i + 1 < PLACES; i++) {
        int64_t odd = place[i] & 1;

        place[i + 1] += (place[i] - odd) / 2;
        place[i] = odd;
    }
}

static double reference(const double *terms, size_t count)
{
    static int64_t place[PLACES];
    size_t i;
    int top, lowest, at;
    bool negative, half, rest = false;
    uint64_t mantissa = 0;

    memset(place, 0, sizeof place);
    for (i = 0; i < count; i++)
        count_places(place, terms[i]);
    carry(place);
    negative = place[PLACES - 1] < 0;
    if (negative) {
        for (i = 0; i < PLACES; i++)
            place[i] = -place[i];
        carry(place);
    }
    for (top = PLACES - 1; top > 0 && place[top] == 0;)
        top--;
    lowest = top >= 53 ? top - 52 : 0;
    for (at = top; at >= lowest; at--)
        mantissa = mantissa << 1 | (uint64_t)place[at];
    half = lowest > 0 && place[lowest - 1] == 1;
    for (at = 0; at + 1 < lowest; at++)
        rest = rest || place[at] == 1;
    mantissa += half && (rest || mantissa % 2 == 1);
    return ldexp(negative ? -(double)mantissa : (double)mantissa, lowest + LOWEST);
}

START_TEST(a_sum_is_exact_over_the_whole_range)
{
    double terms[TERMS];
    int round;
    size_t i, count;

    for (round = 0; round < 2000; round++) {
        count = 1 + next_random() % TERMS;
        for (i = 0; i < count; i++) {
            terms[i] = random_double();
            if (round % 3 == 1) /* of like size, with much cancelling */
                terms[i] =
                    ldexp(frexp(terms[i], &(int){ 0 }), (int)(next_random() % 60) - 30);
            if (round % 3 == 2) /* around the denormals */
                terms[i] = ldexp(frexp(terms[i], &(int){ 0 }),
                                 -1070 + (int)(next_random() % 60));
        }
        ck_assert_msg(sum_of(terms, count) == reference(terms, count), "%a is not %a",
                      sum_of(terms, count), reference(terms, count));
    }
}
END_TEST

START_TEST(neither_order_nor_joining_changes_a_bit)
{
    double terms[TERMS];
    double wanted;
    int round, parts = 7;
    size_t i;

    for (i = 0; i < TERMS; i++)
        terms[i] = random_double();
    wanted = sum_of(terms, TERMS);
    for (round = 0; round < 200; round++) {
        plume_sum part[7] = { { { 0 }, 0 } }, whole = { { 0 }, 0 };
        int at;

        for (i = TERMS - 1; i > 0; i--) {
            size_t other = next_random() % (i + 1);
            double swapped = terms[i];

            terms[i] = terms[other];
            terms[other] = swapped;
        }
        for (i = 0; i < TERMS; i++)
            plume_sum_add(&part[next_random() % 7], terms[i]);
        for (at = 0; at < parts; at++)
            plume_sum_join(&whole, &part[(at + round) % parts]);
        ck_assert(plume_sum_value(&whole) == wanted);
    }
}
END_TEST

/* As many terms as no test can add one by one. */
START_TEST(sums_may_be_joined_until_they_stand_for_any_number_of_terms)
{
    plume_sum sum = { 0 };
    double term = 0x1.fffffffffffffp40;

    plume_sum_add(&sum, term);
    plume_sum_add(&sum, -0x1p-300);
    for (int doubled = 0; doubled < 80; doubled++) {
        plume_sum copy = sum;

        plume_sum_join(&sum, &copy);
        ck_assert(plume_sum_value(&sum) == nextafter(ldexp(term, doubled + 1), 0) ||
                  plume_sum_value(&sum) == ldexp(term, doubled + 1));
    }
    plume_sum_add(&sum, -ldexp(term, 80));
    ck_assert(plume_sum_value(&sum) == -0x1p-220);
}
END_TEST

START_TEST(what_doubles_lose_is_kept)
{
    double lost[] = { 1e308, 1, -1e308 }, tenths[10],
           beyond[] = { DBL_MAX, DBL_MAX, -DBL_MAX };
    size_t i;

    for (i = 0; i < 10; i++)
        tenths[i] = 0.1;
    ck_assert(sum_of(lost, 3) == 1);
    ck_assert(sum_of(tenths, 10) == 1);
    ck_assert(sum_of(beyond, 3) == DBL_MAX);
    ck_assert(sum_of(beyond, 0) == 0);
    ck_assert(sum_of((double[]){ 5e-324, 5e-324 }, 2) == 1e-323);
    ck_assert(sum_of((double[]){ -1, 1 }, 2) == 0);
    ck_assert(isinf(sum_of(beyond, 2)));
}
END_TEST

START_TEST(reading_a_sum_leaves_it_alone)
{
    plume_sum sum = { 0 };
    int i;

    for (i = 0; i < 1000; i++) {
        plume_sum_add(&sum, 0.25);
        ck_assert(plume_sum_value(&sum) == 0.25 * (i + 1));
    }
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, a_sum_is_exact_over_the_whole_range);
    tcase_add_test(tcase, neither_order_nor_joining_changes_a_bit);
    tcase_add_test(tcase, sums_may_be_joined_until_they_stand_for_any_number_of_terms);
    tcase_add_test(tcase, what_doubles_lose_is_kept);
    tcase_add_test(tcase, reading_a_sum_leaves_it_alone);
}

int main(void)
{
    return test_main("sum", add);
}
