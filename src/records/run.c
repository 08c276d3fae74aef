/* The fields of a run in the order of runs.csv, written as CSV or as a map. */
#include <plume/run.h>
#include <plume/run_columns.h>

#include "core/data/value.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include <plume/number.h>
#include <plume/output.h>
#include <plume/text.h>
#include <plume/time.h>
#include <plume/value.h>

static const plume_compute unknown_compute = { .processor = "",
                                               .cores = (double)NAN,
                                               .core_w = (double)NAN,
                                               .core_utilization = (double)NAN,
                                               .memory_gb = (double)NAN,
                                               .efficiency = (double)NAN,
                                               .parameters = (double)NAN,
                                               .tokens = (double)NAN };

void plume_run_init(plume_run *run)
{
    const double unknown = (double)NAN;

    *run = (plume_run){
        .id = "",
        .identity = "",
        .covers = "",
        .study = "",
        .name = "",
        .device = "",
        .devices = "",
        .host = "",
        .location = "",
        .provider = "",
        .region = "",
        .machine = "",
        .warnings = "",
        .note = "",
        .tool = "",
        .tool_version = "",
        .start_s = unknown,
        .end_s = unknown,
        .duration_s = unknown,
        .used_s = unknown,
        .device_count = unknown,
        .progress = unknown,
        .repeat = 1,
        .power_w = unknown,
        .utilization = unknown,
        .site_pue = unknown,
        .site_kg_per_kwh = unknown,
        .flops = unknown,
        .compute = unknown_compute,
        .energy = { .logged_kwh = unknown,
                    .total_kwh = unknown,
                    .cpu_kwh = unknown,
                    .gpu_kwh = unknown,
                    .ram_kwh = unknown,
                    .pue_included = 1,
                    .coverage = unknown,
                    .sampled = unknown },
        .predicted = { unknown, unknown, unknown },
        .logged_co2e_kg = unknown,
        .logged_intensity_kg_per_kwh = unknown,
        .objective = unknown,
        .objective_better = unknown,
        .matched_kg_per_kwh = unknown,
        .matched_share = unknown,
        .owner = { "", "", "", "", "", "" },
        .role_source = PLUME_ROLE_BY_LOG,
        .role_rule = "",
        .origin = { .path = "", .reader = "" },
    };
    plume_run_keys_init(&run->keys);
}

/* Asked several times of every run, whose warnings are few. */
static bool has_code(const plume_run *run, const char *code, size_t code_length)
{
    const char *at = run->warnings;

    while (at != NULL && *at != '\0') {
        if (*at == *code && strncmp(at, code, code_length) == 0 &&
            (at[code_length] == '\0' || at[code_length] == ' '))
            return true;
        at = strchr(at, ' ');
        at += at != NULL;
    }
    return false;
}

bool plume_run_is_simulated(const plume_run *run)
{
    return has_code(run, PLUME_RUN_SIMULATED, sizeof PLUME_RUN_SIMULATED - 1);
}

bool plume_run_is_ended_by_heartbeat(const plume_run *run)
{
    return has_code(run, PLUME_RUN_BY_HEARTBEAT, sizeof PLUME_RUN_BY_HEARTBEAT - 1);
}

bool plume_run_is_partly_measured(const plume_run *run)
{
    return has_code(run, PLUME_RUN_PARTLY, sizeof PLUME_RUN_PARTLY - 1);
}

bool plume_run_counts_all_devices(const plume_run *run)
{
    return has_code(run, PLUME_RUN_ALL_DEVICES, sizeof PLUME_RUN_ALL_DEVICES - 1);
}

bool plume_run_still_ran(const plume_run *run)
{
    return run->state == PLUME_STATE_RUNNING && run->other == PLUME_OTHER_NONE &&
           !isnan(run->duration_s) &&
           !has_code(run, PLUME_RUN_ASSUMED, sizeof PLUME_RUN_ASSUMED - 1);
}

bool plume_run_lasted_at_least(const plume_run *run)
{
    return has_code(run, PLUME_RUN_SPAN, sizeof PLUME_RUN_SPAN - 1) ||
           has_code(run, PLUME_RUN_LEAST, sizeof PLUME_RUN_LEAST - 1);
}

bool plume_run_has_default_intensity(const plume_run *run)
{
    return has_code(run, PLUME_RUN_DEFAULT_INTENSITY,
                    sizeof PLUME_RUN_DEFAULT_INTENSITY - 1);
}

