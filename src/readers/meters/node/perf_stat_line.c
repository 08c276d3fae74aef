/* One line of `perf stat -x`: [time,] [socket, processors,] value, unit, event, ... */
#include "readers/meters/node/perf_stat_line.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "logs/power/line.h"
#include <plume/number.h>

enum { FIELDS_MAX = 16, TIME_DECIMALS = 9 };

typedef struct fields {
    plume_field field[FIELDS_MAX];
    size_t count;
} fields;

static bool is(plume_field field, const char *word)
{
    return strlen(word) == field.length && memcmp(field.text, word, field.length) == 0;
}

static bool contains(const char *text, size_t length, const char *part)
{
    size_t wanted = strlen(part);

    for (size_t i = 0; i + wanted <= length; i++)
        if (memcmp(text + i, part, wanted) == 0)
            return true;
    return false;
}

/* The mark after a unit or an event, else the first of the usual ones; '\0': there is
 * none. */
static char delimiter_of(const char *text, size_t length)
{
    static const char *const before[] = { "Joules", "duration_time" };
    static const char marks[] = ",;|\t:";

    for (size_t k = 0; k < 2; k++) {
        size_t wanted = strlen(before[k]);

        for (size_t i = 0; i + wanted < length; i++)
            if (memcmp(text + i, before[k], wanted) == 0 &&
                strchr(marks, text[i + wanted]) != NULL)
                return text[i + wanted];
    }
    for (size_t i = 0; marks[i] != '\0'; i++)
        if (memchr(text, marks[i], length) != NULL)
            return marks[i];
    return '\0';
}

static void split(fields *out, const char *text, size_t length, char delimiter)
{
    const char *end = text + length;

    out->count = 0;
    while (text <= end && out->count < FIELDS_MAX) {
        const char *mark =
            text < end ? memchr(text, delimiter, (size_t)(end - text)) : NULL;
        const char *to = mark != NULL ? mark : end, *from = text;

        while (from < to && *from == ' ')
            from++;
        text = to + 1;
        while (to > from && (to[-1] == ' ' || to[-1] == '\r'))
            to--;
        out->field[out->count++] = (plume_field){ from, (size_t)(to - from) };
    }
}

bool plume_perf_figure(double *out, const char *text, size_t length, size_t decimals)
{
    char digits[64];
    size_t n = 0;

    if (length == 0 || length >= sizeof digits)
        return false;
    for (size_t i = 0; i < length; i++) {
        bool last = length > decimals && i == length - decimals - 1;

        if (text[i] >= '0' && text[i] <= '9')
            digits[n++] = text[i];
        else if (last && (text[i] == '.' || text[i] == ','))
            digits[n++] = '.';
        else if (text[i] != '.' && text[i] != ',' && text[i] != '\'' &&
                 (unsigned char)text[i] < 0x80)
            return false;
    }
    return plume_number_parse(out, digits, n);
}

static bool are_digits(plume_field field)
{
    for (size_t i = 0; i < field.length; i++)
        if (field.text[i] < '0' || field.text[i] > '9')
            return false;
    return field.length > 0;
}

/* A number with a point or a comma, or one that the delimiter cut in two. */
static bool read_number(double *out, plume_field whole, plume_field rest)
{
    char text[64];

    *out = NAN;
    if (whole.length + rest.length + 2 > sizeof text)
        return false;
    snprintf(text, sizeof text, "%.*s%s%.*s", (int)whole.length, whole.text,
             rest.length > 0 ? "." : "", (int)rest.length, rest.text);
    for (char *c = text; *c != '\0'; c++)
        *c = *c == ',' ? '.' : *c;
    return plume_number_parse(out, text, strlen(text));
}

/* perf writes nine decimals of a time, and of nothing else. Returns how many fields it
 * takes. */
static size_t take_time(const fields *line, size_t unit, double *time_s)
{
    static const plume_field nothing = { "", 0 };
    plume_field first = line->field[0];
    size_t mark = 0;

    *time_s = NAN;
    while (mark < first.length && first.text[mark] != '.' && first.text[mark] != ',')
        mark++;
    if (unit >= 2 && first.length == mark + 1 + TIME_DECIMALS)
        return read_number(time_s, first, nothing) ? 1 : 0;
    if (unit >= 3 && are_digits(first) && are_digits(line->field[1]) &&
        line->field[1].length == TIME_DECIMALS)
        return read_number(time_s, first, line->field[1]) ? 2 : 0;
    return 0;
}

