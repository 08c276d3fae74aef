/* perun's CSV: what each sensor read at each moment; those in watts are a power log. */
#include <math.h>
#include <string.h>

#include "logs/power/rapl.h"
#include "logs/power/table.h"
#include "logs/power_trace.h"
#include <plume/number.h>
#include <plume/text.h>

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "run id",    "device_group", "sensor", "unit",
                                           "magnitude", "timestep",     NULL };

    return plume_head_has_columns(head, ',', telling) ? 95 : 0;
}

typedef struct reading {
    plume_log *log;
    size_t run, host, group, sensor, unit, magnitude, time, value;
    double start_s; /* NAN: the file's name does not tell */
    plume_text name, first_host;
    bool accelerators, others, several_hosts;
} reading;

static plume_status take_header(void *state, const plume_power_table *table,
                                plume_error *error)
{
    reading *in = state;

    in->run = plume_power_table_find(table, "runid");
    in->host = plume_power_table_find(table, "hostname");
    in->group = plume_power_table_find(table, "devicegroup");
    in->sensor = plume_power_table_find(table, "sensor");
    in->unit = plume_power_table_find(table, "unit");
    in->magnitude = plume_power_table_find(table, "magnitude");
    in->time = plume_power_table_find(table, "timestep");
    in->value = plume_power_table_find(table, "value");
    if (in->unit != SIZE_MAX && in->time != SIZE_MAX && in->value != SIZE_MAX)
        return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(in->log),
                         table->row.line, 0, "there is no unit, timestep or value");
}

/* "APP_2026-11-29T22:49:31.254796.csv" */
static double start_of(plume_log *log)
{
    const char *path = plume_log_path(log), *mark = strrchr(path, '_');
    const char *end = mark != NULL ? strstr(mark, ".csv") : NULL;

    return end == NULL || strchr(mark, 'T') == NULL
               ? (double)NAN
               : plume_log_time(log, mark + 1, (size_t)(end - mark - 1));
}

/* Other units (hertz, bytes, per cent) are of no use here, and no records. */
static plume_status take_row(void *state, const plume_power_table *table,
                             plume_error *error)
{
    reading *in = state;
    plume_field time = plume_power_table_cell(table, in->time);
    plume_field value = plume_power_table_cell(table, in->value);
    plume_field magnitude = plume_power_table_cell(table, in->magnitude);
    const char *group = plume_power_table_cell(table, in->group).text;
    plume_power_sample sample;
    double step_s, times;

    if (strcmp(plume_power_table_cell(table, in->unit).text, "W") != 0)
        return PLUME_OK;
    plume_power_sample_init(&sample);
    if (!plume_number_parse(&step_s, time.text, time.length)) {
        plume_power_table_reject(table, in->time, "time in seconds");
        return PLUME_OK;
    }
    if (!plume_number_parse(&sample.watts, value.text, value.length)) {
        plume_power_table_reject(table, in->value, "power");
        return PLUME_OK;
    }
    if (plume_number_parse(&times, magnitude.text, magnitude.length))
        sample.watts *= times;
    in->accelerators = in->accelerators || strcmp(group, "gpu") == 0;
    in->others = in->others || strcmp(group, "gpu") != 0;
    sample.host = plume_power_table_cell(table, in->host).text;
    if (!in->several_hosts && in->first_host.length == 0)
        plume_text_add(&in->first_host, sample.host);
    in->several_hosts =
        in->several_hosts || strcmp(in->first_host.data, sample.host) != 0;
    plume_power_device_name(&in->name, sample.host,
                            plume_power_table_cell(table, in->sensor).text);
    if (plume_text_status(&in->name, error) != PLUME_OK ||
        plume_text_status(&in->first_host, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    sample.device = in->name.data;
    sample.t_s = isnan(in->start_s) ? step_s : in->start_s + step_s;
    return plume_log_sample(in->log, &sample, table->row.line, error);
}

static plume_status describe(const reading *in, plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    if (in->others) {
        about.scope = PLUME_SCOPE_IT;
        about.meter = PLUME_METER_PART;
        about.device_count = in->accelerators ? (double)NAN : 1.0;
    }
    if (!in->several_hosts)
        about.host = in->first_host.data;
    about.evidence = PLUME_EVIDENCE_SAMPLED;
    about.relative = isnan(in->start_s);
    return plume_log_trace(in->log, &about, error);
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log, .start_s = start_of(log) };
    plume_status status;

    plume_text_init(&in.name);
    plume_text_init(&in.first_host);
    status = plume_power_table_read(log, take_header, take_row, &in, error);
    if (status == PLUME_OK)
        status = describe(&in, error);
    plume_text_dispose(&in.first_host);
    plume_text_dispose(&in.name);
    return status;
}

const plume_reader plume_reader_perun_csv = {
    .name = "perun_csv",
    .title = "perun's CSV of its sensors",
    .confidence = confidence,
    .marks = { "device_group" },
    .read = read,
};
