/* collectd's readings of power: its csv plugin, a file a sensor and a day that only the
 * path names, and its write_log plugin, as JSON and as Graphite's lines. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/ascii.h"
#include "core/number/units.h"
#include "logs/power/cell.h"
#include "logs/power/json.h"
#include "logs/power/sensors.h"
#include <plume/number.h>

enum { NAME_BYTES = 128 };

static const char header[] = "epoch,value";

/* --- names: HOST/PLUGIN[-INSTANCE]/TYPE[-INSTANCE] --- */

typedef struct identifier {
    char host[NAME_BYTES], plugin[NAME_BYTES], type[NAME_BYTES];
    const char *chip; /* in plugin */
    const char *name; /* in type: the instance, else the type */
} identifier;

typedef enum quantity { NO_READING, POWER, COUNTER } quantity;

/* Units are told by the type alone: `power` is in watts, though NUT's is of apparent
 * power; `energy_uj` is the kernel's name for microjoules, whatever type it goes by. */
static quantity quantity_of(const identifier *of)
{
    if (strstr(of->type, "energy_uj") != NULL)
        return COUNTER;
    return (strcmp(of->type, "power") == 0 || strncmp(of->type, "power-", 6) == 0) &&
                   strncmp(of->plugin, "nut", 3) != 0
               ? POWER
               : NO_READING;
}

/* What sensors and tables are called is enough; other plugins tell what they measure. */
static void settle(identifier *of)
{
    const char *type = strchr(of->type, '-');

    of->chip = of->plugin;
    if (strncmp(of->plugin, "sensors-", 8) == 0)
        of->chip = of->plugin + 8;
    if (strncmp(of->plugin, "table-", 6) == 0)
        of->chip = of->plugin + 6;
    of->name = type != NULL ? type + 1 : of->type;
}

/* The part of a path before *end, which moves in front of it. */
static bool take_part(char out[NAME_BYTES], const char *start, const char **end,
                      char mark)
{
    const char *from = *end;

    while (from > start && from[-1] != mark)
        from--;
    if (from == *end || *end - from >= NAME_BYTES)
        return false;
    memcpy(out, from, (size_t)(*end - from));
    out[*end - from] = '\0';
    *end = from > start ? from - 1 : from;
    return true;
}

static bool identify(identifier *of, const char *path, size_t length, char mark)
{
    const char *end = path + length;

    memset(of, 0, sizeof *of);
    if (!take_part(of->type, path, &end, mark) ||
        !take_part(of->plugin, path, &end, mark))
        return false;
    (void)take_part(of->host, path, &end, mark);
    settle(of);
    return true;
}

/* "power-power1-2026-11-29": length without the day; 0: there is none. */
static size_t before_day(const char *name, size_t length)
{
    static const char pattern[] = "-0000-00-00";
    size_t day = strlen(pattern);

    if (length <= day)
        return 0;
    for (size_t i = 0; i < day; i++) {
        char c = name[length - day + i];

        if (pattern[i] == '0' ? !plume_is_digit(c) : c != '-')
            return 0;
    }
    return length - day;
}

static bool identify_file(identifier *of, const char *path)
{
    size_t length = strlen(path);

    if (length > 3 && strcmp(path + length - 3, ".gz") == 0)
        length -= 3;
    length = before_day(path, length);
    return length > 0 && identify(of, path, length, '/');
}

/* "node1.sensors-corsairpsu-virtual-0.power-power1 477 1795996064". */
static bool identify_line(identifier *of, const plume_line_words *word)
{
    double value;

    return word->count == 3 && memchr(word->at[0], '.', word->length[0]) != NULL &&
           plume_number_parse(&value, word->at[2], word->length[2]) && value > 1e9 &&
           identify(of, word->at[0], word->length[0], '.');
}

/* --- knowing one --- */

static int graphite_confidence(const plume_head *head)
{
    size_t at = 0, length;
    const char *text;

    while (plume_head_line(head, &at, &text, &length)) {
        plume_line_words word;
        identifier of;

        plume_line_words_split(&word, text, length, false);
        if (!identify_line(&of, &word))
            return 0;
        if (quantity_of(&of) != NO_READING && strchr(of.plugin, '-') != NULL)
            return 80;
    }
    return 0;
}

static int confidence(const plume_head *head)
{
    identifier of;

    if (strncmp(head->bytes, header, sizeof header - 1) == 0)
        return identify_file(&of, head->path) && quantity_of(&of) != NO_READING ? 80 : 0;
    if (plume_power_head_has(head, "\"dstypes\""))
        return plume_power_head_has(head, "\"plugin_instance\"") &&
                       (plume_power_head_has(head, "\"type\":\"power\"") ||
                        plume_power_head_has(head, "\"type\": \"power\"") ||
                        plume_power_head_has(head, "energy_uj"))
                   ? 80
                   : 0;
    return graphite_confidence(head);
}

