/* A job of `sacct --json`: seconds since 1970, joules, megabytes, in any release. */
#include "readers/schedulers/slurm/json_job.h"

#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "readers/schedulers/slurm/json_steps.h"
#include "readers/schedulers/slurm/json_value.h"
#include <plume/number.h>

/* Job ids are counted in 32 bits, and so are tasks of an array. */
#define ID_MOST 4294967295.0

void slurm_json_words_init(slurm_json_words *words)
{
    plume_text_init(&words->job);
    plume_text_init(&words->group);
    plume_text_init(&words->allocated);
    plume_text_init(&words->requested);
}

void slurm_json_words_dispose(slurm_json_words *words)
{
    plume_text_dispose(&words->job);
    plume_text_dispose(&words->group);
    plume_text_dispose(&words->allocated);
    plume_text_dispose(&words->requested);
}

static plume_field field(const char *text)
{
    return (plume_field){ text, strlen(text) };
}

static plume_field field_of(const plume_value *map, const char *key)
{
    return field(plume_value_string(plume_value_get(map, key)));
}

static double number_of(const plume_value *map, const char *key)
{
    return slurm_json_number(plume_value_get(map, key));
}

/* --- what it is called --- */

static bool is_id(double number)
{
    return number >= 0 && number <= ID_MOST && number == floor(number);
}

/* "900_3" of an array, "60+1" of a heterogeneous job, as sacct -P prints them. */
static bool name_job(slurm_json_words *words, const plume_value *job)
{
    const plume_value *array = plume_value_get(job, "array");
    const plume_value *het = plume_value_get(job, "het");
    double id = number_of(job, "job_id"), group = 0, part = NAN;
    char mark = '_';

    if (!(id > 0) || !is_id(id))
        return false;
    if (number_of(array, "job_id") > 0) {
        group = number_of(array, "job_id");
        part = number_of(array, "task_id");
    } else if (number_of(het, "job_id") > 0) {
        group = number_of(het, "job_id");
        part = number_of(het, "job_offset");
        mark = '+';
    }
    if (!is_id(group) || !is_id(part))
        group = 0;
    plume_number_print(&words->job, group > 0 ? group : id);
    if (group > 0) {
        plume_number_print(&words->group, group);
        plume_text_add_char(&words->job, mark);
        plume_number_print(&words->job, part);
    }
    return true;
}

static void read_state(slurm_record *out, plume_log *log, const plume_value *job)
{
    const plume_value *state = plume_value_get(job, "state");

    out->state_word = field(slurm_json_state(plume_value_get(state, "current")));
    if (!slurm_read_state(&out->state, out->state_word))
        plume_log_note(log, PLUME_WARNING, out->line, "unknown-state",
                       "Slurm has no state '%.80s' that Plume knows",
                       out->state_word.text);
}

/* --- times --- */

/* 0 stands for a time that is not there. */
static double time_of(const plume_value *time, const char *key)
{
    double found_s = number_of(time, key);

    return found_s > 0 ? found_s : NAN;
}

static void read_times(slurm_record *out, const plume_value *time)
{
    const plume_value *total = plume_value_get(time, "total");

    out->start_s = time_of(time, "start");
    out->end_s = time_of(time, "end");
    out->duration_s = number_of(time, "elapsed");
    out->suspended_s = number_of(time, "suspended");
    if (!(out->duration_s >= 0))
        out->duration_s = NAN;
    slurm_record_settle_time(out);
    out->cpu_s = NAN;
    out->total_cpu_s = number_of(total, "seconds") +
                       number_of(total, "microseconds") / MICROSECONDS_PER_SECOND;
}

/* --- resources --- */

static bool read_resources(slurm_record *out, const plume_value *job,
                           slurm_json_words *words)
{
    const plume_value *lists = plume_value_get(job, "tres");
    slurm_tres had, asked;

    slurm_json_resources(&words->allocated, plume_value_get(lists, "allocated"));
    slurm_json_resources(&words->requested, plume_value_get(lists, "requested"));
    if (!slurm_read_tres(&had, field(words->allocated.data)) ||
        !slurm_read_tres(&asked, field(words->requested.data)))
        return false;
    out->requested = !had.said && asked.gpus > 0;
    out->gpus = out->requested ? asked.gpus : had.gpus;
    out->gpu_type = out->requested ? asked.gpu_type : had.gpu_type;
    out->mixed_types = out->requested ? asked.mixed_types : had.mixed_types;
    out->shards = had.shards && !(had.gpus > 0);
    out->resources_told = had.said || out->requested;
    out->cores = had.cpus > 0 ? had.cpus : NAN;
    out->memory_gb = had.memory_gb;
    out->nodes = number_of(job, "allocation_nodes");
    if (!(out->nodes > 0))
        out->nodes = had.nodes;
    return true;
}

