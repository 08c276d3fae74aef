/* Sessions of one run: one reader, one identifier, one after the other. */
#include "evidence/rules/internal.h"

#include <stdlib.h>

#include "evidence/accounts/hosts.h"

typedef struct session {
    const plume_account *account;
    uint64_t hash;
    uint32_t number, host;
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

/* Of two run ids nobody says that the first broke off. */
static bool may_be_done(const plume_book *book, const plume_account *earlier,
                        const plume_account *later)
{
    uint32_t run = plume_book_marks(book, earlier)->mark[PLUME_MARK_RUN];
    uint32_t next = plume_book_marks(book, later)->mark[PLUME_MARK_RUN];

    return (earlier->flags & PLUME_ACCOUNT_DONE) != 0 ||
           ((earlier->flags & PLUME_ACCOUNT_UNENDED) != 0 && run != 0 && next != 0 &&
            next != run);
}

/* Two that are complete and begin at step 0 are two runs. */
static bool goes_on(const plume_book *book, const plume_account *earlier,
                    const plume_account *later)
{
    return later->start_s >= earlier->end_s &&
           (!may_be_done(book, earlier, later) ||
            (later->flags & PLUME_ACCOUNT_RESUMED) != 0) &&
           plume_book_marks(book, earlier)->mark[PLUME_MARK_TRIAL] ==
               plume_book_marks(book, later)->mark[PLUME_MARK_TRIAL];
}

/* Of one host, whatever else lies between them. */
static int by_host(const void *left, const void *right)
{
    const session *a = left, *b = right;

    if (a->hash == b->hash && a->account->reader == b->account->reader &&
        a->host != b->host)
        return a->host < b->host ? -1 : 1;
    return by_time(left, right);
}

static bool are_of_one(const session *left, const session *right)
{
    return left->hash == right->hash && left->account->reader == right->account->reader;
}

static bool hosts_differ(const plume_book *book, const session *left,
                         const session *right)
{
    return left->host != right->host &&
           plume_hosts_differ(plume_book_host(book, left->account),
                              plume_book_host(book, right->account));
}

static void join(plume_relating *relating, const session *earlier, const session *later)
{
    plume_groups_join_ranks(relating->groups, earlier->number, later->number,
                            PLUME_RULE_CONTINUES);
}

/* A run that moves to another host does not work there already: several hosts that each
 * begin again go on by themselves. */
static bool worked_beside(const plume_book *book, const session *all, size_t i)
{
    enum { LOOKED_AT = 1024 };
    const session *earlier = &all[i - 1], *later = &all[i];

    for (size_t k = i - 1; k-- > 0 && i - k < LOOKED_AT && are_of_one(&all[k], later);)
        if (all[k].account->end_s > earlier->account->start_s &&
            !hosts_differ(book, &all[k], later))
            return true;
    return false;
}

/* A session goes on from the one just before it, so only neighbours are compared: first
 * those of each host, then all. */
static void relate_sessions(plume_relating *relating, session *all, size_t count)
{
    const plume_book *book = relating->book;

    if (count == 0)
        return;
    qsort(all, count, sizeof *all, by_host);
    for (size_t i = 1; i < count; i++)
        if (are_of_one(&all[i - 1], &all[i]) && all[i].host != 0 &&
            all[i - 1].host == all[i].host &&
            goes_on(book, all[i - 1].account, all[i].account))
            join(relating, &all[i - 1], &all[i]);
    qsort(all, count, sizeof *all, by_time);
    for (size_t i = 1; i < count; i++)
        if (are_of_one(&all[i - 1], &all[i]) &&
            goes_on(book, all[i - 1].account, all[i].account) &&
            !(hosts_differ(book, &all[i - 1], &all[i]) && worked_beside(book, all, i)))
            join(relating, &all[i - 1], &all[i]);
}

/* Rule `continues`. */
bool plume_rule_continues(plume_relating *relating)
{
    static const plume_key_kind kinds[] = { PLUME_KEY_FOLDER, PLUME_KEY_JOB,
                                            PLUME_KEY_RUN, PLUME_KEY_LAUNCH };

    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        size_t keyed, count = 0;
        plume_keyed *keys;
        session *all;

        if (!plume_relating_shared_keys(relating, kinds[k], &keys, &keyed))
            return false;
        all = malloc((keyed + 1) * sizeof *all);
        if (all == NULL) {
            free(keys);
            return false;
        }
        for (size_t i = 0; i < keyed; i++) {
            const plume_account *account = &relating->book->account[keys[i].account];

            if (plume_account_has_times(account))
                all[count++] =
                    (session){ account, plume_keyed_hash(&keys[i]), keys[i].account,
                               plume_book_berth(relating->book, account)->host };
        }
        free(keys);
        relate_sessions(relating, all, count);
        free(all);
    }
    return true;
}
