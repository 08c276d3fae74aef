/* A CSV that a person writes, and Plume's own runs.csv: one row a run, columns by name.
 */
#include "readers/tidy.h"

#include "core/number/units.h"
#include "logs/unknown_time.h"
#include "traces/device_names.h"
#include "core/data/formula.h"

#include <math.h>
#include <string.h>

#include <plume/number.h>

static const plume_run_column columns[] = {
    { "run_id", PLUME_FIELD_ID, 1, PLUME_REQUIRED },
#define COLUMN(name, field) { name, PLUME_FIELD_##field, 1, PLUME_OPTIONAL },
#include "readers/tidy_columns.def"
#undef COLUMN
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
    bool experiments; /* not runs.csv: as people write it */
    bool count_told, pue_told;
    plume_text identity, codes, id;
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

/* The name of an experiment is its id; without one it is known by its line. */
static void name_run(reading *r, plume_run *run, uint64_t line)
{
    if (r->experiments && run->name[0] == '\0')
        run->name = run->id;
    if (run->id[0] != '\0')
        return;
    plume_text_clear(&r->id);
    plume_text_printf(&r->id, "line-%llu", (unsigned long long)line);
    run->id = r->id.data;
}

static plume_status take_row(reading *r, plume_run *run, uint64_t line,
                             plume_error *error)
{
    plume_status status;

    bare_text(run);
    name_run(r, run, line);
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

plume_status plume_tidy_read(plume_log *log, const plume_run_column *wanted,
                             plume_error *error)
{
    reading r = { .log = log, .experiments = wanted != columns };
    uint64_t line = 1;
    plume_run run;
    plume_status status = plume_run_table_open(&r.table, log, wanted, ',', error);

    if (status != PLUME_OK)
        return status;
    plume_text_init(&r.identity);
    plume_text_init(&r.codes);
    plume_text_init(&r.id);
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
    plume_text_dispose(&r.id);
    plume_run_table_close(r.table);
    return status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    return plume_tidy_read(log, columns, error);
}

const plume_reader plume_reader_tidy = {
    .name = "tidy",
    .title = "a table of runs (runs.csv)",
    .confidence = confidence,
    .marks = { "run_id" },
    .read = read,
};
