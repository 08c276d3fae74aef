/* Holds the integrator of a trace, and makes one run of it at the end. */
#include "logs/power_trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/pool.h"
#include "core/number/units.h"
#include "traces/host_names.h"
#include "traces/step.h"
#include "traces/total.h"
#include "records/plausible.h"
#include "records/telling.h"
#include <plume/number.h>

struct plume_trace {
    plume_power *power;
    plume_pool *pool;
    plume_trace_about about;
    const char *rated; /* the device whose power is known */
    double rated_w;
    plume_text host;       /* of the samples that come now; "" unknown */
    const char *said_host; /* where the log does not say it */
    plume_trace_memory memory;
    const plume_series *series;
    const plume_power_watch *watch; /* NULL: nobody watches */
    const char *watched;            /* path of the log */
    plume_power_sink pieces;        /* that also want what the watch is told */
    plume_telling telling;
    uint64_t samples;
    double first_s; /* of the first sample */
    double shift_s; /* into the year that became known; or 0 */
    bool surveyed;
};

plume_status plume_trace_new(plume_trace **out, const plume_input_options *options,
                             plume_error *error)
{
    plume_power_rules rules = { options->gaps, NAN, NAN };
    plume_trace *trace = calloc(1, sizeof *trace);
    plume_status status;

    *out = NULL;
    if (trace == NULL)
        return plume_fail_memory(error);
    plume_trace_about_init(&trace->about);
    plume_text_init(&trace->host);
    trace->rated = trace->said_host = "";
    trace->rated_w = NAN;
    trace->pool = plume_pool_new();
    status = trace->pool != NULL ? plume_power_new(&trace->power, &rules, error)
                                 : plume_fail_memory(error);
    if (status != PLUME_OK) {
        plume_trace_free(trace);
        return status;
    }
    plume_power_match(trace->power, options->series);
    trace->series = options->series;
    trace->watch = options->watch;
    *out = trace;
    return PLUME_OK;
}

void plume_trace_free(plume_trace *trace)
{
    if (trace == NULL)
        return;
    plume_meters_free(trace->memory.meters);
    plume_map_free(trace->memory.hosts);
    plume_text_dispose(&trace->host);
    plume_power_free(trace->power);
    plume_pool_free(trace->pool);
    plume_telling_dispose(&trace->telling);
    free(trace);
}

/* Then whoever else wants it. */
static void tell_watch(void *state, const plume_power_piece *piece)
{
    const plume_trace *trace = state;
    plume_power_label label = plume_power_label_at(trace->power, piece->device);
    plume_power_reading reading = {
        trace->watched, label.host,    label.id,
        trace->rated_w, piece->from_s, piece->to_s,
        piece->from_w,  piece->to_w,   piece->energy_j / JOULES_PER_KWH,
        piece->measured
    };

    trace->watch->take(trace->watch->state, &reading);
    if (trace->pieces.take != NULL)
        trace->pieces.take(trace->pieces.state, piece);
}

void plume_trace_begin(plume_trace *trace, const char *path, plume_power_sink pieces)
{
    trace->surveyed = true;
    trace->pieces = pieces;
    trace->watched = path;
    if (trace->watch != NULL)
        pieces = (plume_power_sink){ tell_watch, trace };
    plume_power_begin(trace->power, pieces);
}

void plume_trace_go_on(plume_trace *trace)
{
    plume_power_go_on(trace->power);
}

bool plume_trace_conclude(plume_trace *trace)
{
    if (trace->watch != NULL || !plume_power_conclude(trace->power))
        return false;
    trace->surveyed = true;
    return true;
}

const plume_power *plume_trace_power(const plume_trace *trace)
{
    return trace->power;
}

bool plume_trace_has_samples(const plume_trace *trace)
{
    return trace != NULL && trace->samples > 0;
}

const plume_series *plume_trace_series(const plume_trace *trace)
{
    return trace->series;
}

