/* The answer of a Prometheus server to query_range: series of watts, or of counters of
 * joules, which begin again when what counts is restarted. */
#include "readers/meters/prometheus_metric.h"
#include "traces/host_names.h"

#include <string.h>
#include <strings.h>

#include "core/pool.h"
#include "logs/power/json.h"
#include "logs/power/line.h"
#include "logs/meters.h"
#include "logs/power_trace.h"
#include <plume/number.h>

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
    plume_map *hosts; /* to the domains of processors and machines that each has */
    plume_meters *meters;
    plume_map *seen; /* devices of which a figure was read */
    plume_text meter;
    plume_kepler kepler;
    bool kepler_whole, kepler_counter; /* some metric is no share, and some a counter */
    uint64_t series, others, parts, repeats, unnamed;
    plume_text device, host;
} reading;

/* --- a series --- */

static const char *label(const plume_value *labels, const char *const *names)
{
    const char *text = "";

    for (; *names != NULL && text[0] == '\0'; names++)
        text = plume_value_string(plume_value_get(labels, *names));
    return text;
}

static const char *uuid_of(const plume_value *labels)
{
    return label(labels, (const char *const[]){ "UUID", "uuid", "gpu_uuid", NULL });
}

/* What comes of an expression has no name: power, as a rule, of what the labels tell. */
static plume_metric metric_of(const plume_value *labels)
{
    const char *name = plume_value_string(plume_value_get(labels, "__name__"));
    plume_metric metric =
        plume_metric_of(name, plume_value_string(plume_value_get(labels, "zone")));
    bool gpu = uuid_of(labels)[0] != '\0' || plume_value_get(labels, "gpu") != NULL;

    metric.known = metric.known || name[0] == '\0';
    if (metric.scope == PLUME_SCOPE_UNKNOWN)
        metric.scope = gpu ? PLUME_SCOPE_DEVICE : PLUME_SCOPE_IT;
    return metric;
}

static const char *host_of(const plume_value *labels)
{
    return label(labels, (const char *const[]){ "Hostname", "hostname", "node",
                                                "exported_instance", "instance", NULL });
}

/* What a meter is called: its metric, without the name of an exporter, and its sensor. */
static plume_status name_meter(reading *range, const plume_value *labels,
                               plume_error *error)
{
    static const char *const sensors[] = { "name",   "sensor",       "sensor_name",
                                           "supply", "power_supply", "rail",
                                           "type",   "feed",         "ipmi",
                                           NULL };
    const char *name = plume_value_string(plume_value_get(labels, "__name__"));
    bool exporter =
        strncmp(name, "node_", 5) == 0 && strncmp(name, "node_power", 10) != 0;

    plume_text_clear(&range->meter);
    plume_text_add(&range->meter, exporter ? name + 5 : name);
    for (size_t i = 0; sensors[i] != NULL; i++)
        plume_text_printf(&range->meter, " %s",
                          plume_value_string(plume_value_get(labels, sensors[i])));
    return plume_text_status(&range->meter, error);
}

/* The UUID, else all labels. DCGM's power and energy are of one device; other metrics
 * with equal labels are not. */
static plume_status name_device(reading *range, const plume_value *labels,
                                plume_error *error)
{
    static const char dcgm[] = "DCGM_FI_DEV_";
    const char *uuid = uuid_of(labels);
    plume_text *device = &range->device;

    plume_text_clear(device);
    plume_text_add(device, uuid);
    for (size_t i = 0; uuid[0] == '\0' && i < plume_value_count(labels); i++) {
        const char *key = plume_value_key_at(labels, i);
        const char *text = plume_value_string(plume_value_at(labels, i));

        if (strcmp(key, "job") == 0 || strncmp(text, dcgm, sizeof dcgm - 1) == 0)
            continue;
        plume_text_add(device, device->length > 0 ? " " : "");
        if (strcmp(key, "__name__") != 0)
            plume_text_printf(device, "%s=", key);
        plume_text_add(device, text);
    }
    return plume_text_status(device, error);
}

/* What no word tells is taken for a whole machine. */
static plume_meter meter_of(const reading *range)
{
    const char *name = range->meter.data;
    plume_meter meter = plume_meter_of(name);

    return meter == PLUME_METER_PART && strstr(name, "rapl") == NULL &&
                   strstr(name, "cpu") == NULL && strstr(name, "package") == NULL
               ? PLUME_METER_NODE
               : meter;
}

