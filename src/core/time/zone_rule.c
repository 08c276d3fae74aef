/* The yearly rule at the end of a zone file, as POSIX writes TZ (RFC 8536, section 3.3).
 */
#include "core/time/tzif.h"

#include "core/ascii.h"
#include <plume/time.h>

#include <math.h>
#include <string.h>

enum { NAME_LEAST = 3, HOURS_MOST = 167, TWO_OCLOCK_S = 7200 };
#define DAY_S ((int64_t)86400)

/* "CET" or "<+03>" */
static bool skip_name(const char **at)
{
    const char *begin = *at;

    if (**at == '<') {
        const char *end = strchr(*at, '>');

        if (end == NULL)
            return false;
        *at = end + 1;
        return true;
    }
    while (plume_is_letter(**at))
        ++*at;
    return *at - begin >= NAME_LEAST;
}

static bool take_number(const char **at, int least, int most, int *out)
{
    *out = 0;
    if (!plume_is_digit(**at))
        return false;
    for (; plume_is_digit(**at); ++*at) {
        *out = *out * 10 + (**at - '0');
        if (*out > most)
            return false;
    }
    return *out >= least;
}

/* [+-]h[:m[:s]] */
static bool take_clock(const char **at, int64_t *out_s)
{
    int hours, minutes = 0, seconds = 0;
    bool negative = **at == '-';

    if (**at == '-' || **at == '+')
        ++*at;
    if (!take_number(at, 0, HOURS_MOST, &hours))
        return false;
    if (**at == ':') {
        ++*at;
        if (!take_number(at, 0, 59, &minutes))
            return false;
        if (**at == ':') {
            ++*at;
            if (!take_number(at, 0, 59, &seconds))
                return false;
        }
    }
    *out_s = (int64_t)hours * 3600 + minutes * 60 + seconds;
    if (negative)
        *out_s = -*out_s;
    return true;
}

static bool take_yearly(const char **at, plume_yearly *out)
{
    memset(out, 0, sizeof *out);
    out->second = TWO_OCLOCK_S;
    if (**at == 'M') {
        out->kind = PLUME_YEARLY_WEEKDAY;
        ++*at;
        if (!take_number(at, 1, 12, &out->month) || *(*at)++ != '.' ||
            !take_number(at, 1, 5, &out->week) || *(*at)++ != '.' ||
            !take_number(at, 0, 6, &out->day))
            return false;
    } else if (**at == 'J') {
        out->kind = PLUME_YEARLY_JULIAN;
        ++*at;
        if (!take_number(at, 1, 365, &out->day))
            return false;
    } else {
        out->kind = PLUME_YEARLY_DAY;
        if (!take_number(at, 0, 365, &out->day))
            return false;
    }
    if (**at != '/')
        return true;
    ++*at;
    return take_clock(at, &out->second);
}

bool plume_zone_rule_parse(plume_zone_rule *out, const char *text)
{
    int64_t west_s;

    memset(out, 0, sizeof *out);
    if (!skip_name(&text) || !take_clock(&text, &west_s))
        return false;
    out->offset_s = -west_s;
    if (*text != '\0') {
        out->has_summer = true;
        out->summer_offset_s = out->offset_s + 3600;
        if (!skip_name(&text))
            return false;
        if (*text != ',') {
            if (!take_clock(&text, &west_s))
                return false;
            out->summer_offset_s = -west_s;
        }
        if (*text++ != ',' || !take_yearly(&text, &out->begin) || *text++ != ',' ||
            !take_yearly(&text, &out->end) || *text != '\0')
            return false;
    }
    out->is_there = true;
    return true;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int64_t day_number(int year, int month, int day)
{
    return (int64_t)plume_time_civil(year, month, day, 0) / DAY_S;
}

/* Days from 1970-01-01 to that day in year. */
static int64_t yearly_day(const plume_yearly *rule, int year)
{
    int64_t first = day_number(year, 1, 1), day;

    if (rule->kind == PLUME_YEARLY_DAY)
        return first + rule->day;
    if (rule->kind == PLUME_YEARLY_JULIAN)
        return first + rule->day - 1 + (is_leap(year) && rule->day > 59);
    first = day_number(year, rule->month, 1);
    day = first + ((rule->day - (first + 4)) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
    day += (int64_t)7 * (rule->week - 1);
    while (rule->month < 12 ? day >= day_number(year, rule->month + 1, 1)
                            : day >= day_number(year, 12, 31) + 1)
        day -= 7;
    return day;
}

int64_t plume_zone_rule_offset(const plume_zone_rule *rule, int64_t unix_s)
{
    int year = plume_time_year((double)(unix_s + rule->offset_s));
    int64_t begin_s, end_s;
    bool summer;

    if (!rule->has_summer || year == 0)
        return rule->offset_s;
    begin_s =
        yearly_day(&rule->begin, year) * DAY_S + rule->begin.second - rule->offset_s;
    end_s =
        yearly_day(&rule->end, year) * DAY_S + rule->end.second - rule->summer_offset_s;
    if (begin_s < end_s)
        summer = unix_s >= begin_s && unix_s < end_s;
    else /* the southern summer runs over New Year */
        summer = unix_s >= begin_s || unix_s < end_s;
    return summer ? rule->summer_offset_s : rule->offset_s;
}
