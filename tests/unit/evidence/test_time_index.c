/* Spans of time that meet one are found, and only few others are looked at. */
#include "support/support.h"

#include "evidence/covers/time_index.h"

static uint64_t state = 7;

static uint64_t below(uint64_t most)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (state >> 33) % most;
}

static plume_time_span random_span(uint64_t most)
{
    double start_s = (double)below(most), lengths[] = { 0.5, 3.0, 100.0, 5000.0 };

    return (plume_time_span){ start_s, start_s + lengths[below(4)], 0, 0 };
}

START_TEST(those_that_meet_are_found_each_once)
{
    enum { SPANS = 300 };
    plume_time_index index = { 0 };
    plume_time_span span[SPANS];

    for (uint32_t i = 0; i < SPANS; i++) {
        span[i] = random_span(20000);
        ck_assert(plume_time_index_add(&index, span[i].start_s, span[i].end_s, i));
    }
    plume_time_index_ready(&index);
    for (int k = 0; k < 1000; k++) {
        plume_time_span asked = random_span(22000);
        plume_time_query query = { asked.start_s, asked.end_s, 0 };
        const plume_time_span *found;
        bool seen[SPANS] = { false };

        while ((found = plume_time_index_next(&index, &query)) != NULL) {
            ck_assert(!seen[found->number]);
            seen[found->number] = true;
        }
        for (uint32_t i = 0; i < SPANS; i++)
            ck_assert_int_eq(seen[i], span[i].end_s > asked.start_s &&
                                          span[i].start_s < asked.end_s);
    }
    plume_time_index_dispose(&index);
}
END_TEST

/* One run after the other, one of them as long as all, and a trace an hour. */
static size_t looks(uint32_t count)
{
    plume_time_index index = { 0 };
    size_t looked;

    ck_assert(plume_time_index_add(&index, 0.0, 900.0 * count, count));
    for (uint32_t i = 0; i < count; i++)
        ck_assert(plume_time_index_add(&index, 900.0 * i, 900.0 * i + 890.0, i));
    plume_time_index_ready(&index);
    for (uint32_t i = 0; i < count / 4; i++) {
        plume_time_query query = { 3600.0 * i, 3600.0 * i + 3600.0, 0 };
        size_t found = 0;

        while (plume_time_index_next(&index, &query) != NULL)
            found++;
        ck_assert_uint_eq(found, 5);
    }
    looked = index.looked;
    plume_time_index_dispose(&index);
    return looked;
}

/* A search takes a few steps more among more. */
START_TEST(sixteen_times_as_many_of_both_take_about_as_many_times_the_looks)
{
    size_t few = looks(1000), many = looks(16000);

    ck_assert_msg((double)many <= 16.0 * 1.5 * (double)few, "%zu, then %zu", few, many);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, those_that_meet_are_found_each_once);
    tcase_add_test(tcase,
                   sixteen_times_as_many_of_both_take_about_as_many_times_the_looks);
}

int main(void)
{
    return test_main("time_index", add);
}
