/* Keeps samples by device, and feeds those inside a window to the integrator. */
#include "readers/trackers/wandb/power.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/pool.h"
#include "traces/integrator.h"
#include "traces/total.h"

typedef struct sample {
    double t_s, watts;
    size_t device;
} sample;

typedef struct device {
    const char *name;
    bool sampled, used;
} device;

/* What a board's counter tells at a time. */
typedef struct counted {
    double t_s, joules;
    size_t device;
} counted;

struct plume_wandb_power {
    plume_pool *names;
    plume_map *index;
    device *devices;
    size_t device_count, device_capacity;
    sample *samples;
    size_t sample_count, sample_capacity;
    counted *counters;
    size_t counter_count, counter_capacity;
    const plume_series *series;
};

void plume_wandb_power_match(plume_wandb_power *power, const plume_series *series)
{
    power->series = series;
}

plume_wandb_power *plume_wandb_power_new(void)
{
    plume_wandb_power *power = calloc(1, sizeof *power);

    if (power == NULL)
        return NULL;
    power->names = plume_pool_new();
    power->index = plume_map_new();
    if (power->names == NULL || power->index == NULL) {
        plume_wandb_power_free(power);
        return NULL;
    }
    return power;
}

void plume_wandb_power_free(plume_wandb_power *power)
{
    if (power == NULL)
        return;
    plume_pool_free(power->names);
    plume_map_free(power->index);
    free(power->devices);
    free(power->samples);
    free(power->counters);
    free(power);
}

/* --- taking --- */

static bool grow(void **array, size_t count, size_t *capacity, size_t size)
{
    size_t larger = *capacity * 2 + 8;
    void *grown;

    if (count < *capacity)
        return true;
    grown = realloc(*array, larger * size);
    if (grown == NULL)
        return false;
    *array = grown;
    *capacity = larger;
    return true;
}

/* SIZE_MAX: out of memory. */
static size_t add_device(plume_wandb_power *power, const char *name)
{
    void *devices = power->devices;
    device added = { plume_pool_copy(power->names, name), false, false };

    if (added.name == NULL ||
        !grow(&devices, power->device_count, &power->device_capacity, sizeof(device)))
        return SIZE_MAX;
    power->devices = devices;
    power->devices[power->device_count] = added;
    return plume_map_set(power->index, name, power->device_count) ? power->device_count++
                                                                  : SIZE_MAX;
}

static size_t find_device(plume_wandb_power *power, const plume_wandb_reading *reading)
{
    plume_text name;
    size_t at = SIZE_MAX;

    plume_text_init(&name);
    plume_text_add_n(&name, (const char *)reading->device.data, reading->device.length);
    plume_text_add_n(&name, (const char *)reading->label.data, reading->label.length);
    if (plume_text_status(&name, NULL) == PLUME_OK) {
        at = plume_map_find(power->index, name.data);
        if (at == SIZE_MAX)
            at = add_device(power, name.data);
    }
    plume_text_dispose(&name);
    return at;
}

static plume_status take_counter(plume_wandb_power *power, counted one,
                                 plume_error *error)
{
    void *counters = power->counters;

    if (isnan(one.joules) || power->counter_count == PLUME_WANDB_SAMPLES_MAX)
        return PLUME_OK;
    if (!grow(&counters, power->counter_count, &power->counter_capacity, sizeof(counted)))
        return plume_fail_memory(error);
    power->counters = counters;
    power->counters[power->counter_count++] = one;
    return PLUME_OK;
}

plume_status plume_wandb_power_take(plume_wandb_power *power, double t_s,
                                    const plume_wandb_reading *reading,
                                    plume_error *error)
{
    size_t at = find_device(power, reading);
    void *samples = power->samples;

    if (at == SIZE_MAX)
        return plume_fail_memory(error);
    if (reading->of_process)
        power->devices[at].used = true;
    if (reading->is_energy)
        return take_counter(power, (counted){ t_s, reading->value, at }, error);
    if (!reading->is_power)
        return PLUME_OK;
    if (power->sample_count == PLUME_WANDB_SAMPLES_MAX)
        return plume_fail(error, PLUME_ERR_VALUE, "more than %d samples of power",
                          (int)PLUME_WANDB_SAMPLES_MAX);
    if (!grow(&samples, power->sample_count, &power->sample_capacity, sizeof(sample)))
        return plume_fail_memory(error);
    power->samples = samples;
    power->devices[at].sampled = true;
    power->samples[power->sample_count++] = (sample){ t_s, reading->value, at };
    return PLUME_OK;
}

/* --- which devices count --- */

bool plume_wandb_power_knows_use(const plume_wandb_power *power)
{
    for (size_t i = 0; i < power->device_count; i++)
        if (power->devices[i].used && power->devices[i].sampled)
            return true;
    return false;
}

