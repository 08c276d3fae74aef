/* Adds up results across restores and restarts, where the clock of a trial goes back.
 * */
#include "readers/hpo/ray/trial.h"

#include <math.h>
#include <string.h>

#include <plume/number.h>

/* The clocks of a trial: what differs by less is one moment. */
#define SAME_S 1e-6
/* A snapshot that is a minute newer stands above another by less than a microsecond. */
#define NEWER_SHARE 1e-9
/* Iterations and total may differ by this share, or by a second, before it is told. */
#define SHARE_TOLD 0.01

void plume_ray_result_init(plume_ray_result *result)
{
    memset(result, 0, sizeof *result);
    result->timestamp_s = result->iteration = NAN;
    result->this_iter_s = result->total_s = result->pid = NAN;
    result->trial_id = result->experiment_id = "";
    result->tag = result->host = result->date = "";
}

void plume_ray_trial_init(plume_ray_trial *trial)
{
    memset(trial, 0, sizeof *trial);
    plume_text_init(&trial->trial_id);
    plume_text_init(&trial->experiment_id);
    plume_text_init(&trial->tag);
    plume_text_init(&trial->host);
    trial->start_s = trial->end_s = trial->iteration = NAN;
    trial->this_iter_s = trial->total_s = trial->longest_s = trial->gpus = NAN;
    trial->pid = NAN;
}

void plume_ray_trial_dispose(plume_ray_trial *trial)
{
    plume_text_dispose(&trial->trial_id);
    plume_text_dispose(&trial->experiment_id);
    plume_text_dispose(&trial->tag);
    plume_text_dispose(&trial->host);
}

/* --- taking results --- */

static void keep_first(plume_text *kept, const char *told)
{
    if (kept->length == 0)
        plume_text_add(kept, told);
}

/* 2018-11-10_00-18-12 as a time in the log's zone; NAN when it is none. */
static double date_s(plume_log *log, const char *date)
{
    char text[20];

    if (strlen(date) != 19 || date[10] != '_' || date[13] != '-' || date[16] != '-')
        return NAN;
    memcpy(text, date, sizeof text);
    text[10] = 'T';
    text[13] = text[16] = ':';
    return plume_log_time(log, text, 19);
}

/* The last result is written once more when a trial is told that it is done. */
static bool is_copy(const plume_ray_trial *trial, const plume_ray_result *result)
{
    return trial->results > 0 && result->iteration == trial->iteration &&
           fabs(result->total_s - trial->total_s) <= SAME_S;
}

/* A trial whose clock stands at one iteration again, after it stood higher, was begun
 * anew; a clock that merely went back was restored from a checkpoint. */
static void note_step_back(plume_ray_trial *trial, const plume_ray_result *result)
{
    if (!(result->total_s + SAME_S < trial->total_s)) {
        trial->restores += result->iteration <= trial->iteration;
        return;
    }
    if (result->iteration <= 1.0 ||
        result->total_s <= result->this_iter_s * (1.0 + SHARE_TOLD)) {
        trial->restarts++;
        plume_sum_add(&trial->earlier_s, trial->longest_s);
        trial->longest_s = NAN;
    } else {
        trial->restores++;
    }
}

/* time_total_s starts anew when a trial is begun anew and goes on when it is
 * restored: the longest of each attempt counts, and the sum of time_this_iter_s is
 * kept beside it to check. */
void plume_ray_trial_take(plume_ray_trial *trial, const plume_ray_result *result,
                          plume_log *log)
{
    double end_s = result->timestamp_s;

    trial->done = result->done;
    if (is_copy(trial, result)) {
        trial->copies++;
        return;
    }
    note_step_back(trial, result);
    if (isnan(end_s))
        end_s = date_s(log, result->date);
    if (isnan(trial->start_s) && !isnan(end_s))
        trial->start_s = isnan(result->this_iter_s) ? end_s : end_s - result->this_iter_s;
    if (!(end_s <= trial->end_s) && !isnan(end_s))
        trial->end_s = end_s;
    if (!isnan(result->this_iter_s))
        plume_sum_add(&trial->iterations_s, result->this_iter_s);
    else
        trial->untimed = true;
    if (!(result->total_s <= trial->longest_s) && !isnan(result->total_s))
        trial->longest_s = result->total_s;
    keep_first(&trial->trial_id, result->trial_id);
    keep_first(&trial->experiment_id, result->experiment_id);
    keep_first(&trial->tag, result->tag);
    keep_first(&trial->host, result->host);
    if (!isnan(result->pid))
        trial->pid = result->pid;
    trial->iteration = result->iteration;
    trial->this_iter_s = result->this_iter_s;
    if (!isnan(result->total_s))
        trial->total_s = result->total_s;
    trial->results++;
}

