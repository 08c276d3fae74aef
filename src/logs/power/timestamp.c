/* Tries the spellings of a time stamp in turn, and learns from the survey which part of
 * a date is the day. */
#include "logs/power/timestamp.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/ascii.h"
#include "core/number/units.h"
#include "logs/internal.h"
#include "logs/partial/recorder.h"
#include "logs/unknown_time.h"
#include <plume/number.h>

/* A number at least as large counts this many to the second since 1970: 1e8 s is March
 * 1973, and 1e11 s is the year 5138. */
static double per_second(double value)
{
    return value >= 1e17 ? 1e9 : value >= 1e14 ? 1e6 : value >= 1e11 ? 1e3 : 1.0;
}

#define EPOCH_LEAST_S 1e8

static bool are_digits(const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!plume_is_digit(text[i]))
            return false;
    return true;
}

static int number_of(const char *text, size_t count)
{
    int number = 0;

    for (size_t i = 0; i < count; i++)
        number = number * 10 + (text[i] - '0');
    return number;
}

/* --- 04-03-2021 --- */

typedef struct day_text {
    int first, second, year;
    size_t length; /* of the date in the text */
} day_text;

/* One or two digits, a mark, one or two digits, the same mark, four digits. */
static bool split_day(day_text *out, const char *text, size_t length)
{
    size_t one = 0, two = 0, at;
    char mark;

    while (one < 3 && one < length && plume_is_digit(text[one]))
        one++;
    if (one < 1 || one > 2 || one == length)
        return false;
    mark = text[one];
    if (mark != '-' && mark != '/' && mark != '.')
        return false;
    at = one + 1;
    while (two < 3 && at + two < length && plume_is_digit(text[at + two]))
        two++;
    if (two < 1 || two > 2 || at + two + 5 > length || text[at + two] != mark ||
        !are_digits(text + at + two + 1, 4))
        return false;
    out->first = number_of(text, one);
    out->second = number_of(text + at, two);
    out->year = number_of(text + at + two + 1, 4);
    out->length = at + two + 5;
    return true;
}

/* What the user says stands above what the dates show; where no date tells, the day is
 * taken to come first. */
static bool is_day_first(const plume_log *log, const plume_trace_memory *memory)
{
    plume_day_order said = plume_log_options(log)->days;

    if (said != PLUME_DAYS_UNKNOWN)
        return said == PLUME_DAYS_FIRST;
    return memory->first_is_day || !memory->second_is_day;
}

/* A number above 12 can be no month; one such date settles the order of the whole log.
 * Of dots the day comes first in every country that writes them. */
static void learn_day(plume_trace_memory *memory, const day_text *day, const char *text,
                      uint64_t line)
{
    memory->first_is_day = memory->first_is_day || day->first > 12;
    memory->second_is_day = memory->second_is_day || day->second > 12;
    memory->dotted = memory->dotted || memchr(text, '.', day->length) != NULL;
    if (memory->date[0] != '\0') {
        memory->dates_differ = memory->dates_differ ||
                               strncmp(memory->date, text, strlen(memory->date)) != 0;
        return;
    }
    snprintf(memory->date, sizeof memory->date, "%.*s", (int)day->length, text);
    memory->date_line = line;
}

/* Where the zone at the end of "03:04:05 PM EDT" begins, with the blank before it; length
 * when there is none. */
static size_t zone_at(const char *text, size_t length)
{
    size_t at = length;

    while (at > 0 && text[at - 1] >= 'A' && text[at - 1] <= 'Z')
        at--;
    return length - at > 2 && at > 1 && text[at - 1] == ' ' ? at - 1 : length;
}

/* "3:04:05 PM" as "15:04:05"; other clocks as they are. Of the zones behind them only UTC
 * is kept: other abbreviations, such as IST, are of several zones, and mean local time.
 */
