/* evidence/covers/metering.h -- what each power trace measures, and which of two traces
 * speaks where both measure the same.
 *
 * Traces of the same devices are one trace: at each moment the wider meter, the better
 * grade, then the longer one speaks. Whose machine is metered as a whole has its
 * accelerators and processors in that. */
#ifndef PLUME_EVIDENCE_COVERS_METERING_H
#define PLUME_EVIDENCE_COVERS_METERING_H

#include "evidence/covers/beside.h"
#include "evidence/covers/trace_runs.h"
#include "intake/traced_hosts.h"
#include "traces/exclusions.h"

typedef enum plume_metered {
    PLUME_METERED_ACCELERATORS,
    PLUME_METERED_PROCESSORS, /* with their memory */
    PLUME_METERED_MACHINE
} plume_metered;

typedef struct plume_metered_device {
    plume_power_label label; /* with the host of its runs where it names none */
    double start_s, end_s;
} plume_metered_device;

typedef struct plume_metering {
    plume_trace_runs runs; /* under it */
    const plume_trace *trace;
    uint32_t account;
    plume_metered part;
    plume_metered_device *device;
    size_t devices;
    const char *host; /* of all its devices; "" unknown, or several */
    bool counted, memory;
    double start_s, end_s;
} plume_metering;

typedef struct plume_meterings {
    plume_metering *one;
    size_t count;
    plume_beside *beside; /* by their times */
} plume_meterings;

plume_status plume_meterings_find(plume_meterings *out, plume_intake *intake,
                                  const plume_plan *plan, plume_error *error);
void plume_meterings_dispose(plume_meterings *all);

/* Whether it takes part: not one of which nobody knows whose devices it measured. */
bool plume_metering_is_told(const plume_metering *one);
/* Whether it covers runs: else it is a run itself. */
bool plume_metering_covers(const plume_metering *one);

/* Whether two traces may have a device in common. */
bool plume_meterings_meet(const plume_metering *left, const plume_metering *right);
bool plume_metering_is_same(const plume_metering *left, size_t i,
                            const plume_metering *right, size_t j);

/* When other traces speak for devices of this one; by is one of them. */
plume_status plume_metering_exclude(plume_exclusions *out, uint32_t *by,
                                    const plume_meterings *all, const plume_metering *one,
                                    plume_error *error);
/* Whether any of that may be; most traces are alone. */
bool plume_metering_has_rivals(const plume_meterings *all, const plume_metering *one);
/* When its machines are metered as a whole, so that nothing is idle here. */
plume_status plume_metering_mask(plume_traced_hosts *hosts, uint32_t *by,
                                 const plume_meterings *all, const plume_metering *one,
                                 plume_error *error);

#endif
