/* Attempts, suspensions and ends of jobs, event by event. */
#include "readers/schedulers/htcondor/event_jobs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/ascii.h"
#include "core/number/units.h"
#include "core/pool.h"
#include "readers/schedulers/htcondor/job.h"
#include <plume/number.h>

/* Numbers of events, as HTCondor's manual has them. */
enum {
    SUBMITTED = 0,
    EXECUTING = 1,
    EVICTED = 4,
    TERMINATED = 5,
    SHADOW_EXCEPTION = 7,
    ABORTED = 9,
    SUSPENDED = 10,
    UNSUSPENDED = 11,
    HELD = 12,
    RECONNECT_FAILED = 24
};

#define SECONDS_PER_LEAP_YEAR (366 * SECONDS_PER_DAY)
#define MEGABYTES_PER_GB      1024.0

typedef struct job {
    double cluster, proc;
    double submitted_s, start_s, end_s, last_s;
    double since_s;  /* of the attempt that runs; NAN: none */
    double paused_s; /* since when it is suspended; NAN: it is not */
    double wall_s, suspended_s;
    double starts, gpus, cpus, memory_mb;
    const char *name, *host;
    plume_state state;
    bool over, has_year;
    uint64_t line;
} job;

struct htcondor_events {
    plume_log *log;
    plume_pool *pool;
    plume_map *map;
    job *jobs;
    size_t count, capacity;
    htcondor_tally tally;
};

void htcondor_event_init(htcondor_event *event, uint64_t line)
{
    event->number = event->cluster = event->proc = event->at_s = NAN;
    event->exit_code = event->gpus = event->cpus = event->memory_mb = NAN;
    event->name = event->host = NULL;
    event->line = line;
}

plume_status htcondor_events_new(htcondor_events **out, plume_log *log,
                                 plume_error *error)
{
    htcondor_events *events = calloc(1, sizeof *events);

    *out = events;
    if (events == NULL)
        return plume_fail_memory(error);
    events->log = log;
    events->pool = plume_pool_new();
    events->map = plume_map_new();
    return events->pool != NULL && events->map != NULL ? PLUME_OK
                                                       : plume_fail_memory(error);
}

void htcondor_events_free(htcondor_events *events)
{
    if (events == NULL)
        return;
    plume_pool_free(events->pool);
    plume_map_free(events->map);
    free(events->jobs);
    free(events);
}

/* --- lines of a block --- */

static double number_behind(const char *line, const char *key)
{
    const char *at = strstr(line, key);
    double number = NAN;

    if (at != NULL) {
        at += strlen(key);
        plume_number_parse(&number, at, strspn(at, "0123456789.-"));
    }
    return number;
}

/* "GPUs  :   1   1 "GPU-1f"" of a table: usage, what was asked for, what was had. */
static double last_number(const char *line)
{
    const char *at = strchr(line, ':');
    double number = NAN;

    for (at = at != NULL ? at + 1 : ""; *at != '\0' && *at != '"'; at++) {
        size_t digits = strspn(at, "0123456789.");

        if (digits > 0)
            plume_number_parse(&number, at, digits);
        at += digits > 0 ? digits - 1 : 0;
    }
    return number;
}

static bool keep(htcondor_events *events, const char **out, const char *text,
                 size_t length)
{
    *out = plume_pool_copy_n(events->pool, text, length);
    return *out != NULL;
}

