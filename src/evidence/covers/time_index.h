/* evidence/covers/time_index.h -- which of many spans of time meet one, without asking
 * each.
 *
 * Spans are kept by their length, to a doubling, and in the order of their starts: those
 * of one length that meet a span lie side by side, whatever longer ones there are. */
#ifndef PLUME_EVIDENCE_COVERS_TIME_INDEX_H
#define PLUME_EVIDENCE_COVERS_TIME_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct plume_time_span {
    double start_s, end_s;
    uint32_t number; /* of who put it in */
    int length;      /* below two to this many seconds */
} plume_time_span;

/* Zeroed is empty. */
typedef struct plume_time_index {
    plume_time_span *span;
    size_t count, capacity;
    size_t looked; /* at so many spans, by all that was asked */
} plume_time_index;

/* Of more than no length. False: out of memory. */
bool plume_time_index_add(plume_time_index *index, double start_s, double end_s,
                          uint32_t number);
/* After the last one. */
void plume_time_index_ready(plume_time_index *index);
void plume_time_index_dispose(plume_time_index *index);

/* What is asked, and how far that is answered; zeroed but for the times. */
typedef struct plume_time_query {
    double start_s, end_s;
    size_t at;
} plume_time_query;

/* The next span that has more than a moment in common with what is asked; NULL: there are
 * no more. */
const plume_time_span *plume_time_index_next(plume_time_index *index,
                                             plume_time_query *query);

#endif
