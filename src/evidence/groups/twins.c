/* Accounts in the order of their times and of their lengths, searched from the middle. */
#include "evidence/groups/twins.h"

#include <math.h>
#include <stdlib.h>

#include "core/sort.h"

static const plume_account *account_of(const plume_twins *all, uint32_t number)
{
    return &all->groups->book->account[number];
}

/* --- two orders --- */

/* What is unknown stands last. */
static int by_seconds(double left, double right)
{
    if (isnan(left) || isnan(right))
        return isnan(left) - isnan(right);
    return (left > right) - (left < right);
}

static int by_length(const void *book, const void *left, const void *right)
{
    const plume_account *account = ((const plume_book *)book)->account;
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    int order = by_seconds(plume_account_length_s(&account[a]),
                           plume_account_length_s(&account[b]));

    return order != 0 ? order : (a > b) - (a < b);
}

static int by_time(const void *book, const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    const plume_account *own = &((const plume_book *)book)->account[a];
    const plume_account *other = &((const plume_book *)book)->account[b];
    int order = by_seconds(own->start_s, other->start_s);

    if (!plume_account_has_times(own) && !plume_account_has_times(other))
        return by_length(book, left, right);
    if (order == 0)
        order = by_seconds(own->end_s, other->end_s);
    return order != 0 ? order : (a > b) - (a < b);
}

bool plume_twins_init(plume_twins *out, const plume_groups *groups, const uint8_t *bits)
{
    const plume_book *book = groups->book;

    *out = (plume_twins){ .groups = groups };
    out->by_time = malloc((book->count + 1) * sizeof *out->by_time);
    out->by_length = malloc((book->count + 1) * sizeof *out->by_length);
    if (out->by_time == NULL || out->by_length == NULL)
        return false;
    for (uint32_t i = 0; i < book->count; i++)
        if ((bits[i / 8] >> i % 8 & 1) != 0) {
            out->by_time[out->count] = out->by_length[out->count] = i;
            out->count++;
            out->timed += plume_account_has_times(&book->account[i]);
        }
    plume_sort(out->by_time, out->count, sizeof *out->by_time, by_time, book);
    plume_sort(out->by_length, out->count, sizeof *out->by_length, by_length, book);
    return true;
}

void plume_twins_dispose(plume_twins *twins)
{
    free(twins->by_time);
    free(twins->by_length);
}

/* --- the nearest so far --- */

typedef struct looking {
    plume_twins *all;
    uint32_t left, found;
    double apart_s; /* of what was found */
} looking;

/* Seconds, of starts and ends; of lengths where one has no times. */
static double apart_s(const plume_account *left, const plume_account *right)
{
    double apart =
        fabs(left->start_s - right->start_s) + fabs(left->end_s - right->end_s);

    if (isnan(apart))
        apart = fabs(plume_account_length_s(left) - plume_account_length_s(right));
    return isnan(apart) ? HUGE_VAL : apart;
}

/* Whether all that lie further in this direction are further away than what was found. */
static bool is_beyond(const looking *by, double more_s)
{
    return by->found != PLUME_NOBODY && fabs(more_s) > by->apart_s;
}

/* Of some that are equally near, by their numbers: the first that is not of its group. */
static void try_equals(looking *by, const uint32_t *from, size_t count)
{
    const plume_twins *all = by->all;
    uint32_t group = plume_group_of(all->groups, by->left);
    double own_s;
    size_t i = 0;

    while (i < count && plume_group_of(all->groups, from[i]) == group)
        i++;
    by->all->looked += i + 1;
    if (i == count)
        return;
    own_s = apart_s(account_of(all, by->left), account_of(all, from[i]));
    if (by->found == PLUME_NOBODY || own_s < by->apart_s ||
        (own_s == by->apart_s && from[i] < by->found)) {
        by->found = from[i];
        by->apart_s = own_s;
    }
}

/* --- by times --- */

/* The first from..end that begins later, or begins then and ends later, than this; where
 * `equal`, or as early. */
