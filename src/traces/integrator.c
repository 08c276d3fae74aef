/* The first time learns the spacing and the best figure of each device, the second time
 * adds up its energy. */
#include "traces/devices.h"

#include "core/number/units.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A single machine that draws more is a mistake of the unit; and a joule counter that
 * reaches further. */
#define WATTS_MAX  1e8
#define JOULES_MAX 1e18
/* Times beyond are no times. */
#define SECONDS_MAX 4e12
/* A device that draws no more than this may well draw nothing the next moment. */
#define FADING_W 5.0

/* --- making and freeing --- */

/* A trace begins by learning the spacing and the kinds of figures of its devices. */
plume_status plume_power_new(plume_power **out, const plume_power_rules *rules,
                             plume_error *error)
{
    plume_power *power = calloc(1, sizeof *power);

    *out = NULL;
    if (power == NULL)
        return plume_fail_memory(error);
    power->rules = *rules;
    power->learning = power->single = true;
    power->most_w = NAN;
    power->pool = plume_pool_new();
    power->index = plume_map_new();
    if (power->pool == NULL || power->index == NULL) {
        plume_power_free(power);
        return plume_fail_memory(error);
    }
    *out = power;
    return PLUME_OK;
}

void plume_power_match(plume_power *power, const plume_series *series)
{
    power->series = series;
    power->single = power->single && series == NULL; /* whose sums know an order */
}

void plume_power_free(plume_power *power)
{
    if (power == NULL)
        return;
    for (size_t i = 0; i < power->count; i++) {
        plume_streaming_median_dispose(&power->device[i]->median);
        free(power->device[i]);
    }
    free(power->device);
    free(power->longer);
    plume_map_free(power->index);
    plume_pool_free(power->pool);
    free(power);
}

/* --- samples --- */

/* What was read before the hour that comes again, by the clock of that hour. */
static void set_hour_back(plume_power_state *device)
{
    device->last_s -= SECONDS_PER_HOUR;
    device->last_w_s -= SECONDS_PER_HOUR;
    device->last_counter_s -= SECONDS_PER_HOUR;
}

static bool is_impossible(double value, double most)
{
    return value < 0.0 || value > most;
}

static plume_power_verdict judge_figures(const plume_power_sample *sample)
{
    if (!(fabs(sample->t_s) <= SECONDS_MAX) || fabs(sample->from_s) > SECONDS_MAX)
        return PLUME_POWER_NO_TIME;
    if (is_impossible(sample->watts, WATTS_MAX) ||
        is_impossible(sample->counter_j, JOULES_MAX) ||
        is_impossible(sample->interval_j, JOULES_MAX) ||
        is_impossible(sample->utilization, 1.0) || sample->from_s > sample->t_s ||
        sample->counter_j > sample->counter_modulus_j)
        return PLUME_POWER_IMPOSSIBLE;
    return PLUME_POWER_USED;
}

/* Takes out of the sample the zeros of a poll that failed. */
static bool drop_failed(const plume_power_state *device, plume_power_sample *sample)
{
    bool dropped = false;

    if (sample->watts == 0.0 && device->drawing) {
        sample->watts = NAN;
        dropped = true;
    }
    if (sample->counter_j == 0.0 && device->last_counter_j > 0.0) {
        sample->counter_j = NAN;
        dropped = true;
    }
    return dropped;
}

static bool is_empty(const plume_power_sample *sample)
{
    return isnan(sample->watts) && isnan(sample->counter_j) && isnan(sample->interval_j);
}

static double any_figure(const plume_power_sample *sample)
{
    return !isnan(sample->counter_j)    ? sample->counter_j
           : !isnan(sample->interval_j) ? sample->interval_j
                                        : sample->watts;
}

/* Whether a second reading of one figure stands at the moment of the sample before. */
static void count_crowd(plume_power_state *device, const plume_power_sample *sample)
{
    bool watts = sample->t_s == device->last_w_s && !isnan(sample->watts);
    bool counter = sample->t_s == device->last_counter_s && !isnan(sample->counter_j);

    if (!(sample->t_s == device->last_s)) {
        device->moments++;
        device->in_crowd = false;
    } else if (watts || counter) {
        device->crowded += !device->in_crowd;
        device->in_crowd = true;
        device->differing += (watts && sample->watts != device->last_w) ||
                             (counter && sample->counter_j != device->last_counter_j);
    }
}

/* False: out of memory. */
static bool learn(plume_power_state *device, const plume_power_sample *sample)
{
    double since_s = isnan(sample->from_s) ? device->last_s : sample->from_s;

    device->counters += isnan(sample->counter_j) ? 0 : 1;
    device->intervals += isnan(sample->interval_j) ? 0 : 1;
    if (sample->kind != PLUME_COUNTER_PLAIN && isnan(sample->counter_modulus_j))
        device->most_counter_j = fmax(device->most_counter_j, sample->counter_j);
    count_crowd(device, sample);
    return !(sample->t_s > since_s) ||
           plume_streaming_median_add(&device->median, sample->t_s - since_s);
}

