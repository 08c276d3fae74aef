/* Accounts that share an identifier: one to one they are the same, one that holds several
 * of another reader has them as parts. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>

#include "core/order.h"

/* The accounts of one identifier. */
typedef struct bucket {
    plume_relating *relating;
    const plume_keyed *key;
    size_t count;
    /* Of each account, how many of each reader it may be one with; NULL: few accounts. */
    uint16_t (*partners)[PLUME_READERS_MAX];
    plume_key_kind kind;
    plume_rule_number rule;
} bucket;

static const plume_account *at(const bucket *all, size_t i)
{
    return &all->relating->book->account[all->key[i].account];
}

/* Whether an identifier needs the times of both, since it comes back: process ids do. */
static bool is_reused(plume_key_kind kind)
{
    return kind == PLUME_KEY_PID || kind == PLUME_KEY_FOLDER || kind == PLUME_KEY_TAIL ||
           kind == PLUME_KEY_JOB || kind == PLUME_KEY_LAUNCH || kind == PLUME_KEY_LAYOUT;
}

/* What began and ended in one second of its clock lies somewhere in that second. */
static bool touches(const plume_account *left, const plume_account *right,
                    double overlap_s)
{
    double instant_s = fmax(left->start_s == left->end_s ? left->resolution_s : 0.0,
                            right->start_s == right->end_s ? right->resolution_s : 0.0);

    return overlap_s == 0.0 ? left->start_s == right->start_s || instant_s > 0.0
                            : overlap_s > -instant_s;
}

/* By how much two accounts meet: the seconds that they share; of a pair without times
 * nothing is known. */
static bool may_be_one(const bucket *all, size_t i, size_t j)
{
    double overlap_s = plume_account_overlap_s(at(all, i), at(all, j));

    if (!is_reused(all->kind))
        return true;
    if (isnan(overlap_s))
        return all->kind != PLUME_KEY_PID;
    return overlap_s > 0.0 || touches(at(all, i), at(all, j), overlap_s);
}

/* Others of the reader of `other` that `one` shares the identifier and times with. */
static size_t partners(const bucket *all, size_t one, size_t other)
{
    size_t count = 0;

    if (all->partners != NULL)
        return all->partners[one][at(all, other)->reader];
    for (size_t i = 0; i < all->count; i++)
        count += at(all, i)->reader == at(all, other)->reader && may_be_one(all, one, i);
    return count;
}

typedef struct pair {
    uint32_t left, right; /* in the bucket */
    double apart_s;       /* of ends and starts together */
} pair;

static int by_distance(const void *left, const void *right)
{
    const pair *a = left, *b = right;

    if (a->apart_s != b->apart_s)
        return a->apart_s < b->apart_s ? -1 : 1;
    if (a->left != b->left)
        return a->left < b->left ? -1 : 1;
    return (a->right > b->right) - (a->right < b->right);
}

static double apart_s(const plume_account *left, const plume_account *right)
{
    double apart =
        fabs(left->start_s - right->start_s) + fabs(left->end_s - right->end_s);

    if (isnan(apart))
        apart = fabs(plume_account_length_s(left) - plume_account_length_s(right));
    return isnan(apart) ? HUGE_VAL : apart;
}

/* What a key has tied to the other reader is not looked at again. */
static bool is_taken(const bucket *all, size_t i, size_t j)
{
    const plume_groups *groups = all->relating->groups;

    return plume_group_has_reader(groups, plume_group_of(groups, all->key[i].account),
                                  at(all, j)->reader);
}

/* A key beats hosts and devices that differ, which is told. */
static void join(const bucket *all, uint32_t left, uint32_t right)
{
    plume_groups *groups = all->relating->groups;
    bool agree = plume_groups_agree(groups, plume_group_of(groups, left),
                                    plume_group_of(groups, right));

    if (plume_groups_join(groups, left, right, all->rule) && !agree)
        plume_relating_doubt(all->relating, PLUME_DOUBT_KEY, left, right);
}

/* Attempts of one job are no parts of what has no times: the nearest elapsed time tells
 * which of them it was. */
static bool may_be_part(const bucket *all, const pair *found)
{
    return all->kind != PLUME_KEY_JOB || (plume_account_has_times(at(all, found->left)) &&
                                          plume_account_has_times(at(all, found->right)));
}

/* One that holds several, else one to one, nearest first. */
static void relate_pair(const bucket *all, const pair *found)
{
    plume_groups *groups = all->relating->groups;
    uint32_t left = all->key[found->left].account;
    uint32_t right = all->key[found->right].account;
    size_t lefts = partners(all, found->right, found->left);
    size_t rights = partners(all, found->left, found->right);

    if (rights > 1 && lefts == 1 && may_be_part(all, found))
        plume_groups_put_inside(groups, right, left, all->rule);
    else if (lefts > 1 && rights == 1 && may_be_part(all, found))
        plume_groups_put_inside(groups, left, right, all->rule);
    else if (!is_taken(all, found->left, found->right) &&
             !is_taken(all, found->right, found->left))
        join(all, left, right);
}

/* What so many share identifies none of them. Where accounts are many, partners are
 * counted once. */
enum { BUCKET_MAX = 2048, FEW = 8 };

typedef struct pairs {
    pair *pair;
    size_t count, capacity;
} pairs;