bool plume_run_is_machine_shared(const plume_run *run)
{
    return has_code(run, PLUME_RUN_MACHINE_SHARED, sizeof PLUME_RUN_MACHINE_SHARED - 1);
}

bool plume_run_is_devices_shared(const plume_run *run)
{
    return has_code(run, PLUME_RUN_DEVICES_SHARED, sizeof PLUME_RUN_DEVICES_SHARED - 1);
}

void plume_records_add(plume_records *sum, const plume_records *more)
{
    sum->read += more->read;
    sum->used += more->used;
    sum->superseded += more->superseded;
    sum->duplicate += more->duplicate;
    sum->told_again += more->told_again;
    sum->rejected += more->rejected;
}

bool plume_records_balance(const plume_records *records)
{
    return records->read == records->used + records->superseded + records->duplicate +
                                records->told_again + records->rejected;
}

/* --- the canonical schema --- */

typedef enum field_kind {
    TEXT,
    WORDS, /* text: codes separated by blanks */
    NUMBER,
    COUNT, /* 0 is unknown */
    TIME,
    ROLE,
    STATE,
    SCOPE,
    EVIDENCE
} field_kind;

typedef struct field {
    const char *name;
    field_kind kind;
    size_t at; /* in plume_run */
} field;

static const field fields[] = {
    { "run_id", TEXT, offsetof(plume_run, id) },
    { "study", TEXT, offsetof(plume_run, study) },
    { "name", TEXT, offsetof(plume_run, name) },
    { "role", ROLE, offsetof(plume_run, role) },
    { "state", STATE, offsetof(plume_run, state) },
    { "start", TIME, offsetof(plume_run, start_s) },
    { "end", TIME, offsetof(plume_run, end_s) },
    { "duration_s", NUMBER, offsetof(plume_run, duration_s) },
    { "device", TEXT, offsetof(plume_run, device) },
    { "device_count", NUMBER, offsetof(plume_run, device_count) },
    { "host", TEXT, offsetof(plume_run, host) },
    { "logged_energy_kwh", NUMBER, offsetof(plume_run, energy.logged_kwh) },
    { "energy_kwh", NUMBER, offsetof(plume_run, energy.total_kwh) },
    { "energy_scope", SCOPE, offsetof(plume_run, energy.scope) },
    { "pue_included", NUMBER, offsetof(plume_run, energy.pue_included) },
    { "energy_cpu_kwh", NUMBER, offsetof(plume_run, energy.cpu_kwh) },
    { "energy_gpu_kwh", NUMBER, offsetof(plume_run, energy.gpu_kwh) },
    { "energy_ram_kwh", NUMBER, offsetof(plume_run, energy.ram_kwh) },
    { "evidence", EVIDENCE, offsetof(plume_run, energy.evidence) },
    { "coverage", NUMBER, offsetof(plume_run, energy.coverage) },
    { "co2e_kg", NUMBER, offsetof(plume_run, logged_co2e_kg) },
    { "intensity_kg_per_kwh", NUMBER, offsetof(plume_run, logged_intensity_kg_per_kwh) },
    { "location", TEXT, offsetof(plume_run, location) },
    { "provider", TEXT, offsetof(plume_run, provider) },
    { "region", TEXT, offsetof(plume_run, region) },
    { "flops", NUMBER, offsetof(plume_run, flops) },
    { "objective", NUMBER, offsetof(plume_run, objective) },
    { "warnings", WORDS, offsetof(plume_run, warnings) },
    { "reader", TEXT, offsetof(plume_run, origin.reader) },
    { "path", TEXT, offsetof(plume_run, origin.path) },
    { "line", COUNT, offsetof(plume_run, origin.line) },
    /* Later ones stand behind, so that a column keeps its number. */
    { "pue", NUMBER, offsetof(plume_run, site_pue) },
    { "processor", TEXT, offsetof(plume_run, compute.processor) },
    { "memory_gb", NUMBER, offsetof(plume_run, compute.memory_gb) },
    { "tool_version", TEXT, offsetof(plume_run, tool_version) },
};
enum { FIELDS = sizeof fields / sizeof fields[0] };

static const void *member(const plume_run *run, const field *which)
{
    return (const char *)run + which->at;
}