/* --- energy --- */

static void note_source(const slurm_record *record, plume_log *log, const char *job,
                        slurm_energy_from from)
{
    if (from == SLURM_FROM_AT_ONCE)
        plume_log_note(log, PLUME_ASSUMED, record->line, "parallel-steps",
                       "the energy of job %s is the sum of steps that ran at once on "
                       "the same nodes: of these the largest is taken",
                       job);
    if (from == SLURM_FROM_STEPS)
        plume_log_note(log, PLUME_ASSUMED, record->line, "energy-of-steps",
                       "job %s has no energy of its own: that of its steps is taken, a "
                       "lower bound",
                       job);
}

static void read_energy(slurm_record *out, plume_log *log, const plume_value *job,
                        const char *name)
{
    const plume_value *lists = plume_value_get(job, "tres");
    slurm_stated own = { slurm_json_joules(plume_value_get(lists, "allocated")),
                         out->nodes, out->duration_s };
    slurm_energy_from from;
    slurm_steps steps;
    double joules;

    slurm_steps_init(&steps);
    slurm_json_steps(&steps, plume_value_get(job, "steps"));
    joules = slurm_steps_energy_j(&steps, &own, &from);
    out->energy = slurm_energy_judge(joules, out);
    out->energy_j = out->energy == SLURM_ENERGY_THERE ? joules : NAN;
    if (out->energy == SLURM_ENERGY_IMPLAUSIBLE)
        slurm_energy_note_implausible(log, out, joules);
    if (out->energy == SLURM_ENERGY_THERE)
        note_source(out, log, name, from);
}

/* --- the job --- */

static void reject(plume_log *log, const plume_value *job, const char *key,
                   const char *wanted)
{
    const plume_value *value = plume_value_get(job, key);
    const plume_value *at = value != NULL ? value : job;

    plume_log_reject(log, plume_value_line(at), plume_value_column(at), "bad-value",
                     "'%s' of the job is %s, expected %s", key,
                     value != NULL ? "something else" : "missing", wanted);
}

plume_status slurm_json_job(slurm_record *out, bool *told, plume_log *log,
                            const plume_value *job, slurm_json_words *words,
                            plume_error *error)
{
    plume_status status;

    *out = (slurm_record){ .line = plume_value_line(job),
                           .gpu_type = field(""),
                           .state_word = field(""),
                           .user = field("") };
    plume_text_clear(&words->job);
    plume_text_clear(&words->group);
    plume_text_clear(&words->allocated);
    plume_text_clear(&words->requested);
    *told = name_job(words, job);
    if (!*told) {
        reject(log, job, "job_id", "the number of a job");
        return PLUME_OK;
    }
    *told = read_resources(out, job, words);
    if (!*told)
        reject(log, job, "tres", "resources with their counts");
    status = plume_text_status(&words->job, error);
    if (status == PLUME_OK)
        status = plume_text_status(&words->allocated, error);
    if (status == PLUME_OK)
        status = plume_text_status(&words->requested, error);
    if (status != PLUME_OK || !*told)
        return status;
    out->id = (slurm_id){ field(words->job.data), field(words->group.data), SLURM_JOB };
    out->name = field_of(job, "name");
    out->cluster = field_of(job, "cluster");
    out->account = field_of(job, "account");
    out->partition = field_of(job, "partition");
    if (plume_log_options(log)->people)
        out->user = field_of(job, "user");
    out->node_list = field_of(job, "nodes");
    if (strcmp(out->node_list.text, "None assigned") == 0)
        out->node_list = field("");
    read_state(out, log, job);
    read_times(out, plume_value_get(job, "time"));
    read_energy(out, log, job, words->job.data);
    return PLUME_OK;
}