double plume_ray_trial_duration_s(const plume_ray_trial *trial)
{
    if (!isnan(trial->longest_s))
        return plume_sum_value(&trial->earlier_s) + trial->longest_s;
    if (trial->results > 0 && !trial->untimed)
        return plume_sum_value(&trial->iterations_s);
    return NAN;
}

double plume_ray_trial_used_s(const plume_ray_trial *trial)
{
    double own_s = plume_ray_trial_duration_s(trial);

    if (trial->restores == 0 || trial->untimed || isnan(own_s))
        return own_s;
    return fmax(own_s, plume_sum_value(&trial->iterations_s));
}

/* One second is allowed: progress.csv is written after result.json, with the same
 * times printed in fewer digits. The other one is disposed of either way. */
void plume_ray_prefer(plume_ray_trial *trial, plume_ray_trial *other, plume_log *log)
{
    double own_s = plume_ray_trial_duration_s(trial);
    double other_s = plume_ray_trial_duration_s(other);

    if (other->results > 0 && (trial->results == 0 || other_s > own_s + 1.0)) {
        plume_ray_trial swapped = *trial;

        if (trial->results > 0)
            plume_log_note(log, PLUME_WARNING, 0, "result-cut",
                           "progress.csv goes on where result.json ends: it is used");
        if (isnan(other->gpus))
            other->gpus = trial->gpus;
        *trial = *other;
        *other = swapped;
    }
    plume_ray_trial_dispose(other);
}

/* --- the run --- */

/* New trial ids are a short prefix for all trials of an experiment and a number: the tag
 * makes them distinct. */
static void print_identity(plume_text *out, const plume_ray_trial *trial,
                           const char *known)
{
    const char *id = trial->trial_id.data;

    if (id[0] == '\0')
        id = trial->experiment_id.data;
    if (id[0] == '\0')
        id = known;
    if (id[0] == '\0')
        return;
    plume_text_printf(out, "ray trial %s", id);
    if (strchr(id, '_') != NULL)
        plume_text_printf(out, " %s", trial->tag.data);
}

static const char *first_of(const char *a, const char *b, const char *c)
{
    if (a[0] != '\0')
        return a;
    return b[0] != '\0' ? b : c;
}

/* A restored trial repeats the iterations after its checkpoint; their time was spent and
 * counts, but is in no total of Ray's. */
static void tell_restores(const plume_ray_trial *trial, const char *id,
                          plume_text *warnings, plume_log *log)
{
    double spent_s = plume_sum_value(&trial->iterations_s);
    double total_s = plume_ray_trial_duration_s(trial);
    bool repeated = trial->restores > 0 && spent_s > total_s;
    plume_text figures;

    if (trial->restarts > 0) {
        plume_text_add(warnings, " restarted");
        plume_log_note(log, PLUME_INFO, 0, "restarted",
                       "trial %s was begun anew %llu times: its attempts add up", id,
                       (unsigned long long)trial->restarts);
    }
    if (trial->untimed || !(fabs(spent_s - total_s) > fmax(1.0, SHARE_TOLD * total_s)))
        return;
    plume_text_init(&figures);
    plume_number_significant(&figures, total_s, 6);
    plume_text_add(&figures, " s, its iterations ");
    plume_number_significant(&figures, spent_s, 6);
    plume_text_add(warnings, repeated ? " repeated-iterations" : " missing-iterations");
    plume_log_note(log, repeated ? PLUME_INFO : PLUME_WARNING, 0,
                   repeated ? "repeated-iterations" : "missing-iterations",
                   repeated
                       ? "trial %s took %s s together: what was repeated after a restore "
                         "is part of the duration"
                       : "trial %s took %s s together: results are missing",
                   id, figures.data);
    plume_text_dispose(&figures);
}

