#include <plume/time.h>

#include "core/number/units.h"

#include <math.h>
#include <stdint.h>

enum { YEAR_MOST = 9999, FRACTION_DIGITS = 15, HOUR_DIGITS = 9 };

/* What is left to read. */
typedef struct cursor {
    const char *at, *end;
} cursor;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take_char(cursor *in, char c)
{
    if (in->at == in->end || *in->at != c)
        return false;
    in->at++;
    return true;
}

/* Exactly count digits, no more than most. */
static bool take_number(cursor *in, int count, int most, int *out)
{
    int i;

    *out = 0;
    if (in->end - in->at < count)
        return false;
    for (i = 0; i < count; i++, in->at++) {
        if (!is_digit(*in->at))
            return false;
        *out = *out * 10 + (*in->at - '0');
    }
    return *out <= most;
}

/* ".123" or ",123": a part of a second; 0 when none stands there. */
static bool take_fraction(cursor *in, double *out)
{
    double whole = 0, unit = 1;
    int digits = 0;

    *out = 0;
    if (in->at == in->end || (*in->at != '.' && *in->at != ','))
        return true;
    for (in->at++; in->at < in->end && is_digit(*in->at); in->at++)
        if (digits++ < FRACTION_DIGITS) {
            whole = whole * 10 + (*in->at - '0');
            unit *= 10;
        }
    *out = whole / unit;
    return digits > 0;
}

/* --- days --- */

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days from 1970-01-01. Years are counted from March, so that the leap day comes last. */
static int64_t days_of(int year, int month, int day)
{
    static const int days_before[] = { 0,   31,  61,  92,  122, 153,
                                       184, 214, 245, 275, 306, 337 };
    int64_t y = month > 2 ? year : year - 1;
    int in_year = days_before[(month + 9) % 12] + day - 1;

    return y * 365 + y / 4 - y / 100 + y / 400 + in_year - 719468;
}

typedef struct civil {
    int year, month, day;
    int64_t second; /* of the day */
    int millisecond;
} civil;

/* False outside of the years 1 to 9999. */
static bool civil_of(civil *out, double unix_s)
{
    int64_t milliseconds, days, year;

    if (!(unix_s >= -62135596800.0 && unix_s < 253402300799.9995))
        return false;
    milliseconds = (int64_t)floor(unix_s * MILLISECONDS_PER_SECOND + 0.5);
    days = milliseconds / 86400000 - (milliseconds % 86400000 < 0);
    milliseconds -= days * 86400000;
    out->second = milliseconds / 1000;
    out->millisecond = (int)(milliseconds % 1000);
    year = 1970 + days / 366;
    while (year < YEAR_MOST && days_of((int)year + 1, 1, 1) <= days)
        year++;
    while (days_of((int)year, 1, 1) > days)
        year--;
    out->year = (int)year;
    days -= days_of((int)year, 1, 1);
    for (out->month = 1; days >= days_in_month(out->year, out->month); out->month++)
        days -= days_in_month(out->year, out->month);
    out->day = (int)days + 1;
    return true;
}

double plume_time_civil(int year, int month, int day, double seconds_of_day)
{
    if (year < 1 || year > YEAR_MOST || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month) ||
        !(seconds_of_day >= 0 && seconds_of_day <= SECONDS_PER_DAY))
        return (double)NAN;
    return (double)days_of(year, month, day) * SECONDS_PER_DAY + seconds_of_day;
}

int plume_time_year(double unix_s)
{
    civil at;

    return civil_of(&at, unix_s) ? at.year : 0;
}

/* --- reading --- */

/* "2023-05-17" or "2023/05/17": days from 1970-01-01. */
static bool take_day(cursor *in, double *midnight_s)
{
    int year, month, day;
    char between;

    if (!take_number(in, 4, YEAR_MOST, &year) || in->at == in->end)
        return false;
    between = *in->at;
    if ((between != '-' && between != '/') || !take_char(in, between) ||
        !take_number(in, 2, 12, &month) || !take_char(in, between) ||
        !take_number(in, 2, 31, &day))
        return false;
    *midnight_s = plume_time_civil(year, month, day, 0);
    return !isnan(*midnight_s);
}

