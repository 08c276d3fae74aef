/* Round places in calendar time, and how they are written. */
#include "scene/calendar.h"

#include <math.h>

#include "core/time/calendar.h"
#include <plume/time.h>

#define MINUTE_S 60.0
#define HOUR_S   3600.0
#define DAY_S    86400.0
#define YEAR_S   (365.2425 * DAY_S)

enum { TICKS_WANTED = 6 };

/* Seconds, or months where they are not all of one length. */
typedef struct step {
    double s;
    int months; /* 0: s counts */
} step;

static const step steps[] = {
    { 1.0, 0 },
    { 5.0, 0 },
    { 15.0, 0 },
    { 30.0, 0 },
    { MINUTE_S, 0 },
    { 5 * MINUTE_S, 0 },
    { 15 * MINUTE_S, 0 },
    { 30 * MINUTE_S, 0 },
    { HOUR_S, 0 },
    { 3 * HOUR_S, 0 },
    { 6 * HOUR_S, 0 },
    { 12 * HOUR_S, 0 },
    { DAY_S, 0 },
    { 2 * DAY_S, 0 },
    { 7 * DAY_S, 0 },
    { 14 * DAY_S, 0 },
    { YEAR_S / 12, 1 },
    { YEAR_S / 4, 3 },
    { YEAR_S / 2, 6 },
    { YEAR_S, 12 },
    { 2 * YEAR_S, 24 },
    { 5 * YEAR_S, 60 },
    { 10 * YEAR_S, 120 },
    { 50 * YEAR_S, 600 },
    { 500 * YEAR_S, 6000 },
};
enum { STEPS = sizeof steps / sizeof steps[0] };

/* The finest that makes no more ticks than are wanted. */
static const step *step_for(double span_s)
{
    size_t i = 0;

    while (i + 1 < STEPS && span_s / steps[i].s > TICKS_WANTED)
        i++;
    return &steps[i];
}

/* Weeks begin on Mondays; 1970-01-05 was one. */
static double first_at(const step *by, double low_s)
{
    double from = fmod(by->s, 7.0 * DAY_S) == 0.0 ? 4.0 * DAY_S : 0.0;
    plume_civil civil;
    int months;

    if (by->months == 0)
        return from + ceil((low_s - from) / by->s) * by->s;
    if (!plume_civil_of(&civil, low_s))
        return low_s;
    months = civil.year * 12 + civil.month - 1;
    months -= months % by->months;
    while (plume_time_civil(months / 12, months % 12 + 1, 1, 0.0) < low_s)
        months += by->months;
    return plume_time_civil(months / 12, months % 12 + 1, 1, 0.0);
}

static double next_at(const step *by, double t_s)
{
    plume_civil civil;
    int months;

    if (by->months == 0 || !plume_civil_of(&civil, t_s))
        return t_s + by->s;
    months = civil.year * 12 + civil.month - 1 + by->months;
    return plume_time_civil(months / 12, months % 12 + 1, 1, 0.0);
}

size_t plume_calendar_ticks(double *out, size_t most, double low_s, double high_s)
{
    const step *by = step_for(high_s - low_s);
    size_t count = 0;

    for (double t = first_at(by, low_s); t <= high_s && count < most; t = next_at(by, t))
        out[count++] = t;
    return count;
}

static void add_day(plume_text *out, const plume_civil *civil)
{
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

    if (civil->day > 0)
        plume_text_printf(out, "%d ", civil->day);
    plume_text_add(out, months[(civil->month - 1) % 12]);
}

void plume_calendar_label(plume_text *out, double t_s, double low_s, double high_s)
{
    const step *by = step_for(high_s - low_s);
    double of_day_s = fmod(fmod(t_s, DAY_S) + DAY_S, DAY_S);
    int minute = (int)(of_day_s / MINUTE_S);
    plume_civil civil;

    if (!plume_civil_of(&civil, t_s))
        return;
    if (by->s >= YEAR_S) {
        plume_text_printf(out, "%d", civil.year);
    } else if (by->months > 0) {
        civil.day = 0;
        add_day(out, &civil);
        plume_text_printf(out, " %d", civil.year);
    } else if (by->s >= DAY_S || of_day_s == 0.0) {
        add_day(out, &civil);
    } else {
        plume_text_printf(out, "%02d:%02d", minute / 60, minute % 60);
        if (by->s < MINUTE_S)
            plume_text_printf(out, ":%02d", (int)fmod(of_day_s, MINUTE_S));
    }
}
