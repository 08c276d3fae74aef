/* Logs whose clocks are a zone apart: where no pair of two logs is found as they stand,
 * and three or more are at one multiple of a quarter of an hour, the log whose stamps
 * have no zone moves as a whole. */
#include "evidence/rules/internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Zones lie up to 14 hours apart, by quarters of an hour. At least three pairs and 80 %
 * of the smaller log must fit, within the seconds of rule `times`. */
#define QUARTER_S 900.0
enum { QUARTERS = 56, OFFSETS = 2 * QUARTERS + 1, PAIRS_LEAST = 3, PAIRS_MOST = 1000000 };
static const double end_s = 3.0, start_s = 10.0, matched_share = 0.8;

/* The accounts of one input: they follow each other. */
typedef struct log_span {
    uint32_t first, count, input;
    bool naive, trace;
} log_span;

/* One stamp with a zone fixes the clock of its whole log. */
static size_t spans_of(log_span *spans, const plume_book *book)
{
    size_t count = 0;

    for (uint32_t i = 0; i < book->count; i++) {
        const plume_account *account = &book->account[i];

        if (count == 0 || spans[count - 1].input != account->input)
            spans[count++] =
                (log_span){ .first = i, .input = account->input, .naive = true };
        spans[count - 1].count++;
        spans[count - 1].naive =
            spans[count - 1].naive && (account->flags & PLUME_ACCOUNT_NAIVE) != 0;
        spans[count - 1].trace =
            spans[count - 1].trace || (account->flags & PLUME_ACCOUNT_TRACE) != 0;
    }
    return count;
}

/* By how many quarters the right one stands later, where they are of one length. */
static bool quarters_apart(int *out, const plume_account *left,
                           const plume_account *right)
{
    double apart_s = right->end_s - left->end_s;
    double quarters = round(apart_s / QUARTER_S);
    double slack_s = (double)left->resolution_s + right->resolution_s;

    if (!(fabs(quarters) <= QUARTERS) ||
        !(fabs(apart_s - quarters * QUARTER_S) <= end_s + slack_s) ||
        !(fabs(right->start_s - left->start_s - quarters * QUARTER_S) <=
          start_s + slack_s))
        return false;
    *out = (int)quarters + QUARTERS;
    return true;
}

/* An account counts once at each offset, however many of the other log fit it there. */
static void count_pairs(uint32_t pairs[OFFSETS], const plume_book *book,
                        const log_span *left, const log_span *right)
{
    memset(pairs, 0, OFFSETS * sizeof *pairs);
    for (uint32_t i = 0; i < left->count; i++) {
        bool seen[OFFSETS] = { false };

        for (uint32_t k = 0; k < right->count; k++) {
            int at;

            if (!quarters_apart(&at, &book->account[left->first + i],
                                &book->account[right->first + k]) ||
                seen[at])
                continue;
            seen[at] = true;
            pairs[at]++;
        }
    }
}

/* The one offset at which enough of the smaller log are found; 0: none. */
static double offset_s(const uint32_t pairs[OFFSETS], size_t smaller)
{
    int best = QUARTERS;
    bool alone = true;

    if (pairs[QUARTERS] > 0)
        return 0.0;
    for (int i = 0; i < OFFSETS; i++) {
        alone = pairs[i] > pairs[best] || (alone && pairs[i] < pairs[best]) ||
                (alone && i == best);
        if (pairs[i] > pairs[best])
            best = i;
    }
    if (!alone || pairs[best] < PAIRS_LEAST ||
        pairs[best] < matched_share * (double)smaller)
        return 0.0;
    return (best - QUARTERS) * QUARTER_S;
}

/* Only a log without any zone moves, and never a trace. Two logs of one reader are no
 * pairs. */
static bool may_move(const plume_book *book, const log_span *moving,
                     const log_span *fixed)
{
    return moving->naive && !moving->trace && !fixed->trace &&
           moving->count >= PAIRS_LEAST && fixed->count >= PAIRS_LEAST &&
           book->account[moving->first].reader != book->account[fixed->first].reader &&
           (uint64_t)moving->count * fixed->count <= PAIRS_MOST;
}

/* The left one moves to the right one's clock. */
static bool move(plume_relating *relating, log_span *moving, const log_span *fixed)
{
    uint32_t pairs[OFFSETS];
    double shift_s;

    if (!may_move(relating->book, moving, fixed))
        return true;
    count_pairs(pairs, relating->book, moving, fixed);
    shift_s =
        offset_s(pairs, moving->count < fixed->count ? moving->count : fixed->count);
    if (shift_s == 0.0)
        return true;
    moving->naive = false; /* it moves once */
    plume_relating_doubt(relating, (plume_doubt){ PLUME_DOUBT_ZONE, moving->first,
                                                  fixed->first, shift_s });
    return plume_book_shift(relating->book, moving->input, shift_s);
}

/* Of two logs without a zone the earlier one moves, and once; one with a zone stands. */
bool plume_rule_zones(plume_relating *relating)
{
    log_span *spans = malloc((relating->book->count + 1) * sizeof *spans);
    size_t count;
    bool done = spans != NULL;

    if (!done)
        return false;
    count = spans_of(spans, relating->book);
    for (size_t i = 0; i < count && done; i++)
        for (size_t k = 0;
             spans[i].naive && spans[i].count >= PAIRS_LEAST && k < count && done; k++)
            if (k != i && (k > i || !spans[k].naive))
                done = move(relating, &spans[i], &spans[k]);
    free(spans);
    return done;
}
