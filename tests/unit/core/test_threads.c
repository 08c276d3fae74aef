/* Work that falls into parts, on as many threads as are allowed. */
#include "support/support.h"

#include <stdatomic.h>

#include <plume/threads.h>

#include "core/threads.h"

enum { PARTS = 1000 };

static atomic_int done[PARTS];

static void mark(void *state, size_t i)
{
    atomic_fetch_add((atomic_size_t *)state, i);
    atomic_fetch_add(&done[i], 1);
}

START_TEST(each_part_is_done_once_on_any_number_of_threads)
{
    static const size_t threads[] = { 1, 2, 3, 8, 1000 };
    static const size_t counts[] = { 0, 1, 2, 7, PARTS };

    for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
        size_t count = counts[_i];
        atomic_size_t sum = 0;

        plume_threads_allow(threads[t]);
        plume_threads_each(count, mark, &sum);
        ck_assert_uint_eq(atomic_load(&sum), count > 0 ? count * (count - 1) / 2 : 0);
        for (size_t i = 0; i < PARTS; i++)
            ck_assert_int_eq(atomic_exchange(&done[i], 0), i < count);
    }
    plume_threads_allow(0);
}
END_TEST

START_TEST(without_a_word_there_is_a_thread_a_processor)
{
    size_t processors = plume_threads_allowed();

    ck_assert_uint_ge(processors, 1);
    plume_threads_allow(3);
    ck_assert_uint_eq(plume_threads_allowed(), 3);
    plume_threads_allow(0);
    ck_assert_uint_eq(plume_threads_allowed(), processors);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_loop_test(tcase, each_part_is_done_once_on_any_number_of_threads, 0, 5);
    tcase_add_test(tcase, without_a_word_there_is_a_thread_a_processor);
}

int main(void)
{
    return test_main("threads", add);
}
