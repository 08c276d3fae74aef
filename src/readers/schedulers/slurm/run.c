/* The run that a job's rows make. */
#include "readers/schedulers/slurm/internal.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "core/hash.h"
#include "core/number/units.h"
#include "logs/pass/wanted.h"
#include <plume/number.h>

/* --- what the run is called --- */

/* The last attempt of a job has none of these states, or no other row of that job is
 * there. */
bool slurm_run_was_requeued(const slurm_jobs *jobs)
{
    static const char *const words[] = { "REQUEUED", "PREEMPTED", "NODE_FAIL" };
    const char *word = jobs->words.state_word.data;

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strncmp(word, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

/* One that ended, without its start: by how, after how long and where. Other jobs' rows
 * may stand between it and the next. */
static void add_attempt(slurm_jobs *jobs)
{
    plume_text *identity = &jobs->identity;

    plume_text_printf(identity, "%s after ", jobs->words.state_word.data);
    plume_number_print(identity, jobs->own.duration_s);
    plume_text_printf(identity, " on %s %s", jobs->words.node_list.data,
                      jobs->cluster.data);
}

/* The start tells attempts apart, in any export; where it is not known their order does.
 */
static void make_identity(slurm_jobs *jobs)
{
    plume_text *identity = &jobs->identity;

    plume_text_clear(identity);
    if (!jobs->has_id) {
        plume_text_printf(
            identity, "slurm row %llu %016llx", (unsigned long long)jobs->own.line,
            (unsigned long long)plume_hash64(jobs->whole.data, jobs->whole.length, 6));
        return;
    }
    plume_text_add(identity, "slurm ");
    plume_text_add(identity, jobs->job.data);
    plume_text_add_char(identity, ' ');
    if (isnan(jobs->own.start_s) && jobs->own.state == PLUME_STATE_WAITING)
        plume_text_printf(identity, "#%zu waits", jobs->attempt);
    else if (isnan(jobs->own.start_s) && slurm_run_was_requeued(jobs))
        add_attempt(jobs);
    else if (isnan(jobs->own.start_s))
        plume_text_printf(identity, "#%zu %s", jobs->place, jobs->cluster.data);
    else
        plume_number_print(identity, floor(jobs->own.start_s));
}

/* The record of this attempt from before it started. */
static void make_covers(slurm_jobs *jobs)
{
    plume_text *covers = &jobs->covers;

    plume_text_clear(covers);
    if (!jobs->has_id)
        return;
    plume_text_add(covers, "slurm ");
    plume_text_add(covers, jobs->job.data);
    plume_text_add(covers, " #");
    plume_number_print(covers, (double)jobs->attempt);
    plume_text_add(covers, " waits");
}

static void make_id(slurm_jobs *jobs)
{
    plume_text_clear(&jobs->id);
    if (jobs->has_id)
        plume_text_add(&jobs->id, jobs->job.data);
    else
        plume_text_printf(&jobs->id, "row-%llu", (unsigned long long)jobs->own.line);
    if (jobs->number > 1)
        plume_text_printf(&jobs->id, "#%zu", jobs->number);
}

void slurm_run_name(slurm_jobs *jobs)
{
    make_identity(jobs);
    make_covers(jobs);
    make_id(jobs);
}

/* --- the run --- */

static void add_warning(slurm_jobs *jobs, const char *code)
{
    plume_text_add(&jobs->warnings, jobs->warnings.length > 0 ? " " : "");
    plume_text_add(&jobs->warnings, code);
}

/* A word that says more than the state it stands for is kept: "out-of-memory". */
static void keep_state_word(slurm_jobs *jobs)
{
    static const char *const plain[] = { "COMPLETED", "FAILED",  "CANCELLED", "TIMEOUT",
                                         "PREEMPTED", "RUNNING", "PENDING",   "" };
    const char *word = jobs->words.state_word.data;
    size_t length = strcspn(word, " +");

    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (strlen(plain[i]) == length && strncmp(plain[i], word, length) == 0)
            return;
    plume_text_add(&jobs->warnings, jobs->warnings.length > 0 ? " " : "");
    for (size_t i = 0; i < length; i++)
        plume_text_add_char(&jobs->warnings, isalnum((unsigned char)word[i])
                                                 ? (char)tolower((unsigned char)word[i])
                                                 : '-');
}

/* A name without a list is one node. */
static double nodes_of(const slurm_jobs *jobs)
{
    const char *list = jobs->words.node_list.data;

    return isnan(jobs->own.nodes) && list[0] != '\0' && strpbrk(list, "[,") == NULL
               ? 1
               : jobs->own.nodes;
}

/* By what the job's row and its steps say together. */
static double energy_of(slurm_jobs *jobs)
{
    slurm_stated own = { NAN, nodes_of(jobs), jobs->own.duration_s };
    slurm_energy_from from;
    double joules;

    if (jobs->has_own)
        own.joules = jobs->own.energy_j;
    joules = slurm_steps_energy_j(&jobs->steps, &own, &from);
    if (isnan(joules))
        return joules;
    if (from == SLURM_FROM_STEPS) {
        jobs->tally.energy_of_steps++;
        add_warning(jobs, "energy-of-step");
    }
    if (from == SLURM_FROM_AT_ONCE) {
        jobs->tally.at_once++;
        add_warning(jobs, "parallel-steps");
    }
    return joules;
}

static bool used_nothing(const slurm_record *own)
{
    return own->state == PLUME_STATE_WAITING || own->duration_s == 0;
}

static void set_energy(slurm_jobs *jobs, plume_run *run)
{
    double joules = energy_of(jobs);

    if (isnan(joules)) {
        if (!used_nothing(&jobs->own))
            jobs->tally.unmeasured[jobs->own.energy]++;
        return;
    }
    jobs->tally.unmeasured[SLURM_ENERGY_THERE]++;
    jobs->tally.gpu_measured += jobs->own.gpus > 0;
    run->energy.logged_kwh = run->energy.total_kwh = joules / JOULES_PER_KWH;
    run->energy.scope = PLUME_SCOPE_IT;
    run->energy.evidence = PLUME_EVIDENCE_METERED;
    run->machine = jobs->words.node_list.data;
}

/* Where some jobs of a log have GPUs, a device that the user names is not that of the
 * others. */
static void set_device(slurm_jobs *jobs, plume_run *run)
{
    const slurm_record *own = &jobs->own;

    if (own->gpus > 0) {
        jobs->tally.gpu_jobs++;
        jobs->tally.requested += own->requested;
        run->device = jobs->words.gpu_type.data;
        run->device_count = own->gpus;
        if (own->mixed_types)
            add_warning(jobs, "mixed-devices");
    } else if (own->shards) {
        jobs->tally.gpu_jobs++;
        jobs->tally.shards++;
        run->device = jobs->words.gpu_type.data;
        add_warning(jobs, "device-share-unknown");
    } else if (own->resources_told) {
        jobs->tally.cpu_jobs++;
        if (jobs->gpus_elsewhere || jobs->tally.gpu_jobs > 0)
            run->device = "CPU";
        else
            jobs->before_gpus = true;
    }
}

/* Where processors are counted in threads, so is their time. What is busier than all of
 * them, or was not counted, is not known. */
static void set_compute(const slurm_record *own, plume_run *run)
{
    double use = own->total_cpu_s / (own->duration_s * own->cores);

    run->compute.cores = own->cores;
    run->compute.memory_gb = own->memory_gb;
    if (use > 0.0 && use <= 1.0)
        run->compute.core_utilization = use;
}

/* Energy goes on while a job is suspended, its hours do not. */
static void set_suspension(slurm_jobs *jobs)
{
    if (!(jobs->own.suspended_s > 0))
        return;
    jobs->tally.suspended++;
    jobs->tally.suspended_s += jobs->own.suspended_s;
    add_warning(jobs, "time-suspended");
}

static void set_attempt(slurm_jobs *jobs)
{
    if (jobs->number == 1 && !jobs->followed)
        return;
    jobs->tally.requeued += jobs->number > 1;
    add_warning(jobs, jobs->followed ? "requeued-later" : "requeued");
    plume_text_printf(&jobs->note, "%sattempt %zu of job %s",
                      jobs->note.length > 0 ? "; " : "", jobs->number, jobs->job.data);
}

static void set_note(slurm_jobs *jobs)
{
    if (isnan(jobs->own.cpu_s) || !plume_log_wants_details(jobs->log))
        return;
    plume_number_significant(&jobs->note, jobs->own.cpu_s / SECONDS_PER_HOUR, 4);
    plume_text_add(&jobs->note, " hours of processors");
}

/* Of two rows of one job: its own before its steps, ended before running, with an energy,
 * with a duration; then the longer. */
static double progress_of(const slurm_jobs *jobs, const plume_run *run)
{
    enum { LONGEST_S = 1000000000 };
    double rank = !jobs->has_own                      ? 1
                  : run->state == PLUME_STATE_WAITING ? 2
                  : run->state == PLUME_STATE_RUNNING ? 3
                                                      : 4;
    double known =
        (isnan(run->energy.total_kwh) ? 0 : 2) + (isnan(run->duration_s) ? 0 : 1);
    double duration_s = isnan(run->duration_s) ? 0 : fmin(run->duration_s, LONGEST_S - 1);

    return (rank * 4 + known) * LONGEST_S + duration_s;
}

static void count(slurm_jobs *jobs, const plume_run *run)
{
    slurm_tally *tally = &jobs->tally;

    tally->jobs++;
    tally->own_rows += jobs->has_own;
    tally->from_steps += !jobs->has_own;
    tally->running += run->state == PLUME_STATE_RUNNING;
    if (run->state == PLUME_STATE_RUNNING && !isnan(run->duration_s))
        tally->running_s += run->duration_s;
    tally->derived += jobs->own.duration_derived;
    tally->without_duration +=
        isnan(run->duration_s) && run->state != PLUME_STATE_WAITING;
}

void slurm_run_fill(slurm_jobs *jobs, plume_run *run)
{
    const slurm_record *own = &jobs->own;

    plume_run_init(run);
    plume_text_clear(&jobs->warnings);
    plume_text_clear(&jobs->note);
    slurm_run_name(jobs);
    set_note(jobs);
    run->state = own->state;
    run->start_s = own->start_s;
    run->end_s = own->end_s;
    run->duration_s = own->duration_s;
    run->name = jobs->words.name.data;
    run->host = jobs->words.node_list.data;
    run->owner.account = jobs->words.account.data;
    run->owner.partition = jobs->words.partition.data;
    run->owner.user = jobs->words.user.data;
    if (plume_log_options(jobs->log)->study[0] == '\0')
        run->study = jobs->words.group.data;
    keep_state_word(jobs);
    if (own->duration_derived)
        add_warning(jobs, "duration-derived");
    if (!jobs->has_own)
        add_warning(jobs, "from-steps");
    set_energy(jobs, run);
    set_device(jobs, run);
    set_compute(own, run);
    set_suspension(jobs);
    set_attempt(jobs);
    run->progress = progress_of(jobs, run);
    count(jobs, run);
    run->keys.job = jobs->job.data;
    run->keys.cluster = jobs->cluster.data;
    if (jobs->number > 1 || jobs->followed || slurm_run_was_requeued(jobs))
        run->keys.attempt = (double)(jobs->number - 1);
    run->keys.resolution_s = 1.0;
    run->id = jobs->id.data;
    run->identity = jobs->identity.data;
    run->covers = jobs->covers.data;
    run->warnings = jobs->warnings.data;
    run->note = jobs->note.data;
}
