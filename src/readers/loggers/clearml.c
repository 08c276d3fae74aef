/* An offline task of ClearML, as a folder or, of one that ended, the zip archive beside
 * it: its figures bound the time, and nothing tells power, state, or end. */
#include <math.h>
#include <string.h>

#include "core/input/zip.h"
#include "core/number/units.h"
#include "logs/framed/json_lines.h"
#include "logs/reader.h"
#include "logs/trial.h"
#include "logs/whole_document.h"
#include <plume/value.h>

enum { BYTES_MAX = 64 << 20 };

static bool is_archive(const plume_head *head)
{
    return memcmp(head->bytes, "PK", 2) == 0;
}

static int confidence(const plume_head *head)
{
    if (!is_archive(head))
        return strcmp(head->name, "task.json") == 0 &&
                       strstr(head->bytes, "\"offline_folder\"") != NULL
                   ? 92
                   : 0;
    return plume_zip_begins(head->bytes, head->length, "metrics.jsonl") ||
                   plume_zip_begins(head->bytes, head->length, "task.json") ||
                   plume_zip_begins(head->bytes, head->length, "log.jsonl")
               ? 90
               : 0;
}

typedef struct span {
    double first_ms, last_ms;
} span;

static void widen(span *out, double t_ms)
{
    out->first_ms = fmin(out->first_ms, t_ms);
    out->last_ms = fmax(out->last_ms, t_ms);
}

/* Each line is a list of records, in milliseconds. */
static plume_status take_line(void *state, const plume_value *list, uint64_t number,
                              plume_error *error)
{
    (void)number;
    (void)error;
    for (size_t i = 0; i < plume_value_count(list); i++)
        widen(state,
              plume_value_number(plume_value_get(plume_value_at(list, i), "timestamp")));
    return PLUME_OK;
}

static plume_status take_lines(span *out, plume_log *log, const plume_text *text,
                               plume_error *error)
{
    plume_json_lines lines = { take_line, out, "a line of metrics.jsonl is no JSON",
                               false };

    return plume_json_lines_text(log, text, &lines, error);
}

static plume_status push(plume_log *log, const plume_value *task, const span *time,
                         plume_error *error)
{
    plume_text identity;
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    plume_text_init(&identity);
    run.id = plume_value_string(plume_value_get(task, "id"));
    run.name = plume_value_string(plume_value_get(task, "name"));
    run.study = plume_value_string(plume_value_get(task, "project_name"));
    plume_text_printf(&identity, "clearml %s", run.id);
    run.identity = run.id[0] != '\0' ? identity.data : "";
    run.start_s = time->first_ms / MILLISECONDS_PER_SECOND;
    run.end_s = time->last_ms / MILLISECONDS_PER_SECOND;
    run.duration_s = (time->last_ms - time->first_ms) / MILLISECONDS_PER_SECOND;
    run.keys.run = run.id;
    run.keys.run_tool = "clearml";
    run.keys.clock = PLUME_CLOCK_ZONED;
    run.warnings =
        isnan(run.duration_s) ? "span-of-figures duration-unknown" : "span-of-figures";
    if (!plume_settle_written_at_once(&run, log))
        plume_log_note(
            log, PLUME_ASSUMED, 0, "span-of-figures",
            "the duration is the time from the first to the last figure: ClearML's "
            "offline archive tells neither start, end, nor state");
    status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(log, &run, 0, error);
    plume_text_dispose(&identity);
    return status;
}

static plume_status read_archive(plume_log *log, plume_zip *zip, plume_text *text,
                                 plume_error *error)
{
    span time = { NAN, NAN };
    plume_value *task = NULL;
    bool found = false;
    plume_status status = plume_zip_read(zip, "metrics.jsonl", text, &found, error);

    if (status == PLUME_OK && found)
        status = take_lines(&time, log, text, error);
    if (status == PLUME_OK)
        status = plume_zip_read(zip, "task.json", text, &found, error);
    if (status == PLUME_OK && !found)
        status = plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 0, 0,
                               "this archive has no task.json, as ClearML's have");
    if (status == PLUME_OK)
        status = plume_json_parse(&task, text->data, text->length, plume_log_path(log),
                                  NULL, error);
    if (status == PLUME_OK)
        status = push(log, task, &time, error);
    plume_value_free(task);
    return status;
}

/* A task that was killed has no archive. Of one that has both they are one. */
static plume_status read_folder(plume_log *log, const plume_text *own, plume_text *text,
                                plume_error *error)
{
    span time = { NAN, NAN };
    plume_source_stream *source = NULL;
    plume_value *task = NULL;
    plume_status status = plume_log_companion(log, "metrics.jsonl", &source, error);

    if (status == PLUME_OK && source != NULL)
        status = plume_document_text(text, source, BYTES_MAX, error);
    plume_source_close(source);
    if (status == PLUME_OK)
        status = take_lines(&time, log, text, error);
    if (status == PLUME_OK)
        status = plume_json_parse(&task, own->data, own->length, plume_log_path(log),
                                  NULL, error);
    if (status == PLUME_OK)
        status = push(log, task, &time, error);
    plume_value_free(task);
    return status;
}

static plume_status read_zip(plume_log *log, plume_text *text, plume_error *error)
{
    plume_zip *zip = NULL;
    plume_status status = plume_zip_open(&zip, plume_log_source(log), error);

    if (status == PLUME_OK)
        status = read_archive(log, zip, text, error);
    plume_zip_close(zip);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    plume_text text, own;
    plume_status status = PLUME_OK;

    plume_text_init(&text);
    plume_text_init(&own);
    if (strstr(plume_log_path(log), "task.json") == NULL) {
        status = read_zip(log, &text, error);
    } else {
        status = plume_document_text(&own, plume_log_source(log), BYTES_MAX, error);
        if (status == PLUME_OK)
            status = read_folder(log, &own, &text, error);
    }
    plume_text_dispose(&text);
    plume_text_dispose(&own);
    return status;
}

const plume_reader plume_reader_clearml = {
    .name = "clearml",
    .title = "ClearML's offline task",
    .confidence = confidence,
    .marks = { "metrics.jsonl", "task.json", "log.jsonl" },
    .read = read,
};
