/* The calendar: days since 1970, and back. */
#include "core/time/calendar.h"

#include <math.h>

#include "core/number/units.h"
#include <plume/time.h>

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

bool plume_civil_of(plume_civil *out, double unix_s)
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
    while (year < PLUME_YEAR_MOST && days_of((int)year + 1, 1, 1) <= days)
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
    if (year < 1 || year > PLUME_YEAR_MOST || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month) ||
        !(seconds_of_day >= 0 && seconds_of_day <= SECONDS_PER_DAY))
        return (double)NAN;
    return (double)days_of(year, month, day) * SECONDS_PER_DAY + seconds_of_day;
}

int plume_time_year(double unix_s)
{
    plume_civil at;

    return plume_civil_of(&at, unix_s) ? at.year : 0;
}
