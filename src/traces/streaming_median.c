#include "traces/streaming_median.h"

#include <math.h>

/* The first bin begins at 2^-20 s; those of one doubling are equally wide. */
enum { FIRST_EXPONENT = -20, BINS_PER_DOUBLING = 16 };

static int bin_of(double interval_s)
{
    int exponent, bin;
    double fraction = frexp(interval_s, &exponent); /* 0.5 up to 1 */

    /* 2^-20 is 0.5 * 2^-19 */
    if (exponent <= FIRST_EXPONENT)
        return 0;
    bin = (exponent - 1 - FIRST_EXPONENT) * BINS_PER_DOUBLING +
          (int)((fraction - 0.5) * 2 * BINS_PER_DOUBLING);
    return bin < PLUME_SPACING_BINS ? bin : PLUME_SPACING_BINS - 1;
}

void plume_spacing_add(plume_spacing *spacing, double interval_s)
{
    int bin = bin_of(interval_s);

    spacing->total++;
    spacing->count[bin]++;
    if (interval_s > spacing->longest[bin])
        spacing->longest[bin] = interval_s;
}

double plume_spacing_median(const plume_spacing *spacing)
{
    uint64_t before = 0, wanted = (spacing->total + 1) / 2;

    for (int bin = 0; bin < PLUME_SPACING_BINS; bin++) {
        before += spacing->count[bin];
        if (before >= wanted && before > 0)
            return spacing->longest[bin];
    }
    return NAN;
}
