/* Accounts of different readers that begin and end together, as far as their clocks can
 * tell. All pairs are candidates; the nearest are joined first. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/order.h"
#include "evidence/rules/nearby.h"

enum { WINDOW = 64 };

typedef struct candidate {
    uint32_t left, right; /* accounts; the reader of left stands before */
    float end_apart_s, start_apart_s;
} candidate;

typedef struct candidates {
    plume_relating *relating;
    plume_nearby nearby;
    bool *crowded; /* of each whether too many lie near it */
    candidate *found;
    size_t found_count, capacity;
    uint32_t *by_right; /* found of one distance, by the right one, then the left */
    size_t near;        /* to the one that is looked at */
} candidates;

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
    return plume_nearby_at(&all->nearby, i);
}

/* Whether a pair is within the tolerances, and by how much it is apart. */
static bool is_near(candidate *out, const plume_account *left, const plume_account *right)
{
    double slack_s = (double)left->resolution_s + right->resolution_s;
    double end = fabs(left->end_s - right->end_s);
    double start = fabs(left->start_s - right->start_s);
    double longer = fmax(left->end_s - left->start_s, right->end_s - right->start_s);

    if (left->reader == right->reader || end > plume_near_end_s + slack_s ||
        start > plume_near_start_s + slack_s || longer <= 0.0 ||
        plume_account_overlap_s(left, right) < longer / 2.0)
        return false;
    out->end_apart_s = (float)end;
    out->start_apart_s = (float)start;
    return true;
}

/* What is tied to the other's reader already is not looked at again, unless the run has
 * ranks to spare. */
static bool is_open(const candidates *all, uint32_t left, uint32_t right)
{
    const plume_groups *groups = all->relating->groups;
    const plume_account *account = all->relating->book->account;
    uint32_t a = plume_group_of(groups, left), b = plume_group_of(groups, right);
    size_t of_a = plume_group_facts_of(groups, a).ranks;
    size_t of_b = plume_group_facts_of(groups, b).ranks;
    size_t ranks = of_a > of_b ? of_a : of_b;

    return a != b && plume_group_readers(groups, a, account[right].reader) < ranks &&
           plume_group_readers(groups, b, account[left].reader) < ranks &&
           plume_groups_agree(groups, a, b);
}

/* Within the tolerances, and nothing known says that they are two. */
static bool may_be_one(candidate *out, const candidates *all, size_t i, size_t j)
{
    return is_near(out, at(all, i), at(all, j)) &&
           is_open(all, all->nearby.by_end[i], all->nearby.by_end[j]);
}

/* A pair has one name from whichever side it is found, so that sorting has one result. */
static void name(candidate *out, const candidates *all, size_t i, size_t j)
{
    const uint32_t *by_end = all->nearby.by_end;
    bool turn = by_end[i] > by_end[j]; /* numbers follow readers' names */

    out->left = by_end[turn ? j : i];
    out->right = by_end[turn ? i : j];
}

/* --- windows --- */

static bool count_near(void *state, size_t i, size_t other)
{
    candidates *all = state;
    candidate unused;

    all->near += may_be_one(&unused, all, i, other);
    return all->near <= WINDOW;
}

/* Accounts of its own reader are passed by: parallel runs are many and no pairs. */
static bool is_crowded(candidates *all, size_t i)
{
    plume_nearby *nearby = &all->nearby;
    double own_s = at(all, i)->end_s, reach_s = plume_nearby_reach_s(nearby, i);

    all->near = 0;
    plume_nearby_each(nearby, i, plume_nearby_later_than(nearby, 0, own_s - reach_s),
                      plume_nearby_later_than(nearby, i, own_s + reach_s), count_near,
                      all);
    return all->near > WINDOW;
}

/* --- who may be the same --- */

/* False: out of memory. */
static bool push_pair(candidates *all, size_t i, size_t j)
{
    candidate one;

    if (!may_be_one(&one, all, i, j))
        return true;
    name(&one, all, i, j);
    return push(all, &one);
}

static bool push_near(void *state, size_t i, size_t other)
{
    candidates *all = state;

    return all->crowded[other] || push_pair(all, i, other);
}