static double number_of(const plume_run *run, const field *which)
{
    return *(const double *)member(run, which);
}

static uint64_t count_of(const plume_run *run, const field *which)
{
    return *(const uint64_t *)member(run, which);
}

/* The text of a field that holds text or a word; "" when unknown. A role or state that is
 * unknown says so, for a hand-written file without one means a complete final run. */
static const char *text_of(const plume_run *run, const field *which)
{
    switch (which->kind) {
    case TEXT:
    case WORDS:
        return *(const char *const *)member(run, which);
    case ROLE:
        return run->other != PLUME_OTHER_NONE ? plume_other_name(run->other)
                                              : plume_role_name(run->role);
    case STATE:
        return plume_state_name(run->state);
    case SCOPE:
        return run->energy.scope == PLUME_SCOPE_UNKNOWN
                   ? ""
                   : plume_scope_name(run->energy.scope);
    case EVIDENCE:
        return run->energy.evidence == PLUME_EVIDENCE_UNKNOWN
                   ? ""
                   : plume_evidence_name(run->energy.evidence);
    case NUMBER:
    case COUNT:
    case TIME:
        break;
    }
    return "";
}

/* --- as CSV --- */

static void put_field(plume_text *row, const plume_run *run, const field *which)
{
    switch (which->kind) {
    case NUMBER:
        plume_number_print(row, number_of(run, which)); /* nothing when unknown */
        break;
    case TIME:
        plume_time_print(row, number_of(run, which));
        break;
    case COUNT:
        if (count_of(run, which) > 0)
            plume_text_printf(row, "%llu", (unsigned long long)count_of(run, which));
        break;
    case TEXT:
    case WORDS:
    case ROLE:
    case STATE:
    case SCOPE:
    case EVIDENCE:
        plume_csv_add_text(row, text_of(run, which));
        break;
    }
}

static plume_status write_row(plume_output *output, plume_text *row, plume_error *error)
{
    plume_status status = plume_text_status(row, error);

    if (status == PLUME_OK)
        status = plume_output_write(output, row->data, row->length, error);
    plume_text_dispose(row);
    return status;
}

/* A time is ISO 8601 with its zone; what is unknown is an empty cell. */
static const char *type_of(field_kind kind, bool duckdb)
{
    switch (kind) {
    case NUMBER:
        return duckdb ? "DOUBLE" : "DOUBLE PRECISION";
    case COUNT:
        return "BIGINT";
    case TIME:
        return "TIMESTAMP WITH TIME ZONE";
    default:
        return duckdb ? "VARCHAR" : "TEXT";
    }
}

void plume_runs_schema(plume_text *out, bool duckdb)
{
    plume_text_add(out, duckdb ? "{\n" : "CREATE TABLE runs (\n");
    for (size_t i = 0; i < FIELDS; i++)
        plume_text_printf(out, duckdb ? "    '%s': '%s'%s\n" : "    \"%s\" %s%s\n",
                          fields[i].name, type_of(fields[i].kind, duckdb),
                          i + 1 < FIELDS ? "," : "");
    plume_text_add(out, duckdb ? "}\n" : ");\n");
}

plume_status plume_runs_csv_header(plume_output *output, plume_error *error)
{
    plume_text row;

    plume_text_init(&row);
    for (size_t i = 0; i < FIELDS; i++) {
        plume_text_add(&row, fields[i].name);
        plume_text_add_char(&row, i + 1 < FIELDS ? ',' : '\n');
    }
    return write_row(output, &row, error);
}

static plume_status write_once(plume_output *output, const plume_run *run,
                               plume_error *error)
{
    plume_text row;

    plume_text_init(&row);
    for (size_t i = 0; i < FIELDS; i++) {
        put_field(&row, run, &fields[i]);
        plume_text_add_char(&row, i + 1 < FIELDS ? ',' : '\n');
    }
    return write_row(output, &row, error);
}

/* --- repeated runs --- */

/* A run described once with a number of repeats becomes runs with ids of their own,
 * or all but one would be doubles. */
