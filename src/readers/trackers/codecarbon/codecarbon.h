/* readers/trackers/codecarbon/codecarbon.h -- the names of CodeCarbon's columns. */
#ifndef PLUME_READERS_CODECARBON_CODECARBON_H
#define PLUME_READERS_CODECARBON_CODECARBON_H

/* The columns that matter. The order in which versions 3.2 and 3.3 write them, too: rows
 * appended under an older header keep it. */
typedef enum codecarbon_column {
    CC_TIMESTAMP,
    CC_PROJECT_NAME,
    CC_RUN_ID,
    CC_EXPERIMENT_ID,
    CC_DURATION,
    CC_EMISSIONS,
    CC_EMISSIONS_RATE,
    CC_CPU_POWER,
    CC_GPU_POWER,
    CC_RAM_POWER,
    CC_CPU_ENERGY,
    CC_GPU_ENERGY,
    CC_RAM_ENERGY,
    CC_ENERGY_CONSUMED,
    CC_WATER_CONSUMED,
    CC_COUNTRY_NAME,
    CC_COUNTRY_ISO_CODE,
    CC_REGION,
    CC_CLOUD_PROVIDER,
    CC_CLOUD_REGION,
    CC_OS,
    CC_PYTHON_VERSION,
    CC_CODECARBON_VERSION,
    CC_CPU_COUNT,
    CC_CPU_MODEL,
    CC_GPU_COUNT,
    CC_GPU_MODEL,
    CC_LONGITUDE,
    CC_LATITUDE,
    CC_RAM_TOTAL_SIZE,
    CC_TRACKING_MODE,
    CC_CPU_UTILIZATION,
    CC_GPU_UTILIZATION,
    CC_RAM_UTILIZATION,
    CC_RAM_USED,
    CC_ON_CLOUD,
    CC_PUE,
    CC_WUE,
    CC_STANDARD_COUNT,
    CC_TASK_NAME = CC_STANDARD_COUNT, /* only in the files of tasks */
    CC_COLUMN_COUNT
} codecarbon_column;

/* "timestamp" ... */
const char *codecarbon_column_name(codecarbon_column column);

#endif
