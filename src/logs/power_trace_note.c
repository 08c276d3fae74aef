/* What a reader of the figures of a trace must be told: gaps, clocks, counters. */
#include "logs/power_trace_note.h"

#include <math.h>

#include "logs/power_trace.h"
#include "core/number/units.h"
#include "traces/total.h"
#include <plume/number.h>

enum { IDLE_SAMPLES = 3 }; /* two say little */

/* Over all devices. */
typedef struct findings {
    uint64_t gaps, steps_back, hour_steps, resets, wraps, leaps;
    double longest_gap_s, longest_leap_j;
    bool any_gap_w;         /* a gap between readings of power */
    double assumed_range_j; /* of a counter that wrapped; NAN: none */
    bool rounds;            /* it may have gone round more often than was seen */
} findings;

/* At the mean power it goes round within two intervals: one that drew twice as much would
 * look the same. */
static bool rounds(const plume_power_device *device)
{
    return device->wraps > 0 && 2.0 * device->mean_w * device->median_s > device->range_j;
}

static findings find(const plume_power *power)
{
    findings found = { .assumed_range_j = NAN };

    for (size_t i = 0; i < plume_power_count(power); i++) {
        plume_power_device device = plume_power_at(power, i);

        found.gaps += device.gaps;
        found.steps_back += device.steps_back;
        found.hour_steps += device.hour_steps;
        found.resets += device.resets;
        found.wraps += device.wraps;
        found.leaps += device.leaps;
        found.longest_leap_j = fmax(found.longest_leap_j, device.longest_leap_j);
        found.longest_gap_s = fmax(found.longest_gap_s, device.longest_gap_s);
        if (device.range_assumed)
            found.assumed_range_j = device.range_j;
        found.rounds = found.rounds || rounds(&device);
        found.any_gap_w = found.any_gap_w || (device.gaps > 0 && !device.counted);
    }
    return found;
}

static const char *filling(plume_gaps gaps)
{
    return gaps == PLUME_GAPS_HOLD      ? "filled with the last reading before each"
           : gaps == PLUME_GAPS_EXCLUDE ? "left out, so that the energy is a lower bound"
                                        : "bridged between the readings on both sides";
}

/* Between which powers the gaps lie. */
static void print_bounds(plume_text *text, const plume_trace *trace)
{
    if (plume_trace_rated(trace)[0] == '\0') {
        plume_text_add(text, "; at the devices' lowest and highest reading it is ");
        return;
    }
    plume_text_printf(text,
                      "; between the devices' lowest reading and the rated power of %s, ",
                      plume_trace_rated(trace));
    plume_number_significant(text, plume_trace_rated_w(trace), 3);
    plume_text_add(text, " W, it is ");
}

/* The bounds hold a power the devices showed, or that of their rating, through all of
 * the gaps: what was not measured lies between, whichever filling was chosen. */
static void note_gaps(plume_log *log, const plume_trace *trace, const findings *found)
{
    const plume_power *power = plume_trace_power(trace);
    plume_power_total total = plume_power_sum(power);
    plume_text text;

    plume_text_init(&text);
    plume_number_significant(&text, 100.0 * (1.0 - total.coverage), 3);
    plume_text_printf(&text,
                      " %% of the devices' time was not measured (%llu gap%s, the "
                      "longest of ",
                      (unsigned long long)found->gaps, found->gaps == 1 ? "" : "s");
    plume_number_significant(&text, found->longest_gap_s, 4);
    plume_text_add(&text, " s)");
    if (found->any_gap_w)
        plume_text_printf(&text, ", %s", filling(plume_log_options(log)->gaps));
    if (!isnan(total.low_j) && !isnan(total.high_j)) {
        print_bounds(&text, trace);
        plume_number_significant(&text, total.low_j / JOULES_PER_KWH, 4);
        plume_text_add(&text, " to ");
        plume_number_significant(&text, total.high_j / JOULES_PER_KWH, 4);
        plume_text_add(&text, " kWh in all");
    }
    plume_log_note(log, PLUME_ASSUMED, 0, "unmeasured-time", "%s", text.data);
    plume_text_dispose(&text);
}

static void note_leaps(plume_log *log, const findings *found)
{
    plume_text text;

    plume_text_init(&text);
    plume_number_significant(&text, found->longest_leap_j / JOULES_PER_KWH, 4);
    plume_log_note(log, PLUME_LOSS, 0, "counter-leap",
                   "an energy counter stepped, or an interval held, %llu times more than "
                   "the device can draw, %s kWh at the most: this is no reading, and is "
                   "left out",
                   (unsigned long long)found->leaps, text.data);
    plume_text_dispose(&text);
}

static void note_wraps(plume_log *log, const findings *found)
{
    plume_log_note(log, PLUME_INFO, 0, "counter-wrapped",
                   "an energy counter wrapped %llu times, which was made up for",
                   (unsigned long long)found->wraps);
    if (!isnan(found->assumed_range_j))
        plume_log_note(log, PLUME_ASSUMED, 0, "counter-range-assumed",
                       "where the counter wraps is not logged; taken as %.0f uJ, which "
                       "it comes close to",
                       found->assumed_range_j * MICROJOULES_PER_JOULE);
    if (found->rounds)
        plume_log_note(log, PLUME_WARNING, 0, "counter-rounds",
                       "an energy counter goes round in less than two intervals between "
                       "its readings: a round that none of them saw is not counted, and "
                       "the energy may be a lower bound");
}

static void note_idle(plume_log *log, const plume_power_unused *found)
{
    plume_text text;

    plume_text_init(&text);
    plume_number_significant(&text, found->idle_j / JOULES_PER_KWH, 4);
    plume_log_note(log, PLUME_ASSUMED, 0, "devices-unused",
                   "%zu of %zu devices had a utilisation of 0 throughout and drew %s kWh "
                   "of the sum: they may be of nobody, or of somebody else",
                   found->idle, found->idle + found->busy, text.data);
    plume_text_dispose(&text);
}

/* A step back of one hour is told apart from a clock that was set: at the end of
 * summer time that hour really passed twice and its energy counts twice. */
void plume_trace_note(const plume_trace *trace, plume_log *log)
{
    const plume_power *power = plume_trace_power(trace);
    findings found = find(power);
    plume_power_unused unused = plume_power_idle(power, IDLE_SAMPLES);

    if (isnan(plume_power_sum(power).energy_j))
        plume_log_note(
            log, PLUME_WARNING, 0, "no-intervals",
            "no device has two samples at different times: there is no energy");
    if (found.gaps > 0)
        note_gaps(log, trace, &found);
    if (found.steps_back > found.hour_steps)
        plume_log_note(log, PLUME_WARNING, 0, "clock-set-back",
                       "times go back %llu times: the trace is split there",
                       (unsigned long long)(found.steps_back - found.hour_steps));
    if (found.hour_steps > 0)
        plume_log_note(log, PLUME_WARNING, 0, "clock-set-back",
                       "times go back %llu times by one hour, as at the end of summer "
                       "time: both hours count",
                       (unsigned long long)found.hour_steps);
    if (found.resets > 0)
        plume_log_note(log, PLUME_WARNING, 0, "counter-reset",
                       "an energy counter was reset %llu times: what it counted since "
                       "the sample before is not known",
                       (unsigned long long)found.resets);
    if (found.leaps > 0)
        note_leaps(log, &found);
    if (found.wraps > 0)
        note_wraps(log, &found);
    if (unused.idle > 0 && unused.busy > 0)
        note_idle(log, &unused);
}
