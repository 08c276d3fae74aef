/* readers/schedulers/slurm/header.h -- the columns of an sacct export, and its header. */
#ifndef PLUME_READERS_SLURM_HEADER_H
#define PLUME_READERS_SLURM_HEADER_H

#include "core/data/csv.h"

typedef enum slurm_column {
    SLURM_JOB_ID,
    SLURM_JOB_ID_RAW,
    SLURM_JOB_NAME,
    SLURM_CLUSTER,
    SLURM_STATE,
    SLURM_START,
    SLURM_END,
    SLURM_ELAPSED,
    SLURM_ELAPSED_RAW,
    SLURM_SUSPENDED,
    SLURM_CPU_TIME,
    SLURM_CPU_TIME_RAW,
    SLURM_TOTAL_CPU,
    SLURM_CPUS,
    SLURM_ALLOC_CPUS,
    SLURM_NODES,
    SLURM_ALLOC_NODES,
    SLURM_ALLOC_TRES,
    SLURM_REQ_TRES,
    SLURM_ALLOC_GRES,
    SLURM_REQ_GRES,
    SLURM_REQ_MEM,
    SLURM_ENERGY,
    SLURM_ENERGY_RAW,
    SLURM_NODE_LIST,
    SLURM_ACCOUNT,
    SLURM_USER,
    SLURM_PARTITION,
    SLURM_COLUMN_COUNT
} slurm_column;

/* How a header begins. */
typedef enum slurm_header {
    SLURM_HEADER_NONE,
    SLURM_HEADER_ROWS,       /* of an export with a delimiter */
    SLURM_HEADER_FIXED_WIDTH /* of sacct without -P or -p */
} slurm_header;

/* What the first line of a head is, and what delimits it. */
slurm_header slurm_header_of(const char *head, char *delimiter);

/* What to export with. */
extern const char slurm_command[];

const char *slurm_column_name(slurm_column column);

/* Whether sacct has a field of this name. */
bool slurm_is_field(const char *text, size_t length);
/* Whether a row is a header: where files were joined, one may follow that is another. */
bool slurm_is_header_row(const plume_row *row);

#endif
