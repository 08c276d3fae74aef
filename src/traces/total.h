/* traces/total.h -- what came of a trace, by device and as a whole. */
#ifndef PLUME_TRACES_TOTAL_H
#define PLUME_TRACES_TOTAL_H

#include "traces/integrator.h"
#include <plume/series.h>
#include <plume/text.h>

typedef struct plume_power_device {
    const char *id;           /* borrowed */
    double energy_j;          /* NAN: no interval had any */
    double low_j, high_j;     /* with gaps at idle and at rated power */
    double start_s, end_s;    /* NAN without a sample */
    double measured_s, gap_s; /* together the span, clock changes apart */
    double longest_gap_s;     /* 0 without a gap */
    double median_s;          /* between samples; NAN with fewer than two */
    double mean_w;            /* NAN without a span */
    double least_w, most_w;   /* readings; NAN for counters */
    double most_utilization;  /* 0 to 1; NAN unknown */
    uint64_t samples, gaps;   /* samples that were used */
    uint64_t steps_back;      /* the clock went back */
    uint64_t hour_steps;      /* by one hour, as at the end of summer time */
    uint64_t resets, wraps;   /* of the counter */
    double range_j;           /* with which wraps were made up for; NAN: none was */
    bool range_assumed;       /* it was not told */
    uint64_t leaps;           /* likewise, further than the device can draw */
    double longest_leap_j;
    bool counted; /* energy was counted, not computed from power */
    bool crowded; /* several readings that differ stand at most moments: they
                     are of several devices */
} plume_power_device;

size_t plume_power_count(const plume_power *power);
/* Known from its first sample on; borrowed. */
plume_power_label plume_power_label_at(const plume_power *power, size_t i);
plume_power_device plume_power_at(const plume_power *power, size_t i);

/* Over all devices: exact sums; the energy is NAN when no device has one, coverage the
 * measured share of the devices' time, NAN without any. */
typedef struct plume_power_total {
    double energy_j, low_j, high_j;
    double start_s, end_s, coverage;
    double duration_s;     /* between them, and any hour that was gone through again */
    size_t devices;        /* that have an energy */
    bool counted;          /* all of them */
    plume_matched matched; /* joules */
} plume_power_total;
plume_power_total plume_power_sum(const plume_power *power);

/* Drivers list all accelerators of a machine, whatever CUDA_VISIBLE_DEVICES says: those
 * that were never busy, by least_samples readings or more, beside those that were. */
typedef struct plume_power_unused {
    size_t idle, busy;
    double idle_j; /* of the idle ones; 0 without any */
} plume_power_unused;
plume_power_unused plume_power_idle(const plume_power *power, uint64_t least_samples);

/* Appends "device 0: 1.5 kWh, mean 200 W; ...", of eight devices at most. */
void plume_devices_print(plume_text *out, const plume_power *power);

#endif
