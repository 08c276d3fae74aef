/* Slurm's accounting, as `sacct --json` exports it: one document, one object a job, with
 * its steps inside. */
#include "logs/whole_document.h"
#include "readers/schedulers/slurm/json_job.h"
#include "readers/schedulers/slurm/tally.h"

#include <string.h>

enum { BYTES_MAX = 256 << 20 };

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

static plume_status take_jobs(slurm_jobs *jobs, plume_log *log, const plume_value *list,
                              plume_error *error)
{
    plume_status status = PLUME_OK;
    slurm_json_words words;

    slurm_json_words_init(&words);
    for (size_t i = 0; i < plume_value_count(list) && status == PLUME_OK; i++) {
        slurm_record record;
        bool told;

        status =
            slurm_json_job(&record, &told, log, plume_value_at(list, i), &words, error);
        if (status == PLUME_OK && told)
            status = slurm_jobs_take(jobs, &record, "", error);
    }
    if (status == PLUME_OK)
        status = slurm_jobs_end(jobs, error);
    slurm_json_words_dispose(&words);
    return status;
}

static plume_status read_jobs(plume_log *log, const plume_value *root, plume_error *error)
{
    const plume_value *list = plume_value_get(root, "jobs");
    plume_trace_memory *memory = plume_log_memory(log);
    slurm_jobs *jobs = NULL;
    plume_status status;

    if (memory == NULL)
        return plume_fail_memory(error);
    if (plume_value_kind(list) != PLUME_LIST)
        return plume_fail_at(error, PLUME_ERR_SYNTAX, plume_log_path(log),
                             plume_value_line(list), plume_value_column(list),
                             "there is no list 'jobs'");
    status = slurm_jobs_new(&jobs, log, true, memory->counts[0] > 0, error);
    if (status == PLUME_OK)
        status = take_jobs(jobs, log, list, error);
    if (status == PLUME_OK && plume_log_is_survey(log))
        memory->counts[0] = slurm_jobs_tally(jobs)->gpu_jobs;
    if (status == PLUME_OK)
        slurm_tally_tell(log, slurm_jobs_tally(jobs));
    slurm_jobs_free(jobs);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    plume_value *root;
    plume_status status =
        plume_document_json(&root, plume_log_source(log), BYTES_MAX, error);

    if (status == PLUME_OK)
        status = read_jobs(log, root, error);
    plume_value_free(root);
    return status;
}

const plume_reader plume_reader_sacct_json = {
    .name = "sacct_json",
    .title = "Slurm's accounting (sacct --json)",
    .confidence = confidence,
    .marks = { "allocation_nodes" },
    .read = read,
};