/* Of several hosts none is told; exporters of one listen at several ports. */
const char *plume_trace_host(const plume_trace *trace)
{
    const plume_power *power = trace->power;
    const char *first =
        plume_power_count(power) > 0 ? plume_power_label_at(power, 0).host : "";

    for (size_t i = 1; i < plume_power_count(power); i++) {
        const char *host = plume_power_label_at(power, i).host;

        if (strcmp(host, first) != 0 && !plume_hosts_meet(host, first))
            return "";
    }
    return trace->about.host[0] != '\0' ? trace->about.host : trace->said_host;
}

plume_meter plume_trace_meter(const plume_trace *trace)
{
    return trace->about.scope == PLUME_SCOPE_IT ? trace->about.meter : PLUME_METER_PART;
}

const char *plume_trace_device(const plume_trace *trace)
{
    return trace->about.device;
}

/* Devices are held against their rated watts; a whole machine draws more than its
 * devices, so its limit is not theirs. */
void plume_trace_rate(plume_trace *trace, const char *device, double rated_w)
{
    plume_power_limit(trace->power, plume_plausible_most_w(trace->about.scope, rated_w));
    if (isnan(rated_w) || trace->about.scope == PLUME_SCOPE_IT)
        return;
    trace->rated = device;
    trace->rated_w = rated_w;
    plume_power_rate(trace->power, NAN, rated_w);
}

const char *plume_trace_rated(const plume_trace *trace)
{
    return trace->rated;
}

double plume_trace_rated_w(const plume_trace *trace)
{
    return trace->rated_w;
}

plume_trace_memory *plume_trace_memory_of(plume_trace *trace)
{
    return &trace->memory;
}

static bool is_told(const plume_trace *trace)
{
    return trace->surveyed || plume_telling_is_over(&trace->telling);
}

/* The first samples identify a trace: the same log, copied or grown since, begins with
 * them. As they were read, for what is taken of one depends on those before. */
static plume_status take_telling(plume_trace *trace, plume_power_sample *sample,
                                 plume_power_verdict *verdict, plume_error *error)
{
    plume_power_sample read = *sample;
    plume_status status = plume_power_take(trace->power, sample, verdict, error);

    if (status != PLUME_OK || *verdict != PLUME_POWER_USED)
        return status;
    if (trace->samples == 0)
        trace->first_s = read.t_s;
    trace->samples++;
    return plume_telling_take(&trace->telling,
                              &(plume_telling_sample){ read.device, read.t_s, read.watts,
                                                       read.counter_j, read.interval_j },
                              error);
}

bool plume_trace_take_usual(plume_trace *trace, const plume_power_sample *sample)
{
    if (trace->shift_s != 0.0 || !is_told(trace) ||
        !plume_power_take_usual(trace->power, sample))
        return false;
    trace->samples += !trace->surveyed;
    return true;
}

size_t plume_trace_take_batch(plume_trace *trace, const plume_power_batch *batch,
                              size_t first, size_t end)
{
    size_t taken;

    if (trace->shift_s != 0.0 || !is_told(trace))
        return first;
    taken = plume_power_take_batch(trace->power, batch, first, end);
    trace->samples += trace->surveyed ? 0 : taken - first;
    return taken;
}

plume_status plume_trace_take(plume_trace *trace, plume_power_sample *sample,
                              plume_power_verdict *verdict, plume_error *error)
{
    plume_status status;

    if (sample->host[0] == '\0')
        sample->host = trace->host.data;
    sample->t_s += trace->shift_s;
    if (!is_told(trace))
        return take_telling(trace, sample, verdict, error);
    status = plume_power_take(trace->power, sample, verdict, error);
    trace->samples +=
        !trace->surveyed && status == PLUME_OK && *verdict == PLUME_POWER_USED;
    return status;
}

static bool fill_text(plume_trace *trace, const char **text, const char *told)
{
    if ((*text)[0] != '\0' || told[0] == '\0')
        return true;
    told = plume_pool_copy(trace->pool, told);
    *text = told != NULL ? told : *text;
    return told != NULL;
}

