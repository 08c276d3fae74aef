/* Somebody's own power log: a column of times and columns of watts, one for each device,
 * or one for all with another that names the device. */
#include "logs/power/choice.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/ascii.h"
#include "core/data/csv.h"
#include "core/data/csv_header.h"
#include "logs/power/rounds.h"
#include "logs/power/timestamp.h"
#include "logs/power/cell.h"
#include "logs/power/rapl.h"
#include "logs/power/table.h"
#include "logs/power_trace.h"
#include "readers/meters/nameless.h"

/* --- knowing one --- */

static void add_head(plume_power_layout *layout, const char *line, size_t length,
                     char delimiter)
{
    const char *end = line + length;

    for (;;) {
        const char *next =
            line < end ? memchr(line, delimiter, (size_t)(end - line)) : NULL;
        const char *to = next != NULL ? next : end;
        const char *from = line;

        while (from < to && strchr(" \"\r\t", *from) != NULL)
            from++;
        while (to > from && strchr(" \"\r\t", to[-1]) != NULL)
            to--;
        plume_power_layout_add(layout, from, (size_t)(to - from));
        if (next == NULL)
            return;
        line = next + 1;
    }
}

/* A data set of households, of a grid or of plants, as models are trained on, is no log
 * of theirs. */
static bool is_data_set(const char *line, size_t length)
{
    static const char *const words[] = {
        "reactive", "sub_metering", "price",    "demand",    "tariff",  "generation",
        "solar",    "wind_",        "humidity", "appliance", "load_mw", "yield",
        "irradia",  "photovolta",   "turbine",  "wind speed"
    };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        for (size_t at = 0; at + strlen(words[i]) <= length; at++)
            if (plume_lower(line[at]) == words[i][0] &&
                strncasecmp(line + at, words[i], strlen(words[i])) == 0)
                return true;
    return false;
}

/* Columns that a power log has and no other; a table of results may have a name, a time
 * and a power of each model. */
static bool is_whole(const plume_power_layout *layout)
{
    return layout->known == layout->count &&
           (layout->name == SIZE_MAX || layout->id != SIZE_MAX);
}

/* Never above PLUME_LIKELY: any reader that knows its log is surer than the one of any
 * CSV with watts. */
static int sure_of(const plume_head *head, size_t length)
{
    plume_power_layout *layout = malloc(sizeof *layout);
    int sure = 0;

    if (layout == NULL)
        return 0;
    plume_power_layout_start(layout);
    add_head(layout, head->bytes, length, plume_csv_delimiter(head->bytes, length));
    plume_power_layout_settle(layout);
    /* A table of results may have a power among its columns. */
    if (layout->watts_count > 0 && layout->known * 2 >= layout->count) {
        if (layout->time != SIZE_MAX)
            sure = !layout->sure      ? 30
                   : is_whole(layout) ? PLUME_LIKELY
                                      : PLUME_LIKELY - 1;
        else if (layout->sure && layout->known == layout->count)
            sure = 20;
    }
    free(layout);
    return sure;
}

static int confidence(const plume_head *head)
{
    const char *newline = memchr(head->bytes, '\n', head->length);
    size_t length = newline != NULL ? (size_t)(newline - head->bytes) : head->length;
    int sure = 0;

    if (head->bytes[0] == '#' || /* a heading of prose is no header */
        is_data_set(head->bytes, length))
        return 0;
    if (plume_power_may_be_named(head->bytes, length))
        sure = sure_of(head, length);
    return sure == 0 && plume_nameless_is(head) ? 15 : sure;
}

/* --- reading --- */

typedef struct reading {
    plume_log *log;
    plume_csv *csv;
    plume_header *header;
    plume_row row;
    plume_power_layout layout;
    plume_power_choice choice;
    plume_text host;
    plume_power_rounds rounds;
    plume_power_form form;
    bool listed; /* the user named the columns */
    uint64_t rows;
} reading;

static plume_status check_layout(const reading *own, plume_error *error)
{
    const char *path = plume_log_path(own->log);

    if (own->layout.watts_count == 0 && plume_nameless_has_figure(&own->row))
        return plume_nameless_refuse(own->log, own->row.line, error);
    if (own->layout.watts_count == 0) {
        plume_fail_at(error, PLUME_ERR_MISSING, path, own->row.line, 0,
                      "there is no column of watts");
        plume_hint(error, "name it power, gpu0_watts or the like");
        return PLUME_ERR_MISSING;
    }
    if (own->layout.time == SIZE_MAX && isnan(plume_log_options(own->log)->interval_s)) {
        plume_fail_at(error, PLUME_ERR_MISSING, path, own->row.line, 0,
                      "there is no column of times: when the samples were taken is not "
                      "known");
        plume_hint(error, "say --interval SECONDS");
        return PLUME_ERR_MISSING;
    }
    return PLUME_OK;
}

