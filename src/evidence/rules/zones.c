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
    bool naive; /* its clock has no zone, and has not been moved */
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

/* The accounts of one input follow each other. One stamp with a zone fixes the clock of
 * all; samples of a trace are never moved. */
static uint32_t take_input(clocked *out, size_t *count, const plume_book *book,
                           uint32_t first)
{
    const plume_account *account = book->account;
    uint32_t end = first;
    size_t from = *count;
    bool naive = true, trace = false;

    for (; end < book->count && account[end].input == account[first].input; end++) {
        naive = naive && (account[end].flags & PLUME_ACCOUNT_NAIVE) != 0;
        trace = trace || (account[end].flags & PLUME_ACCOUNT_TRACE) != 0;
        if (plume_account_has_times(&account[end]))
            out[(*count)++] = (clocked){ 0, account[end].end_s, end };
    }
    if (trace)
        *count = from;
    for (size_t i = from; i < *count; i++) {
        uint64_t log = *count - from >= PAIRS_LEAST
                           ? (uint64_t)PLUME_READERS_MAX + account[first].input
                           : account[first].reader;

        out[i].log = log * 2 + naive;
    }
    return end;
}

static size_t spans_of(log_span *spans, const clocked *all, size_t count)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        if (i == 0 || all[i].log != all[i - 1].log)
            spans[found++] = (log_span){ &all[i], 0, all[i].log % 2 != 0 };
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

/* The left one moves to the right one's clock, and once. Two logs of one reader are no
 * pairs. */
static bool move(plume_relating *relating, log_span *moving, const log_span *fixed)
{
    double shift_s;

    if (moving->count < PAIRS_LEAST || fixed->count < PAIRS_LEAST ||
        reader_of(relating->book, moving) == reader_of(relating->book, fixed))
        return true;
    shift_s = offset_s(relating->book, moving, fixed);
    if (shift_s == 0.0)
        return true;
    moving->naive = false;
    plume_relating_doubt(relating,
                         (plume_doubt){ PLUME_DOUBT_ZONE, moving->first->account,
                                        fixed->first->account, shift_s });
    for (size_t i = 0; i < moving->count; i++)
        if (!plume_book_shift(relating->book, moving->first[i].account, shift_s))
            return false;
    return true;
}

/* Of two logs without a zone the earlier one moves. One with a zone stands. */
static bool move_all(plume_relating *relating, log_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; spans[i].naive && k < count; k++)
            if (k != i && (k > i || !spans[k].naive) &&
                !move(relating, &spans[i], &spans[k]))
                return false;
    return true;
}

bool plume_rule_zones(plume_relating *relating)
{
    const plume_book *book = relating->book;
    clocked *all = malloc((book->count + 1) * sizeof *all);
    log_span *spans = malloc((book->count + 1) * sizeof *spans);
    bool done = all != NULL && spans != NULL;
    size_t count = 0;

    for (uint32_t i = 0; done && i < book->count;)
        i = take_input(all, &count, book, i);
    if (done && count > 0) {
        qsort(all, count, sizeof *all, by_log);
        done = move_all(relating, spans, spans_of(spans, all, count));
    }
    free(all);
    free(spans);
    return done;
}
