/* What came of a trace, by device and as a whole. */
#include "traces/total.h"

#include <math.h>

#include "traces/internal.h"
#include "core/number/units.h"
#include <plume/number.h>

size_t plume_power_count(const plume_power *power)
{
    return power->count;
}

plume_power_label plume_power_label_at(const plume_power *power, size_t i)
{
    const plume_power_state *device = power->device[i];

    return (plume_power_label){ device->id, device->key, device->host };
}

/* Of what a device is said to draw and what it was seen to draw. */
static double least(double idle_w, double seen_w)
{
    return isnan(idle_w) ? seen_w : fmin(idle_w, seen_w);
}

static double most(double rated_w, double seen_w)
{
    return isnan(rated_w) ? seen_w : fmax(rated_w, seen_w);
}

/* A gap of a counter or of intervals has no readings beside it: nothing is known of it.
 */
static double at_watts(const plume_power_state *device, double measured_j, double watts)
{
    return device->gap_s > 0.0 ? measured_j + device->gap_s * watts : measured_j;
}

/* A log whose clock is coarse has two readings at some moments; one that mixes devices at
 * all of them, and they differ. */
static bool is_crowded(const plume_power_state *device)
{
    return device->crowded > 1 && device->crowded * 2 > device->moments &&
           device->differing * 10 >= device->crowded;
}

/* Of all pieces, to the last bit: joining rounds nothing. */
static plume_sum energy_of(const plume_power_state *state)
{
    plume_sum energy_j = state->measured_j;

    if (state->gaps > 0)
        plume_sum_join(&energy_j, &state->bridged_j);
    return energy_j;
}

/* The bounds fill gaps with the least and with the most that the device draws. */
plume_power_device plume_power_at(const plume_power *power, size_t i)
{
    const plume_power_state *state = power->device[i];
    plume_sum energy_j = energy_of(state);
    double measured_j = plume_sum_value(&state->measured_j);
    double span_s = state->measured_s + state->gap_s;
    plume_power_device device = {
        .id = state->id,
        .energy_j = state->has_energy ? plume_sum_value(&energy_j) : NAN,
        .low_j = at_watts(state, measured_j, least(power->rules.idle_w, state->least_w)),
        .high_j = at_watts(state, measured_j, most(power->rules.rated_w, state->most_w)),
        .start_s = state->start_s,
        .end_s = state->end_s,
        .measured_s = state->measured_s,
        .gap_s = state->gap_s,
        .longest_gap_s = state->longest_gap_s,
        .median_s = state->median_s,
        .mean_w = NAN,
        .least_w = state->least_w,
        .most_w = state->most_w,
        .most_utilization = state->most_utilization,
        .samples = state->samples,
        .gaps = state->gaps,
        .steps_back = state->clock.steps_back,
        .hour_steps = state->clock.hour_steps,
        .resets = state->resets,
        .wraps = state->wraps,
        .range_j = state->range_j,
        .range_assumed = state->range_assumed,
        .leaps = state->leaps,
        .longest_leap_j = state->longest_leap_j,
        .counted = state->kind != PLUME_FIGURE_WATTS,
        .crowded = is_crowded(state),
    };

    if (!state->has_energy)
        device.low_j = device.high_j = NAN;
    else if (span_s > 0.0)
        device.mean_w = device.energy_j / span_s;
    return device;
}

/* A device without an energy is none of the total, and makes it no less known. Without a
 * zone the end of summer time takes an hour off the stamps that the devices ran. */
plume_power_total plume_power_sum(const plume_power *power)
{
    plume_power_total total = { .start_s = NAN, .end_s = NAN, .counted = true };
    plume_sum energy_j = { .pending = 0 };
    double measured_s = 0.0, span_s = 0.0, longest_s = 0.0;

    for (size_t i = 0; i < power->count; i++) {
        plume_power_device device = plume_power_at(power, i);
        plume_sum own_j = energy_of(power->device[i]);

        if (device.hour_steps > 0)
            longest_s = fmax(longest_s, device.measured_s + device.gap_s);
        total.start_s = fmin(total.start_s, device.start_s);
        total.end_s = fmax(total.end_s, device.end_s);
        if (isnan(device.energy_j))
            continue;
        plume_sum_join(&energy_j, &own_j);
        total.low_j += device.low_j;
        total.high_j += device.high_j;
        measured_s += device.measured_s;
        span_s += device.measured_s + device.gap_s;
        total.devices++;
        total.counted = total.counted && device.counted;
    }
    total.duration_s = fmax(total.end_s - total.start_s, longest_s);
    total.matched = power->matched;
    total.energy_j = total.devices > 0 ? plume_sum_value(&energy_j) : NAN;
    total.coverage = span_s > 0.0 ? measured_s / span_s : NAN;
    if (total.devices == 0) {
        total.low_j = total.high_j = NAN;
        total.counted = false;
    }
    return total;
}

plume_power_unused plume_power_idle(const plume_power *power, uint64_t least_samples)
{
    plume_power_unused found = { .idle = 0 };

    for (size_t i = 0; i < power->count; i++) {
        plume_power_device device = plume_power_at(power, i);
        bool idle = device.most_utilization == 0.0 && device.samples >= least_samples;

        found.busy += device.most_utilization > 0.0;
        found.idle += idle;
        if (idle && !isnan(device.energy_j))
            found.idle_j += device.energy_j;
    }
    return found;
}

/* --- in words --- */

enum { DEVICES_TOLD = 8 };

static void print_figure(plume_text *out, double value, int digits, const char *after)
{
    plume_number_significant(out, value, digits);
    plume_text_add(out, after);
}

static void print_device(plume_text *out, const plume_power_device *device)
{
    double span_s = device->measured_s + device->gap_s;

    plume_text_printf(out, "%s%s%.32s%s", out->length > 0 ? "; " : "",
                      device->id[0] != '\0' ? "device " : "", device->id,
                      device->id[0] != '\0' ? ": " : "");
    if (isnan(device->energy_j)) {
        plume_text_add(out, "no energy");
        return;
    }
    print_figure(out, device->energy_j / JOULES_PER_KWH, 6, " kWh, mean ");
    print_figure(out, device->mean_w, 4, " W");
    if (device->gap_s > 0.0 && span_s > 0.0) {
        plume_text_add(out, ", ");
        print_figure(out, 100.0 * device->measured_s / span_s, 3, " % measured");
    }
}

void plume_devices_print(plume_text *out, const plume_power *power)
{
    size_t count = plume_power_count(power);

    for (size_t i = 0; i < count && i < DEVICES_TOLD; i++) {
        plume_power_device device = plume_power_at(power, i);

        print_device(out, &device);
    }
    if (count > DEVICES_TOLD)
        plume_text_printf(out, "; and %zu more", count - DEVICES_TOLD);
}
