/* Accounts that lie within the time of another reader's: trials of a run, runs of a job.
 */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>

#include "evidence/accounts/hosts.h"
#include "evidence/rules/families.h"

/* Rule `inside`: each end may stick out by 2 s, at most by a tenth of the part's length;
 * of unknown hosts the parts must cover half of the holder. */
static const double sticks_out_s = 2.0, sticks_out_share = 0.1, covered_share = 0.5;
enum { HOLDERS_MAX = 64 };

/* One account within another. */
typedef struct within {
    uint32_t part, holder;
    uint8_t part_reader, holder_reader;
    bool sure; /* both hosts are known, and equal */
    double holder_s, apart_s;
    double part_start_s, part_end_s;
    uint32_t holders; /* of this reader that hold the part */
    uint32_t parts;   /* of this reader in the holder */
    bool nearest;     /* of both, by their ends */
} within;

typedef struct finding {
    plume_relating *relating;
    within *found;
    size_t count, capacity;
} finding;

static bool push(finding *all, const within *one)
{
    size_t capacity = all->capacity * 2 + 256;

    if (all->count == all->capacity) {
        within *grown = realloc(all->found, capacity * sizeof *grown);

        if (grown == NULL)
            return false;
        all->found = grown;
        all->capacity = capacity;
    }
    all->found[all->count++] = *one;
    return true;
}

/* --- which lie in which --- */

static bool lies_in(const plume_account *part, const plume_account *holder)
{
    double length_s = part->end_s - part->start_s;
    double out_s = fmin(sticks_out_s, length_s * sticks_out_share);

    return length_s > 0.0 && part->start_s >= holder->start_s - out_s &&
           part->end_s <= holder->end_s + out_s &&
           length_s <= holder->end_s - holder->start_s;
}

/* Fewer devices than the holder has are believed only on one known host. */
static bool counts_fit(const plume_account *part, const plume_account *holder, bool sure)
{
    double of_part = part->device_count, of_holder = holder->device_count;

    return isnan(of_part) || isnan(of_holder) || of_part == of_holder ||
           (sure && of_part < of_holder);
}

/* What a key or times have tied to the other reader is not looked at again; of ranks and
 * sessions each may have a partner of its own. */
static bool has_reader(const plume_groups *groups, uint32_t group, uint8_t reader)
{
    return plume_group_readers(groups, group, reader) >= groups->group[group].ranks;
}

static bool is_tied(const plume_relating *relating, uint32_t account, uint8_t reader)
{
    const plume_groups *groups = relating->groups;
    uint32_t group = groups->of[account];

    return has_reader(groups, group, reader) ||
           groups->group[group].holder != PLUME_NOBODY;
}

/* What any account of a run tells holds for all of them: hosts, jobs and trials that are
 * known to differ are never one run. So for all that the holder is a part of. */
static bool groups_fit(const plume_groups *groups, uint32_t part, uint32_t holder)
{
    uint32_t inner = groups->of[part];

    for (uint32_t at = holder; at != PLUME_NOBODY;
         at = plume_group_of(groups, at)->holder) {
        uint32_t outer = groups->of[at];

        if (!plume_groups_hosts_agree(groups, inner, outer) ||
            !plume_groups_marks_agree(groups, inner, outer, PLUME_MARK_RUN))
            return false;
    }
    return true;
}

/* What is tied is not looked at again, from neither side. */
static bool fits(within *out, const plume_relating *relating, uint32_t part,
                 uint32_t holder)
{
    const plume_book *book = relating->book;
    const plume_account *inner = &book->account[part], *outer = &book->account[holder];
    const char *a = plume_book_host(book, inner), *b = plume_book_host(book, outer);

    if (inner->reader == outer->reader || !lies_in(inner, outer) ||
        plume_hosts_differ(a, b) ||
        plume_devices_differ(plume_book_device(book, inner),
                             plume_book_device(book, outer)) ||
        is_tied(relating, part, outer->reader) ||
        has_reader(relating->groups, relating->groups->of[holder], inner->reader))
        return false;
    *out = (within){ part,
                     holder,
                     inner->reader,
                     outer->reader,
                     plume_hosts_equal(a, b),
                     outer->end_s - outer->start_s,
                     fabs(inner->end_s - outer->end_s),
                     inner->start_s,
                     inner->end_s,
                     0,
                     0,
                     true };
    return counts_fit(inner, outer, out->sure) &&
           groups_fit(relating->groups, part, holder);
}

