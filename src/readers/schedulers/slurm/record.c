/* Fills a record from the columns that there are, and judges its energy. */
#include "readers/schedulers/slurm/record.h"

#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/unknown_time.h"
#include "readers/schedulers/slurm/header.h"
#include <plume/number.h>

typedef struct reading {
    slurm_record *out;
    plume_log *log;
    const slurm_rows *rows;
    slurm_column bad; /* the column that could not be read */
} reading;

enum { SHOWN = 80 };
#define COUNT_STEP 1024.0

/* Seconds by which whole seconds of start, end and time may be apart. */
#define SUSPENDED_LEAST_S 2.0

static bool fault(reading *in, slurm_column column)
{
    in->bad = column;
    return false;
}

/* A job that waits is on "None assigned". */
static plume_field read_nodes(const reading *in)
{
    plume_field cell = slurm_cell(in->rows, SLURM_NODE_LIST);

    return strcmp(cell.text, "None assigned") == 0 ? (plume_field){ "", 0 } : cell;
}

static bool read_names(reading *in)
{
    slurm_record *out = in->out;
    slurm_column id =
        slurm_rows_have(in->rows, SLURM_JOB_ID) ? SLURM_JOB_ID : SLURM_JOB_ID_RAW;

    out->name = slurm_cell(in->rows, SLURM_JOB_NAME);
    out->cluster = slurm_cell(in->rows, SLURM_CLUSTER);
    out->node_list = read_nodes(in);
    out->state_word = slurm_cell(in->rows, SLURM_STATE);
    out->account = slurm_cell(in->rows, SLURM_ACCOUNT);
    out->partition = slurm_cell(in->rows, SLURM_PARTITION);
    out->user = plume_log_options(in->log)->people ? slurm_cell(in->rows, SLURM_USER)
                                                   : (plume_field){ "", 0 };
    if (!slurm_rows_have(in->rows, id))
        return true;
    return slurm_read_id(&out->id, slurm_cell(in->rows, id)) || fault(in, id);
}

/* A state that is new to Plume is no reason to lose what the job used. */
static void read_state(reading *in)
{
    plume_field word = in->out->state_word;

    if (!slurm_read_state(&in->out->state, word))
        plume_log_note(in->log, PLUME_WARNING, in->out->line, "unknown-state",
                       "Slurm has no state '%.*s' that Plume knows",
                       (int)(word.length < SHOWN ? word.length : SHOWN), word.text);
}

/* Nothing that a job used gets lost for this. */
static void note_unread(const reading *in, slurm_column column, const char *code,
                        const char *wanted)
{
    plume_field cell = slurm_cell(in->rows, column);

    plume_log_note(in->log, PLUME_WARNING, in->out->line, code, "%s '%.*s' is no %s",
                   slurm_column_name(column),
                   (int)(cell.length < SHOWN ? cell.length : SHOWN), cell.text, wanted);
}

static void read_one_time(reading *in, slurm_column column, double *out_s)
{
    plume_field cell = slurm_cell(in->rows, column);

    if (!slurm_read_time(out_s, in->log, cell) &&
        !plume_log_time_is_unknown(in->log, cell.text, cell.length, in->out->line))
        note_unread(in, column, "no-such-time", "time of which the day is known");
}

static bool read_duration_of(reading *in, slurm_column column, double *out_s)
{
    double found_s;

    if (!slurm_read_duration(&found_s, slurm_cell(in->rows, column)))
        return fault(in, column);
    if (isnan(*out_s))
        *out_s = found_s;
    return true;
}

static bool read_count_of(reading *in, slurm_column column, double *out)
{
    double found;

    if (!slurm_read_number(&found, slurm_cell(in->rows, column), COUNT_STEP))
        return fault(in, column);
    if (isnan(*out))
        *out = found;
    return true;
}

/* Elapsed is without the suspension, start and end are not. A clock that was put back or
 * forward in between makes whole hours of difference, and no suspension. */
static double suspension_between(const slurm_record *record)
{
    double rest_s = record->end_s - record->start_s - record->duration_s;
    double hours = round(rest_s / SECONDS_PER_HOUR);

    if (!(rest_s > SUSPENDED_LEAST_S))
        return 0.0;
    return hours > 0 && fabs(rest_s - hours * SECONDS_PER_HOUR) <= SUSPENDED_LEAST_S
               ? 0.0
               : rest_s;
}

void slurm_record_settle_time(slurm_record *record)
{
    bool told = record->suspended_s > 0;

    if (isnan(record->duration_s) && record->end_s >= record->start_s) {
        record->duration_s = record->end_s - record->start_s;
        if (told && record->suspended_s <= record->duration_s)
            record->duration_s -= record->suspended_s;
    } else if (!told) {
        record->suspended_s = suspension_between(record);
    }
    if (!(record->suspended_s > 0))
        record->suspended_s = 0.0;
}

