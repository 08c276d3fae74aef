/* readers/schedulers/slurm/job.h -- the rows of one job, and the run that they make.
 *
 * Steps follow their job, as sacct prints them: the job's own row stands for it, and its
 * steps, counted as superseded, only fill what it lacks. A job of which only steps are
 * there is made of them. Nothing is kept but the job that is being read; a job whose rows
 * stand apart is recognised by its identity, and its own row supersedes its steps. */
#ifndef PLUME_READERS_SLURM_JOB_H
#define PLUME_READERS_SLURM_JOB_H

#include "readers/schedulers/slurm/record.h"

/* What a log holds, for the notes at its end. */
typedef struct slurm_tally {
    uint64_t jobs, steps, cpu_jobs, gpu_jobs, running, requeued, from_steps;
    uint64_t energy_of_steps, at_once, suspended;
    double suspended_s;
    uint64_t unmeasured[SLURM_ENERGY_IMPLAUSIBLE + 1]; /* THERE: those that were */
    uint64_t shards;                                   /* jobs that had some of a GPU */
    uint64_t requested, derived, without_duration, gpu_measured;
    double running_s; /* of the jobs that were running, as far as it is known */
    uint64_t own_rows,
        bare_steps; /* of which the second may be some job's of the first */
} slurm_tally;

typedef struct slurm_jobs slurm_jobs;

/* has_id: rows name their job. gpus_elsewhere: some job of the log has GPUs. */
plume_status slurm_jobs_new(slurm_jobs **out, plume_log *log, bool has_id,
                            bool gpus_elsewhere, plume_error *error);
void slurm_jobs_free(slurm_jobs *jobs);

/* whole is the row as it stood, which stands for a name where there is none. */
plume_status slurm_jobs_take(slurm_jobs *jobs, const slurm_record *record,
                             const char *whole, plume_error *error);
/* The last job. */
plume_status slurm_jobs_end(slurm_jobs *jobs, plume_error *error);

/* Behind the last job: what a second reading is to know from the begin, and whether it
 * would read otherwise. */
void slurm_jobs_learn(const slurm_jobs *jobs, plume_trace_memory *memory);

const slurm_tally *slurm_jobs_tally(const slurm_jobs *jobs);
/* A job whose steps stand apart from its own row; "" when there is none. */
const char *slurm_jobs_apart(const slurm_jobs *jobs);

#endif
