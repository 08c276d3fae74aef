/* chart/phase_bars.h -- the bars of the phases: a study each, or a way of counting one.
 */
#ifndef PLUME_CHART_PHASE_BARS_H
#define PLUME_CHART_PHASE_BARS_H

#include <stdint.h>

#include <plume/chart.h>

/* In the order in which they are drawn. Failed, pruned, timed-out, preempted and
 * cancelled runs are one segment, whatever their role. */
typedef enum plume_phase {
    PLUME_PHASE_FINAL,
    PLUME_PHASE_SEARCH,
    PLUME_PHASE_ABLATION,
    PLUME_PHASE_OTHER,
    PLUME_PHASE_FAILED,
    PLUME_PHASE_IDLE, /* no run: what was drawn while none ran, and between runs */
    PLUME_PHASE_COUNT
} plume_phase;

typedef struct plume_phase_bar {
    const char *name; /* borrowed */
    bool own;
    plume_dimension dimension;        /* energy, time, or ratio for a plain count */
    double amount[PLUME_PHASE_COUNT]; /* kWh, hours, or a count */
    double total;                     /* NAN: not known of any run */
    uint64_t runs;                    /* all of them */
    uint64_t known_runs;              /* those of which the amount is known */
    uint64_t most_runs;               /* those in which it is at most that */
    const char *sub_label;            /* "502 runs": wanted below the name; may be NULL */
    bool states_unknown;              /* of every run: nobody knows what was cut short */
} plume_phase_bar;

/* The rows of the chart, or, of very many studies, those that are drawn. */
typedef struct plume_phase_bars {
    plume_phase_bar *bar;
    size_t count;
    bool several;  /* a bar for each study, not for each way of counting one */
    bool no_roles; /* no run of the only study names its role, and none failed */
} plume_phase_bars;

/* The caller disposes, also after a failure. */
plume_status plume_phase_bars_from(plume_phase_bars *out, const plume_chart_data *data,
                                   plume_error *error);
void plume_phase_bars_dispose(plume_phase_bars *bars);

/* Own first, then by total; of more than 12 studies the own and the 11 largest others
 * stay, the rest become one bar, "other studies", with their number below. */
plume_status plume_phase_bars_arrange(plume_phase_bars *bars, plume_error *error);

const char *plume_phase_name(plume_phase phase); /* "final", "search" ... */

#endif
