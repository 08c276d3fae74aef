/* Parts that say so: tasks of a run, nested runs, steps of a job. */
#include "evidence/rules/internal.h"

#include <stdlib.h>

static const plume_keyed *find(const plume_keyed *keys, size_t count, uint64_t hash)
{
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (plume_keyed_hash(&keys[middle]) < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && plume_keyed_hash(&keys[low]) == hash ? &keys[low] : NULL;
}

/* Tasks of one run of a tracker whose row is not given are one run together, one after
 * the other; nested runs without their whole are runs. */
static void join_tasks(plume_relating *relating, const plume_keyed *task, size_t i)
{
    const plume_book *book = relating->book;
    const plume_account *own = &book->account[task[i].account], *before;

    if (i == 0 || !plume_keyed_same(&task[i - 1], &task[i]))
        return;
    before = &book->account[task[i - 1].account];
    if (before->reader == own->reader && plume_book_kind(book, own) == PLUME_KIND_TRACKER)
        plume_groups_join_ranks(relating->groups, task[i - 1].account, task[i].account,
                                PLUME_RULE_PARENT);
}

/* Rule `parent`: a part names its whole by run id. */
bool plume_rule_parent(plume_relating *relating)
{
    size_t count, runs = 0;
    plume_keyed *parts, *run = NULL;
    bool done = plume_relating_keys(relating, PLUME_KEY_PARENT, &parts, &count) &&
                (count == 0 || plume_relating_keys(relating, PLUME_KEY_RUN, &run, &runs));

    for (size_t i = 0; done && i < count; i++) {
        const plume_keyed *holder = find(run, runs, plume_keyed_hash(&parts[i]));

        if (holder != NULL)
            plume_groups_put_inside(relating->groups, parts[i].account, holder->account,
                                    PLUME_RULE_PARENT);
        else
            join_tasks(relating, parts, i);
    }
    free(parts);
    free(run);
    return done;
}
