/* pyRAPL's CSVOutput: a row for each measurement and socket, with microseconds and
 * microjoules. Rows of one measurement share label and time, and stand together. */
#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/power/table.h"
#include "readers/trackers/rapl/run.h"
#include <plume/number.h>
#include <plume/text.h>

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "label", "timestamp", "duration",
                                           "pkg",   "socket",    NULL };

    return plume_head_has_columns(head, ',', telling) ? 95 : 0;
}

typedef struct reading {
    plume_log *log;
    size_t label, time, duration, package, memory, socket;
    rapl_tally tally;
    rapl_run run;     /* of the rows so far; line 0: none */
    plume_text name;  /* its label */
    uint64_t sockets; /* that it has: a bit each */
} reading;

static plume_status take_header(void *state, const plume_power_table *table,
                                plume_error *error)
{
    reading *in = state;

    in->label = plume_power_table_find(table, "label");
    in->time = plume_power_table_find(table, "timestamp");
    in->duration = plume_power_table_find(table, "duration");
    in->package = plume_power_table_find(table, "pkg");
    in->memory = plume_power_table_find(table, "dram");
    in->socket = plume_power_table_find(table, "socket");
    if (in->time != SIZE_MAX && in->duration != SIZE_MAX && in->package != SIZE_MAX)
        return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(in->log),
                         table->row.line, 0, "there is no timestamp, duration or pkg");
}

static plume_status flush(reading *in, plume_error *error)
{
    plume_status status = plume_text_status(&in->name, error);

    if (status == PLUME_OK && in->run.line > 0)
        status = rapl_run_push(in->log, &in->run, &in->tally, in->name.data, error);
    in->run.line = 0;
    return status;
}

/* 0 where it is none of the first 64. */
static uint64_t socket_bit(plume_field cell)
{
    double number;

    return plume_count_parse(&number, cell.text, cell.length) && number < 64.0
               ? (uint64_t)1 << (unsigned)number
               : 0;
}

/* Whether a row is that of a further socket of the measurement at hand. */
static bool goes_on(const reading *in, const rapl_run *row, const char *label,
                    uint64_t socket)
{
    return in->run.line > 0 && in->run.start_s == row->start_s &&
           strcmp(in->name.data, label) == 0 && (in->sockets & socket) == 0;
}

static plume_status begin(reading *in, const rapl_run *row, const char *label,
                          plume_error *error)
{
    plume_status status = flush(in, error);

    in->run = *row;
    in->sockets = 0;
    plume_text_clear(&in->name);
    plume_text_add(&in->name, label);
    return status;
}

/* Microjoules of one domain; NAN: the cell is blank. False: the row was rejected. */
static bool take_energy(double *out, const plume_power_table *table, size_t column)
{
    plume_field cell = plume_power_table_cell(table, column);

    *out = (double)NAN;
    if (plume_power_cell_is_missing(cell.text, cell.length) ||
        plume_number_parse(out, cell.text, cell.length))
        return true;
    plume_power_table_reject(table, column, "energy in microjoules");
    return false;
}

static plume_status take_row(void *state, const plume_power_table *table,
                             plume_error *error)
{
    reading *in = state;
    plume_field time = plume_power_table_cell(table, in->time);
    plume_field duration = plume_power_table_cell(table, in->duration);
    plume_field label = plume_power_table_cell(table, in->label);
    uint64_t socket = socket_bit(plume_power_table_cell(table, in->socket));
    rapl_run row = { .line = table->row.line };
    double package_uj, memory_uj;
    plume_status status = PLUME_OK;

    if (!plume_number_parse(&row.start_s, time.text, time.length)) {
        plume_power_table_reject(table, in->time, "time");
        return PLUME_OK;
    }
    if (!plume_number_parse(&row.duration_s, duration.text, duration.length) ||
        row.duration_s < 0.0) {
        plume_power_table_reject(table, in->duration, "time in microseconds");
        return PLUME_OK;
    }
    if (!take_energy(&package_uj, table, in->package) ||
        !take_energy(&memory_uj, table, in->memory))
        return PLUME_OK;
    if (socket == 0) {
        plume_power_table_reject(table, in->socket, "number of a socket");
        return PLUME_OK;
    }
    if (table->row.unended)
        plume_log_note_unended(in->log, table->row.line);
    row.duration_s /= MICROSECONDS_PER_SECOND;
    if (!goes_on(in, &row, label.text, socket))
        status = begin(in, &row, label.text, error);
    in->sockets |= socket;
    rapl_run_add(&in->run, &in->tally, PLUME_RAPL_PACKAGE, package_uj);
    rapl_run_add(&in->run, &in->tally, PLUME_RAPL_MEMORY, memory_uj);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log, .tally = { .tool = "pyRAPL" } };
    plume_status status;

    plume_text_init(&in.name);
    status = plume_power_table_read(log, take_header, take_row, &in, error);
    if (status == PLUME_OK)
        status = flush(&in, error);
    if (status == PLUME_OK)
        rapl_tally_note(&in.tally, log);
    plume_text_dispose(&in.name);
    return status;
}

const plume_reader plume_reader_pyrapl = {
    .name = "pyrapl",
    .title = "pyRAPL's CSV",
    .confidence = confidence,
    .marks = { "timestamp,duration,pkg" },
    .read = read,
};
