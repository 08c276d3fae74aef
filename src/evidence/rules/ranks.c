/* Replicas of one job that one reader tells of: they begin and end together. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "evidence/rules/host_keys.h"
#include <plume/time.h>

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
static bool are_told_apart(const plume_account_marks *left,
                           const plume_account_marks *right)
{
    uint32_t a = left->process, b = right->process;

    if (a == 0 && b == 0) {
        a = left->mark[PLUME_MARK_RUN];
        b = right->mark[PLUME_MARK_RUN];
    }
    return a != 0 && b != 0 && a != b;
}

/* What are_ranks asks to be equal is part of their place, but for these. */
static bool are_ranks(const plume_book *book, const plume_account *left,
                      const plume_account *right)
{
    const plume_account_marks *a = plume_book_marks(book, left);
    const plume_account_marks *b = plume_book_marks(book, right);

    return fabs(left->end_s - right->end_s) <= together_s &&
           (a->mark[PLUME_MARK_JOB] == b->mark[PLUME_MARK_JOB] ||
            a->mark[PLUME_MARK_JOB] == 0 || b->mark[PLUME_MARK_JOB] == 0) &&
           are_told_apart(a, b);
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
            if (are_ranks(relating->book, first, other))
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
    const plume_account_marks *marks = plume_book_marks(relating->book, own);
    uint64_t common = by_job ? marks->mark[PLUME_MARK_JOB]
                             : host[plume_book_berth(relating->book, own)->host];

    return common == 0 ? 0 : common << 32 | marks->mark[PLUME_MARK_TRIAL];
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

/* --- ranks that were killed at once --- */

/* A run of W&B that was killed before it wrote a record is known by its folder alone. */
static bool is_vanished(const plume_book *book, const plume_account *account)
{
    return strcmp(book->tool[account->reader], "wandb") == 0 && isnan(account->start_s) &&
           isnan(account->end_s);
}

/* What stands behind the last "run-" of a path: "20261129_234052-5qsmllwe/..."; NULL when
 * that is no time. */
static const char *stamp_of(const char *path)
{
    const char *at = NULL;

    for (const char *next = strstr(path, "run-"); next != NULL;
         next = strstr(next + 1, "run-"))
        if (strlen(next) > strlen("run-20261129_234052-") && next[12] == '_' &&
            next[19] == '-')
            at = next + strlen("run-");
    return at;
}

/* Seconds of the local time that a folder was named by. */
static double named_s(const char *stamp)
{
    char text[20];
    plume_stamp time;

    memcpy(text, stamp, 4);
    text[4] = text[7] = '-';
    text[10] = ' ';
    text[13] = text[16] = ':';
    memcpy(text + 5, stamp + 4, 2);
    memcpy(text + 8, stamp + 6, 2);
    memcpy(text + 11, stamp + 9, 2);
    memcpy(text + 14, stamp + 11, 2);
    memcpy(text + 17, stamp + 13, 2);
    return plume_time_parse(&time, text, 19, NULL) ? time.unix_s : (double)NAN;
}

static bool stand_together(const char *left, const char *right)
{
    const char *a = stamp_of(left), *b = stamp_of(right);
    size_t before = a == NULL ? 0 : (size_t)(a - left);

    return a != NULL && b != NULL && before == (size_t)(b - right) &&
           strncmp(left, right, before) == 0 &&
           fabs(named_s(a) - named_s(b)) <= together_s;
}

/* Where another began beside it in the same seconds, it is a rank of that. */
bool plume_rule_vanished(plume_relating *relating)
{
    const plume_book *book = relating->book;

    for (uint32_t i = 0; i < book->count; i++) {
        bool joined = !is_vanished(book, &book->account[i]);

        for (uint32_t j = 0; j < book->count && !joined; j++) {
            const plume_account *other = &book->account[j];

            if (j == i || other->reader != book->account[i].reader ||
                is_vanished(book, other) ||
                !stand_together(plume_relating_path(relating, i),
                                plume_relating_path(relating, j)))
                continue;
            plume_groups_join_ranks(relating->groups, j, i, PLUME_RULE_RANKS);
            joined = true;
        }
    }
    return true;
}
