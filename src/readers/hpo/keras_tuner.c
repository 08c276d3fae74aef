/* Keras Tuner's trial.json: a trial without any time, and so without an energy. */
#include "logs/whole_document.h"
#include "logs/path.h"
#include "logs/reader.h"

#include <string.h>

#include "core/hash.h"

enum { BYTES_MAX = 16 << 20 };

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");

    return *start == '{' && strstr(start, "\"trial_id\"") != NULL &&
                   strstr(start, "\"hyperparameters\"") != NULL
               ? 95
               : 0;
}

/* A word of a later Keras Tuner is told of and the trial still counts: its energy was
 * used, whatever its end is called. */
static plume_state state_of(plume_log *log, const char *word)
{
    static const struct {
        const char *word;
        plume_state state;
    } states[] = {
        { "COMPLETED", PLUME_STATE_COMPLETE }, { "STOPPED", PLUME_STATE_PRUNED },
        { "INVALID", PLUME_STATE_FAILED },     { "FAILED", PLUME_STATE_FAILED },
        { "RUNNING", PLUME_STATE_RUNNING },    { "IDLE", PLUME_STATE_WAITING },
    };

    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (strcmp(states[i].word, word) == 0)
            return states[i].state;
    plume_log_note(log, PLUME_WARNING, 0, "unknown-state",
                   "Keras Tuner is not known to have a status '%.40s'", word);
    return PLUME_STATE_UNKNOWN;
}

/* Every project has a trial 0000: what it tried and found tells it from the others. */
static plume_status take(plume_log *log, const plume_value *root, const plume_text *text,
                         plume_error *error)
{
    const char *id = plume_value_string(plume_value_get(root, "trial_id"));
    plume_text study, identity;
    plume_run run;
    plume_status status;

    if (plume_value_kind(root) != PLUME_MAP || id[0] == '\0')
        return plume_fail_at(error, PLUME_ERR_SYNTAX, plume_log_path(log), 0, 0,
                             "there is no 'trial_id'");
    plume_text_init(&study);
    plume_text_init(&identity);
    plume_path_folder(&study, plume_log_path(log), 2);
    plume_text_printf(&identity, "keras tuner %s %016llx", id,
                      (unsigned long long)plume_hash64(text->data, text->length, 3));
    plume_run_init(&run);
    run.id = id;
    run.identity = identity.data;
    if (plume_log_options(log)->study[0] == '\0')
        run.study = study.data;
    run.role = PLUME_ROLE_SEARCH;
    run.state = state_of(log, plume_value_string(plume_value_get(root, "status")));
    run.objective = plume_value_number(plume_value_get(root, "score"));
    run.warnings = "no-time";
    plume_log_note(log, PLUME_WARNING, 0, "no-time",
                   "Keras Tuner writes no times: the hours of this trial, and so its "
                   "energy, are not known; give them in a table with run_id and hours");
    status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_text_status(&study, error);
    if (status == PLUME_OK)
        status = plume_log_run(log, &run, 0, error);
    plume_text_dispose(&identity);
    plume_text_dispose(&study);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    plume_value *root = NULL;
    plume_text text;
    plume_status status;

    plume_text_init(&text);
    status = plume_document_text(&text, plume_log_source(log), BYTES_MAX, error);
    if (status == PLUME_OK)
        status = plume_json_parse(&root, text.data, text.length, plume_log_path(log),
                                  NULL, error);
    if (status == PLUME_OK)
        status = take(log, root, &text, error);
    plume_value_free(root);
    plume_text_dispose(&text);
    return status;
}

const plume_reader plume_reader_keras_tuner = {
    .name = "keras_tuner",
    .title = "a trial.json of Keras Tuner",
    .confidence = confidence,
    .marks = { "hyperparameters" },
    .read = read,
    .timeless = true,
};
