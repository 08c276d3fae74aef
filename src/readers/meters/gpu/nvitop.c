/* nvitop's ResourceMetricCollector, its rows as CSV: of each device the mean, least, most
 * and last power. A mean is over all the time since the collector began, not since the
 * row before. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/csv_header.h"
#include "logs/power/cell.h"
#include "logs/power/table.h"
#include "logs/power/timestamp.h"
#include "logs/power_trace.h"
#include <plume/number.h>

enum { DEVICES_MAX = 64 };

static const char mean_power[] = "/power_usage (W)/mean";
static const char last_load[] = "/gpu_utilization (%)/last";
static const char duration[] = "/duration (s)";
static const char timestamp[] = "/timestamp";

static int confidence(const plume_head *head)
{
    size_t length = strcspn(head->bytes, "\n");
    const char *power = strstr(head->bytes, mean_power);

    return power != NULL && (size_t)(power - head->bytes) < length ? 95 : 0;
}

/* --- columns --- */

typedef struct device {
    size_t power, load; /* columns; SIZE_MAX: none */
    const char *name;   /* "gpu:0/...", borrowed from the header */
    size_t name_length;
    double told_j; /* since the collector began */
} device;

typedef struct reading {
    plume_log *log;
    device device[DEVICES_MAX];
    size_t count, duration, time; /* SIZE_MAX: not there */
    size_t tag_length;            /* of the tag that is read */
    double last_s, last_duration_s;
    plume_text name;
} reading;

static bool ends(const char *text, const char *ending, size_t *before)
{
    size_t length = strlen(text), wanted = strlen(ending);

    *before = length - wanted;
    return length > wanted && strcmp(text + length - wanted, ending) == 0;
}

/* "train/gpu:0/power_usage (W)/mean": where the device begins. 0: no such column. */
static size_t device_at(const char *name)
{
    const char *gpu = strstr(name, "/gpu:");
    size_t before;

    return gpu != NULL && ends(name, mean_power, &before) ? (size_t)(gpu - name) + 1 : 0;
}

static size_t find(const plume_power_table *table, const char *start, size_t length,
                   const char *ending)
{
    for (size_t i = 0; i < plume_header_count(table->header); i++) {
        const char *name = plume_header_at(table->header, i);
        size_t before;

        if (ends(name, ending, &before) && before == length &&
            memcmp(name, start, length) == 0)
            return i;
    }
    return SIZE_MAX;
}

/* Tags are spans inside of each other, as "train" and "train/epoch": the shortest is of
 * the outermost. */
static const char *find_tag(reading *own, const plume_power_table *table)
{
    const char *tag = NULL;

    for (size_t i = 0; i < plume_header_count(table->header); i++) {
        const char *name = plume_header_at(table->header, i);
        size_t at = device_at(name);

        if (at == 0 || (tag != NULL && at - 1 >= own->tag_length))
            continue;
        tag = name;
        own->tag_length = at - 1;
    }
    return tag;
}

static plume_status take_header(void *state, const plume_power_table *table,
                                plume_error *error)
{
    reading *own = state;
    const char *tag = find_tag(own, table);

    own->count = 0;
    own->duration = own->time = SIZE_MAX;
    if (tag != NULL) {
        own->duration = find(table, tag, own->tag_length, duration);
        own->time = find(table, tag, own->tag_length, timestamp);
    }
    for (size_t i = 0; tag != NULL && i < plume_header_count(table->header); i++) {
        const char *name = plume_header_at(table->header, i);
        size_t at = device_at(name), before;

        if (at != own->tag_length + 1 || own->count == DEVICES_MAX ||
            memcmp(name, tag, at) != 0)
            continue;
        (void)ends(name, mean_power, &before);
        own->device[own->count++] = (device){ i, find(table, name, before, last_load),
                                              name + at, before - at, 0.0 };
    }
    if (own->duration != SIZE_MAX && own->time != SIZE_MAX)
        return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(own->log),
                         table->row.line, 0, "there is no column %s of the same tag",
                         own->time == SIZE_MAX ? "timestamp" : "duration (s)");
}

/* --- rows --- */

static double number_at(const plume_power_table *table, size_t column)
{
    plume_field field = plume_power_table_cell(table, column);
    double value;

    return plume_number_parse(&value, field.text, field.length) ? value : NAN;
}

static plume_status describe(const reading *own, plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.scope = PLUME_SCOPE_DEVICE;
    about.evidence = PLUME_EVIDENCE_SAMPLED;
    return plume_log_trace(own->log, &about, error);
}

/* What a device drew since the row before is the growth of mean x duration. Means are of
 * samples, whose times and the row's differ a little: it never shrinks. */
static plume_status take_device(reading *own, device *of, const plume_power_table *table,
                                const double at_s[2], plume_error *error)
{
    double mean_w = number_at(table, of->power), told_j;
    plume_field load = plume_power_table_cell(table, of->load);
    plume_power_sample sample;

    plume_text_clear(&own->name);
    plume_text_add_n(&own->name, of->name, of->name_length);
    if (plume_text_status(&own->name, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    if (mean_w < 0.0) {
        plume_power_table_reject(table, of->power, "power in watts");
        return PLUME_OK;
    }
    plume_power_sample_init(&sample);
    sample.device = own->name.data;
    sample.from_s = at_s[0];
    sample.t_s = at_s[1];
    sample.utilization = plume_power_cell_share(load.text, load.length);
    told_j = mean_w * own->last_duration_s;
    if (!isnan(told_j)) {
        sample.interval_j = fmax(told_j - of->told_j, 0.0);
        of->told_j = fmax(told_j, of->told_j);
    }
    return plume_log_sample(own->log, &sample, table->row.line, error);
}

/* A duration that falls is of a span that began anew. */
static plume_status take_row(void *state, const plume_power_table *table,
                             plume_error *error)
{
    reading *own = state;
    double duration_s = number_at(table, own->duration);
    plume_field time = plume_power_table_cell(table, own->time);
    plume_timestamp moment =
        plume_timestamp_read(own->log, time.text, time.length, table->row.line);
    double at_s[2] = { own->last_s, moment.t_s };
    plume_status status;

    if (isnan(moment.t_s) || !(duration_s >= 0.0)) {
        plume_power_table_reject(table, isnan(moment.t_s) ? own->time : own->duration,
                                 isnan(moment.t_s) ? "time" : "duration in seconds");
        return PLUME_OK;
    }
    if (!(duration_s >= own->last_duration_s)) {
        at_s[0] = moment.t_s - duration_s;
        for (size_t i = 0; i < own->count; i++)
            own->device[i].told_j = 0.0;
    }
    own->last_duration_s = duration_s;
    own->last_s = moment.t_s;
    status = describe(own, error);
    for (size_t i = 0; i < own->count && status == PLUME_OK; i++)
        status = take_device(own, &own->device[i], table, at_s, error);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading *own = calloc(1, sizeof *own);
    plume_status status;

    if (own == NULL)
        return plume_fail_memory(error);
    own->log = log;
    own->last_s = own->last_duration_s = NAN;
    plume_text_init(&own->name);
    status = plume_power_table_read(log, take_header, take_row, own, error);
    plume_text_dispose(&own->name);
    free(own);
    return status == PLUME_OK ? plume_timestamp_settle(log, error) : status;
}

const plume_reader plume_reader_nvitop = {
    .name = "nvitop",
    .title = "nvitop's collector as CSV",
    .confidence = confidence,
    .marks = { "power_usage (W)" },
    .read = read,
};
