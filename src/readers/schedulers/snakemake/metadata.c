/* Snakemake's record of an output, `.snakemake/metadata/NAME`: rule, start and end of the
 * job that made it. A job has one for each of its outputs. */
#include <math.h>
#include <string.h>

#include "core/texts.h"
#include "logs/reader.h"
#include "logs/whole_document.h"
#include "readers/schedulers/snakemake/output.h"
#include <plume/number.h>
#include <plume/text.h>

enum { BYTES_MAX = 64 << 20 };

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");

    return *start == '{' && strstr(start, "\"rule\"") != NULL &&
                   strstr(start, "\"shellcmd\"") != NULL &&
                   strstr(start, "\"starttime\"") != NULL
               ? 92
               : 0;
}

/* One that failed has an end, too: how a job ended stands in the log alone. The end is
 * the time of the output; the start that of a marker, which Snakemake 9 writes after the
 * output of a job with a `run:` block. */
static plume_status push(void *state, const plume_value *root, plume_error *error)
{
    plume_log *log = state;
    double hash = plume_value_number(plume_value_get(root, "job_hash"));
    const char *rule = plume_value_string(plume_value_get(root, "rule"));
    const char *path = plume_log_path(log);
    const char *at = strstr(path, snakemake_metadata_folder);
    plume_text id, identity, launcher;
    plume_text *const all[] = { &id, &identity, &launcher };
    plume_texts texts = { all, 3 };
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    run.start_s =
        plume_document_figure(log, 1, "starttime", plume_value_get(root, "starttime"));
    run.end_s =
        plume_document_figure(log, 1, "endtime", plume_value_get(root, "endtime"));
    if (run.end_s < run.start_s) {
        plume_log_note(log, PLUME_INFO, 1, "end-before-start",
                       "the output is older than the start of its job: how long it took "
                       "is told by Snakemake's log alone");
        run.end_s = NAN;
    }
    run.duration_s = run.end_s - run.start_s;
    if (isnan(run.start_s) || rule[0] == '\0') {
        plume_log_reject(log, 1, 0, "missing-value", "the record has no rule and start");
        return PLUME_OK;
    }
    if (isnan(run.end_s) || plume_value_bool(plume_value_get(root, "incomplete")))
        run.warnings = "unfinished";
    plume_texts_init(texts);
    if (at != NULL)
        snakemake_add_launcher(&launcher, path, (size_t)(at - path),
                               at + strlen(snakemake_metadata_folder));
    plume_text_printf(&id, "%s-", rule);
    plume_number_print(&id, isnan(hash) ? floor(run.start_s) : hash);
    plume_text_printf(&identity, "snakemake %s ", id.data);
    plume_number_print(&identity, isnan(run.end_s) ? run.start_s : run.end_s);
    run.id = id.data;
    run.identity = identity.data;
    run.name = rule;
    run.keys.clock = PLUME_CLOCK_ZONED;
    run.keys.launcher = launcher.data;
    status = plume_texts_status(texts, error);
    if (status == PLUME_OK)
        status = plume_log_run(log, &run, 1, error);
    plume_texts_dispose(texts);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    return plume_document_read(log, BYTES_MAX, (plume_document_taker){ push, log },
                               error);
}

const plume_reader plume_reader_snakemake = {
    .name = "snakemake",
    .title = "Snakemake's metadata",
    .confidence = confidence,
    .marks = { "starttime" },
    .read = read,
};