static bool push(pairs *found, const bucket *all, uint32_t i, uint32_t j)
{
    size_t capacity = found->capacity * 2 + 16;

    if (found->count == found->capacity) {
        pair *grown = realloc(found->pair, capacity * sizeof *grown);

        if (grown == NULL)
            return false;
        found->pair = grown;
        found->capacity = capacity;
    }
    found->pair[found->count++] =
        (pair){ i < j ? i : j, i < j ? j : i, apart_s(at(all, i), at(all, j)) };
    return true;
}

/* Those with times first, by their starts. */
static int by_start(const void *bucket_, uint32_t left, uint32_t right)
{
    const plume_account *a = at(bucket_, left), *b = at(bucket_, right);
    bool timed = plume_account_has_times(a), other_timed = plume_account_has_times(b);

    if (timed != other_timed)
        return timed ? -1 : 1;
    if (timed && a->start_s != b->start_s)
        return a->start_s < b->start_s ? -1 : 1;
    return (left > right) - (left < right);
}

/* Whether an account, and all that begin later, begins behind the end of another, by more
 * than any clock leaves open. */
static bool is_past(const bucket *all, uint32_t i, uint32_t j)
{
    return is_reused(all->kind) && plume_account_has_times(at(all, i)) &&
           plume_account_has_times(at(all, j)) &&
           at(all, j)->start_s - at(all, i)->end_s > PLUME_RESOLUTION_MOST_S;
}

/* Sessions of one folder follow one another: of these each meets few. What has no times
 * may be any. */
static bool find_pairs(pairs *found, const bucket *all, const uint32_t *order)
{
    bool done = true;
    size_t timed = 0;

    while (timed < all->count && plume_account_has_times(at(all, order[timed])))
        timed++;
    for (size_t i = 0; i < all->count && done; i++)
        for (size_t j = i + 1; j < all->count && done; j++) {
            uint32_t one = order[i], other = order[j];

            if (j < timed && is_past(all, one, other)) {
                j = timed - 1;
                continue;
            }
            all->relating->looked++;
            if (at(all, one)->reader != at(all, other)->reader &&
                may_be_one(all, one, other))
                done = push(found, all, one, other);
        }
    return done;
}

/* False: out of memory. */
static bool count_partners(bucket *all, const pairs *found)
{
    if (all->count <= FEW)
        return true;
    all->partners = calloc(all->count, sizeof *all->partners);
    for (size_t i = 0; all->partners != NULL && i < found->count; i++) {
        uint32_t left = found->pair[i].left, right = found->pair[i].right;

        all->partners[left][at(all, right)->reader]++;
        all->partners[right][at(all, left)->reader]++;
    }
    return all->partners != NULL;
}

static bool relate_pairs(bucket *all)
{
    uint32_t *order = malloc(all->count * sizeof *order);
    pairs found = { 0 };
    bool done = order != NULL;

    for (uint32_t i = 0; done && i < all->count; i++)
        order[i] = i;
    done = done && plume_order(order, all->count, by_start, all) &&
           find_pairs(&found, all, order) && count_partners(all, &found);
    if (done && found.count > 0) {
        qsort(found.pair, found.count, sizeof *found.pair, by_distance);
        for (size_t i = 0; i < found.count; i++)
            relate_pair(all, &found.pair[i]);
    }
    free(order);
    free(found.pair);
    free(all->partners);
    return done;
}

/* Pairs are of two readers: attempts of one job that nobody else names have none. */
static bool has_two_readers(const bucket *all)
{
    for (size_t i = 1; i < all->count; i++)
        if (at(all, i)->reader != at(all, 0)->reader)
            return true;
    return false;
}

static bool relate_bucket(bucket *all)
{
    return all->count > BUCKET_MAX || !has_two_readers(all) || relate_pairs(all);
}

static bool relate_kind(plume_relating *relating, plume_key_kind kind,
                        plume_rule_number rule)
{
    size_t count;
    plume_keyed *keys;
    bool done = plume_relating_keys(relating, kind, &keys, &count);

    for (size_t first = 0, end; done && first < count; first = end) {
        bucket all = {
            .relating = relating, .key = &keys[first], .kind = kind, .rule = rule
        };

        for (end = first; end < count && plume_keyed_same(&keys[end], &keys[first]);
             end++) {
        }
        all.count = end - first;
        done = relate_bucket(&all);
    }
    free(keys);
    return done;
}

/* Rule `key`: what names one run goes before what runs may share, such as a job or a
 * folder. */
bool plume_rule_key(plume_relating *relating)
{
    static const plume_key_kind kinds[] = {
        PLUME_KEY_RUN, PLUME_KEY_TRIAL,  PLUME_KEY_SWEEP,  PLUME_KEY_PID,
        PLUME_KEY_JOB, PLUME_KEY_LAUNCH, PLUME_KEY_FOLDER, PLUME_KEY_TAIL,
    };

    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (!relate_kind(relating, kinds[i], PLUME_RULE_KEY))
            return false;
    return true;
}

/* Rule `layout`: the keys are the places where one tool puts its logs. */
bool plume_rule_layout(plume_relating *relating)
{
    return relate_kind(relating, PLUME_KEY_LAYOUT, PLUME_RULE_LAYOUT);
}
