/* Reads the naive times of a trial, settles one that never ended, and pushes it. */
#include "readers/hpo/optuna/trial.h"

#include "logs/pass/wanted.h"
#include "logs/unknown_time.h"

#include <math.h>
#include <string.h>

#include <plume/number.h>

#define DISAGREEMENT_S 0.001 /* between two figures that should be the same */

void plume_optuna_begin(plume_optuna *optuna, plume_log *log)
{
    memset(optuna, 0, sizeof *optuna);
    optuna->log = log;
    optuna->highest = optuna->latest_s = -INFINITY;
    optuna->silence_s = NAN;
    plume_text_init(&optuna->id);
    plume_text_init(&optuna->identity);
    plume_text_init(&optuna->note);
    plume_text_init(&optuna->name);
}

static void describe(const plume_optuna *optuna)
{
    plume_trial_describe(optuna->log, &optuna->tally, "trial");
    if (optuna->dead > 0)
        plume_log_note(optuna->log, PLUME_WARNING, 0, PLUME_RUN_BY_HEARTBEAT,
                       "trials that another worker found dead, %llu, count until their "
                       "last heartbeats: %.1f s in all, a lower bound; it was noticed "
                       "%.1f s after their starts",
                       (unsigned long long)optuna->dead, optuna->dead_s,
                       optuna->noticed_s);
}

void plume_optuna_end(plume_optuna *optuna, plume_status status)
{
    if (status == PLUME_OK)
        describe(optuna);
    plume_text_dispose(&optuna->id);
    plume_text_dispose(&optuna->identity);
    plume_text_dispose(&optuna->note);
    plume_text_dispose(&optuna->name);
}

/* --- state --- */

static plume_state state_of(const char *word)
{
    static const struct {
        const char *word;
        plume_state state;
    } states[] = {
        { "COMPLETE", PLUME_STATE_COMPLETE }, { "PRUNED", PLUME_STATE_PRUNED },
        { "FAIL", PLUME_STATE_FAILED },       { "RUNNING", PLUME_STATE_RUNNING },
        { "WAITING", PLUME_STATE_WAITING },
    };

    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(states[i].word, word) == 0)
            return states[i].state;
    return PLUME_STATE_UNKNOWN;
}

/* --- names --- */

/* Times are kept to the microsecond, and a whole number is sooner printed. */
#define MICROSECONDS 1e6

static const size_t called = sizeof "trial " - 1;

/* As it stands in the name. */
static void add_number(plume_text *out, const plume_optuna *optuna)
{
    if (optuna->name.length > called)
        plume_text_add_n(out, optuna->name.data + called, optuna->name.length - called);
}

static void print_names(plume_optuna *optuna, const plume_optuna_trial *trial,
                        const plume_run *run)
{
    plume_text_clear(&optuna->id);
    plume_text_clear(&optuna->identity);
    plume_text_clear(&optuna->name);
    plume_text_add_n(&optuna->name, "trial ", called);
    plume_number_print(&optuna->name, trial->number);
    if (trial->study[0] != '\0') {
        plume_text_add(&optuna->id, trial->study);
        plume_text_add_n(&optuna->id, "/", 1);
    }
    add_number(&optuna->id, optuna);
    /* The study is left out: an exported table does not know it. */
    if (isnan(run->start_s))
        return;
    plume_text_add_n(&optuna->identity, "optuna ", strlen("optuna "));
    add_number(&optuna->identity, optuna);
    plume_text_add_n(&optuna->identity, " ", 1);
    plume_number_print(&optuna->identity, round(run->start_s * MICROSECONDS));
}

static void print_note(plume_optuna *optuna, const plume_optuna_trial *trial)
{
    plume_text_clear(&optuna->note);
    if (!plume_log_wants_details(optuna->log))
        return;
    plume_text_add(&optuna->note, "state ");
    plume_text_add(&optuna->note, trial->state);
    if (isnan(trial->attributes->retry_of))
        return;
    plume_text_add(&optuna->note, "; repeats trial ");
    plume_number_print(&optuna->note, trial->attributes->retry_of);
}

/* --- time --- */

typedef struct times {
    double start_s, end_s, last_s;
} times;

static bool read_time(plume_optuna *optuna, const char *text, uint64_t line,
                      double *out_s)
{
    *out_s = text[0] != '\0' ? plume_log_time(optuna->log, text, strlen(text)) : NAN;
    return text[0] == '\0' || !isnan(*out_s) ||
           plume_log_time_is_unknown(optuna->log, text, strlen(text), line);
}

/* Heartbeats are kept by the second: one of the second in which a trial started may stand
 * before its start. */
static double sign_of_life(double start_s, double last_s)
{
    return last_s < start_s && start_s - last_s < 1.0 ? start_s : last_s;
}

static void reject(plume_optuna *optuna, const plume_optuna_trial *trial,
                   const char *code, const char *what)
{
    plume_text_clear(&optuna->name);
    plume_number_print(&optuna->name, trial->number);
    plume_log_reject(optuna->log, trial->line, 0, code,
                     "trial %s (%s, from '%s' to '%s'): %s", optuna->name.data,
                     trial->state, trial->start, trial->end, what);
}

/* A failed trial whose heartbeats stopped long before its end was written down was found
 * dead by another worker, in a session hours or days later; its end may even be by
 * another clock. */