/* A trial without an end may have been killed with its driver: that is no reason to
 * think it used nothing. */
static void add_notes(const plume_ray_trial *trial, const plume_run *run,
                      plume_text *warnings, plume_log *log)
{
    if (trial->results > 0)
        tell_restores(trial, run->id, warnings, log);
    if (trial->gpus == 0.0) {
        plume_text_add(warnings, " cpu-run");
        plume_log_note(log, PLUME_WARNING, 0, "cpu-run",
                       "trial %s asked for no GPU: it ran on processors, and how many "
                       "devices those are is not said",
                       run->id);
    }
    if (run->state == PLUME_STATE_UNKNOWN) {
        plume_text_add(warnings, " not-done");
        plume_log_note(log, PLUME_INFO, 0, "not-done",
                       "trial %s never said that it was done: it was killed, or it goes "
                       "on; its time counts",
                       run->id);
    }
    if (isnan(run->duration_s) && run->state != PLUME_STATE_WAITING &&
        run->state != PLUME_STATE_RUNNING) {
        plume_text_add(warnings, " duration-unknown");
        plume_log_note(log, PLUME_WARNING, 0, "duration-unknown",
                       "trial %s has no result: how long it ran is unknown", run->id);
    }
}

/* Text that outlives the filling of a run. */
typedef struct run_text {
    plume_text identity, warnings, note;
} run_text;

static plume_status text_end(run_text *text, plume_status status, plume_error *error)
{
    if (status == PLUME_OK)
        status = plume_text_status(&text->identity, error);
    plume_text_dispose(&text->identity);
    plume_text_dispose(&text->warnings);
    plume_text_dispose(&text->note);
    return status;
}

/* Only whole seconds are printed of its times, which is what a join with traces may
 * be off by. */
static void fill(plume_run *run, const plume_ray_trial *trial,
                 const plume_ray_about *about)
{
    run->id = first_of(trial->trial_id.data, about->trial_id, trial->experiment_id.data);
    run->id = first_of(run->id, about->folder, "trial");
    run->name = first_of(about->folder, trial->tag.data, "");
    run->study = about->study;
    run->host = trial->host.data;
    run->keys.trial = first_of(trial->trial_id.data, about->trial_id, "");
    run->keys.sweep = about->study;
    run->keys.pid = trial->pid;
    run->keys.resolution_s = 1.0;
    run->role = PLUME_ROLE_SEARCH;
    run->state = about->state;
    if (run->state == PLUME_STATE_UNKNOWN && trial->done)
        run->state = PLUME_STATE_COMPLETE;
    run->start_s = isnan(trial->start_s) ? about->start_s : trial->start_s;
    run->end_s = trial->end_s;
    run->duration_s = plume_ray_trial_used_s(trial);
    run->device_count = trial->gpus > 0.0 ? trial->gpus : NAN;
}

plume_status plume_ray_trial_push(const plume_ray_trial *trial,
                                  const plume_ray_about *about, plume_log *log,
                                  plume_error *error)
{
    run_text text;
    plume_run run;
    plume_status status;

    plume_text_init(&text.identity);
    plume_text_init(&text.warnings);
    plume_text_init(&text.note);
    plume_run_init(&run);
    fill(&run, trial, about);
    print_identity(&text.identity, trial, first_of(about->trial_id, about->folder, ""));
    if (run.state == PLUME_STATE_RUNNING && isnan(run.duration_s) && about->tally != NULL)
        plume_trial_settle_running(about->tally, &run, about->alive_s,
                                   plume_log_options(log));
    /* of two snapshots that know of as much the newer stands */
    if (!isnan(about->written_s))
        run.progress = (isnan(run.duration_s) ? -1.0 : run.duration_s) +
                       about->written_s * NEWER_SHARE;
    if (about->word[0] != '\0')
        plume_text_printf(&text.note, "state %s", about->word);
    add_notes(trial, &run, &text.warnings, log);
    run.identity = text.identity.data;
    run.note = text.note.data;
    run.warnings = text.warnings.data + (text.warnings.length > 0);
    status = plume_text_status(&text.warnings, error);
    if (status == PLUME_OK)
        status = plume_text_status(&text.note, error);
    if (status == PLUME_OK)
        status = plume_log_run(log, &run, 0, error);
    return text_end(&text, status, error);
}
