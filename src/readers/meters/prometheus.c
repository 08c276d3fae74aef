/* The answer of a Prometheus server to query_range: series of watts, or of counters of
 * joules, which begin again when what counts is restarted. An answer of any length is
 * read in constant memory: it comes token by token. */
#include "logs/whole_document.h"
#include "readers/meters/prometheus_answer.h"
#include "readers/meters/prometheus_figure.h"

#include <math.h>
#include <string.h>

#include "core/data/json_tree.h"
#include "core/pool.h"
#include "core/texts.h"
#include "logs/power/line.h"
#include "logs/power_trace.h"

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n");

    if (*start != '{')
        return 0;
    if (!plume_power_head_has(head, "\"resultType\""))
        return plume_power_head_has(head, "\"errorType\"") &&
                       plume_power_head_has(head, "\"status\"")
                   ? 70
                   : 0;
    return plume_power_head_has(head, "\"matrix\"") ? 95 : 80;
}

typedef struct reading {
    plume_log *log;
    plume_json *json;
    plume_answer answer;
    bool surveying;    /* which series count is not known yet */
    bool depending;    /* and depends on others for some */
    plume_map *seen;   /* devices of which a figure was read */
    plume_text figure; /* of a device: what is seen once */
    uint64_t series, others, parts, repeats, unnamed, tracked, differences;
    plume_text device, key;        /* the key of the value at hand */
    plume_text type, state, fault; /* of the answer */
    plume_metric metric;           /* of the series at hand */
    plume_power_sample point;      /* likewise: what its points have in common */
} reading;

static plume_status next(reading *range, plume_json_token *token, plume_error *error)
{
    return plume_json_next(range->json, token, error);
}

/* --- a series --- */

/* What no word tells is taken for a whole machine. */
static plume_meter meter_of(const reading *range)
{
    const char *name = range->figure.data;
    plume_meter meter = plume_meter_of(name);

    if (plume_answer_is_mixed(&range->answer))
        return PLUME_METER_PART;
    if (range->metric.meter != NULL)
        return plume_meter_of(range->metric.meter);
    if (range->metric.domain == PLUME_RAPL_PACKAGE)
        return PLUME_METER_PART;
    return meter == PLUME_METER_PART && strstr(name, "rapl") == NULL &&
                   strstr(name, "cpu") == NULL && strstr(name, "package") == NULL
               ? PLUME_METER_NODE
               : meter;
}

static plume_status describe(const reading *range, const plume_value *labels,
                             plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.device = plume_series_label(
        labels, (const char *const[]){ "modelName", "model_name", NULL });
    about.host = plume_series_host(labels);
    about.scope =
        plume_answer_is_mixed(&range->answer) ? PLUME_SCOPE_IT : range->metric.scope;
    about.meter = meter_of(range);
    if (range->metric.of_tracker)
        about.evidence = PLUME_EVIDENCE_TRACKER;
    return plume_log_trace(range->log, &about, error);
}

/* One figure of one device counts once, whoever told it. */
static bool is_repeated(reading *range)
{
    bool seen;

    plume_text_clear(&range->figure);
    plume_text_printf(&range->figure, "%s %s", range->metric.counter ? "J" : "W",
                      range->device.data);
    seen = plume_map_find(range->seen, range->figure.data) != SIZE_MAX;
    (void)plume_map_set(range->seen, range->figure.data, 0);
    return seen;
}

