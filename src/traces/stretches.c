/* Finds the pauses of a run that was resumed between the times of its figures. */
#include "traces/stretches.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A sampler that stands still for that many of its usual distances was not there, and
 * figures of a training that do for that many of the longest one between them either
 * waited for something or were not made. */
static const double still = 10.0;
/* Of the run: a shorter silence is not worth a word. */
static const double worth_telling = 0.1;

void plume_figure_times_dispose(plume_figure_times *times)
{
    free(times->at);
    free(times->sampled);
    *times = (plume_figure_times){ .count = 0 };
}

void plume_figure_times_clear(plume_figure_times *times)
{
    times->count = times->offered = times->metrics = 0;
    times->stride = 1;
}

/* --- taking --- */

plume_status plume_figure_times_begin(plume_figure_times *times, bool sampled,
                                      plume_error *error)
{
    if (times->metrics == times->sampled_room) {
        size_t room = times->sampled_room * 2 + 16;
        bool *grown = realloc(times->sampled, room * sizeof *grown);

        if (grown == NULL)
            return plume_fail_memory(error);
        times->sampled = grown;
        times->sampled_room = room;
    }
    times->at_hand = times->metrics;
    times->sampled[times->metrics++] = sampled;
    return PLUME_OK;
}

void plume_figure_times_turn(plume_figure_times *times, uint32_t metric)
{
    times->at_hand = metric;
}

static void thin(plume_figure_times *times)
{
    for (size_t i = 0; i < times->count / 2; i++)
        times->at[i] = times->at[2 * i];
    times->count /= 2;
    times->stride *= 2;
}

plume_status plume_figure_times_take(plume_figure_times *times, double ms, double step,
                                     plume_error *error)
{
    if (times->stride > 1 && times->offered++ % times->stride != 0)
        return PLUME_OK;
    if (times->count == PLUME_FIGURES_MOST)
        thin(times);
    if (times->count == times->capacity) {
        size_t capacity = times->capacity * 2 + 64;
        plume_figure_time *grown = realloc(times->at, capacity * sizeof *grown);

        if (grown == NULL)
            return plume_fail_memory(error);
        times->at = grown;
        times->capacity = capacity;
    }
    times->at[times->count++] = (plume_figure_time){ ms, step, times->at_hand };
    return PLUME_OK;
}

double plume_figure_times_first_ms(const plume_figure_times *times)
{
    double first_ms = NAN;

    for (size_t i = 0; i < times->count; i++)
        first_ms = fmin(first_ms, times->at[i].ms);
    return first_ms;
}

bool plume_figure_times_are_one(const plume_figure_times *times)
{
    bool steps = false;

    for (size_t i = 1; i < times->count; i++) {
        if (times->at[i].ms != times->at[0].ms)
            return false;
        steps = steps || times->at[i].step != times->at[0].step;
    }
    return steps;
}

/* --- looking --- */

static int by_time(const void *left, const void *right)
{
    const plume_figure_time *a = left, *b = right;

    return a->ms < b->ms ? -1 : a->ms > b->ms;
}

static int by_metric(const void *left, const void *right)
{
    const plume_figure_time *a = left, *b = right;

    if (a->metric != b->metric)
        return a->metric < b->metric ? -1 : 1;
    return by_time(left, right);
}

static int by_size(const void *left, const void *right)
{
    const double *a = left, *b = right;

    return *a < *b ? -1 : *a > *b;
}

/* The longest silence of all metrics from from_ms to to_ms, in figures by time. */
static plume_pause silence(const plume_figure_time *at, size_t count, double from_ms,
                           double to_ms)
{
    plume_pause longest = { from_ms, from_ms, 0.0 };
    size_t low = 0, high = count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (at[middle].ms <= from_ms)
            low = middle + 1;
        else
            high = middle;
    }
    for (double last_ms = from_ms; low < count && last_ms < to_ms; low++) {
        if (at[low].ms - last_ms > longest.to_ms - longest.from_ms)
            longest = (plume_pause){ last_ms, at[low].ms, 0.0 };
        last_ms = at[low].ms;
    }
    return longest;
}

static void add(plume_pauses *out, plume_pause found)
{
    for (size_t i = 0; i < out->count; i++)
        if (found.from_ms < out->pause[i].to_ms && found.to_ms > out->pause[i].from_ms)
            return;
    if (out->count < PLUME_PAUSES_MOST)
        out->pause[out->count++] = found;
}

/* Distances of one metric. */
typedef struct pace {
    double usual_ms, second_ms; /* the second longest */
} pace;

/* NAN in all where there are too few to tell. */
static pace pace_of(const plume_figure_time *at, size_t count, double *room)
{
    pace found = { NAN, NAN };
    size_t distances = 0;

    for (size_t i = 1; i < count; i++)
        if (at[i].ms > at[i - 1].ms)
            room[distances++] = at[i].ms - at[i - 1].ms;
    if (distances < 3)
        return found;
    qsort(room, distances, sizeof *room, by_size);
    found.usual_ms = room[(distances - 1) / 2];
    found.second_ms = room[distances - 2];
    return found;
}

typedef struct looking {
    plume_pauses *out;
    const plume_figure_time *by_time;
    size_t count;
    double run_ms;      /* without a pause that is known; NAN unknown */
    double doubtful_ms; /* the longest so far */
} looking;

