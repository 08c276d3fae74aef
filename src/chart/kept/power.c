/* Readings of power by device and by time: least, most and energy of each stretch. */
#include "chart/kept/power.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/pool.h"

static const double first_width_s = 1.0 / 1024.0;
static const double joules_per_kwh = 3.6e6;

struct plume_chart_power {
    plume_power_watch watch;
    plume_pool *pool;
    plume_map *index; /* by path, host and name */
    plume_kept_device device[PLUME_KEPT_DEVICES];
    size_t count;
    bool failed;
};

static void join(void *to, const void *from)
{
    plume_power_bin *into = to;
    const plume_power_bin *more = from;

    if (more->seconds == 0.0)
        return;
    into->least_w =
        into->seconds == 0.0 ? more->least_w : fmin(into->least_w, more->least_w);
    into->most_w = fmax(into->most_w, more->most_w);
    into->joules += more->joules;
    into->seconds += more->seconds;
}

/* --- devices --- */

static const char *name_of(plume_chart_power *power, const plume_power_reading *reading)
{
    plume_text name;

    plume_text_init(&name);
    if (reading->host[0] != '\0')
        plume_text_printf(&name, "%s%s", reading->host,
                          reading->device[0] != '\0' ? ", " : "");
    if (strspn(reading->device, "0123456789") == strlen(reading->device) &&
        reading->device[0] != '\0')
        plume_text_add(&name, "device ");
    plume_text_add(&name, reading->device);
    if (name.length == 0)
        plume_text_add(&name, "device");
    return plume_pool_keep(power->pool, &name);
}

static plume_kept_device *begin_device(plume_chart_power *power,
                                       const plume_power_reading *reading)
{
    plume_kept_device *device = &power->device[power->count];

    device->name = name_of(power, reading);
    device->path = plume_pool_copy(power->pool, reading->path);
    if (device->name == NULL || device->path == NULL)
        return NULL;
    device->rated_w = reading->rated_w;
    device->start_s = HUGE_VAL;
    device->end_s = -HUGE_VAL;
    plume_time_bins_init(&device->bins, sizeof(plume_power_bin), join, first_width_s);
    power->count++;
    return device;
}

/* NULL where it has no room, or none could be made. */
static plume_kept_device *find_device(plume_chart_power *power,
                                      const plume_power_reading *reading)
{
    plume_text key;
    size_t at = SIZE_MAX;

    plume_text_init(&key);
    plume_text_printf(&key, "%s\n%s\n%s", reading->path, reading->host, reading->device);
    if (key.status == PLUME_OK)
        at = plume_map_add(power->index, key.data, plume_map_count(power->index));
    plume_text_dispose(&key);
    power->failed = power->failed || at == SIZE_MAX;
    if (power->failed || at >= PLUME_KEPT_DEVICES)
        return NULL;
    return at < power->count ? &power->device[at] : begin_device(power, reading);
}

/* --- readings --- */

static void add_gap(plume_kept_device *device, const plume_power_reading *reading)
{
    device->filled_kwh += reading->energy_kwh;
    if (device->gaps < PLUME_KEPT_GAPS)
        device->gap[device->gaps] = (plume_kept_gap){ reading->from_s, reading->to_s };
    device->gaps++;
}

/* One bin of a reading that may span several: the share of its energy that falls there.
 */
static bool add_to_bin(plume_kept_device *device, const plume_power_reading *reading,
                       double from_s, double to_s)
{
    double span_s = reading->to_s - reading->from_s;
    double joules = reading->energy_kwh * joules_per_kwh * (to_s - from_s) / span_s;
    double mean_w = joules / (to_s - from_s);
    bool told = isfinite(reading->from_w) && isfinite(reading->to_w);
    plume_power_bin more = { told ? fmin(reading->from_w, reading->to_w) : mean_w,
                             told ? fmax(reading->from_w, reading->to_w) : mean_w, joules,
                             to_s - from_s };
    void *bin;

    if (plume_time_bins_find(&device->bins, from_s, &bin, NULL) != PLUME_OK)
        return false;
    join(bin, &more);
    return true;
}