static size_t place_of(const plume_twins *all, double start_s, double end_s, bool equal)
{
    size_t low = 0, high = all->timed;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const plume_account *other = account_of(all, all->by_time[middle]);
        int order = by_seconds(other->start_s, start_s);

        if (order == 0)
            order = by_seconds(other->end_s, end_s);
        if (order < 0 || (order == 0 && !equal))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Of those of one start, from..end, the ones that end at its end or later, then those
 * before. */
static void look_at_start(looking *by, size_t from, size_t end)
{
    const plume_twins *all = by->all;
    const plume_account *own = account_of(all, by->left);
    double start_s = account_of(all, all->by_time[from])->start_s, other_s;
    double start_apart_s = fabs(start_s - own->start_s);
    size_t middle = place_of(all, start_s, own->end_s, true), next;

    for (size_t i = middle; i < end; i = next) {
        other_s = account_of(all, all->by_time[i])->end_s;
        if (is_beyond(by, start_apart_s + other_s - own->end_s))
            break;
        next = place_of(all, start_s, other_s, false);
        try_equals(by, &all->by_time[i], next - i);
    }
    for (size_t i = middle; i > from; i = next) {
        other_s = account_of(all, all->by_time[i - 1])->end_s;
        if (is_beyond(by, start_apart_s + own->end_s - other_s))
            break;
        next = place_of(all, start_s, other_s, true);
        try_equals(by, &all->by_time[next], i - next);
    }
}

/* From where it would stand itself outwards. */
static void look_by_times(looking *by)
{
    const plume_twins *all = by->all;
    double own_s = account_of(all, by->left)->start_s, start_s;
    size_t middle = place_of(all, own_s, -HUGE_VAL, true), next;

    for (size_t i = middle; i < all->timed; i = next) {
        start_s = account_of(all, all->by_time[i])->start_s;
        if (is_beyond(by, start_s - own_s))
            break;
        next = place_of(all, start_s, HUGE_VAL, false);
        look_at_start(by, i, next);
    }
    for (size_t i = middle; i > 0; i = next) {
        start_s = account_of(all, all->by_time[i - 1])->start_s;
        if (is_beyond(by, start_s - own_s))
            break;
        next = place_of(all, start_s, -HUGE_VAL, true);
        look_at_start(by, next, i);
    }
}

/* --- by lengths --- */

/* Some accounts, by length. */
typedef struct lengths {
    const uint32_t *account;
    size_t count;
} lengths;

/* The first that is longer than this, or, where `equal`, as long. NAN is the longest. */
static size_t longer_than(const plume_twins *all, const lengths *of, double length_s,
                          bool equal)
{
    size_t low = 0, high = of->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = by_seconds(
            plume_account_length_s(account_of(all, of->account[middle])), length_s);

        if (order < 0 || (order == 0 && !equal))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void look_by_length(looking *by, const lengths *of)
{
    const plume_twins *all = by->all;
    double own_s = plume_account_length_s(account_of(all, by->left)), other_s;
    size_t known = longer_than(all, of, (double)NAN, true), next;
    size_t middle = isnan(own_s) ? known : longer_than(all, of, own_s, true);

    for (size_t i = middle; i < known; i = next) {
        other_s = plume_account_length_s(account_of(all, of->account[i]));
        if (is_beyond(by, other_s - own_s))
            break;
        next = longer_than(all, of, other_s, false);
        try_equals(by, &of->account[i], next - i);
    }
    for (size_t i = middle; i > 0; i = next) {
        other_s = plume_account_length_s(account_of(all, of->account[i - 1]));
        if (is_beyond(by, own_s - other_s))
            break;
        next = longer_than(all, of, other_s, true);
        try_equals(by, &of->account[next], i - next);
    }
    if (by->found == PLUME_NOBODY || by->apart_s == HUGE_VAL)
        try_equals(by, &of->account[known], of->count - known);
}

uint32_t plume_twins_nearest(plume_twins *twins, uint32_t account)
{
    looking by = { twins, account, PLUME_NOBODY, 0.0 };
    lengths all = { twins->by_length, twins->count };
    lengths untimed = { twins->by_time + twins->timed, twins->count - twins->timed };
    bool timed = plume_account_has_times(account_of(twins, account));

    if (timed)
        look_by_times(&by);
    look_by_length(&by, timed ? &untimed : &all);
    return by.found;
}
