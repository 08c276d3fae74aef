/* `sensors` of lm-sensors in a loop with a time, as it prints by itself, with -u and with
 * -j. Of the readings of power and energy those that are of the whole machine count, or
 * else all that are inside of nothing else; never a cap. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/ascii.h"
#include "core/number/units.h"
#include "logs/power/json.h"
#include "logs/power/sensors.h"
#include "logs/whole_document.h"
#include <plume/number.h>

enum { NAME_BYTES = 96 };

static const char advice[] = "print a time in the loop, as in `date -Is; sensors -j`";

typedef struct reading {
    plume_sensors sensors;
    char chip[NAME_BYTES], feature[NAME_BYTES];
    bool taken;       /* the feature has its reading */
    bool coarse_told; /* counters with two digits */
    bool battery_told;
} reading;

/* --- what a reading is --- */

typedef enum quantity { NO_READING, POWER, ENERGY } quantity;

/* "power1_average", "power1_input", "energy1_input"; "power1_cap" and "_max" are no
 * readings. */
static quantity quantity_of(const char *name)
{
    const char *end = strrchr(name, '_');
    bool reads =
        end != NULL && (strcmp(end, "_input") == 0 || strcmp(end, "_average") == 0);

    if (reads && strncmp(name, "power", 5) == 0 && plume_is_digit(name[5]))
        return POWER;
    return reads && strncmp(name, "energy", 6) == 0 ? ENERGY : NO_READING;
}

/* What goes through a battery is no reading of the machine: it is charged, or not there.
 */
static bool is_battery(reading *own, uint64_t line)
{
    if (strncmp(own->chip, "BAT", 3) != 0)
        return false;
    if (!own->battery_told)
        plume_log_note(own->sensors.log, PLUME_INFO, line, "battery-left-out",
                       "'%s' is a battery and is left out", own->chip);
    own->battery_told = true;
    return true;
}

static plume_status take(reading *own, quantity what, double value, uint64_t line,
                         plume_error *error)
{
    plume_sensor sensor = { .host = "",
                            .chip = own->chip,
                            .name = own->feature,
                            .watts = NAN,
                            .counter_j = NAN,
                            .line = line };

    if (what == NO_READING || own->taken || is_battery(own, line))
        return PLUME_OK;
    own->taken = true;
    if (what == POWER)
        sensor.watts = value;
    else
        sensor.counter_j = value;
    return plume_sensors_take(&own->sensors, &sensor, error);
}

static void keep(char out[NAME_BYTES], const char *text, size_t length)
{
    snprintf(out, NAME_BYTES, "%.*s", (int)length, text);
}

/* --- lines --- */

static void begin_feature(reading *own, const char *text, size_t length)
{
    keep(own->feature, text, length);
    own->taken = false;
}

/* "power total: 412.00 W", with the prefix of its unit. */
static quantity read_value(const char *text, size_t length, double *value)
{
    static const struct {
        const char *unit;
        quantity what;
        double factor; /* 0: two decimals are too few for a counter */
    } units[] = { { "W", POWER, 1.0 },   { "mW", POWER, 1e-3 }, { "uW", POWER, 1e-6 },
                  { "kW", POWER, 1e3 },  { "MW", POWER, 1e6 },  { "J", ENERGY, 0.0 },
                  { "mJ", ENERGY, 0.0 }, { "kJ", ENERGY, 0.0 }, { "MJ", ENERGY, 0.0 },
                  { "uJ", ENERGY, 0.0 } };
    plume_line_words word;

    plume_line_words_split(&word, text, length, false);
    if (word.count < 2)
        return NO_READING;
    if (!plume_number_parse(value, word.at[0], word.length[0]))
        *value = NAN;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (word.length[1] == strlen(units[i].unit) &&
            memcmp(word.at[1], units[i].unit, word.length[1]) == 0) {
            *value *= units[i].factor;
            return units[i].what;
        }
    return NO_READING;
}

/* Printed with two decimals, in the largest unit that fits, counters stand still. */
static void tell_coarse(reading *own, uint64_t line)
{
    if (!own->coarse_told)
        plume_log_note(own->sensors.log, PLUME_INFO, line, "counter-too-coarse",
                       "'%s' is a counter of energy that is printed with two decimals: "
                       "it is left out; log with `sensors -u` or -j",
                       own->feature);
    own->coarse_told = true;
}

