/* readers/schedulers/slurm/record.h -- one row of an sacct export: a job's or a step's.
 */
#ifndef PLUME_READERS_SLURM_RECORD_H
#define PLUME_READERS_SLURM_RECORD_H

#include "readers/schedulers/slurm/cells.h"
#include "readers/schedulers/slurm/rows.h"

/* Why a row has no energy. */
typedef enum slurm_energy {
    SLURM_ENERGY_THERE,
    SLURM_ENERGY_BLANK,
    SLURM_ENERGY_NO_VALUE,   /* 0, 2^32-2, 2^64-2 */
    SLURM_ENERGY_IMPLAUSIBLE /* no node draws that much, or that little */
} slurm_energy;

/* Text is borrowed from the row. */
typedef struct slurm_record {
    slurm_id id;
    plume_field name, cluster, node_list, state_word, gpu_type;
    plume_field account, partition, user; /* user: empty unless people are wanted */
    plume_state state;
    double start_s, end_s, cpu_s;
    double duration_s;  /* without the time in which it was suspended */
    double suspended_s; /* 0 unless it is known to have been */
    double energy_j;    /* NAN unless energy is THERE */
    double gpus, nodes, cores;
    double memory_gb;   /* of the whole job */
    double total_cpu_s; /* that processors were busy */
    slurm_energy energy;
    bool duration_derived; /* from processor time and processors */
    bool resources_told;   /* which devices it had, even if none */
    bool requested;        /* devices are those asked for */
    bool mixed_types;
    bool shards; /* of GPUs, and no whole one */
    uint64_t line;
} slurm_record;

/* Watts a node that an energy must come to. */
#define SLURM_WATTS_LEAST 20.0
#define SLURM_WATTS_MOST  20000.0

/* Of start, end, duration and suspension what one of them lacks, by the others. */
void slurm_record_settle_time(slurm_record *record);

/* Whether joules can be those of the record's time, suspension included, and
 * nodes. */
slurm_energy slurm_energy_judge(double joules, const slurm_record *record);
void slurm_energy_note_implausible(plume_log *log, const slurm_record *record,
                                   double joules);

/* false: the row was rejected. */
bool slurm_record_read(slurm_record *out, plume_log *log, const slurm_rows *rows,
                       uint64_t line);

#endif