/* Elapsed; else end less start; else processor time over processors. */
static bool read_durations(reading *in, double cpus)
{
    slurm_record *out = in->out;

    out->duration_s = out->cpu_s = out->suspended_s = NAN;
    if (!read_duration_of(in, SLURM_ELAPSED_RAW, &out->duration_s) ||
        !read_duration_of(in, SLURM_ELAPSED, &out->duration_s) ||
        !read_duration_of(in, SLURM_SUSPENDED, &out->suspended_s) ||
        !read_duration_of(in, SLURM_CPU_TIME_RAW, &out->cpu_s) ||
        !read_duration_of(in, SLURM_CPU_TIME, &out->cpu_s))
        return false;
    slurm_record_settle_time(out);
    if (isnan(out->duration_s) && cpus > 0 && !isnan(out->cpu_s)) {
        out->duration_s = out->cpu_s / cpus;
        out->duration_derived = true;
    }
    return true;
}

/* What was allocated, in the newer notation or the older one; else what was asked for. */
static bool read_resources(reading *in, slurm_tres *tres)
{
    static const struct {
        slurm_column column;
        bool (*read)(slurm_tres *out, plume_field cell);
        bool requested;
    } lists[] = {
        { SLURM_ALLOC_TRES, slurm_read_tres, false },
        { SLURM_ALLOC_GRES, slurm_read_gres, false },
        { SLURM_REQ_TRES, slurm_read_tres, true },
        { SLURM_REQ_GRES, slurm_read_gres, true },
    };
    slurm_record *out = in->out;

    slurm_read_tres(tres, (plume_field){ "", 0 });
    out->gpus = NAN;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        slurm_tres found;

        if (!lists[i].read(&found, slurm_cell(in->rows, lists[i].column)))
            return fault(in, lists[i].column);
        if (i == 0)
            *tres = found;
        if (!(found.gpus > 0) || !isnan(out->gpus))
            continue;
        /* What was asked for is not what was had, where that is told. */
        if (lists[i].requested && tres->said)
            continue;
        out->gpus = found.gpus;
        out->gpu_type = found.gpu_type;
        out->mixed_types = found.mixed_types;
        out->requested = lists[i].requested;
    }
    out->shards = tres->shards && !(out->gpus > 0);
    if (out->shards)
        out->gpu_type = tres->gpu_type;
    out->resources_told = tres->said || !isnan(out->gpus);
    return true;
}

/* --- processors and memory --- */

/* What was allocated; else what was asked for. */
static void read_memory(reading *in, const slurm_tres *tres)
{
    slurm_record *out = in->out;
    slurm_memory_of of;
    double gb;

    out->memory_gb = tres->memory_gb;
    if (!isnan(out->memory_gb))
        return;
    if (!slurm_read_memory(&gb, &of, slurm_cell(in->rows, SLURM_REQ_MEM)))
        note_unread(in, SLURM_REQ_MEM, "memory-unknown",
                    "memory such as 4000Mc, 250Gn or 96G");
    out->memory_gb = of == SLURM_MEMORY_OF_CORE   ? gb * out->cores
                     : of == SLURM_MEMORY_OF_NODE ? gb * out->nodes
                                                  : gb;
}

/* --- energy --- */

slurm_energy slurm_energy_judge(double joules, const slurm_record *record)
{
    double watts = joules / (record->duration_s + record->suspended_s);
    double nodes = isnan(record->nodes) || record->nodes < 1 ? 1 : record->nodes;

    if (isnan(joules))
        return SLURM_ENERGY_BLANK;
    if (slurm_is_no_value(joules))
        return SLURM_ENERGY_NO_VALUE;
    if (isnan(record->duration_s))
        return SLURM_ENERGY_THERE; /* nothing to hold it against */
    if (!(watts / nodes >= SLURM_WATTS_LEAST))
        return SLURM_ENERGY_IMPLAUSIBLE;
    if (watts / nodes > SLURM_WATTS_MOST && !(isnan(record->nodes) && isfinite(watts)))
        return SLURM_ENERGY_IMPLAUSIBLE;
    return SLURM_ENERGY_THERE;
}

/* A plugin that reads nothing yields 0 or its counter's largest value. Between the
 * bounds lies every node there is; outside them the figure is none, and the run is
 * estimated by its time. */
