/* evidence/covers/trace_portions.h -- of traces that are shared among runs as one: what
 * each of them measured while a run ran on its devices, so that it is told by whom a run
 * has its energy. */
#ifndef PLUME_EVIDENCE_COVERS_TRACE_PORTIONS_H
#define PLUME_EVIDENCE_COVERS_TRACE_PORTIONS_H

#include "evidence/covers/metering.h"

typedef struct plume_trace_portion {
    const plume_metering *trace;
    plume_traced_devices devices;
    plume_power_label *label;
    const uint32_t *seat; /* borrowed: of each device, its number among those of all */
    plume_traced_hosts *hosts;
    plume_attributed *share; /* by run, once settled */
    size_t shares;
    double joules, told; /* of the run that was shared last: measured, and taken */
} plume_trace_portion;

typedef struct plume_trace_portions {
    plume_trace_portion *one;
    size_t count;
} plume_trace_portions;

plume_status plume_trace_portions_new(plume_trace_portions *out, size_t most,
                                      plume_error *error);
plume_status plume_trace_portions_add(plume_trace_portions *portions,
                                      const plume_metering *trace, const uint32_t *seat,
                                      plume_error *error);
void plume_trace_portions_dispose(plume_trace_portions *portions);

/* Before they are made ready: a run over all of them. */
plume_status plume_trace_portions_claim(plume_trace_portions *portions,
                                        plume_trace_runs *runs,
                                        const plume_traced_run *run, plume_error *error);
plume_status plume_trace_portions_ready(plume_trace_portions *portions,
                                        plume_error *error);
/* Of the trace of this number. */
void plume_trace_portions_take(plume_trace_portions *portions, size_t number,
                               const plume_power_piece *piece);
/* After the last piece. */
plume_status plume_trace_portions_settle(plume_trace_portions *portions,
                                         plume_error *error);

/* Of the joules that a run got of all, the shares of the traces, into told: NAN of one
 * that has nothing of its time, or of its devices. devices: of the run; NAN not known. */
void plume_trace_portions_share(plume_trace_portions *portions, uint32_t group,
                                double devices);

#endif
