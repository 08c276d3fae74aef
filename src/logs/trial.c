/* Takes user attributes of a trial, and settles the time of one that never ended. */
#include "logs/trial.h"

#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include <plume/number.h>

/* --- attributes --- */

typedef enum attribute_kind {
    ATTRIBUTE_DEVICE,
    ATTRIBUTE_HOST,
    ATTRIBUTE_COUNT,
    ATTRIBUTE_ENERGY,
    ATTRIBUTE_CARBON,
    ATTRIBUTE_RETRY
} attribute_kind;

static const struct {
    const char *name;
    attribute_kind kind;
    double scale;
} known[] = {
    { "gpu", ATTRIBUTE_DEVICE, 1 },
    { "gpu_name", ATTRIBUTE_DEVICE, 1 },
    { "gpu_model", ATTRIBUTE_DEVICE, 1 },
    { "device_name", ATTRIBUTE_DEVICE, 1 },
    { "hostname", ATTRIBUTE_HOST, 1 },
    { "host", ATTRIBUTE_HOST, 1 },
    { "node", ATTRIBUTE_HOST, 1 },
    { "gpu_count", ATTRIBUTE_COUNT, 1 },
    { "n_gpus", ATTRIBUTE_COUNT, 1 },
    { "num_gpus", ATTRIBUTE_COUNT, 1 },
    { "gpus", ATTRIBUTE_COUNT, 1 },
    { "device_count", ATTRIBUTE_COUNT, 1 },
    { "energy_kwh", ATTRIBUTE_ENERGY, 1 },
    { "energy_consumed", ATTRIBUTE_ENERGY, 1 },
    { "energy_wh", ATTRIBUTE_ENERGY, 1 / WATTS_PER_KILOWATT },
    { "energy_j", ATTRIBUTE_ENERGY, 1 / (SECONDS_PER_HOUR * WATTS_PER_KILOWATT) },
    { "co2e_kg", ATTRIBUTE_CARBON, 1 },
    { "emissions_kg", ATTRIBUTE_CARBON, 1 },
    { "failed_trial", ATTRIBUTE_RETRY, 1 },
    { "retry_history", ATTRIBUTE_RETRY, 1 },
};

void plume_attributes_init(plume_attributes *attributes)
{
    plume_text_init(&attributes->device);
    plume_text_init(&attributes->host);
    plume_attributes_clear(attributes);
}

void plume_attributes_clear(plume_attributes *attributes)
{
    plume_text_clear(&attributes->device);
    plume_text_clear(&attributes->host);
    attributes->device_count = attributes->energy_kwh = NAN;
    attributes->co2e_kg = attributes->retry_of = NAN;
}

void plume_attributes_dispose(plume_attributes *attributes)
{
    plume_text_dispose(&attributes->device);
    plume_text_dispose(&attributes->host);
}

/* The first text counts; "cuda:0" names a place and no model. */
static bool take_text(plume_text *into, const plume_value *value)
{
    const char *text = plume_value_string(value);

    if (plume_value_kind(value) != PLUME_STRING || text[0] == '\0' || into->length > 0 ||
        strncmp(text, "cuda", 4) == 0)
        return false;
    plume_text_add(into, text);
    return true;
}

/* The first attribute that tells a figure counts, as several names stand for one
 * figure; a negative or infinite one is no figure. */
static bool take_number(double *into, const plume_value *value, double scale)
{
    double number = plume_value_number(value);

    if (!(number >= 0.0) || isinf(number) || !isnan(*into))
        return false;
    *into = number * scale;
    return true;
}

/* One number, or a list of which the last is the latest. */
static bool take_retry(double *into, const plume_value *value)
{
    size_t count = plume_value_count(value);

    if (plume_value_kind(value) == PLUME_LIST)
        value = count > 0 ? plume_value_at(value, count - 1) : NULL;
    if (isnan(plume_value_number(value)))
        return false;
    *into = plume_value_number(value);
    return true;
}

bool plume_attributes_take(plume_attributes *attributes, const char *name,
                           const plume_value *value)
{
    size_t i = 0, count = sizeof known / sizeof *known;

    while (i < count && strcmp(known[i].name, name) != 0)
        i++;
    if (i == count)
        return false;
    switch (known[i].kind) {
    case ATTRIBUTE_DEVICE:
        return take_text(&attributes->device, value);
    case ATTRIBUTE_HOST:
        return take_text(&attributes->host, value);
    case ATTRIBUTE_COUNT:
        return take_number(&attributes->device_count, value, 1);
    case ATTRIBUTE_ENERGY:
        return take_number(&attributes->energy_kwh, value, known[i].scale);
    case ATTRIBUTE_CARBON:
        return take_number(&attributes->co2e_kg, value, 1);
    case ATTRIBUTE_RETRY:
        return take_retry(&attributes->retry_of, value);
    }
    return false;
}

