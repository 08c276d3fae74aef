/* chart/search/words.h -- what is said of a search: beside its picture, and in its place.
 */
#ifndef PLUME_CHART_SEARCH_WORDS_H
#define PLUME_CHART_SEARCH_WORDS_H

#include <plume/text.h>

#include "chart/kept/trials.h"
#include "scene/frame.h"

typedef struct plume_sweep_counts {
    size_t failed, without, outside;
} plume_sweep_counts;

/* "objective (smaller is better)": of the left axis. */
const char *plume_sweep_axis(const plume_trials *trials);
/* "energy per trial (log)": of the lower one. */
const char *plume_sweep_cost(const plume_trials *trials);
void plume_sweep_objective(plume_text *out, double objective);
/* "5 failed, 4 of them under 30 s": least is where the axis begins. */
void plume_sweep_failed(plume_text *out, const plume_trials *trials, double least);
/* What stopping would have spared, and what is not drawn. */
void plume_sweep_note(plume_text *out, const plume_trials *trials,
                      const plume_sweep_counts *counts);
void plume_sweep_finding(plume_text *out, const plume_trials *trials);
void plume_sweep_describe(plume_text *out, const plume_trials *trials);
void plume_sweep_table(plume_text *csv, const plume_trials *trials);

/* The distribution of costs, where no objective is known. */
void plume_sweep_costs_alone(plume_frame *frame, const plume_trials *trials);

#endif
