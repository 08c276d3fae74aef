/* chart/kept/time_bins.h -- sums over equal stretches of time, whose width grows with the
 * time that they span. */
#ifndef PLUME_CHART_KEPT_TIME_BINS_H
#define PLUME_CHART_KEPT_TIME_BINS_H

#include <stddef.h>
#include <stdint.h>

#include <stdbool.h>
#include <plume/run.h>

enum { PLUME_TIME_BINS = 4096 };

/* What is summed up, best first. */
typedef enum plume_time_measure {
    PLUME_TIME_KG,
    PLUME_TIME_DEVICE_HOURS,
    PLUME_TIME_HOURS,
    PLUME_TIME_MEASURES
} plume_time_measure;

typedef struct plume_time_bin {
    double sum[PLUME_TIME_MEASURES][PLUME_ROLE_COUNT];
    double finals; /* final runs that ended in it */
} plume_time_bin;

/* Widths are powers of two of a second, so that bins join in pairs. Zeroed: none. */
typedef struct plume_time_bins {
    plume_time_bin *bin; /* NULL: none yet */
    double width_s;
    int64_t first; /* bin 0 begins at first x width_s */
    size_t used;   /* bins from 0 to the last that has something */
} plume_time_bins;

/* The bin of a time, whose bins are widened until it has one. */
plume_status plume_time_bins_find(plume_time_bins *bins, double t_s, plume_time_bin **out,
                                  plume_error *error);
double plume_time_bins_start_s(const plume_time_bins *bins, size_t i);
void plume_time_bins_dispose(plume_time_bins *bins);

#endif