typedef struct begun {
    double start_s, latest_s; /* latest end of it and of all before */
    uint32_t account;
} begun;

static int by_start(const void *left, const void *right)
{
    const begun *a = left, *b = right;

    if (a->start_s != b->start_s)
        return a->start_s < b->start_s ? -1 : 1;
    return (a->account > b->account) - (a->account < b->account);
}

/* Each start has the latest end of all before it: a search back stops where nothing
 * reaches so far. */
static size_t order(const plume_book *book, begun *all)
{
    size_t count = 0;
    double latest_s = -HUGE_VAL;

    for (size_t i = 0; i < book->count; i++)
        if (plume_account_has_times(&book->account[i]) &&
            (book->account[i].flags & (PLUME_ACCOUNT_TRACE | PLUME_ACCOUNT_REPEATED)) ==
                0)
            all[count++] =
                (begun){ book->account[i].start_s, book->account[i].end_s, (uint32_t)i };
    qsort(all, count, sizeof *all, by_start);
    for (size_t i = 0; i < count; i++) {
        latest_s = fmax(latest_s, all[i].latest_s);
        all[i].latest_s = latest_s;
    }
    return count;
}

/* Those that began before it or just after, back to where none lasts so long. */
static bool find_holders(finding *all, const begun *begin, size_t count, size_t i)
{
    const plume_account *part = &all->relating->book->account[begin[i].account];
    size_t first = all->count, j = i;

    while (j + 1 < count && begin[j + 1].start_s <= part->start_s + sticks_out_s)
        j++;
    for (size_t k = j + 1; k-- > 0 && begin[k].latest_s >= part->end_s - sticks_out_s;) {
        within one;

        if (k == i || !fits(&one, all->relating, begin[i].account, begin[k].account))
            continue;
        if (all->count - first >= HOLDERS_MAX) {
            plume_relating_doubt(all->relating,
                                 (plume_doubt){ PLUME_DOUBT_CROWDED, begin[i].account,
                                                begin[k].account, 0.0 });
            all->count = first;
            return true;
        }
        if (!push(all, &one))
            return false;
    }
    return true;
}

/* --- which of them are parts --- */

static int by_holder(const void *left, const void *right)
{
    const within *a = left, *b = right;

    if (a->part_reader != b->part_reader)
        return a->part_reader < b->part_reader ? -1 : 1;
    if (a->holder_reader != b->holder_reader)
        return a->holder_reader < b->holder_reader ? -1 : 1;
    if (a->holder != b->holder)
        return a->holder < b->holder ? -1 : 1;
    if (a->part_start_s != b->part_start_s)
        return a->part_start_s < b->part_start_s ? -1 : 1;
    return (a->part > b->part) - (a->part < b->part);
}

static int by_part(const void *left, const void *right)
{
    const within *a = left, *b = right;

    if (a->part != b->part)
        return a->part < b->part ? -1 : 1;
    if (a->holder_reader != b->holder_reader)
        return a->holder_reader < b->holder_reader ? -1 : 1;
    return (a->holder > b->holder) - (a->holder < b->holder);
}

/* Of a stretch that shares a part or a holder, those that are not nearest. */
static void leave_nearest(within *first, size_t count)
{
    double least_s = HUGE_VAL;

    for (size_t i = 0; i < count; i++)
        least_s = fmin(least_s, first[i].apart_s);
    for (size_t i = 0; i < count; i++)
        first[i].nearest = first[i].nearest && first[i].apart_s <= least_s;
}

static size_t count_alike(const finding *all, size_t first, bool of_part)
{
    const within *one = &all->found[first];
    size_t end = first;

    while (end < all->count &&
           (of_part ? all->found[end].part == one->part &&
                          all->found[end].holder_reader == one->holder_reader
                    : all->found[end].holder == one->holder &&
                          all->found[end].part_reader == one->part_reader))
        end++;
    return end - first;
}

/* How many holders each part has, and how many parts each holder: of one reader. */
static void count_all(finding *all)
{
    qsort(all->found, all->count, sizeof *all->found, by_part);
    for (size_t i = 0, n; i < all->count; i += n) {
        n = count_alike(all, i, true);
        for (size_t k = 0; k < n; k++)
            all->found[i + k].holders = (uint32_t)n;
        leave_nearest(&all->found[i], n);
    }
    qsort(all->found, all->count, sizeof *all->found, by_holder);
    for (size_t i = 0, n; i < all->count; i += n) {
        n = count_alike(all, i, false);
        for (size_t k = 0; k < n; k++)
            all->found[i + k].parts = (uint32_t)n;
        leave_nearest(&all->found[i], n);
    }
}

