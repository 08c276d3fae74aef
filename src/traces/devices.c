/* The devices of a trace: found by what a sample calls them, and as they are before the
 * first sample of a pass. */
#include "traces/devices.h"

#include <stdlib.h>
#include <string.h>

static bool grow(plume_power *power)
{
    size_t capacity = power->capacity * 2 + 8;
    plume_power_state **grown = power->device;

    if (power->count < power->capacity)
        return true;
    grown = realloc(grown, capacity * sizeof *grown);
    if (grown == NULL)
        return false;
    power->device = grown;
    power->capacity = capacity;
    return true;
}

void plume_power_device_forget(plume_power_state *device)
{
    device->last_s = device->last_w = device->last_w_s = NAN;
    device->last_utilization = device->last_counter_j = device->last_counter_s = NAN;
}

void plume_power_device_rewind(plume_power_state *device)
{
    plume_power_state fresh = { .id = device->id,
                                .key = device->key,
                                .host = device->host,
                                .number = device->number,
                                .median = device->median,
                                .counters = device->counters,
                                .intervals = device->intervals,
                                .most_counter_j = device->most_counter_j,
                                .moments = device->moments,
                                .crowded = device->crowded,
                                .differing = device->differing,
                                .concluded = device->concluded,
                                .median_s = device->median_s,
                                .longest_s = device->longest_s,
                                .kind = device->kind };

    fresh.start_s = fresh.end_s = NAN;
    fresh.least_w = fresh.most_w = fresh.range_j = fresh.most_utilization = NAN;
    plume_power_device_forget(&fresh);
    plume_power_clock_start(&fresh.clock);
    *device = fresh;
}

static const char *key_of(const plume_power_sample *sample)
{
    return sample->key[0] != '\0' ? sample->key : sample->device;
}

static plume_power_state *add_device(plume_power *power, const plume_power_sample *sample)
{
    plume_power_state *device = calloc(1, sizeof *device);

    if (device == NULL || !grow(power)) {
        free(device);
        return NULL;
    }
    device->id = plume_pool_copy(power->pool, sample->device);
    device->key = plume_pool_copy(power->pool, sample->key);
    device->host = plume_pool_copy(power->pool, sample->host);
    device->number = power->count;
    device->median_s = NAN;
    plume_power_set_longest(device);
    if (device->id == NULL || device->key == NULL || device->host == NULL ||
        !plume_map_set(power->index, key_of(sample), power->count)) {
        free(device);
        return NULL;
    }
    plume_power_device_rewind(device);
    power->device[power->count++] = device;
    return device;
}

static bool is_of(const plume_power_state *device, const char *key)
{
    return strcmp(device->key[0] != '\0' ? device->key : device->id, key) == 0;
}

/* By what it is called. NULL: out of memory. */
static plume_power_state *named(plume_power *power, const plume_power_sample *sample)
{
    const char *key = key_of(sample);
    size_t at = power->current;

    if (at < power->count && is_of(power->device[at], key))
        return power->device[at];
    at = at + 1 < power->count ? at + 1 : 0; /* logs go round their devices */
    if (at >= power->count || !is_of(power->device[at], key))
        at = plume_map_find(power->index, key);
    if (at == SIZE_MAX)
        return add_device(power, sample);
    power->current = at;
    return power->device[at];
}

plume_power_state *plume_power_device_of(plume_power *power,
                                         const plume_power_sample *sample)
{
    plume_power_state *device = plume_power_device_known(power, sample);

    if (device != NULL)
        return device;
    device = named(power, sample);
    if (sample->slot != NULL && device != NULL)
        *sample->slot = device->number + 1;
    return device;
}
