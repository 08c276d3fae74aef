/* What a device drew between two of its samples. */
#include "traces/internal.h"
#include "traces/step.h"
#include "traces/counter_range.h"
#include "traces/total.h"

#include <math.h>
#include <stdlib.h>

#include <plume/number.h>
#include <plume/text.h>

/* Longer intervals than this are gaps, and than this many medians. */
#define GAP_S       10.0
#define GAP_MEDIANS 5.0
#define SLACK       1e-6 /* of time stamps that were rounded */

static double longest_s(double median_s)
{
    return fmax(GAP_S, GAP_MEDIANS * (isnan(median_s) ? 0.0 : median_s)) * (1.0 + SLACK);
}

void plume_power_set_longest(plume_power_state *device)
{
    device->longest_s = longest_s(device->median_s);
}

double plume_power_interval_s(const plume_power *power, size_t i)
{
    const plume_power_state *device = power->device[i];

    return longest_s(device->concluded ? device->median_s
                                       : plume_streaming_median_median(&device->median));
}

/* Everything that adds energy passes here: sums, gaps, hours of a series, and whoever
 * shares the trace. */
void plume_power_push(plume_power *power, const plume_power_piece *piece)
{
    plume_power_state *device = power->device[piece->device];
    double length_s = piece->to_s - piece->from_s;

    if (piece->measured) {
        device->measured_s += length_s;
        plume_sum_add(&device->measured_j, piece->energy_j);
    } else {
        device->gap_s += length_s;
        device->gaps++;
        device->longest_gap_s = fmax(device->longest_gap_s, length_s);
        plume_sum_add(&device->bridged_j, piece->energy_j);
    }
    device->has_energy = true;
    if (power->series != NULL)
        plume_series_match(&power->matched, power->series,
                           (const double[2]){ piece->from_s, piece->to_s },
                           (const double[2]){ piece->from_w, piece->to_w },
                           piece->energy_j);
    if (power->sink.take != NULL)
        power->sink.take(power->sink.state, piece);
}

/* Known energy, spread evenly. */
static void hand_on_energy(plume_power *power, plume_power_state *device, double from_s,
                           const plume_power_sample *sample, double energy_j,
                           bool measured)
{
    double length_s = sample->t_s - from_s;
    double mean_w = length_s > 0.0 ? energy_j / length_s : 0.0;
    plume_power_piece piece = { device->number, from_s,   sample->t_s,         mean_w,
                                mean_w,         energy_j, sample->utilization, measured };

    plume_power_push(power, &piece);
}

static double mean_of(double a, double b)
{
    return isnan(a) ? b : isnan(b) ? a : (a + b) / 2.0;
}

/* More of them end the adding up of the first time. */
enum { LONGER_MOST = 4096 };

/* The first time a piece that may be a gap waits for the median. */
static void wait(plume_power *power, const plume_power_piece *piece)
{
    if (power->longer == NULL)
        power->longer = malloc(LONGER_MOST * sizeof *power->longer);
    power->single = power->longer != NULL && power->longer_count < LONGER_MOST;
    if (power->single)
        power->longer[power->longer_count++] = *piece;
}

static plume_status refuse_gap(const plume_power_state *device, double length_s,
                               plume_error *error)
{
    plume_text length;

    plume_text_init(&length);
    plume_number_significant(&length, length_s, 6);
    plume_fail(error, PLUME_ERR_VALUE, "%s s without a sample%s%s, where gaps may not be",
               length.data, device->id[0] != '\0' ? " of device " : "", device->id);
    plume_hint(error, "gaps may be bridged, excluded, or held at the last reading");
    plume_text_dispose(&length);
    return PLUME_ERR_VALUE;
}

/* Between two samples the mean of both: trapezoids. A gap is bridged, held, left out
 * or refused, as the rules say. */
static plume_status step_watts(plume_power *power, plume_power_state *device,
                               const plume_power_sample *sample, plume_error *error)
{
    double length_s = sample->t_s - device->last_w_s;
    plume_power_piece piece = { .device = device->number,
                                .from_s = device->last_w_s,
                                .to_s = sample->t_s,
                                .from_w = device->last_w,
                                .to_w = sample->watts,
                                .measured = !plume_power_is_gap(device, length_s) };

    if (length_s <= 0.0)
        return PLUME_OK;
    piece.utilization = mean_of(device->last_utilization, sample->utilization);
    if (!piece.measured && power->rules.gaps == PLUME_GAPS_FAIL && !power->learning)
        return refuse_gap(device, length_s, error);
    if (!piece.measured && power->rules.gaps == PLUME_GAPS_HOLD)
        piece.to_w = piece.from_w;
    if (!piece.measured && power->rules.gaps == PLUME_GAPS_EXCLUDE)
        piece.from_w = piece.to_w = 0.0;
    piece.energy_j = length_s * (piece.from_w + piece.to_w) / 2.0;
    if (power->learning && !piece.measured)
        wait(power, &piece);
    else
        plume_power_push(power, &piece);
    return PLUME_OK;
}

