/* traces/exclusions.h -- times of devices that another trace tells, and that are left out
 * of this one. */
#ifndef PLUME_TRACES_EXCLUSIONS_H
#define PLUME_TRACES_EXCLUSIONS_H

#include "traces/integrator.h"

typedef struct plume_excluded_time {
    size_t device;
    double from_s, to_s;
} plume_excluded_time;

/* Zeroed is empty. */
typedef struct plume_exclusions {
    plume_excluded_time *time; /* once ready: by device and time, joined */
    size_t count, capacity;
} plume_exclusions;

plume_status plume_exclusions_add(plume_exclusions *exclusions,
                                  const plume_excluded_time *time, plume_error *error);
/* After the last. */
void plume_exclusions_ready(plume_exclusions *exclusions);
void plume_exclusions_dispose(plume_exclusions *exclusions);

/* Gives what is left of a piece to sink, in parts. */
void plume_exclusions_pass(const plume_exclusions *exclusions,
                           const plume_power_piece *piece, plume_power_sink sink);

#endif