static bool counts(const plume_wandb_power *power, size_t i, bool knows_use)
{
    return power->devices[i].sampled && (power->devices[i].used || !knows_use);
}

size_t plume_wandb_power_sampled(const plume_wandb_power *power)
{
    size_t count = 0;

    for (size_t i = 0; i < power->device_count; i++)
        count += power->devices[i].sampled;
    return count;
}

size_t plume_wandb_power_devices(const plume_wandb_power *power)
{
    bool knows_use = plume_wandb_power_knows_use(power);
    size_t count = 0;

    for (size_t i = 0; i < power->device_count; i++)
        count += counts(power, i, knows_use);
    return count;
}

void plume_wandb_power_print(plume_text *out, const plume_wandb_power *power,
                             const char *between)
{
    bool knows_use = plume_wandb_power_knows_use(power);
    bool first = true;

    for (size_t i = 0; i < power->device_count; i++) {
        if (!counts(power, i, knows_use))
            continue;
        plume_text_printf(out, "%s%s", first ? "" : between, power->devices[i].name);
        first = false;
    }
}

/* --- integrating --- */

static plume_status feed(const plume_wandb_power *power, plume_power *into,
                         const double window_s[2], plume_wandb_energy *out,
                         plume_error *error)
{
    bool knows_use = plume_wandb_power_knows_use(power);
    plume_status status = PLUME_OK;

    out->samples = out->dropped = 0;
    for (size_t i = 0; status == PLUME_OK && i < power->sample_count; i++) {
        const sample *from = &power->samples[i];
        plume_power_verdict verdict = PLUME_POWER_USED;
        plume_power_sample taken;

        if (!counts(power, from->device, knows_use) || from->t_s < window_s[0] ||
            from->t_s > window_s[1])
            continue;
        plume_power_sample_init(&taken);
        taken.device = power->devices[from->device].name;
        taken.t_s = from->t_s;
        taken.watts = from->watts;
        status = plume_power_take(into, &taken, &verdict, error);
        out->samples += verdict == PLUME_POWER_USED;
        out->dropped += verdict != PLUME_POWER_USED;
    }
    return status;
}

/* Of one board, from the first to the last reading of its counter in the window; NAN
 * where there are not two, or it falls: its driver was loaded anew. */
static double counted_j(const plume_wandb_power *power, size_t board,
                        const double window_s[2])
{
    double first = NAN, last = NAN;

    for (size_t i = 0; i < power->counter_count; i++) {
        const counted *one = &power->counters[i];

        if (one->device != board || one->t_s < window_s[0] || one->t_s > window_s[1])
            continue;
        if (one->joules < last)
            return NAN;
        if (isnan(first))
            first = one->joules;
        else
            last = one->joules;
        if (isnan(last))
            last = first;
    }
    return last > first ? last - first : (double)NAN;
}

static double all_counted_j(const plume_wandb_power *power, const double window_s[2])
{
    bool knows_use = plume_wandb_power_knows_use(power);
    double sum_j = 0.0;

    for (size_t i = 0; i < power->device_count; i++)
        if (counts(power, i, knows_use))
            sum_j += counted_j(power, i, window_s);
    return sum_j > 0.0 ? sum_j : (double)NAN;
}

static void add_devices(plume_wandb_energy *out, const plume_power *power)
{
    out->measured_s = out->gap_s = 0.0;
    for (size_t i = 0; i < plume_power_count(power); i++) {
        plume_power_device one = plume_power_at(power, i);

        out->measured_s += one.measured_s;
        out->gap_s += one.gap_s;
    }
}

plume_status plume_wandb_power_sum(plume_wandb_energy *out,
                                   const plume_wandb_power *power, double from_s,
                                   double to_s, plume_gaps gaps, plume_error *error)
{
    plume_power_rules rules = { gaps, NAN, NAN };
    const double window_s[2] = { from_s, to_s };
    plume_power_total total;
    plume_power *into;
    plume_status status = plume_power_new(&into, &rules, error);

    memset(out, 0, sizeof *out);
    out->energy_j = out->start_s = out->end_s = NAN;
    out->counted_j = all_counted_j(power, window_s);
    if (status != PLUME_OK)
        return status;
    plume_power_match(into, power->series);
    status = feed(power, into, window_s, out, error);
    if (status == PLUME_OK) {
        plume_power_begin(into, (plume_power_sink){ NULL, NULL });
        status = feed(power, into, window_s, out, error);
    }
    if (status == PLUME_OK) {
        total = plume_power_sum(into);
        out->energy_j = total.energy_j;
        out->matched = total.matched;
        out->start_s = total.start_s;
        out->end_s = total.end_s;
        add_devices(out, into);
    }
    plume_power_free(into);
    return status;
}
