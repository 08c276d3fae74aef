/* Accounts that lie within the time of another reader's: trials of a run, runs of a job.
 */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>

#include "core/sort.h"
#include "evidence/accounts/hosts.h"
#include "evidence/groups/spells.h"
#include "evidence/rules/families.h"
#include "evidence/rules/holders.h"
#include "evidence/rules/within.h"
#include "traces/host_names.h"

/* Rule `inside`: each end may stick out by 2 s, at most by a tenth of the part's length;
 * of unknown hosts the parts must cover half of the holder. */
static const double sticks_out_s = 2.0, sticks_out_share = 0.1, covered_share = 0.5;
enum { HOLDERS_MAX = 64, TOGETHER = 1024 };
#define NUMBER UINT32_C(0x1FFFFFFF) /* of an account */

typedef struct finding {
    plume_relating *relating;
    plume_holders holders;
    plume_families families;
    plume_within *found; /* of those that are looked at together */
    size_t count, capacity;
    bool several; /* hold one of the parts */
} finding;

static bool push(finding *all, const plume_within *one)
{
    size_t capacity = all->capacity * 2 + 256;

    if (all->count == all->capacity) {
        plume_within *grown = realloc(all->found, capacity * sizeof *grown);

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
static bool counts_fit(const plume_berth *part, const plume_berth *holder, bool sure)
{
    double of_part = part->device_count, of_holder = holder->device_count;

    return isnan(of_part) || isnan(of_holder) || of_part == of_holder ||
           (sure && of_part < of_holder);
}

/* What any account of a run tells holds for all of them: hosts, jobs and trials that are
 * known to differ are never one run. So for all that the holder is a part of. */
static bool groups_fit(const plume_groups *groups, uint32_t part, uint32_t holder)
{
    uint32_t inner = plume_group_of(groups, part);

    for (uint32_t at = holder; at != PLUME_NOBODY;
         at = plume_group_holder(groups, plume_group_of(groups, at))) {
        uint32_t outer = plume_group_of(groups, at);

        if (!plume_groups_hosts_agree(groups, inner, outer) ||
            !plume_groups_marks_agree(groups, inner, outer, PLUME_MARK_RUN))
            return false;
    }
    return true;
}

static bool places_differ(const plume_book *book, const plume_account *part,
                          const plume_account *holder)
{
    const plume_berth *inner = plume_book_berth(book, part);
    const plume_berth *outer = plume_book_berth(book, holder);

    return inner != outer && (plume_berths_hosts_differ(&book->berths, inner, outer) ||
                              plume_berths_devices_differ(&book->berths, inner, outer));
}

/* Of the groups nothing yet, since many holders are of one group. */
static bool fits(plume_within *out, const plume_book *book, uint32_t part,
                 uint32_t holder)
{
    const plume_account *inner = &book->account[part], *outer = &book->account[holder];

    if (!lies_in(inner, outer) || places_differ(book, inner, outer))
        return false;
    *out = (plume_within){ .part = part & NUMBER,
                           .holder = holder & NUMBER,
                           .paired = true,
                           .sure = plume_hosts_equal(plume_book_host(book, inner),
                                                     plume_book_host(book, outer)) };
    return counts_fit(plume_book_berth(book, inner), plume_book_berth(book, outer),
                      out->sure);
}

/* Told as may-be-inside with both sums; until the user says more both are counted. */
static void doubt(const finding *all, uint32_t part, uint32_t holder)
{
    if (!plume_groups_apart(all->relating->groups, part, holder))
        plume_relating_doubt(all->relating, PLUME_DOUBT_INSIDE, part, holder);
}

/* A tracker that names no host may have metered one of the hosts of a job: of the others
 * its file may have lost the rows, so that neither counts nor run ids tell anything. */
static bool may_be_of_one_host(const plume_book *book, uint32_t part, uint32_t holder)
{
    const plume_account *inner = &book->account[part], *outer = &book->account[holder];
    const plume_berth *own = plume_book_berth(book, inner);
    const plume_berth *all = plume_book_berth(book, outer);
    double hosts;

    if (plume_book_kind(book, inner) != PLUME_KIND_TRACKER || own->host != 0 ||
        (inner->flags & PLUME_ACCOUNT_MACHINE) == 0 || !lies_in(inner, outer) ||
        plume_berths_devices_differ(&book->berths, own, all))
        return false;
    hosts = (double)plume_hosts_count(plume_book_host(book, outer));
    return hosts > 1.0 && (isnan(own->device_count) || isnan(all->device_count) ||
                           own->device_count == all->device_count ||
                           own->device_count * hosts == all->device_count);
}

/* True: that was asked; of one job for each row, for thousands may share its hours. */
static bool doubt_host(const finding *all, uint32_t part, uint32_t holder)
{
    if (!may_be_of_one_host(all->relating->book, part, holder))
        return false;
    doubt(all, part, holder);
    return true;
}

/* Those that began before it or just after, and last as long. */
static bool find_holders(finding *all, uint32_t number)
{
    const plume_groups *groups = all->relating->groups;
    const plume_book *book = groups->book;
    const plume_account *part = &book->account[number];
    plume_reader_set tied = plume_group_full(groups, plume_group_of(groups, number));
    uint32_t last = PLUME_NOBODY; /* group that was compared, and whether it fits */
    bool last_fits = false, asked = false;
    size_t first = all->count;
    plume_holders_look look;
    uint32_t holder;

    plume_holders_begin(&look, &all->holders, number, part->start_s + sticks_out_s,
                        part->end_s - sticks_out_s);
    while ((holder = plume_holders_next(&look)) != PLUME_NOBODY) {
        plume_within one;
        bool fit;

        all->relating->looked++;
        if (plume_group_of(groups, holder) == plume_group_of(groups, number) ||
            plume_readers_have(tied, book->account[holder].reader))
            continue;
        fit = fits(&one, book, number, holder);
        if (fit && last != plume_group_of(groups, holder)) {
            last_fits = groups_fit(groups, number, holder);
            last = plume_group_of(groups, holder);
        }
        if (!fit || !last_fits) {
            asked = asked || doubt_host(all, number, holder);
            continue;
        }
        if (all->count - first >= HOLDERS_MAX) {
            plume_relating_doubt(all->relating, PLUME_DOUBT_CROWDED, number, holder);
            all->count = first;
            return true;
        }
        if (!push(all, &one))
            return false;
    }
    all->several = all->several || all->count - first > 1;
    return true;
}

/* Of each reader the parts. What is part of something already is not looked at again. */
static bool find(finding *all, const uint32_t *accounts, size_t count)
{
    const plume_relating *relating = all->relating;
    const plume_groups *groups = relating->groups;
    bool done = plume_holders_fill(&all->holders, accounts, count);

    all->count = 0;
    all->several = false;
    for (uint8_t reader = 0; done && reader < relating->book->reader_count; reader++) {
        if (!plume_holders_of(&all->holders, reader))
            continue;
        for (size_t i = 0; done && i < count; i++)
            if (relating->book->account[accounts[i]].reader == reader &&
                plume_group_holder(groups, plume_group_of(groups, accounts[i])) ==
                    PLUME_NOBODY)
                done = find_holders(all, accounts[i]);
    }
    return done;
}

/* --- which of them are parts --- */

static double length_s(const plume_book *book, uint32_t account)
{
    return book->account[account].end_s - book->account[account].start_s;
}

static int by_holder(const void *context, const void *left, const void *right)
{
    const plume_book *book = context;
    const plume_within *a = left, *b = right;
    double own_s = book->account[a->part].start_s;
    double other_s = book->account[b->part].start_s;

    int part = book->account[a->part].reader - book->account[b->part].reader;
    int holder = book->account[a->holder].reader - book->account[b->holder].reader;

    if (part != 0 || holder != 0)
        return part != 0 ? part : holder;
    if (a->holder != b->holder)
        return a->holder < b->holder ? -1 : 1;
    if (own_s != other_s)
        return own_s < other_s ? -1 : 1;
    return (a->part > b->part) - (a->part < b->part);
}

static size_t count_alike(const finding *all, size_t first)
{
    const plume_account *account = all->relating->book->account;
    const plume_within *one = &all->found[first];
    size_t end = first;

    while (end < all->count && all->found[end].holder == one->holder &&
           account[all->found[end].part].reader == account[one->part].reader)
        end++;
    return end - first;
}

/* Seconds that the parts of one holder cover, in order of their starts. */
static double covered_s(const plume_book *book, const plume_within *parts, size_t count)
{
    double sum_s = 0.0, until_s = -HUGE_VAL;

    for (size_t i = 0; i < count; i++) {
        const plume_account *part = &book->account[parts[i].part];
        double from_s = fmax(part->start_s, until_s);

        sum_s += fmax(part->end_s - from_s, 0.0);
        until_s = fmax(until_s, part->end_s);
    }
    return sum_s;
}

/* The parts of one holder. Marks as sure what is to be tied: where several holders fit
 * several parts, what is paired of them. */
static void decide(finding *all, plume_within *first, size_t count)
{
    const plume_book *book = all->relating->book;
    double wanted_s = covered_share * length_s(book, first->holder);
    bool enough = covered_s(book, first, count) >= wanted_s;

    for (plume_within *one = first; one < first + count; one++) {
        bool half = length_s(book, one->part) >= wanted_s;

        if (one->sure)
            continue;
        if (!one->several ? enough : one->paired && half)
            one->sure = true;
        else
            doubt(all, one->part, one->holder);
    }
}

/* The shortest holder first, as a group is part of the shortest that holds it. */
static int by_length(const void *book, const void *left, const void *right)
{
    const plume_within *a = left, *b = right;
    double own_s = length_s(book, a->holder), other_s = length_s(book, b->holder);
    double own_apart_s = plume_within_apart_s(a, book);
    double other_apart_s = plume_within_apart_s(b, book);

    if (own_s != other_s)
        return own_s < other_s ? -1 : 1;
    if (own_apart_s != other_apart_s)
        return own_apart_s < other_apart_s ? -1 : 1;
    if (a->holder != b->holder)
        return a->holder < b->holder ? -1 : 1;
    return (a->part > b->part) - (a->part < b->part);
}

/* Of the parts of one holder those that are to be tied: one alone folds, several are
 * framed by it. */
static void count_sure(plume_within *first, size_t count)
{
    uint32_t sure = 0;

    for (size_t i = 0; i < count; i++)
        sure += first[i].sure;
    for (size_t i = 0; i < count; i++)
        first[i].framed = sure > 1;
}

/* What folds is one run with all that its holder is: nothing known may differ. */
static void tie_one(plume_groups *groups, plume_families *families,
                    const plume_within *one)
{
    if (groups_fit(groups, one->part, one->holder) &&
        (one->framed || plume_families_agree(families, one->part, one->holder)) &&
        plume_groups_put_inside(groups, one->part, one->holder, PLUME_RULE_INSIDE))
        plume_families_add(families, one->part, one->holder, one->framed);
}

/* Adds one to the count of each reader of a part's group; and the largest of these. */
static uint32_t count_readers(uint32_t counts[PLUME_READERS_MAX],
                              const plume_groups *groups, uint32_t part, bool add)
{
    plume_reader_set seen = { { 0 } };
    uint32_t most = 0;

    PLUME_EACH_MEMBER(groups, plume_group_of(groups, part), member)
    {
        uint8_t reader = groups->book->account[member].reader;

        if (add && !plume_readers_have(seen, reader))
            counts[reader]++;
        plume_readers_add(&seen, reader);
        most = counts[reader] > most ? counts[reader] : most;
    }
    return most;
}

/* Of several that were to be framed some were not tied. One that no other of its readers
 * stands beside folds after all, and must not where anything known differs. */
static void check_frame(plume_groups *groups, plume_families *families,
                        const plume_within *parts, size_t count)
{
    uint32_t counts[PLUME_READERS_MAX] = { 0 };

    for (size_t i = 0; i < count; i++)
        count_readers(counts, groups, parts[i].part, true);
    for (size_t i = 0; i < count; i++) {
        const plume_within *one = &parts[i];

        if (!one->framed || count_readers(counts, groups, one->part, false) > 1)
            continue;
        plume_families_unframe(families, one->part);
        if (plume_families_agree(families, one->part, one->holder))
            plume_families_add(families, one->part, one->holder, false);
        else
            plume_groups_take_out(groups, one->part);
    }
}

static bool is_tied_by(const plume_groups *groups, const plume_within *one)
{
    plume_group_facts facts =
        plume_group_facts_of(groups, plume_group_of(groups, one->part));

    return one->sure && facts.holder == one->holder && facts.by == one->part;
}

static int by_outer(const void *groups, const void *left, const void *right)
{
    uint32_t own = plume_group_of(groups, ((const plume_within *)left)->holder);
    uint32_t other = plume_group_of(groups, ((const plume_within *)right)->holder);

    if (own != other)
        return own < other ? -1 : 1;
    return by_length(((const plume_groups *)groups)->book, left, right);
}

/* Those that were tied come first, by what holds them. */
static void check_frames(finding *all)
{
    plume_groups *groups = all->relating->groups;
    plume_within *found = all->found;
    size_t count = 0;

    for (size_t i = 0; i < all->count; i++) {
        plume_within one = found[i];

        if (!is_tied_by(groups, &one))
            continue;
        found[i] = found[count];
        found[count++] = one;
    }
    plume_sort(found, count, sizeof *found, by_outer, groups);
    for (size_t i = 0, end; i < count; i = end) {
        uint32_t outer = plume_group_of(groups, found[i].holder);

        for (end = i; end < count && plume_group_of(groups, found[end].holder) == outer;)
            end++;
        check_frame(groups, &all->families, &found[i], end - i);
    }
}

/* False: out of memory. */
static bool tie(finding *all)
{
    plume_groups *groups = all->relating->groups;
    bool done = !all->several || plume_within_pair(all->found, all->count, groups);

    if (!done)
        return false;
    plume_sort(all->found, all->count, sizeof *all->found, by_holder, groups->book);
    for (size_t i = 0, n; i < all->count; i += n) {
        n = count_alike(all, i);
        decide(all, &all->found[i], n);
        count_sure(&all->found[i], n);
    }
    plume_sort(all->found, all->count, sizeof *all->found, by_length, groups->book);
    for (size_t i = 0; i < all->count; i++)
        if (all->found[i].sure)
            tie_one(groups, &all->families, &all->found[i]);
    check_frames(all);
    for (size_t i = 0; i < all->count; i++)
        if (all->found[i].sure &&
            plume_group_holder(groups, plume_group_of(groups, all->found[i].part)) ==
                PLUME_NOBODY)
            doubt(all, all->found[i].part, all->found[i].holder);
    return true;
}

/* --- all of them --- */

static int by_end(const void *book, const void *left, const void *right)
{
    uint32_t own = *(const uint32_t *)left, other = *(const uint32_t *)right;
    double own_s = ((const plume_book *)book)->account[own].end_s;
    double other_s = ((const plume_book *)book)->account[other].end_s;

    if (own_s != other_s)
        return own_s < other_s ? -1 : 1;
    return (own > other) - (own < other);
}

/* All that may hold or be held, earliest end first. NULL: out of memory. */
static uint32_t *in_order(const plume_book *book, size_t *count)
{
    uint32_t *accounts = malloc((book->count + 1) * sizeof *accounts);

    *count = 0;
    for (uint32_t i = 0; accounts != NULL && i < book->count; i++)
        if (plume_holders_may_be(&book->account[i]))
            accounts[(*count)++] = i;
    if (accounts != NULL)
        plume_sort(accounts, *count, sizeof *accounts, by_end, book);
    return accounts;
}

/* Spells are looked at by the thousand: each has its cost. */
static bool relate_spells(finding *all, const uint32_t *accounts, size_t count)
{
    plume_spells spells = { 0 };
    bool done = plume_spells_init(&spells, all->relating->groups, accounts, count,
                                  PLUME_SPELL_WHOLE, sticks_out_s);

    for (size_t i = 0, next; done && i < count; i = next) {
        next = plume_spells_next(&spells, i, TOGETHER);
        done = find(all, &accounts[i], next - i) && (all->count == 0 || tie(all));
    }
    plume_spells_dispose(&spells);
    return done;
}

bool plume_rule_inside(plume_relating *relating)
{
    finding all = { .relating = relating };
    size_t count;
    uint32_t *accounts = in_order(relating->book, &count);
    bool done = plume_holders_init(&all.holders, relating->groups);

    done = plume_families_init(&all.families, relating->groups) && done;
    done = done && accounts != NULL && relate_spells(&all, accounts, count);
    plume_holders_dispose(&all.holders);
    plume_families_dispose(&all.families);
    free(all.found);
    free(accounts);
    return done;
}
