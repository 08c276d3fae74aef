/* evidence/covers/covers.h -- what power traces measured while runs ran on their devices.
 *
 * The last rule, `trace`: only the group knows the host. What a trace holds beyond the
 * runs is idle; a trace that no run touches is a run itself. */
#ifndef PLUME_EVIDENCE_COVERS_COVERS_H
#define PLUME_EVIDENCE_COVERS_COVERS_H

#include "evidence/covers/metering.h"
#include "evidence/groups/plan.h"
#include "intake/internal.h"
#include "traces/attribution.h"
#include "traces/attribution_share.h"

/* What a run got of one trace. Of several that are shared as one each has its own energy,
 * NAN where another speaks for its devices; the first that has any stands for the
 * coverage of all, and for their part of the run's devices: these are 0 of the others. */
typedef struct plume_cover {
    uint32_t group, trace; /* the trace by its account */
    double energy_j, coverage;
    double part; /* of the run's devices, that are on the hosts of these traces */
    double devices;
    plume_metered metered;
    bool memory;  /* of processors: their memory is in it */
    bool counted; /* all of it by counters */
    plume_matched matched;
} plume_cover;

typedef enum plume_trace_fate {
    PLUME_TRACE_ALONE,  /* no run touches it: a run itself */
    PLUME_TRACE_COVERS, /* runs */
    PLUME_TRACE_UNTOLD, /* of which runs cannot be told */
    PLUME_TRACE_PARTLY, /* as ALONE, for what no other trace tells */
    PLUME_TRACE_TOLD    /* other traces tell all of it */
} plume_trace_fate;

typedef struct plume_covering {
    uint32_t trace;
    uint32_t same_as, part_of; /* traces that speak for it; PLUME_NOBODY */
    plume_trace_fate fate;
    bool told_again;       /* other traces speak for all that it measured */
    double idle_j, idle_s; /* over all devices */
    size_t devices;
    plume_matched idle;
} plume_covering;

typedef struct plume_covers {
    plume_cover *cover; /* by group, then by trace */
    size_t count, capacity;
    plume_covering *covering;
    size_t traces;
} plume_covers;

plume_status plume_covers_find(plume_covers *out, plume_intake *intake,
                               const plume_plan *plan, plume_error *error);
void plume_covers_dispose(plume_covers *covers);

const plume_covering *plume_covers_of_trace(const plume_covers *covers, uint32_t account);
/* Of one run; *count of them. */
const plume_cover *plume_covers_of_group(const plume_covers *covers, uint32_t group,
                                         size_t *count);

#endif