static void note_layout(const reading *own)
{
    plume_power_layout_note(&own->layout, own->log, own->row.line);
    if (own->layout.scope == PLUME_SCOPE_UNKNOWN && own->layout.sensor == SIZE_MAX)
        plume_log_note(own->log, PLUME_ASSUMED, own->row.line, "scope-assumed",
                       "what the power covers is not said; taken as accelerators only");
}

/* The sensor of the row is no accelerator's. */
static bool is_of_machine(const reading *own)
{
    const char *sensor = own->row.field[own->layout.sensor].text;
    plume_text power; /* "cpu0 power": as a column of it would be called */
    plume_scope scope;

    plume_text_init(&power);
    plume_text_printf(&power, "%s power", sensor);
    scope = plume_power_column_of(power.data, power.length).scope;
    plume_text_dispose(&power);
    return scope == PLUME_SCOPE_IT ||
           plume_rapl_domain_of(sensor, strlen(sensor)) != PLUME_RAPL_OTHER;
}

/* The widest of its columns, or the sensor of a long table. Accelerators beside
 * processors are a machine. */
static plume_meter meter_of(const reading *own)
{
    const plume_power_layout *layout = &own->layout;

    if (layout->sensor < own->row.count)
        return plume_meter_of(own->row.field[layout->sensor].text);
    for (size_t i = 0; i < layout->watts_count; i++)
        if (layout->column[layout->watts[i]].scope != PLUME_SCOPE_IT)
            return PLUME_METER_NODE;
    return plume_power_layout_meter(layout);
}

static plume_status describe(const reading *own, bool relative, plume_error *error)
{
    const plume_power_layout *layout = &own->layout;
    plume_trace_about about;

    plume_trace_about_init(&about);
    if (layout->name < own->row.count)
        about.device = own->row.field[layout->name].text;
    if (layout->host < own->row.count)
        about.host = own->row.field[layout->host].text;
    about.scope = layout->scope;
    if (layout->sensor < own->row.count && is_of_machine(own))
        about.scope = PLUME_SCOPE_IT;
    about.meter = meter_of(own);
    about.of_wandb = layout->of_wandb;
    about.relative = relative;
    return plume_log_trace(own->log, &about, error);
}

/* Which of several columns of watts count is decided when some rows are seen. */
static plume_status read_header(reading *own, plume_error *error)
{
    const char *list = plume_log_options(own->log)->columns;
    plume_status status = plume_csv_next(own->csv, &own->row, error);

    if (status != PLUME_OK)
        return status;
    if (own->row.count == 0)
        return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(own->log), 1, 0,
                             "there is no header");
    own->listed = list[0] != '\0' && !plume_nameless_is_header(&own->row);
    status = own->listed ? plume_nameless_header(&own->header, list, error)
                         : plume_header_new(&own->header, &own->row, error);
    if (status != PLUME_OK)
        return status;
    plume_power_layout_start(&own->layout);
    for (size_t i = 0; i < plume_header_count(own->header); i++) {
        const char *name = plume_header_at(own->header, i);

        plume_power_layout_add(&own->layout, name, strlen(name));
    }
    plume_power_layout_settle(&own->layout);
    status = check_layout(own, error);
    if (status == PLUME_OK)
        status = plume_power_choice_start(&own->choice, own->log, &own->layout,
                                          own->header, error);
    if (status == PLUME_OK)
        note_layout(own);
    return status;
}

/* --- rows --- */

static plume_timestamp row_moment(const reading *own)
{
    const plume_power_layout *layout = &own->layout;
    plume_field time = own->row.field[layout->time];
    char both[96];

    if (layout->date == SIZE_MAX || layout->date >= own->row.count)
        return plume_timestamp_read(own->log, time.text, time.length, own->row.line);
    snprintf(both, sizeof both, "%.40s %.40s", own->row.field[layout->date].text,
             time.text);
    return plume_timestamp_read(own->log, both, strlen(both), own->row.line);
}

static void reject_cell(const reading *own, size_t at, const char *wanted)
{
    plume_log_reject(own->log, own->row.line, at + 1, "bad-value", "'%.40s' is no %s",
                     own->row.field[at].text, wanted);
}

