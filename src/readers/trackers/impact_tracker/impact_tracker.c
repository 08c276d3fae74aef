/* experiment-impact-tracker: impacttracker/data.json, one JSON object a line for each
 * sample, and info.pkl beside it. One folder is one run. */
#include <math.h>
#include <string.h>

#include "core/input/source_text.h"
#include "core/number/exact_sum.h"
#include "core/number/units.h"
#include "readers/trackers/impact_tracker/info.h"
#include "logs/reader.h"
#include <plume/number.h>
#include <plume/value.h>

/* What the tracker multiplies its totals with (emissions/constants.py, version 0.1). */
#define TRACKER_PUE 1.58
/* Samples come every 9 to 11 s; longer silences are bridged, not measured. */
#define GAP_S               60.0
#define COVERAGE_TOLD_BELOW 0.95
/* No grid emits more; no machine that one process samples draws more. */
#define GRAMS_PER_KWH_MAX 1e5
#define WATTS_MAX         1e9
#define TIME_MAX_S        1e11 /* the year 5138 */

/* NAN: the sample does not say. */
typedef struct sample {
    double time_s, cpu_w, gpu_w, kg_per_kwh;
} sample;

/* One component's share. */
typedef struct component {
    plume_sum kwh;
    double unknown_s; /* time over which it was not sampled */
    bool seen;
} component;

typedef struct reading {
    plume_log *log;
    plume_impact_info info;
    uint64_t line, samples, gaps;
    sample last;
    double first_s, bridged_s;
    component cpu, gpu;
    double gpus;            /* most that one sample lists; NAN: none */
    plume_sum priced_kg;    /* with the tracker's PUE */
    plume_sum unpriced_kwh; /* spent before the first intensity was known; IT energy */
    double kg_per_kwh;      /* the last that was known */
} reading;

/* 0 to 100: the draws are this tracker's own words; the rest it shares with others. */
static int confidence(const plume_head *head)
{
    static const char *const telling[] = {
        "\"rapl_estimated_attributable_power_draw\"",
        "\"nvidia_estimated_attributable_power_draw\"",
        "\"average_gpu_estimated_utilization_absolute\""
    };

    if (head->bytes[strspn(head->bytes, " \t\r\n")] != '{' ||
        strstr(head->bytes, "\"timestamp\"") == NULL)
        return 0;
    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (strstr(head->bytes, telling[i]) != NULL)
            return 95;
    if (strstr(head->bytes, "\"cpu_time_seconds\"") != NULL &&
        strstr(head->bytes, "\"relative_mem_usage\"") != NULL)
        return 85;
    return 0;
}

/* --- one sample --- */

/* A draw that is negative is no draw: a counter went round. Nor is one of a gigawatt. */
static double draw_w(reading *r, const plume_value *line, const char *key)
{
    double watts = plume_value_number(plume_value_get(line, key));

    if (!(watts < 0.0 || watts > WATTS_MAX))
        return watts;
    plume_log_note(r->log, PLUME_WARNING, r->line, "impossible-power",
                   "%s is %s: the draw of this sample is unknown", key,
                   watts < 0.0 ? "negative" : "above a gigawatt");
    return NAN;
}

/* g/kWh; the text "n/a" when the service did not answer. */
static double intensity_kg_per_kwh(const plume_value *line)
{
    const plume_value *value = plume_value_get(line, "realtime_carbon_intensity");
    const char *text = plume_value_string(value);
    double grams = plume_value_number(value);

    if (isnan(grams))
        (void)plume_number_parse(&grams, text, strlen(text));
    return grams >= 0.0 && grams <= GRAMS_PER_KWH_MAX ? grams / GRAMS_PER_KG : NAN;
}

static void count_gpus(reading *r, const plume_value *line)
{
    size_t count = plume_value_count(plume_value_get(line, "per_gpu_power_draw"));

    if (count > 0 && !((double)count <= r->gpus))
        r->gpus = (double)count;
}

