/* readers/meters/gpu/nvidia_smi_columns.h -- the columns of an nvidia-smi query, and how
 * its logs are told.
 */
#ifndef PLUME_READERS_POWER_NVIDIA_SMI_COLUMNS_H
#define PLUME_READERS_POWER_NVIDIA_SMI_COLUMNS_H

#include "core/pool.h"
#include "logs/reader.h"

typedef enum plume_smi_column {
    PLUME_SMI_NONE,
    PLUME_SMI_TIME,
    PLUME_SMI_INDEX,
    PLUME_SMI_GPU, /* nvidia-smi has none: a number that people add themselves */
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

#endif
