/* Chooses a search among all runs, orders its trials by time and follows its best one. */
#include "chart/kept/trials.h"

#include <math.h>
#include <stdlib.h>

static const double nearly_all = 0.9; /* known of so many, a cost is that of the study */

bool plume_trial_is_complete(const plume_kept_run *trial)
{
    return trial->state == PLUME_STATE_COMPLETE || trial->state == PLUME_STATE_UNKNOWN;
}

bool plume_trial_is_failed(const plume_kept_run *trial)
{
    return trial->state == PLUME_STATE_FAILED;
}

static void choose_study(plume_trials *out)
{
    for (size_t i = 0; i < plume_kept_study_count(out->runs); i++) {
        const plume_kept_study *study = plume_kept_study_at(out->runs, i);

        if (out->study != NULL && (study->with_objective < out->study->with_objective ||
                                   (study->with_objective == out->study->with_objective &&
                                    study->runs <= out->study->runs)))
            continue;
        out->study = study;
        out->number = i;
    }
}

/* Energy where it is known of nearly all trials, else device-hours, else what is known of
 * the most. */
static void choose_cost(plume_trials *out)
{
    static const plume_dimension dimensions[PLUME_COSTS] = { PLUME_DIMENSION_ENERGY,
                                                             PLUME_DIMENSION_TIME,
                                                             PLUME_DIMENSION_TIME };
    const plume_kept_study *study = out->study;
    size_t best = 0;

    for (size_t i = 0; i < PLUME_COSTS; i++) {
        if (study->cost[i] > 0.0 && study->known[i] >= nearly_all * study->runs) {
            best = i;
            break;
        }
        if (study->cost[i] > 0.0 && study->known[i] > study->known[best])
            best = i;
    }
    out->by = (plume_kept_cost)best;
    out->dimension = dimensions[best];
}

static int compare_starts(const void *left, const void *right)
{
    const plume_kept_run *a = *(const plume_kept_run *const *)left;
    const plume_kept_run *b = *(const plume_kept_run *const *)right;

    if (a->start_s < b->start_s || a->start_s > b->start_s)
        return a->start_s < b->start_s ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

/* By their starts where all have one; the sample comes as it was read. */
static plume_status collect(plume_trials *out, plume_error *error)
{
    size_t count = plume_kept_sample_count(out->runs);
    bool timed = true;

    out->trial = malloc((count + 1) * sizeof *out->trial);
    if (out->trial == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        const plume_kept_run *run = plume_kept_sample_at(out->runs, i);

        if (run->study != out->number || !(run->cost[out->by] > 0.0) ||
            isinf(run->cost[out->by]))
            continue;
        out->trial[out->count++] = run;
        timed = timed && !isnan(run->start_s);
    }
    if (timed)
        qsort(out->trial, out->count, sizeof *out->trial, compare_starts);
    out->whole = plume_kept_count(out->runs) <= PLUME_KEPT_SAMPLE;
    return PLUME_OK;
}

static bool has_gain(const plume_trials *trials, const plume_kept_run *trial)
{
    return plume_trial_is_complete(trial) && !isnan(trial->objective) &&
           !isnan(trials->study->better);
}

/* Patience counts trials that did their work without a better objective. */
static void follow(plume_trials *out)
{
    plume_stopping *stopping = &out->stopping;
    double best = -HUGE_VAL, at_best = 0.0;
    size_t without = 0;

    stopping->reached = NAN;
    for (size_t i = 0; i < out->count; i++) {
        const plume_kept_run *trial = out->trial[i];
        double gain = out->study->better * trial->objective;

        stopping->all += trial->times * trial->cost[out->by];
        if (stopping->stopped)
            stopping->spared += trial->times * trial->cost[out->by];
        if (has_gain(out, trial) && gain > best) {
            best = gain;
            without = 0;
            at_best = stopping->all;
            stopping->best_at = i + 1;
        } else if (stopping->best_at > 0 && ++without == PLUME_TRIALS_PATIENCE &&
                   !stopping->stopped && i + 1 < out->count) {
            stopping->stopped = true;
            stopping->reached = out->study->better * best;
        }
    }
    stopping->after_best = stopping->best_at > 0 ? stopping->all - at_best : (double)NAN;
}

static void find_best(plume_trials *out)
{
    const plume_front *front = &out->study->front[out->by];

    out->best_objective = out->best_cost = NAN;
    if (front->count == 0)
        return;
    out->best_objective = out->study->better * front->point[front->count - 1].gain;
    out->best_cost = front->point[front->count - 1].cost;
}

plume_status plume_trials_of(plume_trials *out, const plume_chart_runs *runs,
                             plume_error *error)
{
    plume_status status = PLUME_OK;

    *out = (plume_trials){ .runs = runs };
    if (runs != NULL)
        choose_study(out);
    if (out->study != NULL) {
        choose_cost(out);
        status = collect(out, error);
    }
    if (status != PLUME_OK)
        return status;
    if (out->count == 0) {
        (void)plume_fail(
            error, PLUME_ERR_MISSING,
            "no run has an energy or a time, so no cost of a trial is known");
        plume_hint(error, "name the logs of a search: Optuna, Ray Tune, runs.csv with "
                          "hours and objective ...");
        return PLUME_ERR_MISSING;
    }
    find_best(out);
    follow(out);
    return PLUME_OK;
}

void plume_trials_dispose(plume_trials *trials)
{
    free(trials->trial);
    trials->trial = NULL;
    trials->count = 0;
}