/* False when the line was rejected. */
static bool take_sample(reading *r, const plume_value *line, sample *taken)
{
    double time_s = plume_value_number(plume_value_get(line, "timestamp"));

    if (!(time_s > 0.0 && time_s < TIME_MAX_S)) {
        plume_log_reject(r->log, r->line, 0, "no-timestamp",
                         "the sample has no timestamp in seconds since 1970");
        return false;
    }
    if (time_s < r->last.time_s) {
        plume_log_reject(r->log, r->line, 0, "time-goes-back",
                         "the sample is older than the one before it");
        return false;
    }
    taken->time_s = time_s;
    taken->cpu_w = draw_w(r, line, "rapl_estimated_attributable_power_draw");
    taken->gpu_w = draw_w(r, line, "nvidia_estimated_attributable_power_draw");
    taken->kg_per_kwh = intensity_kg_per_kwh(line);
    count_gpus(r, line);
    return true;
}

/* --- integration, by the tracker's own rule --- */

static double spend_component(component *part, double watts, double seconds)
{
    double kwh = watts * seconds / JOULES_PER_KWH;

    if (!isfinite(kwh)) {
        part->unknown_s += seconds;
        return 0.0;
    }
    part->seen = true;
    plume_sum_add(&part->kwh, kwh);
    return kwh;
}

static void price(reading *r, double kg_per_kwh, double kwh)
{
    plume_sum_add(&r->priced_kg, TRACKER_PUE * kg_per_kwh * kwh);
}

/* The draws of one sample over an interval. The intensity is carried forward from the
 * last sample that had one; what was spent before the first one is held back for it. */
static void spend(reading *r, const sample *with, double seconds)
{
    double kwh = spend_component(&r->cpu, with->cpu_w, seconds) +
                 spend_component(&r->gpu, with->gpu_w, seconds);

    if (isnan(r->kg_per_kwh) && !isnan(with->kg_per_kwh)) {
        plume_sum_add(&r->priced_kg,
                      TRACKER_PUE * with->kg_per_kwh * plume_sum_value(&r->unpriced_kwh));
        r->unpriced_kwh = (plume_sum){ .pending = 0 };
    }
    if (!isnan(with->kg_per_kwh))
        r->kg_per_kwh = with->kg_per_kwh;
    if (isnan(r->kg_per_kwh))
        plume_sum_add(&r->unpriced_kwh, kwh);
    else
        price(r, r->kg_per_kwh, kwh);
}

/* The interval that a sample ends is spent at that sample's draws; the first interval
 * begins with the run, if it is known when. */
static void add_sample(reading *r, const sample *taken)
{
    double from_s = r->last.time_s;

    if (r->samples++ == 0) {
        r->first_s = taken->time_s;
        plume_impact_info_resolve_start(&r->info, r->log, taken->time_s);
        from_s = isnan(r->info.start_s) ? taken->time_s : r->info.start_s;
    } else if (taken->time_s - from_s > GAP_S) {
        r->gaps++;
        r->bridged_s += taken->time_s - from_s;
    }
    spend(r, taken, taken->time_s - from_s);
    r->last = *taken;
}

static plume_status read_line(reading *r, const char *text, size_t length,
                              plume_error *error)
{
    plume_error why = { .status = PLUME_OK };
    plume_value *line = NULL;
    sample taken;
    plume_status status;

    if (length == strspn(text, " \t"))
        return PLUME_OK;
    status = plume_json_parse(&line, text, length, plume_log_path(r->log), NULL, &why);
    if (status == PLUME_ERR_MEMORY)
        return plume_fail_memory(error);
    if (status != PLUME_OK)
        plume_log_reject(r->log, r->line, why.column, "torn-line",
                         "the line is no whole JSON object: %s", why.message);
    else if (plume_value_kind(line) != PLUME_MAP)
        plume_log_reject(r->log, r->line, 0, "not-a-sample",
                         "the line is JSON, but no object");
    else if (take_sample(r, line, &taken))
        add_sample(r, &taken);
    plume_value_free(line);
    return PLUME_OK;
}

/* --- the run --- */

static double known_kwh(const component *part)
{
    return part->seen ? plume_sum_value(&part->kwh) : NAN;
}

/* Share of the run that samples cover, for whichever component has less; NAN when the
 * run's own start or end is not known. */
