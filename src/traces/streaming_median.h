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

typedef struct plume_streaming_median_bin plume_streaming_median_bin;

/* Zeroed is empty. */
typedef struct plume_streaming_median {
    uint64_t total;
    plume_streaming_median_bin *bin; /* those that have any, from the shortest on */
    size_t count, capacity, last;
} plume_streaming_median;

/* interval_s above 0. False: out of memory. */
bool plume_streaming_median_add(plume_streaming_median *median, double interval_s);
/* NAN when empty. Of an even number of intervals the lower of the middle two is meant. */
double plume_streaming_median_median(const plume_streaming_median *median);
/* Empty again. */
void plume_streaming_median_dispose(plume_streaming_median *median);

#endif
