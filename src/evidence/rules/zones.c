/* Logs whose clocks are a zone apart: where no pair of two logs is found as they stand,
 * and three or more are at one multiple of a quarter of an hour, the log whose stamps
 * have no zone moves as a whole. Small files of one reader are one log. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/order.h"
#include "evidence/rules/zones/phases.h"

/* Zones lie up to 14 hours apart, by quarters of an hour. At least three pairs and 80 %
 * of the smaller log must fit, within the seconds of rule `times`. */
#define QUARTER_S 900.0
enum { QUARTERS = 56, OFFSETS = 2 * QUARTERS + 1, PAIRS_LEAST = 3 };
static const double end_s = 3.0, start_s = 10.0, matched_share = 0.8;

/* What tells to which log an account counts. */
typedef struct clocks {
    const plume_book *book;
    bool *zoned; /* of each input, whether a stamp of it has a zone: it fixes all */
    uint64_t rank[PLUME_READERS_MAX]; /* of readers, by their names */
    bool files;                       /* each file is a log, else each reader */
} clocks;

/* --- logs --- */

/* False: out of memory. */
static bool find_zoned(clocks *of, bool *any_naive)
{
    const plume_book *book = of->book;
    uint32_t inputs = 0;

    for (size_t i = 0; i < book->spans; i++)
        if (book->span[i].input >= inputs)
            inputs = book->span[i].input + 1;
    of->zoned = calloc((size_t)inputs + 1, sizeof *of->zoned);
    *any_naive = false;
    for (uint32_t i = 0; of->zoned != NULL && i < book->count; i++)
        if ((book->account[i].flags & PLUME_ACCOUNT_NAIVE) == 0)
            of->zoned[plume_book_input(book, i)] = true;
        else
            *any_naive = true;
    return of->zoned != NULL;
}

/* Accounts are in the order of readers' names. */
static void rank_readers(clocks *of)
{
    uint64_t ranks = 0;

    for (uint32_t i = 0; i < of->book->count; i++) {
        uint64_t *rank = &of->rank[of->book->account[i].reader];

        if (*rank == 0)
            *rank = ++ranks;
    }
}

/* All files of a reader are one log, since a clock is a machine's and a log may be split;
 * what did not move so is asked again file by file. */
static uint64_t log_of(const clocks *of, uint32_t account)
{
    const plume_book *book = of->book;
    uint32_t input = plume_book_input(book, account);
    bool naive =
        !of->zoned[input] && (book->shift_s == NULL || book->shift_s[account] == 0.0F);
    uint64_t log = of->files ? (uint64_t)PLUME_READERS_MAX + 1 + input
                             : of->rank[book->account[account].reader];

    return log * 2 + naive;
}

/* Ends first. */
static int by_times(const plume_account *a, const plume_account *b)
{
    if (a->end_s != b->end_s)
        return a->end_s < b->end_s ? -1 : 1;
    return (a->start_s > b->start_s) - (a->start_s < b->start_s);
}

static int by_log(const void *context, uint32_t left, uint32_t right)
{
    const clocks *of = context;
    uint64_t a = log_of(of, left), b = log_of(of, right);
    int order;

    if (a != b)
        return a < b ? -1 : 1;
    order = by_times(&of->book->account[left], &of->book->account[right]);
    return order != 0 ? order : (left > right) - (left < right);
}

/* Samples of a trace are never moved. */
static size_t take_all(uint32_t *out, const plume_book *book)
{
    size_t count = 0;

    for (uint32_t i = 0; i < book->count; i++)
        if (plume_account_has_times(&book->account[i]) &&
            (book->account[i].flags & PLUME_ACCOUNT_TRACE) == 0)
            out[count++] = i;
    return count;
}

/* out NULL: they are counted. */
static size_t spans_of(plume_log_span *out, const clocks *of, const uint32_t *all,
                       size_t count)
{
    uint64_t before = 0;
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        uint64_t log = log_of(of, all[i]);

        found += log != before;
        if (out != NULL && log != before)
            out[found - 1] = (plume_log_span){ &all[i], 0, log % 2 != 0, false, false };
        if (out != NULL)
            out[found - 1].count++;
        before = log;
    }
    return found;
}

/* --- pairs --- */

