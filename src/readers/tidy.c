/* A CSV that a person writes, and Plume's own runs.csv: one row a run, columns by name.
 */
#include "core/number/units.h"
#include "logs/run_table.h"
#include "logs/unknown_time.h"
#include "traces/device_names.h"
#include "core/data/formula.h"

#include <math.h>
#include <string.h>

#include <plume/number.h>

static const plume_run_column columns[] = {
    { "run_id", PLUME_FIELD_ID, 1, PLUME_REQUIRED },
    { "study", PLUME_FIELD_STUDY, 1, PLUME_OPTIONAL },
    { "group", PLUME_FIELD_STUDY, 1, PLUME_OPTIONAL },
    { "name", PLUME_FIELD_NAME, 1, PLUME_OPTIONAL },
    { "role", PLUME_FIELD_ROLE, 1, PLUME_OPTIONAL },
    { "phase", PLUME_FIELD_ROLE, 1, PLUME_OPTIONAL },
    { "state", PLUME_FIELD_STATE, 1, PLUME_OPTIONAL },
    { "start", PLUME_FIELD_START, 1, PLUME_OPTIONAL },
    { "end", PLUME_FIELD_END, 1, PLUME_OPTIONAL },
    { "duration_s", PLUME_FIELD_DURATION_S, 1, PLUME_OPTIONAL },
    { "hours", PLUME_FIELD_HOURS, 1, PLUME_OPTIONAL },
    { "device", PLUME_FIELD_DEVICE, 1, PLUME_OPTIONAL },
    { "device_count", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "n_devices", PLUME_FIELD_DEVICE_COUNT, 1, PLUME_OPTIONAL },
    { "devices", PLUME_FIELD_DEVICES, 1, PLUME_OPTIONAL },
    { "device_ids", PLUME_FIELD_DEVICES, 1, PLUME_OPTIONAL },
    { "host", PLUME_FIELD_HOST, 1, PLUME_OPTIONAL },
    { "host_ids", PLUME_FIELD_HOST, 1, PLUME_OPTIONAL },
    { "machine", PLUME_FIELD_MACHINE, 1, PLUME_OPTIONAL },
    { "logged_energy_kwh", PLUME_FIELD_LOGGED_KWH, 1, PLUME_OPTIONAL },
    { "energy_kwh", PLUME_FIELD_ENERGY_KWH, 1, PLUME_OPTIONAL },
    { "energy_scope", PLUME_FIELD_SCOPE, 1, PLUME_OPTIONAL },
    { "boundary", PLUME_FIELD_SCOPE, 1, PLUME_OPTIONAL },
    { "pue_included", PLUME_FIELD_PUE_INCLUDED, 1, PLUME_OPTIONAL },
    { "pue", PLUME_FIELD_SITE_PUE, 1, PLUME_OPTIONAL },
    { "energy_cpu_kwh", PLUME_FIELD_CPU_KWH, 1, PLUME_OPTIONAL },
    { "energy_gpu_kwh", PLUME_FIELD_GPU_KWH, 1, PLUME_OPTIONAL },
    { "energy_ram_kwh", PLUME_FIELD_RAM_KWH, 1, PLUME_OPTIONAL },
    { "evidence", PLUME_FIELD_EVIDENCE, 1, PLUME_OPTIONAL },
    { "coverage", PLUME_FIELD_COVERAGE, 1, PLUME_OPTIONAL },
    { "power_w", PLUME_FIELD_POWER_W, 1, PLUME_OPTIONAL },
    { "utilization", PLUME_FIELD_UTILIZATION, 1, PLUME_OPTIONAL },
    { "processor", PLUME_FIELD_PROCESSOR, 1, PLUME_OPTIONAL },
    { "cores", PLUME_FIELD_CORES, 1, PLUME_OPTIONAL },
    { "core_power_w", PLUME_FIELD_CORE_W, 1, PLUME_OPTIONAL },
    { "core_utilization", PLUME_FIELD_CORE_USE, 1, PLUME_OPTIONAL },
    { "memory_gb", PLUME_FIELD_MEMORY_GB, 1, PLUME_OPTIONAL },
    { "efficiency", PLUME_FIELD_EFFICIENCY, 1, PLUME_OPTIONAL },
    { "parameters", PLUME_FIELD_PARAMETERS, 1, PLUME_OPTIONAL },
    { "tokens", PLUME_FIELD_TOKENS, 1, PLUME_OPTIONAL },
    { "co2e_kg", PLUME_FIELD_CO2E_KG, 1, PLUME_OPTIONAL },
    { "intensity_kg_per_kwh", PLUME_FIELD_INTENSITY_KG_PER_KWH, 1, PLUME_OPTIONAL },
    { "location", PLUME_FIELD_LOCATION, 1, PLUME_OPTIONAL },
    { "provider", PLUME_FIELD_PROVIDER, 1, PLUME_OPTIONAL },
    { "region", PLUME_FIELD_REGION, 1, PLUME_OPTIONAL },
    { "flops", PLUME_FIELD_FLOPS, 1, PLUME_OPTIONAL },
    { "objective", PLUME_FIELD_OBJECTIVE, 1, PLUME_OPTIONAL },
    { "repeat", PLUME_FIELD_REPEAT, 1, PLUME_OPTIONAL },
    { "warnings", PLUME_FIELD_WARNINGS, 1, PLUME_OPTIONAL },
    { "note", PLUME_FIELD_NOTE, 1, PLUME_OPTIONAL },
    /* where a run of our own runs.csv came from; here it comes from that file */
    { "reader", PLUME_FIELD_TOOL, 1, PLUME_OPTIONAL },
    { "tool_version", PLUME_FIELD_TOOL_VERSION, 1, PLUME_OPTIONAL },
    { "account", PLUME_FIELD_ACCOUNT, 1, PLUME_OPTIONAL },
    { "user", PLUME_FIELD_USER, 1, PLUME_OPTIONAL },
    { "project", PLUME_FIELD_PROJECT, 1, PLUME_OPTIONAL },
    { "partition", PLUME_FIELD_PARTITION, 1, PLUME_OPTIONAL },
    { "model", PLUME_FIELD_MODEL, 1, PLUME_OPTIONAL },
    { "tags", PLUME_FIELD_TAGS, 1, PLUME_OPTIONAL },
    { "path", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { "line", PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
    { NULL, PLUME_FIELD_NONE, 1, PLUME_OPTIONAL },
};

/* What a log of runs says at the least, beside the id. */
static const char *const quantities[] = { "hours",      "duration_s",        "start",
                                          "energy_kwh", "logged_energy_kwh", "flops" };
enum { QUANTITIES = sizeof quantities / sizeof quantities[0] };

#define DISAGREEMENT 0.01 /* of two figures that should be the same */

typedef struct reading {
    plume_log *log;
    plume_run_table *table;
    bool own; /* our own runs.csv: what is empty there is unknown, not a default */
    bool count_told, pue_told;
    plume_text identity, codes;
} reading;

/* --- whether it is one --- */

static int confidence(const plume_head *head)
{
    static const char *const id[] = { "run_id", NULL };
    static const char *const ours[] = { "run_id", "energy_scope", "pue_included",
                                        "reader", "line",         NULL };
    /* Spelled otherwise it is still meant; the error then says how it is spelled. */
    static const char *const nearly[] = { "Run ID", "run id", "runid", "run-id",
                                          "RunID",  "runId",  "RUN_ID" };
    bool has_id = plume_head_has_columns(head, ',', id), has_nearly = false;

    if (plume_head_has_columns(head, ',', ours))
        return 95;
    for (size_t i = 0; i < sizeof nearly / sizeof nearly[0]; i++)
        has_nearly =
            has_nearly ||
            plume_head_has_columns(head, ',', (const char *const[]){ nearly[i], NULL });
    for (size_t i = 0; i < QUANTITIES; i++)
        if ((has_id || has_nearly) &&
            plume_head_has_columns(head, ',',
                                   (const char *const[]){ quantities[i], NULL }))
            return has_id ? 80 : 40;
    return 0;
}

/* --- text --- */

/* Takes off the apostrophe that keeps a spreadsheet from running a formula. */
static void bare_text(plume_run *run)
{
    const char **const text[] = { &run->id,
                                  &run->study,
                                  &run->name,
                                  &run->device,
                                  &run->host,
                                  &run->location,
                                  &run->region,
                                  &run->provider,
                                  &run->machine,
                                  &run->warnings,
                                  &run->note,
                                  &run->compute.processor,
                                  &run->devices,
                                  &run->owner.account,
                                  &run->owner.project,
                                  &run->owner.partition,
                                  &run->owner.model,
                                  &run->owner.user };

    for (size_t i = 0; i < sizeof text / sizeof text[0]; i++)
        *text[i] = plume_formula_bare(*text[i]);
}

/* --- time --- */

static bool differ(double a, double b)
{
    return fabs(a - b) > DISAGREEMENT * fmax(fabs(a), fabs(b));
}

static void note_duration(const reading *r, const plume_run *run, double other_s,
                          const char *other, uint64_t line)
{
    plume_text message;

    if (isnan(other_s) || !differ(run->duration_s, other_s))
        return;
    plume_text_init(&message);
    plume_text_add(&message, "the duration is ");
    plume_number_significant(&message, run->duration_s / SECONDS_PER_HOUR, 6);
    plume_text_printf(&message, " h, but %s make ", other);
    plume_number_significant(&message, other_s / SECONDS_PER_HOUR, 6);
    plume_text_add(&message, " h; the first is used");
    plume_log_note(r->log, PLUME_WARNING, line, "duration-disagrees", "%s", message.data);
    plume_text_dispose(&message);
}

/* Of a day that nobody knows the hours are known all the same. */
static double unknown_span_s(const reading *r)
{
    return plume_span_of_unknown_times(plume_run_table_cell(r->table, "start").text,
                                       plume_run_table_cell(r->table, "end").text);
}

/* The duration as given, else from start to end. false: the row was rejected. */
static bool settle_time(reading *r, plume_run *run, uint64_t line)
{
    double span_s = run->end_s - run->start_s, hours = NAN;
    plume_field cell = plume_run_table_cell(r->table, "hours");

    if (span_s < 0.0) {
        plume_run_table_reject(r->table, "end", "negative-duration",
                               "end is before start");
        return false;
    }
    if (isnan(run->duration_s)) {
        run->duration_s = isnan(span_s) ? unknown_span_s(r) : span_s;
        return true;
    }
    note_duration(r, run, span_s, "start and end", line);
    if (cell.length > 0 && plume_run_table_cell(r->table, "duration_s").length > 0 &&
        plume_quantity_parse(&hours, PLUME_DIMENSION_TIME, cell.text, cell.length,
                             NULL) == PLUME_OK)
        note_duration(r, run, hours * SECONDS_PER_HOUR, "the hours", line);
    return true;
}

/* --- energy --- */

/* logged_kwh holds the PUE that the log says is inside, total_kwh does not. */
static void settle_energy(reading *r, plume_energy *energy, uint64_t line)
{
    double with_pue_kwh = energy->total_kwh * energy->pue_included;

    if (isnan(energy->total_kwh)) {
        energy->total_kwh = energy->logged_kwh / energy->pue_included;
        return;
    }
    if (!isnan(energy->logged_kwh)) {
        if (differ(energy->logged_kwh, with_pue_kwh))
            plume_log_note(r->log, PLUME_WARNING, line, "energy-disagrees",
                           "logged_energy_kwh is not energy_kwh times pue_included; "
                           "energy_kwh is used");
        return;
    }
    if (!r->own)
        energy->logged_kwh = with_pue_kwh;
    if (energy->pue_included > 1.0 && !r->own && !r->pue_told) {
        r->pue_told = true;
        plume_log_note(r->log, PLUME_WARNING, line, "energy-without-pue",
                       "energy_kwh is taken as not holding the PUE of pue_included; an "
                       "energy that holds it belongs into logged_energy_kwh");
    }
}

/* Hours at an average power are an energy, so that what is written of the run needs no
 * more than that to be read back. Its evidence is what the row says of it. */
static void energy_of_power(plume_run *run)
{
    plume_energy *energy = &run->energy;
    double kwh = run->power_w / WATTS_PER_KILOWATT * (run->duration_s / SECONDS_PER_HOUR);

    if (!isnan(energy->total_kwh) || isnan(kwh))
        return;
    energy->total_kwh = kwh;
    if (energy->scope == PLUME_SCOPE_UNKNOWN)
        energy->scope = PLUME_SCOPE_IT;
    if (energy->scope == PLUME_SCOPE_DEVICE)
        energy->gpu_kwh = kwh;
    if (energy->evidence == PLUME_EVIDENCE_UNKNOWN)
        energy->evidence = PLUME_EVIDENCE_ASSUMED;
}

/* --- place --- */

/* What a person writes of a run is stated of its site, and our own runs.csv says so by a
 * code; its other rows have what a tool printed. */
static void settle_intensity(reading *r, plume_run *run)
{
    static const char code[] = "intensity-stated";
    bool coded = strstr(run->warnings, code) != NULL;

    if (isnan(run->logged_intensity_kg_per_kwh) || (r->own && !coded) ||
        plume_run_has_default_intensity(run))
        return;
    run->site_kg_per_kwh = run->logged_intensity_kg_per_kwh;
    if (coded)
        return;
    plume_text_clear(&r->codes);
    plume_text_printf(&r->codes, "%s%s%s", run->warnings,
                      run->warnings[0] != '\0' ? " " : "", code);
    run->warnings = r->codes.data;
}

/* --- defaults --- */

/* Those that are named; NAN without names. */
static double count_devices(const plume_run *run)
{
    const char *list = run->devices;
    plume_device_name name;
    double count = 0.0;

    while (plume_device_names_next(&name, &list))
        count++;
    return count > 0.0 ? count : (double)NAN;
}

static void assume(reading *r, plume_run *run, uint64_t line)
{
    const plume_input_options *options = plume_log_options(r->log);

    if (isnan(run->device_count))
        run->device_count = count_devices(run);
    if (r->own)
        return;
    if (isnan(run->device_count) && isnan(options->device_count) &&
        run->device[0] != '\0') {
        run->device_count = 1.0;
        if (!r->count_told)
            plume_log_note(r->log, PLUME_ASSUMED, line, "device-count-assumed",
                           "runs without a device_count are taken as having one device");
        r->count_told = true;
    }
}

/* --- identity --- */

static void add_numbers(plume_text *text, const double *number, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        plume_text_add_char(text, ',');
        plume_number_print(text, number[i]);
    }
}

/* People count their runs from 1 in each file: a run is the same when all of it is. */
static plume_status identify(reading *r, plume_run *run, plume_error *error)
{
    const plume_energy *energy = &run->energy;
    const char *const words[] = {
        run->id,     run->study,    run->name,    run->device,   run->host, run->location,
        run->region, run->provider, run->machine, run->warnings, run->note, run->devices
    };
    const double numbers[] = { (double)run->role,     (double)run->state,
                               (double)energy->scope, (double)energy->evidence,
                               run->start_s,          run->end_s,
                               run->duration_s,       run->device_count,
                               run->repeat,           run->power_w,
                               run->utilization,      run->flops,
                               energy->logged_kwh,    energy->total_kwh,
                               energy->cpu_kwh,       energy->gpu_kwh,
                               energy->ram_kwh,       energy->pue_included,
                               energy->coverage,      run->logged_co2e_kg,
                               run->objective,        run->logged_intensity_kg_per_kwh,
                               run->site_pue };

    plume_text_clear(&r->identity);
    plume_text_add(&r->identity, "tidy");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        plume_text_printf(&r->identity, ",%zu:", strlen(words[i]));
        plume_text_add(&r->identity, words[i]);
    }
    add_numbers(&r->identity, numbers, sizeof numbers / sizeof numbers[0]);
    run->identity = r->identity.data;
    return plume_text_status(&r->identity, error);
}