/* Ends are in order: looking ahead only finds each pair once. */
static bool collect_from(candidates *all, size_t i)
{
    plume_nearby *nearby = &all->nearby;
    double until_s = at(all, i)->end_s + plume_nearby_reach_s(nearby, i);

    return plume_nearby_each(nearby, i, i, plume_nearby_later_than(nearby, i, until_s),
                             push_near, all);
}

/* The i-th that one reader tells by its end with the i-th of another, where both tell of
 * as many; else it is told that nobody can know. */
static bool pair_readers(candidates *all, size_t a, size_t b, size_t from, size_t end)
{
    const plume_nearby *near = &all->nearby;
    size_t left = near->first[a] + plume_nearby_before(near, a, from);
    size_t right = near->first[b] + plume_nearby_before(near, b, from);
    size_t lefts = near->first[a] + plume_nearby_before(near, a, end) - left;
    size_t rights = near->first[b] + plume_nearby_before(near, b, end) - right;

    if (lefts == 0 || rights == 0)
        return true;
    if (lefts != rights)
        plume_relating_doubt(all->relating,
                             (plume_doubt){ PLUME_DOUBT_CROWDED,
                                            near->by_end[near->of_reader[left]],
                                            near->by_end[near->of_reader[right]], 0.0 });
    for (size_t i = 0; lefts == rights && i < lefts; i++)
        if (!push_pair(all, near->of_reader[left + i], near->of_reader[right + i]))
            return false;
    return true;
}

static bool pair_crowd(candidates *all, size_t from, size_t end)
{
    size_t readers = all->relating->book->reader_count;

    for (size_t a = 0; a < readers; a++)
        for (size_t b = a + 1; b < readers; b++)
            if (!pair_readers(all, a, b, from, end))
                return false;
    return true;
}

/* A crowd goes on as long as each of its accounts has too many near it. */
static bool collect_all(candidates *all)
{
    size_t count = all->nearby.count;
    bool done = true;

    for (size_t i = 0; i < count; i++)
        all->crowded[i] = is_crowded(all, i);
    for (size_t i = 0, end; done && i < count; i = end) {
        end = i + 1;
        while (all->crowded[i] && end < count && all->crowded[end] &&
               at(all, end)->end_s - at(all, end - 1)->end_s <=
                   plume_nearby_reach_s(&all->nearby, end))
            end++;
        done = all->crowded[i] ? pair_crowd(all, i, end) : collect_from(all, i);
    }
    return done;
}

/* Candidates that stand at one distance: from..end. */
typedef struct tie {
    const candidates *all;
    size_t from, end;
} tie;

/* Candidates by account: those of a left one lie side by side in found, those of a right
 * one in by_right. */
static const candidate *at_side(const tie *tied, size_t i, bool right)
{
    return &tied->all->found[right ? tied->all->by_right[i] : i];
}

static uint32_t side_of(const candidate *one, bool right)
{
    return right ? one->right : one->left;
}