/* A utilisation beside several devices belongs to none of them. */
static plume_status take_cell(reading *own, size_t at, double t_s, const char *device,
                              plume_error *error)
{
    const plume_power_layout *layout = &own->layout;
    plume_field text = own->row.field[at];
    plume_power_sample sample;
    plume_status status = PLUME_OK;

    plume_power_sample_init(&sample);
    plume_power_layout_sample(&sample, &own->host, layout, own->header, &own->row, at);
    if (plume_text_status(&own->host, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    sample.device = device;
    sample.t_s = t_s;
    if (!plume_power_cell_in(&sample.watts, text.text, text.length,
                             layout->column[at].watts_per_unit)) {
        reject_cell(own, at, "power in watts");
        return PLUME_OK;
    }
    if (layout->utilization < own->row.count && layout->watts_count == 1)
        sample.utilization =
            plume_power_cell_share(own->row.field[layout->utilization].text,
                                   own->row.field[layout->utilization].length);
    if (layout->time == SIZE_MAX)
        status = plume_power_rounds_next(&own->rounds, &sample,
                                         plume_log_options(own->log)->interval_s, error);
    return status == PLUME_OK ? plume_log_sample(own->log, &sample, own->row.line, error)
                              : status;
}

static plume_status take_row(reading *own, plume_error *error)
{
    const plume_power_layout *layout = &own->layout;
    plume_timestamp moment = { NAN, true };
    plume_status status;
    plume_text device;

    if (plume_power_row_is_cut(&own->form, own->log, &own->row))
        return PLUME_OK;
    if (layout->time != SIZE_MAX) {
        moment = row_moment(own);
        if (isnan(moment.t_s)) {
            reject_cell(own, layout->time, "time");
            return PLUME_OK;
        }
    }
    status = plume_power_choice_see(&own->choice, layout, &own->row, error);
    if (status != PLUME_OK || plume_power_choice_skips(&own->choice, layout, &own->row))
        return status;
    status = describe(own, moment.relative, error);
    plume_text_init(&device);
    for (size_t i = 0; i < layout->watts_count && status == PLUME_OK; i++) {
        size_t at = layout->watts[i];

        /* An empty cell of several is a device that was not asked. */
        if (own->row.field[at].length == 0 && layout->watts_count > 1)
            continue;
        plume_power_layout_device(&device, layout, own->header, &own->row, at);
        status = plume_text_status(&device, error);
        if (status == PLUME_OK)
            status = take_cell(own, at, moment.t_s, device.data, error);
    }
    plume_text_dispose(&device);
    return status;
}

static plume_status read_row(reading *own, plume_error *error)
{
    if (plume_row_is_blank(&own->row))
        return PLUME_OK;
    if (plume_header_repeats(own->header, &own->row)) {
        plume_log_note(own->log, PLUME_INFO, own->row.line, "repeated-header",
                       "the header occurs again: runs were appended");
        return PLUME_OK;
    }
    if (own->row.count >= plume_header_count(own->header)) {
        own->rows++;
        return take_row(own, error);
    }
    if (own->listed && own->rows == 0)
        return PLUME_OK; /* a greeting before the table */
    plume_log_reject(own->log, own->row.line, 0, "torn-row",
                     "the row has %zu fields, expected %zu", own->row.count,
                     plume_header_count(own->header));
    return PLUME_OK;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading *own = calloc(1, sizeof *own);
    plume_status status;

    if (own == NULL)
        return plume_fail_memory(error);
    own->log = log;
    plume_text_init(&own->host);
    status =
        plume_csv_open(&own->csv, plume_log_source(log),
                       plume_nameless_delimiter(plume_log_options(log)->columns), error);
    if (status == PLUME_OK)
        status = read_header(own, error);
    if (status == PLUME_OK && own->listed)
        status = read_row(own, error);
    while (status == PLUME_OK) {
        status = plume_csv_next(own->csv, &own->row, error);
        if (status != PLUME_OK || own->row.count == 0)
            break;
        status = read_row(own, error);
    }
    if (status == PLUME_OK)
        status = plume_power_choice_settle(&own->choice, &own->layout, error);
    if (own->csv != NULL)
        plume_csv_close(own->csv);
    plume_header_free(own->header);
    plume_text_dispose(&own->host);
    plume_power_choice_dispose(&own->choice);
    plume_power_rounds_dispose(&own->rounds);
    free(own);
    return status == PLUME_OK ? plume_timestamp_settle(log, error) : status;
}

const plume_reader plume_reader_power_csv = {
    .name = "power_csv",
    .title = "CSV of times and watts",
    .confidence = confidence,
    .at_most = PLUME_LIKELY,
    .read = read,
};
