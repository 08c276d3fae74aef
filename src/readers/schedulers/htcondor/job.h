/* readers/schedulers/htcondor/job.h -- a job of HTCondor as a run, from whichever log. */
#ifndef PLUME_READERS_HTCONDOR_JOB_H
#define PLUME_READERS_HTCONDOR_JOB_H

#include "logs/reader.h"

/* NAN and "" where nothing is said. Text is borrowed. */
typedef struct htcondor_job {
    double cluster, proc;
    const char *name, *host, *identity;
    plume_state state;
    plume_clock clock;
    bool of_several; /* that were submitted at once: they are a study */
    bool is_unfinished;
    double start_s, end_s;        /* of the first attempt; of the last */
    double active_s, suspended_s; /* of all attempts; the first without the second */
    double starts;
    double gpus, cpus, memory_gb, cpu_s;
    uint64_t line;
} htcondor_job;

/* What is told at the end of a log. */
typedef struct htcondor_tally {
    uint64_t jobs, gpu_jobs, running, suspended, restarted;
    double suspended_s;
} htcondor_tally;

plume_status htcondor_job_push(const htcondor_job *job, htcondor_tally *tally,
                               plume_log *log, plume_error *error);
/* Notes of them all, and what the reading needs of the survey. */
void htcondor_tally_tell(plume_log *log, const htcondor_tally *tally);

#endif