static plume_status set_host(plume_trace *trace, const char *told, plume_error *error)
{
    if (told[0] == '\0')
        told = trace->said_host;
    if (strcmp(trace->host.data, told) == 0)
        return PLUME_OK;
    plume_text_clear(&trace->host);
    plume_text_add(&trace->host, told);
    return plume_text_status(&trace->host, error);
}

plume_status plume_trace_say_host(plume_trace *trace, const char *host,
                                  plume_error *error)
{
    bool unknown = strcmp(trace->host.data, trace->said_host) == 0;

    trace->said_host = plume_pool_copy(trace->pool, host);
    if (trace->said_host == NULL) {
        trace->said_host = "";
        return plume_fail_memory(error);
    }
    return unknown ? set_host(trace, "", error) : PLUME_OK;
}

/* Only what is still unknown is filled: the header of a log knows more of its device
 * than the lines at which samples repeat it. */
plume_status plume_trace_describe(plume_trace *trace, const plume_trace_about *told,
                                  plume_error *error)
{
    plume_trace_about *about = &trace->about;

    if (set_host(trace, told->host, error) != PLUME_OK)
        return PLUME_ERR_MEMORY;
    if (!fill_text(trace, &about->device, told->device) ||
        !fill_text(trace, &about->host, told->host) ||
        !fill_text(trace, &about->name, told->name) ||
        !fill_text(trace, &about->location, told->location))
        return plume_fail_memory(error);
    if (about->scope == PLUME_SCOPE_UNKNOWN) {
        about->scope = told->scope;
        about->meter = told->meter;
    }
    if (about->evidence == PLUME_EVIDENCE_UNKNOWN)
        about->evidence = told->evidence;
    if (isnan(about->device_count))
        about->device_count = told->device_count;
    if (isnan(about->logged_co2e_kg))
        about->logged_co2e_kg = told->logged_co2e_kg;
    about->of_wandb = about->of_wandb || told->of_wandb;
    about->yearless = told->relative ? told->yearless : about->yearless;
    about->relative = about->relative || told->relative || trace->memory.days_unknown;
    if (trace->shift_s != 0.0)
        about->relative = false;
    return PLUME_OK;
}

/* --- the run --- */

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash != NULL ? slash + 1 : path;
}

/* Joules inside the integrator, kilowatt-hours in a run. A counter of energy misses
 * nothing between two readings; samples of power may. */
static void set_energy(plume_run *run, const plume_trace_about *about,
                       const plume_power_total *total)
{
    plume_energy *energy = &run->energy;

    energy->total_kwh = total->energy_j / JOULES_PER_KWH;
    energy->scope =
        about->scope != PLUME_SCOPE_UNKNOWN ? about->scope : PLUME_SCOPE_DEVICE;
    energy->evidence = about->evidence;
    if (energy->evidence == PLUME_EVIDENCE_UNKNOWN)
        energy->evidence =
            total->counted ? PLUME_EVIDENCE_METERED : PLUME_EVIDENCE_SAMPLED;
    energy->coverage = total->coverage;
    if (energy->scope == PLUME_SCOPE_DEVICE)
        energy->gpu_kwh = energy->total_kwh;
}

void plume_trace_print_wandb(plume_text *out, double first_s)
{
    plume_text_clear(out);
    plume_text_add(out, "wandb samples from ");
    plume_number_fixed(out, first_s, 3);
}

/* A log whose clock starts at 0 has no place in time, so the hours of the grid cannot
 * be matched: only its duration is known. A log of accelerators is none that has
 * processors behind the same samples. */
