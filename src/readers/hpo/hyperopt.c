/* Hyperopt's pickle of Trials (trials_save_file): documents with the times at which a
 * trial was booked and last written, in UTC and without a zone. */
#include <math.h>
#include <string.h>

#include "logs/path.h"
#include "logs/pickle/pickle.h"
#include "logs/trial.h"
#include <plume/number.h>

static bool holds(const plume_head *head, const char *word)
{
    size_t length = strlen(word);

    for (size_t i = 0; i + length <= head->length; i++)
        if (memcmp(head->bytes + i, word, length) == 0)
            return true;
    return false;
}

static int confidence(const plume_head *head)
{
    return head->length > 2 && (unsigned char)head->bytes[0] == 0x80 &&
                   holds(head, "hyperopt.base") && holds(head, "Trials")
               ? 95
               : 0;
}

/* JOB_STATE_NEW, RUNNING, DONE, ERROR, CANCEL of hyperopt.base; a trial that is done may
 * say in its result that it failed. */
static plume_state state_of(double state, const char *result)
{
    if (state == 0)
        return PLUME_STATE_WAITING;
    if (state == 1)
        return PLUME_STATE_RUNNING;
    if (state == 2)
        return strcmp(result, "fail") == 0 ? PLUME_STATE_FAILED : PLUME_STATE_COMPLETE;
    return state == 3   ? PLUME_STATE_FAILED
           : state == 4 ? PLUME_STATE_CANCELLED
                        : PLUME_STATE_UNKNOWN;
}

typedef struct reading {
    plume_log *log;
    plume_trial_tally tally;
    plume_text bytes, study, id, identity;
} reading;

static void settle(reading *r, plume_run *run, const plume_pickle_node *trial)
{
    double last_s = plume_pickle_civil_s(plume_pickle_get(trial, "refresh_time"));

    run->start_s = plume_pickle_civil_s(plume_pickle_get(trial, "book_time"));
    if (run->state == PLUME_STATE_WAITING) {
        run->duration_s = 0.0;
    } else if (run->state == PLUME_STATE_RUNNING) {
        plume_trial_settle_running(&r->tally, run, last_s, plume_log_options(r->log));
        run->warnings = isnan(run->duration_s) ? "running-unknown" : "running-assumed";
    } else {
        run->end_s = last_s;
        run->duration_s = plume_trial_span_s(run->start_s, run->end_s);
    }
}

static plume_status take(reading *r, const plume_pickle_node *trial, plume_error *error)
{
    const plume_pickle_node *result = plume_pickle_get(trial, "result");
    double number = plume_pickle_number(plume_pickle_get(trial, "tid"));
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    run.state = state_of(plume_pickle_number(plume_pickle_get(trial, "state")),
                         plume_pickle_text(plume_pickle_get(result, "status")));
    settle(r, &run, trial);
    if (isnan(number) || run.duration_s < 0.0) {
        plume_log_reject(r->log, 0, 0, isnan(number) ? "no-record" : "negative-duration",
                         isnan(number) ? "a trial has no tid"
                                       : "a trial ends before it starts");
        return PLUME_OK;
    }
    plume_text_clear(&r->id);
    plume_text_clear(&r->identity);
    plume_number_print(&r->id, number);
    plume_text_printf(&r->identity, "hyperopt %s ", r->id.data);
    plume_number_print(&r->identity, run.start_s);
    run.id = r->id.data;
    run.identity = isnan(run.start_s) ? "" : r->identity.data;
    run.study = r->study.data;
    run.role = PLUME_ROLE_SEARCH;
    run.objective_better = -1.0; /* a loss */
    run.objective = plume_pickle_number(plume_pickle_get(result, "loss"));
    run.keys.clock = PLUME_CLOCK_ZONED;
    status = plume_text_status(&r->identity, error);
    return status == PLUME_OK ? plume_log_run(r->log, &run, 0, error) : status;
}

static plume_status take_all(reading *r, const plume_pickle *pickle, plume_error *error)
{
    const plume_pickle_node *root = plume_pickle_root(pickle);
    const plume_pickle_node *trials = plume_pickle_get(root, "_dynamic_trials");
    plume_status status = PLUME_OK;

    if (plume_pickle_node_kind(trials) != PLUME_PICKLE_LIST)
        trials = plume_pickle_get(root, "_trials");
    if (plume_pickle_node_kind(trials) != PLUME_PICKLE_LIST)
        return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(r->log), 0, 0,
                             "this pickle holds no trials of Hyperopt");
    for (size_t i = 0; i < plume_pickle_count(trials) && status == PLUME_OK; i++)
        status = take(r, plume_pickle_at(trials, i), error);
    if (status == PLUME_OK)
        plume_trial_describe(r->log, &r->tally, "trial");
    return status;
}

static plume_status slurp(reading *r, plume_error *error)
{
    char piece[4096];
    size_t length = 1;
    plume_status status = PLUME_OK;

    while (status == PLUME_OK && length > 0 &&
           r->bytes.length <= PLUME_PICKLE_BYTES_MAX) {
        status = plume_source_read(plume_log_source(r->log), piece, sizeof piece, &length,
                                   error);
        if (status == PLUME_OK)
            plume_text_add_n(&r->bytes, piece, length);
    }
    return status == PLUME_OK ? plume_text_status(&r->bytes, error) : status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log };
    plume_pickle *pickle = NULL;
    plume_status status;

    plume_text_init(&r.bytes);
    plume_text_init(&r.study);
    plume_text_init(&r.id);
    plume_text_init(&r.identity);
    plume_path_name(&r.study, plume_log_path(log), 0);
    status = slurp(&r, error);
    if (status == PLUME_OK)
        status = plume_pickle_read(&pickle, r.bytes.data, r.bytes.length,
                                   plume_log_path(log), error);
    if (status == PLUME_OK)
        status = take_all(&r, pickle, error);
    plume_pickle_free(pickle);
    plume_text_dispose(&r.bytes);
    plume_text_dispose(&r.study);
    plume_text_dispose(&r.id);
    plume_text_dispose(&r.identity);
    return status;
}

const plume_reader plume_reader_hyperopt = {
    .name = "hyperopt",
    .title = "Hyperopt's pickle of trials",
    .confidence = confidence,
    .marks = { "hyperopt" },
    .read = read,
};
