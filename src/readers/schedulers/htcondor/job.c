/* The run that a job of HTCondor makes. It has no energy: hours and devices are what is
 * known of it. */
#include "readers/schedulers/htcondor/job.h"

#include <math.h>
#include <string.h>

#include <plume/number.h>

/* "slot1_2@gpu01" is on gpu01. */
static const char *host_of(const char *slot)
{
    const char *at = strchr(slot, '@');

    return at != NULL ? at + 1 : slot;
}

/* Where some jobs of a log have GPUs, a device that the user names is not that of the
 * others. */
static void set_device(plume_run *run, const htcondor_job *job, htcondor_tally *tally,
                       plume_log *log)
{
    const plume_trace_memory *memory = plume_log_memory(log);

    if (job->gpus < 0 || job->gpus > 0) { /* below 0 is told of the run */
        tally->gpu_jobs += job->gpus > 0;
        run->device_count = job->gpus;
    } else if (memory != NULL && memory->counts[0] > 0) {
        run->device = "CPU";
    }
}

static void set_compute(plume_run *run, const htcondor_job *job)
{
    double use = job->cpu_s / (job->active_s * job->cpus);

    run->compute.cores = job->cpus > 0 ? job->cpus : NAN;
    run->compute.memory_gb = job->memory_gb > 0 ? job->memory_gb : NAN;
    if (use > 0.0 && use <= 1.0)
        run->compute.core_utilization = use;
}

static const char *warnings_of(const htcondor_job *job)
{
    return job->is_unfinished ? "unfinished"
           : job->suspended_s > 0
               ? (job->starts > 1 ? "time-suspended requeued" : "time-suspended")
           : job->starts > 1 ? "requeued"
                             : "";
}

static void count(htcondor_tally *tally, const htcondor_job *job)
{
    tally->jobs++;
    tally->running += job->state == PLUME_STATE_RUNNING || job->is_unfinished;
    tally->restarted += job->starts > 1;
    if (job->suspended_s > 0) {
        tally->suspended++;
        tally->suspended_s += job->suspended_s;
    }
}

/* Of two records of a job the one that ended, then the longer. */
static double progress_of(const htcondor_job *job)
{
    enum { LONGEST_S = 1000000000 };
    double rank = job->state == PLUME_STATE_WAITING                         ? 0
                  : job->state == PLUME_STATE_RUNNING || job->is_unfinished ? 1
                  : job->state == PLUME_STATE_PREEMPTED                     ? 2
                                                                            : 3;

    return rank * LONGEST_S +
           (job->active_s > 0 ? fmin(job->active_s, LONGEST_S - 1) : 0);
}

static void fill(plume_run *run, const htcondor_job *job)
{
    plume_run_init(run);
    run->name = job->name;
    run->host = host_of(job->host);
    run->state = job->state;
    run->start_s = job->start_s;
    run->end_s = job->end_s;
    run->duration_s = job->active_s;
    run->warnings = warnings_of(job);
    run->progress = progress_of(job);
    run->keys.clock = job->clock;
    run->keys.resolution_s = 1.0;
}

plume_status htcondor_job_push(const htcondor_job *job, htcondor_tally *tally,
                               plume_log *log, plume_error *error)
{
    plume_text id, group, identity;
    plume_status status;
    plume_run run;

    plume_text_init(&id);
    plume_text_init(&group);
    plume_text_init(&identity);
    plume_number_print(&group, job->cluster);
    plume_text_printf(&id, "%s.", group.data);
    plume_number_print(&id, job->proc);
    plume_text_printf(&identity, "htcondor %s %s", id.data, job->identity);
    status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_text_status(&id, error);
    if (status == PLUME_OK) {
        fill(&run, job);
        set_device(&run, job, tally, log);
        set_compute(&run, job);
        run.id = run.keys.job = id.data;
        run.identity = identity.data;
        if (job->of_several && plume_log_options(log)->study[0] == '\0')
            run.study = group.data;
        count(tally, job);
        status = plume_log_run(log, &run, job->line, error);
    }
    plume_text_dispose(&id);
    plume_text_dispose(&group);
    plume_text_dispose(&identity);
    return status;
}

static void note_suspended(plume_log *log, const htcondor_tally *tally)
{
    plume_text seconds;

    plume_text_init(&seconds);
    plume_number_significant(&seconds, tally->suspended_s, 4);
    plume_log_note(log, PLUME_WARNING, 0, "time-suspended",
                   "%llu job%s suspended for %s s, which are not in the hours",
                   (unsigned long long)tally->suspended,
                   tally->suspended == 1 ? " was" : "s were", seconds.data);
    plume_text_dispose(&seconds);
}

void htcondor_tally_tell(plume_log *log, const htcondor_tally *tally)
{
    plume_trace_memory *memory = plume_log_memory(log);

    if (memory != NULL && plume_log_is_survey(log))
        memory->counts[0] = tally->gpu_jobs;
    if (tally->running > 0)
        plume_log_note(log, PLUME_WARNING, 0, "unfinished",
                       "of %llu jobs no end is told: they still ran, or what told of it "
                       "was lost; their hours are lower bounds, where they are known",
                       (unsigned long long)tally->running);
    if (tally->suspended > 0)
        note_suspended(log, tally);
    if (tally->restarted > 0)
        plume_log_note(log, PLUME_INFO, 0, "requeued-jobs",
                       "%llu jobs ran in several attempts: their times are added",
                       (unsigned long long)tally->restarted);
}
