/* readers/codecarbon/run.h -- one row of CodeCarbon's emissions, whichever file
 * form it came in. */
#ifndef PLUME_READERS_CODECARBON_RUN_H
#define PLUME_READERS_CODECARBON_RUN_H

#include "logs/reader.h"
#include <plume/text.h>

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

/* One row, by meaning. Text is terminated and never NULL; "" is empty. present tells
 * which columns the file has at all. */
typedef struct codecarbon_row {
    const char *text[CC_COLUMN_COUNT];
    bool present[CC_COLUMN_COUNT];
    uint64_t line;
} codecarbon_row;

/* What is remembered from row to row: the last run without an id, and what was counted.
 */
typedef struct codecarbon_state {
    double unnamed_start_s, unnamed_first_s;
    uint64_t unnamed_line;
    char unnamed_project[64];
    struct codecarbon_tally {
        uint64_t rows, first_line;
    } tally[9];
} codecarbon_state;

void codecarbon_state_init(codecarbon_state *state);

/* A row whose cells have the types of their columns: NULL when it does, else why not,
 * with the column that offends. */
const char *codecarbon_row_fault(const codecarbon_row *row, codecarbon_column *column);

/* Pushes the run that a sound row is. */
plume_status codecarbon_take(plume_log *log, codecarbon_state *state,
                             const codecarbon_row *row, plume_error *error);

/* The notes that only the whole file shows. */
void codecarbon_close(plume_log *log, const codecarbon_state *state);

#endif