/* More than the device can have drawn. Counters move a few times a second, so that a
 * short interval may hold the energy of a longer one. */
static bool leaps(const plume_power *power, double length_s, double energy_j)
{
    return energy_j > power->most_w * fmax(length_s, 1.0);
}

/* Counts a step that no device can do, which is no reading. */
static bool refuse_leap(const plume_power *power, plume_power_state *device,
                        double length_s, double energy_j)
{
    if (!leaps(power, length_s, energy_j))
        return false;
    device->leaps++;
    device->longest_leap_j = fmax(device->longest_leap_j, energy_j);
    return true;
}

/* Where the counter wraps; NAN: it does not, as far as is known. One that falls from far
 * below a range that is only assumed was reset, as when a machine starts anew. */
static double range_of(const plume_power_state *device, const plume_power_sample *sample)
{
    double range_j = sample->counter_modulus_j;
    double rest_j;

    if (!isnan(range_j))
        return range_j;
    range_j = plume_counter_range_j(sample->kind, device->most_counter_j);
    rest_j = sample->counter_j - device->last_counter_j + range_j;
    return plume_counter_may_count(rest_j, sample->t_s - device->last_counter_s) ? range_j
                                                                                 : NAN;
}

/* A counter measures through a gap, unless it may have gone round in it unseen. What it
 * counted before it was reset is not known. */
static void step_counter(plume_power *power, plume_power_state *device,
                         const plume_power_sample *sample)
{
    double energy_j = sample->counter_j - device->last_counter_j;
    double length_s = sample->t_s - device->last_counter_s;
    double range_j = range_of(device, sample);
    bool wraps = range_j > 0.0, measured = true;

    if (wraps && plume_power_is_gap(device, length_s))
        measured = !plume_counter_may_count(range_j, length_s);
    if (energy_j < 0.0 && wraps) {
        energy_j += range_j;
        device->wraps++;
        device->range_j = range_j;
        device->range_assumed = isnan(sample->counter_modulus_j);
    } else if (energy_j < 0.0) {
        energy_j = 0.0;
        measured = false;
        device->resets++;
    }
    if (refuse_leap(power, device, length_s, energy_j)) {
        energy_j = 0.0;
        measured = false;
    }
    hand_on_energy(power, device, device->last_counter_s, sample, fmax(energy_j, 0.0),
                   measured);
}

/* The first interval of a log may not say when it began: it is as long as the others. */
static double length_of(const plume_power_state *device, double length_s)
{
    return length_s > 0.0 || isnan(device->median_s) ? length_s : device->median_s;
}

/* Joules of an interval that does not begin where the last one ended leave a gap
 * without an energy. */
static void step_interval(plume_power *power, plume_power_state *device,
                          const plume_power_sample *sample)
{
    double from_s = sample->from_s, since_s = device->last_s;
    bool leap;

    if (isnan(from_s))
        from_s = isnan(since_s) ? sample->t_s : since_s;
    if (plume_power_is_gap(device, from_s - since_s)) {
        plume_power_sample before = { .t_s = from_s, .utilization = NAN };

        hand_on_energy(power, device, since_s, &before, 0.0, false);
    }
    from_s = fmin(from_s, sample->t_s);
    leap = refuse_leap(power, device, length_of(device, sample->t_s - from_s),
                       sample->interval_j);
    hand_on_energy(power, device, from_s, sample, leap ? 0.0 : sample->interval_j, !leap);
}

/* A device is integrated by one kind of figure, the best that the survey found:
 * mixing them would count twice. */
plume_status plume_power_step(plume_power *power, plume_power_state *device,
                              const plume_power_sample *sample, plume_error *error)
{
    switch (device->kind) {
    case PLUME_FIGURE_COUNTER:
        if (!isnan(sample->counter_j) && !isnan(device->last_counter_j))
            step_counter(power, device, sample);
        return PLUME_OK;
    case PLUME_FIGURE_INTERVAL:
        if (!isnan(sample->interval_j))
            step_interval(power, device, sample);
        return PLUME_OK;
    default:
        if (!isnan(sample->watts) && !isnan(device->last_w))
            return step_watts(power, device, sample, error);
        return PLUME_OK;
    }
}
