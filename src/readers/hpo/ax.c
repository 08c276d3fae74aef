/* Ax's experiment as JSON (ax_client.json): trials with naive local times. */
#include <math.h>
#include <string.h>

#include "logs/path.h"
#include "logs/trial.h"
#include "logs/whole_document.h"
#include <plume/number.h>

enum { BYTES_MAX = 256 << 20 };

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");

    return *start == '{' && strstr(start, "\"__type\"") != NULL &&
                   (strstr(start, "\"AxClient\"") != NULL ||
                    strstr(start, "\"Experiment\"") != NULL)
               ? 92
               : 0;
}

static plume_state state_of(const char *word)
{
    static const struct {
        const char *word;
        plume_state state;
    } states[] = {
        { "COMPLETED", PLUME_STATE_COMPLETE },  { "FAILED", PLUME_STATE_FAILED },
        { "ABANDONED", PLUME_STATE_CANCELLED }, { "EARLY_STOPPED", PLUME_STATE_PRUNED },
        { "RUNNING", PLUME_STATE_RUNNING },     { "STALE", PLUME_STATE_CANCELLED },
        { "CANDIDATE", PLUME_STATE_WAITING },   { "STAGED", PLUME_STATE_WAITING },
        { "DISPATCHED", PLUME_STATE_RUNNING },
    };

    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (strcmp(states[i].word, word) == 0)
            return states[i].state;
    return PLUME_STATE_UNKNOWN;
}

typedef struct reading {
    plume_log *log;
    plume_trial_tally tally;
    plume_text study, id, identity, name;
} reading;

/* {"__type": "datetime", "value": "2026-11-29 17:41:02.123456"}, local to where it ran.
 */
static double time_of(const reading *r, const plume_value *trial, const char *key)
{
    const char *text =
        plume_value_string(plume_value_get(plume_value_get(trial, key), "value"));

    return text[0] != '\0' ? plume_log_time(r->log, text, strlen(text)) : (double)NAN;
}

static void settle(reading *r, plume_run *run, const plume_value *trial)
{
    run->start_s = time_of(r, trial, "time_run_started");
    run->end_s = time_of(r, trial, "time_completed");
    if (run->state == PLUME_STATE_WAITING)
        run->duration_s = 0.0;
    else if (run->state == PLUME_STATE_RUNNING)
        plume_trial_settle_running(&r->tally, run, NAN, plume_log_options(r->log));
    else
        run->duration_s = plume_trial_span_s(run->start_s, run->end_s);
    if (run->state == PLUME_STATE_RUNNING)
        run->warnings = isnan(run->duration_s) ? "running-unknown" : "running-assumed";
}

static plume_status take(reading *r, const plume_value *trial, plume_error *error)
{
    double number = plume_value_number(plume_value_get(trial, "index"));
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    run.state = state_of(
        plume_value_string(plume_value_get(plume_value_get(trial, "status"), "name")));
    settle(r, &run, trial);
    if (isnan(number) || run.duration_s < 0.0) {
        plume_log_reject(r->log, plume_value_line(trial), 0,
                         isnan(number) ? "no-record" : "negative-duration",
                         isnan(number) ? "a trial has no index"
                                       : "a trial ends before it starts");
        return PLUME_OK;
    }
    plume_text_clear(&r->id);
    plume_text_clear(&r->identity);
    plume_text_clear(&r->name);
    plume_number_print(&r->id, number);
    plume_text_printf(&r->name, "trial %s", r->id.data);
    plume_text_printf(&r->identity, "ax %s ", r->id.data);
    plume_number_print(&r->identity, run.start_s);
    run.id = r->id.data;
    run.identity = isnan(run.start_s) ? "" : r->identity.data;
    run.name = r->name.data;
    run.study = r->study.data;
    run.role = PLUME_ROLE_SEARCH;
    run.keys.sweep = r->study.data;
    run.keys.number = number;
    status = plume_text_status(&r->identity, error);
    return status == PLUME_OK
               ? plume_log_run(r->log, &run, plume_value_line(trial), error)
               : status;
}

/* The experiment stands in a client, or alone. */
static plume_status take_all(void *state, const plume_value *root, plume_error *error)
{
    reading *r = state;
    const plume_value *experiment = plume_value_get(root, "experiment");
    const plume_value *trials;
    const char *name;
    plume_status status = PLUME_OK;

    if (plume_value_kind(experiment) != PLUME_MAP)
        experiment = root;
    trials = plume_value_get(experiment, "trials");
    name = plume_value_string(plume_value_get(experiment, "name"));
    plume_text_add(&r->study, name);
    if (name[0] == '\0')
        plume_path_folder(&r->study, plume_log_path(r->log), 1);
    if (plume_value_kind(trials) != PLUME_MAP)
        return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(r->log), 0, 0,
                             "there is no map of 'trials' in this experiment");
    for (size_t i = 0; i < plume_value_count(trials) && status == PLUME_OK; i++)
        status = take(r, plume_value_at(trials, i), error);
    if (status == PLUME_OK)
        plume_trial_describe(r->log, &r->tally, "trial");
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log };
    plume_status status;

    plume_text_init(&r.study);
    plume_text_init(&r.id);
    plume_text_init(&r.identity);
    plume_text_init(&r.name);
    status = plume_document_read(log, BYTES_MAX, (plume_document_taker){ take_all, &r },
                                 error);
    plume_text_dispose(&r.study);
    plume_text_dispose(&r.id);
    plume_text_dispose(&r.identity);
    plume_text_dispose(&r.name);
    return status;
}

const plume_reader plume_reader_ax = {
    .name = "ax",
    .title = "Ax's experiment as JSON",
    .confidence = confidence,
    .marks = { "\"__type\"" },
    .read = read,
};
