/* Accounts in the order of their starts, asked for those that last until a time. */
#include "support/support.h"

#include "evidence/rules/lasting.h"

enum { MOST = 300 };

static plume_account account[MOST];
static plume_book book = { .account = account };
static plume_lasting lasting;

/* Accounts that start at 0, 1, 2 ... and last as the numbers of a small generator say. */
static void make(size_t count, unsigned seed)
{
    book.count = count;
    ck_assert(plume_lasting_init(&lasting, &book));
    lasting.count = count;
    for (size_t i = 0; i < count; i++) {
        seed = seed * 1103515245U + 12345U;
        account[i].start_s = (double)i;
        account[i].end_s = (double)(i + (seed >> 16) % 40);
        lasting.account[i] = (uint32_t)i;
    }
    plume_lasting_ready(&lasting);
}

static size_t looked_through(size_t place, double end_s)
{
    while (place-- > 0)
        if (account[place].end_s >= end_s)
            return place;
    return SIZE_MAX;
}

START_TEST(the_last_that_lasts_is_the_one_that_looking_through_finds)
{
    static const size_t counts[] = { 0, 1, 15, 16, 17, 32, 33, 255, 256, 257, MOST };
    size_t count = counts[_i];

    for (unsigned seed = 1; seed <= 4; seed++) {
        make(count, seed);
        for (size_t place = 0; place <= count; place++)
            for (double end_s = -1.0; end_s < (double)count + 41.0; end_s += 13.0)
                ck_assert_uint_eq(plume_lasting_before(&lasting, place, end_s),
                                  looked_through(place, end_s));
        plume_lasting_dispose(&lasting);
    }
}
END_TEST

START_TEST(a_start_at_the_time_has_begun)
{
    make(20, 1);
    ck_assert_uint_eq(plume_lasting_begun(&lasting, -0.5), 0);
    ck_assert_uint_eq(plume_lasting_begun(&lasting, 0.0), 1);
    ck_assert_uint_eq(plume_lasting_begun(&lasting, 7.5), 8);
    ck_assert_uint_eq(plume_lasting_begun(&lasting, 100.0), 20);
    plume_lasting_dispose(&lasting);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, the_last_that_lasts_is_the_one_that_looking_through_finds,
                        0, 11);
    tcase_add_test(tcase, a_start_at_the_time_has_begun);
}

int main(void)
{
    return test_main("lasting", add);
}
