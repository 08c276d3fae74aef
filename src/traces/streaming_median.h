/* traces/streaming_median.h -- the median of a stream of positive intervals, in constant
 * memory.
 *
 * Intervals are counted in bins, sixteen to each doubling from a microsecond to four
 * years. The median is the longest interval in the bin where the median stands: for equal
 * intervals it is exact, and it is never too large by more than a sixteenth. */
#ifndef PLUME_TRACES_STREAMING_MEDIAN_H
#define PLUME_TRACES_STREAMING_MEDIAN_H

#include <stdint.h>

enum { PLUME_SPACING_BINS = 47 * 16 };

/* Zeroed is empty. */
typedef struct plume_spacing {
    uint64_t total;
    uint64_t count[PLUME_SPACING_BINS];
    double longest[PLUME_SPACING_BINS];
} plume_spacing;

/* interval_s above 0. */
void plume_spacing_add(plume_spacing *spacing, double interval_s);
/* NAN when empty. Of an even number of intervals the lower of the middle two is meant. */
double plume_spacing_median(const plume_spacing *spacing);

#endif
