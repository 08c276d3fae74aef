/* Redfish's own documents, as curl prints them in a loop with a time: EnvironmentMetrics
 * and Power of a chassis, single Sensors, PowerSupplyMetrics. A document has no time. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/number/units.h"
#include "logs/power/json.h"
#include "logs/power/sensors.h"

static const char advice[] = "print a time in the loop, as in `date -Is; curl -s URL`";

enum { NAME_BYTES = 120 };

static int confidence(const plume_head *head)
{
    if (!plume_power_head_has(head, "\"@odata."))
        return 0;
    return plume_power_head_has(head, "\"PowerWatts\"") ||
                   plume_power_head_has(head, "\"PowerControl\"") ||
                   plume_power_head_has(head, "\"EnergykWh\"") ||
                   plume_power_head_has(head, "\"InputPowerWatts\"") ||
                   (plume_power_head_has(head, "\"ReadingUnits\"") &&
                    plume_power_head_has(head, "#Sensor."))
               ? 85
               : 0;
}

/* What the sensors that are asked for are on: a chassis, or a processor in it. */
static void name_of(char out[NAME_BYTES], const plume_value *object)
{
    const char *id = plume_value_string(plume_value_get(object, "@odata.id"));
    bool part = strstr(id, "/Processors/") != NULL || strstr(id, "/Memory/") != NULL;

    if (!part && strstr(id, "GPU") == NULL)
        snprintf(out, NAME_BYTES, "node");
    else
        snprintf(out, NAME_BYTES, "%s%s", strstr(id, "GPU") == NULL ? "cpu " : "", id);
}

/* Members of one chassis that it controls apart add up; one without a reading leaves the
 * sum unknown. */
static double consumed_w(const plume_value *controls)
{
    size_t count = plume_value_count(controls);
    double watts = count > 0 ? 0.0 : NAN;

    for (size_t i = 0; i < count; i++)
        watts += plume_value_number(
            plume_value_get(plume_value_at(controls, i), "PowerConsumedWatts"));
    return watts;
}

/* Whether any member has a reading. */
static bool is_controlled(const plume_value *controls)
{
    for (size_t i = 0; i < plume_value_count(controls); i++)
        if (!isnan(plume_value_number(
                plume_value_get(plume_value_at(controls, i), "PowerConsumedWatts"))))
            return true;
    return false;
}

/* What supplies take in, where what they feed is not measured. */
static double supplied_w(const plume_value *supplies)
{
    size_t count = plume_value_count(supplies);
    double watts = count > 0 ? 0.0 : NAN;

    for (size_t i = 0; i < count; i++)
        watts += plume_value_number(
            plume_value_get(plume_value_at(supplies, i), "PowerInputWatts"));
    return watts;
}

static double reading_of(const plume_value *object, const char *key)
{
    return plume_value_number(plume_value_get(plume_value_get(object, key), "Reading"));
}

static bool is_text(const plume_value *object, const char *key, const char *text)
{
    return strcmp(plume_value_string(plume_value_get(object, key)), text) == 0;
}

/* A single sensor: of the chassis by its context or as a total, else by its own name. */
static void take_sensor(plume_sensor *sensor, char name[NAME_BYTES],
                        const plume_value *object)
{
    const char *id = plume_value_string(plume_value_get(object, "Id"));
    const char *what = plume_value_string(plume_value_get(object, "PhysicalContext"));
    double reading = plume_value_number(plume_value_get(object, "Reading"));

    if (is_text(object, "ReadingUnits", "W"))
        sensor->watts = reading;
    else if (is_text(object, "ReadingUnits", "kW.h"))
        sensor->counter_j = reading * JOULES_PER_KWH;
    else if (is_text(object, "ReadingUnits", "J"))
        sensor->counter_j = reading;
    if (strcmp(what, "Chassis") == 0 || strstr(id, "Total") != NULL)
        snprintf(name, NAME_BYTES, "node");
    else
        snprintf(name, NAME_BYTES, "%.50s %.60s", what, id);
}

/* EnergykWh moves by whole watt-hours, as a rule: power tells more. */
static void take_document(plume_sensor *sensor, char name[NAME_BYTES],
                          const plume_value *object)
{
    name_of(name, object);
    sensor->watts = reading_of(object, "PowerWatts");
    if (isnan(sensor->watts))
        sensor->watts = consumed_w(plume_value_get(object, "PowerControl"));
    if (isnan(sensor->watts) && !is_controlled(plume_value_get(object, "PowerControl"))) {
        sensor->watts = supplied_w(plume_value_get(object, "PowerSupplies"));
        if (!isnan(sensor->watts))
            snprintf(name, NAME_BYTES, "psu input");
    }
    if (isnan(sensor->watts)) {
        sensor->watts = reading_of(object, "InputPowerWatts");
        if (!isnan(sensor->watts))
            snprintf(name, NAME_BYTES, "psu input %.90s",
                     plume_value_string(plume_value_get(object, "@odata.id")));
    }
    if (isnan(sensor->watts))
        sensor->counter_j = reading_of(object, "EnergykWh") * JOULES_PER_KWH;
}

static plume_status take_object(void *state, const plume_value *object, uint64_t line,
                                plume_error *error)
{
    plume_sensors *sensors = state;
    char name[NAME_BYTES] = "";
    plume_sensor sensor = {
        .host = "", .chip = "", .name = name, .watts = NAN, .counter_j = NAN, .line = line
    };

    if (plume_value_get(object, "ReadingUnits") != NULL)
        take_sensor(&sensor, name, object);
    else
        take_document(&sensor, name, object);
    if (!isnan(sensor.watts) || !isnan(sensor.counter_j))
        return plume_sensors_take(sensors, &sensor, error);
    plume_log_reject(sensors->log, line, 0, "no-reading", "%s",
                     "the document has neither PowerWatts nor PowerConsumedWatts");
    return PLUME_OK;
}

static plume_status take_between(void *state, const char *text, size_t length,
                                 uint64_t line, plume_error *error)
{
    plume_sensors *sensors = state;

    (void)error;
    plume_dated_line(&sensors->dated, &text, &length, line);
    return PLUME_OK;
}

static plume_status read(plume_log *log, plume_error *error)
{
    plume_sensors sensors;
    plume_status status = plume_sensors_start(&sensors, log, advice, error);

    if (status == PLUME_OK)
        status = plume_power_json_loop(log, take_object, take_between, &sensors, error);
    return plume_sensors_end(&sensors, status, error);
}

const plume_reader plume_reader_redfish_json = {
    .name = "redfish_json",
    .title = "Redfish's documents, polled with curl",
    .confidence = confidence,
    .marks = { "PowerWatts", "PowerControl", "EnergykWh", "ReadingUnits" },
    .read = read,
};
