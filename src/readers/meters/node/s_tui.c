/* s-tui's CSV: a row each interval, with the mean power of each domain of the processors
 * since the row before. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/data/csv_header.h"
#include "logs/power/cell.h"
#include "logs/power/rapl.h"
#include "logs/power/table.h"
#include "logs/power/timestamp.h"

enum { DOMAINS_MAX = 64 };

static const char prefix[] = "Power:";

static int confidence(const plume_head *head)
{
    size_t length = strcspn(head->bytes, "\n");
    const char *power = strstr(head->bytes, "\"Power:");

    if (strncmp(head->bytes, "Time,", 5) != 0)
        return 0;
    if (power != NULL && (size_t)(power - head->bytes) < length)
        return 92;
    /* Where it may not read RAPL it writes the rest: refused with the reason. */
    return strncmp(head->bytes, "Time,Frequency:", 15) == 0 ? PLUME_LIKELY : 0;
}

typedef struct reading {
    plume_log *log;
    size_t column[DOMAINS_MAX], count, time;
    double last_s;
    plume_rapl_batch batch;
} reading;

/* "Power:package-0,0": the number tells domains of one name apart. */
static plume_status take_header(void *state, const plume_power_table *table,
                                plume_error *error)
{
    reading *own = state;

    own->count = 0;
    own->time = plume_power_table_find(table, "time");
    for (size_t i = 0; i < plume_header_count(table->header); i++)
        if (strncmp(plume_header_at(table->header, i), prefix, sizeof prefix - 1) == 0 &&
            own->count < DOMAINS_MAX)
            own->column[own->count++] = i;
    if (own->time != SIZE_MAX && own->count > 0)
        return PLUME_OK;
    plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(own->log), table->row.line, 0,
                  "there is no column %s: s-tui found no counter of energy that it may "
                  "read",
                  own->time == SIZE_MAX ? "Time" : "Power:...");
    plume_hint(error, "run s-tui as root, which may read RAPL");
    return PLUME_ERR_MISSING;
}

/* "2026-11-29_22:55:38": local, with a line between day and clock. */
static double time_of(const reading *own, plume_field field)
{
    char text[40];
    char *line;

    snprintf(text, sizeof text, "%.30s", field.text);
    line = strchr(text, '_');
    if (line != NULL)
        *line = ' ';
    return plume_log_time(own->log, text, strlen(text));
}

static plume_status take_domain(reading *own, const plume_power_table *table,
                                size_t column, double t_s, plume_error *error)
{
    const char *name = plume_header_at(table->header, column) + sizeof prefix - 1;
    plume_field field = plume_power_table_cell(table, column);
    plume_power_sample sample;
    double watts;

    if (!plume_power_cell_watts(&watts, field.text, field.length)) {
        plume_power_table_reject(table, column, "power in watts");
        return PLUME_OK;
    }
    plume_power_sample_init(&sample);
    sample.device = name;
    sample.from_s = own->last_s;
    sample.t_s = t_s;
    sample.interval_j = watts * (t_s - own->last_s);
    return plume_rapl_batch_add(&own->batch,
                                plume_rapl_domain_of(name, strcspn(name, ",")), &sample,
                                table->row.line, error);
}

/* The first row has nothing before it: s-tui writes 0. */
static plume_status take_row(void *state, const plume_power_table *table,
                             plume_error *error)
{
    reading *own = state;
    double t_s = time_of(own, plume_power_table_cell(table, own->time));
    plume_status status = PLUME_OK;

    if (isnan(t_s)) {
        plume_power_table_reject(table, own->time, "time");
        return PLUME_OK;
    }
    for (size_t i = 0; i < own->count && status == PLUME_OK && t_s > own->last_s; i++)
        status = take_domain(own, table, own->column[i], t_s, error);
    own->last_s = t_s;
    if (status == PLUME_OK)
        status = plume_rapl_tell(own->log, false, error);
    return status == PLUME_OK ? plume_rapl_batch_flush(&own->batch, own->log, error)
                              : status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading *own = calloc(1, sizeof *own);
    plume_status status;

    if (own == NULL)
        return plume_fail_memory(error);
    own->log = log;
    own->last_s = NAN;
    status = plume_power_table_read(log, take_header, take_row, own, error);
    plume_rapl_batch_dispose(&own->batch);
    free(own);
    return status == PLUME_OK ? plume_timestamp_settle(log, error) : status;
}

const plume_reader plume_reader_s_tui = {
    .name = "s_tui",
    .title = "s-tui's CSV",
    .confidence = confidence,
    .marks = { "Power:", "Frequency:" },
    .read = read,
};