/* Of a series that depends on others only its labels are looked at in the survey. */
static plume_status judge(reading *range, const plume_value *labels, bool *read,
                          plume_error *error)
{
    const plume_metric *metric = &range->metric;

    *read = false;
    if (!metric->known) {
        range->others++;
        range->differences += metric->difference;
        return range->surveying ? plume_answer_see(&range->answer, labels, error)
                                : PLUME_OK;
    }
    if (range->surveying && !plume_answer_stands_alone(metric)) {
        range->depending = true;
        return plume_answer_add(&range->answer, labels, metric, error);
    }
    if (range->surveying && metric->scope == PLUME_SCOPE_DEVICE &&
        plume_answer_see_accelerator(&range->answer, labels, metric, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    if (plume_answer_counts(&range->answer, labels, metric, read, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    range->parts += !*read;
    return PLUME_OK;
}

/* *read: its points are samples. */
static plume_status begin_series(reading *range, const plume_value *labels, bool *read,
                                 plume_error *error)
{
    plume_status status;

    range->metric = plume_series_metric(labels);
    status = plume_answer_settle(&range->answer, labels, &range->metric, error);
    if (status == PLUME_OK)
        status = judge(range, labels, read, error);
    if (status != PLUME_OK || !*read)
        return status;
    plume_series_device(&range->device, labels);
    status = plume_text_status(&range->device, error);
    if (status == PLUME_OK && is_repeated(range)) {
        range->repeats++;
        *read = false;
        return PLUME_OK;
    }
    if (status == PLUME_OK)
        status = plume_answer_once(&range->answer, range->device.data, &range->metric,
                                   read, error);
    range->repeats += status == PLUME_OK && !*read;
    range->depending = range->depending || range->answer.both;
    if (status != PLUME_OK || !*read)
        return status;
    range->series++;
    range->tracked += range->metric.of_tracker;
    range->unnamed += plume_series_name(labels)[0] == '\0';
    if (status == PLUME_OK)
        status = describe(range, labels, error);
    plume_power_sample_init(&range->point);
    range->point.device = range->device.data;
    range->point.kind = range->metric.kind;
    return status;
}

/* --- its points: [1704164645.123, "250.0"] --- */

static plume_status take_figure(reading *range, double t_s, const plume_json_token *value,
                                plume_error *error)
{
    uint64_t line = 0;
    double figure;

    if (!plume_figure_read(&figure, value)) {
        plume_power_bad_value(range->log, (plume_power_place){ line, 0 }, value->text,
                              value->length, "number");
        return PLUME_OK;
    }
    range->point.t_s = t_s;
    if (range->metric.counter)
        range->point.counter_j = figure * range->metric.factor;
    else
        range->point.watts = figure * range->metric.factor;
    return plume_log_sample(range->log, &range->point, line, error);
}

/* The place in the list and what stands there; what comes behind the second is nothing.
 */
static plume_status take_point(reading *range, const plume_json_token *first,
                               plume_error *error)
{
    plume_json_token token = { .kind = PLUME_JSON_NULL };
    plume_status status = PLUME_OK;
    double t_s = NAN;
    bool list = first->kind == PLUME_JSON_LIST, taken = false;
    size_t i;

    if (!list)
        status = plume_json_skip(range->json, first, error);
    for (i = 0; status == PLUME_OK && list; i++) {
        status = next(range, &token, error);
        if (status != PLUME_OK || token.kind == PLUME_JSON_LIST_END)
            break;
        if (i == 0)
            t_s = plume_json_number(&token);
        taken = taken || i == 1;
        if (i == 1)
            status = take_figure(range, t_s, &token, error);
        if (status == PLUME_OK)
            status = plume_json_skip(range->json, &token, error);
    }
    if (status != PLUME_OK || taken)
        return status;
    token.kind = PLUME_JSON_NULL;
    return take_figure(range, t_s, &token, error);
}

static plume_status take_points(reading *range, const plume_json_token *first, bool read,
                                plume_error *error)
{
    plume_json_token token;
    plume_status status = PLUME_OK;

    if (!read || first->kind != PLUME_JSON_LIST)
        return plume_json_skip(range->json, first, error);
    while (status == PLUME_OK) {
        status = next(range, &token, error);
        if (status != PLUME_OK || token.kind == PLUME_JSON_LIST_END)
            break;
        status = take_point(range, &token, error);
    }
    return status;
}

/* Servers write the labels first. Points that stand before them wait in memory. */
typedef struct series_at {
    bool labelled, read;
    plume_text late; /* the points; "" none */
} series_at;

static plume_status keep_points(reading *range, const plume_json_token *first,
                                plume_text *late, plume_error *error)
{
    plume_value *points;
    plume_status status = plume_json_tree(&points, range->json, first, NULL, error);

    if (status != PLUME_OK)
        return status;
    plume_json_print(late, points, true);
    plume_value_free(points);
    return plume_text_status(late, error);
}

static plume_status take_late_points(reading *range, const plume_text *late, bool read,
                                     plume_error *error)
{
    plume_json *json = range->json;
    plume_json_token token;
    plume_status status;

    if (late->length == 0)
        return PLUME_OK;
    status = plume_json_open_text(&range->json, late->data, late->length,
                                  plume_log_path(range->log), error);
    if (status == PLUME_OK)
        status = next(range, &token, error);
    if (status == PLUME_OK)
        status = take_points(range, &token, read, error);
    plume_json_close(range->json);
    range->json = json;
    return status;
}

static plume_status take_labels(reading *range, const plume_json_token *first, bool *read,
                                plume_error *error)
{
    plume_value *labels;
    plume_status status = plume_json_tree(&labels, range->json, first, NULL, error);

    if (status == PLUME_OK)
        status = begin_series(range, labels, read, error);
    plume_value_free(labels);
    return status;
}

static plume_status take_part(reading *range, const plume_json_token *value,
                              series_at *at, plume_error *error)
{
    bool values = strcmp(range->key.data, "values") == 0;

    if (strcmp(range->key.data, "metric") == 0) {
        at->labelled = true;
        return take_labels(range, value, &at->read, error);
    }
    if (values && !at->labelled)
        return keep_points(range, value, &at->late, error);
    return take_points(range, value, values && at->read, error);
}

static plume_status take_series(reading *range, const plume_json_token *first,
                                plume_error *error)
{
    series_at at = { .read = false };
    plume_json_token value;
    plume_status status = PLUME_OK;
    bool more = first->kind == PLUME_JSON_MAP;

    plume_text_init(&at.late);
    if (!more)
        status = plume_json_skip(range->json, first, error);
    while (status == PLUME_OK && more) {
        status = plume_json_next_pair(range->json, &range->key, &value, &more, error);
        if (status == PLUME_OK && more)
            status = take_part(range, &value, &at, error);
    }
    if (status == PLUME_OK && !at.labelled)
        status = begin_series(range, NULL, &at.read, error);
    if (status == PLUME_OK)
        status = take_late_points(range, &at.late, at.read, error);
    plume_text_dispose(&at.late);
    return status;
}

/* --- the whole --- */

static void note_series(const reading *range)
{
    if (range->others > 0)
        plume_log_note(range->log, PLUME_INFO, 0, "other-metrics",
                       "%llu series are neither watts nor joules and are left out",
                       (unsigned long long)range->others);
    if (range->parts > 0)
        plume_log_note(range->log, PLUME_INFO, 0, "parts-left-out",
                       "%llu series are inside another one and are left out",
                       (unsigned long long)range->parts);
    if (range->repeats > 0)
        plume_log_note(
            range->log, PLUME_INFO, 0, "repeated-meters",
            "%llu series tell once more what one device draws and are left out",
            (unsigned long long)range->repeats);
    if (range->tracked > 0)
        plume_log_note(
            range->log, PLUME_ASSUMED, 0, "pue-not-logged",
            "CodeCarbon multiplies its energies by the pue and does not push it; "
            "taken as 1");
    if (range->unnamed > 0)
        plume_log_note(range->log, PLUME_ASSUMED, 0, "metric-unnamed",
                       "%llu series have no name, as what an expression gives; taken as "
                       "watts",
                       (unsigned long long)range->unnamed);
}

static plume_status take_result(reading *range, const plume_json_token *first,
                                plume_error *error)
{
    plume_json_token token;
    plume_status status = PLUME_OK;

    if (first->kind != PLUME_JSON_LIST)
        return plume_json_skip(range->json, first, error);
    while (status == PLUME_OK) {
        status = next(range, &token, error);
        if (status != PLUME_OK || token.kind == PLUME_JSON_LIST_END)
            break;
        status = take_series(range, &token, error);
    }
    return status;
}

static plume_status keep_text(plume_text *out, reading *range,
                              const plume_json_token *value, plume_error *error)
{
    plume_text_clear(out);
    if (value->kind == PLUME_JSON_STRING)
        plume_text_add_n(out, value->text, value->length);
    if (plume_text_status(out, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    return plume_json_skip(range->json, value, error);
}

static plume_status take_data(reading *range, const plume_json_token *first,
                              plume_error *error)
{
    plume_json_token value;
    plume_status status = PLUME_OK;
    bool more = first->kind == PLUME_JSON_MAP;

    if (!more)
        return plume_json_skip(range->json, first, error);
    while (status == PLUME_OK && more) {
        status = plume_json_next_pair(range->json, &range->key, &value, &more, error);
        if (status != PLUME_OK || !more)
            break;
        if (strcmp(range->key.data, "resultType") == 0)
            status = keep_text(&range->type, range, &value, error);
        else if (strcmp(range->key.data, "result") == 0)
            status = take_result(range, &value, error);
        else
            status = plume_json_skip(range->json, &value, error);
    }
    return status;
}

static plume_status take_document(reading *range, plume_error *error)
{
    plume_json_token value;
    plume_status status = next(range, &value, error);
    bool more = status == PLUME_OK && value.kind == PLUME_JSON_MAP;

    if (status == PLUME_OK && !more)
        status = plume_json_skip(range->json, &value, error);
    while (status == PLUME_OK && more) {
        status = plume_json_next_pair(range->json, &range->key, &value, &more, error);
        if (status != PLUME_OK || !more)
            break;
        if (strcmp(range->key.data, "status") == 0)
            status = keep_text(&range->state, range, &value, error);
        else if (strcmp(range->key.data, "error") == 0)
            status = keep_text(&range->fault, range, &value, error);
        else if (strcmp(range->key.data, "data") == 0)
            status = take_data(range, &value, error);
        else
            status = plume_json_skip(range->json, &value, error);
    }
    return status == PLUME_OK ? next(range, &value, error) : status;
}

/* What was read before the end tells that it is none is not used. */
static plume_status check_kind(const reading *range, plume_error *error)
{
    const char *path = plume_log_path(range->log);

    if (strcmp(range->state.data, "error") == 0)
        return plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                             "the server answered with an error: %.200s",
                             range->fault.data);
    if (strcmp(range->type.data, "matrix") == 0)
        return PLUME_OK;
    plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                  "the result is a '%.40s', expected a matrix", range->type.data);
    plume_hint(error, "ask for /api/v1/query_range with start, end and step");
    return PLUME_ERR_VALUE;
}

static plume_status fail_without_series(const reading *range, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(range->log), 0, 0,
                  "no series is of watts or joules");
    if (range->differences > 0)
        plume_hint(error, "codecarbon_energy_consumed is what was drawn since the push "
                          "before; query codecarbon_energy_total, which adds up");
    return PLUME_ERR_MISSING;
}

static plume_status finish(reading *range, plume_error *error)
{
    plume_status status = check_kind(range, error);

    if (status == PLUME_OK && range->depending) {
        plume_log_survey_again(range->log);
        return plume_answer_learned(&range->answer, error);
    }
    if (status == PLUME_OK)
        note_series(range);
    if (status == PLUME_OK && range->series == 0)
        return fail_without_series(range, error);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading range = { .log = log, .seen = plume_map_new() };
    plume_text *const all[] = { &range.device, &range.figure, &range.key,
                                &range.type,   &range.state,  &range.fault };
    plume_texts texts = { all, sizeof all / sizeof all[0] };
    plume_status status = plume_answer_init(&range.answer, log, error);

    plume_texts_init(texts);
    range.surveying = status == PLUME_OK && !range.answer.memory->learned;
    if (range.seen == NULL)
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        status = plume_document_tokens(&range.json, plume_log_source(log), error);
    if (status == PLUME_OK)
        status = take_document(&range, error);
    if (status == PLUME_OK)
        status = finish(&range, error);
    plume_json_close(range.json);
    plume_texts_dispose(texts);
    plume_map_free(range.seen);
    plume_answer_dispose(&range.answer);
    return status;
}

const plume_reader plume_reader_prometheus = {
    .name = "prometheus",
    .title = "Prometheus query_range answers",
    .confidence = confidence,
    .marks = { "resultType", "errorType" },
    .read = read,
};
