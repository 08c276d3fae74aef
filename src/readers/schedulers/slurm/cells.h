/* readers/schedulers/slurm/cells.h -- what single cells of an sacct export mean.
 *
 * Numbers that are not there are NAN. A function that answers false found text that it
 * cannot read. */
#ifndef PLUME_READERS_SLURM_CELLS_H
#define PLUME_READERS_SLURM_CELLS_H

#include "core/data/csv.h"
#include "logs/reader.h"

/* What a row is of its job. */
typedef enum slurm_kind {
    SLURM_JOB,         /* "123", "123_4", "123+1": the allocation */
    SLURM_EXTERN,      /* "123.extern" */
    SLURM_INTERACTIVE, /* "123.interactive" */
    SLURM_STEP,        /* "123.0" */
    SLURM_BATCH        /* "123.batch" */
} slurm_kind;

typedef struct slurm_id {
    plume_field job;   /* without its step */
    plume_field group; /* the array "123" of "123_4", the job "123" of "123+1"; else "" */
    slurm_kind kind;
} slurm_id;

/* False when it begins with no number. */
bool slurm_read_id(slurm_id *out, plume_field cell);

/* The first word counts ("CANCELLED by 1000"); *out is UNKNOWN when Slurm has no such
 * state. False for that, true for an empty cell. */
bool slurm_read_state(plume_state *out, plume_field cell);

/* "None" and "Unknown" are no time. Also 2024-03-15-20:24:16 and seconds since 1970. */
bool slurm_read_time(double *out_s, plume_log *log, plume_field cell);

/* [D-]HH:MM:SS, MM:SS, or seconds. */
bool slurm_read_duration(double *out_s, plume_field cell);

/* "12", "1.5K": suffixes count in steps of scale (1024 for sizes and counts, 1000 for
 * energies). */
bool slurm_read_number(double *out, plume_field cell, double scale);

/* Joules, with the values that stand for none (0, 2^32-2, 2^64-2) as they are. */
bool slurm_read_joules(double *out_j, plume_field cell);
/* Whether an energy is one of the values that mean that nothing was measured. */
bool slurm_is_no_value(double joules);

/* Of what a memory is counted; Slurm 21.08 and later print that of the job. */
typedef enum slurm_memory_of {
    SLURM_MEMORY_OF_JOB,
    SLURM_MEMORY_OF_CORE,
    SLURM_MEMORY_OF_NODE
} slurm_memory_of;

/* "96G", "4000Mc", "250Gn", in GB as Slurm counts them: 1 G is 1024 M. Megabytes without
 * a suffix. 0 stands for all that a node has, and is unknown. */
bool slurm_read_memory(double *out_gb, slurm_memory_of *of, plume_field cell);

/* What a list of trackable resources says. */
typedef struct slurm_tres {
    double gpus, cpus, nodes, energy_j, memory_gb;
    plume_field gpu_type; /* "a100"; the first when there are several */
    bool mixed_types;
    bool shards; /* parts of GPUs, of which nobody tells how many one has */
    bool said;   /* anything at all */
} slurm_tres;

/* "billing=8,cpu=8,energy=100,gres/gpu=2,gres/gpu:a100=2,mem=128G,node=1". Counts of a
 * type are part of the count without. False when a count in it is none. */
bool slurm_read_tres(slurm_tres *out, plume_field cell);
/* The older "gpu:a100:2,craynetwork:1" or "gpu:2(IDX:0-1)". */
bool slurm_read_gres(slurm_tres *out, plume_field cell);

#endif