plume_status htcondor_events_detail(htcondor_events *events, htcondor_event *event,
                                    const char *line, plume_error *error)
{
    static const char batch[] = "JobBatchName = \"", slot[] = "SlotName: ";
    const char *text = line + strspn(line, " \t");
    const char *named = strstr(text, batch);
    bool kept = true;

    if (named != NULL && event->number == SUBMITTED)
        kept = keep(events, &event->name, named + strlen(batch),
                    strcspn(named + strlen(batch), "\""));
    else if (strncmp(text, slot, strlen(slot)) == 0)
        kept = keep(events, &event->host, text + strlen(slot),
                    strcspn(text + strlen(slot), " \t\r\n"));
    else if (strncmp(text, "GPUs = ", 7) == 0)
        event->gpus = number_behind(text, "GPUs = ");
    else if (strncmp(text, "GPUs ", 5) == 0)
        event->gpus = last_number(text);
    else if (strncmp(text, "Cpus = ", 7) == 0)
        event->cpus = number_behind(text, "Cpus = ");
    else if (strncmp(text, "Memory = ", 9) == 0)
        event->memory_mb = number_behind(text, "Memory = ");
    else if (strstr(text, "Normal termination") != NULL)
        event->exit_code = number_behind(text, "(return value ");
    else if (strstr(text, "Abnormal termination") != NULL)
        event->exit_code = -1.0;
    return kept ? PLUME_OK : plume_fail_memory(error);
}

/* --- jobs --- */

static job *add_job(htcondor_events *events, const htcondor_event *event)
{
    job *jobs = events->jobs;

    if (events->count == events->capacity) {
        size_t capacity = events->capacity == 0 ? 16 : events->capacity * 2;

        jobs = realloc(jobs, capacity * sizeof *jobs);
        if (jobs == NULL)
            return NULL;
        events->jobs = jobs;
        events->capacity = capacity;
    }
    jobs += events->count++;
    *jobs = (job){ .cluster = event->cluster,
                   .proc = event->proc,
                   .submitted_s = event->at_s,
                   .last_s = event->at_s,
                   .name = "",
                   .host = "",
                   .has_year = event->has_year,
                   .line = event->line };
    jobs->start_s = jobs->end_s = jobs->since_s = jobs->paused_s = NAN;
    jobs->gpus = jobs->cpus = jobs->memory_mb = NAN;
    return jobs;
}

/* NULL: out of memory. A cluster's number that comes again is another job. */
static job *job_of(htcondor_events *events, const htcondor_event *event)
{
    plume_text key;
    size_t index = SIZE_MAX;
    job *found = NULL;

    plume_text_init(&key);
    plume_number_print(&key, event->cluster);
    plume_text_add_char(&key, '.');
    plume_number_print(&key, event->proc);
    if (plume_text_status(&key, NULL) == PLUME_OK) {
        index = plume_map_find(events->map, key.data);
        if (index != SIZE_MAX &&
            !(events->jobs[index].over && event->number == SUBMITTED)) {
            found = &events->jobs[index];
        } else {
            index = events->count;
            found = add_job(events, event);
            if (found != NULL && !plume_map_set(events->map, key.data, index))
                found = NULL;
        }
    }
    plume_text_dispose(&key);
    return found;
}

/* Without years a time that goes back began another. */
static double at_of(const job *of, const htcondor_event *event)
{
    return !of->has_year && event->at_s < of->last_s - SECONDS_PER_LEAP_YEAR / 2
               ? event->at_s + SECONDS_PER_LEAP_YEAR
               : event->at_s;
}

static void end_suspension(job *of, double at_s)
{
    if (!isnan(of->paused_s) && at_s > of->paused_s)
        of->suspended_s += at_s - of->paused_s;
    of->paused_s = NAN;
}

static void end_attempt(job *of, double at_s)
{
    end_suspension(of, at_s);
    if (!isnan(of->since_s) && at_s > of->since_s)
        of->wall_s += at_s - of->since_s;
    if (!isnan(of->since_s))
        of->end_s = at_s;
    of->since_s = NAN;
}

static void begin_attempt(job *of, const htcondor_event *event, double at_s)
{
    end_attempt(of, at_s); /* of which no end was told */
    of->since_s = at_s;
    of->starts++;
    if (isnan(of->start_s))
        of->start_s = at_s;
    if (event->host != NULL)
        of->host = event->host;
}

static void take_resources(job *of, const htcondor_event *event)
{
    if (event->name != NULL)
        of->name = event->name;
    if (event->gpus >= 0)
        of->gpus = event->gpus;
    if (event->cpus > 0)
        of->cpus = event->cpus;
    if (event->memory_mb > 0)
        of->memory_mb = event->memory_mb;
}