void plume_attributes_fill(plume_run *run, const plume_attributes *attributes)
{
    run->device = attributes->device.data;
    run->host = attributes->host.data;
    run->device_count = attributes->device_count;
    run->logged_co2e_kg = attributes->co2e_kg;
    if (isnan(attributes->energy_kwh))
        return;
    run->energy.logged_kwh = run->energy.total_kwh = attributes->energy_kwh;
    run->energy.evidence = PLUME_EVIDENCE_TRACKER;
}

/* --- time --- */

double plume_trial_span_s(double start_s, double end_s)
{
    return round((end_s - start_s) * 1e6) / 1e6;
}

/* The log ends before the trial does: its last sign of life is a lower bound of its
 * time. In seconds, but for the option, which is in hours. */
void plume_trial_settle_running(plume_trial_tally *tally, plume_run *run, double last_s,
                                const plume_input_options *options)
{
    double bound_s = plume_trial_span_s(run->start_s, last_s);

    tally->running++;
    run->progress = -1.0; /* what ended of the same run stands above it */
    if (bound_s >= 0.0) {
        tally->bounded++;
        tally->bounded_s += bound_s;
    }
    if (isnan(options->assume_running_hours) || isnan(run->start_s))
        return;
    run->duration_s = options->assume_running_hours * SECONDS_PER_HOUR;
    if (bound_s > run->duration_s)
        run->duration_s = bound_s;
    run->end_s = run->start_s + run->duration_s;
    tally->assumed++;
}

/* --- notes --- */

static const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

static void tell_running(plume_log *log, const plume_trial_tally *tally,
                         const char *trial)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%llu %s%s never ended by this log",
                      (unsigned long long)tally->running, trial, plural(tally->running));
    if (tally->bounded > 0) {
        plume_text_printf(&text, "; the last signs of life of %llu are ",
                          (unsigned long long)tally->bounded);
        plume_number_significant(&text, tally->bounded_s / SECONDS_PER_HOUR, 4);
        plume_text_add(&text, " h after their starts, in sum");
    }
    if (tally->bounded < tally->running)
        plume_text_printf(&text,
                          "; %llu logged no sign of life after their start, so "
                          "the lower bound of their time is 0 h",
                          (unsigned long long)(tally->running - tally->bounded));
    if (tally->assumed < tally->running) {
        plume_text_add(&text, "; their time is unknown and not counted "
                              "(--assume-running HOURS gives them one)");
        plume_log_note(log, PLUME_WARNING, 0, "running-unknown", "%s", text.data);
    } else {
        plume_text_add(&text, "; they are taken to have run ");
        plume_number_significant(&text, plume_log_options(log)->assume_running_hours, 4);
        plume_text_add(&text, " h each, or until their last sign of life");
        plume_log_note(log, PLUME_ASSUMED, 0, "running-assumed", "%s", text.data);
    }
    plume_text_dispose(&text);
}

bool plume_settle_written_at_once(plume_run *run, plume_log *log)
{
    if (!(run->end_s <= run->start_s))
        return false;
    run->end_s = run->duration_s = (double)NAN;
    run->warnings = "written-at-once";
    plume_log_note(log, PLUME_WARNING, 0, "written-at-once",
                   "run %s: all that it logged has one time, that of writing it down: it "
                   "ran before, and how long is unknown",
                   run->id);
    return true;
}

void plume_trial_describe(plume_log *log, const plume_trial_tally *tally,
                          const char *trial)
{
    if (tally->running > 0)
        tell_running(log, tally, trial);
    if (tally->instant > 0)
        plume_log_note(
            log, PLUME_INFO, 0, "no-time-passed",
            "%llu %s ended as they started: they were imported, or did nothing",
            (unsigned long long)tally->instant, trial);
    if (tally->attributed > 0)
        plume_log_note(log, PLUME_INFO, 0, "attributes-used",
                       "devices or energies of %llu %s%s are what users noted on them",
                       (unsigned long long)tally->attributed, trial,
                       plural(tally->attributed));
}
