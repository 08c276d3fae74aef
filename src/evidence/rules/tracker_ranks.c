/* Replicas of which energy trackers alone tell: each process kept a log of its own in one
 * folder, and another tracker has as many rows at the same times. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rule `ranks`: seconds between the starts, and between the ends. */
static const double together_s = 2.0;

typedef struct replica {
    const plume_account *account;
    uint32_t number;
} replica;

static int by_start(const void *left, const void *right)
{
    const replica *a = left, *b = right;

    if (a->account->reader != b->account->reader)
        return a->account->reader < b->account->reader ? -1 : 1;
    if (a->account->start_s != b->account->start_s)
        return a->account->start_s < b->account->start_s ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* A log that names its process and no host: carbontracker's. */
static bool may_be_replica(const plume_book *book, const plume_account *account)
{
    return plume_book_kind(book, account) == PLUME_KIND_TRACKER &&
           account->process != 0 && account->host == 0 &&
           plume_account_has_times(account);
}

static bool share_folder(const plume_relating *relating, uint32_t left, uint32_t right)
{
    const char *a = plume_relating_path(relating, left);
    const char *b = plume_relating_path(relating, right);
    const char *a_end = strrchr(a, '/'), *b_end = strrchr(b, '/');
    size_t length = a_end != NULL ? (size_t)(a_end - a) : 0;

    return length == (b_end != NULL ? (size_t)(b_end - b) : 0) &&
           memcmp(a, b, length) == 0;
}

/* Whether several trackers tell of a group, each once for each of its ranks, and nobody
 * else does: who else does knows better whether it is a run of its own. */
static bool is_of_trackers(const plume_groups *groups, uint32_t group)
{
    uint64_t readers = groups->group[group].readers;

    return (readers & (readers - 1)) != 0 && plume_group_is_of_trackers(groups, group);
}

static bool are_replicas(const plume_relating *relating, const replica *left,
                         const replica *right)
{
    const plume_groups *groups = relating->groups;
    uint32_t a = groups->of[left->number], b = groups->of[right->number];

    return a != b && left->account->process != right->account->process &&
           fabs(left->account->end_s - right->account->end_s) <= together_s &&
           is_of_trackers(groups, a) && is_of_trackers(groups, b) &&
           share_folder(relating, left->number, right->number);
}

bool plume_rule_tracker_ranks(plume_relating *relating)
{
    const plume_book *book = relating->book;
    replica *all = malloc((book->count + 1) * sizeof *all);
    size_t count = 0;

    if (all == NULL)
        return false;
    for (uint32_t i = 0; relating->intake != NULL && i < book->count; i++)
        if (may_be_replica(book, &book->account[i]))
            all[count++] = (replica){ &book->account[i], i };
    qsort(all, count, sizeof *all, by_start);
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1;
             j < count && all[j].account->reader == all[i].account->reader &&
             all[j].account->start_s - all[i].account->start_s <= together_s;
             j++)
            if (are_replicas(relating, &all[i], &all[j]))
                plume_groups_join_ranks(relating->groups, all[i].number, all[j].number,
                                        PLUME_RULE_RANKS);
    free(all);
    return true;
}
