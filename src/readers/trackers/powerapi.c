/* PowerAPI's PowerReport.csv: the watts of targets (processes, groups, containers), a row
 * for each moment. The target "global" is all of the machine and holds the others; "rapl"
 * is the reference that the formula was fitted to. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/number/units.h"
#include "core/pool.h"
#include "logs/power/table.h"
#include <plume/number.h>
#include <plume/text.h>

enum { TARGETS_MAX = 10000, SERIES_MAX = 65536 };

/* Reports come each second or so: what is further apart was not measured. */
static const double gap_s = 60.0;

static int confidence(const plume_head *head)
{
    static const char *const telling[] = { "timestamp", "sensor", "target", "power",
                                           NULL };

    return plume_head_has_columns(head, ',', telling) ? 90 : 0;
}

/* What one sensor told of one target. */
typedef struct target {
    const char *sensor, *name;
    double start_s, end_s, joules, gaps_s;
    uint64_t line, rows;
} target;

/* One of its sockets and scopes, whose powers add up. */
typedef struct series {
    size_t target;
    double t_s, watts;
} series;

typedef struct reading {
    plume_log *log;
    plume_pool *pool;
    plume_map *target_of, *series_of;
    target *targets;
    series *all;
    size_t targets_count, series_count;
    size_t time, sensor, name, power, socket, scope;
    plume_text key;
} reading;

static plume_status take_header(void *state, const plume_power_table *table,
                                plume_error *error)
{
    reading *in = state;

    in->time = plume_power_table_find(table, "timestamp");
    in->sensor = plume_power_table_find(table, "sensor");
    in->name = plume_power_table_find(table, "target");
    in->power = plume_power_table_find(table, "power");
    in->socket = plume_power_table_find(table, "socket");
    in->scope = plume_power_table_find(table, "scope");
    if (in->time != SIZE_MAX && in->name != SIZE_MAX && in->power != SIZE_MAX)
        return PLUME_OK;
    return plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(in->log),
                         table->row.line, 0, "there is no timestamp, target or power");
}

/* Room for one more: NULL: out of memory. */
static void *grown(void *array, size_t count, size_t size)
{
    return (count & (count - 1)) != 0 && count > 0
               ? array
               : realloc(array, (count == 0 ? 1 : 2 * count) * size);
}

