/* Scaphandre's JSON: a list of objects, each with what the host drew at one time, in
 * microwatts. What processes and sockets drew is part of it. */
#include <string.h>

#include "core/number/units.h"
#include "logs/power/json.h"
#include "logs/power/line.h"
#include "logs/power_trace.h"

static int confidence(const plume_head *head)
{
    const char *start = head->bytes + strspn(head->bytes, " \t\r\n[");

    return *start == '{' && plume_power_head_has(head, "\"host\"") &&
                   plume_power_head_has(head, "\"consumption\"") &&
                   plume_power_head_has(head, "\"timestamp\"")
               ? 90
               : 0;
}

typedef struct reading {
    plume_log *log;
    uint64_t objects;
} reading;

static plume_status describe(plume_log *log, plume_error *error)
{
    plume_trace_about about;

    plume_trace_about_init(&about);
    about.scope = PLUME_SCOPE_IT;
    about.evidence = PLUME_EVIDENCE_SAMPLED;
    about.device_count = 1.0;
    return plume_log_trace(log, &about, error);
}

static plume_status take_object(void *state, const plume_value *object, uint64_t line,
                                plume_error *error)
{
    reading *own = state;
    const plume_value *host = plume_value_get(object, "host");
    plume_power_sample sample;
    plume_status status;

    own->objects++;
    if (plume_value_kind(host) != PLUME_MAP) {
        plume_log_reject(own->log, line, 0, "no-reading", "%s", "the object has no host");
        return PLUME_OK;
    }
    plume_power_sample_init(&sample);
    sample.watts =
        plume_value_number(plume_value_get(host, "consumption")) / MICROWATTS_PER_WATT;
    sample.t_s = plume_value_number(plume_value_get(host, "timestamp"));
    status = describe(own->log, error);
    return status == PLUME_OK ? plume_log_sample(own->log, &sample, line, error) : status;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading own = { .log = log };
    plume_status status = plume_power_json_each(log, take_object, &own, error);

    if (status == PLUME_OK && own.objects == 0)
        status = plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 1, 0,
                               "there is no object with a host");
    return status;
}

const plume_reader plume_reader_scaphandre = {
    .name = "scaphandre",
    .title = "Scaphandre's JSON",
    .confidence = confidence,
    .marks = { "consumption" },
    .read = read,
};
