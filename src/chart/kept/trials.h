/* chart/kept/trials.h -- the trials of one search: what each cost and gained, and what
 * stopping earlier would have spared. */
#ifndef PLUME_CHART_KEPT_TRIALS_H
#define PLUME_CHART_KEPT_TRIALS_H

#include "chart/kept/runs.h"

/* After so many trials without a better one a search is often stopped. */
enum { PLUME_TRIALS_PATIENCE = 20 };

/* Costs in kWh or hours, of the sample, so below all of them where that is not all. NAN
 * where the direction, or an order, is not known. */
typedef struct plume_stopping {
    double all;             /* of the trials that are known */
    double after_best;      /* of those that came after the best */
    size_t best_at;         /* its place among all, from 1 */
    bool stopped;           /* by patience, before the last trial */
    double spared, reached; /* cost then, and the best objective by then */
} plume_stopping;

typedef struct plume_trials {
    const plume_chart_runs *runs;
    const plume_kept_study *study;
    size_t number;      /* of the study */
    plume_kept_cost by; /* what costs are counted in */
    plume_dimension dimension;
    const plume_kept_run **trial; /* of the sample, with a cost; by their starts, or as
                                     they were read */
    size_t count;
    bool whole;                       /* they are all there are */
    double best_objective, best_cost; /* NAN: none, or no direction */
    plume_stopping stopping;
} plume_trials;

/* Of the study with the most objectives, else with the most runs. PLUME_ERR_MISSING: no
 * run has a cost. The caller disposes, also after a failure. */
plume_status plume_trials_of(plume_trials *out, const plume_chart_runs *runs,
                             plume_error *error);
void plume_trials_dispose(plume_trials *trials);

/* Whether it did its work, so that its objective counts. */
bool plume_trial_is_complete(const plume_kept_run *trial);
/* Whether it ended without a result that anybody wanted. */
bool plume_trial_is_failed(const plume_kept_run *trial);

#endif
