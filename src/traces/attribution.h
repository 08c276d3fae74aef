/* traces/attribution.h -- what each of many runs drew, from one trace of their devices.
 *
 * Runs say when they ran; then the pieces of the trace come, in any order. Between two
 * starts or ends of runs the energy of the devices is shared among the runs that were
 * going on, by the number of their devices; when these are fewer than the devices of the
 * trace, the busiest devices are theirs. Runs that name their devices get of these alone,
 * and share them with each other; the other runs have the devices that nobody names, or a
 * part of all when there are none. What no run was there for is idle. Energies of runs
 * and idle energy add up to that of the pieces, but for what was drawn in a gap in which
 * a run has no sample of its own: that is unknown.
 *
 * Memory: about 80 bytes a run, and 24 for each device at each start or end; 56 when a
 * run names devices. */
#ifndef PLUME_TRACES_ATTRIBUTION_H
#define PLUME_TRACES_ATTRIBUTION_H

#include "traces/integrator.h"

typedef struct plume_attribution_run {
    double start_s, end_s; /* finite, in order */
    double devices;        /* that it used; NAN: not known, so all may be its */
    bool of_all;           /* whatever it used: all that the trace has is its */
    uint32_t owner, run;   /* the caller's */
    const uint32_t *on;    /* numbers of the devices that it names, each once; copied */
    uint32_t on_count;     /* of which the trace has that many */
    uint32_t named;        /* in all; 0: it names none */
    double part;           /* the caller's: of the run, that is claimed */
} plume_attribution_run;

typedef struct plume_attribution plume_attribution;

plume_status plume_attribution_new(plume_attribution **out, plume_error *error);
void plume_attribution_free(plume_attribution *attribution);

/* Before it is made ready: energies are matched to the hours of series, borrowed, too. */
void plume_attribution_match(plume_attribution *attribution, const plume_series *series);

plume_status plume_attribution_claim(plume_attribution *attribution,
                                     const plume_attribution_run *claim,
                                     plume_error *error);

/* Another trace tells what its devices draw at these times while no run is there: then
 * they are not idle here. */
plume_status plume_attribution_mask(plume_attribution *attribution, double from_s,
                                    double to_s, plume_error *error);

/* After the last claim; devices: of the trace. PLUME_ERR_VALUE beyond a limit. */
plume_status plume_attribution_ready(plume_attribution *attribution, size_t devices,
                                     plume_error *error);
plume_power_sink plume_attribution_sink(plume_attribution *attribution);

#endif
