/* Sessions of one run: one reader, one identifier, one after the other. */
#include "evidence/rules/internal.h"

#include <stdlib.h>

typedef struct session {
    const plume_account *account;
    uint64_t hash;
    uint32_t number;
} session;

/* Sessions of one identifier and one reader stand side by side, in order of time. */
static int by_time(const void *left, const void *right)
{
    const session *a = left, *b = right;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    if (a->account->reader != b->account->reader)
        return a->account->reader < b->account->reader ? -1 : 1;
    if (a->account->start_s != b->account->start_s)
        return a->account->start_s < b->account->start_s ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* Two that are complete and begin at step 0 are two runs. */
static bool goes_on(const plume_account *earlier, const plume_account *later)
{
    return later->start_s >= earlier->end_s &&
           ((earlier->flags & PLUME_ACCOUNT_DONE) == 0 ||
            (later->flags & PLUME_ACCOUNT_RESUMED) != 0) &&
           earlier->mark[PLUME_MARK_TRIAL] == later->mark[PLUME_MARK_TRIAL];
}

/* Rule `continues`: a session goes on from the one just before it, so only neighbours are
 * compared. */
bool plume_rule_continues(plume_relating *relating)
{
    static const plume_key_kind kinds[] = { PLUME_KEY_FOLDER, PLUME_KEY_JOB,
                                            PLUME_KEY_RUN, PLUME_KEY_LAUNCH };

    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        size_t keyed, count = 0;
        const plume_keyed *keys = plume_book_keys(relating->book, kinds[k], &keyed);
        session *all = malloc((keyed + 1) * sizeof *all);

        if (all == NULL)
            return false;
        for (size_t i = 0; i < keyed; i++) {
            const plume_account *account = &relating->book->account[keys[i].account];

            if (plume_account_has_times(account))
                all[count++] = (session){ account, keys[i].hash, keys[i].account };
        }
        qsort(all, count, sizeof *all, by_time);
        for (size_t i = 1; i < count; i++)
            if (all[i].hash == all[i - 1].hash &&
                all[i].account->reader == all[i - 1].account->reader &&
                goes_on(all[i - 1].account, all[i].account))
                plume_groups_join_ranks(relating->groups, all[i - 1].number,
                                        all[i].number, PLUME_RULE_CONTINUES);
        free(all);
    }
    return true;
}
