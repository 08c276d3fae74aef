/* intake/used_devices.h -- which devices of a trace a run says it used. */
#ifndef PLUME_INTAKE_USED_DEVICES_H
#define PLUME_INTAKE_USED_DEVICES_H

#include "traces/integrator.h"
#include <plume/run.h>

/* The devices of one trace, or of several. */
typedef struct plume_traced_devices {
    const plume_power_label *label;
    size_t count;
} plume_traced_devices;

/* What names of devices were found to mean in one trace. */
typedef struct plume_named_devices plume_named_devices;

/* named is 0 when the run names none, or names them in a way that cannot be compared with
 * the trace's (UUIDs against places, or one place on several hosts): then odd is set.
 * Zeroed is empty. */
typedef struct plume_used_devices {
    uint32_t *on; /* numbers in the trace, each once */
    uint32_t on_count, capacity;
    uint32_t named;
    bool odd;
    plume_named_devices *names; /* found before, of the same trace */
} plume_used_devices;

plume_status plume_used_devices_find(plume_used_devices *out, const plume_run *run,
                                     const plume_traced_devices *trace,
                                     plume_error *error);
void plume_used_devices_dispose(plume_used_devices *used);

/* How many names were held against all devices of a trace. */
size_t plume_used_devices_compared(const plume_used_devices *used);

#endif
