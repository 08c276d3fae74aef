/* traces/internal.h -- what the parts of the integrator know of a device. */
#ifndef PLUME_TRACES_INTERNAL_H
#define PLUME_TRACES_INTERNAL_H

#include <math.h>

#include "core/pool.h"
#include "core/number/exact_sum.h"
#include "traces/integrator.h"
#include "traces/streaming_median.h"

/* A stretch of time in which a device's clock ran forward. */
typedef struct plume_stretch {
    double from_s, to_s;
    double first;  /* the first figure, to know a copy by */
    bool set_back; /* it begins where a clock was set back */
} plume_stretch;

enum { PLUME_STRETCHES_MAX = 16 };

/* When a device was read. */
typedef struct plume_power_clock {
    size_t count;         /* of stretches, kept or not */
    double now_s, step_s; /* step_s: between the last two moments; NAN */
    double repeated_to_s; /* up to here samples repeat what was read; NAN */
    plume_stretch stretch[PLUME_STRETCHES_MAX]; /* the first ones; the last may go on */
    uint64_t steps_back, hour_steps;
    uint64_t stood; /* how often it showed a moment twice */
    bool seam;      /* the next sample is the first of another log */
} plume_power_clock;

typedef enum plume_clock_reading {
    PLUME_READING_FIRST,  /* begins a stretch: no interval ends here */
    PLUME_READING_ON,     /* an interval ends here, perhaps of length 0 */
    PLUME_READING_HOUR,   /* likewise, and an hour was gone through again */
    PLUME_READING_REPEATS /* was read before */
} plume_clock_reading;

void plume_power_clock_start(plume_power_clock *clock);
/* figure: of the sample, to know a copy by. May put the sample's time to the second of
 * two hours that read the same. */
plume_clock_reading plume_power_clock_tick(plume_power_clock *clock,
                                           plume_power_sample *sample, double figure);

/* Whether a tick would do no more than set the clock: it has one stretch, which goes on.
 */
static inline bool plume_power_clock_runs_on(const plume_power_clock *clock, double t_s)
{
    return clock->count == 1 && isnan(clock->repeated_to_s) && t_s > clock->now_s;
}

static inline void plume_power_clock_set(plume_power_clock *clock, double t_s)
{
    clock->step_s = t_s - clock->now_s;
    clock->now_s = clock->stretch[0].to_s = t_s;
}

typedef enum plume_figure_kind {
    PLUME_FIGURE_WATTS,
    PLUME_FIGURE_INTERVAL,
    PLUME_FIGURE_COUNTER
} plume_figure_kind;

/* What nearly every sample moves stands side by side: a node has many devices, whose
 * samples come in turn. */
typedef struct plume_power_state {
    const char *id, *key, *host;
    size_t number;
    /* of this time, with each sample */
    double last_s; /* of the stretch; NAN at its start, and so the others */
    double last_w, last_w_s, last_utilization;
    double start_s, end_s;
    double measured_s, least_w, most_w, most_utilization;
    uint64_t samples;
    bool drawing; /* the last power was above what may drop to 0 */
    bool has_energy;
    bool in_crowd;  /* the last moment is counted among crowded ones */
    bool concluded; /* what the first time learns is known */
    plume_figure_kind kind;
    double longest_s; /* that is no gap, by the median */
    uint64_t moments;
    plume_streaming_median median; /* of the first time; emptied before the second */
    plume_power_clock clock;
    plume_sum measured_j, bridged_j; /* bridged: of gaps */
    /* learned the first time */
    uint64_t counters, intervals;
    double most_counter_j; /* of a processor's counter, where its range is not told */
    uint64_t crowded, differing; /* moments at which several readings stand, and differ */
    double median_s;
    /* of this time, now and then */
    double last_counter_j, last_counter_s;
    double gap_s, longest_gap_s;
    uint64_t gaps, resets, wraps, leaps;
    double longest_leap_j;
    double range_j;     /* with which a wrap was made up for; NAN: none was */
    bool range_assumed; /* it was not told */
} plume_power_state;

struct plume_power {
    plume_power_rules rules;
    double most_w; /* of a device, by its counter; NAN any */
    plume_power_sink sink;
    const plume_series *series; /* NULL: energy is matched to no hours */
    plume_matched matched;
    plume_pool *pool;
    plume_map *index;
    plume_power_state **device;
    size_t count, capacity, current;
    bool learning;
    bool single;               /* the first time has added up, and may do */
    plume_power_piece *longer; /* of it: what is a gap unless the median is long */
    size_t longer_count;
};

/* Of the device, by its median, from now on. */
void plume_power_set_longest(plume_power_state *device);

/* Whether the median of the device makes a gap of so long an interval. */
static inline bool plume_power_is_gap(const plume_power_state *device, double interval_s)
{
    return interval_s > device->longest_s;
}

/* Adds up a piece that lies behind those before. */
void plume_power_push(plume_power *power, const plume_power_piece *piece);

/* What lies between the device's last sample and this one. */
plume_status plume_power_step(plume_power *power, plume_power_state *device,
                              const plume_power_sample *sample, plume_error *error);

#endif