/* The bins are widened for its end first, so that one reading has a bounded number. */
static bool add_measured(plume_kept_device *device, const plume_power_reading *reading)
{
    double at_s = reading->from_s;
    void *bin;

    if (plume_time_bins_find(&device->bins, reading->from_s, &bin, NULL) != PLUME_OK ||
        plume_time_bins_find(&device->bins, reading->to_s, &bin, NULL) != PLUME_OK)
        return false;
    device->measured_kwh += reading->energy_kwh;
    device->measured_s += reading->to_s - reading->from_s;
    while (at_s < reading->to_s) {
        double width_s = device->bins.width_s;
        double end_s = fmin((floor(at_s / width_s) + 1.0) * width_s, reading->to_s);

        if (!(end_s > at_s)) /* below what a double can tell */
            end_s = reading->to_s;
        if (!add_to_bin(device, reading, at_s, end_s))
            return false;
        at_s = end_s;
    }
    return true;
}

static void take(void *state, const plume_power_reading *reading)
{
    plume_chart_power *power = state;
    plume_kept_device *device = find_device(power, reading);

    if (device == NULL || !(reading->to_s > reading->from_s))
        return;
    device->start_s = fmin(device->start_s, reading->from_s);
    device->end_s = fmax(device->end_s, reading->to_s);
    if (isnan(device->rated_w))
        device->rated_w = reading->rated_w;
    if (!reading->measured)
        add_gap(device, reading);
    else if (!add_measured(device, reading))
        power->failed = true;
}

plume_status plume_chart_power_new(plume_chart_power **out, plume_error *error)
{
    plume_chart_power *power = calloc(1, sizeof *power);

    *out = NULL;
    if (power == NULL)
        return plume_fail_memory(error);
    power->watch = (plume_power_watch){ take, power };
    power->pool = plume_pool_new();
    power->index = plume_map_new();
    if (power->pool == NULL || power->index == NULL) {
        plume_chart_power_free(power);
        return plume_fail_memory(error);
    }
    *out = power;
    return PLUME_OK;
}

void plume_chart_power_free(plume_chart_power *power)
{
    if (power == NULL)
        return;
    for (size_t i = 0; i < power->count; i++)
        plume_time_bins_clear(&power->device[i].bins, first_width_s);
    plume_map_free(power->index);
    plume_pool_free(power->pool);
    free(power);
}

const plume_power_watch *plume_chart_power_watch(const plume_chart_power *power)
{
    return &power->watch;
}

/* --- what was kept --- */

size_t plume_kept_device_count(const plume_chart_power *power)
{
    return power->count;
}

size_t plume_kept_devices_met(const plume_chart_power *power)
{
    return plume_map_count(power->index);
}

const plume_kept_device *plume_kept_device_at(const plume_chart_power *power, size_t i)
{
    return &power->device[i];
}

plume_status plume_kept_power_status(const plume_chart_power *power, plume_error *error)
{
    return power->failed ? plume_fail_memory(error) : PLUME_OK;
}

plume_power_bin plume_kept_device_between(const plume_kept_device *device, double from_s,
                                          double to_s)
{
    const plume_time_bins *bins = &device->bins;
    double first = from_s / bins->width_s - (double)bins->first;
    double last = to_s / bins->width_s - (double)bins->first;
    plume_power_bin sum = { 0 };
    double i = ceil(first - 0.5), end = ceil(last - 0.5);

    if (end <= i) { /* no middle lies there */
        i = floor((first + last) / 2.0);
        end = i + 1.0;
    }
    for (i = fmax(i, 0.0); i < end && i < (double)bins->used; i += 1.0)
        join(&sum, plume_time_bins_at(bins, (size_t)i));
    return sum;
}
