/* logs/power/rounds.h -- rows of a power log that tell no time. */
#ifndef PLUME_LOGS_POWER_ROUNDS_H
#define PLUME_LOGS_POWER_ROUNDS_H

#include "core/pool.h"
#include "traces/integrator.h"
#include <plume/status.h>

/* The n-th sample of a device was taken n intervals after its first. Zeroed is empty. */
typedef struct plume_power_rounds {
    plume_map *index;
    uint64_t *rounds;
    size_t capacity;
} plume_power_rounds;
/* Sets sample->t_s. */
plume_status plume_power_rounds_next(plume_power_rounds *rounds,
                                     plume_power_sample *sample, double interval_s,
                                     plume_error *error);
void plume_power_rounds_dispose(plume_power_rounds *rounds);

#endif
