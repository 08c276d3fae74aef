/* The median of a stream, from counts in bins. */
#include "traces/streaming_median.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

bool plume_streaming_median_find(plume_streaming_median *median, int number)
{
    size_t at = place_of(median, number);

    if ((at == median->count || median->bin[at].number != number) &&
        !open_bin(median, at, number))
        return false;
    median->last = at;
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