/* "  power1_input: 412.000", below the name of its feature, as -u prints it. */
static plume_status take_raw(reading *own, const char *text, const char *colon,
                             size_t length, uint64_t line, plume_error *error)
{
    char name[NAME_BYTES];
    double value;

    while (*text == ' ')
        text++, length--;
    keep(name, text, (size_t)(colon - text));
    length -= (size_t)(colon + 1 - text);
    for (text = colon + 1; length > 0 && *text == ' '; text++)
        length--;
    if (quantity_of(name) == NO_READING)
        return PLUME_OK;
    value = plume_document_word(own->sensors.log, line, name, text, length);
    return isnan(value) ? PLUME_OK : take(own, quantity_of(name), value, line, error);
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *own = state;
    const char *colon;
    quantity what;
    double value;

    plume_dated_line(&own->sensors.dated, &text, &length, line);
    colon = memchr(text, ':', length);
    if (length == 0 || (length > 8 && memcmp(text, "Adapter:", 8) == 0))
        return PLUME_OK;
    if (colon == NULL) {
        keep(own->chip, text, length);
        return PLUME_OK;
    }
    if (*text == ' ')
        return take_raw(own, text, colon, length, line, error);
    begin_feature(own, text, (size_t)(colon - text));
    length -= (size_t)(colon + 1 - text);
    what = read_value(colon + 1, length, &value);
    if (what == POWER && isnan(value))
        plume_document_no_number(own->sensors.log, line, own->feature);
    if (what != ENERGY)
        return what == POWER && isnan(value) ? PLUME_OK
                                             : take(own, what, value, line, error);
    tell_coarse(own, line);
    return PLUME_OK;
}

/* --- objects --- */

static plume_status take_figure(reading *own, const char *key, const plume_value *figure,
                                uint64_t line, plume_error *error)
{
    double value = plume_document_figure(own->sensors.log, line, key, figure);

    return isnan(value) ? PLUME_OK : take(own, quantity_of(key), value, line, error);
}

static plume_status take_feature(reading *own, const plume_value *feature, uint64_t line,
                                 plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < plume_value_count(feature) && status == PLUME_OK; i++)
        if (quantity_of(plume_value_key_at(feature, i)) != NO_READING)
            status = take_figure(own, plume_value_key_at(feature, i),
                                 plume_value_at(feature, i), line, error);
    return status;
}

static plume_status take_chip(reading *own, const plume_value *chip, uint64_t line,
                              plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < plume_value_count(chip) && status == PLUME_OK; i++) {
        const char *name = plume_value_key_at(chip, i);

        if (plume_value_kind(plume_value_at(chip, i)) != PLUME_MAP)
            continue;
        begin_feature(own, name, strlen(name));
        status = take_feature(own, plume_value_at(chip, i), line, error);
    }
    return status;
}

static plume_status take_object(void *state, const plume_value *object, uint64_t line,
                                plume_error *error)
{
    reading *own = state;
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < plume_value_count(object) && status == PLUME_OK; i++) {
        const char *name = plume_value_key_at(object, i);

        if (plume_value_kind(plume_value_at(object, i)) != PLUME_MAP)
            continue;
        keep(own->chip, name, strlen(name));
        status = take_chip(own, plume_value_at(object, i), line, error);
    }
    return status;
}

/* --- the log --- */

/* Of the chips that `sensors` lists some have power or energy. */
static bool has_power(const char *text, size_t length)
{
    const char *colon = memchr(text, ':', length);
    char name[NAME_BYTES];
    double value;

    if (colon == NULL)
        return false;
    if (*text != ' ')
        return read_value(colon + 1, (size_t)(text + length - colon - 1), &value) !=
               NO_READING;
    while (*text == ' ')
        text++;
    keep(name, text, (size_t)(colon - text));
    return quantity_of(name) != NO_READING;
}

static bool is_json(const plume_head *head)
{
    size_t at = 0, length;
    const char *text;

    while (plume_dated_head_line(head, &at, &text, &length))
        if (length > 0)
            return *text == '{';
    return false;
}

static int confidence(const plume_head *head)
{
    size_t at = 0, length;
    const char *text;
    bool adapter = false, power = false;

    if (is_json(head))
        return plume_power_head_has(head, "\"Adapter\"") &&
                       (plume_power_head_has(head, "\"power1_") ||
                        plume_power_head_has(head, "\"energy1_"))
                   ? 85
                   : 0;
    while (plume_dated_head_line(head, &at, &text, &length) && !(adapter && power)) {
        adapter = adapter || (length > 9 && memcmp(text, "Adapter: ", 9) == 0);
        power = power || (adapter && has_power(text, length));
    }
    return adapter && power ? 85 : 0;
}

/* What stands outside of objects are lines: times, or all of the log. */
static plume_status read(plume_log *log, plume_error *error)
{
    reading own = { .taken = false };
    plume_status status = plume_sensors_start(&own.sensors, log, advice, error);

    if (status == PLUME_OK)
        status = plume_power_json_loop(log, take_object, take_line, &own, error);
    if (status == PLUME_OK && own.sensors.taken == 0)
        status = plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 1, 0,
                               "no sensor has a power or an energy");
    return plume_sensors_end(&own.sensors, status, error);
}

const plume_reader plume_reader_lm_sensors = {
    .name = "lm_sensors",
    .title = "sensors of lm-sensors, plain, -u and -j",
    .confidence = confidence,
    .marks = { "Adapter" },
    .read = read,
};
