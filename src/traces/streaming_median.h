/* traces/streaming_median.h -- the median of a stream of positive intervals.
 *
 * Intervals are counted in bins, sixteen to each doubling from a microsecond to four
 * years, of which only those are kept that have any: a device that is read by a clock
 * takes a few. The median is the longest interval in the bin where the median stands: for
 * equal intervals it is exact, and it is never too large by more than a sixteenth. */
#ifndef PLUME_TRACES_STREAMING_MEDIAN_H
#define PLUME_TRACES_STREAMING_MEDIAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct plume_streaming_median_bin {
    uint64_t count;
    double longest;
    int number;
} plume_streaming_median_bin;

/* Zeroed is empty. */
typedef struct plume_streaming_median {
    uint64_t total;
    plume_streaming_median_bin *bin; /* those that have any, from the shortest on */
    size_t count, capacity, last;
} plume_streaming_median;

/* Makes the bin of this number the last one. False: out of memory. */
bool plume_streaming_median_find(plume_streaming_median *median, int number);

static inline bool plume_streaming_median_is(const plume_streaming_median *median,
                                             size_t at, int number)
{
    return at < median->count && median->bin[at].number == number;
}

/* interval_s above 0. Most intervals are like the one before, or beside it in length. The
 * first bin begins at 2^-20 s; a double's exponent and the four bits behind it number
 * the bins (IEEE 754). False: out of memory. */
static inline bool plume_streaming_median_add(plume_streaming_median *median,
                                              double interval_s)
{
    enum { FIRST = (1023 - 20) * 16, MOST = 47 * 16 - 1 };
    plume_streaming_median_bin *bin;
    uint64_t bits;
    int number;

    memcpy(&bits, &interval_s, sizeof bits);
    number = (int)(bits >> 48) - FIRST;
    number = number < 0 ? 0 : number < MOST ? number : MOST;
    if (plume_streaming_median_is(median, median->last, number))
        ;
    else if (plume_streaming_median_is(median, median->last + 1, number))
        median->last++;
    else if (plume_streaming_median_is(median, median->last - 1, number))
        median->last--;
    else if (!plume_streaming_median_find(median, number))
        return false;
    bin = &median->bin[median->last];
    median->total++;
    bin->count++;
    if (interval_s > bin->longest)
        bin->longest = interval_s;
    return true;
}

/* NAN when empty. Of an even number of intervals the lower of the middle two is meant. */
double plume_streaming_median_median(const plume_streaming_median *median);
/* Empty again. */
void plume_streaming_median_dispose(plume_streaming_median *median);

#endif
