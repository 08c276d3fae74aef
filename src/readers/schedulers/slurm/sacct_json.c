/* Slurm's accounting, as `sacct --json` exports it: one document, one object a job, with
 * its steps inside. */
#include "core/data/json_tree.h"
#include "logs/whole_document.h"
#include "readers/schedulers/slurm/json_job.h"
#include "readers/schedulers/slurm/tally.h"

#include <string.h>

/* squeue and scontrol have jobs too, but other names in them. */
static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "\"jobs\"", "\"allocation_nodes\"",
                                           "\"job_id\"", NULL };
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");

    if (*start != '{')
        return 0;
    for (size_t i = 0; telling[i] != NULL; i++)
        if (strstr(start, telling[i]) == NULL)
            return 0;
    return 95;
}

typedef struct reading {
    plume_log *log;
    plume_json *json;
    slurm_jobs *jobs;
    slurm_json_words words;
    plume_text key;
    bool listed; /* there is a list of jobs */
} reading;

/* One job is in memory at a time. */
static plume_status take_job(reading *state, const plume_json_token *first,
                             plume_error *error)
{
    plume_value *job;
    slurm_record record;
    bool told = false;
    plume_status status = plume_json_tree(&job, state->json, first, NULL, error);

    if (status == PLUME_OK)
        status = slurm_json_job(&record, &told, state->log, job, &state->words, error);
    if (status == PLUME_OK && told)
        status = slurm_jobs_take(state->jobs, &record, "", error);
    plume_value_free(job);
    return status;
}

static plume_status take_jobs(reading *state, const plume_json_token *first,
                              plume_error *error)
{
    plume_json_token job;
    plume_status status = PLUME_OK;

    state->listed = first->kind == PLUME_JSON_LIST;
    if (!state->listed)
        return plume_json_skip(state->json, first, error);
    while (status == PLUME_OK) {
        status = plume_json_next(state->json, &job, error);
        if (status != PLUME_OK || job.kind == PLUME_JSON_LIST_END)
            break;
        status = take_job(state, &job, error);
    }
    return status;
}

static plume_status take_document(reading *state, plume_error *error)
{
    plume_json_token value;
    plume_status status = plume_json_next(state->json, &value, error);
    bool more = status == PLUME_OK && value.kind == PLUME_JSON_MAP;

    if (status == PLUME_OK && !more)
        status = plume_json_skip(state->json, &value, error);
    while (status == PLUME_OK && more) {
        status = plume_json_next_pair(state->json, &state->key, &value, &more, error);
        if (status != PLUME_OK || !more)
            break;
        status = strcmp(state->key.data, "jobs") == 0
                     ? take_jobs(state, &value, error)
                     : plume_json_skip(state->json, &value, error);
    }
    if (status == PLUME_OK)
        status = plume_json_next(state->json, &value, error);
    if (status == PLUME_OK && !state->listed)
        return plume_fail_at(error, PLUME_ERR_SYNTAX, plume_log_path(state->log), 0, 0,
                             "there is no list 'jobs'");
    return status;
}

static plume_status read_jobs(reading *state, plume_error *error)
{
    plume_trace_memory *memory = plume_log_memory(state->log);
    plume_status status;

    if (memory == NULL)
        return plume_fail_memory(error);
    status = slurm_jobs_new(&state->jobs, state->log, true, memory->counts[0] > 0, error);
    if (status == PLUME_OK)
        status = take_document(state, error);
    if (status == PLUME_OK)
        status = slurm_jobs_end(state->jobs, error);
    if (status == PLUME_OK)
        slurm_jobs_learn(state->jobs, memory);
    if (status == PLUME_OK)
        slurm_tally_tell(state->log, slurm_jobs_tally(state->jobs));
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading state = { .log = log };
    plume_status status =
        plume_document_tokens(&state.json, plume_log_source(log), error);

    plume_text_init(&state.key);
    slurm_json_words_init(&state.words);
    if (status == PLUME_OK)
        status = read_jobs(&state, error);
    slurm_jobs_free(state.jobs);
    slurm_json_words_dispose(&state.words);
    plume_text_dispose(&state.key);
    plume_json_close(state.json);
    return status;
}

const plume_reader plume_reader_sacct_json = {
    .name = "sacct_json",
    .title = "Slurm's accounting (sacct --json)",
    .confidence = confidence,
    .marks = { "allocation_nodes" },
    .read = read,
};
