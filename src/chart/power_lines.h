/* chart/power_lines.h -- what a power trace looks like over a span of time: figures for
 * each stretch of it, of one device or over many. */
#ifndef PLUME_CHART_POWER_LINES_H
#define PLUME_CHART_POWER_LINES_H

#include "chart/kept/power.h"

enum { PLUME_POWER_SLOTS = 96 };

/* Of a stretch; seconds 0: nothing was measured. */
typedef struct plume_power_slot {
    double least_w, median_w, most_w, seconds;
} plume_power_slot;

typedef struct plume_power_span {
    double start_s, end_s;
} plume_power_span;

/* Of all devices. */
plume_power_span plume_power_span_of(const plume_chart_power *power);

/* The median of the bins' means, in one of PLUME_POWER_SLOTS equal stretches. */
plume_power_slot plume_power_slot_of(const plume_kept_device *device,
                                     plume_power_span span, size_t slot);
/* Over all devices: least and most of their medians, and the median of these. */
plume_power_slot plume_power_slot_over(const plume_chart_power *power,
                                       plume_power_span span, size_t slot);

double plume_power_mean_w(const plume_kept_device *device);
double plume_power_most_w(const plume_kept_device *device);
/* Of the device's own span, gaps not counted. */
double plume_power_coverage(const plume_kept_device *device);

#endif
