/* rocm-smi --showpower --csv: one row a card; each poll of a loop repeats the header. */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "core/data/csv_header.h"
#include "logs/power/rounds.h"
#include "logs/power/timestamp.h"
#include "logs/power/cell.h"
#include "logs/power/columns.h"
#include "logs/power/line.h"
#include "logs/power/table.h"
#include "logs/power_trace.h"

static const char *const readings[] = { "averagegraphicspackagepower",
                                        "currentsocketgraphicspackagepower",
                                        "currentgraphicspackagepower",
                                        "averagesocketgraphicspackagepower", NULL };

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "device", NULL };

    return plume_head_has_columns(head, ',', telling) &&
                   plume_power_head_has(head, "graphics package power (w)")
               ? 95
               : 0;
}

typedef struct reading {
    plume_log *log;
    size_t device, watts, time, busy, host;
    plume_text name; /* of the device */
    plume_power_rounds rounds;
} reading;

static size_t find_time(const plume_power_table *table)
{
    for (size_t i = 0; i < plume_header_count(table->header); i++) {
        const char *name = plume_header_at(table->header, i);

        if (plume_power_column_of(name, strlen(name)).kind == PLUME_POWER_COLUMN_TIME)
            return i;
    }
    return SIZE_MAX;
}

static plume_status take_header(void *state, const plume_power_table *table,
                                plume_error *error)
{
    reading *smi = state;

    smi->device = plume_power_table_find(table, "device");
    smi->watts = plume_power_table_find_any(table, readings);
    smi->busy = plume_power_table_find(table, "gpuuse");
    smi->time = find_time(table);
    smi->host = plume_power_table_find_host(table);
    if (smi->watts == SIZE_MAX || smi->device == SIZE_MAX) {
        plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(smi->log), table->row.line,
                      0, "there is no column %s",
                      smi->device == SIZE_MAX ? "device" : "of graphics package power");
        plume_hint(error, "log with `rocm-smi --showpower --csv`");
        return PLUME_ERR_MISSING;
    }
    if (smi->time != SIZE_MAX)
        return PLUME_OK;
    return plume_power_need_interval(smi->log, table->row.line,
                                     "put a column timestamp before each row", error);
}

static plume_status describe(const reading *smi, const char *host, bool relative,
                             plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.host = host;
    about.scope = PLUME_SCOPE_DEVICE;
    about.relative = relative;
    return plume_log_trace(smi->log, &about, error);
}

/* *fits is false when the row was rejected. */
static plume_status take_time(reading *smi, const plume_power_table *table,
                              plume_power_sample *sample, bool *fits, plume_error *error)
{
    plume_field time = plume_power_table_cell(table, smi->time);
    const char *host = plume_power_table_cell(table, smi->host).text;
    plume_timestamp moment = { NAN, true };
    plume_status status;

    *fits = true;
    if (smi->time == SIZE_MAX) {
        status = plume_power_rounds_next(&smi->rounds, sample,
                                         plume_log_options(smi->log)->interval_s, error);
        return status == PLUME_OK ? describe(smi, host, true, error) : status;
    }
    moment = plume_timestamp_read(smi->log, time.text, time.length, table->row.line);
    sample->t_s = moment.t_s;
    *fits = !isnan(moment.t_s);
    if (*fits)
        return describe(smi, host, moment.relative, error);
    plume_power_table_reject(table, smi->time, "time");
    return PLUME_OK;
}

static plume_status take_row(void *state, const plume_power_table *table,
                             plume_error *error)
{
    reading *smi = state;
    plume_field device = plume_power_table_cell(table, smi->device);
    plume_field watts = plume_power_table_cell(table, smi->watts);
    plume_field busy = plume_power_table_cell(table, smi->busy);
    plume_power_sample sample;
    plume_status status;
    bool fits;

    /* The header of another poll, or of another set of columns. */
    if (strcasecmp(device.text, "device") == 0)
        return PLUME_OK;
    if (strncasecmp(device.text, "card", 4) != 0) {
        plume_power_table_reject(table, smi->device, "card");
        return PLUME_OK;
    }
    plume_power_sample_init(&sample);
    plume_power_device_name(&smi->name, plume_power_table_cell(table, smi->host).text,
                            device.text);
    if (plume_text_status(&smi->name, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    sample.device = smi->name.data;
    if (!plume_power_cell_watts(&sample.watts, watts.text, watts.length)) {
        plume_power_table_reject(table, smi->watts, "power in watts");
        return PLUME_OK;
    }
    sample.utilization = plume_power_cell_share(busy.text, busy.length);
    status = take_time(smi, table, &sample, &fits, error);
    if (status != PLUME_OK || !fits)
        return status;
    return plume_log_sample(smi->log, &sample, table->row.line, error);
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading smi = { .log = log };
    plume_status status;

    plume_text_init(&smi.name);
    status = plume_power_table_read(log, take_header, take_row, &smi, error);
    plume_text_dispose(&smi.name);
    plume_power_rounds_dispose(&smi.rounds);
    return status == PLUME_OK ? plume_timestamp_settle(log, error) : status;
}

const plume_reader plume_reader_rocm_smi = {
    .name = "rocm_smi",
    .title = "rocm-smi --showpower --csv",
    .confidence = confidence,
    .marks = { "graphics package power" },
    .read = read,
};