static void write_clock(char *out, size_t size, const char *text, size_t length)
{
    size_t digits = length > 1 && plume_is_digit(text[1]) ? 2 : 1;
    size_t zone = zone_at(text, length);
    bool utc = length - zone == 4 && (memcmp(text + zone, " UTC", 4) == 0 ||
                                      memcmp(text + zone, " GMT", 4) == 0);
    bool marked = zone > 3 && (text[zone - 1] == 'M' || text[zone - 1] == 'm');
    char half = marked ? (char)(text[zone - 2] & ~0x20) : '\0';
    int hour;

    length = zone;
    if (length < 4 || !are_digits(text, digits)) {
        out[0] = '\0';
        return;
    }
    hour = number_of(text, digits);
    if (half == 'A' || half == 'P') {
        hour = hour % 12 + (half == 'P' ? 12 : 0);
        length -= 2;
        while (length > 0 && text[length - 1] == ' ')
            length--;
    }
    snprintf(out, size, "%02d%.*s%s", hour, (int)(length - digits), text + digits,
             utc ? "Z" : "");
}

static void write_day(char whole[80], const day_text *day, bool first, const char *clock)
{
    snprintf(whole, 80, "%04d-%02d-%02d %s", day->year, first ? day->second : day->first,
             first ? day->first : day->second, clock);
}

/* The last resort: the order in which each time follows the one before within a day,
 * where the other has jumps of months. */
static void watch_breaks(plume_trace_memory *memory, const day_text *day,
                         const char *clock)
{
    char whole[80];
    plume_stamp stamp;

    for (size_t i = 0; i < 2; i++) {
        write_day(whole, day, i == 0, clock);
        plume_time_parse(&stamp, whole, strlen(whole), NULL);
        memory->breaks[i] += memory->last_s[i] > 0.0 &&
                             !(fabs(stamp.unix_s - memory->last_s[i]) <= SECONDS_PER_DAY);
        memory->last_s[i] = stamp.unix_s;
    }
}

/* Whether 03/04 is in March or April shows only after some date with a day over 12,
 * so the survey learns from all dates and the second pass reads them in the order
 * learnt. */
static double read_day(plume_log *log, const day_text *day, const char *text,
                       size_t length, uint64_t line)
{
    plume_trace_memory *memory = plume_log_memory(log);
    size_t at = day->length;
    char clock[48], whole[80];

    if (memory == NULL)
        return NAN;
    while (at < length && (text[at] == ' ' || text[at] == 'T' || text[at] == ','))
        at++;
    write_clock(clock, sizeof clock, text + at, length - at);
    if (plume_log_is_survey(log)) {
        learn_day(memory, day, text, line);
        if (!memory->first_is_day && !memory->second_is_day)
            watch_breaks(memory, day, clock);
    }
    if (log->setting->recorder != NULL &&
        plume_log_options(log)->days == PLUME_DAYS_UNKNOWN)
        plume_recorder_need_whole(log->setting->recorder,
                                  "its dates tell only together whether the day comes "
                                  "first",
                                  "say --dates day-first or --dates month-first");
    if (memory->days_unknown)
        (void)plume_log_time_is_unknown(log, text, day->length, line);
    write_day(whole, day, is_day_first(log, memory), clock);
    return plume_log_time(log, whole, strlen(whole));
}

static plume_status refuse_days(const plume_log *log, const plume_trace_memory *memory,
                                const day_text *day, plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(log), memory->date_line, 0,
                  "the date '%s' is %04d-%02d-%02d or %04d-%02d-%02d, and nothing in the "
                  "log tells which",
                  memory->date, day->year, day->second, day->first, day->year, day->first,
                  day->second);
    plume_hint(error, "say --dates day-first or --dates month-first");
    return PLUME_ERR_VALUE;
}

/* Times that were read the wrong way round are surveyed once more. */
static void decide(plume_log *log, plume_trace_memory *memory, bool first)
{
    memory->first_is_day = first;
    memory->second_is_day = !first;
    if (!first)
        plume_log_survey_again(log);
}

