/* The small files of a W&B run without its .wandb file: wandb-metadata.json, or else
 * wandb-summary.json, with what stands beside it. */
#include <string.h>

#include "logs/whole_document.h"
#include "readers/trackers/wandb/push.h"
#include "readers/trackers/wandb/run.h"

enum { FILE_BYTES_MAX = 64 << 20 };

static int confidence(const plume_head *head)
{
    bool object = head->bytes[strspn(head->bytes, " \t\r\n")] == '{';

    if (!object)
        return 0;
    if (strcmp(head->name, "wandb-metadata.json") == 0)
        return strstr(head->bytes, "\"startedAt\"") != NULL ? 98 : 60;
    if (strcmp(head->name, "wandb-summary.json") == 0)
        return 97;
    return 0;
}

static plume_status take_own(plume_wandb_run *run, bool summary, plume_error *error)
{
    plume_value *own;
    plume_status status =
        plume_document_json(&own, plume_log_source(run->log), FILE_BYTES_MAX, error);

    if (status != PLUME_OK)
        return status;
    if (plume_value_kind(own) != PLUME_MAP)
        status = plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(run->log), 1, 0,
                               "expected an object with what is known of a run");
    else if (summary)
        plume_wandb_about_summary(&run->about, own);
    else
        plume_wandb_about_metadata(&run->about, own);
    plume_value_free(own);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    const char *path = plume_log_path(log), *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    bool summary = strncmp(name, "wandb-summary", 13) == 0;
    plume_wandb_run run;
    plume_status status = plume_wandb_run_init(&run, log, error);

    if (status == PLUME_OK)
        status = take_own(&run, summary, error);
    if (status == PLUME_OK)
        status = plume_wandb_about_read(
            &run.about, log, "", summary ? "wandb-summary.json" : "wandb-metadata.json",
            error);
    if (status == PLUME_OK)
        status = plume_wandb_run_push(&run, error);
    plume_wandb_run_dispose(&run);
    return status;
}

const plume_reader plume_reader_wandb_folder = {
    .name = "wandb_folder",
    .title = "Weights & Biases wandb-metadata.json or wandb-summary.json",
    .confidence = confidence,
    .marks = { "wandb-metadata.json", "wandb-summary.json" },
    .read = read,
};
