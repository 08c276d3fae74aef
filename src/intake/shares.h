/* intake/shares.h -- handing out what was attributed: each run gets its shares. */
#ifndef PLUME_INTAKE_SHARES_H
#define PLUME_INTAKE_SHARES_H

#include "intake/internal.h"
#include "traces/attribution.h"
#include "traces/attribution_share.h"
#include <plume/intake.h>
#include <plume/run.h>

/* What a run got, from all traces. */
typedef struct plume_share {
    double energy_j, coverage;
    plume_matched matched;         /* joules; of all traces */
    const plume_found_file *trace; /* the first that gave; NULL: none */
    bool own;                      /* it has an energy of its own, and keeps that */
    plume_scope tracked; /* of an energy of its own that is a tracker's; else unknown */
    bool replaces;       /* a tracker's energy by what the trace measured */
} plume_share;

struct plume_shares {
    plume_share *share;
    size_t count, capacity;
    double idle_j, idle_s; /* of a trace */
    plume_matched idle;
    size_t devices;
    plume_scope scope;
    plume_evidence evidence;
    const char *device, *host;
    bool is_trace;
};

/* A share of the time of a run that counts as all of it. */
#define PLUME_WHOLE_COVERAGE 0.99

/* The scope of a tracker's energy; UNKNOWN for any other. */
plume_scope plume_share_tracked(const plume_energy *energy);
/* Whether what a trace measured goes before the tracker's energy of a run: it must hold
 * the same or more, and have been measured all the time. */
bool plume_share_outdone(const plume_shares *trace, const plume_attributed *got,
                         const plume_share *share);

void plume_intake_shares_free(plume_intake *intake);

/* A sink before the sink: gives the runs of one input their shares. */
typedef struct plume_sharing {
    const plume_found_file *met;
    plume_run_sink sink;
    size_t next;
} plume_sharing;
plume_run_sink plume_intake_sharing(plume_sharing *sharing);

#endif
