/* Accounts of different readers that begin and end together, as far as their clocks can
 * tell. All pairs are candidates; the nearest are joined first. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/order.h"
#include "core/sort.h"
#include "evidence/groups/spells.h"
#include "evidence/rules/nearby.h"

enum { WINDOW = 64 };

typedef struct candidate {
    uint32_t left, right; /* accounts; the reader of left stands before */
} candidate;

/* How far apart two are: seconds between their ends, and between their starts. */
typedef struct distance {
    float end_s, start_s;
} distance;

typedef struct candidates {
    plume_relating *relating;
    plume_nearby nearby;
    uint8_t *crowded; /* a bit each, whether too many lie near it */
    candidate *found;
    size_t found_count, capacity;
    uint32_t *by_right; /* of one distance, by the right one, then the left */
    size_t near;        /* to the one that is looked at */
} candidates;

static distance distance_of(const plume_book *book, const candidate *one)
{
    const plume_account *left = &book->account[one->left];
    const plume_account *right = &book->account[one->right];

    return (distance){ (float)fabs(left->end_s - right->end_s),
                       (float)fabs(left->start_s - right->start_s) };
}

static int by_accounts(uint32_t left, uint32_t other, uint32_t right,
                       uint32_t other_right)
{
    if (left != other)
        return left < other ? -1 : 1;
    return (right > other_right) - (right < other_right);
}

