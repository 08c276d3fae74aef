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

static bool collect(plume_twin_order *out, const plume_book *book, const uint8_t *bits)
{
    out->account = malloc((book->count + 1) * sizeof *out->account);
    for (uint32_t i = 0; out->account != NULL && i < book->count; i++)
        if ((bits[i / 8] >> i % 8 & 1) != 0)
            out->account[out->count++] = i;
    return out->account != NULL;
}

bool plume_twins_init(plume_twins *out, const plume_groups *groups, const uint8_t *bits)
{
    const plume_book *book = groups->book;
    plume_twin_order *time = &out->by_time, *length = &out->by_length;

    *out = (plume_twins){ .groups = groups };
    if (!collect(time, book, bits) || !collect(length, book, bits))
        return false;
    for (size_t i = 0; i < time->count; i++)
        out->timed += plume_account_has_times(&book->account[time->account[i]]);
    plume_sort(time->account, time->count, sizeof *time->account, by_time, book);
    plume_sort(length->account, length->count, sizeof *length->account, by_length, book);
    return true;
}

static void dispose(plume_twin_order *order)
{
    free(order->account);
    free(order->up);
    free(order->down);
}

void plume_twins_dispose(plume_twins *twins)
{
    dispose(&twins->by_time);
    dispose(&twins->by_length);
}

/* --- what is taken --- */

static void find_all(plume_twin_order *order)
{
    for (uint32_t i = 0; order->up != NULL && i <= order->count; i++)
        order->up[i] = order->down[i] = i;
}

static bool make_room(plume_twin_order *order)
{
    order->up = malloc((order->count + 1) * sizeof *order->up);
    order->down = malloc((order->count + 1) * sizeof *order->down);
    return order->up != NULL && order->down != NULL;
}

bool plume_twins_pass_taken(plume_twins *twins)
{
    if (!make_room(&twins->by_time) || !make_room(&twins->by_length))
        return false;
    find_all(&twins->by_time);
    find_all(&twins->by_length);
    return true;
}

/* Ranks of one reader have room beside each other. */
static bool is_taken(const plume_twins *all, uint32_t left, uint32_t right)
{
    uint8_t reader = account_of(all, left)->reader;

    return account_of(all, right)->reader != reader &&
           plume_readers_have(
               plume_group_full(all->groups, plume_group_of(all->groups, right)), reader);
}

/* Shortened on the way, so that what is passed by is passed by together. */
static uint32_t end_of(uint32_t *way, uint32_t at)
{
    while (way[at] != at) {
        way[at] = way[way[at]];
        at = way[at];
    }
    return at;
}

/* The first from this place on that is not taken; the count: none. */
static size_t free_from(plume_twins *all, plume_twin_order *order, uint32_t left,
                        size_t place)
{
    while (order->up != NULL &&
           (place = end_of(order->up, (uint32_t)place)) < order->count) {
        all->looked++;
        if (!is_taken(all, left, order->account[place]))
            break;
        order->up[place] = (uint32_t)place + 1;
        order->down[place + 1] = (uint32_t)place;
    }
    return place;
}

