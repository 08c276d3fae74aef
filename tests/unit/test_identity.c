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
    plume_sighting sighting = { plume_hash64(&id, sizeof id, 0), progress, input,
                                ordinal };

    return sighting;
}

static void add_all(plume_identities *identities, const plume_sighting *sightings,
                    size_t count)
{
    for (size_t i = 0; i < count; i++)
        ck_ok(plume_identities_add(identities, &sightings[i], &error), error);
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
#endif

static void add(TCase *tcase)
{
    tcase_add_test(tcase, the_largest_progress_of_a_run_counts);
    tcase_add_test(tcase, of_equal_records_in_one_input_the_later_counts);
    tcase_add_test(tcase, of_equal_records_in_two_inputs_the_first_counts);
    tcase_add_test(tcase, unknown_progress_is_less_than_any);
    tcase_add_test(tcase, what_was_never_seen_is_unknown);
    tcase_add_test(tcase, every_run_is_used_once);
#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__)
    tcase_add_test(tcase, a_run_takes_at_most_32_bytes);
#endif
}

int main(void)
{
    return test_main("identity", add);
}
