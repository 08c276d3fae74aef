/* NNI's nni.sqlite: events of trials, of which two make a span: RUNNING and an end. */
#include "logs/database/database_log.h"
#include "logs/trial.h"

#include <math.h>
#include <string.h>

#include "core/number/units.h"

static const char *const telling[] = { "TrialJobEvent", NULL };
static const plume_stored_table read_tables[] = { { .name = "TrialJobEvent" },
                                                  { .name = "ExperimentProfile" },
                                                  { .name = NULL } };

static int confidence(const plume_head *head)
{
    return plume_head_has_tables(head, telling) ? 95 : 0;
}

/* A trial while its events come, in the order of time. */
typedef struct trial {
    plume_text id, state;
    double first_s, running_s, end_s, spent_s;
    uint64_t line; /* of its first event */
    uint64_t bad;  /* events without a time */
} trial;

typedef struct reading {
    plume_log *log;
    plume_stored stored;
    plume_query *events;
    plume_text study, note, identity;
    double gpus;
    trial trial;
    plume_trial_tally tally;
    uint64_t line;
} reading;

/* --- the experiment --- */

static void take_profile(reading *r, plume_database_cell params, plume_database_cell id)
{
    plume_value *value = NULL;
    const char *name;

    plume_text_clear(&r->study);
    plume_text_add_n(&r->study, id.text, id.length);
    if (plume_json_parse(&value, params.text, params.length, "", NULL, NULL) != PLUME_OK)
        return;
    name = plume_value_string(plume_value_get(value, "experimentName"));
    if (name[0] != '\0') {
        plume_text_clear(&r->study);
        plume_text_add(&r->study, name);
    }
    r->gpus = plume_value_number(plume_value_get(value, "trialGpuNumber"));
    if (!(r->gpus >= 0.0))
        r->gpus = NAN;
    plume_value_free(value);
}

/* Each change of the experiment is one more row: the highest revision holds. */
static plume_status read_profile(reading *r, plume_error *error)
{
    plume_database *database = r->stored.database;
    plume_query *query = NULL;
    bool row = false;
    plume_status status;

    if (!plume_database_has_column(database, "ExperimentProfile", "params") ||
        !plume_database_has_column(database, "ExperimentProfile", "revision"))
        return PLUME_OK;
    status = plume_query_open(
        &query, database,
        "SELECT params, id FROM ExperimentProfile ORDER BY revision DESC LIMIT 1", error);
    if (status == PLUME_OK)
        status = plume_query_next(query, &row, error);
    if (row)
        take_profile(r, plume_query_cell(query, 0), plume_query_cell(query, 1));
    plume_query_close(query);
    return status;
}

/* --- trials --- */

static plume_state state_of(const char *event)
{
    static const struct {
        const char *event;
        plume_state state;
    } states[] = {
        { "WAITING", PLUME_STATE_WAITING },
        { "RUNNING", PLUME_STATE_RUNNING },
        { "SUCCEEDED", PLUME_STATE_COMPLETE },
        { "FAILED", PLUME_STATE_FAILED },
        { "USER_CANCELED", PLUME_STATE_CANCELLED },
        { "SYS_CANCELED", PLUME_STATE_CANCELLED },
        { "EARLY_STOPPED", PLUME_STATE_PRUNED },
    };

    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(states[i].event, event) == 0)
            return states[i].state;
    return PLUME_STATE_UNKNOWN;
}

static void trial_begin(trial *t, plume_database_cell id, uint64_t line)
{
    plume_text_clear(&t->id);
    plume_text_clear(&t->state);
    plume_text_add_n(&t->id, id.text, id.length);
    t->first_s = t->running_s = t->end_s = NAN;
    t->spent_s = 0.0;
    t->bad = 0;
    t->line = line;
}

/* A trial that was put back runs more than once: its spans add up. */
static void take_event(trial *t, const char *event, double time_s)
{
    plume_state state = state_of(event);

    if (state == PLUME_STATE_UNKNOWN)
        return;
    plume_text_clear(&t->state);
    plume_text_add(&t->state, event);
    if (isnan(time_s)) {
        t->bad++;
    } else if (state == PLUME_STATE_RUNNING) {
        t->running_s = isnan(t->running_s) ? time_s : t->running_s;
        t->first_s = isnan(t->first_s) ? time_s : t->first_s;
    } else if (state != PLUME_STATE_WAITING) {
        if (!isnan(t->running_s))
            t->spent_s += time_s - t->running_s;
        t->running_s = NAN;
        t->end_s = time_s;
    }
}

