/* chart/kept/runs.h -- what is kept of single runs while they are read. */
#ifndef PLUME_CHART_KEPT_RUNS_H
#define PLUME_CHART_KEPT_RUNS_H

#include <plume/chart.h>

#include "chart/kept/front.h"
#include "chart/kept/sums_by_time.h"
#include "chart/kept/time_bins.h"

enum {
    PLUME_KEPT_SAMPLE = 16384, /* runs, above which the sample is not all of them */
    PLUME_KEPT_LARGEST = 40,   /* by emissions, else energy, else device-hours */
    PLUME_KEPT_STUDIES = 64    /* whose trials are told apart; the rest are one */
};

/* What a trial cost can be counted in: the one that is known of most trials counts. */
typedef enum plume_kept_cost {
    PLUME_COST_ENERGY,       /* kWh of the IT */
    PLUME_COST_DEVICE_HOURS, /* h */
    PLUME_COST_TIME,         /* h */
    PLUME_COSTS
} plume_kept_cost;

/* One run. Strings are the keeper's. NAN unknown. */
typedef struct plume_kept_run {
    uint64_t hash; /* of what tells it from others: decides who is in the sample */
    uint64_t at;   /* its place in the reading */
    const char *name;
    size_t study; /* of plume_kept_study_at */
    double times; /* equal runs that it stands for */
    double cost[PLUME_COSTS];
    double co2e_kg, strubell_kg; /* of one of them */
    double objective, start_s, end_s;
    plume_role role;
    plume_state state;
    plume_evidence evidence;
} plume_kept_run;

/* The trials of one study. */
typedef struct plume_kept_study {
    const char *name;      /* "" none is logged */
    double better;         /* 1: a larger objective, -1: a smaller; NAN not known */
    double runs;           /* all of it */
    double with_objective; /* of these */
    double by_state[PLUME_STATE_COUNT];
    /* By role, and whether they were cut short; sums, and the runs of which they are. */
    double spent[PLUME_COSTS][PLUME_ROLE_COUNT][2];
    double known[PLUME_COSTS], cost[PLUME_COSTS]; /* runs, and their sum */
    plume_front front[PLUME_COSTS]; /* of those that did their work; exact */
} plume_kept_study;

/* All of them, or those with the smallest hashes: whatever the order of the runs. */
size_t plume_kept_sample_count(const plume_chart_runs *runs);
const plume_kept_run *plume_kept_sample_at(const plume_chart_runs *runs, size_t i);
/* The largest first. */
size_t plume_kept_largest_count(const plume_chart_runs *runs);
const plume_kept_run *plume_kept_largest_at(const plume_chart_runs *runs, size_t i);

double plume_kept_count(const plume_chart_runs *runs);   /* of all runs */
double plume_kept_co2e_kg(const plume_chart_runs *runs); /* of those that are known */

size_t plume_kept_study_count(const plume_chart_runs *runs);
const plume_kept_study *plume_kept_study_at(const plume_chart_runs *runs, size_t i);

/* Emissions by when runs ended and by role; and what has no time. */
const plume_time_bins *plume_kept_times(const plume_chart_runs *runs);
double plume_kept_untimed_kg(const plume_chart_runs *runs);
double plume_kept_untimed_runs(const plume_chart_runs *runs);

#endif
