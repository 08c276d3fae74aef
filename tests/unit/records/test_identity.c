#include "support/support.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "core/hash.h"
#include "records/identity.h"

static plume_error error;

static plume_identities *fresh(void)
{
    plume_identities *identities;

    ck_ok(plume_identities_new(&identities, &error), error);
    return identities;
}

static plume_sighting seen(uint64_t id, double progress, uint32_t input, uint32_t ordinal)
{
    plume_sighting sighting = {
        plume_hash64(&id, sizeof id, 0), progress, input, ordinal, PLUME_RECURS_OFTEN, 0
    };

    return sighting;
}

static void add_all(plume_identities *identities, const plume_sighting *sightings,
                    size_t count)
{
    for (size_t i = 0; i < count; i++)
        ck_ok(plume_identities_add(identities, &sightings[i], &error), error);
    ck_ok(plume_identities_end(identities, &error), error);
}

static void expect(const plume_sighting *sightings, const plume_standing *standings,
                   size_t count)
{
    plume_identities *identities = fresh();

    add_all(identities, sightings, count);
    for (size_t i = 0; i < count; i++)
        ck_assert_msg(plume_identities_judge(identities, &sightings[i]) == standings[i],
                      "sighting %zu", i);
    plume_identities_free(identities);
}

START_TEST(the_largest_progress_of_a_run_counts)
{
    const plume_sighting sightings[] = { seen(1, 10, 0, 0), seen(1, 30, 0, 1),
                                         seen(1, 20, 0, 2), seen(2, 5, 0, 3) };
    const plume_standing standings[] = { PLUME_STANDING_SUPERSEDED, PLUME_STANDING_USED,
                                         PLUME_STANDING_SUPERSEDED, PLUME_STANDING_USED };

    expect(sightings, standings, 4);
}
END_TEST

START_TEST(of_equal_records_in_one_input_the_later_counts)
{
    const plume_sighting sightings[] = { seen(1, 10, 0, 0), seen(1, 10, 0, 1),
                                         seen(2, NAN, 0, 2), seen(2, NAN, 0, 3) };
    const plume_standing standings[] = { PLUME_STANDING_SUPERSEDED, PLUME_STANDING_USED,
                                         PLUME_STANDING_SUPERSEDED, PLUME_STANDING_USED };

    expect(sightings, standings, 4);
}
END_TEST

START_TEST(of_equal_records_in_two_inputs_the_first_counts)
{
    const plume_sighting sightings[] = { seen(1, 10, 0, 0), seen(1, 10, 1, 0),
                                         seen(1, 4, 1, 1), seen(2, 4, 0, 1),
                                         seen(2, 8, 1, 2) };
    const plume_standing standings[] = { PLUME_STANDING_USED, PLUME_STANDING_DUPLICATE,
                                         PLUME_STANDING_SUPERSEDED,
                                         PLUME_STANDING_SUPERSEDED, PLUME_STANDING_USED };

    expect(sightings, standings, 5);
}
END_TEST

START_TEST(unknown_progress_is_less_than_any)
{
    const plume_sighting sightings[] = { seen(1, 0, 0, 0), seen(1, NAN, 0, 1) };
    const plume_standing standings[] = { PLUME_STANDING_USED, PLUME_STANDING_SUPERSEDED };

    expect(sightings, standings, 2);
}
END_TEST

START_TEST(what_was_never_seen_is_unknown)
{
    plume_identities *identities = fresh();
    plume_sighting sighting = seen(1, 0, 0, 0);

    ck_assert_int_eq(plume_identities_judge(identities, &sighting),
                     PLUME_STANDING_UNKNOWN);
    ck_assert_uint_eq(plume_identities_count(identities), 0);
    plume_identities_free(identities);
    plume_identities_free(NULL);
}
END_TEST

/* Each of many runs, in a table that has grown many times, is used exactly once. */
START_TEST(every_run_is_used_once)
{
    enum { RUNS = 30000, SNAPSHOTS = 3 };
    plume_identities *identities = fresh();
    size_t used = 0;

    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < RUNS * SNAPSHOTS; i++) {
            plume_sighting sighting = seen(i * 7919u % RUNS, i % 11, i / RUNS % 2, i);

            if (pass == 0)
                ck_ok(plume_identities_add(identities, &sighting, &error), error);
            else
                used +=
                    plume_identities_judge(identities, &sighting) == PLUME_STANDING_USED;
        }
    ck_assert_uint_eq(plume_identities_count(identities), RUNS);
    ck_assert_uint_eq(used, RUNS);
    plume_identities_free(identities);
}
END_TEST