static plume_status push(htcondor_events *events, const job *of, plume_error *error)
{
    plume_text identity;
    htcondor_job told = {
        .cluster = of->cluster,
        .proc = of->proc,
        .name = of->name,
        .host = of->host,
        .state = of->state,
        .start_s = of->has_year ? of->start_s : NAN,
        .end_s = of->has_year ? of->end_s : NAN,
        .is_unfinished = !of->over && !isnan(of->since_s),
        .active_s = of->wall_s - of->suspended_s,
        .suspended_s = of->suspended_s,
        .starts = of->starts,
        .gpus = of->gpus,
        .cpus = of->cpus,
        .memory_gb = of->memory_mb / MEGABYTES_PER_GB,
        .cpu_s = NAN,
        .line = of->line,
    };
    plume_status status;

    plume_text_init(&identity);
    plume_text_add(&identity, "event ");
    plume_number_print(&identity, of->submitted_s);
    status = plume_text_status(&identity, error);
    told.identity = identity.data;
    if (status == PLUME_OK)
        status = htcondor_job_push(&told, &events->tally, events->log, error);
    plume_text_dispose(&identity);
    return status;
}

static plume_status finish(htcondor_events *events, job *of, plume_state state,
                           plume_error *error)
{
    if (of->over)
        return PLUME_OK;
    of->over = true;
    of->state = state;
    return push(events, of, error);
}

plume_status htcondor_events_take(htcondor_events *events, const htcondor_event *event,
                                  plume_error *error)
{
    job *of = job_of(events, event);
    double at_s;

    if (of == NULL)
        return plume_fail_memory(error);
    at_s = at_of(of, event);
    take_resources(of, event);
    if (at_s > of->last_s)
        of->last_s = at_s;
    switch ((int)event->number) {
    case EXECUTING:
        begin_attempt(of, event, at_s);
        break;
    case SUSPENDED:
        if (!isnan(of->since_s) && isnan(of->paused_s))
            of->paused_s = at_s;
        break;
    case UNSUSPENDED:
        end_suspension(of, at_s);
        break;
    case EVICTED:
    case SHADOW_EXCEPTION:
    case HELD:
    case RECONNECT_FAILED:
        end_attempt(of, at_s);
        break;
    case TERMINATED:
        end_attempt(of, at_s);
        return finish(events, of,
                      event->exit_code == 0     ? PLUME_STATE_COMPLETE
                      : isnan(event->exit_code) ? PLUME_STATE_UNKNOWN
                                                : PLUME_STATE_FAILED,
                      error);
    case ABORTED:
        end_attempt(of, at_s);
        return finish(events, of, PLUME_STATE_CANCELLED, error);
    default:
        break;
    }
    return PLUME_OK;
}

/* One that ran is known to have done so up to its last event. */
static void break_off(job *of)
{
    double since_s = of->since_s;

    if (isnan(since_s)) {
        of->state = of->starts > 0 ? PLUME_STATE_PREEMPTED : PLUME_STATE_WAITING;
        return;
    }
    end_attempt(of, of->last_s);
    of->end_s = NAN;
    of->since_s = since_s;
    of->state = PLUME_STATE_UNKNOWN;
}

plume_status htcondor_events_end(htcondor_events *events, plume_error *error)
{
    plume_status status = PLUME_OK;
    bool has_year = true;

    for (size_t i = 0; status == PLUME_OK && i < events->count; i++) {
        has_year = has_year && events->jobs[i].has_year;
        if (events->jobs[i].over)
            continue;
        break_off(&events->jobs[i]);
        status = push(events, &events->jobs[i], error);
    }
    if (status == PLUME_OK && !has_year)
        plume_log_note(events->log, PLUME_WARNING, 0, "time-unknown",
                       "times without a year tell how long jobs ran, and not when");
    if (status == PLUME_OK)
        htcondor_tally_tell(events->log, &events->tally);
    return status;
}