/* "S0" or "N1" or "S0-D0-C1" and how many processors; "CPU3" alone. */
static size_t take_where(const fields *line, size_t at, size_t unit, plume_field *where)
{
    plume_field first = line->field[at];
    bool letter = first.length > 1 && strchr("SNDC", first.text[0]) != NULL;

    if (!letter || at + 1 >= unit)
        return 0;
    *where = first;
    if (first.text[0] == 'C')
        return 1;
    return at + 2 < unit && are_digits(line->field[at + 1]) ? 2 : 1;
}

static bool is_missing(plume_field value)
{
    return value.length > 1 && value.text[0] == '<';
}

/* The field of the unit; line->count when there is none. */
static size_t find_unit(const fields *line, plume_perf_kind kind)
{
    for (size_t i = 1; i + 1 < line->count; i++) {
        if (kind == PLUME_PERF_DURATION && is(line->field[i + 1], "duration_time"))
            return i;
        if (kind == PLUME_PERF_ENERGY &&
            (is(line->field[i], "Joules") || is_missing(line->field[i - 1])))
            return i;
    }
    return line->count;
}

static plume_perf_kind kind_of(const char *text, size_t length)
{
    size_t marks = 0;
    char delimiter = delimiter_of(text, length);

    for (size_t i = 0; i < length; i++)
        marks += text[i] == delimiter;
    if (length == 0 || text[0] == '#')
        return PLUME_PERF_OTHER;
    if (contains(text, length, "Joules") || contains(text, length, "/energy-"))
        return PLUME_PERF_ENERGY;
    if (contains(text, length, "duration_time"))
        return PLUME_PERF_DURATION;
    return delimiter == '\0' || marks < 3 ? PLUME_PERF_TORN : PLUME_PERF_OTHER;
}

/* "     1.001064462              1,234.56 Joules power/energy-pkg/", as -I prints it
 * without -x: the time has nine decimals, a figure two. */
static bool read_printed(plume_perf_line *out, const char *text, size_t length)
{
    plume_line_words word;
    size_t unit = 1, value;
    fields line = { .count = 0 };

    if (memchr(text, '\t', length) != NULL)
        return false;
    plume_line_words_split(&word, text, length, false);
    while (unit < word.count && unit < 5 && !plume_line_words_is(&word, unit, "Joules"))
        unit++;
    if (unit < 2 || unit + 1 >= word.count || unit >= 5)
        return false;
    for (size_t i = 0; i <= unit; i++)
        line.field[line.count++] = (plume_field){ word.at[i], word.length[i] };
    value = take_time(&line, unit, &out->time_s);
    if (value != 1)
        return false;
    value += take_where(&line, value, unit, &out->where);
    out->event = (plume_field){ word.at[unit + 1], word.length[unit + 1] };
    if (value + 1 != unit)
        return false;
    if (!is_missing(line.field[value]) &&
        !plume_perf_figure(&out->joules, line.field[value].text, line.field[value].length,
                           2))
        out->kind = PLUME_PERF_TORN;
    if (is_missing(line.field[value]))
        out->joules = NAN;
    return true;
}

/* Fields of -x have no names and vary by version: the unit ("Joules") is found, and
 * the others by their distance from it. */
void plume_perf_line_read(plume_perf_line *out, const char *text, size_t length)
{
    static const plume_field nothing = { "", 0 };
    fields line;
    size_t unit, at;

    *out = (plume_perf_line){
        .time_s = NAN, .where = nothing, .event = nothing, .joules = NAN
    };
    while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL)
        length--;
    out->kind = kind_of(text, length);
    if (out->kind == PLUME_PERF_OTHER || out->kind == PLUME_PERF_TORN)
        return;
    if (out->kind == PLUME_PERF_ENERGY && read_printed(out, text, length))
        return;
    split(&line, text, length, delimiter_of(text, length));
    unit = find_unit(&line, out->kind);
    if (unit >= line.count) {
        out->kind = PLUME_PERF_TORN;
        return;
    }
    out->event = line.field[unit + 1];
    at = take_time(&line, unit, &out->time_s);
    at += take_where(&line, at, unit, &out->where);
    if (at + 1 == unit && is_missing(line.field[at]) && out->event.length > 0)
        return;
    if (out->event.length == 0 || at >= unit || unit - at > 2 ||
        !read_number(&out->joules, line.field[at],
                     unit - at == 2 ? line.field[at + 1] : nothing))
        out->kind = PLUME_PERF_TORN;
}