/* --- logs that keep one record a run --- */

/* An input: runs first to first + count - 1, all with the same progress. */
typedef struct few {
    uint32_t first, count;
    double progress;
    plume_recurrence recurrence;
} few;

static void add_input(plume_identities *identities, const few *input, uint32_t number)
{
    for (uint32_t i = 0; i < input->count; i++) {
        plume_sighting sighting = seen(input->first + i, input->progress, number, i);

        sighting.recurrence = input->recurrence;
        ck_ok(plume_identities_add(identities, &sighting, &error), error);
    }
}

static void expect_settled(plume_identities *identities, const few *inputs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_input(identities, &inputs[i], (uint32_t)i);
    ck_ok(plume_identities_end(identities, &error), error);
    if (plume_identities_are_settled(identities))
        return;
    plume_identities_settle(identities);
    for (size_t i = 0; i < count; i++)
        if (plume_identities_is_to_settle(identities, (uint32_t)i))
            add_input(identities, &inputs[i], (uint32_t)i);
    ck_assert(plume_identities_are_settled(identities));
}

static size_t count_of(const plume_identities *identities, const few *input,
                       uint32_t number, plume_standing standing)
{
    size_t count = 0;

    for (uint32_t i = 0; i < input->count; i++) {
        plume_sighting sighting = seen(input->first + i, input->progress, number, i);

        sighting.recurrence = input->recurrence;
        count += plume_identities_judge(identities, &sighting) == standing;
    }
    return count;
}

START_TEST(two_copies_of_a_log_that_repeats_nothing_count_once)
{
    const few inputs[] = { { 0, 50000, 10, PLUME_RECURS_NEVER },
                           { 0, 50000, 10, PLUME_RECURS_NEVER } };
    plume_identities *identities = fresh();

    expect_settled(identities, inputs, 2);
    ck_assert_uint_eq(plume_identities_count(identities), 50000);
    ck_assert_uint_eq(count_of(identities, &inputs[0], 0, PLUME_STANDING_USED), 50000);
    ck_assert_uint_eq(count_of(identities, &inputs[1], 1, PLUME_STANDING_DUPLICATE),
                      50000);
    plume_identities_free(identities);
}
END_TEST

START_TEST(a_later_log_of_any_kind_supersedes_what_was_kept_small)
{
    const few inputs[] = { { 0, 50000, 10, PLUME_RECURS_NEVER },
                           { 40000, 20000, 20, PLUME_RECURS_OFTEN },
                           { 0, 100, 30, PLUME_RECURS_SELDOM } };
    plume_identities *identities = fresh();

    expect_settled(identities, inputs, 3);
    ck_assert_uint_eq(plume_identities_count(identities), 60000);
    ck_assert_uint_eq(count_of(identities, &inputs[0], 0, PLUME_STANDING_USED), 39900);
    ck_assert_uint_eq(count_of(identities, &inputs[0], 0, PLUME_STANDING_SUPERSEDED),
                      10100);
    ck_assert_uint_eq(count_of(identities, &inputs[1], 1, PLUME_STANDING_USED), 20000);
    ck_assert_uint_eq(count_of(identities, &inputs[2], 2, PLUME_STANDING_USED), 100);
    plume_identities_free(identities);
}
END_TEST

START_TEST(an_earlier_log_with_more_progress_keeps_its_records)
{
    const few inputs[] = { { 0, 3000, 20, PLUME_RECURS_OFTEN },
                           { 0, 30000, 10, PLUME_RECURS_NEVER },
                           { 20000, 20000, 5, PLUME_RECURS_NEVER } };
    plume_identities *identities = fresh();

    expect_settled(identities, inputs, 3);
    ck_assert_uint_eq(plume_identities_count(identities), 40000);
    ck_assert_uint_eq(count_of(identities, &inputs[0], 0, PLUME_STANDING_USED), 3000);
    ck_assert_uint_eq(count_of(identities, &inputs[1], 1, PLUME_STANDING_USED), 27000);
    ck_assert_uint_eq(count_of(identities, &inputs[2], 2, PLUME_STANDING_SUPERSEDED),
                      10000);
    plume_identities_free(identities);
}
END_TEST

