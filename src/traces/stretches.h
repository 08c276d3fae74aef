/* traces/stretches.h -- when a run was at work, by the times of all that it logged:
 * trackers keep one start and one end of a run that was resumed, and the pauses between
 * its sessions nowhere.
 *
 * Milliseconds since 1970, as trackers have them. 24 bytes a figure, of at most
 * PLUME_FIGURES_MOST: of more every second one is forgotten, over and over. */
#ifndef PLUME_TRACES_STRETCHES_H
#define PLUME_TRACES_STRETCHES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/status.h>

enum { PLUME_FIGURES_MOST = 1 << 20, PLUME_PAUSES_MOST = 16 };

typedef struct plume_figure_time {
    double ms, step;
    uint32_t metric;
} plume_figure_time;

/* Zeroed, it has none. */
typedef struct plume_figure_times {
    plume_figure_time *at;
    size_t count, capacity, offered;
    size_t stride;             /* each so-manieth is kept; 0 as 1 */
    uint32_t metrics, at_hand; /* at_hand: the metric whose figures are taken */
    bool *sampled;             /* of each metric: a sampler took it at its own pace */
    size_t sampled_room;
} plume_figure_times;

void plume_figure_times_dispose(plume_figure_times *times);
/* Of another run. */
void plume_figure_times_clear(plume_figure_times *times);
/* The figures that follow are of one metric, sampled: a system metric. */
plume_status plume_figure_times_begin(plume_figure_times *times, bool sampled,
                                      plume_error *error);
/* Back to one that was begun: 0 for the first. */
void plume_figure_times_turn(plume_figure_times *times, uint32_t metric);
plume_status plume_figure_times_take(plume_figure_times *times, double ms, double step,
                                     plume_error *error);

/* The first of all; NAN: there is none. */
double plume_figure_times_first_ms(const plume_figure_times *times);
/* Whether figures of several steps have one time, and no figure another. */
bool plume_figure_times_are_one(const plume_figure_times *times);

/* Nothing at all was logged from from_ms to to_ms. paced_ms of it were work all the same:
 * the first figure of a session stands about as far behind its start as the second behind
 * the first. */
typedef struct plume_pause {
    double from_ms, to_ms, paced_ms;
} plume_pause;

typedef struct plume_pauses {
    plume_pause pause[PLUME_PAUSES_MOST];
    size_t count;
    double doubtful_ms; /* of silences that may have been pauses, and count as work */
} plume_pauses;

/* Of a run from start_ms to end_ms (NAN unknown). session_ms: one of its sessions ended
 * then, NAN not known. Sorts what was taken. */
plume_status plume_figure_times_pauses(plume_pauses *out, plume_figure_times *times,
                                       double start_ms, double end_ms, double session_ms,
                                       plume_error *error);

/* At the most, with nothing before the first figure of a session, or less paced_ms. */
double plume_pauses_most_ms(const plume_pauses *pauses);
double plume_pauses_sum_ms(const plume_pauses *pauses);
/* Whether one of them lies between two times. */
bool plume_pauses_part(const plume_pauses *pauses, double before_ms, double after_ms);

#endif
