/* Polls of whole machines as CSV (Redfish, a BMC): a column of times and columns of
 * watts, one for each node. A machine that answers draws power: 0 means that the poll
 * failed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/csv_header.h"
#include "logs/power/timestamp.h"
#include "logs/power/cell.h"
#include "logs/power/choice.h"
#include "logs/power/table.h"
#include "logs/power_trace.h"

/* Nothing but times, watts of whole machines, and their total. */
static bool is_of_machines(const plume_power_layout *layout)
{
    size_t machines = 0;

    for (size_t i = 0; i < layout->count; i++) {
        plume_power_column column = layout->column[i];

        machines +=
            column.kind == PLUME_POWER_COLUMN_WATTS && column.meter != PLUME_METER_PART;
        if (column.kind == PLUME_POWER_COLUMN_GPU ||
            (column.kind == PLUME_POWER_COLUMN_WATTS && column.meter == PLUME_METER_PART))
            return false;
    }
    return machines > 0 && layout->time != SIZE_MAX;
}

enum { SURE = 60 };

static int confidence(const plume_head *head)
{
    plume_power_layout *layout = malloc(sizeof *layout);
    size_t length = strcspn(head->bytes, "\r\n");
    char delimiter = plume_csv_delimiter(head->bytes, length);
    const char *at = head->bytes, *end = head->bytes + length;
    int sure;

    if (layout == NULL || !plume_power_may_be_named(head->bytes, length)) {
        free(layout);
        return 0;
    }
    plume_power_layout_start(layout);
    while (at < end) {
        const char *mark = memchr(at, delimiter, (size_t)(end - at));
        const char *to = mark != NULL ? mark : end, *next = to + 1;

        while (at < to && strchr(" \"", *at) != NULL)
            at++;
        while (to > at && strchr(" \"", to[-1]) != NULL)
            to--;
        plume_power_layout_add(layout, at, (size_t)(to - at));
        at = next;
    }
    plume_power_layout_settle(layout);
    sure = is_of_machines(layout) && layout->known * 2 >= layout->count ? SURE : 0;
    free(layout);
    return sure;
}

typedef struct reading {
    plume_log *log;
    plume_power_layout layout;
    plume_power_choice choice;
    plume_text device, host;
} reading;

static plume_status take_header(void *state, const plume_power_table *table,
                                plume_error *error)
{
    reading *poll = state;
    plume_power_layout *layout = &poll->layout;

    plume_power_layout_start(layout);
    for (size_t i = 0; i < plume_header_count(table->header); i++) {
        const char *name = plume_header_at(table->header, i);

        plume_power_layout_add(layout, name, strlen(name));
    }
    plume_power_layout_settle(layout);
    if (layout->time == SIZE_MAX || layout->watts_count == 0) {
        plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(poll->log),
                      table->row.line, 0, "there is no column of %s",
                      layout->time == SIZE_MAX ? "times" : "watts");
        plume_hint(error, "name it %s",
                   layout->time == SIZE_MAX ? "timestamp" : "node1_watts");
        return PLUME_ERR_MISSING;
    }
    if (plume_power_choice_start(&poll->choice, poll->log, layout, table->header,
                                 error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    plume_power_layout_note(layout, poll->log, table->row.line);
    return PLUME_OK;
}

static plume_status describe(const reading *poll, const plume_power_table *table,
                             bool relative, plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.host = plume_power_table_cell(table, poll->layout.host).text;
    about.scope = PLUME_SCOPE_IT;
    about.meter = plume_power_layout_meter(&poll->layout);
    about.evidence = PLUME_EVIDENCE_SAMPLED;
    about.relative = relative;
    return plume_log_trace(poll->log, &about, error);
}

static plume_status take_cell(reading *poll, const plume_power_table *table,
                              size_t column, double t_s, plume_error *error)
{
    plume_field field = plume_power_table_cell(table, column);
    plume_power_sample sample;

    plume_power_layout_device(&poll->device, &poll->layout, table->header, &table->row,
                              column);
    if (plume_text_status(&poll->device, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    plume_power_sample_init(&sample);
    sample.t_s = t_s;
    sample.device = poll->device.data;
    plume_power_layout_sample(&sample, &poll->host, &poll->layout, table->header,
                              &table->row, column);
    if (plume_text_status(&poll->host, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    if (!plume_power_cell_in(&sample.watts, field.text, field.length,
                             poll->layout.column[column].watts_per_unit)) {
        plume_power_table_reject(table, column, "power in watts");
        return PLUME_OK;
    }
    if (sample.watts != 0.0)
        return plume_log_sample(poll->log, &sample, table->row.line, error);
    plume_log_reject(poll->log, table->row.line, column + 1,
                     plume_power_verdict_code(PLUME_POWER_FAILED_POLL),
                     "a machine that answers does not draw 0 W: the poll failed");
    return PLUME_OK;
}

static plume_status take_row(void *state, const plume_power_table *table,
                             plume_error *error)
{
    reading *poll = state;
    const plume_power_layout *layout = &poll->layout;
    plume_field time = plume_power_table_cell(table, layout->time);
    plume_field date = plume_power_table_cell(table, layout->date);
    plume_timestamp moment;
    plume_status status;
    plume_text both;

    status = plume_power_choice_see(&poll->choice, layout, &table->row, error);
    if (status != PLUME_OK ||
        plume_power_choice_skips(&poll->choice, layout, &table->row))
        return status;
    plume_text_init(&both);
    plume_text_printf(&both, "%s%s%s", date.text, date.length > 0 ? " " : "", time.text);
    moment = plume_timestamp_read(poll->log, both.data, both.length, table->row.line);
    status = plume_text_status(&both, error);
    plume_text_dispose(&both);
    if (status == PLUME_OK && isnan(moment.t_s)) {
        plume_power_table_reject(table, layout->time, "time");
        return PLUME_OK;
    }
    if (status == PLUME_OK)
        status = describe(poll, table, moment.relative, error);
    for (size_t i = 0; i < layout->watts_count && status == PLUME_OK; i++)
        status = take_cell(poll, table, layout->watts[i], moment.t_s, error);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading *poll = calloc(1, sizeof *poll);
    plume_status status;

    if (poll == NULL)
        return plume_fail_memory(error);
    poll->log = log;
    plume_text_init(&poll->device);
    plume_text_init(&poll->host);
    status = plume_power_table_read(log, take_header, take_row, poll, error);
    if (status == PLUME_OK)
        status = plume_power_choice_settle(&poll->choice, &poll->layout, error);
    plume_text_dispose(&poll->device);
    plume_text_dispose(&poll->host);
    plume_power_choice_dispose(&poll->choice);
    free(poll);
    return status == PLUME_OK ? plume_timestamp_settle(log, error) : status;
}

const plume_reader plume_reader_redfish = {
    .name = "redfish",
    .title = "CSV of polls of whole machines (Redfish, BMC)",
    .confidence = confidence,
    .at_most = SURE,
    .read = read,
};