static double coverage(const reading *r, double duration_s)
{
    double unknown_s =
        fmax(r->cpu.seen ? r->cpu.unknown_s : 0.0, r->gpu.seen ? r->gpu.unknown_s : 0.0);
    double measured_s = r->last.time_s - r->first_s - r->bridged_s - unknown_s;

    if (isnan(r->info.start_s) || isnan(r->info.end_s) || !(duration_s > 0.0))
        return NAN;
    return fmin(fmax(measured_s, 0.0) / duration_s, 1.0);
}

/* The tracker multiplies by one PUE for everything it measured; the samples
 * themselves are before it, so the total is theirs and the logged figure is what the
 * tracker would print. Without RAPL only the GPUs are known, and the scope is
 * smaller. */
static void fill_energy(plume_run *run, const reading *r)
{
    plume_energy *energy = &run->energy;

    energy->cpu_kwh = known_kwh(&r->cpu);
    energy->gpu_kwh = known_kwh(&r->gpu);
    if (!(run->duration_s > 0.0))
        energy->cpu_kwh = energy->gpu_kwh = NAN;
    energy->pue_included = TRACKER_PUE;
    energy->evidence = PLUME_EVIDENCE_TRACKER;
    energy->coverage = coverage(r, run->duration_s);
    if (!isnan(energy->cpu_kwh) && !isnan(energy->gpu_kwh))
        energy->total_kwh = energy->cpu_kwh + energy->gpu_kwh;
    else
        energy->total_kwh = isnan(energy->cpu_kwh) ? energy->gpu_kwh : energy->cpu_kwh;
    if (r->cpu.seen)
        energy->scope = PLUME_SCOPE_IT;
    else if (r->gpu.seen)
        energy->scope = PLUME_SCOPE_DEVICE;
    energy->logged_kwh = TRACKER_PUE * energy->total_kwh;
}

static void fill_carbon(plume_run *run, const reading *r)
{
    double unpriced_kwh = plume_sum_value(&r->unpriced_kwh);
    double kg = plume_sum_value(&r->priced_kg);

    if (isnan(run->energy.total_kwh))
        return;
    if (unpriced_kwh > 0.0)
        kg += TRACKER_PUE * r->info.average_kg_per_kwh * unpriced_kwh;
    run->logged_co2e_kg = kg;
    if (run->energy.logged_kwh > 0.0)
        run->logged_intensity_kg_per_kwh = kg / run->energy.logged_kwh;
}

/* The folder above impacttracker, or whichever folder holds the file. */
static void print_id(plume_text *id, const char *path)
{
    static const char own[] = "impacttracker";
    const char *end = strrchr(path, '/'), *begin;
    int step;

    for (step = 0; step < 2 && end != NULL; step++) {
        for (begin = end; begin > path && begin[-1] != '/';)
            begin--;
        if ((size_t)(end - begin) != strlen(own) ||
            strncmp(begin, own, strlen(own)) != 0) {
            plume_text_add_n(id, begin, (size_t)(end - begin));
            break;
        }
        end = begin > path ? begin - 1 : NULL;
    }
    if (id->length == 0)
        plume_text_add(id, path);
}

/* Says what is missing or odd, and keeps the codes for the run's own row. */
static void add_notes(reading *r, const plume_run *run, plume_text *warnings)
{
    double share = run->energy.coverage;

    if (!r->cpu.seen && !r->gpu.seen) {
        plume_text_add(warnings, "no-power ");
        plume_log_note(r->log, PLUME_WARNING, 0, "no-power",
                       "no sample has a power draw: the energy is unknown");
    } else if (!r->cpu.seen) {
        plume_text_add(warnings, "device-scope ");
        plume_log_note(r->log, PLUME_WARNING, 0, "device-scope",
                       "no sample has a processor draw: the energy is that of the "
                       "accelerators alone");
    }
    if (r->gaps > 0) {
        plume_text_add(warnings, "gaps ");
        plume_log_note(r->log, PLUME_WARNING, 0, "gaps",
                       "silences of more than 60 s (%llu, %llu s together) are bridged "
                       "with the draw "
                       "of the sample that ends them",
                       (unsigned long long)r->gaps, (unsigned long long)r->bridged_s);
    }
    if (share < COVERAGE_TOLD_BELOW) {
        plume_text_add(warnings, "low-coverage ");
        plume_log_note(
            r->log, PLUME_WARNING, 0, "low-coverage",
            "samples cover %d %% of the run: the rest repeats their draws, as the "
            "tracker does",
            (int)lround(100.0 * share));
    }
    if (run->duration_s <= 0.0) {
        plume_text_add(warnings, "single-sample ");
        plume_log_note(r->log, PLUME_WARNING, 0, "single-sample",
                       "one sample and no known start or end make no energy");
    }
    if (isnan(run->logged_co2e_kg) && !isnan(run->energy.total_kwh))
        plume_log_note(r->log, PLUME_INFO, 0, "no-intensity",
                       "no sample and no region average gives a carbon intensity");
    if (warnings->length > 0)
        warnings->data[--warnings->length] = '\0';
}

