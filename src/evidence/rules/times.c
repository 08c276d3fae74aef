/* Accounts of different readers that begin and end together, as far as their clocks can
 * tell. All pairs are candidates; the nearest are joined first. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What trackers begin late and end early, over 35 real folders. */
static const double end_s = 3.0, start_s = 10.0;
enum { WINDOW = 64 };

typedef struct candidate {
    uint32_t left, right; /* accounts; the reader of left stands before */
    float end_apart_s, start_apart_s;
} candidate;

typedef struct candidates {
    plume_relating *relating;
    const uint32_t *by_end; /* accounts */
    size_t count;
    /* Places in that order: those of the first reader, then of the second ... */
    uint32_t *of_reader;
    size_t first[PLUME_READERS_MAX + 1]; /* of each reader, among these */
    candidate *found;
    size_t found_count, capacity;
} candidates;

/* qsort hands its caller nothing: what is compared is beside the number. */
typedef struct ended {
    double end_s;
    uint32_t account;
} ended;

static int by_end(const void *left, const void *right)
{
    const ended *a = left, *b = right;

    if (a->end_s != b->end_s)
        return a->end_s < b->end_s ? -1 : 1;
    return (a->account > b->account) - (a->account < b->account);
}

static int by_distance(const void *left, const void *right)
{
    const candidate *a = left, *b = right;

    if (a->end_apart_s != b->end_apart_s)
        return a->end_apart_s < b->end_apart_s ? -1 : 1;
    if (a->start_apart_s != b->start_apart_s)
        return a->start_apart_s < b->start_apart_s ? -1 : 1;
    if (a->left != b->left)
        return a->left < b->left ? -1 : 1;
    return (a->right > b->right) - (a->right < b->right);
}

static bool push(candidates *all, const candidate *one)
{
    size_t capacity = all->capacity * 2 + 256;

    if (all->found_count == all->capacity) {
        candidate *grown = realloc(all->found, capacity * sizeof *grown);

        if (grown == NULL)
            return false;
        all->found = grown;
        all->capacity = capacity;
    }
    all->found[all->found_count++] = *one;
    return true;
}

static const plume_account *at(const candidates *all, size_t i)
{
    return &all->relating->book->account[all->by_end[i]];
}

/* Whether a pair is within the tolerances, and by how much it is apart. */
static bool is_near(candidate *out, const plume_account *left, const plume_account *right)
{
    double slack_s = (double)left->resolution_s + right->resolution_s;
    double end = fabs(left->end_s - right->end_s);
    double start = fabs(left->start_s - right->start_s);
    double longer = fmax(left->end_s - left->start_s, right->end_s - right->start_s);

    if (left->reader == right->reader || end > end_s + slack_s ||
        start > start_s + slack_s || longer <= 0.0 ||
        plume_account_overlap_s(left, right) < longer / 2.0)
        return false;
    out->end_apart_s = (float)end;
    out->start_apart_s = (float)start;
    return true;
}

/* A pair has one name from whichever side it is found, so that sorting has one result. */
static void name(candidate *out, const candidates *all, size_t i, size_t j)
{
    bool turn = at(all, i)->reader > at(all, j)->reader;

    out->left = all->by_end[turn ? j : i];
    out->right = all->by_end[turn ? i : j];
}

/* --- windows --- */