/* The first of a log that ends at this time or later. */
static size_t first_from(const plume_book *book, const plume_log_span *span,
                         double from_s)
{
    size_t low = 0, high = span->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (book->account[span->first[middle]].end_s < from_s)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The next that differs in its times, which many may share. */
static size_t after_equals(const plume_book *book, const plume_log_span *span, size_t i)
{
    const plume_account *own = &book->account[span->first[i]];
    size_t low = i + 1, high = span->count;

    if (low < high && by_times(own, &book->account[span->first[low]]) != 0)
        return low;
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (by_times(own, &book->account[span->first[middle]]) == 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether another log has an account that this one would be, moved by these seconds. */
static bool has_pair(const plume_book *book, const plume_account *own,
                     const plume_log_span *other, double shift_s)
{
    double at_s = own->end_s + shift_s, widest_s = end_s + own->resolution_s + 60.0;

    for (size_t i = first_from(book, other, at_s - widest_s); i < other->count;
         i = after_equals(book, other, i)) {
        const plume_account *one = &book->account[other->first[i]];
        double slack_s = (double)own->resolution_s + one->resolution_s;

        if (one->end_s > at_s + widest_s)
            return false;
        if (fabs(one->end_s - at_s) <= end_s + slack_s &&
            fabs(one->start_s - own->start_s - shift_s) <= start_s + slack_s)
            return true;
    }
    return false;
}

/* Those of equal times have a pair or have none. */
static size_t count_pairs(const plume_book *book, const plume_log_span *left,
                          const plume_log_span *right, double shift_s)
{
    size_t count = 0;

    for (size_t i = 0, next; i < left->count; i = next) {
        next = after_equals(book, left, i);
        if (has_pair(book, &book->account[left->first[i]], right, shift_s))
            count += next - i;
    }
    return count;
}

/* The one offset at which enough of the smaller log are found; 0: none. */
static double offset_s(const plume_book *book, const plume_log_span *left,
                       const plume_log_span *right)
{
    size_t smaller = left->count < right->count ? left->count : right->count, most = 0;
    bool alone = true;
    int best = 0;

    if (count_pairs(book, left, right, 0.0) > 0)
        return 0.0;
    for (int i = -QUARTERS; i <= QUARTERS; i++) {
        size_t pairs = count_pairs(book, left, right, i * QUARTER_S);

        alone = pairs > most || (alone && pairs < most);
        if (pairs > most) {
            most = pairs;
            best = i;
        }
    }
    return alone && most >= PAIRS_LEAST && (double)most >= matched_share * (double)smaller
               ? best * QUARTER_S
               : 0.0;
}

/* --- moving --- */

static uint8_t reader_of(const plume_book *book, const plume_log_span *span)
{
    return book->account[span->first[0]].reader;
}

/* Whether no zone could bring two logs to the same time. */
static bool are_far(const plume_book *book, const plume_log_span *left,
                    const plume_log_span *right)
{
    static const double most_s = (QUARTERS + 1) * QUARTER_S;
    const plume_account *account = book->account;

    return account[left->first[0]].end_s >
               account[right->first[right->count - 1]].end_s + most_s ||
           account[right->first[0]].end_s >
               account[left->first[left->count - 1]].end_s + most_s;
}

static bool shift(plume_relating *relating, const plume_log_span *moving,
                  const plume_log_span *fixed, double shift_s)
{
    plume_relating_doubt(relating, PLUME_DOUBT_ZONE, moving->first[0], fixed->first[0]);
    for (size_t i = 0; i < moving->count; i++)
        if (!plume_book_shift(relating->book, moving->first[i], shift_s))
            return false;
    return true;
}

/* The left one moves to the right one's clock, and once, or agrees with it: then it is
 * settled, as that one is. Two logs of one reader are no pairs. */
static bool settle(plume_relating *relating, plume_log_span *moving,
                   const plume_log_span *fixed)
{
    const plume_book *book = relating->book;
    size_t smaller = moving->count < fixed->count ? moving->count : fixed->count, agree;
    double shift_s;

    if (moving->count < PAIRS_LEAST || fixed->count < PAIRS_LEAST ||
        reader_of(book, moving) == reader_of(book, fixed) || are_far(book, moving, fixed))
        return true;
    agree = count_pairs(book, moving, fixed, 0.0);
    shift_s = offset_s(book, moving, fixed);
    moving->naive = shift_s == 0.0 && !(agree >= PAIRS_LEAST &&
                                        (double)agree >= matched_share * (double)smaller);
    return shift_s == 0.0 || shift(relating, moving, fixed, shift_s);
}

/* All logs of one kind, and who may be of whom. */
typedef struct zoning {
    plume_relating *relating;
    plume_log_span *span;
    size_t count;
    plume_phases phases;
} zoning;

static void meet(zoning *all, size_t i, uint32_t least)
{
    plume_phases_meet(&all->phases, i, least);
    all->relating->looked += all->phases.met_count;
}

/* Those without a zone, by those that have one or were settled by one, until no more are:
 * a log that moved to one which then moved itself would stand wrong. */
static bool settle_by_zones(zoning *all)
{
    plume_log_span *span = all->span;

    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < all->count; i++) {
            if (!span[i].naive || span[i].count < PAIRS_LEAST)
                continue;
            meet(all, i, PAIRS_LEAST);
            for (size_t m = 0; span[i].naive && m < all->phases.met_count; m++) {
                size_t k = all->phases.met[m];

                if (span[k].naive)
                    continue;
                if (!settle(all->relating, &span[i], &span[k]))
                    return false;
                changed = changed || !span[i].naive;
            }
        }
    }
    return true;
}

/* Fewer pairs than are needed to settle a clock still tell which of two is the right one.
 */
static void find_near(zoning *all)
{
    const plume_book *book = all->relating->book;
    plume_log_span *span = all->span;

    for (size_t i = 0; i < all->count; i++) {
        if (!span[i].naive || span[i].count < PAIRS_LEAST)
            continue;
        meet(all, i, 1);
        for (size_t m = 0; !span[i].near && m < all->phases.met_count; m++) {
            const plume_log_span *other = &span[all->phases.met[m]];

            span[i].near = !other->naive &&
                           reader_of(book, &span[i]) != reader_of(book, other) &&
                           count_pairs(book, &span[i], other, 0.0) > 0;
        }
    }
}

static void settle_equal(const plume_book *book, plume_log_span *a, plume_log_span *b)
{
    size_t smaller = a->count < b->count ? a->count : b->count, agree;

    if ((!a->naive && !b->naive) || (a->agrees && b->agrees) || smaller < PAIRS_LEAST ||
        reader_of(book, a) == reader_of(book, b) || are_far(book, a, b))
        return;
    agree = count_pairs(book, a, b, 0.0);
    if (agree >= PAIRS_LEAST && (double)agree >= matched_share * (double)smaller)
        a->agrees = b->agrees = true;
}

/* Two logs that tell of the same runs as they stand agree, and neither moves to a third:
 * runs that come back each hour lie at many offsets. */
static void settle_equals(zoning *all)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->span[i].count < PAIRS_LEAST)
            continue;
        meet(all, i, PAIRS_LEAST);
        for (size_t m = 0; m < all->phases.met_count; m++)
            if (all->phases.met[m] > i)
                settle_equal(all->relating->book, &all->span[i],
                             &all->span[all->phases.met[m]]);
    }
}

