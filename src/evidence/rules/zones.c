/* Logs whose clocks are a zone apart: where no pair of two logs is found as they stand,
 * and three or more are at one multiple of a quarter of an hour, the log whose stamps
 * have no zone moves as a whole. Small files of one reader are one log. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Zones lie up to 14 hours apart, by quarters of an hour. At least three pairs and 80 %
 * of the smaller log must fit, within the seconds of rule `times`. */
#define QUARTER_S 900.0
enum { QUARTERS = 56, OFFSETS = 2 * QUARTERS + 1, PAIRS_LEAST = 3 };
static const double end_s = 3.0, start_s = 10.0, matched_share = 0.8;

/* An account that has times, and the log that it counts for. */
typedef struct clocked {
    uint64_t log;
    double end_s;
    uint32_t account;
} clocked;

/* The accounts of one log, in the order of their ends. */
typedef struct log_span {
    const clocked *first;
    size_t count;
    bool naive;  /* its clock has no zone, and has not been moved */
    bool agrees; /* as it stands, with another log */
    bool near;   /* as it stands, some of it are runs of a log that has a zone */
} log_span;

/* --- logs --- */

static int by_log(const void *left, const void *right)
{
    const clocked *a = left, *b = right;

    if (a->log != b->log)
        return a->log < b->log ? -1 : 1;
    if (a->end_s != b->end_s)
        return a->end_s < b->end_s ? -1 : 1;
    return (a->account > b->account) - (a->account < b->account);
}

/* Whether a stamp of an input has a zone: it fixes the clock of all. NULL: out of memory.
 */
static bool *find_zoned(const plume_book *book)
{
    uint32_t inputs = 0;
    bool *zoned;

    for (uint32_t i = 0; i < book->count; i++)
        if (plume_book_input(book, i) >= inputs)
            inputs = plume_book_input(book, i) + 1;
    zoned = calloc((size_t)inputs + 1, sizeof *zoned);
    for (uint32_t i = 0; zoned != NULL && i < book->count; i++)
        if ((book->account[i].flags & PLUME_ACCOUNT_NAIVE) == 0)
            zoned[plume_book_input(book, i)] = true;
    return zoned;
}

/* All files of a reader are one log, since a clock is a machine's and a log may be split;
 * what did not move so is asked again file by file. Samples of a trace are never moved.
 */
static size_t take_all(clocked *out, const plume_book *book, const bool *zoned,
                       bool files)
{
    uint64_t rank[PLUME_READERS_MAX] = { 0 }, ranks = 0;
    size_t count = 0;

    for (uint32_t i = 0; i < book->count; i++) {
        const plume_account *account = &book->account[i];
        bool naive = !zoned[plume_book_input(book, i)] &&
                     (book->shift_s == NULL || book->shift_s[i] == 0.0F);
        uint64_t log = (uint64_t)PLUME_READERS_MAX + 1 + plume_book_input(book, i);

        if (rank[account->reader] == 0) /* accounts are in order of readers' names */
            rank[account->reader] = ++ranks;
        if (!files)
            log = rank[account->reader];
        if (plume_account_has_times(account) &&
            (account->flags & PLUME_ACCOUNT_TRACE) == 0)
            out[count++] = (clocked){ log * 2 + naive, account->end_s, i };
    }
    return count;
}

static size_t spans_of(log_span *spans, const clocked *all, size_t count)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        if (i == 0 || all[i].log != all[i - 1].log)
            spans[found++] = (log_span){ &all[i], 0, all[i].log % 2 != 0, false, false };
        spans[found - 1].count++;
    }
    return found;
}

/* --- pairs --- */

