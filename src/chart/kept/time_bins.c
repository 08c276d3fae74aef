/* A bounded number of bins over time: when a time lies outside, pairs of bins join. */
#include "chart/kept/time_bins.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void plume_time_bins_init(plume_time_bins *bins, size_t size,
                          void (*join)(void *to, const void *from), double width_s)
{
    *bins = (plume_time_bins){ .size = size, .join = join, .width_s = width_s };
}

void *plume_time_bins_at(const plume_time_bins *bins, size_t i)
{
    return bins->bin + i * bins->size;
}

static int64_t number_of(const plume_time_bins *bins, double t_s)
{
    return (int64_t)floor(t_s / bins->width_s);
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

        if (to < used) {
            bins->join(plume_time_bins_at(bins, to), plume_time_bins_at(bins, i));
        } else if (to != i) {
            memcpy(plume_time_bins_at(bins, to), plume_time_bins_at(bins, i), bins->size);
        }
        used = to + 1;
    }
    memset(plume_time_bins_at(bins, used), 0, (PLUME_TIME_BINS - used) * bins->size);
    bins->first = first;
    bins->used = used;
    bins->width_s *= 2.0;
}

static bool spans(const plume_time_bins *bins, double t_s)
{
    double number = floor(t_s / bins->width_s);
    double last = (double)bins->first + (double)bins->used - 1.0;

    if (number < (double)bins->first)
        return last - number < PLUME_TIME_BINS;
    return number - (double)bins->first < PLUME_TIME_BINS;
}

/* Bins before the first make it move up. */
static void shift(plume_time_bins *bins, size_t by)
{
    memmove(plume_time_bins_at(bins, by), bins->bin, bins->used * bins->size);
    memset(bins->bin, 0, by * bins->size);
    bins->first -= (int64_t)by;
    bins->used += by;
}

plume_status plume_time_bins_find(plume_time_bins *bins, double t_s, void **out,
                                  plume_error *error)
{
    int64_t number;

    if (bins->bin == NULL) {
        bins->bin = calloc(PLUME_TIME_BINS, bins->size);
        if (bins->bin == NULL)
            return plume_fail_memory(error);
        bins->first = number_of(bins, t_s);
    }
    while (!spans(bins, t_s))
        widen(bins);
    number = number_of(bins, t_s);
    if (number < bins->first)
        shift(bins, (size_t)(bins->first - number));
    if ((size_t)(number - bins->first) >= bins->used)
        bins->used = (size_t)(number - bins->first) + 1;
    *out = plume_time_bins_at(bins, (size_t)(number - bins->first));
    return PLUME_OK;
}

double plume_time_bins_start_s(const plume_time_bins *bins, size_t i)
{
    return (double)(bins->first + (int64_t)i) * bins->width_s;
}

void plume_time_bins_clear(plume_time_bins *bins, double width_s)
{
    free(bins->bin);
    plume_time_bins_init(bins, bins->size, bins->join, width_s);
}