/* The database has events and no trials: a trial is the events between its first and
 * its last. */
static void fill(reading *r, plume_run *run)
{
    const trial *t = &r->trial;

    plume_text_clear(&r->note);
    plume_text_printf(&r->note, "state %s", t->state.data);
    plume_text_clear(&r->identity);
    plume_text_printf(&r->identity, "nni %s %s", r->study.data, t->id.data);
    run->id = t->id.data;
    run->identity = r->identity.data;
    run->study = r->study.data;
    run->note = r->note.data;
    run->role = PLUME_ROLE_NAS;
    run->device_count = r->gpus;
    run->start_s = t->first_s;
    run->end_s = isnan(t->running_s) ? t->end_s : NAN;
    if (run->state == PLUME_STATE_RUNNING) {
        plume_trial_settle_running(&r->tally, run, NAN, plume_log_options(r->log));
        run->warnings = isnan(run->duration_s) ? "running-unknown" : "running-assumed";
    } else {
        /* Whoever never ran took no time; only an end without a beginning is unknown. */
        run->duration_s = t->spent_s;
        r->tally.instant += run->state != PLUME_STATE_WAITING && t->spent_s == 0.0;
    }
}

static plume_status trial_end(reading *r, plume_error *error)
{
    const trial *t = &r->trial;
    plume_status status;
    plume_run run;

    if (t->state.length == 0)
        return PLUME_OK; /* no trial yet, or an event of the experiment */
    plume_run_init(&run);
    run.state = state_of(t->state.data);
    if (t->bad > 0) {
        plume_log_reject(r->log, t->line, 0, "no-such-time",
                         "trial %s has an event whose time is no number", t->id.data);
        return PLUME_OK;
    }
    fill(r, &run);
    status = plume_text_status(&r->identity, error);
    return status == PLUME_OK ? plume_log_run(r->log, &run, t->line, error) : status;
}

/* Events come ordered by trial; another id ends the one before. */
static plume_status read_events(reading *r, plume_error *error)
{
    bool row = true;

    for (;;) {
        plume_status status = plume_query_next(r->events, &row, error);
        plume_database_cell id, event, time;

        if (status == PLUME_OK && !row)
            return trial_end(r, error);
        if (status != PLUME_OK)
            return status;
        r->line++;
        id = plume_query_cell(r->events, 0);
        event = plume_query_cell(r->events, 1);
        time = plume_query_cell(r->events, 2);
        if (strcmp(id.text, r->trial.id.data) != 0 || r->line == 1) {
            status = trial_end(r, error);
            if (status != PLUME_OK)
                return status;
            trial_begin(&r->trial, id, r->line);
        }
        take_event(&r->trial, event.text, time.number / MILLISECONDS_PER_SECOND);
    }
}

static plume_status open_events(reading *r, plume_error *error)
{
    plume_database *database = r->stored.database;

    if (!plume_database_has_column(database, "TrialJobEvent", "timestamp") ||
        !plume_database_has_column(database, "TrialJobEvent", "trialJobId") ||
        !plume_database_has_column(database, "TrialJobEvent", "event"))
        return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(r->log), 0, 0,
                             "this database has no table 'TrialJobEvent' with the "
                             "columns timestamp, trialJobId and event");
    return plume_query_open(&r->events, database,
                            "SELECT trialJobId, event, timestamp FROM TrialJobEvent "
                            "ORDER BY trialJobId, timestamp, rowid",
                            error);
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log, .gpus = NAN };
    plume_text *const text[] = { &r.study, &r.note, &r.identity, &r.trial.id,
                                 &r.trial.state };
    plume_status status;

    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        plume_text_init(text[i]);
    status = plume_stored_open(&r.stored, log, read_tables, error);
    if (status == PLUME_OK)
        status = read_profile(&r, error);
    if (status == PLUME_OK)
        status = open_events(&r, error);
    if (status == PLUME_OK)
        status = read_events(&r, error);
    if (status == PLUME_OK)
        plume_trial_describe(log, &r.tally, "trial");
    plume_query_close(r.events);
    plume_stored_close(&r.stored);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        plume_text_dispose(text[i]);
    return status;
}

const plume_reader plume_reader_nni = {
    .name = "nni",
    .title = "NNI's nni.sqlite",
    .confidence = confidence,
    .of_database = true,
    .read = read,
};
