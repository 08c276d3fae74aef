/* Optuna's JournalStorage: one JSON object a line, each an operation. Trials and studies
 * are numbered by the order in which they were created. Kept are the names of the studies
 * and the trials that are still open; a trial is handed out when it ends. */
#include "readers/hpo/optuna/journal_state.h"

#include <math.h>
#include <string.h>

#include "core/input/source_text.h"

enum {
    CREATE_STUDY,
    DELETE_STUDY,
    CREATE_TRIAL = 4,
    SET_STATE = 6,
    SET_USER = 8,
    SET_SYSTEM = 9
};

static int confidence(const plume_head *head)
{
    const char *end = strchr(head->bytes, '\n');
    size_t length = end != NULL ? (size_t)(end - head->bytes) : head->length;
    plume_value *first = NULL;
    bool is_ours;

    if (head->bytes[0] != '{' ||
        plume_json_parse(&first, head->bytes, length, "", NULL, NULL) != PLUME_OK)
        return 0;
    is_ours = plume_value_kind(plume_value_get(first, "op_code")) == PLUME_NUMBER &&
              plume_value_kind(plume_value_get(first, "worker_id")) == PLUME_STRING;
    plume_value_free(first);
    return is_ours ? 95 : 0;
}

/* --- operations --- */

typedef struct reading {
    plume_log *log;
    plume_optuna optuna;
    plume_journal journal;
    uint64_t line;
    uint64_t deleted; /* studies */
} reading;

static plume_status damaged(const reading *r, const char *what, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_SYNTAX, plume_log_path(r->log), r->line, 0,
                  "this operation %s", what);
    plume_hint(error, "trials are numbered by their order in a journal: with one "
                      "operation unknown, those after it cannot be told apart");
    return PLUME_ERR_SYNTAX;
}

static size_t number_of(const plume_value *operation, const char *key)
{
    double number = plume_value_number(plume_value_get(operation, key));

    if (!(number >= 0.0 && number < 4294967296.0) || number != floor(number))
        return SIZE_MAX;
    return (size_t)number;
}

static const char *text_of(const plume_value *operation, const char *key)
{
    return plume_value_string(plume_value_get(operation, key));
}

/* Of its first objective, as Optuna numbers directions: 1 minimises, 2 maximises. */
static double better_of(const plume_value *operation)
{
    double direction =
        plume_value_number(plume_value_at(plume_value_get(operation, "directions"), 0));

    return direction == 1.0 ? -1.0 : direction == 2.0 ? 1.0 : 0.0;
}

static plume_status create_study(reading *r, const plume_value *operation,
                                 plume_error *error)
{
    if (plume_value_kind(plume_value_get(operation, "study_name")) != PLUME_STRING)
        return damaged(r, "creates a study without a name", error);
    return plume_journal_add_study(&r->journal, text_of(operation, "study_name"),
                                   better_of(operation), error);
}

static void delete_study(reading *r, const plume_value *operation)
{
    if (plume_journal_delete_study(&r->journal, number_of(operation, "study_id")))
        r->deleted++;
}

/* Numbers of states, in the order of Optuna's enumeration. */
static const char *state_of(size_t number)
{
    static const char *const words[] = { "RUNNING", "COMPLETE", "PRUNED", "FAIL",
                                         "WAITING" };

    return number < sizeof words / sizeof *words ? words[number] : NULL;
}

static bool is_over(const char *state)
{
    return strcmp(state, "RUNNING") != 0 && strcmp(state, "WAITING") != 0;
}

static plume_status end_trial(reading *r, plume_open_trial *trial, plume_error *error)
{
    plume_optuna_trial ended;
    plume_status status;

    plume_journal_describe(&r->journal, trial, &ended);
    status = plume_optuna_push(&r->optuna, &ended, error);
    plume_journal_close_trial(&r->journal, trial);
    return status;
}

static void take_attributes(plume_open_trial *trial, const plume_value *map)
{
    for (size_t i = 0; i < plume_value_count(map); i++)
        (void)plume_attributes_take(&trial->attributes, plume_value_key_at(map, i),
                                    plume_value_at(map, i));
}

/* Times are only set when the line has them: a trial that was enqueued gets its start
 * with RUNNING and its end with the last state. */
static plume_status set_state(reading *r, plume_open_trial *trial,
                              const plume_value *operation, plume_error *error)
{
    const char *state = state_of(number_of(operation, "state"));
    const plume_value *values = plume_value_get(operation, "values");

    if (state == NULL)
        return damaged(r, "sets a state that is not known", error);
    trial->state = state;
    trial->line = r->line;
    if (text_of(operation, "datetime_start")[0] != '\0')
        plume_journal_set_text(&trial->start, text_of(operation, "datetime_start"));
    if (text_of(operation, "datetime_complete")[0] != '\0')
        plume_journal_set_text(&trial->end, text_of(operation, "datetime_complete"));
    if (plume_value_count(values) > 0)
        trial->value = plume_value_number(plume_value_at(values, 0));
    else if (plume_value_kind(plume_value_get(operation, "value")) == PLUME_NUMBER)
        trial->value = plume_value_number(plume_value_get(operation, "value"));
    return is_over(state) ? end_trial(r, trial, error) : PLUME_OK;
}

