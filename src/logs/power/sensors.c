/* Readings of the sensors of a machine, of which those that count become samples:
 * sensors.h. */
#include "logs/power/sensors.h"

#include <math.h>
#include <string.h>

#include "core/ascii.h"
#include "core/hash.h"
#include "logs/power/line.h"
#include "logs/power/table.h"
#include "logs/power/timestamp.h"
#include "logs/power_trace.h"

/* What is kept in the memory of the log: the domains that it has, and whether its parts
 * are accelerators and others. */
enum { KEPT_DOMAINS, KEPT_ACCELERATORS, KEPT_OTHERS };

plume_status plume_sensors_start(plume_sensors *sensors, plume_log *log,
                                 const char *advice, plume_error *error)
{
    plume_trace_memory *memory = plume_log_memory(log);

    memset(sensors, 0, sizeof *sensors);
    sensors->log = log;
    sensors->advice = advice;
    plume_dated_init(&sensors->dated, log);
    plume_text_init(&sensors->name);
    plume_text_init(&sensors->key);
    if (memory == NULL)
        return plume_fail_memory(error);
    sensors->seeing = plume_log_is_survey(log) && !memory->learned;
    if (sensors->seeing && memory->meters == NULL)
        memory->meters = plume_meters_new();
    sensors->meters = memory->meters;
    return sensors->meters != NULL ? PLUME_OK : plume_fail_memory(error);
}

static void lower(char *out, size_t size, const char *text)
{
    size_t used = 0;

    for (; text[used] != '\0' && used + 1 < size; used++)
        out[used] = plume_lower(text[used]);
    out[used] = '\0';
}

/* Supplies of Corsair number their total 1 and their rails from 2 on (the kernel's
 * Documentation/hwmon/corsair-psu.rst). */
static const char *label_of(const plume_sensor *sensor)
{
    if (strncmp(sensor->chip, "corsairpsu", 10) != 0 ||
        strncmp(sensor->name, "power", 5) != 0 || !plume_is_digit(sensor->name[5]))
        return sensor->name;
    return strcmp(sensor->name, "power1") == 0 ? "power total" : "rail";
}

/* A total of all that the machine draws; among the sensors of a BMC also what bears no
 * other name (Huawei's "Power" beside "Power1" and "Power2", Cisco's "POWER_USAGE"). */
static bool is_total(const plume_sensor *sensor, const char *label)
{
    static const char *const bare[] = { "power", "power_usage", "power usage",
                                        "pw consumption", NULL };
    char small[64];

    lower(small, sizeof small, label);
    return strstr(small, "total") != NULL ||
           (sensor->chip[0] == '\0' && plume_is_one_of(small, bare));
}

/* As the list of meters knows it: by its own name, else as a total of the machine that it
 * is in, else with the chip that it is on. */
static plume_status name_sensor(plume_sensors *sensors, const plume_sensor *sensor,
                                plume_error *error)
{
    const char *label = label_of(sensor);
    plume_text *name = &sensors->name;

    plume_text_clear(name);
    plume_text_printf(name, "%s%s%s", sensor->chip, sensor->chip[0] != '\0' ? " " : "",
                      sensor->name);
    if (plume_meter_of(label) != PLUME_METER_PART) {
        plume_text_clear(name);
        plume_text_printf(name, "%s%s%s", label, label == sensor->name ? "" : " ",
                          label == sensor->name ? "" : sensor->name);
    } else if (is_total(sensor, label)) {
        plume_text_clear(name);
        plume_text_printf(name, "node %s", label);
    }
    return plume_text_status(name, error);
}

/* "Esocket0" and "Ecore000" of amd_energy are a package and its cores. */
static plume_rapl_domain domain_of(const plume_sensors *sensors,
                                   const plume_sensor *sensor)
{
    const plume_text *name = &sensors->name;

    return strncmp(sensor->name, "Esocket", 7) == 0
               ? PLUME_RAPL_PACKAGE
               : plume_rapl_domain_of(name->data, name->length);
}

static plume_status see(plume_sensors *sensors, const plume_sensor *sensor,
                        plume_error *error)
{
    plume_trace_memory *memory = plume_log_memory(sensors->log);
    bool part = plume_meter_of(sensors->name.data) == PLUME_METER_PART;
    uint64_t hash = plume_hash64(sensors->name.data, sensors->name.length, 1);
    size_t what = part && plume_meter_is_accelerator(sensors->name.data)
                      ? KEPT_ACCELERATORS
                      : KEPT_OTHERS;

    if (memory == NULL)
        return plume_fail_memory(error);
    sensors->several =
        sensors->several || (sensors->first != 0 && hash != sensors->first);
    sensors->first = hash;
    memory->counts[KEPT_DOMAINS] |= 1u << domain_of(sensors, sensor);
    memory->counts[what] = 1;
    return plume_meters_add(sensors->meters, sensor->host, sensors->name.data, error);
}

