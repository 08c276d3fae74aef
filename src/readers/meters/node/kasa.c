/* Energy of a smart plug, polled in a loop with a time: python-kasa's `kasa energy`, in
 * words and with --json. */
#include <math.h>
#include <string.h>

#include "logs/power/json.h"
#include "logs/power/sensors.h"
#include <plume/number.h>

static const char advice[] =
    "print a time in the loop, as in `date -Is; kasa --host HOST energy`";

static int confidence(const plume_head *head)
{
    size_t at = 0, length;
    const char *text;

    if (plume_power_head_has(head, "\"voltage_mv\"") &&
        plume_power_head_has(head, "\"power_mw\""))
        return 85;
    if (plume_power_head_has(head, "\"err_code\"") &&
        plume_power_head_has(head, "\"voltage\"") &&
        plume_power_head_has(head, "\"power\""))
        return 85;
    while (plume_dated_head_line(head, &at, &text, &length))
        if (length == 12 && memcmp(text, "== Energy ==", 12) == 0)
            return plume_power_head_has(head, "Power: ") ? 85 : 0;
    return 0;
}

static plume_status take(plume_sensors *sensors, double watts, uint64_t line,
                         plume_error *error)
{
    plume_sensor sensor = { .host = "",
                            .chip = "",
                            .name = "plug",
                            .watts = watts,
                            .counter_j = NAN,
                            .line = line };

    return plume_sensors_take(sensors, &sensor, error);
}

/* "Power: 312.5 W". */
static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    plume_sensors *sensors = state;
    plume_line_words word;
    double watts;

    plume_dated_line(&sensors->dated, &text, &length, line);
    plume_line_words_split(&word, text, length, false);
    if (word.count != 3 || !plume_line_words_is(&word, 0, "Power:") ||
        !plume_line_words_is(&word, 2, "W"))
        return PLUME_OK;
    if (plume_number_parse(&watts, word.at[1], word.length[1]))
        return take(sensors, watts, line, error);
    plume_power_bad_value(sensors->log, (plume_power_place){ line, 0 }, word.at[1],
                          word.length[1], "power in watts");
    return PLUME_OK;
}

/* total_wh moves by whole watt-hours: power tells more. */
static plume_status take_object(void *state, const plume_value *object, uint64_t line,
                                plume_error *error)
{
    plume_sensors *sensors = state;
    double watts = plume_value_number(plume_value_get(object, "power_mw")) / 1000.0;

    if (isnan(watts)) /* of older plugs */
        watts = plume_value_number(plume_value_get(object, "power"));
    if (!isnan(watts))
        return take(sensors, watts, line, error);
    plume_log_reject(sensors->log, line, 0, "no-reading", "%s",
                     "the object has neither power_mw nor power");
    return PLUME_OK;
}

static plume_status read(plume_log *log, plume_error *error)
{
    plume_sensors sensors;
    plume_status status = plume_sensors_start(&sensors, log, advice, error);

    if (status == PLUME_OK)
        status = plume_power_json_loop(log, take_object, take_line, &sensors, error);
    if (status == PLUME_OK && sensors.taken == 0)
        status = plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 1, 0,
                               "there is no reading of power");
    return plume_sensors_end(&sensors, status, error);
}

const plume_reader plume_reader_kasa = {
    .name = "kasa",
    .title = "python-kasa's energy of a smart plug",
    .confidence = confidence,
    .marks = { "power_mw", "err_code", "== Energy ==" },
    .read = read,
};