/* A log whose dates never tell (all days up to 12, and month and day different) is read
 * in the order that has no jumps, when the other has. Slashes are of spreadsheets, which
 * have taken the order away: when all times are of one such day, only how far apart they
 * are is taken. Else the log is refused rather than guessed, as a
 * wrong guess moves the run by months, to other hours of the grid. */
plume_status plume_timestamp_settle(plume_log *log, plume_error *error)
{
    plume_trace_memory *memory = plume_log_memory(log);
    day_text day;

    if (memory == NULL)
        return plume_fail_memory(error);
    if (memory->date[0] == '\0' || plume_log_options(log)->days != PLUME_DAYS_UNKNOWN ||
        memory->first_is_day != memory->second_is_day || memory->days_unknown)
        return PLUME_OK;
    if (memory->first_is_day)
        return plume_fail_at(error, PLUME_ERR_VALUE, plume_log_path(log),
                             memory->date_line, 0,
                             "some dates have the day first, and others the month");
    if (memory->dotted || !split_day(&day, memory->date, strlen(memory->date)) ||
        (day.first == day.second && !memory->dates_differ))
        return PLUME_OK;
    if (!memory->dates_differ && strchr(memory->date, '/') != NULL) {
        memory->days_unknown = true;
        plume_log_survey_again(log);
    } else if ((memory->breaks[0] == 0) != (memory->breaks[1] == 0)) {
        decide(log, memory, memory->breaks[0] == 0);
    } else {
        return refuse_days(log, memory, &day, error);
    }
    return PLUME_OK;
}

/* --- the rest --- */

/* "20240102 03:04:05" as "2024-01-02 03:04:05". */
static bool is_packed(const char *text, size_t length)
{
    return length > 12 && are_digits(text, 8) && (text[8] == ' ' || text[8] == 'T') &&
           text[11] == ':';
}

static plume_timestamp of_number(double value)
{
    double seconds = value / per_second(value);

    return (plume_timestamp){ seconds, seconds < EPOCH_LEAST_S };
}

static bool has_unknown_days(plume_log *log)
{
    const plume_trace_memory *memory = plume_log_memory(log);

    return memory != NULL && memory->days_unknown;
}

bool plume_timestamp_begins_with_year(const char *text, size_t length)
{
    return length > 4 && (text[4] == '-' || text[4] == '/') && are_digits(text, 4);
}

/* In this order: a bare number is seconds since 1970 or since the start, by its size;
 * then days with slashes or dots; then the digits alone that some loggers write
 * (20240131 10:00:00); the rest is ISO 8601. */
static plume_timestamp read_anew(plume_log *log, const char *text, size_t length,
                                 uint64_t line)
{
    plume_timestamp moment = { NAN, false };
    char buffer[64];
    day_text day;
    double value;

    if (length == 0 || length > 60)
        return moment;
    if (plume_timestamp_begins_with_year(text, length)) {
        moment.t_s = plume_log_time(log, text, length);
        return moment;
    }
    if (plume_number_parse(&value, text, length))
        return of_number(value);
    if (split_day(&day, text, length)) {
        moment.t_s = read_day(log, &day, text, length, line);
        moment.relative = has_unknown_days(log);
    } else if (is_packed(text, length)) {
        snprintf(buffer, sizeof buffer, "%.4s-%.2s-%.2s %.*s", text, text + 4, text + 6,
                 (int)(length - 9), text + 9);
        moment.t_s = plume_log_time(log, buffer, strlen(buffer));
    } else {
        moment.t_s = plume_log_time(log, text, length);
    }
    return moment;
}

/* What is written like the time of the log before is ISO 8601, which begins as nothing
 * else does. */
plume_timestamp plume_timestamp_read(plume_log *log, const char *text, size_t length,
                                     uint64_t line)
{
    plume_timestamp moment = { NAN, false };

    if (!plume_last_time_find(&log->last_time, text, length, &moment.t_s))
        moment = read_anew(log, text, length, line);
    return moment;
}
