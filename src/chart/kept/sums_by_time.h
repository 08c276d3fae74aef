/* chart/kept/sums_by_time.h -- what runs add up to in a bin of time, by role. */
#ifndef PLUME_CHART_KEPT_SUMS_BY_TIME_H
#define PLUME_CHART_KEPT_SUMS_BY_TIME_H

#include <plume/run.h>

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

/* For plume_time_bins. */
void plume_time_bin_join(void *to, const void *from);

#endif