/* Of two logs without a zone the earlier one moves, but for one that is near to a log
 * that has a zone. */
static bool settle_rest(zoning *all)
{
    plume_log_span *span = all->span;

    for (size_t i = 0; i < all->count; i++) {
        if (!span[i].naive || span[i].count < PAIRS_LEAST)
            continue;
        meet(all, i, PAIRS_LEAST);
        for (size_t m = 0; span[i].naive && m < all->phases.met_count; m++) {
            size_t k = all->phases.met[m];
            bool turn =
                (span[i].near && !span[k].near) || (span[i].agrees && !span[k].agrees);

            if (k > i && span[k].naive && !(span[i].agrees && span[k].agrees) &&
                !settle(all->relating, &span[turn ? k : i], &span[turn ? i : k]))
                return false;
        }
    }
    return true;
}

static bool settle_all(zoning *all)
{
    bool naive = false, done;

    for (size_t i = 0; i < all->count; i++)
        naive = naive || (all->span[i].naive && all->span[i].count >= PAIRS_LEAST);
    if (!naive)
        return true;
    done = plume_phases_init(&all->phases, all->relating->book, all->span, all->count,
                             end_s, start_s) &&
           settle_by_zones(all);
    if (done) {
        find_near(all);
        settle_equals(all);
        done = settle_rest(all);
    }
    plume_phases_dispose(&all->phases);
    return done;
}

static bool settle_logs(plume_relating *relating, const clocks *of, uint32_t *account)
{
    size_t count = take_all(account, of->book);
    zoning all = { .relating = relating };
    bool done = plume_order(account, count, by_log, of);

    all.count = spans_of(NULL, of, account, count);
    all.span = malloc((all.count + 1) * sizeof *all.span);
    done = done && all.span != NULL;
    if (done) {
        spans_of(all.span, of, account, count);
        done = settle_all(&all);
    }
    free(all.span);
    return done;
}

bool plume_rule_zones(plume_relating *relating)
{
    clocks of = { .book = relating->book };
    bool naive, done = find_zoned(&of, &naive);
    uint32_t *account = NULL;

    if (done && naive) {
        account = malloc((of.book->count + 1) * sizeof *account);
        done = account != NULL;
        rank_readers(&of);
    }
    for (int files = 0; files < 2 && done && naive; files++) {
        of.files = files != 0;
        done = settle_logs(relating, &of, account);
    }
    free(of.zoned);
    free(account);
    return done;
}
