/* What a supply without interruption says, by Network UPS Tools: `upsc` in a loop with a
 * time. What upslog writes by itself has no watts, which is told. */
#include <math.h>
#include <string.h>

#include "logs/power/line.h"
#include "logs/power/sensors.h"
#include <plume/number.h>

static const char advice[] = "print a time in the loop, as in `date -Is; upsc UPS`";
static const char greeting[] = "Network UPS Tools upslog";

typedef struct reading {
    plume_sensors sensors;
    double load, nominal_w;
    bool real; /* the supply tells watts */
    bool told;
    uint64_t greeted, line;
} reading;

static int confidence(const plume_head *head)
{
    if (strncmp(head->bytes, greeting, sizeof greeting - 1) == 0)
        return 85;
    if (plume_power_head_has(head, "ups.realpower: "))
        return 85;
    return plume_power_head_has(head, "ups.status: ") &&
                   plume_power_head_has(head, "ups.load: ")
               ? 85
               : 0;
}

static bool behind(const char *key, const char *text, size_t length, double *value)
{
    size_t wanted = strlen(key);

    return length > wanted && memcmp(text, key, wanted) == 0 &&
           plume_number_parse(value, text + wanted, length - wanted);
}

static plume_status take(reading *own, double watts, uint64_t line, plume_error *error)
{
    plume_sensor sensor = { .host = "",
                            .chip = "",
                            .name = "ups",
                            .watts = watts,
                            .counter_j = NAN,
                            .line = line };

    return plume_sensors_take(&own->sensors, &sensor, error);
}

/* Without watts its load in whole percent of what it can give is all there is. */
static plume_status flush(reading *own, plume_error *error)
{
    double watts = own->load / 100.0 * own->nominal_w;

    own->load = NAN;
    if (own->real || isnan(watts))
        return PLUME_OK;
    if (!own->told)
        plume_log_note(own->sensors.log, PLUME_ASSUMED, own->line, "load-of-nominal",
                       "the supply tells no watts: taken as its load in whole percent of "
                       "the %g W that it can give",
                       own->nominal_w);
    own->told = true;
    return take(own, watts, own->line, error);
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *own = state;
    plume_status status = PLUME_OK;
    double watts;

    own->greeted += strncmp(text, greeting, sizeof greeting - 1) == 0;
    plume_dated_line(&own->sensors.dated, &text, &length, line);
    (void)behind("ups.realpower.nominal: ", text, length, &own->nominal_w);
    if (behind("ups.load: ", text, length, &own->load))
        own->line = line;
    if (behind("ups.realpower: ", text, length, &watts)) {
        own->real = true;
        return take(own, watts, line, error);
    }
    if (length > 12 && memcmp(text, "ups.status: ", 12) == 0)
        status = flush(own, error);
    return status;
}

static plume_status refuse(const reading *own, plume_error *error)
{
    const char *path = plume_log_path(own->sensors.log);

    if (own->greeted == 0)
        return plume_fail_at(error, PLUME_ERR_MISSING, path, 1, 0,
                             "the supply tells neither ups.realpower nor a load of a "
                             "nominal power");
    plume_fail_at(error, PLUME_ERR_MISSING, path, 1, 0,
                  "upslog writes no names of its columns, and by itself no watts: only "
                  "the load, in percent of a power that is not in the log");
    plume_hint(error, "log with `upslog -f \"%%TIME @Y-@m-@d @H:@M:@S%%,%%VAR "
                      "ups.realpower%%\"`, and say --reader power_csv --columns "
                      "timestamp,ups_watts");
    return PLUME_ERR_MISSING;
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading own = { .load = NAN, .nominal_w = NAN };
    plume_status status = plume_sensors_start(&own.sensors, log, advice, error);

    if (status == PLUME_OK)
        status = plume_log_lines(log, take_line, &own, error);
    if (status == PLUME_OK && own.sensors.taken == 0)
        status = refuse(&own, error);
    return plume_sensors_end(&own.sensors, status, error);
}

const plume_reader plume_reader_nut = {
    .name = "nut",
    .title = "Network UPS Tools: upsc",
    .confidence = confidence,
    .marks = { "ups.status", "ups.realpower", "upslog" },
    .read = read,
};
