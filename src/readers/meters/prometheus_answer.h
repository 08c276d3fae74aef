/* readers/meters/prometheus_answer.h -- what the series of an answer tell of each other:
 * which is inside of which, and which tell the same energy.
 *
 * A series that measures an accelerator stands alone. Of all others it is known only when
 * the whole answer was seen which of them count: it is then surveyed once more. */
#ifndef PLUME_READERS_METERS_PROMETHEUS_ANSWER_H
#define PLUME_READERS_METERS_PROMETHEUS_ANSWER_H

#include "logs/log.h"
#include "readers/meters/prometheus_series.h"

typedef struct plume_answer {
    plume_trace_memory *memory; /* hosts to the domains of processors and machines that
                                   each has, and their meters */
    unsigned told[PLUME_KEPLER_NODES + 1]; /* of each level of Kepler: in which ways */
    bool both; /* of a device its power and its energy stand in it */
    plume_text host, meter;
    plume_text waiting; /* labels of sensors whose chips may be named later, by line */
} plume_answer;

/* What a survey learned of it is taken over. */
plume_status plume_answer_init(plume_answer *answer, plume_log *log, plume_error *error);
void plume_answer_dispose(plume_answer *answer);

/* Of a series that is no reading: what it tells of others. */
plume_status plume_answer_see(plume_answer *answer, const plume_value *labels,
                              plume_error *error);
/* What its own name does not tell. */
plume_status plume_answer_settle(plume_answer *answer, const plume_value *labels,
                                 plume_metric *metric, plume_error *error);

/* Whether other series have no say in it. */
bool plume_answer_stands_alone(const plume_metric *metric);

plume_status plume_answer_add(plume_answer *answer, const plume_value *labels,
                              const plume_metric *metric, plume_error *error);

/* Of a series that stands alone: an accelerator's. */
plume_status plume_answer_see_accelerator(plume_answer *answer, const plume_value *labels,
                                          const plume_metric *metric, plume_error *error);
/* Whether accelerators and processors stand in it, and no meter of the whole of any
 * machine: when all were added. */
bool plume_answer_is_mixed(const plume_answer *answer);

/* An accelerator whose energy is counted has its power in that: the two series, one after
 * the other, would make its times go back. Clears *read of the power, once that is known.
 */
plume_status plume_answer_once(plume_answer *answer, const char *device,
                               const plume_metric *metric, bool *read,
                               plume_error *error);

/* When all were added. */
plume_status plume_answer_learned(plume_answer *answer, plume_error *error);

/* Whether it is inside of nothing that its host has, and told in no better way. */
plume_status plume_answer_counts(plume_answer *answer, const plume_value *labels,
                                 const plume_metric *metric, bool *out,
                                 plume_error *error);

#endif
