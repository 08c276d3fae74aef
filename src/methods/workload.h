/* methods/workload.h -- the parts of resolving a workload. */
#ifndef PLUME_METHODS_WORKLOAD_H
#define PLUME_METHODS_WORKLOAD_H

#include <plume/method.h>

/* A run and what may be asked about it. */
typedef struct plume_ask {
    const plume_run *run;
    plume_factors *factors; /* may be NULL: then no device is known */
    double host_power_w;
    plume_notes *notes;
} plume_ask;

#endif