/* info.pkl has start, end and devices; without it the first and last samples stand
 * in. */
static plume_status push_run(reading *r, plume_error *error)
{
    plume_text id, identity, warnings, note;
    plume_run run;
    plume_status status;

    plume_text_init(&id);
    plume_text_init(&identity);
    plume_text_init(&warnings);
    plume_text_init(&note);
    plume_run_init(&run);
    run.start_s = isnan(r->info.start_s) ? r->first_s : r->info.start_s;
    run.end_s = isnan(r->info.end_s) ? r->last.time_s : r->info.end_s;
    run.duration_s = run.end_s - run.start_s;
    run.device = r->info.device.data;
    run.device_count = isnan(r->info.gpu_count) ? r->gpus : r->info.gpu_count;
    run.location = r->info.location;
    fill_energy(&run, r);
    fill_carbon(&run, r);

    print_id(&id, plume_log_path(r->log));
    plume_text_add(&identity, "impact-tracker ");
    (void)plume_number_print(&identity, r->first_s);
    plume_text_printf(&note,
                      "experiment-impact-tracker%s%s: the share of its own processes",
                      r->info.version[0] == '\0' ? "" : " ", r->info.version);
    add_notes(r, &run, &warnings);
    run.id = id.data;
    run.identity = identity.data;
    run.warnings = warnings.data;
    run.note = note.data;

    status = plume_text_status(&id, error);
    if (status == PLUME_OK)
        status = plume_text_status(&identity, error);
    if (status == PLUME_OK)
        status = plume_text_status(&warnings, error);
    if (status == PLUME_OK)
        status = plume_text_status(&note, error);
    if (status == PLUME_OK)
        status = plume_log_run(r->log, &run, 1, error);
    plume_text_dispose(&note);
    plume_text_dispose(&warnings);
    plume_text_dispose(&identity);
    plume_text_dispose(&id);
    return status;
}

/* The last draws are repeated up to the end of the run, if it is known when. */
static void finish(reading *r)
{
    plume_impact_info_resolve_end(&r->info, r->log, r->last.time_s);
    if (!isnan(r->info.end_s))
        spend(r, &r->last, r->info.end_s - r->last.time_s);
}

static plume_status read_samples(reading *r, plume_error *error)
{
    plume_source_stream *source = plume_log_source(r->log);
    const char *text;
    size_t length;
    plume_status status;

    for (;;) {
        status = plume_source_line(source, &text, &length, &r->line, error);
        if (status != PLUME_OK || text == NULL)
            return status;
        status = read_line(r, text, length, error);
        if (status != PLUME_OK)
            return status;
    }
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading r = { .log = log, .gpus = NAN, .kg_per_kwh = NAN };
    plume_status status;

    status = plume_impact_info_read(&r.info, log, error);
    if (status == PLUME_OK)
        status = read_samples(&r, error);
    if (status == PLUME_OK && r.samples > 0) {
        finish(&r);
        status = push_run(&r, error);
    }
    plume_impact_info_dispose(&r.info);
    return status;
}

const plume_reader plume_reader_impact_tracker = {
    .name = "impact_tracker",
    .title = "experiment-impact-tracker data.json",
    .confidence = confidence,
    .marks = { "_estimated_", "cpu_time_seconds" },
    .read = read,
};