static bool counts(plume_sensors *sensors, const plume_sensor *sensor)
{
    const plume_trace_memory *memory = plume_log_memory(sensors->log);

    if (memory == NULL || sensors->seeing ||
        (plume_meters_counts(sensors->meters, sensor->host, sensors->name.data) &&
         plume_rapl_counts(domain_of(sensors, sensor),
                           (unsigned)memory->counts[KEPT_DOMAINS])))
        return true;
    if (!sensors->told)
        plume_log_note(sensors->log, PLUME_INFO, sensor->line, "parts-left-out",
                       "'%s' is left out: it is inside of what another sensor measures, "
                       "or measures the same",
                       sensor->name);
    sensors->told = true;
    return false;
}

/* Accelerators alone are devices; beside other parts they are of a machine. */
static plume_status describe(const plume_sensors *sensors, const plume_sensor *sensor,
                             bool relative, plume_error *error)
{
    const plume_trace_memory *memory = plume_log_memory(sensors->log);
    plume_trace_about about;

    if (memory == NULL)
        return plume_fail_memory(error);
    plume_trace_about_init(&about);
    about.host = sensor->host;
    about.scope = memory->counts[KEPT_OTHERS] > 0 ? PLUME_SCOPE_IT : PLUME_SCOPE_DEVICE;
    about.meter = plume_meter_of(sensors->name.data);
    if (about.meter == PLUME_METER_PART && memory->counts[KEPT_ACCELERATORS] > 0)
        about.meter = PLUME_METER_RAIL; /* the least that is more than a part */
    about.relative = relative;
    about.yearless = relative && sensors->dated.rounds > 0;
    return plume_log_trace(sensors->log, &about, error);
}

/* A machine that answers draws power; a supply in reserve or a part may draw none. */
static bool is_failed_poll(const plume_sensors *sensors, const plume_sensor *sensor)
{
    return sensor->watts == 0.0 &&
           plume_meter_of(sensors->name.data) >= PLUME_METER_BOARD;
}

static bool is_usable(const plume_sensors *sensors, const plume_sensor *sensor,
                      double t_s)
{
    if (isnan(t_s))
        plume_log_reject(sensors->log, sensor->line, 0, "bad-value", "%s",
                         "the time before it cannot be read");
    else if (is_failed_poll(sensors, sensor))
        plume_log_reject(sensors->log, sensor->line, 0, "no-reading", "%s",
                         "0 W of a machine that answers: it did not measure");
    else
        return true;
    return false;
}

/* Sensors of two machines bear the same names. */
static plume_status tell_apart(plume_sensors *sensors, const plume_sensor *sensor,
                               plume_power_sample *sample, plume_error *error)
{
    if (sensor->host[0] == '\0')
        return PLUME_OK;
    plume_power_device_name(&sensors->key, sensor->host, sensors->name.data);
    sample->key = sensors->key.data;
    return plume_text_status(&sensors->key, error);
}

/* A time that was damaged is none, and a log without any is refused at its end. */
static plume_status take_time(plume_sensors *sensors, plume_power_sample *sample,
                              uint64_t line, plume_error *error)
{
    double interval_s = plume_log_options(sensors->log)->interval_s;

    if (sensors->untimed_line == 0 && sensors->dated.rounds == 0)
        sensors->untimed_line = line;
    sample->t_s = sensors->dated.t_s;
    return sensors->dated.rounds > 0 || isnan(interval_s)
               ? PLUME_OK
               : plume_power_rounds_next(&sensors->rounds, sample, interval_s, error);
}

plume_status plume_sensors_take(plume_sensors *sensors, const plume_sensor *sensor,
                                plume_error *error)
{
    plume_power_sample sample;
    plume_status status = name_sensor(sensors, sensor, error);

    sensors->taken++;
    plume_power_sample_init(&sample);
    sample.device = sensors->name.data;
    sample.host = sensor->host;
    sample.watts = sensor->watts;
    sample.counter_j = sensor->counter_j;
    if (sensor->rapl)
        sample.kind = plume_rapl_counter_kind(domain_of(sensors, sensor));
    if (status == PLUME_OK)
        status = tell_apart(sensors, sensor, &sample, error);
    if (status == PLUME_OK)
        status = take_time(sensors, &sample, sensor->line, error);
    if (status == PLUME_OK && sensors->seeing)
        status = see(sensors, sensor, error);
    if (status != PLUME_OK || !counts(sensors, sensor))
        return status;
    if (!is_usable(sensors, sensor, sample.t_s))
        return PLUME_OK;
    status = describe(sensors, sensor,
                      sensors->dated.rounds == 0 || sensors->dated.relative, error);
    return status == PLUME_OK
               ? plume_log_sample(sensors->log, &sample, sensor->line, error)
               : status;
}

plume_status plume_sensors_end(plume_sensors *sensors, plume_status status,
                               plume_error *error)
{
    if (status == PLUME_OK && sensors->dated.rounds == 0 && sensors->untimed_line > 0)
        status = plume_power_need_interval(sensors->log, sensors->untimed_line,
                                           sensors->advice, error);
    if (status == PLUME_OK && sensors->seeing && sensors->several)
        plume_log_survey_again(sensors->log);
    plume_text_dispose(&sensors->name);
    plume_text_dispose(&sensors->key);
    plume_power_rounds_dispose(&sensors->rounds);
    return status == PLUME_OK ? plume_timestamp_settle(sensors->log, error) : status;
}