void plume_trace_run(const plume_trace *trace, plume_run *run, const char *path,
                     plume_text *identity, plume_text *note)
{
    plume_power_total total = plume_power_sum(trace->power);
    const plume_trace_about *about = &trace->about;

    plume_run_init(run);
    run->id = last_part(path);
    run->name = about->name[0] != '\0' ? about->name : run->id;
    plume_text_printf(identity, "power trace %016llx%s",
                      (unsigned long long)trace->telling.identity,
                      about->scope == PLUME_SCOPE_IT ? " it" : "");
    if (about->of_wandb) {
        plume_trace_print_wandb(identity, trace->first_s);
        run->covers = identity->data;
    }
    run->identity = identity->data;
    run->device = about->device;
    run->host = plume_trace_host(trace);
    run->location = about->location;
    run->logged_co2e_kg = about->logged_co2e_kg;
    run->progress = (double)trace->samples;
    if (!trace->surveyed)
        return;
    if (!about->relative) {
        run->start_s = total.start_s;
        run->end_s = total.end_s;
        run->matched_kg_per_kwh = plume_matched_mean(&total.matched);
        run->matched_share = plume_matched_share(&total.matched);
    }
    if (total.devices > 0)
        run->duration_s = total.duration_s;
    run->device_count =
        isnan(about->device_count) ? (double)total.devices : about->device_count;
    set_energy(run, about, &total);
    plume_devices_print(note, trace->power);
    run->note = note->data;
}

double plume_trace_read_s(const plume_trace *trace)
{
    double span_s = 0.0;
    size_t count = 0;

    for (size_t i = 0; i < plume_power_count(trace->power); i++) {
        plume_power_device device = plume_power_at(trace->power, i);

        span_s += device.measured_s + device.gap_s;
        count += isnan(device.energy_j) ? 0 : 1;
    }
    return count > 0 ? span_s / (double)count : NAN;
}

void plume_trace_about_init(plume_trace_about *about)
{
    memset(about, 0, sizeof *about);
    about->meter = PLUME_METER_NODE;
    about->device = about->host = about->name = about->location = "";
    about->device_count = about->logged_co2e_kg = NAN;
}

/* --- parts of one trace --- */

void plume_trace_join(plume_trace *trace, const plume_trace *more)
{
    trace->samples += more->samples;
}

uint64_t plume_trace_samples(const plume_trace *trace)
{
    return trace->samples;
}

bool plume_trace_is_short(const plume_trace *trace)
{
    return !plume_telling_is_over(&trace->telling);
}

uint64_t plume_trace_prefix(const plume_trace *trace, size_t samples)
{
    return plume_telling_prefix(&trace->telling, samples);
}

/* fmin and fmax pass over NAN (C11, 7.12.12): so the first device sets both ends. */
plume_trace_span plume_trace_spans(const plume_trace *trace)
{
    plume_trace_span span = { NAN, NAN, 0.0 };

    for (size_t i = 0; i < plume_power_count(trace->power); i++) {
        plume_power_device device = plume_power_at(trace->power, i);
        double interval_s = plume_power_interval_s(trace->power, i);

        span.start_s = fmin(span.start_s, device.start_s);
        span.end_s = fmax(span.end_s, device.end_s);
        span.interval_s = fmax(span.interval_s, interval_s);
    }
    return span;
}

/* The sum of hashes knows no order. */
plume_trace_kind plume_trace_kind_of(const plume_trace *trace)
{
    plume_trace_kind kind = { trace->about.scope,
                              plume_trace_meter(trace),
                              true,
                              trace->about.relative,
                              trace->about.relative && trace->about.yearless,
                              0 };

    for (size_t i = 0; i < plume_power_count(trace->power); i++) {
        plume_power_label label = plume_power_label_at(trace->power, i);
        const char *name = label.key[0] != '\0' ? label.key : label.id;

        kind.certain = kind.certain && (label.key[0] != '\0' || label.host[0] != '\0');
        kind.devices += plume_hash64(name, strlen(name),
                                     plume_hash64(label.host, strlen(label.host), 7));
    }
    return kind;
}

void plume_trace_place(plume_trace *trace, double shift_s)
{
    trace->shift_s = shift_s;
    trace->about.relative = false;
    plume_power_move(trace->power, shift_s);
}
