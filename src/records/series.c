/* Hours with a figure each, and energy split over them. */
#include "records/series_internal.h"

#include <math.h>
#include <stdlib.h>

#include "core/number/units.h"

void plume_series_free(plume_series *series)
{
    if (series == NULL)
        return;
    free(series->path);
    free(series->value);
    free(series);
}

const char *plume_series_path(const plume_series *series)
{
    return series->path;
}

const char *plume_series_sha256(const plume_series *series)
{
    return series->sha256;
}

size_t plume_series_count(const plume_series *series)
{
    return series->count;
}

double plume_series_start_s(const plume_series *series, size_t i)
{
    return series->first_s + (double)i * SECONDS_PER_HOUR;
}

double plume_series_value(const plume_series *series, size_t i)
{
    return i < series->count ? series->value[i] : NAN;
}

size_t plume_series_find(const plume_series *series, double t_s)
{
    double hour = floor((t_s - series->first_s) / SECONDS_PER_HOUR);

    return hour >= 0.0 && hour < (double)series->count ? (size_t)hour : series->count;
}

size_t plume_series_missing(const plume_series *series)
{
    size_t missing = 0;

    for (size_t i = 0; i < series->count; i++)
        missing += isnan(series->value[i]) ? 1 : 0;
    return missing;
}

/* --- matching --- */

static void add(plume_matched *sum, double value, double energy)
{
    sum->energy += energy;
    if (isnan(value))
        return;
    sum->known += energy;
    sum->weighted += energy * value;
}

/* The share of the energy that was drawn up to a share of the time: the area under a line
 * from watts[0] to watts[1]. */
static double drawn_by(double share, const double watts[2])
{
    double both = watts[0] + watts[1];

    if (!(both > 0.0))
        return share;
    return share * (2.0 * watts[0] + share * (watts[1] - watts[0])) / both;
}

/* The power goes in a straight line between two samples, so the energy of each hour
 * is the area below its part of the line. Hours that the series lacks are added as
 * unknown: the matched share tells how much was. */
void plume_series_match(plume_matched *sum, const plume_series *series,
                        const double times_s[2], const double watts[2], double energy)
{
    double length_s = times_s[1] - times_s[0], before = 0.0;
    double at_s = fmax(times_s[0], series->first_s);

    if (!(length_s > 0.0)) {
        add(sum, plume_series_value(series, plume_series_find(series, times_s[0])),
            energy);
        return;
    }
    if (at_s > times_s[0]) { /* before the first hour */
        before = drawn_by(fmin((at_s - times_s[0]) / length_s, 1.0), watts);
        add(sum, NAN, energy * before);
    }
    for (size_t i = plume_series_find(series, at_s);
         at_s < times_s[1] && i < series->count; i++) {
        double up_to;

        at_s = fmin(plume_series_start_s(series, i + 1), times_s[1]);
        up_to = drawn_by((at_s - times_s[0]) / length_s, watts);
        add(sum, series->value[i], energy * (up_to - before));
        before = up_to;
    }
    if (at_s < times_s[1]) /* behind the last one */
        add(sum, NAN, energy * (1.0 - before));
}

double plume_matched_mean(const plume_matched *sum)
{
    return sum->known > 0.0 ? sum->weighted / sum->known : NAN;
}

double plume_matched_share(const plume_matched *sum)
{
    return sum->energy > 0.0 ? fmin(sum->known / sum->energy, 1.0) : NAN;
}
