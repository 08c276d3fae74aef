/* Replicas of which energy trackers alone tell: each process kept a log of its own in one
 * folder, and another tracker has as many rows at the same times. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"

/* Rule `ranks`: seconds between the starts, and between the ends. */
static const double together_s = 2.0;

typedef struct replica {
    const plume_account *account;
    uint64_t folder;
    uint32_t number;
    uint32_t other; /* the next place whose group may be another */
} replica;

static int by_start(const void *left, const void *right)
{
    const replica *a = left, *b = right;

    if (a->account->reader != b->account->reader)
        return a->account->reader < b->account->reader ? -1 : 1;
    if (a->folder != b->folder)
        return a->folder < b->folder ? -1 : 1;
    if (a->account->start_s != b->account->start_s)
        return a->account->start_s < b->account->start_s ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* A log that names its process and no host: carbontracker's. */
static bool may_be_replica(const plume_book *book, const plume_account *account)
{
    return plume_book_kind(book, account) == PLUME_KIND_TRACKER &&
           plume_book_marks(book, account)->process != 0 &&
           plume_book_berth(book, account)->host == 0 && plume_account_has_times(account);
}

static uint64_t folder_of(const plume_relating *relating, uint32_t account)
{
    const char *path = plume_relating_path(relating, account);
    const char *slash = strrchr(path, '/');

    return plume_hash64(path, slash != NULL ? (size_t)(slash - path) : 0, 5);
}

/* Whether several trackers tell of a group, each once for each of its ranks, and nobody
 * else does: who else does knows better whether it is a run of its own. */
static bool is_of_trackers(const plume_groups *groups, uint32_t group)
{
    return plume_readers_several(plume_group_all_readers(groups, group)) &&
           plume_group_is_of_trackers(groups, group);
}

/* Of a run that others tell as well, these know that it has ranks. */
static bool has_ranks(const plume_groups *groups, uint32_t group)
{
    return plume_group_facts_of(groups, group).ranks > 1;
}

static bool may_have_replicas(const plume_groups *groups, const replica *one)
{
    uint32_t group = plume_group_of(groups, one->number);

    return is_of_trackers(groups, group) || has_ranks(groups, group);
}

/* One of them at least is told by trackers alone. */
static bool are_replicas(const plume_groups *groups, const replica *left,
                         const replica *right)
{
    const plume_book *book = groups->book;
    uint32_t a = plume_group_of(groups, left->number);
    uint32_t b = plume_group_of(groups, right->number);

    return plume_book_marks(book, left->account)->process !=
               plume_book_marks(book, right->account)->process &&
           fabs(left->account->end_s - right->account->end_s) <= together_s &&
           (is_of_trackers(groups, a) || is_of_trackers(groups, b)) &&
           may_have_replicas(groups, left) && may_have_replicas(groups, right);
}

/* The next after j that is not of its group. */
static size_t next_other(const plume_groups *groups, replica *all, size_t j, size_t count)
{
    size_t next = all[j].other;

    while (next < count && plume_group_of(groups, all[next].number) ==
                               plume_group_of(groups, all[j].number))
        next = all[next].other;
    all[j].other = (uint32_t)next;
    return next;
}

/* Those of one folder that begin together. */
static void relate_near(plume_groups *groups, replica *all, size_t count, size_t i)
{
    for (size_t j = i + 1;
         j < count && all[j].account->reader == all[i].account->reader &&
         all[j].folder == all[i].folder &&
         all[j].account->start_s - all[i].account->start_s <= together_s;) {
        if (plume_group_of(groups, all[i].number) ==
            plume_group_of(groups, all[j].number)) {
            j = next_other(groups, all, j, count);
            continue;
        }
        if (are_replicas(groups, &all[i], &all[j]))
            plume_groups_join_ranks(groups, all[i].number, all[j].number,
                                    PLUME_RULE_RANKS);
        j++;
    }
}

bool plume_rule_tracker_ranks(plume_relating *relating)
{
    const plume_book *book = relating->book;
    replica *all;
    size_t count = 0, most = 0;

    for (uint32_t i = 0; i < book->count; i++)
        most += may_be_replica(book, &book->account[i]);
    all = malloc((most + 1) * sizeof *all);
    if (all == NULL)
        return false;
    for (uint32_t i = 0; relating->intake != NULL && i < book->count; i++)
        if (may_be_replica(book, &book->account[i]))
            all[count++] = (replica){ &book->account[i], folder_of(relating, i), i, 0 };
    if (count > 0)
        qsort(all, count, sizeof *all, by_start);
    for (size_t i = 0; i < count; i++)
        all[i].other = (uint32_t)i + 1;
    for (size_t i = 0; i < count; i++)
        if (may_have_replicas(relating->groups, &all[i]))
            relate_near(relating->groups, all, count, i);
    free(all);
    return plume_rule_vanished(relating);
}
