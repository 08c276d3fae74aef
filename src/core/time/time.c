/* Time stamps and durations: reading them in the spellings of logs, and writing them. */
#include <plume/time.h>

#include <math.h>
#include <stdint.h>

#include "core/number/units.h"
#include "core/ascii.h"
#include "core/time/calendar.h"
#include "core/time/cursor.h"

enum { FRACTION_DIGITS = 15, HOUR_DIGITS = 9 };

/* ".123" or ",123": a part of a second; 0 when none stands there. */
static bool take_fraction(plume_cursor *in, double *out)
{
    uint64_t whole = 0, unit = 1; /* both below 2^53 */
    const char *begin;

    *out = 0;
    if (in->at == in->end || (*in->at != '.' && *in->at != ','))
        return true;
    begin = ++in->at;
    for (; in->at < in->end && plume_is_digit(*in->at); in->at++)
        if (in->at - begin < FRACTION_DIGITS) {
            whole = whole * 10 + (uint64_t)(*in->at - '0');
            unit *= 10;
        }
    *out = (double)whole / (double)unit;
    return in->at > begin;
}

/* --- reading --- */

/* "2023-05-17" or "2023/05/17": days from 1970-01-01. */
static bool take_day(plume_cursor *in, double *midnight_s)
{
    int year, month, day;
    char between;

    if (!plume_cursor_number(in, 4, PLUME_YEAR_MOST, &year) || in->at == in->end)
        return false;
    between = *in->at;
    if ((between != '-' && between != '/') || !plume_cursor_char(in, between) ||
        !plume_cursor_number(in, 2, 12, &month) || !plume_cursor_char(in, between) ||
        !plume_cursor_number(in, 2, 31, &day))
        return false;
    *midnight_s = plume_time_civil(year, month, day, 0);
    return !isnan(*midnight_s);
}

/* "08:30", "08:30:00.25"; 24:00 is the end of the day, :60 a leap second. */
static bool take_clock(plume_cursor *in, double *whole_s, double *fraction_s)
{
    int hour, minute, second = 0;

    *fraction_s = 0;
    if (!plume_cursor_number(in, 2, 24, &hour) || !plume_cursor_char(in, ':') ||
        !plume_cursor_number(in, 2, 59, &minute))
        return false;
    if (plume_cursor_char(in, ':') &&
        (!plume_cursor_number(in, 2, 60, &second) || !take_fraction(in, fraction_s)))
        return false;
    if (hour == 24 && (minute > 0 || second > 0 || *fraction_s > 0))
        return false;
    *whole_s = hour * SECONDS_PER_HOUR + minute * SECONDS_PER_MINUTE + second;
    return true;
}

/* Two digits; above 99 when they are none. */
static unsigned two_digits(const char *at)
{
    unsigned tens = (unsigned)(unsigned char)at[0] - '0';
    unsigned ones = (unsigned)(unsigned char)at[1] - '0';

    return tens < 10 && ones < 10 ? tens * 10 + ones : 100;
}

/* "2024-05-13 11:00:07", as nearly all times begin, at once. False, and nothing is taken,
 * when it is anything else, also an hour of 24, which the long way judges. */
static bool take_usual(plume_cursor *in, double *midnight_s, double *whole_s)
{
    enum { USUAL = sizeof "2024-05-13 11:00:07" - 1 };
    const char *at = in->at;
    unsigned century, year, month, day, hour, minute, second;

    if (in->end - at < USUAL || (at[4] != '-' && at[4] != '/') || at[7] != at[4] ||
        (at[10] != ' ' && at[10] != 'T') || at[13] != ':' || at[16] != ':')
        return false;
    century = two_digits(at);
    year = two_digits(at + 2);
    month = two_digits(at + 5);
    day = two_digits(at + 8);
    hour = two_digits(at + 11);
    minute = two_digits(at + 14);
    second = two_digits(at + 17);
    if (century > 99 || year > 99 || month > 12 || day > 31 || hour > 23 || minute > 59 ||
        second > 60)
        return false;
    *midnight_s = plume_time_civil((int)(century * 100 + year), (int)month, (int)day, 0);
    *whole_s = hour * SECONDS_PER_HOUR + minute * SECONDS_PER_MINUTE + second;
    if (isnan(*midnight_s))
        return false;
    in->at += USUAL;
    return true;
}

