/* readers/schedulers/slurm/internal.h -- what the files of the Slurm reader share. */
#ifndef PLUME_READERS_SLURM_INTERNAL_H
#define PLUME_READERS_SLURM_INTERNAL_H

#include <plume/text.h>

#include "readers/schedulers/slurm/attempts.h"
#include "readers/schedulers/slurm/job.h"
#include "readers/schedulers/slurm/steps.h"

/* What is copied of a row. */
typedef struct slurm_words {
    plume_text name, group, node_list, state_word, gpu_type;
    plume_text account, partition, user;
} slurm_words;

/* The job that is being read. */
struct slurm_jobs {
    plume_log *log;
    bool has_id, gpus_elsewhere;
    bool before_gpus; /* a job without GPUs came before any that has some was known of */

    bool open;
    bool has_own;     /* own is the job's row; else what its steps add up to */
    slurm_record own; /* its text is in words */
    slurm_words words;
    plume_text job, cluster, whole;
    slurm_steps steps;
    slurm_kind kind; /* of the step that gave a job of steps its state */
    uint64_t untold; /* steps of it that were not counted yet */
    bool is_bare;    /* none of them began with the job */
    size_t attempt;  /* from 1, of those whose rows stand together */
    size_t number;   /* from 1, of all that the log has had so far */
    size_t place;    /* from 1, of those that did not end in being requeued */
    bool followed;   /* by another attempt */
    slurm_attempts *requeued;

    plume_text id, identity, covers, warnings, note; /* of the run */
    plume_text first; /* the job of the bare steps with which the log begins */
    plume_text apart; /* one whose steps stand apart from it */
    slurm_tally tally;
};

/* Whether it ended in a way after which a job begins again. */
bool slurm_run_was_requeued(const slurm_jobs *jobs);
/* Fills id, identity and covers. */
void slurm_run_name(slurm_jobs *jobs);
/* The job as a run, counted in the tally; its text is in jobs. */
void slurm_run_fill(slurm_jobs *jobs, plume_run *run);

#endif