/* One more than the last before this place that is not taken; 0: none. */
static size_t free_before(plume_twins *all, plume_twin_order *order, uint32_t left,
                          size_t place)
{
    while (order->down != NULL && (place = end_of(order->down, (uint32_t)place)) > 0) {
        all->looked++;
        if (!is_taken(all, left, order->account[place - 1]))
            break;
        order->up[place - 1] = (uint32_t)place;
        order->down[place] = (uint32_t)place - 1;
    }
    return place;
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
static void try_equals(looking *by, plume_twin_order *order, size_t from, size_t end)
{
    plume_twins *all = by->all;
    uint32_t group = plume_group_of(all->groups, by->left), right;
    size_t i = free_from(all, order, by->left, from);
    double own_s;

    while (i < end && plume_group_of(all->groups, order->account[i]) == group) {
        i = free_from(all, order, by->left, i + 1);
        all->looked++;
    }
    all->looked++;
    if (i >= end)
        return;
    right = order->account[i];
    own_s = apart_s(account_of(all, by->left), account_of(all, right));
    if (by->found == PLUME_NOBODY || own_s < by->apart_s ||
        (own_s == by->apart_s && right < by->found)) {
        by->found = right;
        by->apart_s = own_s;
    }
}

/* --- by times --- */

/* The first that begins later, or begins then and ends later, than this; where `equal`,
 * or as early. */
static size_t place_of(const plume_twins *all, double start_s, double end_s, bool equal)
{
    size_t low = 0, high = all->timed;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const plume_account *other = account_of(all, all->by_time.account[middle]);
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

static const plume_account *timed_at(const plume_twins *all, size_t place)
{
    return account_of(all, all->by_time.account[place]);
}

/* Of those of one start, from..end, the ones that end at its end or later, then those
 * before. */
static void look_at_start(looking *by, size_t from, size_t end)
{
    plume_twins *all = by->all;
    plume_twin_order *order = &all->by_time;
    const plume_account *own = account_of(all, by->left);
    double start_s = timed_at(all, from)->start_s, other_s;
    double start_apart_s = fabs(start_s - own->start_s);
    size_t middle = place_of(all, start_s, own->end_s, true), next;

    for (size_t i = middle; (i = free_from(all, order, by->left, i)) < end; i = next) {
        other_s = timed_at(all, i)->end_s;
        if (is_beyond(by, start_apart_s + other_s - own->end_s))
            break;
        next = place_of(all, start_s, other_s, false);
        try_equals(by, order, i, next);
    }
    for (size_t i = middle; (i = free_before(all, order, by->left, i)) > from; i = next) {
        other_s = timed_at(all, i - 1)->end_s;
        if (is_beyond(by, start_apart_s + own->end_s - other_s))
            break;
        next = place_of(all, start_s, other_s, true);
        try_equals(by, order, next, i);
    }
}

/* From where it would stand itself outwards. */
static void look_by_times(looking *by)
{
    plume_twins *all = by->all;
    plume_twin_order *order = &all->by_time;
    double own_s = account_of(all, by->left)->start_s, start_s;
    size_t middle = place_of(all, own_s, -HUGE_VAL, true), next;

    for (size_t i = middle; (i = free_from(all, order, by->left, i)) < all->timed;
         i = next) {
        start_s = timed_at(all, i)->start_s;
        if (is_beyond(by, start_s - own_s))
            break;
        next = place_of(all, start_s, HUGE_VAL, false);
        look_at_start(by, i, next);
    }
    for (size_t i = middle; (i = free_before(all, order, by->left, i)) > 0; i = next) {
        start_s = timed_at(all, i - 1)->start_s;
        if (is_beyond(by, start_s - own_s))
            break;
        next = place_of(all, start_s, -HUGE_VAL, true);
        look_at_start(by, next, i);
    }
}

/* --- by lengths --- */

/* A stretch of an order that is by length. */
typedef struct lengths {
    plume_twin_order *order;
    size_t from;
} lengths;

static double length_at(const plume_twins *all, const lengths *of, size_t place)
{
    return plume_account_length_s(account_of(all, of->order->account[place]));
}

/* The first that is longer than this, or, where `equal`, as long. NAN is the longest. */
static size_t longer_than(const plume_twins *all, const lengths *of, double length_s,
                          bool equal)
{
    size_t low = of->from, high = of->order->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = by_seconds(length_at(all, of, middle), length_s);

        if (order < 0 || (order == 0 && !equal))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void look_by_length(looking *by, const lengths *of)
{
    plume_twins *all = by->all;
    double own_s = plume_account_length_s(account_of(all, by->left)), other_s;
    size_t known = longer_than(all, of, (double)NAN, true), next;
    size_t middle = isnan(own_s) ? known : longer_than(all, of, own_s, true);

    for (size_t i = middle; (i = free_from(all, of->order, by->left, i)) < known;
         i = next) {
        other_s = length_at(all, of, i);
        if (is_beyond(by, other_s - own_s))
            break;
        next = longer_than(all, of, other_s, false);
        try_equals(by, of->order, i, next);
    }
    for (size_t i = middle; (i = free_before(all, of->order, by->left, i)) > of->from;
         i = next) {
        other_s = length_at(all, of, i - 1);
        if (is_beyond(by, own_s - other_s))
            break;
        next = longer_than(all, of, other_s, true);
        try_equals(by, of->order, next, i);
    }
    if (by->found == PLUME_NOBODY || by->apart_s == HUGE_VAL)
        try_equals(by, of->order, known, of->order->count);
}

uint32_t plume_twins_nearest(plume_twins *twins, uint32_t account)
{
    looking by = { twins, account, PLUME_NOBODY, 0.0 };
    bool timed = plume_account_has_times(account_of(twins, account));
    lengths of = { timed ? &twins->by_time : &twins->by_length,
                   timed ? twins->timed : 0 };

    if (twins->reader != account_of(twins, account)->reader) {
        find_all(&twins->by_time);
        find_all(&twins->by_length);
        twins->reader = account_of(twins, account)->reader;
    }
    if (timed)
        look_by_times(&by);
    look_by_length(&by, &of);
    return by.found;
}
