/* traces/integrator.h -- samples of power become energy, one device at a time.
 *
 * A trace is taken twice. The first time tells how far apart the samples of each device
 * stand, and which of its figures is the best; the second time adds up energy. Of powers
 * alone, read often enough, the first time adds up as well, and may do. Memory is
 * constant for each device. docs/power.md has the rules. */
#ifndef PLUME_TRACES_INTEGRATOR_H
#define PLUME_TRACES_INTEGRATOR_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "traces/counter_range.h"
#include "traces/verdict.h"
#include <plume/power.h>
#include <plume/series.h>
#include <plume/status.h>

/* One reading of one device. What was not read is NAN; of the three figures a device uses
 * one: its counter, else its energies by interval, else its power. */
typedef struct plume_power_sample {
    const char *device;       /* "" when the trace has but one */
    const char *key;          /* what tells it from all others, where that is not its
                                 name: a UUID, or a host and a bus id; else "" */
    const char *host;         /* on which it is; "" unknown */
    double t_s;               /* seconds, Unix time or since any start */
    double again_s;           /* when clocks showed the same once more, as in the hour
                                 that is doubled when summer time ends; else NAN */
    double watts;             /* at that time */
    double utilization;       /* 0 to 1 */
    double counter_j;         /* energy since some moment before the trace */
    double counter_modulus_j; /* what the counter never reaches; NAN: not told */
    plume_counter_kind kind;  /* of the counter */
    double interval_j;        /* energy from from_s to t_s */
    double from_s;            /* NAN: since the device's sample before this one */
    bool zoned;               /* its time can be of one moment only */
    size_t *slot; /* of who reads, to find the device again: 0 at first; NULL none */
} plume_power_sample;

/* Every figure NAN, device, key and host "". */
static inline void plume_power_sample_init(plume_power_sample *sample)
{
    const double unknown = (double)NAN;

    *sample = (plume_power_sample){
        .device = "",
        .key = "",
        .host = "",
        .t_s = unknown,
        .again_s = unknown,
        .watts = unknown,
        .utilization = unknown,
        .counter_j = unknown,
        .counter_modulus_j = unknown,
        .interval_j = unknown,
        .from_s = unknown,
    };
}

/* How a trace calls a device: its id, "" when it has but one; its key, what else tells it
 * from all others (a UUID, or a host and a bus id), else ""; its host, "" unknown. */
typedef struct plume_power_label {
    const char *id, *key, *host;
} plume_power_label;

/* What a device did between two moments: power runs straight from one figure to the
 * other. Pieces of one device follow each other and do not overlap, but after a clock
 * that went back. */
typedef struct plume_power_piece {
    size_t device; /* its number */
    double from_s, to_s;
    double from_w, to_w;
    double energy_j;    /* also when from_s equals to_s */
    double utilization; /* mean; NAN unknown */
    bool measured;      /* false: fills a gap */
} plume_power_piece;

typedef struct plume_power_sink {
    void (*take)(void *state, const plume_power_piece *piece);
    void *state;
} plume_power_sink;

typedef struct plume_power_rules {
    plume_gaps gaps;
    double idle_w, rated_w; /* of one device, for bounds; NAN: its extreme readings */
} plume_power_rules;

typedef struct plume_power plume_power;

plume_status plume_power_new(plume_power **out, const plume_power_rules *rules,
                             plume_error *error);
void plume_power_free(plume_power *power);

/* From now on energy is matched to the hours of a series, which is borrowed and may be
 * NULL. */
void plume_power_match(plume_power *power, const plume_series *series);

/* Bounds that became known later; in place of those of the rules. */
void plume_power_rate(plume_power *power, double idle_w, double rated_w);

/* What one device draws at the most: a counter that steps further tells no energy. NAN:
 * any. */
void plume_power_limit(plume_power *power, double most_w);

/* From the first time to the second, or to the second once more. sink.take may be NULL.
 */
void plume_power_begin(plume_power *power, plume_power_sink sink);

/* What follows was logged by itself: where its times go back it tells again what was
 * read, and no clock was set. */
void plume_power_go_on(plume_power *power);

/* How busy a device was, 0 to 1, where a log tells it apart from its power. Of a device
 * that has no sample nothing is kept; a second time tells it again. */
void plume_power_use(plume_power *power, const char *device, double utilization);
/* It was not at work, or not watched, from its last sample to the next: no energy lies
 * between. */
void plume_power_pause(plume_power *power, const char *device);

/* After the first time: its times are to be so much later the second time, which there
 * will be. */
void plume_power_move(plume_power *power, double by_s);

/* In place of a second time: whether the first gave all that it would, to the last bit.
 * Nothing is lost when not. */
bool plume_power_conclude(plume_power *power);

/* Takes a sample of power that goes on from the one before, of a device that its slot
 * tells, as take does but at once. False: it is not such a one, and was not taken. */
bool plume_power_take_usual(plume_power *power, const plume_power_sample *sample);

/* Samples of power and of nothing else, in the order of a log. */
typedef struct plume_power_batch {
    const double *t_s, *watts, *utilization; /* NAN where nothing is told */
    const uint16_t *device;                  /* by its number: */
    const size_t *slot;                      /* of a device, as that of a sample */
} plume_power_batch;

/* Takes from the first one on those that take_usual would take, up to end or to the first
 * that it would not, which is told. */
size_t plume_power_take_batch(plume_power *power, const plume_power_batch *batch,
                              size_t first, size_t end);

/* What is taken of the sample is left in it: no failed zero, the second of two hours.
 * PLUME_ERR_VALUE, without a place, for a gap that the rules do not allow. */
plume_status plume_power_take(plume_power *power, plume_power_sample *sample,
                              plume_power_verdict *verdict, plume_error *error);

#endif
