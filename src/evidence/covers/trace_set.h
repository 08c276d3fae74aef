/* evidence/covers/trace_set.h -- traces whose devices are shared among runs as one: those
 * of one part of the same hosts, each device once. */
#ifndef PLUME_EVIDENCE_COVERS_TRACE_SET_H
#define PLUME_EVIDENCE_COVERS_TRACE_SET_H

#include "evidence/covers/trace_portions.h"
#include "evidence/covers/untaken.h"

typedef struct plume_trace_set {
    const plume_meterings *all;
    size_t *member; /* numbers of the traces, in order */
    size_t members;
    plume_power_label *label;
    plume_traced_devices devices;
    uint32_t **seat; /* of each device of each member: its number in devices */
    plume_traced_hosts *hosts;
    plume_trace_portions portions; /* of several members */
    bool *passed; /* of each member: it measured what no other trace tells */
    bool *heard;  /* likewise of each device */
    uint32_t excluded_by, masked_by; /* accounts; PLUME_NOBODY */
} plume_trace_set;

/* The traces that are to be shared with the first, which was not taken before; takes
 * them. untaken NULL: this one without others. */
plume_status plume_trace_set_new(plume_trace_set *out, const plume_meterings *all,
                                 size_t first, plume_untaken *untaken,
                                 plume_error *error);
void plume_trace_set_dispose(plume_trace_set *set);

/* After the claims of runs: reads all traces, and shares what they measured. */
plume_status plume_trace_set_read(plume_trace_set *set, plume_error *error);

/* Then: of how many devices other traces do not tell all; all of them, where none is. */
size_t plume_trace_set_heard(const plume_trace_set *set);

#endif
