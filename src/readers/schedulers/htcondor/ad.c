/* A job's ClassAd: its attributes by name, and the run that they make. */
#include "readers/schedulers/htcondor/ad.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include "core/data/csv.h"
#include "readers/schedulers/htcondor/job.h"
#include <plume/number.h>

#define MEGABYTES_PER_GB 1024.0

static const struct {
    const char *name;
    size_t offset;
} numbers[] = {
    { "ClusterId", offsetof(htcondor_ad, cluster) },
    { "ProcId", offsetof(htcondor_ad, proc) },
    { "TotalSubmitProcs", offsetof(htcondor_ad, procs) },
    { "JobStatus", offsetof(htcondor_ad, status) },
    { "ExitCode", offsetof(htcondor_ad, exit_code) },
    { "ExitBySignal", offsetof(htcondor_ad, by_signal) },
    { "RemoteWallClockTime", offsetof(htcondor_ad, wall_s) },
    { "CumulativeSuspensionTime", offsetof(htcondor_ad, suspended_s) },
    { "NumJobStarts", offsetof(htcondor_ad, starts) },
    { "JobStartDate", offsetof(htcondor_ad, start_s) },
    { "JobCurrentStartDate", offsetof(htcondor_ad, last_start_s) },
    { "CompletionDate", offsetof(htcondor_ad, completed_s) },
    { "EnteredCurrentStatus", offsetof(htcondor_ad, status_s) },
    { "GPUsProvisioned", offsetof(htcondor_ad, gpus) },
    { "CpusProvisioned", offsetof(htcondor_ad, cpus) },
    { "MemoryProvisioned", offsetof(htcondor_ad, memory_mb) },
    { "RemoteUserCpu", offsetof(htcondor_ad, user_cpu_s) },
    { "RemoteSysCpu", offsetof(htcondor_ad, system_cpu_s) },
};

static const struct {
    const char *name;
    size_t offset;
} texts[] = {
    { "JobBatchName", offsetof(htcondor_ad, batch) },
    { "Cmd", offsetof(htcondor_ad, program) },
    { "LastRemoteHost", offsetof(htcondor_ad, host) },
    { "GlobalJobId", offsetof(htcondor_ad, global) },
};

enum {
    NUMBERS = sizeof numbers / sizeof numbers[0],
    TEXTS = sizeof texts / sizeof texts[0]
};

static double *number_at(htcondor_ad *ad, size_t i)
{
    return (double *)(void *)((char *)ad + numbers[i].offset);
}

static plume_text *text_at(htcondor_ad *ad, size_t i)
{
    return (plume_text *)(void *)((char *)ad + texts[i].offset);
}

void htcondor_ad_init(htcondor_ad *ad)
{
    for (size_t i = 0; i < TEXTS; i++)
        plume_text_init(text_at(ad, i));
    htcondor_ad_clear(ad, 0);
}

void htcondor_ad_clear(htcondor_ad *ad, uint64_t line)
{
    for (size_t i = 0; i < NUMBERS; i++)
        *number_at(ad, i) = NAN;
    for (size_t i = 0; i < TEXTS; i++)
        plume_text_clear(text_at(ad, i));
    ad->line = line;
}

void htcondor_ad_dispose(htcondor_ad *ad)
{
    for (size_t i = 0; i < TEXTS; i++)
        plume_text_dispose(text_at(ad, i));
}

static bool is(plume_field key, const char *name)
{
    return key.length == strlen(name) && memcmp(key.text, name, key.length) == 0;
}

bool htcondor_ad_number(htcondor_ad *ad, plume_field key, double value)
{
    for (size_t i = 0; i < NUMBERS; i++)
        if (is(key, numbers[i].name)) {
            *number_at(ad, i) = value;
            return true;
        }
    return false;
}

bool htcondor_ad_is_number(plume_field key)
{
    for (size_t i = 0; i < NUMBERS; i++)
        if (is(key, numbers[i].name))
            return true;
    return false;
}

bool htcondor_ad_text(htcondor_ad *ad, plume_field key, plume_field value)
{
    for (size_t i = 0; i < TEXTS; i++)
        if (is(key, texts[i].name)) {
            plume_text_clear(text_at(ad, i));
            plume_text_add_n(text_at(ad, i), value.text, value.length);
            return true;
        }
    return false;
}

/* --- the run --- */

/* 3 is removed whatever it did before; one that waits after an attempt lost it. */
static plume_state state_of(const htcondor_ad *ad)
{
    bool began = ad->wall_s > 0 || ad->starts > 0;

    switch ((int)(ad->status >= 0 && ad->status < 10 ? ad->status : 0)) {
    case 1:
    case 5:
        return began ? PLUME_STATE_PREEMPTED : PLUME_STATE_WAITING;
    case 2:
    case 6: /* it transfers its output */
    case 7: /* suspended */
        return PLUME_STATE_RUNNING;
    case 3:
        return PLUME_STATE_CANCELLED;
    case 4:
        return ad->by_signal > 0 || ad->exit_code != 0 ? PLUME_STATE_FAILED
                                                       : PLUME_STATE_COMPLETE;
    default:
        return PLUME_STATE_UNKNOWN;
    }
}

static void set_times(htcondor_job *job, const htcondor_ad *ad)
{
    job->start_s = ad->start_s > 0 ? ad->start_s : ad->last_start_s;
    job->end_s = ad->completed_s > 0                   ? ad->completed_s
                 : job->state == PLUME_STATE_CANCELLED ? ad->status_s
                                                       : NAN;
    if (!(job->start_s > 0))
        job->start_s = NAN;
    if (!(job->end_s >= job->start_s))
        job->end_s = NAN;
    job->suspended_s = ad->suspended_s > 0 ? ad->suspended_s : 0.0;
    job->active_s = ad->wall_s;
    if (job->suspended_s <= ad->wall_s)
        job->active_s -= job->suspended_s;
    if (job->state == PLUME_STATE_RUNNING && !(ad->wall_s > 0))
        job->active_s = NAN; /* it is added up when an attempt ends */
}

/* "/home/alice/bin/train.sh" is train.sh. */
static const char *name_of(const htcondor_ad *ad)
{
    const char *slash = strrchr(ad->program.data, '/');

    if (ad->batch.length > 0)
        return ad->batch.data;
    return slash != NULL ? slash + 1 : ad->program.data;
}

plume_status htcondor_ad_push(const htcondor_ad *ad, htcondor_tally *tally,
                              plume_log *log, plume_error *error)
{
    htcondor_job job = {
        .cluster = ad->cluster,
        .proc = ad->proc,
        .name = name_of(ad),
        .host = ad->host.data,
        .identity = ad->global.data,
        .state = state_of(ad),
        .of_several = ad->procs > 1,
        .starts = ad->starts,
        .gpus = ad->gpus,
        .cpus = ad->cpus,
        .memory_gb = ad->memory_mb / MEGABYTES_PER_GB,
        .cpu_s = ad->user_cpu_s + ad->system_cpu_s,
        .clock = PLUME_CLOCK_ZONED,
        .line = ad->line,
    };

    if (!(ad->cluster >= 0 && ad->proc >= 0)) {
        plume_log_reject(log, ad->line, 0, "missing-value",
                         "the job has no ClusterId and ProcId");
        return PLUME_OK;
    }
    set_times(&job, ad);
    return htcondor_job_push(&job, tally, log, error);
}
