/* An offline task of ClearML, as a folder or, of one that ended, the zip archive beside
 * it: its figures bound the time, and nothing tells power, state, or end. */
#include <math.h>
#include <string.h>

#include "core/hash.h"
#include "core/input/zip.h"
#include "logs/times/figure_span.h"
#include "logs/framed/json_lines.h"
#include "logs/reader.h"
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

/* Metrics are told apart by the hash of their names; of more than so many the last is
 * that of all the rest, whose times still bound the run. */
enum { METRICS_MOST = 512 };

typedef struct figures {
    plume_figure_times times;
    uint64_t metric[METRICS_MOST];
    uint32_t metrics;
} figures;

static uint64_t hash_of(const plume_value *record)
{
    const char *metric = plume_value_string(plume_value_get(record, "metric"));
    const char *variant = plume_value_string(plume_value_get(record, "variant"));

    return plume_hash64(variant, strlen(variant),
                        plume_hash64(metric, strlen(metric), 1));
}

/* ClearML's own monitor samples ":monitor:machine", ":monitor:gpu". */
static plume_status turn_to(figures *out, const plume_value *record, plume_error *error)
{
    static const char sampled[] = ":monitor:";
    uint64_t wanted = hash_of(record);
    uint32_t at = 0;

    while (at < out->metrics && out->metric[at] != wanted)
        at++;
    if (at == METRICS_MOST)
        at--;
    plume_figure_times_turn(&out->times, at);
    if (at < out->metrics)
        return PLUME_OK;
    out->metric[out->metrics++] = wanted;
    return plume_figure_times_begin(
        &out->times,
        strncmp(plume_value_string(plume_value_get(record, "metric")), sampled,
                sizeof sampled - 1) == 0,
        error);
}

/* Each line is a list of records, in milliseconds. */
static plume_status take_line(void *state, const plume_value *list, uint64_t number,
                              plume_error *error)
{
    figures *out = state;
    plume_status status = PLUME_OK;

    (void)number;
    for (size_t i = 0; status == PLUME_OK && i < plume_value_count(list); i++) {
        const plume_value *record = plume_value_at(list, i);
        double t_ms = plume_value_number(plume_value_get(record, "timestamp"));
        double step = plume_value_number(plume_value_get(record, "iter"));

        if (isnan(t_ms))
            continue;
        status = turn_to(out, record, error);
        if (status == PLUME_OK)
            status = plume_figure_times_take(&out->times, t_ms, step, error);
    }
    return status;
}

static plume_status take_lines(figures *out, plume_log *log, const plume_text *text,
                               plume_error *error)
{
    plume_json_lines lines = { take_line, out, "a line of metrics.jsonl is no JSON",
                               false };

    return plume_json_lines_text(log, text, &lines, error);
}

static plume_status push(plume_log *log, const plume_value *task, figures *from,
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
    run.keys.run = run.id;
    run.keys.run_tool = "clearml";
    run.keys.clock = PLUME_CLOCK_ZONED;
    status = plume_figure_span_settle(
        &run, &from->times, log,
        "ClearML's offline archive tells neither start, end, nor state", error);
    if (status == PLUME_OK)
        status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_log_run(log, &run, 0, error);
    plume_text_dispose(&identity);
    return status;
}

static plume_status read_archive(plume_log *log, plume_zip *zip, plume_text *text,
                                 plume_error *error)
{
    figures seen = { .metrics = 0 };
    plume_value *task = NULL;
    bool found = false;
    plume_status status = plume_zip_read(zip, "metrics.jsonl", text, &found, error);

    if (status == PLUME_OK && found)
        status = take_lines(&seen, log, text, error);
    if (status == PLUME_OK)
        status = plume_zip_read(zip, "task.json", text, &found, error);
    if (status == PLUME_OK && !found)
        status = plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 0, 0,
                               "this archive has no task.json, as ClearML's have");
    if (status == PLUME_OK)
        status = plume_json_parse(&task, text->data, text->length, plume_log_path(log),
                                  NULL, error);
    if (status == PLUME_OK)
        status = push(log, task, &seen, error);
    plume_figure_times_dispose(&seen.times);
    plume_value_free(task);
    return status;
}

/* A task that was killed has no archive. Of one that has both they are one. */
static plume_status read_folder(plume_log *log, const plume_text *own, plume_text *text,
                                plume_error *error)
{
    figures seen = { .metrics = 0 };
    plume_source_stream *source = NULL;
    plume_value *task = NULL;
    plume_status status = plume_log_companion(log, "metrics.jsonl", &source, error);

    if (status == PLUME_OK && source != NULL)
        status = plume_document_text(text, source, BYTES_MAX, error);
    plume_source_close(source);
    if (status == PLUME_OK)
        status = take_lines(&seen, log, text, error);
    if (status == PLUME_OK)
        status = plume_json_parse(&task, own->data, own->length, plume_log_path(log),
                                  NULL, error);
    if (status == PLUME_OK)
        status = push(log, task, &seen, error);
    plume_figure_times_dispose(&seen.times);
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