static void end_with_heartbeat(plume_optuna *optuna, plume_run *run, double last_s)
{
    double silent_s = run->end_s - last_s;

    if (run->state != PLUME_STATE_FAILED || !(last_s >= run->start_s) ||
        !(silent_s > optuna->silence_s || run->end_s < run->start_s))
        return;
    optuna->dead++;
    optuna->dead_s += last_s - run->start_s;
    optuna->noticed_s += fmax(run->end_s - run->start_s, 0.0);
    /* above a copy that knows no heartbeat */
    run->progress = fmax(run->end_s - run->start_s, 0.0) + 1.0;
    run->end_s = last_s;
    run->warnings = PLUME_RUN_BY_HEARTBEAT;
}

static void settle_time(plume_optuna *optuna, plume_run *run, double duration_s,
                        double last_s)
{
    if (run->state == PLUME_STATE_WAITING)
        run->duration_s = 0.0; /* nothing was done for it yet */
    else if (run->state == PLUME_STATE_RUNNING && isnan(run->end_s))
        plume_trial_settle_running(&optuna->tally, run, last_s,
                                   plume_log_options(optuna->log));
    else
        run->duration_s = plume_trial_span_s(run->start_s, run->end_s);
    if (isnan(run->duration_s) && run->state != PLUME_STATE_RUNNING)
        run->duration_s = duration_s;
    if (run->duration_s == 0.0 && run->state != PLUME_STATE_WAITING &&
        !plume_run_is_ended_by_heartbeat(run))
        optuna->tally.instant++;
}

/* --- the run --- */

/* A trial is identified by study and number: ids differ between storages of one
 * study. */
static void fill(plume_optuna *optuna, plume_run *run, const plume_optuna_trial *trial)
{
    const plume_attributes *attributes = trial->attributes;

    plume_attributes_fill(run, attributes);
    print_names(optuna, trial, run);
    print_note(optuna, trial);
    run->id = optuna->id.data;
    run->identity = optuna->identity.data;
    run->note = optuna->note.data;
    run->name = optuna->name.data;
    run->study = trial->study;
    run->keys.sweep = trial->study;
    run->keys.number = trial->number;
    run->keys.resolution_s = 0.0;
    run->role = PLUME_ROLE_SEARCH;
    run->objective = isfinite(trial->value) ? trial->value : NAN;
    run->objective_better = trial->better != 0.0 ? trial->better : NAN;
    if (run->state == PLUME_STATE_RUNNING)
        run->warnings = isnan(run->duration_s) ? "running-unknown" : "running-assumed";
    else if (run->state == PLUME_STATE_UNKNOWN)
        run->warnings = "state-unknown";
    if (run->device[0] == '\0') /* the study decides on all that a kind has */
        run->kind = trial->study_kind;
    if (run->device[0] != '\0' || !isnan(run->device_count) ||
        !isnan(run->energy.total_kwh))
        optuna->tally.attributed++;
}

/* Each storage has one record a trial, but one study may be a copy of another. Of two
 * trials with different numbers or starts neither is. */
static plume_recurrence recurrence(plume_optuna *optuna, double number, double start_s)
{
    bool is_new = number > optuna->highest || start_s > optuna->latest_s;

    optuna->highest = fmax(optuna->highest, number);
    optuna->latest_s = fmax(optuna->latest_s, start_s); /* fmax passes a NAN over */
    return is_new ? PLUME_RECURS_NEVER : PLUME_RECURS_SELDOM;
}

/* Start and end go before a duration that was computed from them and written beside. */
plume_status plume_optuna_push(plume_optuna *optuna, const plume_optuna_trial *trial,
                               plume_error *error)
{
    plume_run run;
    double last_s;
    plume_status status;

    plume_run_init(&run);
    run.state = state_of(trial->state);
    if (!read_time(optuna, trial->start, trial->line, &run.start_s) ||
        !read_time(optuna, trial->end, trial->line, &run.end_s) ||
        !read_time(optuna, trial->last_sign, trial->line, &last_s)) {
        reject(optuna, trial, "no-such-time", "a time is no date and time");
        return PLUME_OK;
    }
    last_s = sign_of_life(run.start_s, last_s);
    end_with_heartbeat(optuna, &run, last_s);
    if (run.end_s < run.start_s || trial->duration_s < 0.0) {
        reject(optuna, trial, "negative-duration", "it ends before it starts");
        return PLUME_OK;
    }
    if (run.state == PLUME_STATE_UNKNOWN && trial->state[0] == '\0') {
        reject(optuna, trial, "missing-value", "it has no state");
        return PLUME_OK;
    }
    settle_time(optuna, &run, trial->duration_s, last_s);
    if (fabs(run.end_s - run.start_s - trial->duration_s) > DISAGREEMENT_S)
        plume_log_note(optuna->log, PLUME_WARNING, trial->line, "duration-disagrees",
                       "the duration is not the time from start to end, which is used");
    fill(optuna, &run, trial);
    status = plume_text_status(&optuna->id, error);
    if (status == PLUME_OK)
        status = plume_text_status(&optuna->identity, error);
    if (status == PLUME_OK)
        status = plume_text_status(&optuna->note, error);
    if (status != PLUME_OK)
        return status;
    return plume_log_run_recurring(optuna->log, &run,
                                   recurrence(optuna, trial->number, run.start_s),
                                   trial->line, error);
}
