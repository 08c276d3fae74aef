/* The median of a stream, from counts in bins. */
#include "traces/streaming_median.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The first bin begins at 2^-20 s; those of one doubling are equally wide. */
enum { BINS_PER_DOUBLING = 16, BINS_MAX = 47 * 16 };
/* A double of 2^-20 by its exponent and the first four bits behind it (IEEE 754). */
enum { BITS_BELOW_BIN = 48, FIRST_BITS = (1023 - 20) * BINS_PER_DOUBLING };

struct plume_streaming_median_bin {
    uint64_t count;
    double longest;
    int number;
};

static int bin_of(double interval_s)
{
    uint64_t bits;
    int bin;

    memcpy(&bits, &interval_s, sizeof bits);
    bin = (int)(bits >> BITS_BELOW_BIN) - FIRST_BITS;
    return bin < 0 ? 0 : bin < BINS_MAX ? bin : BINS_MAX - 1;
}

/* The bin of this number, or where it would stand. */
static size_t place_of(const plume_streaming_median *median, int number)
{
    size_t low = 0, high = median->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (median->bin[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool grow(plume_streaming_median *median)
{
    size_t capacity = median->capacity * 2 + 2;
    plume_streaming_median_bin *grown = median->bin;

    if (median->count < median->capacity)
        return true;
    grown = realloc(grown, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    median->bin = grown;
    median->capacity = capacity;
    return true;
}

static bool open_bin(plume_streaming_median *median, size_t at, int number)
{
    if (!grow(median))
        return false;
    memmove(median->bin + at + 1, median->bin + at,
            (median->count - at) * sizeof *median->bin);
    median->bin[at] = (plume_streaming_median_bin){ 0, 0.0, number };
    median->count++;
    return true;
}

static bool is_there(const plume_streaming_median *median, size_t at, int number)
{
    return at < median->count && median->bin[at].number == number;
}

/* Most intervals are like the one before, or beside it in length. */
bool plume_streaming_median_add(plume_streaming_median *median, double interval_s)
{
    int number = bin_of(interval_s);
    size_t at = median->last;

    if (!is_there(median, at, number)) {
        at = is_there(median, at + 1, number)   ? at + 1
             : is_there(median, at - 1, number) ? at - 1
                                                : place_of(median, number);
        if (!is_there(median, at, number) && !open_bin(median, at, number))
            return false;
        median->last = at;
    }
    median->total++;
    median->bin[at].count++;
    if (interval_s > median->bin[at].longest)
        median->bin[at].longest = interval_s;
    return true;
}

double plume_streaming_median_median(const plume_streaming_median *median)
{
    uint64_t before = 0, wanted = (median->total + 1) / 2;

    for (size_t i = 0; i < median->count; i++) {
        before += median->bin[i].count;
        if (before >= wanted)
            return median->bin[i].longest;
    }
    return NAN;
}

void plume_streaming_median_dispose(plume_streaming_median *median)
{
    free(median->bin);
    *median = (plume_streaming_median){ .total = 0 };
}