static size_t first_of_side(const tie *tied, uint32_t own, bool right)
{
    size_t low = tied->from, high = tied->end;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (side_of(at_side(tied, middle, right), right) < own)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Of the accounts that are as near to this one, another than the one taken; *count of
 * all. right: it is the right one of its pairs, as all with that reader have one side.
 * PLUME_NOBODY: there is none. */
static uint32_t other_than(const tie *tied, uint32_t own, uint32_t taken, bool right,
                           size_t *count)
{
    const plume_account *account = tied->all->relating->book->account;
    uint32_t other = PLUME_NOBODY;

    *count = 1;
    for (size_t i = first_of_side(tied, own, right); i < tied->end; i++) {
        const candidate *one = at_side(tied, i, right);
        uint32_t far = side_of(one, !right);

        if (side_of(one, right) != own)
            break;
        if (far == taken || account[far].reader != account[taken].reader ||
            !is_open(tied->all, own, far))
            continue;
        ++*count;
        if (other == PLUME_NOBODY)
            other = far;
    }
    return other;
}

/* Whether it does not matter which of two is taken: as many devices for as long. */
static bool are_alike(const plume_book *book, uint32_t left, uint32_t right)
{
    const plume_berth *x = plume_book_berth(book, &book->account[left]);
    const plume_berth *y = plume_book_berth(book, &book->account[right]);
    double a, b;

    if (x->device != y->device ||
        !(x->device_count == y->device_count ||
          (isnan(x->device_count) && isnan(y->device_count))) ||
        plume_book_duration_s(book, left, &a, NULL) != PLUME_OK ||
        plume_book_duration_s(book, right, &b, NULL) != PLUME_OK)
        return false;
    return !(fabs(a - b) > 0.01 * fmax(a, b));
}

static void tell(const candidates *all, plume_doubt_kind kind, uint32_t left,
                 uint32_t right)
{
    plume_relating_doubt(all->relating, (plume_doubt){ kind, left, right, 0.0 });
}

/* Pairings are equal where both readers have as many at this distance, or where those of
 * which one is left over are alike: then the first is taken, and told. */
static bool may_take(const candidates *all, const tie *tied, const candidate *one)
{
    const plume_book *book = all->relating->book;
    size_t rights, lefts;
    uint32_t right = other_than(tied, one->left, one->right, false, &rights);
    uint32_t left = other_than(tied, one->right, one->left, true, &lefts);

    if (rights > lefts && !are_alike(book, one->right, right)) {
        tell(all, PLUME_DOUBT_UNKNOWN, one->left, one->right);
        return false;
    }
    if (lefts > rights && !are_alike(book, one->left, left)) {
        tell(all, PLUME_DOUBT_UNKNOWN, one->left, one->right);
        return false;
    }
    if (right != PLUME_NOBODY)
        tell(all, PLUME_DOUBT_PAIRING, one->right, right);
    else if (left != PLUME_NOBODY)
        tell(all, PLUME_DOUBT_PAIRING, one->left, left);
    return true;
}

static size_t tie_end(const candidates *all, size_t from)
{
    size_t end = from + 1;

    while (end < all->found_count &&
           all->found[end].end_apart_s == all->found[from].end_apart_s &&
           all->found[end].start_apart_s == all->found[from].start_apart_s)
        end++;
    return end;
}

/* An account tells the rule that placed it first; where both have one, that times tie
 * their groups is told apart. */
static void join_pair(const candidates *all, const candidate *one)
{
    plume_groups *groups = all->relating->groups;
    const plume_account *account = all->relating->book->account;
    bool placed = account[one->left].rule != PLUME_RULE_NONE &&
                  account[one->right].rule != PLUME_RULE_NONE;

    if (plume_groups_join(groups, one->left, one->right, PLUME_RULE_TIMES) && placed)
        tell(all, PLUME_DOUBT_TIMES, one->left, one->right);
}

/* As by_distance, but for the right one first. */
static int by_right(const void *found, uint32_t left, uint32_t right)
{
    candidate a = ((const candidate *)found)[left], b = ((const candidate *)found)[right];
    uint32_t turned = a.left;

    a.left = a.right;
    a.right = turned;
    turned = b.left;
    b.left = b.right;
    b.right = turned;
    return by_distance(&a, &b);
}

/* Nearest ends, then starts. False: out of memory. */
static bool sort(candidates *all)
{
    if (all->found_count > 0)
        qsort(all->found, all->found_count, sizeof *all->found, by_distance);
    all->by_right = malloc((all->found_count + 1) * sizeof *all->by_right);
    for (size_t i = 0; all->by_right != NULL && i < all->found_count; i++)
        all->by_right[i] = (uint32_t)i;
    return all->by_right != NULL &&
           plume_order(all->by_right, all->found_count, by_right, all->found);
}

/* Rule `times`, one pass over all readers. A pair counts while both groups lack the
 * other's reader, or have ranks to spare, and all members agree. */
static void join(candidates *all)
{
    tie tied = { all, 0, 0 };

    for (size_t i = 0; i < all->found_count; i++) {
        const candidate *one = &all->found[i];

        if (i == tied.end)
            tied = (tie){ all, i, tie_end(all, i) };
        if (is_open(all, one->left, one->right) &&
            (tied.end - tied.from == 1 || may_take(all, &tied, one)))
            join_pair(all, one);
    }
}

bool plume_rule_times(plume_relating *relating)
{
    candidates all = { .relating = relating };
    bool done = plume_nearby_init(&all.nearby, relating->groups);

    all.crowded = malloc((all.nearby.count + 1) * sizeof *all.crowded);
    done = done && all.crowded != NULL && collect_all(&all) && sort(&all);
    if (done)
        join(&all);
    plume_nearby_dispose(&all.nearby);
    free(all.crowded);
    free(all.found);
    free(all.by_right);
    return done;
}