/* How many accounts of a reader stand before a place. */
static size_t before(const candidates *all, size_t reader, size_t place)
{
    size_t low = all->first[reader], high = all->first[reader + 1];

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (all->of_reader[middle] < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low - all->first[reader];
}

/* What is left to the order of ends is told. */
static void tell_crowd(const candidates *all, size_t i, size_t j)
{
    plume_relating_doubt(
        all->relating,
        (plume_doubt){ PLUME_DOUBT_CROWDED, all->by_end[i], all->by_end[j], 0.0 });
}

static bool push_if_near(candidates *all, size_t i, size_t j)
{
    candidate one;

    if (!is_near(&one, at(all, i), at(all, j)))
        return true;
    name(&one, all, i, j);
    return push(all, &one);
}

/* A window that is too full: the first of it is matched with the first of each other
 * reader that has as many there, else with none. */
static bool push_ordered(candidates *all, size_t i, size_t end)
{
    uint8_t own = at(all, i)->reader;
    size_t own_count = before(all, own, end) - before(all, own, i);

    for (size_t reader = 0; reader < all->relating->book->reader_count; reader++) {
        size_t first = before(all, reader, i);

        if (reader != own && before(all, reader, end) - first == own_count &&
            !push_if_near(all, i, all->of_reader[all->first[reader] + first]))
            return false;
    }
    return true;
}

/* Where the window of an account ends: ends are in order, so that looking ahead finds
 * each pair once. */
static size_t window_end(const candidates *all, size_t i, double widest_s)
{
    const plume_account *own = at(all, i);
    size_t low = i + 1, high = all->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (at(all, middle)->end_s - own->end_s <= end_s + own->resolution_s + widest_s)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Accounts of its own reader are passed by: parallel runs are many and no pairs. */
static bool collect_from(candidates *all, size_t i, double widest_s)
{
    size_t end = window_end(all, i, widest_s), kept = all->found_count;

    for (size_t reader = 0; reader < all->relating->book->reader_count; reader++) {
        size_t last = all->first[reader + 1];

        if (reader == at(all, i)->reader)
            continue;
        for (size_t k = all->first[reader] + before(all, reader, i);
             k < last && all->of_reader[k] < end; k++)
            if (!push_if_near(all, i, all->of_reader[k]))
                return false;
            else if (all->found_count - kept > WINDOW) {
                all->found_count = kept;
                tell_crowd(all, i, i + 1);
                return push_ordered(all, i, end);
            }
    }
    return true;
}

/* False: out of memory. */
static bool divide(candidates *all)
{
    size_t next[PLUME_READERS_MAX];

    all->of_reader = malloc((all->count + 1) * sizeof *all->of_reader);
    if (all->of_reader == NULL)
        return false;
    for (size_t i = 0; i < all->count; i++)
        all->first[at(all, i)->reader + 1]++;
    for (size_t reader = 0; reader < PLUME_READERS_MAX; reader++) {
        all->first[reader + 1] += all->first[reader];
        next[reader] = all->first[reader];
    }
    for (size_t i = 0; i < all->count; i++)
        all->of_reader[next[at(all, i)->reader]++] = (uint32_t)i;
    return true;
}

/* Rule `times`, one pass over all readers: nearest ends, then starts. A pair counts while
 * both groups lack the other's reader, or have ranks to spare, and all members agree. */
static void join(candidates *all)
{
    plume_groups *groups = all->relating->groups;
    const plume_account *account = all->relating->book->account;

    if (all->found_count > 0)
        qsort(all->found, all->found_count, sizeof *all->found, by_distance);
    for (size_t i = 0; i < all->found_count; i++) {
        uint32_t left = all->found[i].left, right = all->found[i].right;
        uint32_t a = groups->of[left], b = groups->of[right];
        size_t ranks = groups->group[a].ranks > groups->group[b].ranks
                           ? groups->group[a].ranks
                           : groups->group[b].ranks;

        if (a != b && plume_group_readers(groups, a, account[right].reader) < ranks &&
            plume_group_readers(groups, b, account[left].reader) < ranks &&
            plume_groups_agree(groups, a, b))
            plume_groups_join(groups, left, right, PLUME_RULE_TIMES);
    }
}

/* Traces cover runs; they are matched by rule `trace`. */
static size_t order(const plume_book *book, ended *all)
{
    size_t count = 0;

    for (size_t i = 0; i < book->count; i++)
        if (plume_account_has_times(&book->account[i]) &&
            (book->account[i].flags & PLUME_ACCOUNT_TRACE) == 0)
            all[count++] = (ended){ book->account[i].end_s, (uint32_t)i };
    qsort(all, count, sizeof *all, by_end);
    return count;
}

/* The accounts in the order of their ends; NULL: out of memory. */
static uint32_t *in_order(candidates *all, double *widest_s)
{
    const plume_book *book = all->relating->book;
    ended *ends = malloc((book->count + 1) * sizeof *ends);
    uint32_t *accounts = malloc((book->count + 1) * sizeof *accounts);

    *widest_s = 0.0;
    if (ends != NULL && accounts != NULL) {
        all->count = order(book, ends);
        for (size_t i = 0; i < all->count; i++) {
            accounts[i] = ends[i].account;
            *widest_s = fmax(*widest_s, book->account[accounts[i]].resolution_s);
        }
    }
    if (ends == NULL) {
        free(accounts);
        accounts = NULL;
    }
    free(ends);
    return accounts;
}

bool plume_rule_times(plume_relating *relating)
{
    candidates all = { .relating = relating };
    double widest_s;
    uint32_t *accounts = in_order(&all, &widest_s);
    bool done = accounts != NULL;

    all.by_end = accounts;
    done = done && divide(&all);
    for (size_t i = 0; done && i < all.count; i++)
        done = collect_from(&all, i, widest_s);
    if (done)
        join(&all);
    free(accounts);
    free(all.of_reader);
    free(all.found);
    return done;
}