/* "08:30", "08:30:00.25"; 24:00 is the end of the day, :60 a leap second. */
static bool take_clock(cursor *in, double *whole_s, double *fraction_s)
{
    int hour, minute, second = 0;

    *fraction_s = 0;
    if (!take_number(in, 2, 24, &hour) || !take_char(in, ':') ||
        !take_number(in, 2, 59, &minute))
        return false;
    if (take_char(in, ':') &&
        (!take_number(in, 2, 60, &second) || !take_fraction(in, fraction_s)))
        return false;
    if (hour == 24 && (minute > 0 || second > 0 || *fraction_s > 0))
        return false;
    *whole_s = hour * SECONDS_PER_HOUR + minute * SECONDS_PER_MINUTE + second;
    return true;
}

/* "Z", "UTC", "+02:00", "-0530", "+02", perhaps after a blank; nothing is fine too. */
static bool take_zone(cursor *in, bool *has_zone, double *offset_s)
{
    int hours, minutes = 0;
    bool west;

    *offset_s = 0;
    *has_zone = in->at < in->end;
    if (!*has_zone)
        return true;
    take_char(in, ' ');
    if (take_char(in, 'Z') || take_char(in, 'z'))
        return true;
    if (take_char(in, 'U'))
        return take_char(in, 'T') && take_char(in, 'C');
    west = take_char(in, '-');
    if ((!west && !take_char(in, '+')) || !take_number(in, 2, 23, &hours))
        return false;
    if (in->at < in->end) {
        take_char(in, ':');
        if (!take_number(in, 2, 59, &minutes))
            return false;
    }
    *offset_s = hours * SECONDS_PER_HOUR + minutes * SECONDS_PER_MINUTE;
    if (west)
        *offset_s = -*offset_s;
    return true;
}

bool plume_time_parse(plume_stamp *out, const char *text, size_t length,
                      const plume_zone *zone)
{
    cursor in = { text, text + length };
    double midnight_s, clock_s, fraction_s, offset_s;
    bool has_zone;

    *out = (plume_stamp){ .unix_s = (double)NAN };
    if (!take_day(&in, &midnight_s) || in.at == in.end ||
        (*in.at != 'T' && *in.at != ' '))
        return false;
    in.at++;
    if (!take_clock(&in, &clock_s, &fraction_s) ||
        !take_zone(&in, &has_zone, &offset_s) || in.at < in.end)
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

static bool take_hours(cursor *in, double *hours)
{
    const char *begin = in->at;

    for (*hours = 0; in->at < in->end && is_digit(*in->at); in->at++)
        *hours = *hours * 10 + (*in->at - '0');
    return in->at > begin && in->at - begin <= HOUR_DIGITS;
}

bool plume_duration_parse(double *out_s, const char *text, size_t length)
{
    cursor in = { text, text + length };
    double days = 0, hours, fraction_s = 0;
    int minutes, seconds = 0;
    bool has_days, has_seconds;

    *out_s = (double)NAN;
    if (!take_hours(&in, &hours))
        return false;
    has_days = take_char(&in, '-');
    if (has_days) {
        days = hours;
        if (!take_hours(&in, &hours))
            return false;
    }
    if (!take_char(&in, ':') || !take_number(&in, 2, 59, &minutes))
        return false;
    has_seconds = take_char(&in, ':');
    if (has_seconds &&
        (!take_number(&in, 2, 59, &seconds) || !take_fraction(&in, &fraction_s)))
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
    int i;

    for (i = count - 1; i >= 0; i--, number /= 10)
        digits[i] = (char)('0' + number % 10);
    if (after != '\0')
        digits[count++] = after;
    plume_text_add_n(out, digits, (size_t)count);
}

static void put_day(plume_text *out, const civil *at, char after)
{
    put(out, at->year, 4, '-');
    put(out, at->month, 2, '-');
    put(out, at->day, 2, after);
}

void plume_day_print(plume_text *out, double unix_s)
{
    civil at;

    if (civil_of(&at, unix_s))
        put_day(out, &at, '\0');
}

void plume_time_print(plume_text *out, double unix_s)
{
    civil at;

    if (!civil_of(&at, unix_s))
        return;
    put_day(out, &at, 'T');
    put(out, at.second / 3600, 2, ':');
    put(out, at.second / 60 % 60, 2, ':');
    put(out, at.second % 60, 2, at.millisecond == 0 ? 'Z' : '.');
    if (at.millisecond != 0)
        put(out, at.millisecond, 3, 'Z');
}