static plume_status find_target(reading *in, const plume_power_table *table, size_t *at,
                                plume_error *error)
{
    const char *sensor = plume_power_table_cell(table, in->sensor).text;
    const char *name = plume_power_table_cell(table, in->name).text;
    target *targets;

    plume_text_clear(&in->key);
    plume_text_printf(&in->key, "%s|%s", sensor, name);
    if (plume_text_status(&in->key, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    *at = plume_map_find(in->target_of, in->key.data);
    if (*at != SIZE_MAX)
        return PLUME_OK;
    if (in->targets_count == TARGETS_MAX)
        return plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(in->log),
                             table->row.line, 0, "more than %d targets", TARGETS_MAX);
    targets = grown(in->targets, in->targets_count, sizeof *targets);
    if (targets == NULL)
        return plume_fail_memory(error);
    in->targets = targets;
    *at = in->targets_count;
    targets[*at] = (target){ .sensor = plume_pool_copy(in->pool, sensor),
                             .name = plume_pool_copy(in->pool, name),
                             .start_s = NAN,
                             .end_s = NAN,
                             .line = table->row.line };
    if (targets[*at].sensor == NULL || targets[*at].name == NULL ||
        !plume_map_set(in->target_of, in->key.data, *at))
        return plume_fail_memory(error);
    in->targets_count++;
    return PLUME_OK;
}

static plume_status find_series(reading *in, const plume_power_table *table,
                                size_t target_at, series **out, plume_error *error)
{
    size_t at;
    series *all;

    plume_text_printf(&in->key, "|%s|%s", plume_power_table_cell(table, in->socket).text,
                      plume_power_table_cell(table, in->scope).text);
    if (plume_text_status(&in->key, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    at = plume_map_find(in->series_of, in->key.data);
    if (at == SIZE_MAX) {
        if (in->series_count == SERIES_MAX)
            return plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(in->log),
                                 table->row.line, 0, "more than %d series", SERIES_MAX);
        all = grown(in->all, in->series_count, sizeof *all);
        if (all == NULL)
            return plume_fail_memory(error);
        in->all = all;
        at = in->series_count;
        all[at] = (series){ target_at, NAN, NAN };
        if (!plume_map_set(in->series_of, in->key.data, at))
            return plume_fail_memory(error);
        in->series_count++;
    }
    *out = &in->all[at];
    return PLUME_OK;
}

static void add_sample(target *of, series *line, double t_s, double watts)
{
    double length_s = t_s - line->t_s;

    if (length_s > gap_s)
        of->gaps_s += length_s;
    else if (length_s > 0.0)
        of->joules += 0.5 * (line->watts + watts) * length_s;
    if (!(length_s <= 0.0)) {
        line->t_s = t_s;
        line->watts = watts;
    }
    of->start_s = fmin(of->start_s, t_s);
    of->end_s = fmax(of->end_s, t_s);
    of->rows++;
}

static plume_status take_row(void *state, const plume_power_table *table,
                             plume_error *error)
{
    reading *in = state;
    plume_field time = plume_power_table_cell(table, in->time);
    plume_field power = plume_power_table_cell(table, in->power);
    double t_ms, watts;
    size_t at = 0;
    series *line = NULL;
    plume_status status;

    if (!plume_number_parse(&t_ms, time.text, time.length) || t_ms < 0.0) {
        plume_power_table_reject(table, in->time, "time in milliseconds");
        return PLUME_OK;
    }
    if (!plume_number_parse(&watts, power.text, power.length) || watts < 0.0) {
        plume_power_table_reject(table, in->power, "power in watts");
        return PLUME_OK;
    }
    status = find_target(in, table, &at, error);
    if (status == PLUME_OK)
        status = find_series(in, table, at, &line, error);
    if (status == PLUME_OK)
        add_sample(&in->targets[at], line, t_ms / MILLISECONDS_PER_SECOND, watts);
    return status;
}

/* --- runs --- */

/* Of one sensor: named targets stand, else the whole machine, else the reference. 0 is
 * the least. */
static int standing(const char *name)
{
    return strcmp(name, "rapl") == 0 ? 0 : strcmp(name, "global") == 0 ? 1 : 2;
}

/* A sensor's global and rapl are lesser records of what its targets are, also where these
 * stand in other files. */
static plume_status push(const reading *in, const target *of, plume_error *error)
{
    double duration_s = of->end_s - of->start_s;
    plume_text id, identity, machine;
    plume_status status;
    plume_run run;

    plume_run_init(&run);
    plume_text_init(&id);
    plume_text_init(&identity);
    plume_text_init(&machine);
    plume_text_printf(&id, "%s-%s", of->sensor, of->name);
    plume_text_printf(&machine, "powerapi %s", of->sensor);
    plume_text_printf(&identity, "powerapi %s|%s ", of->sensor, of->name);
    (void)plume_number_print(&identity, of->start_s);
    run.id = id.data;
    run.name = of->name;
    run.identity = standing(of->name) == 2 ? identity.data : machine.data;
    run.covers = machine.data;
    run.progress = 1e12 * standing(of->name) + duration_s;
    run.start_s = of->start_s;
    run.end_s = of->end_s;
    run.duration_s = duration_s;
    run.keys.clock = PLUME_CLOCK_ZONED;
    run.energy.total_kwh = of->joules / JOULES_PER_KWH;
    run.energy.scope = PLUME_SCOPE_IT;
    run.energy.evidence = PLUME_EVIDENCE_TRACKER;
    if (of->gaps_s > 0.0)
        run.energy.coverage = 1.0 - of->gaps_s / duration_s;
    status = plume_text_status(&id, error);
    if (status == PLUME_OK)
        status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_text_status(&machine, error);
    if (status == PLUME_OK)
        status = plume_log_run(in->log, &run, of->line, error);
    plume_text_dispose(&machine);
    plume_text_dispose(&identity);
    plume_text_dispose(&id);
    return status;
}

/* Whether this file has a target of the sensor that goes before. */
static bool is_outdone(const reading *in, const target *of)
{
    for (size_t i = 0; i < in->targets_count && standing(of->name) < 2; i++)
        if (standing(in->targets[i].name) > standing(of->name) &&
            strcmp(in->targets[i].sensor, of->sensor) == 0)
            return true;
    return false;
}

static plume_status push_all(const reading *in, plume_error *error)
{
    plume_status status = PLUME_OK;
    size_t outdone = 0;

    for (size_t i = 0; i < in->targets_count && status == PLUME_OK; i++) {
        if (is_outdone(in, &in->targets[i]))
            outdone++;
        else
            status = push(in, &in->targets[i], error);
    }
    if (outdone > 0)
        plume_log_note(in->log, PLUME_INFO, 0, "parts-left-out",
                       "the targets global (all of the machine) and rapl (the reference) "
                       "hold the others and are left out");
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading in = { .log = log };
    plume_status status = PLUME_OK;

    plume_text_init(&in.key);
    in.pool = plume_pool_new();
    in.target_of = plume_map_new();
    in.series_of = plume_map_new();
    if (in.pool == NULL || in.target_of == NULL || in.series_of == NULL)
        status = plume_fail_memory(error);
    if (status == PLUME_OK)
        status = plume_power_table_read(log, take_header, take_row, &in, error);
    if (status == PLUME_OK)
        status = push_all(&in, error);
    plume_map_free(in.series_of);
    plume_map_free(in.target_of);
    plume_pool_free(in.pool);
    free(in.all);
    free(in.targets);
    plume_text_dispose(&in.key);
    return status;
}

const plume_reader plume_reader_powerapi = {
    .name = "powerapi",
    .title = "PowerAPI's PowerReport.csv",
    .confidence = confidence,
    .marks = { "sensor,target,power" },
    .read = read,
};
