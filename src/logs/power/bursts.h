/* logs/power/bursts.h -- rows of a power log that tell no device. */
#ifndef PLUME_LOGS_POWER_BURSTS_H
#define PLUME_LOGS_POWER_BURSTS_H

#include <stdbool.h>
#include <stdint.h>

/* Rows of several devices follow each other within milliseconds, then nothing comes for a
 * while: an interval of a few milliseconds, below a tenth of the one before it, is a
 * burst. Zeroed is empty. */
typedef struct plume_power_bursts {
    double last_s, last_interval_s;
    uint64_t rows, drops;
} plume_power_bursts;
void plume_power_bursts_add(plume_power_bursts *bursts, double t_s);
bool plume_power_bursts_found(const plume_power_bursts *bursts);

#endif