/* Nearest ends, then starts. */
static int by_distance(const void *book, const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    distance x = distance_of(book, a), y = distance_of(book, b);

    if (x.end_s != y.end_s)
        return x.end_s < y.end_s ? -1 : 1;
    if (x.start_s != y.start_s)
        return x.start_s < y.start_s ? -1 : 1;
    return by_accounts(a->left, b->left, a->right, b->right);
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

/* Whether a pair is within the tolerances. */
static bool is_near(const plume_account *left, const plume_account *right)
{
    double slack_s = (double)left->resolution_s + right->resolution_s;
    double end = fabs(left->end_s - right->end_s);
    double start = fabs(left->start_s - right->start_s);
    double longer = fmax(left->end_s - left->start_s, right->end_s - right->start_s);

    return left->reader != right->reader && !(end > plume_near_end_s + slack_s) &&
           !(start > plume_near_start_s + slack_s) && !(longer <= 0.0) &&
           !(plume_account_overlap_s(left, right) < longer / 2.0);
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
static bool may_be_one(const candidates *all, size_t i, size_t j)
{
    return is_near(at(all, i), at(all, j)) &&
           is_open(all, all->nearby.by_end[i], all->nearby.by_end[j]);
}

/* A pair has one name from whichever side it is found, so that sorting has one result. */
static candidate name(const candidates *all, size_t i, size_t j)
{
    const uint32_t *by_end = all->nearby.by_end;
    bool turn = by_end[i] > by_end[j]; /* numbers follow readers' names */

    return (candidate){ by_end[turn ? j : i], by_end[turn ? i : j] };
}

/* --- windows --- */

static bool count_near(void *state, size_t i, size_t other)
{
    candidates *all = state;

    all->relating->looked++;
    all->near += may_be_one(all, i, other);
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

    if (!may_be_one(all, i, j))
        return true;
    one = name(all, i, j);
    return push(all, &one);
}

static bool has_crowd(const candidates *all, size_t i)
{
    return (all->crowded[i / 8] >> i % 8 & 1) != 0;
}

static bool push_near(void *state, size_t i, size_t other)
{
    candidates *all = state;

    return has_crowd(all, other) || push_pair(all, i, other);
}

/* Ends are in order: looking ahead only finds each pair once. */
static bool collect_from(candidates *all, size_t i)
{
    plume_nearby *nearby = &all->nearby;
    double until_s = at(all, i)->end_s + plume_nearby_reach_s(nearby, i);

    return plume_nearby_each(nearby, i, i, plume_nearby_later_than(nearby, i, until_s),
                             push_near, all);
}

/* The first place from one on that is of a reader. */
static size_t next_of(const candidates *all, size_t reader, size_t from, size_t end)
{
    while (from < end && at(all, from)->reader != reader)
        from++;
    return from;
}

static size_t count_of(const candidates *all, size_t reader, size_t from, size_t end)
{
    size_t count = 0;

    for (size_t i = from; i < end; i++)
        count += at(all, i)->reader == reader;
    return count;
}

/* All of one with the first of the other. */
static void doubt_all(candidates *all, size_t a, size_t b, size_t from, size_t end)
{
    const uint32_t *by_end = all->nearby.by_end;
    uint32_t left = by_end[next_of(all, a, from, end)];
    uint32_t right = by_end[next_of(all, b, from, end)];

    for (size_t i = from; i < end; i++)
        if (at(all, i)->reader == a)
            plume_relating_doubt(all->relating, PLUME_DOUBT_CROWDED, by_end[i], right);
        else if (at(all, i)->reader == b)
            plume_relating_doubt(all->relating, PLUME_DOUBT_CROWDED, left, by_end[i]);
}

/* The i-th that one reader tells by its end with the i-th of another, where both tell of
 * as many; else it is told that nobody can know. */
static bool pair_readers(candidates *all, size_t a, size_t b, size_t from, size_t end)
{
    size_t left = next_of(all, a, from, end), right = next_of(all, b, from, end);

    if (count_of(all, a, from, end) != count_of(all, b, from, end)) {
        doubt_all(all, a, b, from, end);
        return true;
    }
    while (left < end) {
        if (!push_pair(all, left, right))
            return false;
        left = next_of(all, a, left + 1, end);
        right = next_of(all, b, right + 1, end);
    }
    return true;
}

static bool pair_crowd(candidates *all, size_t from, size_t end)
{
    size_t readers = all->relating->book->reader_count;
    plume_reader_set seen = { { 0 } };

    for (size_t i = from; i < end; i++)
        plume_readers_add(&seen, at(all, i)->reader);
    for (size_t a = 0; a < readers; a++)
        for (size_t b = a + 1; b < readers; b++)
            if (plume_readers_have(seen, a) && plume_readers_have(seen, b) &&
                !pair_readers(all, a, b, from, end))
                return false;
    return true;
}

/* Those of one spell. A crowd goes on as long as each of its accounts has too many near
 * it. */
static bool collect(candidates *all, size_t from, size_t until)
{
    bool done = true;

    for (size_t i = from; i < until; i++)
        if (is_crowded(all, i))
            all->crowded[i / 8] |= (uint8_t)(1u << i % 8);
    for (size_t i = from, end; done && i < until; i = end) {
        end = i + 1;
        while (has_crowd(all, i) && end < until && has_crowd(all, end) &&
               at(all, end)->end_s - at(all, end - 1)->end_s <=
                   plume_nearby_reach_s(&all->nearby, end))
            end++;
        done = has_crowd(all, i) ? pair_crowd(all, i, end) : collect_from(all, i);
    }
    return done;
}

/* Candidates that stand at one distance: from..end. */
typedef struct tie {
    const candidates *all;
    size_t from, end;
} tie;

/* Candidates by account: those of a left one lie side by side in found, those of a right
 * one in by_right, which begins with the first of the tie. */
static const candidate *at_side(const tie *tied, size_t i, bool right)
{
    return &tied->all->found[right ? tied->all->by_right[i - tied->from] : i];
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
    plume_relating_doubt(all->relating, kind, left, right);
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
    const plume_book *book = all->relating->book;
    distance own = distance_of(book, &all->found[from]), other = own;
    size_t end = from;

    while (other.end_s == own.end_s && other.start_s == own.start_s &&
           ++end < all->found_count)
        other = distance_of(book, &all->found[end]);
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

static int by_right(const void *found, uint32_t left, uint32_t right)
{
    const candidate *a = &((const candidate *)found)[left];
    const candidate *b = &((const candidate *)found)[right];

    return by_accounts(a->right, b->right, a->left, b->left);
}

/* The next candidates of one distance. False: out of memory. */
static bool take_tie(candidates *all, tie *tied, size_t from)
{
    *tied = (tie){ all, from, tie_end(all, from) };
    if (tied->end - from == 1)
        return true;
    free(all->by_right);
    all->by_right = malloc((tied->end - from) * sizeof *all->by_right);
    for (size_t i = from; all->by_right != NULL && i < tied->end; i++)
        all->by_right[i - from] = (uint32_t)i;
    return all->by_right != NULL &&
           plume_order(all->by_right, tied->end - from, by_right, all->found);
}

/* Rule `times`, one pass over all readers. A pair counts while both groups lack the
 * other's reader, or have ranks to spare, and all members agree. */
static bool join(candidates *all)
{
    tie tied = { all, 0, 0 };

    for (size_t i = 0; i < all->found_count; i++) {
        const candidate *one = &all->found[i];

        if (i == tied.end && !take_tie(all, &tied, i))
            return false;
        if (is_open(all, one->left, one->right) &&
            (tied.end - tied.from == 1 || may_take(all, &tied, one)))
            join_pair(all, one);
    }
    return true;
}

/* All pairs of a spell are sorted together, and are forgotten before the next. */
static bool relate_spell(candidates *all, size_t from, size_t until)
{
    all->found_count = 0;
    if (!collect(all, from, until))
        return false;
    plume_sort(all->found, all->found_count, sizeof *all->found, by_distance,
               all->relating->book);
    return join(all);
}

bool plume_rule_times(plume_relating *relating)
{
    candidates all = { .relating = relating };
    bool done = plume_nearby_init(&all.nearby, relating->groups);
    size_t count = all.nearby.count;
    plume_spells spells = { 0 };

    all.crowded = calloc(count / 8 + 1, sizeof *all.crowded);
    done =
        done && all.crowded != NULL &&
        plume_spells_init(&spells, relating->groups, all.nearby.by_end, count,
                          PLUME_SPELL_ENDS, plume_near_end_s + 2.0 * all.nearby.widest_s);
    for (size_t i = 0, next; done && i < count; i = next) {
        next = plume_spells_next(&spells, i, 1);
        done = relate_spell(&all, i, next);
    }
    plume_spells_dispose(&spells);
    plume_nearby_dispose(&all.nearby);
    free(all.crowded);
    free(all.found);
    free(all.by_right);
    return done;
}
