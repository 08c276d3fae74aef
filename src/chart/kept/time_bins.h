/* chart/kept/time_bins.h -- what is kept over equal stretches of time, whose width grows
 * with the time that they span. */
#ifndef PLUME_CHART_KEPT_TIME_BINS_H
#define PLUME_CHART_KEPT_TIME_BINS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/status.h>

enum { PLUME_TIME_BINS = 4096 };

/* Widths double, so that bins join in pairs. */
typedef struct plume_time_bins {
    unsigned char *bin; /* NULL: none yet; zeroed bytes are a bin without anything */
    size_t size;        /* of one */
    void (*join)(void *to, const void *from);
    double width_s;
    int64_t first; /* bin 0 begins at first x width_s */
    size_t used;   /* bins from 0 to the last that has something */
} plume_time_bins;

/* size: bytes of a bin; width_s: at first. */
void plume_time_bins_init(plume_time_bins *bins, size_t size,
                          void (*join)(void *to, const void *from), double width_s);
/* The bin of a time, whose bins are widened until it has one. */
plume_status plume_time_bins_find(plume_time_bins *bins, double t_s, void **out,
                                  plume_error *error);
void *plume_time_bins_at(const plume_time_bins *bins, size_t i);
double plume_time_bins_start_s(const plume_time_bins *bins, size_t i);
/* As after init. */
void plume_time_bins_clear(plume_time_bins *bins, double width_s);

#endif
