/* What the DCGM exporter measured, as a long CSV: one row for each metric of each GPU. */
#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/power/timestamp.h"
#include "logs/power/cell.h"
#include "logs/power/line.h"
#include "logs/power/table.h"
#include "logs/power_trace.h"
#include <plume/number.h>

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "timestamp", "metric_name", "gpu_id", NULL };

    if (!plume_head_has_columns(head, ',', telling))
        return 0;
    return plume_power_head_has(head, "DCGM_FI_DEV_") ? 95 : 70;
}

typedef struct reading {
    plume_log *log;
    size_t time, metric, id, uuid, model, host, value;
    plume_text device;
    bool any; /* a row of power or energy */
} reading;

static plume_status take_header(void *state, const plume_power_table *table,
                                plume_error *error)
{
    reading *dump = state;

    dump->time = plume_power_table_find(table, "timestamp");
    dump->metric = plume_power_table_find(table, "metricname");
    dump->id = plume_power_table_find_any(
        table, (const char *const[]){ "gpuid", "gpu", "device", NULL });
    dump->uuid = plume_power_table_find(table, "uuid");
    dump->model = plume_power_table_find(table, "modelname");
    dump->host = plume_power_table_find(table, "hostname");
    dump->value = plume_power_table_find(table, "value");
    if (dump->time != SIZE_MAX && dump->metric != SIZE_MAX && dump->value != SIZE_MAX)
        return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(dump->log),
                         table->row.line, 0, "there is no column %s",
                         dump->time == SIZE_MAX     ? "timestamp"
                         : dump->metric == SIZE_MAX ? "metric_name"
                                                    : "value");
}

/* Indices begin at 0 on every host; a UUID is of one GPU in the world. */
static plume_status name_device(reading *dump, const plume_power_table *table,
                                plume_error *error)
{
    plume_field uuid = plume_power_table_cell(table, dump->uuid);
    plume_field host = plume_power_table_cell(table, dump->host);

    plume_text_clear(&dump->device);
    if (uuid.length > 0) {
        plume_text_add(&dump->device, uuid.text);
    } else {
        plume_text_printf(&dump->device, "%s%s", host.text, host.length > 0 ? " " : "");
        plume_text_add(&dump->device, plume_power_table_cell(table, dump->id).text);
    }
    return plume_text_status(&dump->device, error);
}

static plume_status describe(const reading *dump, const plume_power_table *table,
                             bool relative, plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.device = plume_power_table_cell(table, dump->model).text;
    about.host = plume_power_table_cell(table, dump->host).text;
    about.scope = PLUME_SCOPE_DEVICE;
    about.relative = relative;
    return plume_log_trace(dump->log, &about, error);
}

/* A counter (DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION) is in millijoules, a gauge in
 * watts. */
static plume_status take_reading(reading *dump, const plume_power_table *table,
                                 bool counter, plume_error *error)
{
    plume_field time = plume_power_table_cell(table, dump->time);
    plume_field value = plume_power_table_cell(table, dump->value);
    plume_timestamp moment =
        plume_timestamp_read(dump->log, time.text, time.length, table->row.line);
    plume_power_sample sample;
    plume_status status;
    double figure = NAN;

    if (isnan(moment.t_s)) {
        plume_power_table_reject(table, dump->time, "time");
        return PLUME_OK;
    }
    if (!plume_power_cell_is_missing(value.text, value.length) &&
        !plume_number_parse(&figure, value.text, value.length)) {
        plume_power_table_reject(table, dump->value, "number");
        return PLUME_OK;
    }
    plume_power_sample_init(&sample);
    sample.t_s = moment.t_s;
    if (counter)
        sample.counter_j = figure / MILLIJOULES_PER_JOULE;
    else
        sample.watts = figure;
    status = name_device(dump, table, error);
    sample.device = dump->device.data;
    if (status == PLUME_OK)
        status = describe(dump, table, moment.relative, error);
    return status == PLUME_OK
               ? plume_log_sample(dump->log, &sample, table->row.line, error)
               : status;
}

static plume_status take_row(void *state, const plume_power_table *table,
                             plume_error *error)
{
    reading *dump = state;
    const char *metric = plume_power_table_cell(table, dump->metric).text;
    bool counter = strcmp(metric, "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION") == 0;

    if (!counter && strcmp(metric, "DCGM_FI_DEV_POWER_USAGE") != 0)
        return PLUME_OK;
    dump->any = true;
    return take_reading(dump, table, counter, error);
}

static plume_status finish(const reading *dump, plume_error *error)
{
    if (dump->any)
        return plume_timestamp_settle(dump->log, error);
    plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(dump->log), 0, 0,
                  "no row is of power or energy");
    plume_hint(error, "DCGM_FI_DEV_POWER_USAGE and DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION "
                      "are");
    return PLUME_ERR_MISSING;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading dump = { .log = log };
    plume_status status;

    plume_text_init(&dump.device);
    status = plume_power_table_read(log, take_header, take_row, &dump, error);
    plume_text_dispose(&dump.device);
    return status == PLUME_OK ? finish(&dump, error) : status;
}

const plume_reader plume_reader_dcgm_exporter = {
    .name = "dcgm_exporter",
    .title = "DCGM exporter metrics as CSV",
    .confidence = confidence,
    .marks = { "metric_name" },
    .read = read,
};
