/* Medians and extremes of power by stretches of time. */
#include "chart/power_lines.h"

#include <math.h>
#include <stdlib.h>

enum { PARTS = 64 }; /* of a slot, whose means have a median */

static const double joules_per_kwh = 3.6e6;

plume_power_span plume_power_span_of(const plume_chart_power *power)
{
    plume_power_span span = { HUGE_VAL, -HUGE_VAL };

    for (size_t i = 0; i < plume_kept_device_count(power); i++) {
        span.start_s = fmin(span.start_s, plume_kept_device_at(power, i)->start_s);
        span.end_s = fmax(span.end_s, plume_kept_device_at(power, i)->end_s);
    }
    return span;
}

static int compare_numbers(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

static double median_of(double *value, size_t count)
{
    if (count == 0)
        return NAN;
    qsort(value, count, sizeof *value, compare_numbers);
    return count % 2 == 1 ? value[count / 2]
                          : (value[count / 2 - 1] + value[count / 2]) / 2.0;
}

static double bound(plume_power_span span, double share)
{
    return span.start_s + share * (span.end_s - span.start_s);
}

/* A bin that is wider than the stretch has more than its part of it. */
static double measured_s(const plume_kept_device *device, double from_s, double to_s)
{
    return fmin(plume_kept_device_between(device, from_s, to_s).seconds, to_s - from_s);
}

plume_power_slot plume_power_slot_of(const plume_kept_device *device,
                                     plume_power_span span, size_t slot)
{
    double mean[PARTS];
    plume_power_slot out = { .least_w = HUGE_VAL };
    size_t count = 0;

    for (size_t i = 0; i < PARTS; i++) {
        double from = ((double)slot + (double)i / PARTS) / PLUME_POWER_SLOTS;
        double to = ((double)slot + (double)(i + 1) / PARTS) / PLUME_POWER_SLOTS;
        plume_power_bin bin =
            plume_kept_device_between(device, bound(span, from), bound(span, to));

        if (bin.seconds == 0.0)
            continue;
        mean[count++] = bin.joules / bin.seconds;
        out.least_w = fmin(out.least_w, bin.least_w);
        out.most_w = fmax(out.most_w, bin.most_w);
    }
    out.median_w = median_of(mean, count);
    if (count > 0)
        out.seconds = measured_s(device, bound(span, (double)slot / PLUME_POWER_SLOTS),
                                 bound(span, (double)(slot + 1) / PLUME_POWER_SLOTS));
    return out;
}

plume_power_slot plume_power_slot_over(const plume_chart_power *power,
                                       plume_power_span span, size_t slot)
{
    double median[PLUME_KEPT_DEVICES];
    plume_power_slot out = { .least_w = HUGE_VAL };
    size_t count = 0;

    for (size_t i = 0; i < plume_kept_device_count(power); i++) {
        plume_power_slot one =
            plume_power_slot_of(plume_kept_device_at(power, i), span, slot);

        if (one.seconds == 0.0)
            continue;
        median[count++] = one.median_w;
        out.least_w = fmin(out.least_w, one.median_w);
        out.most_w = fmax(out.most_w, one.median_w);
        out.seconds += one.seconds;
    }
    out.median_w = median_of(median, count);
    return out;
}

double plume_power_mean_w(const plume_kept_device *device)
{
    return device->measured_kwh * joules_per_kwh / device->measured_s;
}

double plume_power_most_w(const plume_kept_device *device)
{
    double most_w = 0.0;

    for (size_t i = 0; i < device->bins.used; i++) {
        const plume_power_bin *bin = plume_time_bins_at(&device->bins, i);

        most_w = fmax(most_w, bin->most_w);
    }
    return most_w;
}

double plume_power_coverage(const plume_kept_device *device)
{
    return fmin(1.0, device->measured_s / (device->end_s - device->start_s));
}