START_TEST(many_small_logs_cost_what_their_runs_cost)
{
    enum { INPUTS = 3000, RUNS = 10 };
    plume_identities *identities = fresh();
    size_t used = 0;

    for (uint32_t i = 0; i < INPUTS; i++) {
        const few input = { i * RUNS, RUNS, 10, PLUME_RECURS_NEVER };

        add_input(identities, &input, i);
    }
    ck_ok(plume_identities_end(identities, &error), error);
    ck_assert_uint_le(plume_identities_asked(identities), INPUTS * RUNS);
    ck_assert(plume_identities_are_settled(identities));
    for (uint32_t i = 0; i < INPUTS; i++) {
        const few input = { i * RUNS, RUNS, 10, PLUME_RECURS_NEVER };

        used += count_of(identities, &input, i, PLUME_STANDING_USED);
    }
    ck_assert_uint_eq(used, INPUTS * RUNS);
    plume_identities_free(identities);
}
END_TEST

START_TEST(copies_of_small_logs_behind_many_others_are_found)
{
    enum { INPUTS = 1000, RUNS = 10 };
    few inputs[INPUTS + 2];
    plume_identities *identities = fresh();

    for (uint32_t i = 0; i < INPUTS; i++)
        inputs[i] = (few){ i * RUNS, RUNS, 10, PLUME_RECURS_NEVER };
    inputs[INPUTS] = inputs[900];
    inputs[INPUTS + 1] = inputs[3];
    expect_settled(identities, inputs, INPUTS + 2);
    ck_assert_uint_eq(plume_identities_count(identities), INPUTS * RUNS);
    ck_assert_uint_eq(count_of(identities, &inputs[900], 900, PLUME_STANDING_USED), RUNS);
    ck_assert_uint_eq(
        count_of(identities, &inputs[900], INPUTS, PLUME_STANDING_DUPLICATE), RUNS);
    ck_assert_uint_eq(
        count_of(identities, &inputs[3], INPUTS + 1, PLUME_STANDING_DUPLICATE), RUNS);
    plume_identities_free(identities);
}
END_TEST

/* A study that was copied within its storage has the trials of the first. */
START_TEST(a_log_that_seldom_repeats_may_do_so_all_the_same)
{
    enum { RUNS = 20000 };
    plume_identities *identities = fresh();
    size_t used = 0;

    for (int pass = 0; pass < 3; pass++) {
        if (pass == 1)
            ck_assert(!plume_identities_are_settled(identities));
        if (pass == 1)
            plume_identities_settle(identities);
        for (uint32_t i = 0; i < 2 * RUNS; i++) {
            plume_sighting sighting = seen(i % RUNS, 10, 0, i);

            sighting.recurrence = PLUME_RECURS_SELDOM;
            if (pass < 2)
                ck_ok(plume_identities_add(identities, &sighting, &error), error);
            else
                used +=
                    plume_identities_judge(identities, &sighting) == PLUME_STANDING_USED;
        }
    }
    ck_assert_uint_eq(plume_identities_count(identities), RUNS);
    ck_assert_uint_eq(used, RUNS);
    plume_identities_free(identities);
}
END_TEST

/* --- lesser records --- */

static plume_sighting lesser(uint32_t input)
{
    plume_sighting sighting = seen(900, 0, input, 0);

    sighting.covers = sighting.fingerprint;
    return sighting;
}

static plume_sighting greater(uint32_t input)
{
    plume_sighting sighting = seen(901, 10, input, 1);

    sighting.covers = lesser(0).fingerprint;
    return sighting;
}

