/* traces/attribution_internal.h -- what the parts of an attribution know of each other.
 */
#ifndef PLUME_TRACES_ATTRIBUTION_INTERNAL_H
#define PLUME_TRACES_ATTRIBUTION_INTERNAL_H

#include <stdint.h>

#include "traces/attribution.h"

/* A sum and what rounding took from it. */
typedef struct pair {
    double high, low;
} pair;

static inline void pair_add(pair *sum, double value)
{
    double total = sum->high + value;
    double part = total - sum->high;

    sum->low += (sum->high - (total - part)) + (value - part);
    sum->high = total;
}

static inline double pair_value(pair sum)
{
    return sum.high + sum.low;
}

static inline void pair_join(pair *sum, pair more)
{
    pair_add(sum, more.high);
    pair_add(sum, more.low);
}

static inline double pair_difference(pair a, pair b)
{
    return (a.high - b.high) + (a.low - b.low);
}

/* What one device did in one slot. */
typedef struct cell {
    pair energy_j;
    double busy_s; /* utilisation x time */
} cell;

/* The same energy by hours: in hours with an intensity, and times it. */
typedef struct match {
    pair known_j, weighted_j;
} match;

static inline void match_join(match *sum, const match *more)
{
    pair_join(&sum->known_j, more->known_j);
    pair_join(&sum->weighted_j, more->weighted_j);
}

/* The time between two starts or ends. Sums run from the first slot up to and with it. */
typedef struct slot {
    double change_devices; /* of the claims, at its beginning; then those in it */
    int64_t change_claims, change_unknown, change_masks;
    double measured_s, covered_s; /* of all devices; then summed */
    pair per_device_j;            /* energy for each device claimed; summed */
    match matched;                /* likewise, when a series is given */
} slot;

/* What the runs that name a device make of it in one slot. */
typedef struct holding {
    double weight;  /* of those runs: devices of each by those that it names */
    int64_t claims; /* that name it */
    double measured_s, covered_s;
} holding;

/* A claim, as it is kept. */
typedef struct entry {
    double start_s, end_s, devices, part;
    uint32_t owner, run;
    uint32_t first, on_count, named; /* first: in on */
    bool of_all;
} entry;

/* A time in which nothing is idle. */
typedef struct masked_time {
    double from_s, to_s;
} masked_time;

struct plume_attribution {
    entry *claim;
    size_t claims, capacity;
    masked_time *mask;
    size_t masks;
    uint32_t *on; /* numbers of devices that claims name, one claim behind the other */
    size_t on_count, on_capacity;
    double *bound; /* starts and ends, sorted, each once */
    size_t bounds, devices;
    slot *slots; /* bounds + 1: slot i ends at bound i */
    /* Device by device. Once settled an energy is that for a weight of one, summed from
     * the first slot. */
    cell *cells;
    holding *holdings; /* as the cells; NULL when no claim names devices */
    const plume_series *series;
    match *matches; /* as the cells; NULL without a series */
    match idle;
    bool utilization_missing;
    pair idle_j;
    double idle_s;
};

/* The slot that begins at t_s or before, and ends after it. */
size_t plume_attribution_slot(const plume_attribution *attribution, double t_s);
/* Of a claim without devices: in all; of one that names them: on each of them. */
double plume_attribution_weight(const entry *claim);

#endif
