/* Gathers the rows of a job, and pushes one run for each of its attempts. */
#include "readers/schedulers/slurm/internal.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"

/* --- making and freeing --- */

/* Where the texts of a job stand; asked for with each job, so that it is no list that is
 * made anew. */
static const size_t texts[] = {
    offsetof(slurm_jobs, job),
    offsetof(slurm_jobs, cluster),
    offsetof(slurm_jobs, whole),
    offsetof(slurm_jobs, words.name),
    offsetof(slurm_jobs, words.group),
    offsetof(slurm_jobs, words.node_list),
    offsetof(slurm_jobs, words.state_word),
    offsetof(slurm_jobs, words.gpu_type),
    offsetof(slurm_jobs, words.account),
    offsetof(slurm_jobs, words.partition),
    offsetof(slurm_jobs, words.user),
    offsetof(slurm_jobs, id),
    offsetof(slurm_jobs, identity),
    offsetof(slurm_jobs, covers),
    offsetof(slurm_jobs, warnings),
    offsetof(slurm_jobs, note),
    offsetof(slurm_jobs, first),
    offsetof(slurm_jobs, apart),
};

/* NULL behind the last. */
static plume_text *text_at(slurm_jobs *jobs, size_t i)
{
    return i < sizeof texts / sizeof *texts
               ? (plume_text *)(void *)((char *)jobs + texts[i])
               : NULL;
}

plume_status slurm_jobs_new(slurm_jobs **out, plume_log *log, bool has_id,
                            bool gpus_elsewhere, plume_error *error)
{
    slurm_jobs *jobs = calloc(1, sizeof *jobs);

    *out = jobs;
    if (jobs == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; text_at(jobs, i) != NULL; i++)
        plume_text_init(text_at(jobs, i));
    jobs->requeued = slurm_attempts_new();
    if (jobs->requeued == NULL) {
        slurm_jobs_free(jobs);
        *out = NULL;
        return plume_fail_memory(error);
    }
    jobs->log = log;
    jobs->has_id = has_id;
    jobs->gpus_elsewhere = gpus_elsewhere;
    return PLUME_OK;
}

void slurm_jobs_free(slurm_jobs *jobs)
{
    if (jobs == NULL)
        return;
    for (size_t i = 0; text_at(jobs, i) != NULL; i++)
        plume_text_dispose(text_at(jobs, i));
    slurm_attempts_free(jobs->requeued);
    free(jobs);
}

const slurm_tally *slurm_jobs_tally(const slurm_jobs *jobs)
{
    return &jobs->tally;
}

void slurm_jobs_learn(const slurm_jobs *jobs, plume_trace_memory *memory)
{
    memory->counts[0] = jobs->tally.gpu_jobs;
    if (jobs->before_gpus && jobs->tally.gpu_jobs > 0)
        plume_log_read_otherwise(jobs->log);
}

const char *slurm_jobs_apart(const slurm_jobs *jobs)
{
    return jobs->apart.data;
}

static void set(plume_text *text, plume_field field)
{
    plume_text_clear(text);
    plume_text_add_n(text, field.text, field.length);
}

static bool is_job(const slurm_jobs *jobs, const slurm_record *record)
{
    return jobs->has_id && jobs->job.length == record->id.job.length &&
           memcmp(jobs->job.data, record->id.job.text, record->id.job.length) == 0 &&
           jobs->cluster.length == record->cluster.length &&
           memcmp(jobs->cluster.data, record->cluster.text, record->cluster.length) == 0;
}

/* --- records that the job's row stands for --- */

static void tell_steps(slurm_jobs *jobs, uint64_t count)
{
    plume_log_told_within(jobs->log, count);
    jobs->untold = 0;
}

static plume_status check_texts(slurm_jobs *jobs, plume_error *error)
{
    const plume_text *text;

    for (size_t i = 0; (text = text_at(jobs, i)) != NULL; i++)
        if (text->status != PLUME_OK)
            return plume_text_status(text, error);
    return PLUME_OK;
}