static plume_status describe(const reading *range, const plume_value *labels,
                             const plume_metric *metric, plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.device =
        label(labels, (const char *const[]){ "modelName", "model_name", NULL });
    about.host = host_of(labels);
    about.scope = metric->scope;
    about.meter = meter_of(range);
    return plume_log_trace(range->log, &about, error);
}

/* --- its points: [1704164645.123, "250.0"] --- */

static bool is_not_finite(const char *text)
{
    text += *text == '+' || *text == '-';
    return strcasecmp(text, "nan") == 0 || strcasecmp(text, "inf") == 0 ||
           text[0] == '\0';
}

static plume_status take_point(reading *range, const plume_value *point,
                               const plume_metric *metric, plume_error *error)
{
    const plume_value *value = plume_value_at(point, 1);
    const char *text = plume_value_string(value);
    uint64_t line = plume_value_line(point);
    double figure = plume_value_number(value);
    plume_power_sample sample;

    if (plume_value_kind(value) == PLUME_STRING && !is_not_finite(text) &&
        !plume_number_parse(&figure, text, strlen(text))) {
        plume_power_bad_value(range->log, (plume_power_place){ line, 0 }, text,
                              strlen(text), "number");
        return PLUME_OK;
    }
    plume_power_sample_init(&sample);
    sample.device = range->device.data;
    sample.t_s = plume_value_number(plume_value_at(point, 0));
    sample.kind = metric->kind;
    if (metric->counter)
        sample.counter_j = figure * metric->factor;
    else
        sample.watts = figure * metric->factor;
    return plume_log_sample(range->log, &sample, line, error);
}

/* Kepler tells the same energy in several ways; one of them counts. */
static bool is_told_otherwise(const reading *range, const plume_metric *metric)
{
    if (metric->kepler == PLUME_KEPLER_NONE)
        return false;
    return metric->kepler < range->kepler || (metric->share && range->kepler_whole) ||
           (!metric->counter && range->kepler_counter);
}

/* Exporters of one host listen at several ports. */
static unsigned present_of(reading *range, const char *host)
{
    size_t present;

    plume_hosts_name(host, 0, &range->host);
    present = plume_map_find(range->hosts, range->host.data);
    return present == SIZE_MAX ? 0 : (unsigned)present;
}

/* Whether it is inside of nothing that the host has; with a meter of the whole machine,
 * whether it is the one that counts. */
static plume_status counts(reading *range, const plume_value *labels,
                           const plume_metric *metric, bool *out, plume_error *error)
{
    unsigned machine = 1u << PLUME_RAPL_MACHINE;
    unsigned present = present_of(range, host_of(labels));
    plume_status status = PLUME_OK;

    *out = !is_told_otherwise(range, metric) &&
           plume_rapl_counts(metric->domain, present & ~machine);
    if (!*out || (present & machine) == 0 || metric->domain == PLUME_RAPL_MACHINE)
        return PLUME_OK;
    *out = plume_metric_is_meter(metric);
    if (*out)
        status = name_meter(range, labels, error);
    if (*out && status == PLUME_OK)
        *out = plume_meters_counts(range->meters, host_of(labels), range->meter.data);
    return status;
}

/* One figure of one device counts once, whoever told it. */
static bool is_repeated(reading *range, const plume_metric *metric)
{
    bool seen;

    plume_text_clear(&range->meter);
    plume_text_printf(&range->meter, "%s %s", metric->counter ? "J" : "W",
                      range->device.data);
    seen = plume_map_find(range->seen, range->meter.data) != SIZE_MAX;
    (void)plume_map_set(range->seen, range->meter.data, 0);
    return seen;
}

static void survey_level(reading *range, const plume_value *result)
{
    for (size_t i = 0; i < plume_value_count(result); i++) {
        plume_metric metric =
            metric_of(plume_value_get(plume_value_at(result, i), "metric"));

        if (metric.known && metric.kepler > range->kepler)
            range->kepler = metric.kepler;
    }
}

static plume_status add_present(reading *range, const char *host,
                                plume_rapl_domain domain, plume_error *error)
{
    unsigned present = present_of(range, host) | 1u << domain;

    return plume_map_set(range->hosts, range->host.data, present)
               ? PLUME_OK
               : plume_fail_memory(error);
}

static plume_status survey_meter(reading *range, const plume_value *labels,
                                 plume_error *error)
{
    plume_status status = name_meter(range, labels, error);

    if (status == PLUME_OK && plume_meter_of(range->meter.data) != PLUME_METER_PART)
        status = add_present(range, host_of(labels), PLUME_RAPL_MACHINE, error);
    if (status == PLUME_OK)
        status =
            plume_meters_add(range->meters, host_of(labels), range->meter.data, error);
    return status;
}

