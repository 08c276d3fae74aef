/* pyJoules' CSVHandler: a row for each measured piece of code, with the microjoules of
 * each domain (millijoules of NVIDIA's devices), between semicolons. */
#include <math.h>
#include <string.h>

#include "core/data/csv_header.h"
#include "core/number/units.h"
#include "logs/power/table.h"
#include "readers/trackers/rapl/run.h"
#include <plume/number.h>

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "timestamp", "tag", "duration", NULL };

    return plume_head_has_columns(head, ';', telling) ? 90 : 0;
}

typedef struct reading {
    plume_log *log;
    size_t time, tag, duration;
    rapl_tally tally;
} reading;

static plume_status take_header(void *state, const plume_power_table *table,
                                plume_error *error)
{
    reading *in = state;

    in->time = plume_power_table_find(table, "timestamp");
    in->tag = plume_power_table_find(table, "tag");
    in->duration = plume_power_table_find(table, "duration");
    if (in->time != SIZE_MAX && in->tag != SIZE_MAX && in->duration != SIZE_MAX)
        return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(in->log),
                         table->row.line, 0, "there is no timestamp, tag or duration");
}

static plume_rapl_domain domain_of(const char *column)
{
    return strncmp(column, "package", 7) == 0 ? PLUME_RAPL_PACKAGE
           : strncmp(column, "dram", 4) == 0  ? PLUME_RAPL_MEMORY
                                              : PLUME_RAPL_OTHER;
}

/* False: the row was rejected. */
static bool take_energies(reading *in, const plume_power_table *table, rapl_run *run)
{
    for (size_t i = 0; i < plume_header_count(table->header); i++) {
        const char *column = plume_header_at(table->header, i);
        plume_field cell = plume_power_table_cell(table, i);
        bool of_gpu = strncmp(column, "nvidia_gpu", 10) == 0;
        double value;

        if ((!of_gpu && domain_of(column) == PLUME_RAPL_OTHER) ||
            plume_power_cell_is_missing(cell.text, cell.length))
            continue;
        if (!plume_number_parse(&value, cell.text, cell.length)) {
            plume_power_table_reject(table, i, "energy");
            return false;
        }
        if (of_gpu) {
            run->gpu_j += value / MILLIJOULES_PER_JOULE;
            run->has_gpu = true;
        } else {
            rapl_run_add(run, &in->tally, domain_of(column), value);
        }
    }
    return true;
}

static plume_status take_row(void *state, const plume_power_table *table,
                             plume_error *error)
{
    reading *in = state;
    plume_field time = plume_power_table_cell(table, in->time);
    plume_field duration = plume_power_table_cell(table, in->duration);
    rapl_run run = { .line = table->row.line };

    if (!plume_number_parse(&run.start_s, time.text, time.length)) {
        plume_power_table_reject(table, in->time, "time");
        return PLUME_OK;
    }
    if (!plume_number_parse(&run.duration_s, duration.text, duration.length) ||
        run.duration_s < 0.0) {
        plume_power_table_reject(table, in->duration, "time in seconds");
        return PLUME_OK;
    }
    if (!take_energies(in, table, &run))
        return PLUME_OK;
    if (table->row.unended)
        plume_log_note_unended(in->log, table->row.line);
    return rapl_run_push(in->log, &run, &in->tally,
                         plume_power_table_cell(table, in->tag).text, error);
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log, .tally = { .tool = "pyJoules" } };
    plume_status status = plume_power_table_read(log, take_header, take_row, &in, error);

    if (status == PLUME_OK)
        rapl_tally_note(&in.tally, log);
    return status;
}

const plume_reader plume_reader_pyjoules = {
    .name = "pyjoules",
    .title = "pyJoules' CSV",
    .confidence = confidence,
    .marks = { "timestamp;tag;duration" },
    .read = read,
};
