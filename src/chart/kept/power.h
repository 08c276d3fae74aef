/* chart/kept/power.h -- what is kept of power logs while they are added up. */
#ifndef PLUME_CHART_KEPT_POWER_H
#define PLUME_CHART_KEPT_POWER_H

#include <plume/chart.h>

#include "chart/kept/time_bins.h"

enum { PLUME_KEPT_DEVICES = 64, PLUME_KEPT_GAPS = 256 };

/* Of one device in a stretch of time; seconds 0: nothing was measured. */
typedef struct plume_power_bin {
    double least_w, most_w, joules, seconds;
} plume_power_bin;

typedef struct plume_kept_gap {
    double from_s, to_s;
} plume_kept_gap;

typedef struct plume_kept_device {
    const char *name, *path;
    double rated_w; /* NAN unknown */
    plume_time_bins bins;
    double start_s, end_s, measured_s;
    double measured_kwh, filled_kwh; /* filled: over gaps */
    size_t gaps;
    plume_kept_gap gap[PLUME_KEPT_GAPS]; /* the first ones */
} plume_kept_device;

/* Those that were met first; all that there were. */
size_t plume_kept_device_count(const plume_chart_power *power);
size_t plume_kept_devices_met(const plume_chart_power *power);
const plume_kept_device *plume_kept_device_at(const plume_chart_power *power, size_t i);

/* What a device did from one time to another, by the bins whose middles lie there; of a
 * shorter stretch by the one around it. */
plume_power_bin plume_kept_device_between(const plume_kept_device *device, double from_s,
                                          double to_s);

/* Failed while taking, which can tell nothing: PLUME_ERR_MEMORY. */
plume_status plume_kept_power_status(const plume_chart_power *power, plume_error *error);

#endif