static plume_status survey_domains(reading *range, const plume_value *result,
                                   plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < plume_value_count(result); i++) {
        const plume_value *labels = plume_value_get(plume_value_at(result, i), "metric");
        plume_metric metric = metric_of(labels);
        bool kepler = metric.kepler != PLUME_KEPLER_NONE;

        if (!metric.known || (kepler && metric.kepler < range->kepler))
            continue;
        range->kepler_whole = range->kepler_whole || (kepler && !metric.share);
        range->kepler_counter = range->kepler_counter || (kepler && metric.counter);
        status = add_present(range, host_of(labels), metric.domain, error);
        if (status == PLUME_OK && plume_metric_is_meter(&metric))
            status = survey_meter(range, labels, error);
    }
    return status;
}

static plume_status take_series(reading *range, const plume_value *series,
                                plume_error *error)
{
    const plume_value *labels = plume_value_get(series, "metric");
    const plume_value *points = plume_value_get(series, "values");
    plume_metric metric = metric_of(labels);
    bool read = metric.known;
    plume_status status = PLUME_OK;

    if (read)
        status = counts(range, labels, &metric, &read, error);
    if (status != PLUME_OK || !read) {
        range->others += !metric.known;
        range->parts += metric.known;
        return status;
    }
    status = name_device(range, labels, error);
    if (status == PLUME_OK && is_repeated(range, &metric)) {
        range->repeats++;
        return PLUME_OK;
    }
    range->series++;
    range->unnamed += plume_value_string(plume_value_get(labels, "__name__"))[0] == '\0';
    if (status == PLUME_OK)
        status = describe(range, labels, &metric, error);
    for (size_t i = 0; i < plume_value_count(points) && status == PLUME_OK; i++)
        status = take_point(range, plume_value_at(points, i), &metric, error);
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
    if (range->unnamed > 0)
        plume_log_note(range->log, PLUME_ASSUMED, 0, "metric-unnamed",
                       "%llu series have no name, as what an expression gives; taken as "
                       "watts",
                       (unsigned long long)range->unnamed);
}

static plume_status take_result(reading *range, const plume_value *result,
                                plume_error *error)
{
    plume_status status;

    survey_level(range, result);
    status = survey_domains(range, result, error);
    for (size_t i = 0; i < plume_value_count(result) && status == PLUME_OK; i++)
        status = take_series(range, plume_value_at(result, i), error);
    if (status == PLUME_OK)
        note_series(range);
    if (status == PLUME_OK && range->series == 0)
        return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(range->log), 0, 0,
                             "no series is of watts or joules");
    return status;
}

static plume_status take_document(reading *range, const plume_value *root,
                                  plume_error *error)
{
    const char *path = plume_log_path(range->log);
    const plume_value *data = plume_value_get(root, "data");
    const char *type = plume_value_string(plume_value_get(data, "resultType"));
    const char *state = plume_value_string(plume_value_get(root, "status"));

    if (strcmp(state, "error") == 0)
        return plume_fail_at(error, PLUME_ERR_VALUE, path, 0, 0,
                             "the server answered with an error: %.200s",
                             plume_value_string(plume_value_get(root, "error")));
    if (strcmp(type, "matrix") == 0)
        return take_result(range, plume_value_get(data, "result"), error);
    plume_fail_at(error, PLUME_ERR_VALUE, path, plume_value_line(data), 0,
                  "the result is a '%.40s', expected a matrix", type);
    plume_hint(error, "ask for /api/v1/query_range with start, end and step");
    return PLUME_ERR_VALUE;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading range = { .log = log };
    plume_value *root = NULL;
    plume_status status = plume_power_json_read(&root, log, error);

    plume_text_init(&range.device);
    plume_text_init(&range.meter);
    plume_text_init(&range.host);
    range.hosts = plume_map_new();
    range.seen = plume_map_new();
    range.meters = plume_meters_new();
    if (range.hosts == NULL || range.seen == NULL || range.meters == NULL)
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        status = take_document(&range, root, error);
    plume_text_dispose(&range.device);
    plume_text_dispose(&range.meter);
    plume_text_dispose(&range.host);
    plume_map_free(range.hosts);
    plume_map_free(range.seen);
    plume_meters_free(range.meters);
    plume_value_free(root);
    return status;
}

const plume_reader plume_reader_prometheus = {
    .name = "prometheus",
    .title = "Prometheus query_range answers",
    .confidence = confidence,
    .marks = { "resultType", "errorType" },
    .read = read,
};