plume_status plume_run_each(const plume_run *run, plume_run_sink sink, plume_error *error)
{
    plume_run one = *run;
    plume_text id;
    plume_status status = PLUME_OK;

    if (run->repeat <= 1.0)
        return sink.take(sink.state, run, error);
    plume_text_init(&id);
    one.repeat = 1.0;
    for (double k = 1.0; k <= run->repeat && status == PLUME_OK; k++) {
        plume_text_clear(&id);
        plume_text_printf(&id, "%s/", run->id);
        plume_number_print(&id, k);
        one.id = id.data;
        status = plume_text_status(&id, error);
        if (status == PLUME_OK)
            status = sink.take(sink.state, &one, error);
    }
    plume_text_dispose(&id);
    return status;
}

static plume_status write_one(void *output, const plume_run *run, plume_error *error)
{
    return write_once(output, run, error);
}

plume_status plume_runs_csv_write(plume_output *output, const plume_run *run,
                                  plume_error *error)
{
    return plume_run_each(run, (plume_run_sink){ write_one, output }, error);
}

/* --- as a value --- */

static void set_words(plume_value *map, const char *name, const char *text)
{
    plume_value *list = plume_value_set_list(map, name);

    for (text += strspn(text, " "); *text != '\0'; text += strspn(text, " ")) {
        size_t length = strcspn(text, " ");

        plume_node_set_text(plume_node_add(list, NULL, PLUME_STRING), text, length);
        text += length;
    }
}

static void set_time(plume_value *map, const char *name, double unix_s)
{
    plume_text text;

    plume_text_init(&text);
    plume_time_print(&text, unix_s);
    if (text.status != PLUME_OK)
        plume_node_fail(map, text.status);
    plume_value_set_string(map, name, text.length == 0 ? NULL : text.data);
    plume_text_dispose(&text);
}

static void set_field(plume_value *map, const plume_run *run, const field *which)
{
    const char *text = text_of(run, which);

    switch (which->kind) {
    case NUMBER:
        plume_value_set_number(map, which->name, number_of(run, which));
        break;
    case TIME:
        set_time(map, which->name, number_of(run, which));
        break;
    case COUNT:
        if (count_of(run, which) > 0)
            plume_value_set_count(map, which->name, count_of(run, which));
        else
            plume_value_set_null(map, which->name);
        break;
    case WORDS:
        set_words(map, which->name, text);
        break;
    case TEXT:
    case ROLE:
    case STATE:
    case SCOPE:
    case EVIDENCE:
        plume_value_set_string(map, which->name, text[0] == '\0' ? NULL : text);
        break;
    }
}

static void set_account(plume_value *list, const plume_told *told)
{
    plume_value *map = plume_value_set_map(list, NULL);

    plume_value_set_string(map, "reader", told->reader);
    plume_value_set_string(map, "path", told->path);
    if (told->line > 0)
        plume_value_set_count(map, "line", told->line);
    else
        plume_value_set_null(map, "line");
    plume_value_set_string(map, "relation", told->relation);
    plume_value_set_string(map, "rule", told->rule[0] == '\0' ? NULL : told->rule);
    plume_value_set_number(map, "duration_s", told->duration_s);
    plume_value_set_number(map, "energy_kwh", told->energy_kwh);
}

static void set_told(plume_value *map, const plume_run *run)
{
    plume_value *list = plume_value_set_list(map, "told_by");
    plume_told alone = {
        run->origin.reader, run->origin.path,     run->origin.line, "alone", "",
        run->duration_s,    run->energy.total_kwh
    };

    if (run->told_count == 0)
        set_account(list, &alone);
    for (size_t i = 0; i < run->told_count; i++)
        set_account(list, &run->told_by[i]);
    plume_value_set_number(map, "used_s", run->used_s);
}

void plume_run_to_value(plume_value *map, const plume_run *run)
{
    for (size_t i = 0; i < FIELDS; i++)
        set_field(map, run, &fields[i]);
    set_told(map, run);
}

void plume_other_to_value(plume_value *map, const plume_run *other)
{
    plume_value_set_string(map, "kind", plume_other_name(other->other));
    plume_value_set_string(map, "path", other->origin.path);
    if (other->origin.line > 0)
        plume_value_set_count(map, "line", other->origin.line);
    else
        plume_value_set_null(map, "line");
    set_time(map, "start", other->start_s);
    set_time(map, "end", other->end_s);
    plume_value_set_number(map, "duration_s", other->duration_s);
    plume_value_set_number(map, "device_count", other->device_count);
    plume_value_set_number(map, "energy_kwh", other->energy.total_kwh);
}
