/* Sums by time in a bounded number of bins: when a time lies outside, pairs of bins join.
 */
#include "chart/kept/time_bins.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int64_t number_of(const plume_time_bins *bins, double t_s)
{
    return (int64_t)floor(t_s / bins->width_s);
}

static void add(plume_time_bin *to, const plume_time_bin *from)
{
    for (size_t k = 0; k < PLUME_TIME_MEASURES; k++)
        for (size_t i = 0; i < PLUME_ROLE_COUNT; i++)
            to->sum[k][i] += from->sum[k][i];
    to->finals += from->finals;
}

static int64_t halved(int64_t number)
{
    return number >= 0 ? number / 2 : (number - 1) / 2;
}

/* In place: a bin's new place is never behind its old one. */
static void widen(plume_time_bins *bins)
{
    int64_t first = halved(bins->first);
    size_t used = 0;

    for (size_t i = 0; i < bins->used; i++) {
        size_t to = (size_t)(halved(bins->first + (int64_t)i) - first);
        plume_time_bin moved = bins->bin[i];

        if (to >= used) {
            memset(&bins->bin[to], 0, sizeof moved);
            used = to + 1;
        }
        add(&bins->bin[to], &moved);
    }
    memset(bins->bin + used, 0, (PLUME_TIME_BINS - used) * sizeof *bins->bin);
    bins->first = first;
    bins->used = used;
    bins->width_s *= 2.0;
}

static bool spans(const plume_time_bins *bins, double t_s)
{
    int64_t number = number_of(bins, t_s);
    int64_t last = bins->first + (int64_t)bins->used - 1;

    if (number < bins->first)
        return last - number < PLUME_TIME_BINS;
    return number - bins->first < PLUME_TIME_BINS;
}

/* Bins before the first make it move up. */
static void shift(plume_time_bins *bins, size_t by)
{
    memmove(bins->bin + by, bins->bin, bins->used * sizeof *bins->bin);
    memset(bins->bin, 0, by * sizeof *bins->bin);
    bins->first -= (int64_t)by;
    bins->used += by;
}

plume_status plume_time_bins_find(plume_time_bins *bins, double t_s, plume_time_bin **out,
                                  plume_error *error)
{
    int64_t number;

    if (bins->bin == NULL) {
        bins->bin = calloc(PLUME_TIME_BINS, sizeof *bins->bin);
        if (bins->bin == NULL)
            return plume_fail_memory(error);
        bins->width_s = 1.0;
        bins->first = number_of(bins, t_s);
    }
    while (!spans(bins, t_s))
        widen(bins);
    number = number_of(bins, t_s);
    if (number < bins->first)
        shift(bins, (size_t)(bins->first - number));
    if ((size_t)(number - bins->first) >= bins->used)
        bins->used = (size_t)(number - bins->first) + 1;
    *out = &bins->bin[number - bins->first];
    return PLUME_OK;
}

double plume_time_bins_start_s(const plume_time_bins *bins, size_t i)
{
    return (double)(bins->first + (int64_t)i) * bins->width_s;
}

void plume_time_bins_dispose(plume_time_bins *bins)
{
    free(bins->bin);
    *bins = (plume_time_bins){ 0 };
}
