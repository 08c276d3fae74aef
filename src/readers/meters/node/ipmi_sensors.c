/* Sensors of a BMC, polled in a loop with a time: `ipmitool sdr`, `sensor` and their -c,
 * and `ipmi-sensors` of FreeIPMI, as a table, with commas, or in its older form. Rows in
 * watts are read, whatever else the table has. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/ascii.h"
#include "logs/power/cell.h"
#include "logs/power/line.h"
#include "logs/power/sensors.h"
#include <plume/number.h>

enum { CELLS_MAX = 16, NAME_BYTES = 80 };

static const char advice[] = "print a time in the loop, as in `date -Is; ipmitool sdr`";

/* --- a row --- */

typedef struct cells {
    const char *at[CELLS_MAX];
    size_t length[CELLS_MAX];
    size_t count;
} cells;

/* Apart by the mark, without the blanks around. */
static void split(cells *out, const char *text, size_t length, char mark)
{
    const char *end = text + length;

    out->count = 0;
    while (out->count < CELLS_MAX) {
        const char *next = memchr(text, mark, (size_t)(end - text));
        const char *to = next != NULL ? next : end;

        while (text < to && *text == ' ')
            text++;
        while (to > text && to[-1] == ' ')
            to--;
        out->at[out->count] = text;
        out->length[out->count++] = (size_t)(to - text);
        if (next == NULL)
            return;
        text = next + 1;
    }
}

static bool is(const cells *row, size_t i, const char *word)
{
    return i < row->count && row->length[i] == strlen(word) &&
           strncmp(row->at[i], word, row->length[i]) == 0;
}

static bool is_number(const cells *row, size_t i)
{
    double value;

    return i < row->count && plume_number_parse(&value, row->at[i], row->length[i]);
}

typedef struct found {
    char name[NAME_BYTES];
    double watts; /* NAN: it had no reading */
    bool unnamed; /* the unit follows from the name alone */
    bool torn; /* what stands before the unit is neither a number nor a word for none */
} found;

/* "N/A", "na", "No Reading", "disabled". */
static bool is_no_reading(const char *text, size_t length)
{
    static const char *const words[] = { "no reading", "disabled", "ns" };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i]) == length && strncasecmp(text, words[i], length) == 0)
            return true;
    return plume_power_cell_is_missing(text, length);
}

static void read_watts(found *out, const char *text, size_t length)
{
    if (plume_number_parse(&out->watts, text, length))
        return;
    out->watts = NAN;
    out->torn = !is_no_reading(text, length);
}

/* "217 Watts", as ipmitool's sdr writes it into one cell. */
static bool has_watts(found *out, const cells *row, size_t i)
{
    plume_line_words word;

    plume_line_words_split(&word, row->at[i], row->length[i], false);
    if (word.count != 2 || !plume_line_words_is(&word, 1, "Watts"))
        return false;
    read_watts(out, word.at[0], word.length[0]);
    return true;
}

static void keep_name(found *out, const char *text, size_t length)
{
    snprintf(out->name, sizeof out->name, "%.*s", (int)length, text);
}

/* "Pwr Consumption", "System Power": a meter of the machine that says so. */
static bool names_power(const char *name)
{
    return plume_meter_of(name) != PLUME_METER_PART &&
           (strstr(name, "Consumption") != NULL || strstr(name, "System Power") != NULL ||
            strstr(name, "Watts") != NULL);
}

/* A cell that is a unit, behind its number; ipmitool -c has no unit at all behind a
 * single reading, and names the sensor. */
static bool find_watts(found *out, const cells *row)
{
    for (size_t i = 1; i < row->count; i++) {
        if (has_watts(out, row, i))
            return true;
        if (i < 2 || !(is(row, i, "Watts") || is(row, i, "W")))
            continue;
        read_watts(out, row->at[i - 1], row->length[i - 1]);
        return true;
    }
    out->unnamed = row->count == 2 && is_number(row, 1) && names_power(out->name);
    return out->unnamed && plume_number_parse(&out->watts, row->at[1], row->length[1]);
}

