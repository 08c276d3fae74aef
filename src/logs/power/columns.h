/* logs/power/columns.h -- what the columns of somebody's own power log are. */
#ifndef PLUME_LOGS_POWER_COLUMNS_H
#define PLUME_LOGS_POWER_COLUMNS_H

#include "core/data/csv.h"
#include "logs/meters.h"
#include "logs/reader.h"

enum { PLUME_POWER_COLUMNS_MAX = 256 };

typedef enum plume_power_column_kind {
    PLUME_POWER_COLUMN_OTHER,     /* nothing that a power log has */
    PLUME_POWER_COLUMN_TELEMETRY, /* temperature, fan: known, not used */
    PLUME_POWER_COLUMN_TIME,
    PLUME_POWER_COLUMN_DATE, /* a day; the time stands in another column */
    PLUME_POWER_COLUMN_ID,   /* of the device of a row */
    PLUME_POWER_COLUMN_NAME, /* model of the device */
    PLUME_POWER_COLUMN_HOST,
    PLUME_POWER_COLUMN_SENSOR, /* of a row, in a table of several */
    PLUME_POWER_COLUMN_UTILIZATION,
    PLUME_POWER_COLUMN_GPU,   /* GPU0: watts when no other column has any */
    PLUME_POWER_COLUMN_TOTAL, /* of the other columns */
    PLUME_POWER_COLUMN_WATTS
} plume_power_column_kind;

typedef struct plume_power_column {
    plume_power_column_kind kind;
    double watts_per_unit;
    plume_scope scope; /* UNKNOWN when the name does not tell */
    bool sure;         /* the name says power, and not only GPU0 */
    bool plain;        /* and nothing else: "power", "power_w" */
    plume_meter meter; /* of a machine, with all that is in it; else PART */
} plume_power_column;

plume_power_column plume_power_column_of(const char *text, size_t length);

/* What the columns are together. */
typedef struct plume_power_layout {
    plume_power_column column[PLUME_POWER_COLUMNS_MAX];
    size_t count;                                   /* of columns */
    size_t time, date, id, name, host, utilization; /* SIZE_MAX: not there */
    size_t further_id, uuid, sensor;                /* likewise */
    size_t watts[PLUME_POWER_COLUMNS_MAX], watts_count;
    size_t known;      /* columns that are not OTHER */
    bool sure;         /* a name says power */
    bool of_wandb;     /* system.gpu.0.powerWatts: a metric of Weights & Biases */
    bool inside;       /* columns were left out that another one contains */
    plume_scope scope; /* UNKNOWN when no name tells */
} plume_power_layout;

/* Begun, then one column after the other, then settled. */
void plume_power_layout_start(plume_power_layout *layout);
void plume_power_layout_add(plume_power_layout *layout, const char *text, size_t length);
void plume_power_layout_settle(plume_power_layout *layout);

/* Leaves out the columns that are inside of another one, as parts of a machine and the
 * supplies of one that has a meter. */
plume_status plume_power_layout_exclude(plume_power_layout *layout,
                                        const plume_header *header, plume_error *error);

/* The widest meter of the columns of watts. */
plume_meter plume_power_layout_meter(const plume_power_layout *layout);

/* Tells what was left out. */
void plume_power_layout_note(const plume_power_layout *layout, plume_log *log,
                             uint64_t line);

/* What a column of watts in a row is of: host, device, and the column's own name where
 * several have watts, as far as they are known. Clears name. */
void plume_power_layout_device(plume_text *name, const plume_power_layout *layout,
                               const plume_header *header, const plume_row *row,
                               size_t column);

/* Where a column of watts in a row was measured: host (cleared; of a meter of a node its
 * column may tell) and, where a UUID tells the device, its key. */
void plume_power_layout_sample(plume_power_sample *sample, plume_text *host,
                               const plume_power_layout *layout,
                               const plume_header *header, const plume_row *row,
                               size_t column);

#endif