/* Seconds that the parts of one holder cover, in order of their starts. */
static double covered_s(const within *parts, size_t count)
{
    double sum_s = 0.0, until_s = -HUGE_VAL;

    for (size_t i = 0; i < count; i++) {
        double from_s = fmax(parts[i].part_start_s, until_s);

        sum_s += fmax(parts[i].part_end_s - from_s, 0.0);
        until_s = fmax(until_s, parts[i].part_end_s);
    }
    return sum_s;
}

/* Told as may-be-inside with both sums; until the user says more both are counted. */
static void doubt(const finding *all, const within *one)
{
    plume_relating_doubt(
        all->relating, (plume_doubt){ PLUME_DOUBT_INSIDE, one->part, one->holder, 0.0 });
}

/* The parts of one holder. Marks as sure what is to be tied: where several holders fit
 * several parts, one to one where there are as many, nearest first. */
static void decide(finding *all, within *first, size_t count)
{
    bool enough = covered_s(first, count) >= covered_share * first->holder_s;

    for (within *one = first; one < first + count; one++) {
        bool half = one->part_end_s - one->part_start_s >= covered_share * one->holder_s;

        if (one->sure)
            continue;
        if (one->holders == 1 ? enough
                              : one->nearest && one->parts == one->holders && half)
            one->sure = true;
        else
            doubt(all, one);
    }
}

/* The shortest holder first, as a group is part of the shortest that holds it. */
static int by_length(const void *left, const void *right)
{
    const within *a = left, *b = right;

    if (a->holder_s != b->holder_s)
        return a->holder_s < b->holder_s ? -1 : 1;
    if (a->apart_s != b->apart_s)
        return a->apart_s < b->apart_s ? -1 : 1;
    if (a->holder != b->holder)
        return a->holder < b->holder ? -1 : 1;
    return (a->part > b->part) - (a->part < b->part);
}

/* Of the parts of one holder those that are to be tied: one alone folds, several are
 * framed by it. */
static void count_sure(within *first, size_t count)
{
    uint32_t sure = 0;

    for (size_t i = 0; i < count; i++)
        sure += first[i].sure;
    for (size_t i = 0; i < count; i++)
        first[i].parts = sure;
}

/* What folds is one run with all that its holder is: where anything known differs there
 * is a doubt instead. */
static void tie_one(finding *all, plume_families *families, const within *one)
{
    plume_groups *groups = all->relating->groups;
    bool framed = one->parts > 1;

    if (!groups_fit(groups, one->part, one->holder) ||
        (!framed && !plume_families_agree(families, one->part, one->holder))) {
        if (plume_group_of(groups, one->part)->holder == PLUME_NOBODY)
            doubt(all, one);
    } else if (plume_groups_put_inside(groups, one->part, one->holder,
                                       PLUME_RULE_INSIDE)) {
        plume_families_add(families, one->part, one->holder, framed);
    }
}

/* False: out of memory. */
static bool tie(finding *all)
{
    plume_families families;
    bool done = plume_families_init(&families, all->relating->groups);

    count_all(all);
    for (size_t i = 0, n; i < all->count; i += n) {
        n = count_alike(all, i, false);
        decide(all, &all->found[i], n);
        count_sure(&all->found[i], n);
    }
    qsort(all->found, all->count, sizeof *all->found, by_length);
    for (size_t i = 0; i < all->count && done; i++)
        if (all->found[i].sure)
            tie_one(all, &families, &all->found[i]);
    plume_families_dispose(&families);
    return done;
}

bool plume_rule_inside(plume_relating *relating)
{
    finding all = { .relating = relating };
    begun *begin = malloc((relating->book->count + 1) * sizeof *begin);
    size_t count;
    bool done = begin != NULL;

    if (!done)
        return false;
    count = order(relating->book, begin);
    for (size_t i = 0; done && i < count; i++)
        done = find_holders(&all, begin, count, i);
    if (done && all.count > 0)
        done = tie(&all);
    free(begin);
    free(all.found);
    return done;
}