/* "1: Pwr Consumption (Other Units Based Sensor): 217.00 W (0.00/0.00): [OK]". */
static bool read_legacy(found *out, const char *text, size_t length)
{
    char line[256], *name, *kind, *value, *unit;

    if (length >= sizeof line || length == 0 || !plume_is_digit(text[0]))
        return false;
    memcpy(line, text, length);
    line[length] = '\0';
    name = strstr(line, ": ");
    kind = name != NULL ? strstr(name, " (") : NULL;
    value = kind != NULL ? strstr(kind, "): ") : NULL;
    unit = value != NULL ? strstr(value, " W (") : NULL;
    if (unit == NULL || strspn(line, "0123456789") != (size_t)(name - line))
        return false;
    keep_name(out, name + 2, (size_t)(kind - name - 2));
    return plume_number_parse(&out->watts, value + 3, (size_t)(unit - value - 3));
}

/* The sensor of a row and its watts; false for a row of anything else. */
static bool read_row(found *out, const char *text, size_t length)
{
    char mark = memchr(text, '|', length) != NULL ? '|' : ',';
    cells row;
    size_t name;

    *out = (found){ .watts = NAN };
    if (length == 0 || memchr(text, mark, length) == NULL)
        return read_legacy(out, text, length);
    split(&row, text, length, mark);
    name = is_number(&row, 0) ? 1 : 0; /* FreeIPMI numbers its sensors */
    if (name >= row.count || row.length[name] == 0 || is_number(&row, name))
        return false;
    keep_name(out, row.at[name], row.length[name]);
    return find_watts(out, &row);
}

/* --- knowing one --- */

/* What only the tables of sensors have: a state behind the unit, or FreeIPMI's header. */
static bool is_told(const char *text, size_t length, const found *row)
{
    static const char *const marks[] = { "| ok", ",ok", "'OK'", "[OK]", "| cr",
                                         "| nc", ",nc", ",cr",  "| lcr" };
    char line[256];

    if (length >= sizeof line || row->unnamed)
        return false;
    memcpy(line, text, length);
    line[length] = '\0';
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (strstr(line, marks[i]) != NULL)
            return true;
    return false;
}

static int confidence(const plume_head *head)
{
    size_t at = 0, length, unnamed = 0, lines = 0;
    const char *text;

    while (plume_dated_head_line(head, &at, &text, &length)) {
        found row;

        lines += length > 0;
        if (!read_row(&row, text, length))
            continue;
        if (is_told(text, length, &row))
            return 85;
        unnamed += row.unnamed;
    }
    return unnamed > 1 && unnamed + 1 >= lines ? 55 : 0;
}

/* --- reading --- */

typedef struct reading {
    plume_sensors sensors;
    bool unnamed_told;
} reading;

static plume_status take_line(void *state, const char *text, size_t length, uint64_t line,
                              plume_error *error)
{
    reading *own = state;
    plume_sensor sensor = { .host = "", .chip = "", .counter_j = NAN, .line = line };
    found row;

    plume_dated_line(&own->sensors.dated, &text, &length, line);
    if (!read_row(&row, text, length))
        return PLUME_OK;
    if (row.torn)
        plume_power_torn(own->sensors.log, line, text, length, "row of a sensor");
    if (isnan(row.watts))
        return PLUME_OK;
    if (row.unnamed && !own->unnamed_told)
        plume_log_note(own->sensors.log, PLUME_ASSUMED, line, "unit-assumed",
                       "'%s' has no unit: taken as watts, by its name", row.name);
    own->unnamed_told = own->unnamed_told || row.unnamed;
    sensor.name = row.name;
    sensor.watts = row.watts;
    return plume_sensors_take(&own->sensors, &sensor, error);
}

static plume_status read(plume_log *log, plume_error *error)
{
    reading own = { .unnamed_told = false };
    plume_status status = plume_sensors_start(&own.sensors, log, advice, error);

    if (status == PLUME_OK)
        status = plume_log_lines(log, take_line, &own, error);
    if (status == PLUME_OK && own.sensors.taken == 0)
        status = plume_fail_at(error, PLUME_ERR_MISSING, plume_log_path(log), 1, 0,
                               "no sensor has a reading in watts");
    return plume_sensors_end(&own.sensors, status, error);
}

const plume_reader plume_reader_ipmi_sensors = {
    .name = "ipmi_sensors",
    .title = "ipmitool sdr and sensor, ipmi-sensors",
    .confidence = confidence,
    .marks = { "Watts", "Consumption", "System Power", "Units,Event", "Units|Event",
               "Based Sensor", "(Power Supply)" },
    .read = read,
};
