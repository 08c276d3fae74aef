/* properties/world.h -- a known truth, and what the logs of several tools tell of it.
 *
 * Times are Unix seconds, energies kilowatt-hours. A world is plain data: a copy with
 * some accounts left out, or in another order or file, is another folder of the same
 * truth. */
#ifndef PLUME_TESTS_PROPERTIES_WORLD_H
#define PLUME_TESTS_PROPERTIES_WORLD_H

#include "properties/chance.h"

#include <stddef.h>

typedef enum tool {
    TOOL_SLURM,
    TOOL_CODECARBON,
    TOOL_TASKS, /* of CodeCarbon, beside its run */
    TOOL_MLFLOW,
    TOOL_WANDB,
    TOOL_EVENTS,
    TOOL_CARBONTRACKER,
    TOOL_OPTUNA,
    TOOL_RAY,
    TOOL_TRAINER, /* of Hugging Face: lies above its event files */
    TOOL_TABLE,   /* runs.csv */
    TOOL_SMI,
    TOOL_COUNT
} tool;

typedef struct true_run {
    double start_s, end_s, gpu_w; /* gpu_w: of each device */
    int host, devices;
    int study; /* -1: of none */
    int number;
    bool failed;
} true_run;

typedef struct told {
    tool tool;
    int run;   /* the first true run that it tells of; -1: a trace */
    int count; /* of true runs: more than one of a frame */
    double start_s, end_s;
    double energy; /* as a share of the true one */
    int host, devices, pid, rank, session;
    bool keyed;     /* names another log's identifier where the tool can */
    bool left_out;  /* is not written */
    int file;       /* 0 or 1 */
    uint32_t place; /* in its file */
} told;

enum { RUNS_MAX = 40, TOLD_MAX = 400, HOSTS_MAX = 3 };

typedef struct world {
    uint64_t seed;
    true_run run[RUNS_MAX];
    told told[TOLD_MAX];
    size_t runs, count;
    bool hosts;           /* logs that can do so name them */
    bool uuids;           /* likewise devices, by their UUID */
    bool database;        /* MLflow keeps its runs in SQLite, not in files */
    bool strange;         /* holds what no log can tell apart */
    double zone_s;        /* the clock of the scheduler beside the others */
    int part[TOOL_COUNT]; /* the folder in which the logs of a tool lie */
    int parts;            /* 1: all in one */
    const char *kind;
} world;

/* The world of a seed. */
void world_make(world *out, uint64_t seed);

/* The accounts of one tool in one file, in the order of their places; count of them. */
size_t world_of(const world *from, tool which, int file, const told *out[TOLD_MAX]);

/* "" where hosts are unknown. */
const char *world_host(const world *from, int host);

/* Of the building, and of the machine on which a run ran. */
double world_pue(const world *from, int run);
const char *world_processor(const world *from, int run);
double world_memory_gb(const world *from, int run);

/* What an account tells of its energy, before PUE. */
double told_gpu_kwh(const world *from, const told *account);
double told_cpu_kwh(const told *account);
double told_ram_kwh(const told *account);

/* What a trace measured, all in all. */
double trace_kwh(const world *from, const told *trace);

/* Writes all logs below a folder that is there. */
void world_write(const world *from, const char *folder);

#endif