/* A trial that is created with a state was enqueued, or copied from elsewhere. */
static plume_status create_trial(reading *r, const plume_value *operation,
                                 plume_error *error)
{
    plume_open_trial *trial;
    plume_status status;

    if (!plume_journal_has_study(&r->journal, number_of(operation, "study_id")))
        return PLUME_OK; /* Optuna passes over it too: it gets no number */
    status = plume_journal_add_trial(&r->journal, number_of(operation, "study_id"),
                                     &trial, error);
    if (status != PLUME_OK)
        return status;
    trial->line = r->line;
    plume_journal_set_text(&trial->start, text_of(operation, "datetime_start"));
    take_attributes(trial, plume_value_get(operation, "user_attrs"));
    take_attributes(trial, plume_value_get(operation, "system_attrs"));
    if (plume_value_get(operation, "state") == NULL)
        return PLUME_OK;
    return set_state(r, trial, operation, error);
}

static plume_status change_trial(reading *r, size_t code, const plume_value *operation,
                                 plume_error *error)
{
    size_t id = number_of(operation, "trial_id");
    plume_open_trial *trial = plume_journal_find_trial(&r->journal, id);

    if (id == SIZE_MAX)
        return damaged(r, "names no trial", error);
    if (trial == NULL)
        return PLUME_OK; /* it ended before: Optuna passes over this too */
    if (code == SET_STATE)
        return set_state(r, trial, operation, error);
    take_attributes(trial, plume_value_get(operation, code == SET_USER ? "user_attr"
                                                                       : "system_attr"));
    return PLUME_OK;
}

/* The numbers are those of Optuna's JournalOperation; operations of later versions
 * are passed over as those without time or state are. */
static plume_status apply(reading *r, const plume_value *operation, plume_error *error)
{
    size_t code = number_of(operation, "op_code");

    switch (code) {
    case CREATE_STUDY:
        return create_study(r, operation, error);
    case DELETE_STUDY:
        delete_study(r, operation);
        return PLUME_OK;
    case CREATE_TRIAL:
        return create_trial(r, operation, error);
    case SET_STATE:
    case SET_USER:
    case SET_SYSTEM:
        return change_trial(r, code, operation, error);
    case SIZE_MAX:
        return damaged(r, "has no op_code", error);
    default:
        return PLUME_OK; /* parameters, values of steps, attributes of studies */
    }
}

/* --- lines --- */

/* A last line that is cut is one that was being written; any other is damage. */
static plume_status read_lines(reading *r, plume_error *error)
{
    bool cut = false;

    for (;;) {
        plume_value *operation = NULL;
        plume_error wrong;
        const char *text;
        size_t length;
        plume_status status =
            plume_source_line(plume_log_source(r->log), &text, &length, &r->line, error);

        if (status != PLUME_OK)
            return status;
        if (text == NULL)
            break;
        if (cut) {
            r->line--;
            return damaged(r, "is no JSON object", error);
        }
        if (length == 0)
            continue;
        status = plume_json_parse(&operation, text, length, plume_log_path(r->log), NULL,
                                  &wrong);
        cut = status != PLUME_OK || plume_value_kind(operation) != PLUME_MAP;
        status = status == PLUME_ERR_MEMORY ? plume_fail_memory(error)
                 : cut                      ? PLUME_OK
                                            : apply(r, operation, error);
        plume_value_free(operation);
        if (status != PLUME_OK)
            return status;
    }
    if (cut)
        plume_log_note(r->log, PLUME_WARNING, r->line, "cut-line",
                       "the last operation is cut off and not used");
    return PLUME_OK;
}

static plume_status end_open_trials(reading *r, plume_error *error)
{
    plume_status status = PLUME_OK;
    plume_open_trial *trial;

    while (status == PLUME_OK && (trial = plume_journal_first_trial(&r->journal)) != NULL)
        status = end_trial(r, trial, error);
    return status;
}

/* Trials that the journal leaves open at its end were killed or still run: they are
 * pushed then, with the state they have. */
static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log };
    plume_status status = plume_journal_init(&r.journal, error);

    if (status != PLUME_OK)
        return status;
    plume_optuna_begin(&r.optuna, log);
    status = read_lines(&r, error);
    if (status == PLUME_OK)
        status = end_open_trials(&r, error);
    if (status == PLUME_OK && r.deleted > 0)
        plume_log_note(log, PLUME_INFO, 0, "deleted-study",
                       "studies deleted: %llu; their trials count, for they were run",
                       (unsigned long long)r.deleted);
    plume_optuna_end(&r.optuna, status);
    plume_journal_dispose(&r.journal);
    return status;
}

const plume_reader plume_reader_optuna_journal = {
    .name = "optuna_journal",
    .title = "Optuna JournalStorage",
    .confidence = confidence,
    .marks = { "op_code" },
    .read = read,
};
