/* logs/times/figure_span.h -- a run of which nothing is told but the times of its
 * figures: it lasted from the first to the last at least, less the pauses between its
 * sessions. */
#ifndef PLUME_LOGS_TIMES_FIGURE_SPAN_H
#define PLUME_LOGS_TIMES_FIGURE_SPAN_H

#include "logs/reader.h"
#include "traces/stretches.h"

/* Fills start, end, duration and warnings of run, whose id stands, from times (sorted by
 * this). why: what its tool does not write, for the note. */
plume_status plume_figure_span_settle(plume_run *run, plume_figure_times *times,
                                      plume_log *log, const char *why,
                                      plume_error *error);

#endif
