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

/* A window that is too full: the i-th of one reader is matched with the i-th of another
 * where both have as many, else none. Left to the order of ends. */
static void tell_crowd(const candidates *all, size_t i, size_t j)
{
    plume_relating_doubt(
        all->relating,
        (plume_doubt){ PLUME_DOUBT_CROWDED, all->by_end[i], all->by_end[j], 0.0 });
}

/* The place of an account among those of its reader within a window around it. */
static size_t rank_in(const candidates *all, size_t first, size_t end, size_t i,
                      size_t *of)
{
    size_t rank = 0;

    *of = 0;
    for (size_t k = first; k < end; k++) {
        if (at(all, k)->reader != at(all, i)->reader)
            continue;
        rank += k < i;
        ++*of;
    }
    return rank;
}

static bool push_ordered(candidates *all, size_t i, size_t end)
{
    size_t own, others, rank = rank_in(all, i, end, i, &own);

    for (size_t j = i + 1; j < end; j++) {
        candidate one;

        if (!is_near(&one, at(all, i), at(all, j)) ||
            rank_in(all, i, end, j, &others) != rank || others != own)
            continue;
        name(&one, all, i, j);
        if (!push(all, &one))
            return false;
    }
    return true;
}

/* Ends are in order: looking ahead only finds each pair once. */
static bool collect_from(candidates *all, size_t i, double widest_s)
{
    const plume_account *own = at(all, i);
    size_t end = i + 1, near = 0;

    while (end < all->count &&
           at(all, end)->end_s - own->end_s <= end_s + own->resolution_s + widest_s) {
        candidate one;

        near += is_near(&one, own, at(all, end));
        end++;
    }
    if (near > WINDOW) {
        tell_crowd(all, i, i + 1);
        return push_ordered(all, i, end);
    }
    for (size_t j = i + 1; j < end && near > 0; j++) {
        candidate one;

        if (!is_near(&one, own, at(all, j)))
            continue;
        name(&one, all, i, j);
        if (!push(all, &one))
            return false;
    }
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

bool plume_rule_times(plume_relating *relating)
{
    const plume_book *book = relating->book;
    candidates all = { .relating = relating };
    ended *ends = malloc((book->count + 1) * sizeof *ends);
    uint32_t *accounts = malloc((book->count + 1) * sizeof *accounts);
    bool done = ends != NULL && accounts != NULL;
    double widest_s = 0.0;

    if (done) {
        all.count = order(book, ends);
        for (size_t i = 0; i < all.count; i++) {
            accounts[i] = ends[i].account;
            widest_s = fmax(widest_s, book->account[accounts[i]].resolution_s);
        }
        all.by_end = accounts;
    }
    for (size_t i = 0; done && i < all.count; i++)
        done = collect_from(&all, i, widest_s);
    if (done)
        join(&all);
    free(ends);
    free(accounts);
    free(all.found);
    return done;
}
