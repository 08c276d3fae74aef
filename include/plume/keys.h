/* plume/keys.h -- the identifiers that the log of a run states, by which other logs of
 * the same run are found.
 *
 * A reader fills in what its log says and leaves the rest: never a guess, never an
 * identifier that it made up itself, and none that every run of the log shares without
 * saying anything of the run (a worker's process id). Strings are borrowed and never
 * NULL; "" and NAN are unknown. Text is as the log writes it, without blanks around it;
 * whoever compares it knows what an upper case or a trailing slash means. */
#ifndef PLUME_KEYS_H
#define PLUME_KEYS_H

#include <stdint.h>

#include <plume/status.h>

PLUME_BEGIN

/* Whether the times of a run can be off by whole quarters of hours. */
typedef enum plume_clock {
    PLUME_CLOCK_UNKNOWN, /* taken as ZONED, or as NAIVE when the log read a stamp without
                            a zone on its way to the run: readers that use plume_log_time
                            need not say it */
    PLUME_CLOCK_ZONED,   /* Unix seconds, or stamps that name their zone */
    PLUME_CLOCK_NAIVE    /* local time of nobody knows where */
} plume_clock;

typedef struct plume_run_keys {
    /* Of a scheduler's job: as JobID writes it, with the index in an array and the offset
     * of a heterogeneous job, without the step: "501", "501_3", "501+1". Both by the
     * scheduler's own reader and by any tool that copies SLURM_JOB_ID (for an array
     * task SLURM_ARRAY_JOB_ID_SLURM_ARRAY_TASK_ID), LSB_JOBID, PBS_JOBID, a submitit
     * job id. */
    const char *job;
    const char *job_step; /* "0", "batch", "extern": the account is a part of the job */
    const char *cluster;  /* whose job ids these are */
    double attempt;       /* of that job, from 0: Restarts, SLURM_RESTART_COUNT */

    /* Of the tool itself: the id that it gives this run, whole (a W&B id, MLflow's
     * run_uuid, CodeCarbon's run_id, impact-tracker's id); and to what it belongs: the
     * same kind of id of the run that this one is nested in or a task of. Tools tell
     * what name space an id is of: "wandb", "mlflow", "codecarbon"; "" for the tool whose
     * log this is. */
    const char *run, *run_tool;
    const char *parent;
    /* A run of another tool that this log names: MLflow's tag of a W&B id, a callback's
     * note of a run_id. other_tool as above and never "" where other_run is known. */
    const char *other_run, *other_tool;

    /* Of a sweep. sweep: the study's name ("" where the store has none); number: of the
     * trial in it, from 0 as its own log counts; trial: an id of the trial that other
     * tools take over ("5f8b2_00001" of Ray Tune, which MLflow's tag trial_name and the
     * W&B run id repeat). */
    const char *sweep, *trial;
    double number;

    /* Of the process. rank: of a replica, from 0 (RANK, SLURM_PROCID). pid: of the
     * process that did the work; where a worker does many trials one after the other it
     * is still right, for it is compared together with host and times. */
    double pid, rank;

    /* Of who started it: "hydra:" and hydra.job.id, where it is no number within its
     * sweep, "submitit:" and its id, "torchelastic:" and the run id: equal for all
     * sessions and replicas of one start. */
    const char *launcher;

    /* Where it wrote: Trainer's output_dir, Lightning's log_dir, hydra.run.dir. As
     * stated; a path that is not absolute is taken from the log's folder. For a log that
     * lies in the output folder itself: ".". */
    const char *folder;

    /* What it executed: of the program, its arguments and configuration, a digest (see
     * plume_hash64) or any text that is equal when these are. "" when the log does not
     * hold all of what it needs to tell two configurations apart. */
    const char *program;

    /* Times. resolution_s: of the stamps that start and end come from: 60 when they have
     * no seconds, 1 for whole seconds, 0 when finer; NAN: as the figures look.
     * first_step: the step of training at which its log begins, above 0 for a session
     * that resumed another; NAN unknown. */
    plume_clock clock;
    double resolution_s;
    double first_step;
} plume_run_keys;

/* Every string "", every number NAN. */
PLUME_API void plume_run_keys_init(plume_run_keys *keys);

PLUME_END

#endif
