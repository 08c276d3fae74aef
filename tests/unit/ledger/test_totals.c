/* Totals of parts, joined in any order and grouping, are those of one pass, bit by bit.
 */
#include "support/support.h"

#include "ledger/totals.h"

enum { ENTRIES = 400, PARTS = 7, SLOTS = 3, TRIALS = 25 };

static uint64_t state;

static uint64_t next(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return state >> 33;
}

/* Values of very different size, some unknown, so that plain sums would depend on their
 * order. */
static double amount(void)
{
    static const double sizes[] = { 1e-9, 0.1, 1.0, 1e4, 1e12 };
    double value = (double)(next() % 1000003) / 7.0 * sizes[next() % 5];

    return next() % 8 == 0 ? NAN : value;
}

static plume_entry entry_of(void)
{
    plume_entry entry = { .runs = 1 + next() % 3 };

    for (size_t i = 0; i < PLUME_AMOUNT_COUNT; i++)
        entry.amount[i] = amount();
    for (size_t i = 0; i < SLOTS; i++) {
        entry.facility_kwh[i] = amount();
        entry.co2e_kg[i] = amount();
    }
    return entry;
}

static const plume_totals *read(plume_line *line)
{
    static const size_t order[SLOTS] = { 2, 0, 1 };

    plume_line_read(line, order, SLOTS);
    return &line->shown;
}

static plume_line *line_new(void)
{
    plume_line *line = plume_line_new(SLOTS);

    ck_assert_ptr_nonnull(line);
    return line;
}

/* Joins two of the parts that are left until one is. */
static plume_line *join_at_random(plume_line *part[PARTS])
{
    size_t left = PARTS;

    while (left > 1) {
        size_t a = next() % left, b = next() % left;

        if (a == b)
            continue;
        plume_line_join(part[a], part[b]);
        free(part[b]);
        part[b] = part[--left];
        part[left] = NULL;
    }
    return part[0];
}

static void ck_same(const plume_totals *a, const plume_totals *b)
{
    ck_assert_uint_eq(a->runs, b->runs);
    ck_assert_uint_eq(a->energy_runs, b->energy_runs);
    ck_assert_uint_eq(a->device_runs, b->device_runs);
    ck_assert_uint_eq(a->component_runs, b->component_runs);
    ck_assert_double_eq(a->wall_hours, b->wall_hours);
    ck_assert_double_eq(a->device_hours, b->device_hours);
    ck_assert_double_eq(a->it_kwh, b->it_kwh);
    ck_assert_double_eq(a->logged_co2e_kg, b->logged_co2e_kg);
    for (size_t i = 0; i < SLOTS; i++) {
        ck_assert_uint_eq(a->estimated_runs[i], b->estimated_runs[i]);
        ck_assert_double_eq(a->facility_kwh[i], b->facility_kwh[i]);
        ck_assert_double_eq(a->co2e_kg[i], b->co2e_kg[i]);
    }
}

START_TEST(parts_joined_in_any_order_and_grouping_are_one_pass)
{
    for (uint64_t trial = 0; trial < TRIALS; trial++) {
        plume_line *whole = line_new(), *part[PARTS], *joined;

        state = trial + 1;
        for (size_t i = 0; i < PARTS; i++)
            part[i] = line_new();
        for (size_t i = 0; i < ENTRIES; i++) {
            plume_entry entry = entry_of();

            plume_line_add(whole, &entry);
            plume_line_add(part[next() % PARTS], &entry);
        }
        joined = join_at_random(part);
        ck_same(read(joined), read(whole));
        free(joined);
        free(whole);
    }
}
END_TEST

START_TEST(a_part_without_runs_changes_nothing)
{
    plume_line *whole = line_new(), *empty = line_new();
    plume_entry entry;
    plume_totals before;

    state = 5;
    entry = entry_of();
    plume_line_add(whole, &entry);
    before = *read(whole);
    plume_line_join(whole, empty);
    plume_line_join(whole, NULL);
    ck_same(read(whole), &before);
    free(whole);
    free(empty);
}
END_TEST

static void add(TCase *tcase)
{
    tcase_add_test(tcase, parts_joined_in_any_order_and_grouping_are_one_pass);
    tcase_add_test(tcase, a_part_without_runs_changes_nothing);
}

int main(void)
{
    return test_main("totals", add);
}