/* --- reading --- */

typedef struct reading {
    plume_sensors sensors;
    identifier file; /* of the csv plugin */
    bool csv;
    uint64_t others;
} reading;

/* A rate of more than any processor draws is a counter that began again. */
static const double most_w = 1e5;

static plume_status take(reading *own, const identifier *of, double t_s, double value,
                         bool rate, uint64_t line, plume_error *error)
{
    quantity what = quantity_of(of);
    plume_sensor sensor = { .host = of->host,
                            .chip = of->chip,
                            .name = of->name,
                            .watts = NAN,
                            .counter_j = NAN,
                            .line = line };

    if (what == NO_READING) {
        own->others++;
        return PLUME_OK;
    }
    if (what == POWER)
        sensor.watts = value;
    else if (rate)
        sensor.watts =
            value / MICROWATTS_PER_WATT <= most_w ? value / MICROWATTS_PER_WATT : NAN;
    else
        sensor.counter_j = value / MICROJOULES_PER_JOULE;
    sensor.rapl = what == COUNTER;
    own->sensors.dated.t_s = t_s;
    own->sensors.dated.rounds++;
    return plume_sensors_take(&own->sensors, &sensor, error);
}

static void reject(reading *own, const char *text, size_t length, uint64_t line)
{
    plume_power_torn(own->sensors.log, line, text, length, "reading of collectd");
}

/* "1795996102.582,4.250000". Rates, which the plugin stores when it is asked to, have
 * decimals; counters have none. */
static plume_status take_row(reading *own, const char *text, size_t length, uint64_t line,
                             plume_error *error)
{
    const char *comma = memchr(text, ',', length);
    size_t before = comma != NULL ? (size_t)(comma - text) : length;
    double t_s, value = NAN;

    if (length == 0 || strncmp(text, header, sizeof header - 1) == 0)
        return PLUME_OK;
    if (comma == NULL || !plume_number_parse(&t_s, text, before)) {
        reject(own, text, length, line);
        return PLUME_OK;
    }
    text = comma + 1;
    length -= before + 1;
    if (plume_power_cell_is_missing(text, length))
        return PLUME_OK; /* as the first rate always is */
    if (!plume_number_parse(&value, text, length)) {
        reject(own, text, length, line);
        return PLUME_OK;
    }
    return take(own, &own->file, t_s, value, memchr(text, '.', length) != NULL, line,
                error);
}

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *own = state;
    plume_line_words word;
    double t_s, value;
    identifier of;

    if (own->csv)
        return take_row(own, text, length, line, error);
    plume_line_words_split(&word, text, length, false);
    if (!identify_line(&of, &word)) {
        reject(own, text, length, line);
        return PLUME_OK;
    }
    if (!plume_number_parse(&value, word.at[1], word.length[1]))
        value = NAN;
    (void)plume_number_parse(&t_s, word.at[2], word.length[2]);
    return take(own, &of, t_s, value, false, line, error);
}

static void copy_text(char out[NAME_BYTES], const plume_value *object, const char *one,
                      const char *two)
{
    const char *instance = plume_value_string(plume_value_get(object, two));

    snprintf(out, NAME_BYTES, "%s%s%s", plume_value_string(plume_value_get(object, one)),
             instance[0] != '\0' ? "-" : "", instance);
}

static plume_status take_object(void *state, const plume_value *object, uint64_t line,
                                plume_error *error)
{
    reading *own = state;
    identifier of;

    copy_text(of.host, object, "host", "");
    copy_text(of.plugin, object, "plugin", "plugin_instance");
    copy_text(of.type, object, "type", "type_instance");
    settle(&of);
    return take(own, &of, plume_value_number(plume_value_get(object, "time")),
                plume_value_number(plume_value_at(plume_value_get(object, "values"), 0)),
                false, line, error);
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading own = { .others = 0 };
    plume_status status = plume_sensors_start(&own.sensors, log, "", error);

    own.csv = identify_file(&own.file, plume_log_path(log));
    if (status == PLUME_OK)
        status = plume_power_json_loop(log, take_object, take_line, &own, error);
    if (status == PLUME_OK && own.sensors.taken == 0)
        status = plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 1, 0,
                               "no reading is of the type power");
    return plume_sensors_end(&own.sensors, status, error);
}

const plume_reader plume_reader_collectd = {
    .name = "collectd",
    .title = "collectd's csv and write_log",
    .confidence = confidence,
    .marks = { "epoch,value", "dstypes", "power-power", "power-pwr", "power-system",
               "energy_uj" },
    .read = read,
};