static uint64_t hash_of(const slurm_jobs *jobs)
{
    return plume_hash64(jobs->job.data, jobs->job.length,
                        plume_hash64(jobs->cluster.data, jobs->cluster.length, 0));
}

/* Where the log is not sorted by job, the own row of these steps may stand elsewhere, and
 * nothing would tell that it is theirs. */
static void remember_bare(slurm_jobs *jobs)
{
    if (jobs->has_own || !jobs->is_bare || isnan(jobs->own.start_s))
        return;
    if (jobs->tally.jobs == 0) {
        plume_text_add(&jobs->first, jobs->job.data);
        return;
    }
    jobs->tally.bare_steps++;
    if (jobs->apart.length == 0)
        plume_text_add(&jobs->apart, jobs->job.data);
}

/* A job whose own row is missing, as when an export was filtered, has only its steps:
 * they are then what is known of it. */
static plume_status flush(slurm_jobs *jobs, plume_error *error)
{
    plume_status status;
    plume_run run;

    if (!jobs->open)
        return PLUME_OK;
    jobs->open = false;
    if (!jobs->has_own)
        tell_steps(jobs, jobs->untold - 1);
    remember_bare(jobs);
    if (jobs->has_own && slurm_run_was_requeued(jobs) &&
        !slurm_attempts_add(jobs->requeued, hash_of(jobs)))
        return plume_fail_memory(error);
    slurm_run_fill(jobs, &run);
    status = check_texts(jobs, error);
    return status == PLUME_OK ? plume_log_run(jobs->log, &run, jobs->own.line, error)
                              : status;
}

plume_status slurm_jobs_end(slurm_jobs *jobs, plume_error *error)
{
    return flush(jobs, error);
}

/* --- rows --- */

/* Numbers and text of the row become those of the job. */
static void adopt(slurm_jobs *jobs, const slurm_record *record)
{
    static const plume_field nothing = { "", 0 };

    set(&jobs->words.name, record->name);
    set(&jobs->words.group, record->id.group);
    set(&jobs->words.node_list, record->node_list);
    set(&jobs->words.state_word, record->state_word);
    set(&jobs->words.gpu_type, record->gpu_type);
    set(&jobs->words.account, record->account);
    set(&jobs->words.partition, record->partition);
    set(&jobs->words.user, record->user);
    set(&jobs->job, record->id.job);
    set(&jobs->cluster, record->cluster);
    jobs->own = *record;
    jobs->own.name = jobs->own.cluster = jobs->own.node_list = nothing;
    jobs->own.state_word = jobs->own.gpu_type = nothing;
    jobs->own.account = jobs->own.partition = jobs->own.user = nothing;
    jobs->own.id.job = jobs->own.id.group = nothing;
}

static void begin(slurm_jobs *jobs, const slurm_record *record, size_t attempt)
{
    adopt(jobs, record);
    jobs->open = true;
    jobs->has_own = record->id.kind == SLURM_JOB;
    jobs->kind = record->id.kind;
    if (attempt == 1)
        jobs->place = 1;
    jobs->attempt = attempt;
    jobs->number = slurm_attempts_count(jobs->requeued, hash_of(jobs)) + 1;
    if (jobs->number < attempt)
        jobs->number = attempt;
    jobs->followed = false;
    slurm_steps_init(&jobs->steps);
    jobs->untold = 0;
    jobs->is_bare = true;
}

/* Whether two rows of one job are of two attempts. A row printed twice is no attempt. */
static bool is_other_attempt(const slurm_jobs *jobs, const slurm_record *record)
{
    if (!isnan(jobs->own.start_s) || !isnan(record->start_s))
        return !(jobs->own.start_s == record->start_s);
    return jobs->own.state != record->state ||
           !(jobs->own.duration_s == record->duration_s) ||
           jobs->words.node_list.length != record->node_list.length ||
           memcmp(jobs->words.node_list.data, record->node_list.text,
                  record->node_list.length) != 0;
}

/* sacct -D lists each attempt of a requeued job under one number; they are accounts of
 * their own, as each of them used energy. Steps may come before the row of their job. */