/* The first time adds up what it can be sure of: powers, between which lie intervals that
 * no median makes a gap, and those that wait for it. */
static plume_status take_first(plume_power *power, plume_power_state *device,
                               const plume_power_sample *sample, plume_error *error)
{
    if (!learn(device, sample))
        return plume_fail_memory(error);
    power->single = power->single && device->counters == 0 && device->intervals == 0;
    return power->single ? plume_power_step(power, device, sample, error) : PLUME_OK;
}

/* Unlike fmin and fmax a comparison each; of NAN the value. */
static void lower(double *least, double value)
{
    if (!(*least <= value))
        *least = value;
}

static void raise_to(double *most, double value)
{
    if (!(*most >= value))
        *most = value;
}

/* Of a sample that tells nothing else. */
typedef struct power_reading {
    double t_s, watts, utilization;
} power_reading;

static void keep_watts(plume_power_state *device, const power_reading *reading)
{
    device->drawing = reading->watts > FADING_W;
    lower(&device->least_w, reading->watts);
    raise_to(&device->most_w, reading->watts);
    device->last_w = reading->watts;
    device->last_w_s = reading->t_s;
    device->last_utilization = reading->utilization;
}

/* The sample becomes the last one; figures that it lacks stay those of an earlier one. */
static void keep(plume_power_state *device, const plume_power_sample *sample)
{
    power_reading reading = { sample->t_s, sample->watts, sample->utilization };

    if (!isnan(sample->watts))
        keep_watts(device, &reading);
    if (!isnan(sample->utilization))
        raise_to(&device->most_utilization, sample->utilization);
    if (!isnan(sample->counter_j)) {
        device->last_counter_j = sample->counter_j;
        device->last_counter_s = sample->t_s;
    }
    device->samples++;
    lower(&device->start_s, isnan(sample->from_s) ? sample->t_s : sample->from_s);
    raise_to(&device->end_s, sample->t_s);
    device->last_s = sample->t_s;
}

/* A sample that repeats is not counted twice; one that fits nothing new still moves
 * the clock. */
static plume_status accept(plume_power *power, plume_power_state *device,
                           plume_power_sample *sample, plume_power_verdict *verdict,
                           plume_error *error)
{
    bool dropped = drop_failed(device, sample);
    plume_status status = PLUME_OK;
    plume_clock_reading tick;

    if (is_empty(sample)) {
        *verdict = dropped ? PLUME_POWER_FAILED_POLL : PLUME_POWER_NO_READING;
        return PLUME_OK;
    }
    tick = plume_power_clock_tick(&device->clock, sample, any_figure(sample));
    if (tick == PLUME_READING_REPEATS) {
        *verdict = PLUME_POWER_REPEATED;
        return PLUME_OK;
    }
    if (tick == PLUME_READING_FIRST)
        plume_power_device_forget(device);
    if (tick == PLUME_READING_HOUR)
        set_hour_back(device);
    status = power->learning ? take_first(power, device, sample, error)
                             : plume_power_step(power, device, sample, error);
    keep(device, sample);
    return status;
}

/* Powers alone, which stand in no session and are matched to nothing. */
static bool is_of_powers(const plume_power *power, const plume_power_state *device)
{
    return power->series == NULL && power->sink.take == NULL &&
           (power->learning ? power->single : device->kind == PLUME_FIGURE_WATTS);
}

/* A power and a share, as far as they can be. */
static bool is_possible(const power_reading *reading)
{
    return reading->watts > 0.0 && reading->watts <= WATTS_MAX &&
           reading->t_s <= SECONDS_MAX && !(reading->utilization < 0.0) &&
           !(reading->utilization > 1.0);
}

/* As nearly all samples are: a power that follows one, by an interval that is no gap.
 * What accept would do with it, at once; false: nothing was done. */
static inline bool take_usual(const plume_power *power, plume_power_state *device,
                              const power_reading *reading)
{
    double length_s = reading->t_s - device->last_w_s;

    if (!is_possible(reading) || !is_of_powers(power, device) ||
        !(length_s <= device->longest_s) || device->last_w_s != device->clock.now_s ||
        !plume_power_clock_runs_on(&device->clock, reading->t_s) ||
        (power->learning && !plume_streaming_median_add(&device->median, length_s)))
        return false;
    plume_power_clock_set(&device->clock, reading->t_s);
    device->moments += power->learning;
    device->in_crowd = false;
    device->measured_s += length_s;
    plume_sum_add(&device->measured_j,
                  length_s * (device->last_w + reading->watts) / 2.0);
    device->has_energy = true;
    keep_watts(device, reading);
    if (!isnan(reading->utilization))
        raise_to(&device->most_utilization, reading->utilization);
    device->samples++;
    device->end_s = device->last_s = reading->t_s;
    return true;
}