static bool take_moment(plume_cursor *in, double *midnight_s, double *whole_s,
                        double *fraction_s)
{
    if (take_usual(in, midnight_s, whole_s))
        return take_fraction(in, fraction_s);
    if (!take_day(in, midnight_s) || in->at == in->end ||
        (*in->at != 'T' && *in->at != ' '))
        return false;
    in->at++;
    return take_clock(in, whole_s, fraction_s);
}

bool plume_time_parse(plume_stamp *out, const char *text, size_t length,
                      const plume_zone *zone)
{
    plume_cursor in = { text, text + length };
    double midnight_s, clock_s, fraction_s, offset_s;
    bool has_zone;

    *out = (plume_stamp){ .unix_s = (double)NAN };
    if (!take_moment(&in, &midnight_s, &clock_s, &fraction_s) ||
        !plume_cursor_offset(&in, &has_zone, &offset_s) || in.at < in.end)
        return false;
    if (has_zone || zone == NULL)
        out->unix_s = midnight_s + clock_s - offset_s;
    else
        *out = plume_zone_resolve(zone, midnight_s + clock_s);
    out->has_zone = has_zone;
    out->unix_s +=
        fraction_s; /* last, so that a change of offset falls on whole seconds */
    return true;
}

static bool take_hours(plume_cursor *in, double *hours)
{
    const char *begin = in->at;

    for (*hours = 0; in->at < in->end && plume_is_digit(*in->at); in->at++)
        *hours = *hours * 10 + (*in->at - '0');
    return in->at > begin && in->at - begin <= HOUR_DIGITS;
}

bool plume_duration_parse(double *out_s, const char *text, size_t length)
{
    plume_cursor in = { text, text + length };
    double days = 0, hours, fraction_s = 0;
    int minutes, seconds = 0;
    bool has_days, has_seconds;

    *out_s = (double)NAN;
    if (!take_hours(&in, &hours))
        return false;
    has_days = plume_cursor_char(&in, '-');
    if (has_days) {
        days = hours;
        if (!take_hours(&in, &hours))
            return false;
    }
    if (!plume_cursor_char(&in, ':') || !plume_cursor_number(&in, 2, 59, &minutes))
        return false;
    has_seconds = plume_cursor_char(&in, ':');
    if (has_seconds &&
        (!plume_cursor_number(&in, 2, 59, &seconds) || !take_fraction(&in, &fraction_s)))
        return false;
    if (in.at < in.end || (has_days && !has_seconds))
        return false;
    *out_s = days * SECONDS_PER_DAY + hours * SECONDS_PER_HOUR +
             minutes * SECONDS_PER_MINUTE + seconds + fraction_s;
    return true;
}

/* --- writing --- */

/* The last count digits of number. */
static void put(plume_text *out, int64_t number, int count, char after)
{
    char digits[8];

    for (int i = count - 1; i >= 0; i--, number /= 10)
        digits[i] = (char)('0' + number % 10);
    if (after != '\0')
        digits[count++] = after;
    plume_text_add_n(out, digits, (size_t)count);
}

static void put_day(plume_text *out, const plume_civil *at, char after)
{
    put(out, at->year, 4, '-');
    put(out, at->month, 2, '-');
    put(out, at->day, 2, after);
}

void plume_day_print(plume_text *out, double unix_s)
{
    plume_civil at;

    if (plume_civil_of(&at, unix_s))
        put_day(out, &at, '\0');
}

void plume_time_print(plume_text *out, double unix_s)
{
    plume_civil at;

    if (!plume_civil_of(&at, unix_s))
        return;
    put_day(out, &at, 'T');
    put(out, at.second / 3600, 2, ':');
    put(out, at.second / 60 % 60, 2, ':');
    put(out, at.second % 60, 2, at.millisecond == 0 ? 'Z' : '.');
    if (at.millisecond != 0)
        put(out, at.millisecond, 3, 'Z');
}
