/* Replicas of one job that one reader tells of: they begin and end together. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>

#include "core/hash.h"
#include "evidence/rules/host_keys.h"

/* Rule `ranks`: seconds between the starts, and between the ends. */
static const double together_s = 2.0;

typedef struct rank {
    const plume_relating *relating;
    uint64_t place; /* a program or a folder, with what ranks have in common */
    uint32_t account;
    uint32_t other; /* the next place whose group may be another */
} rank;

static const plume_account *account_of(const rank *which)
{
    return &which->relating->book->account[which->account];
}

static int by_place(const void *left, const void *right)
{
    const rank *a = left, *b = right;
    const plume_account *x = account_of(a), *y = account_of(b);

    if (x->reader != y->reader)
        return x->reader < y->reader ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    if (x->start_s != y->start_s)
        return x->start_s < y->start_s ? -1 : 1;
    return (a->account > b->account) - (a->account < b->account);
}

/* Rule `ranks` wants two known and different processes; run ids where neither is known.
 */
static bool are_told_apart(const plume_account *left, const plume_account *right)
{
    uint32_t a = left->process, b = right->process;

    if (a == 0 && b == 0) {
        a = left->mark[PLUME_MARK_RUN];
        b = right->mark[PLUME_MARK_RUN];
    }
    return a != 0 && b != 0 && a != b;
}

/* What are_ranks asks to be equal is part of their place, but for these. */
static bool are_ranks(const plume_account *left, const plume_account *right)
{
    return fabs(left->end_s - right->end_s) <= together_s &&
           (left->mark[PLUME_MARK_JOB] == right->mark[PLUME_MARK_JOB] ||
            left->mark[PLUME_MARK_JOB] == 0 || right->mark[PLUME_MARK_JOB] == 0) &&
           are_told_apart(left, right);
}

/* The next after j that is not of its group: those that are were joined, and need not be
 * looked at again. */
static size_t next_other(rank *ranks, size_t j, size_t count)
{
    const plume_groups *groups = ranks[j].relating->groups;
    size_t next = ranks[j].other;

    while (next < count && plume_group_of(groups, ranks[next].account) ==
                               plume_group_of(groups, ranks[j].account))
        next = ranks[next].other;
    ranks[j].other = (uint32_t)next;
    return next;
}

/* Starts are in order, so the first that is too late ends the search. */
static void relate_near(plume_relating *relating, rank *ranks, size_t count)
{
    const plume_groups *groups = relating->groups;

    for (size_t i = 0; i < count; i++)
        ranks[i].other = (uint32_t)i + 1;
    for (size_t i = 0; i < count; i++) {
        const plume_account *first = account_of(&ranks[i]);

        for (size_t j = i + 1; j < count && ranks[j].place == ranks[i].place;) {
            const plume_account *other = account_of(&ranks[j]);

            if (other->reader != first->reader ||
                other->start_s - first->start_s > together_s)
                break;
            if (plume_group_of(groups, ranks[i].account) ==
                plume_group_of(groups, ranks[j].account)) {
                j = next_other(ranks, j, count);
                continue;
            }
            if (are_ranks(first, other))
                plume_groups_join_ranks(relating->groups, ranks[i].account,
                                        ranks[j].account, PLUME_RULE_RANKS);
            j++;
        }
    }
}

/* A job stands beside a host, since the ranks of one job may run on several. 0: neither
 * is known. */
static uint64_t common_of(const plume_relating *relating, const uint32_t *host,
                          uint32_t account, bool by_job)
{
    const plume_account *own = &relating->book->account[account];
    uint64_t common = by_job ? own->mark[PLUME_MARK_JOB]
                             : host[plume_book_berth(relating->book, own)->host];

    return common == 0 ? 0 : common << 32 | own->mark[PLUME_MARK_TRIAL];
}

static bool relate_kind(plume_relating *relating, const uint32_t *host,
                        plume_key_kind kind, bool by_job)
{
    size_t keyed, count = 0;
    plume_keyed *keys;
    rank *ranks;

    if (!plume_relating_shared_keys(relating, kind, &keys, &keyed))
        return false;
    ranks = malloc((keyed + 1) * sizeof *ranks);
    if (ranks == NULL) {
        free(keys);
        return false;
    }
    for (size_t i = 0; i < keyed; i++) {
        uint64_t place[2] = { plume_keyed_hash(&keys[i]),
                              common_of(relating, host, keys[i].account, by_job) };

        if (place[1] != 0 &&
            plume_account_has_times(&relating->book->account[keys[i].account]))
            ranks[count++] = (rank){ relating, plume_hash64(place, sizeof place, 5),
                                     keys[i].account, 0 };
    }
    free(keys);
    if (count > 0)
        qsort(ranks, count, sizeof *ranks, by_place);
    relate_near(relating, ranks, count);
    free(ranks);
    return true;
}

bool plume_rule_ranks(plume_relating *relating)
{
    static const plume_key_kind kinds[] = { PLUME_KEY_PROGRAM, PLUME_KEY_FOLDER };
    uint32_t *host = plume_host_names(&relating->book->berths.hosts);
    bool done = host != NULL;

    for (size_t k = 0; done && k < sizeof kinds / sizeof kinds[0]; k++)
        done = relate_kind(relating, host, kinds[k], false) &&
               relate_kind(relating, host, kinds[k], true);
    free(host);
    return done;
}
