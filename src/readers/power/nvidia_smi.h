/* readers/power/nvidia_smi.h -- the columns of an nvidia-smi query, and how its logs are
 * told.
 */
#ifndef PLUME_READERS_POWER_NVIDIA_SMI_H
#define PLUME_READERS_POWER_NVIDIA_SMI_H

#include "core/pool.h"
#include "logs/reader.h"

typedef enum plume_smi_column {
    PLUME_SMI_NONE,
    PLUME_SMI_TIME,
    PLUME_SMI_INDEX,
    PLUME_SMI_UUID,
    PLUME_SMI_BUS,
    PLUME_SMI_SERIAL,
    PLUME_SMI_NAME,
    PLUME_SMI_HOST, /* nvidia-smi has none: added where logs were joined */
    PLUME_SMI_DRAW,
    PLUME_SMI_AVERAGE,
    PLUME_SMI_INSTANT,
    PLUME_SMI_UTILIZATION,
    PLUME_SMI_COLUMN_COUNT
} plume_smi_column;

/* The name may have its unit behind it: "power.draw [W]". */
plume_smi_column plume_smi_column_of(const char *text, size_t length);

int plume_smi_confidence(const plume_head *head);

/* --- rows that tell no device --- */

/* Rows of several devices follow each other within milliseconds, then nothing comes for a
 * while: an interval of a few milliseconds, below a tenth of the one before it, is a
 * burst. Zeroed is empty. */
typedef struct plume_smi_bursts {
    double last_s, last_interval_s;
    uint64_t rows, drops;
} plume_smi_bursts;
void plume_smi_bursts_add(plume_smi_bursts *bursts, double t_s);
bool plume_smi_bursts_found(const plume_smi_bursts *bursts);

/* --- rows that tell no time --- */

/* The n-th sample of a device was taken n intervals after its first. Zeroed is empty. */
typedef struct plume_smi_rounds {
    plume_map *index;
    uint64_t *rounds;
    size_t capacity;
} plume_smi_rounds;
/* Sets sample->t_s. */
plume_status plume_smi_rounds_next(plume_smi_rounds *rounds, plume_power_sample *sample,
                                   double interval_s, plume_error *error);
void plume_smi_rounds_dispose(plume_smi_rounds *rounds);

#endif