/* inputs: of the lesser and of the greater record. */
static plume_standing standing_of_lesser(uint32_t lesser_input, uint32_t greater_input)
{
    plume_sighting low = lesser(lesser_input), high = greater(greater_input);
    const plume_sighting *order[] = { &low, &high };
    plume_identities *identities = fresh();
    plume_standing standing;
    bool turned = greater_input < lesser_input;

    for (int i = 0; i < 2; i++)
        ck_ok(plume_identities_add(identities, order[turned ? 1 - i : i], &error), error);
    ck_assert_int_eq(plume_identities_are_settled(identities), !turned);
    plume_identities_settle(identities);
    ck_assert(plume_identities_is_to_settle(identities, greater_input));
    ck_ok(plume_identities_add(identities, &high, &error), error);
    ck_assert_int_eq(plume_identities_judge(identities, &high), PLUME_STANDING_USED);
    standing = plume_identities_judge(identities, &low);
    ck_assert_uint_eq(plume_identities_count(identities),
                      standing == PLUME_STANDING_USED ? 2 : 1);
    plume_identities_free(identities);
    return standing;
}

START_TEST(a_lesser_record_counts_unless_another_input_covers_it)
{
    ck_assert_int_eq(standing_of_lesser(0, 1), PLUME_STANDING_SUPERSEDED);
    ck_assert_int_eq(standing_of_lesser(1, 0), PLUME_STANDING_SUPERSEDED);
    ck_assert_int_eq(standing_of_lesser(0, 0), PLUME_STANDING_USED);
}
END_TEST

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
static size_t allocated(void)
{
    struct mallinfo2 info = mallinfo2();

    return info.uordblks + info.hblkhd;
}

START_TEST(a_run_takes_at_most_32_bytes)
{
    enum { SLACK = 512 * 1024 }; /* one chunk that is being filled */
    size_t before = allocated();
    plume_identities *identities = fresh();

    for (uint32_t i = 0; i < 1000000; i++) {
        plume_sighting sighting = seen(i, i, 0, i);

        ck_ok(plume_identities_add(identities, &sighting, &error), error);
        if (i % 997 == 0)
            ck_assert_uint_le(allocated() - before, (size_t)i * 32 + SLACK);
    }
    plume_identities_free(identities);
}
END_TEST

START_TEST(a_run_of_a_log_that_repeats_nothing_takes_at_most_3_bytes)
{
    enum {
        SLACK = 1024 * 1024
    }; /* the first entries, and a layer that is being filled */
    size_t before = allocated();
    plume_identities *identities = fresh();

    for (uint32_t i = 0; i < 2000000; i++) {
        plume_sighting sighting = seen(i, i, 0, i);

        sighting.recurrence = PLUME_RECURS_NEVER;
        ck_ok(plume_identities_add(identities, &sighting, &error), error);
        if (i % 997 == 0)
            ck_assert_uint_le(allocated() - before, (size_t)i * 3 + SLACK);
    }
    ck_assert_uint_eq(plume_identities_count(identities), 2000000);
    plume_identities_free(identities);
}
END_TEST
#endif

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_largest_progress_of_a_run_counts);
    tcase_add_test(tcase, of_equal_records_in_one_input_the_later_counts);
    tcase_add_test(tcase, of_equal_records_in_two_inputs_the_first_counts);
    tcase_add_test(tcase, unknown_progress_is_less_than_any);
    tcase_add_test(tcase, what_was_never_seen_is_unknown);
    tcase_add_test(tcase, every_run_is_used_once);
    tcase_add_test(tcase, two_copies_of_a_log_that_repeats_nothing_count_once);
    tcase_add_test(tcase, a_later_log_of_any_kind_supersedes_what_was_kept_small);
    tcase_add_test(tcase, an_earlier_log_with_more_progress_keeps_its_records);
    tcase_add_test(tcase, many_small_logs_cost_what_their_runs_cost);
    tcase_add_test(tcase, copies_of_small_logs_behind_many_others_are_found);
    tcase_add_test(tcase, a_log_that_seldom_repeats_may_do_so_all_the_same);
    tcase_add_test(tcase, a_lesser_record_counts_unless_another_input_covers_it);
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
    tcase_add_test(tcase, a_run_takes_at_most_32_bytes);
    tcase_add_test(tcase, a_run_of_a_log_that_repeats_nothing_takes_at_most_3_bytes);
#endif
}

int main(void)
{
    return test_main("identity", add);
}
