/* evidence/covers/note.h -- what must be told of a trace that covers runs. */
#ifndef PLUME_EVIDENCE_COVERS_NOTE_H
#define PLUME_EVIDENCE_COVERS_NOTE_H

#include "evidence/covers/covers.h"
#include "evidence/covers/trace_runs.h"

typedef struct plume_trace_tally {
    double given_j;
    size_t given, outside, partly, tracked;
} plume_trace_tally;

void plume_trace_tally_add(plume_trace_tally *tally, const plume_traced_run *run,
                           const plume_attributed *got, size_t devices);

void plume_covers_note(const plume_trace_runs *runs, const plume_covering *covering,
                       const plume_trace_tally *tally);
void plume_covers_note_untold(const plume_trace_runs *runs);

#endif