/* The first of a log that ends at this time or later. */
static size_t first_from(const log_span *span, double from_s)
{
    size_t low = 0, high = span->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (span->first[middle].end_s < from_s)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether another log has an account that this one would be, moved by these seconds. */
static bool has_pair(const plume_book *book, const plume_account *own,
                     const log_span *other, double shift_s)
{
    double at_s = own->end_s + shift_s, widest_s = end_s + own->resolution_s + 60.0;

    for (size_t i = first_from(other, at_s - widest_s);
         i < other->count && other->first[i].end_s <= at_s + widest_s; i++) {
        const plume_account *one = &book->account[other->first[i].account];
        double slack_s = (double)own->resolution_s + one->resolution_s;

        if (fabs(one->end_s - at_s) <= end_s + slack_s &&
            fabs(one->start_s - own->start_s - shift_s) <= start_s + slack_s)
            return true;
    }
    return false;
}

static size_t count_pairs(const plume_book *book, const log_span *left,
                          const log_span *right, double shift_s)
{
    size_t count = 0;

    for (size_t i = 0; i < left->count; i++)
        count += has_pair(book, &book->account[left->first[i].account], right, shift_s);
    return count;
}

/* The one offset at which enough of the smaller log are found; 0: none. */
static double offset_s(const plume_book *book, const log_span *left,
                       const log_span *right)
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

static uint8_t reader_of(const plume_book *book, const log_span *span)
{
    return book->account[span->first->account].reader;
}

/* Whether no zone could bring two logs to the same time. */
static bool are_far(const log_span *left, const log_span *right)
{
    static const double most_s = (QUARTERS + 1) * QUARTER_S;

    return left->first[0].end_s > right->first[right->count - 1].end_s + most_s ||
           right->first[0].end_s > left->first[left->count - 1].end_s + most_s;
}

static bool shift(plume_relating *relating, const log_span *moving, const log_span *fixed,
                  double shift_s)
{
    plume_relating_doubt(relating,
                         (plume_doubt){ PLUME_DOUBT_ZONE, moving->first->account,
                                        fixed->first->account, shift_s });
    for (size_t i = 0; i < moving->count; i++)
        if (!plume_book_shift(relating->book, moving->first[i].account, shift_s))
            return false;
    return true;
}

/* The left one moves to the right one's clock, and once, or agrees with it: then it is
 * settled, as that one is. Two logs of one reader are no pairs. */
static bool settle(plume_relating *relating, log_span *moving, const log_span *fixed)
{
    const plume_book *book = relating->book;
    size_t smaller = moving->count < fixed->count ? moving->count : fixed->count, agree;
    double shift_s;

    if (moving->count < PAIRS_LEAST || fixed->count < PAIRS_LEAST ||
        reader_of(book, moving) == reader_of(book, fixed) || are_far(moving, fixed))
        return true;
    agree = count_pairs(book, moving, fixed, 0.0);
    shift_s = offset_s(book, moving, fixed);
    moving->naive = shift_s == 0.0 && !(agree >= PAIRS_LEAST &&
                                        (double)agree >= matched_share * (double)smaller);
    return shift_s == 0.0 || shift(relating, moving, fixed, shift_s);
}

/* Those without a zone, by those that have one or were settled by one, until no more are:
 * a log that moved to one which then moved itself would stand wrong. */
static bool settle_by_zones(plume_relating *relating, log_span *spans, size_t count)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < count; i++)
            for (size_t k = 0; spans[i].naive && k < count; k++) {
                if (spans[k].naive)
                    continue;
                if (!settle(relating, &spans[i], &spans[k]))
                    return false;
                changed = changed || !spans[i].naive;
            }
    }
    return true;
}

/* Fewer pairs than are needed to settle a clock still tell which of two is the right one.
 */
static void find_near(const plume_book *book, log_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; spans[i].naive && !spans[i].near && k < count; k++)
            spans[i].near = !spans[k].naive &&
                            reader_of(book, &spans[i]) != reader_of(book, &spans[k]) &&
                            count_pairs(book, &spans[i], &spans[k], 0.0) > 0;
}

/* Two logs that tell of the same runs as they stand agree, and neither moves to a third:
 * runs that come back each hour lie at many offsets. */
static void settle_equals(const plume_book *book, log_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; k < count; k++) {
            log_span *a = &spans[i], *b = &spans[k];
            size_t smaller = a->count < b->count ? a->count : b->count, agree;

            if ((!a->naive && !b->naive) || smaller < PAIRS_LEAST ||
                reader_of(book, a) == reader_of(book, b) || are_far(a, b))
                continue;
            agree = count_pairs(book, a, b, 0.0);
            if (agree >= PAIRS_LEAST && (double)agree >= matched_share * (double)smaller)
                a->agrees = b->agrees = true;
        }
}

/* Of two logs without a zone the earlier one moves, but for one that is near to a log
 * that has a zone. */
static bool settle_all(plume_relating *relating, log_span *spans, size_t count)
{
    if (!settle_by_zones(relating, spans, count))
        return false;
    find_near(relating->book, spans, count);
    settle_equals(relating->book, spans, count);
    for (size_t i = 0; i < count; i++)
        for (size_t k = i + 1; spans[i].naive && k < count; k++) {
            bool turn = (spans[i].near && !spans[k].near) ||
                        (spans[i].agrees && !spans[k].agrees);

            if (spans[k].naive && !(spans[i].agrees && spans[k].agrees) &&
                !settle(relating, &spans[turn ? k : i], &spans[turn ? i : k]))
                return false;
        }
    return true;
}

bool plume_rule_zones(plume_relating *relating)
{
    const plume_book *book = relating->book;
    clocked *all = malloc((book->count + 1) * sizeof *all);
    log_span *spans = malloc((book->count + 1) * sizeof *spans);
    bool *zoned = find_zoned(book);
    bool done = all != NULL && spans != NULL && zoned != NULL;

    for (int files = 0; files < 2 && done; files++) {
        size_t count = take_all(all, book, zoned, files != 0);

        if (count > 0)
            qsort(all, count, sizeof *all, by_log);
        done = settle_all(relating, spans, spans_of(spans, all, count));
    }
    free(zoned);
    free(all);
    free(spans);
    return done;
}