/* Steps rise, and begin anew behind before: of a training that began again, or went on
 * from a checkpoint. */
static bool begins_anew(const plume_figure_time *before)
{
    return before[0].step > before[-1].step && before[1].step <= before[0].step &&
           before[2].step > before[1].step;
}

/* A sampler goes on as long as the run. Figures of a training stop for an evaluation or
 * between the folds of a validation, too: it paused where they were silent for longer
 * than all the stretch before when they begin anew, else than all the rest of the run. */
static bool is_pause(const looking *l, const plume_figure_time *before, double stretch_ms,
                     double length_ms)
{
    return (begins_anew(before) && length_ms > stretch_ms) ||
           length_ms > l->run_ms - length_ms;
}

/* Of the distances before and behind the one at hand the longer: the pace of a sampler
 * may be another one in each session. */
static double beside_ms(const plume_figure_time *before)
{
    return fmax(before[0].ms - before[-1].ms, before[2].ms - before[1].ms);
}

/* True: it paused behind before. stretch_ms: what it had logged for until then. */
static bool look_between(looking *l, const plume_figure_time *before, pace paced,
                         bool sampled, double stretch_ms)
{
    plume_pause found = silence(l->by_time, l->count, before->ms, before[1].ms);
    double length_ms = found.to_ms - found.from_ms;

    found.paced_ms = fmin(before[2].ms - before[1].ms, length_ms);
    if (length_ms < still * paced.usual_ms)
        return false;
    if (sampled ? length_ms >= still * beside_ms(before)
                : is_pause(l, before, stretch_ms, length_ms)) {
        add(l->out, found);
        return true;
    }
    if (length_ms >= still * paced.second_ms && length_ms >= worth_telling * l->run_ms)
        l->doubtful_ms = fmax(l->doubtful_ms, length_ms);
    return false;
}

/* Two figures before a pause and two behind it: less is no stretch. */
static void look_at_metric(looking *l, const plume_figure_time *at, size_t count,
                           bool sampled, double *room)
{
    pace paced = pace_of(at, count, room);
    double since_ms = at[0].ms;

    if (isnan(paced.usual_ms))
        return;
    for (size_t i = 1; i + 2 < count; i++)
        if (at[i + 1].ms - at[i].ms >= still * paced.usual_ms &&
            look_between(l, &at[i], paced, sampled, at[i].ms - since_ms))
            since_ms = at[i + 1].ms;
}

static void look(looking *l, const plume_figure_times *times, double *room)
{
    size_t from = 0;

    while (from < times->count) {
        size_t to = from;

        while (to < times->count && times->at[to].metric == times->at[from].metric)
            to++;
        look_at_metric(l, &times->at[from], to - from,
                       times->sampled[times->at[from].metric], room);
        from = to;
    }
}

/* The end of a session before the last figures: until the next figure nothing ran. */
static void add_session(looking *l, double session_ms)
{
    for (size_t i = 0; i < l->count; i++)
        if (l->by_time[i].ms > session_ms) {
            add(l->out, (plume_pause){ session_ms, l->by_time[i].ms, 0.0 });
            return;
        }
}

static void find(looking *l, plume_figure_times *times, double *room, double session_ms)
{
    qsort(times->at, times->count, sizeof *times->at, by_metric);
    if (!isnan(session_ms))
        add_session(l, session_ms);
    l->run_ms -= plume_pauses_most_ms(l->out);
    look(l, times, room);
    l->out->doubtful_ms = l->doubtful_ms;
}

plume_status plume_figure_times_pauses(plume_pauses *out, plume_figure_times *times,
                                       double start_ms, double end_ms, double session_ms,
                                       plume_error *error)
{
    plume_figure_time *sorted;
    double *room;

    out->count = 0;
    out->doubtful_ms = 0.0;
    if (times->count == 0)
        return PLUME_OK;
    sorted = malloc(times->count * sizeof *sorted);
    room = malloc(times->count * sizeof *room);
    if (sorted != NULL && room != NULL) {
        looking l = { out, sorted, times->count, NAN, 0.0 };

        memcpy(sorted, times->at, times->count * sizeof *sorted);
        qsort(sorted, times->count, sizeof *sorted, by_time);
        l.run_ms = fmax(end_ms, sorted[times->count - 1].ms) - start_ms;
        find(&l, times, room, session_ms);
    }
    free(room);
    free(sorted);
    return sorted != NULL && room != NULL ? PLUME_OK : plume_fail_memory(error);
}

double plume_pauses_most_ms(const plume_pauses *pauses)
{
    double sum_ms = 0.0;

    for (size_t i = 0; i < pauses->count; i++)
        sum_ms += pauses->pause[i].to_ms - pauses->pause[i].from_ms;
    return sum_ms;
}

double plume_pauses_sum_ms(const plume_pauses *pauses)
{
    double sum_ms = plume_pauses_most_ms(pauses);

    for (size_t i = 0; i < pauses->count; i++)
        sum_ms -= pauses->pause[i].paced_ms;
    return sum_ms;
}

bool plume_pauses_part(const plume_pauses *pauses, double before_ms, double after_ms)
{
    for (size_t i = 0; i < pauses->count; i++)
        if (before_ms <= pauses->pause[i].from_ms && after_ms >= pauses->pause[i].to_ms)
            return true;
    return false;
}
