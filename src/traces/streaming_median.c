/* The median of a stream, from counts in bins. */
#include "traces/streaming_median.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The first bin begins at 2^-20 s; those of one doubling are equally wide. */
enum { FIRST_EXPONENT = -20, BINS_PER_DOUBLING = 16, BINS_MAX = 47 * 16 };

struct plume_spacing_bin {
    uint64_t count;
    double longest;
    int number;
};

static int bin_of(double interval_s)
{
    int exponent, bin;
    double fraction = frexp(interval_s, &exponent); /* 0.5 up to 1 */

    /* 2^-20 is 0.5 * 2^-19 */
    if (exponent <= FIRST_EXPONENT)
        return 0;
    bin = (exponent - 1 - FIRST_EXPONENT) * BINS_PER_DOUBLING +
          (int)((fraction - 0.5) * 2 * BINS_PER_DOUBLING);
    return bin < BINS_MAX ? bin : BINS_MAX - 1;
}

/* The bin of this number, or where it would stand. */
static size_t place_of(const plume_spacing *spacing, int number)
{
    size_t low = 0, high = spacing->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (spacing->bin[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool grow(plume_spacing *spacing)
{
    size_t capacity = spacing->capacity * 2 + 2;
    plume_spacing_bin *grown = spacing->bin;

    if (spacing->count < spacing->capacity)
        return true;
    grown = realloc(grown, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    spacing->bin = grown;
    spacing->capacity = capacity;
    return true;
}

static bool open_bin(plume_spacing *spacing, size_t at, int number)
{
    if (!grow(spacing))
        return false;
    memmove(spacing->bin + at + 1, spacing->bin + at,
            (spacing->count - at) * sizeof *spacing->bin);
    spacing->bin[at] = (plume_spacing_bin){ 0, 0.0, number };
    spacing->count++;
    return true;
}

bool plume_spacing_add(plume_spacing *spacing, double interval_s)
{
    int number = bin_of(interval_s);
    size_t at = spacing->last; /* most intervals are like the one before */

    if (at >= spacing->count || spacing->bin[at].number != number) {
        at = place_of(spacing, number);
        if ((at == spacing->count || spacing->bin[at].number != number) &&
            !open_bin(spacing, at, number))
            return false;
        spacing->last = at;
    }
    spacing->total++;
    spacing->bin[at].count++;
    spacing->bin[at].longest = fmax(spacing->bin[at].longest, interval_s);
    return true;
}

double plume_spacing_median(const plume_spacing *spacing)
{
    uint64_t before = 0, wanted = (spacing->total + 1) / 2;

    for (size_t i = 0; i < spacing->count; i++) {
        before += spacing->bin[i].count;
        if (before >= wanted)
            return spacing->bin[i].longest;
    }
    return NAN;
}

void plume_spacing_dispose(plume_spacing *spacing)
{
    free(spacing->bin);
    *spacing = (plume_spacing){ .total = 0 };
}