void slurm_energy_note_implausible(plume_log *log, const slurm_record *record,
                                   double joules)
{
    plume_text text;

    plume_text_init(&text);
    plume_number_print(&text, joules);
    plume_text_add(&text, " J in ");
    plume_number_print(&text, record->duration_s + record->suspended_s);
    plume_text_add(&text, " s");
    if (record->nodes > 0) {
        plume_text_add(&text, " on ");
        plume_number_print(&text, record->nodes);
        plume_text_add(&text, record->nodes > 1 ? " nodes" : " node");
    }
    plume_text_add(&text, " are not between ");
    plume_number_print(&text, SLURM_WATTS_LEAST);
    plume_text_add(&text, " and ");
    plume_number_print(&text, SLURM_WATTS_MOST);
    plume_log_note(log, PLUME_WARNING, record->line, "energy-implausible",
                   "%s W a node: taken as not measured", text.data);
    plume_text_dispose(&text);
}

/* The exact figure first, then the one with a suffix, then that of the resources. */
static bool read_energy(reading *in, double tres_j)
{
    slurm_record *out = in->out;
    double found[3] = { NAN, NAN, tres_j };

    if (!slurm_read_joules(&found[0], slurm_cell(in->rows, SLURM_ENERGY_RAW)))
        return fault(in, SLURM_ENERGY_RAW);
    if (!slurm_read_joules(&found[1], slurm_cell(in->rows, SLURM_ENERGY)))
        return fault(in, SLURM_ENERGY);
    out->energy = SLURM_ENERGY_BLANK;
    out->energy_j = NAN;
    for (size_t i = 0; i < 3 && out->energy != SLURM_ENERGY_THERE; i++) {
        slurm_energy energy = slurm_energy_judge(found[i], out);

        if (energy == SLURM_ENERGY_IMPLAUSIBLE && energy != out->energy)
            slurm_energy_note_implausible(in->log, out, found[i]);
        if (energy != SLURM_ENERGY_BLANK)
            out->energy = energy;
        if (energy == SLURM_ENERGY_THERE)
            out->energy_j = found[i];
    }
    return true;
}

/* --- the row --- */

/* Alloc columns go before their plain ones: what was asked for and what was given may
 * differ. The time of processors alone is told and left out when it cannot be read,
 * as no energy depends on it. */
static bool read_row(reading *in)
{
    slurm_record *out = in->out;
    double cpus = NAN;
    slurm_tres tres;

    if (!read_names(in))
        return false;
    read_state(in);
    read_one_time(in, SLURM_START, &out->start_s);
    read_one_time(in, SLURM_END, &out->end_s);
    if (!read_resources(in, &tres))
        return false;
    out->nodes = NAN;
    if (!read_count_of(in, SLURM_ALLOC_NODES, &out->nodes) ||
        !read_count_of(in, SLURM_NODES, &out->nodes) ||
        !read_count_of(in, SLURM_ALLOC_CPUS, &cpus) ||
        !read_count_of(in, SLURM_CPUS, &cpus))
        return false;
    if (isnan(out->nodes))
        out->nodes = tres.nodes;
    if (isnan(cpus))
        cpus = tres.cpus;
    out->cores = cpus > 0 ? cpus : NAN;
    read_memory(in, &tres);
    if (!slurm_read_duration(&out->total_cpu_s, slurm_cell(in->rows, SLURM_TOTAL_CPU)))
        note_unread(in, SLURM_TOTAL_CPU, "processor-time-unknown",
                    "time such as 1-02:03:04 or 12:53.010");
    return read_durations(in, cpus) && read_energy(in, tres.energy_j);
}

static const char *expected(slurm_column column)
{
    switch (column) {
    case SLURM_JOB_ID:
    case SLURM_JOB_ID_RAW:
        return "a job such as 123, 123_4 or 123.batch";
    case SLURM_ELAPSED:
    case SLURM_ELAPSED_RAW:
    case SLURM_SUSPENDED:
    case SLURM_CPU_TIME:
    case SLURM_CPU_TIME_RAW:
        return "[D-]HH:MM:SS or a number of seconds";
    case SLURM_ENERGY:
    case SLURM_ENERGY_RAW:
        return "joules, as a number or with K, M, G, T or P";
    case SLURM_ALLOC_TRES:
    case SLURM_REQ_TRES:
    case SLURM_ALLOC_GRES:
    case SLURM_REQ_GRES:
        return "resources with their counts";
    default:
        return "a number that is not negative";
    }
}

bool slurm_record_read(slurm_record *out, plume_log *log, const slurm_rows *rows,
                       uint64_t line)
{
    reading in = { out, log, rows, SLURM_COLUMN_COUNT };
    plume_field cell;

    memset(out, 0, sizeof *out);
    out->line = line;
    out->gpu_type.text = out->id.group.text = out->id.job.text = "";
    if (read_row(&in))
        return true;
    cell = slurm_cell(rows, in.bad);
    plume_log_reject(log, line, slurm_column_at(rows, in.bad), "bad-value",
                     "%s is '%.*s', expected %s", slurm_column_name(in.bad),
                     (int)(cell.length < SHOWN ? cell.length : SHOWN), cell.text,
                     expected(in.bad));
    return false;
}
