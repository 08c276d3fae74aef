/* readers/trackers/wandb/run.h -- one session of a W&B run, from its start to its end or
 * its last sign of life: gathered from whichever files there are, and handed out as a
 * run. */
#ifndef PLUME_READERS_WANDB_RUN_H
#define PLUME_READERS_WANDB_RUN_H

#include "readers/trackers/wandb/about.h"
#include "logs/power/boards.h"
#include "readers/trackers/wandb/program.h"
#include "readers/trackers/wandb/record.h"

typedef struct plume_wandb_run {
    plume_log *log;
    plume_text id, project, group, job_type, name, sweep, host, tags;
    double start_s;
    bool resumed;
    double before_s;                  /* what sessions before this one took; NAN */
    double first_s;                   /* of anything that has a time */
    double first_power_s;             /* of the samples of power */
    double last_stats_s, last_sign_s; /* of samples; of output and history */
    double
        last_alive_s; /* of samples that tell of the process, and of its GPUs if any do */
    bool uses_gpu;    /* some sample tells of a GPU that the process uses */
    bool by_child;    /* its sampler ends with the process: clients that write the machine
                         into    a record have one of their own for each run */
    double last_runtime_s; /* _runtime of the last history */
    bool exited;
    int64_t exit_code;
    double exit_runtime_s, exit_last_s; /* exit_last_s: of the last record before it */
    bool recorded;                      /* there is a .wandb file */
    plume_wandb_about about;
    plume_wandb_program program;
    plume_boards *power;
    plume_text board; /* the name of one */
} plume_wandb_run;

/* Disposed of by the caller in either case. */
plume_status plume_wandb_run_init(plume_wandb_run *run, plume_log *log,
                                  plume_error *error);
void plume_wandb_run_dispose(plume_wandb_run *run);

/* Takes one record of a .wandb file. *sound is false when its message is damaged. */
plume_status plume_wandb_run_take(plume_wandb_run *run, plume_bytes record, bool *sound,
                                  plume_error *error);

/* What sessions before this one took, which its runtimes hold; NAN: none, or not told. */
double plume_wandb_run_before(const plume_wandb_run *run);

/* How long it took, by the best that is known. */
typedef struct plume_wandb_time {
    double start_s, duration_s;
    const char *how; /* for a note */
    bool clean;      /* it ended by itself, and its samples with it */
    bool least;      /* it took at least that long */
    bool differs;    /* its own runtime holds more than its time; not used */
} plume_wandb_time;
plume_wandb_time plume_wandb_run_time(const plume_wandb_run *run);

#endif