bool plume_power_take_usual(plume_power *power, const plume_power_sample *sample)
{
    plume_power_state *device = plume_power_device_known(power, sample);
    power_reading reading = { sample->t_s, sample->watts, sample->utilization };

    return device != NULL && isnan(sample->counter_j) && isnan(sample->interval_j) &&
           isnan(sample->from_s) && take_usual(power, device, &reading);
}

size_t plume_power_take_batch(plume_power *power, const plume_power_batch *batch,
                              size_t first, size_t end)
{
    size_t i;

    for (i = first; i < end; i++) {
        size_t slot = batch->slot[batch->device[i]];
        power_reading reading = { batch->t_s[i], batch->watts[i], batch->utilization[i] };

        if (slot == 0 || !take_usual(power, power->device[slot - 1], &reading))
            break;
    }
    return i;
}

plume_status plume_power_take(plume_power *power, plume_power_sample *sample,
                              plume_power_verdict *verdict, plume_error *error)
{
    plume_power_state *device;

    *verdict = judge_figures(sample);
    if (*verdict != PLUME_POWER_USED)
        return PLUME_OK;
    device = plume_power_device_of(power, sample);
    return device != NULL ? accept(power, device, sample, verdict, error)
                          : plume_fail_memory(error);
}

/* NULL: none was sampled. */
static plume_power_state *find(const plume_power *power, const char *device)
{
    size_t at = plume_map_find(power->index, device);

    return at == SIZE_MAX ? NULL : power->device[at];
}

void plume_power_use(plume_power *power, const char *device, double utilization)
{
    plume_power_state *state = find(power, device);

    if (state != NULL && !is_impossible(utilization, 1.0))
        state->most_utilization = fmax(state->most_utilization, utilization);
}

void plume_power_pause(plume_power *power, const char *device)
{
    plume_power_state *state = find(power, device);

    if (state != NULL)
        plume_power_device_forget(state);
}

/* --- the second time --- */

static void conclude(plume_power_state *device)
{
    if (device->concluded)
        return;
    device->concluded = true;
    device->median_s = plume_streaming_median_median(&device->median);
    plume_power_set_longest(device);
    device->kind = device->counters >= 2   ? PLUME_FIGURE_COUNTER
                   : device->intervals > 0 ? PLUME_FIGURE_INTERVAL
                                           : PLUME_FIGURE_WATTS;
    plume_streaming_median_dispose(&device->median);
}

/* An interval that waited and is no gap after all should have been added in its turn; and
 * whether gaps are allowed is told at their place in the log. */
static bool are_gaps(const plume_power *power)
{
    for (size_t i = 0; i < power->longer_count; i++) {
        const plume_power_piece *piece = &power->longer[i];

        if (power->rules.gaps == PLUME_GAPS_FAIL ||
            !plume_power_is_gap(power->device[piece->device],
                                piece->to_s - piece->from_s))
            return false;
    }
    return true;
}

bool plume_power_conclude(plume_power *power)
{
    if (!power->learning || !power->single)
        return power->single;
    for (size_t i = 0; i < power->count; i++)
        conclude(power->device[i]);
    power->single = are_gaps(power);
    for (size_t i = 0; power->single && i < power->longer_count; i++)
        plume_power_push(power, &power->longer[i]);
    power->learning = !power->single;
    return power->single;
}

void plume_power_rate(plume_power *power, double idle_w, double rated_w)
{
    power->rules.idle_w = idle_w;
    power->rules.rated_w = rated_w;
}

void plume_power_limit(plume_power *power, double most_w)
{
    power->most_w = most_w;
}

void plume_power_begin(plume_power *power, plume_power_sink sink)
{
    power->sink = sink;
    power->learning = power->single = false;
    power->matched = (plume_matched){ 0.0, 0.0, 0.0 };
    for (size_t i = 0; i < power->count; i++) {
        conclude(power->device[i]);
        plume_power_device_rewind(power->device[i]);
    }
}

void plume_power_go_on(plume_power *power)
{
    for (size_t i = 0; i < power->count; i++)
        power->device[i]->clock.seam = true;
}

void plume_power_move(plume_power *power, double by_s)
{
    power->single = false;
    for (size_t i = 0; i < power->count; i++) {
        power->device[i]->start_s += by_s;
        power->device[i]->end_s += by_s;
    }
}