static plume_status take_own(slurm_jobs *jobs, const slurm_record *record, bool same,
                             plume_error *error)
{
    bool again = same && jobs->has_own && is_other_attempt(jobs, record);
    size_t attempt = same ? jobs->attempt + again : 1;
    uint64_t untold = jobs->untold;
    plume_status status;

    if (same && !jobs->has_own) { /* its steps came before it */
        slurm_steps steps = jobs->steps;

        begin(jobs, record, attempt);
        jobs->steps = steps;
        tell_steps(jobs, untold);
        return PLUME_OK;
    }
    jobs->followed = again;
    jobs->place += again && !slurm_run_was_requeued(jobs);
    status = flush(jobs, error);
    if (jobs->first.length > 0 && jobs->apart.length == 0 &&
        jobs->first.length == record->id.job.length &&
        memcmp(jobs->first.data, record->id.job.text, record->id.job.length) == 0) {
        plume_text_add(&jobs->apart, jobs->first.data);
        jobs->tally.bare_steps++;
    }
    begin(jobs, record, attempt);
    return status;
}

/* What a step says of a job that has no row of its own. */
static void add_step(slurm_jobs *jobs, const slurm_record *step)
{
    slurm_record *own = &jobs->own;

    own->start_s = fmin(own->start_s, step->start_s);
    own->end_s = fmax(own->end_s, step->end_s);
    own->duration_s = fmax(own->duration_s, step->duration_s);
    own->suspended_s = fmax(own->suspended_s, step->suspended_s);
    if (own->end_s - own->start_s - own->suspended_s > own->duration_s)
        own->duration_s = own->end_s - own->start_s - own->suspended_s;
    own->nodes = fmax(own->nodes, step->nodes);
    own->cpu_s = fmax(own->cpu_s, step->cpu_s);
    own->cores = fmax(own->cores, step->cores);
    own->memory_gb = fmax(own->memory_gb, step->memory_gb);
    own->total_cpu_s = NAN; /* whether steps were one after the other is not said */
    if (own->energy == SLURM_ENERGY_BLANK)
        own->energy = step->energy;
    if (step->id.kind <= jobs->kind)
        return;
    jobs->kind = step->id.kind;
    own->state = step->state;
    set(&jobs->words.state_word, step->state_word);
    set(&jobs->words.name, step->name);
}

/* What a step may say of any job. */
static void add_resources(slurm_jobs *jobs, const slurm_record *step)
{
    slurm_record *own = &jobs->own;
    slurm_step energy = { step->id.kind, step->node_list,  step->start_s,
                          step->end_s,   step->duration_s, step->energy_j };

    slurm_steps_add(&jobs->steps, &energy);
    jobs->tally.steps++;
    if (step->id.kind == SLURM_BATCH || step->id.kind == SLURM_EXTERN)
        jobs->is_bare = false;
    own->resources_told = own->resources_told || step->resources_told;
    if (!(step->gpus > own->gpus) && !isnan(own->gpus))
        return;
    if (jobs->has_own && own->gpus > 0)
        return;
    own->gpus = fmax(own->gpus, step->gpus);
    own->mixed_types = step->mixed_types;
    set(&jobs->words.gpu_type, step->gpu_type);
}

static plume_status take_step(slurm_jobs *jobs, const slurm_record *step, bool same,
                              plume_error *error)
{
    plume_status status = PLUME_OK;

    if (!same) {
        status = flush(jobs, error);
        begin(jobs, step, 1);
    } else if (!jobs->has_own) {
        add_step(jobs, step);
    }
    add_resources(jobs, step);
    jobs->untold += !jobs->has_own;
    if (jobs->has_own)
        tell_steps(jobs, 1);
    return status;
}

plume_status slurm_jobs_take(slurm_jobs *jobs, const slurm_record *record,
                             const char *whole, plume_error *error)
{
    bool same = jobs->open && is_job(jobs, record);
    plume_status status = record->id.kind == SLURM_JOB
                              ? take_own(jobs, record, same, error)
                              : take_step(jobs, record, same, error);

    plume_text_clear(&jobs->whole);
    if (!jobs->has_id)
        plume_text_add(&jobs->whole, whole);
    return status;
}
