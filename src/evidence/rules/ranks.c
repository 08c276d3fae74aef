/* Replicas of one job that one reader tells of: they begin and end together. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>

#include "evidence/accounts/hosts.h"

/* Rule `ranks`: seconds between the starts, and between the ends. */
static const double together_s = 2.0;

typedef struct rank {
    const plume_relating *relating;
    uint64_t place; /* a program or a folder; 0 none */
    uint32_t account;
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

/* A job stands beside a host, since the ranks of one job may run on several. */
static bool are_ranks(const plume_relating *relating, const plume_account *left,
                      const plume_account *right)
{
    const plume_book *book = relating->book;
    bool one_host =
        plume_hosts_equal(plume_book_host(book, left), plume_book_host(book, right));
    bool one_job = left->mark[PLUME_MARK_JOB] != 0 &&
                   left->mark[PLUME_MARK_JOB] == right->mark[PLUME_MARK_JOB];

    return left->reader == right->reader && (one_host || one_job) &&
           fabs(left->start_s - right->start_s) <= together_s &&
           fabs(left->end_s - right->end_s) <= together_s &&
           left->mark[PLUME_MARK_TRIAL] == right->mark[PLUME_MARK_TRIAL] &&
           (one_job || left->mark[PLUME_MARK_JOB] == 0 ||
            right->mark[PLUME_MARK_JOB] == 0) &&
           are_told_apart(left, right);
}

/* Starts are in order, so the first that is too late ends the search. */
static void relate_near(plume_relating *relating, const rank *ranks, size_t count)
{
    const plume_groups *groups = relating->groups;

    for (size_t i = 0; i < count; i++) {
        const plume_account *first = account_of(&ranks[i]);

        for (size_t j = i + 1; j < count && ranks[j].place == ranks[i].place; j++) {
            const plume_account *other = account_of(&ranks[j]);

            if (other->reader != first->reader ||
                other->start_s - first->start_s > together_s)
                break;
            if (groups->of[ranks[i].account] != groups->of[ranks[j].account] &&
                are_ranks(relating, first, other))
                plume_groups_join_ranks(relating->groups, ranks[i].account,
                                        ranks[j].account, PLUME_RULE_RANKS);
        }
    }
}

bool plume_rule_ranks(plume_relating *relating)
{
    static const plume_key_kind kinds[] = { PLUME_KEY_PROGRAM, PLUME_KEY_FOLDER };

    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        size_t keyed, count = 0;
        const plume_keyed *keys = plume_book_keys(relating->book, kinds[k], &keyed);
        rank *ranks = malloc((keyed + 1) * sizeof *ranks);

        if (ranks == NULL)
            return false;
        for (size_t i = 0; i < keyed; i++)
            if (plume_account_has_times(&relating->book->account[keys[i].account]))
                ranks[count++] = (rank){ relating, keys[i].hash, keys[i].account };
        qsort(ranks, count, sizeof *ranks, by_place);
        relate_near(relating, ranks, count);
        free(ranks);
    }
    return true;
}
