/* evidence/rules/zones/phases.h -- logs some of whose runs would be those of another if
 * clocks were moved by quarters of an hour.
 *
 * A move leaves two things as they are: how long a run took, and when in its quarter it
 * ended. What differs in either is never compared. */
#ifndef PLUME_EVIDENCE_RULES_ZONES_PHASES_H
#define PLUME_EVIDENCE_RULES_ZONES_PHASES_H

#include "evidence/accounts/account.h"

/* The accounts of one log, in the order of their ends. */
typedef struct plume_log_span {
    const uint32_t *first;
    size_t count;
    bool naive;  /* its clock has no zone, and has not been moved */
    bool agrees; /* as it stands, with another log */
    bool near;   /* as it stands, some of it are runs of a log that has a zone */
} plume_log_span;

typedef struct plume_phases {
    const plume_book *book;
    const plume_log_span *span;
    size_t spans;
    double end_width_s, length_width_s; /* as much as equal runs may be apart */
    uint32_t *cell;   /* places in the order, one bucket after another */
    uint32_t *bucket; /* where each begins; NULL: spans are few, and all are met */
    uint32_t mask;
    uint32_t *span_of; /* by place */
    uint32_t *met;     /* of the span asked for last: those that it meets */
    size_t met_count;
    uint32_t *pairs; /* of each span: how many runs of both may be the same */
} plume_phases;

/* end_s, start_s: how far equal runs may be apart, beside what clocks cannot tell. False:
 * out of memory. */
bool plume_phases_init(plume_phases *out, const plume_book *book,
                       const plume_log_span *span, size_t spans, double end_s,
                       double start_s);
void plume_phases_dispose(plume_phases *phases);

/* Finds the other spans that may have so many runs in common with this one: in order,
 * in phases->met. What is left out has fewer, however clocks are moved. */
void plume_phases_meet(plume_phases *phases, size_t span, uint32_t least);

#endif