/* --- rows --- */

static bool says_nothing(const plume_run *run)
{
    return isnan(run->duration_s) && isnan(run->energy.total_kwh) && isnan(run->flops) &&
           isnan(run->compute.parameters * run->compute.tokens);
}

static plume_status take_row(reading *r, plume_run *run, uint64_t line,
                             plume_error *error)
{
    plume_status status;

    bare_text(run);
    if (!settle_time(r, run, line))
        return PLUME_OK;
    settle_energy(r, &run->energy, line);
    energy_of_power(run);
    settle_intensity(r, run);
    if (says_nothing(run) && !r->own) {
        plume_run_table_reject(r->table, "", PLUME_CODE_SILENT,
                               "needs one of hours, duration_s, start and end, "
                               "energy_kwh, flops, parameters and tokens");
        return PLUME_OK;
    }
    assume(r, run, line);
    status = identify(r, run, error);
    return status == PLUME_OK ? plume_log_run(r->log, run, line, error) : status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log };
    uint64_t line = 1;
    plume_run run;
    plume_status status = plume_run_table_open(&r.table, log, columns, ',', error);

    if (status != PLUME_OK)
        return status;
    plume_text_init(&r.identity);
    plume_text_init(&r.codes);
    r.own = plume_run_table_has(r.table, "reader") &&
            plume_run_table_has(r.table, "line") &&
            plume_run_table_has(r.table, "energy_scope");
    while (status == PLUME_OK && line > 0) {
        status = plume_run_table_next(r.table, &run, &line, error);
        if (status == PLUME_OK && line > 0)
            status = take_row(&r, &run, line, error);
    }
    plume_text_dispose(&r.identity);
    plume_text_dispose(&r.codes);
    plume_run_table_close(r.table);
    return status;
}

const plume_reader plume_reader_tidy = {
    .name = "tidy",
    .title = "a table of runs (runs.csv)",
    .confidence = confidence,
    .marks = { "run_id" },
    .read = read,
};
