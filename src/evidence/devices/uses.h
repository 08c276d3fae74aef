/* evidence/devices/uses.h -- when runs used devices, and how many of them were in use
 * from one moment to the next if runs of one place shared them.
 *
 * Times are whole microseconds, so that hours do not depend on the order of runs. */
#ifndef PLUME_EVIDENCE_DEVICES_USES_H
#define PLUME_EVIDENCE_DEVICES_USES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/run.h>

/* Of a run in one place: a host, a device, or what else is known of where it ran. */
typedef struct plume_use {
    uint32_t place;
    float devices;
    int64_t start_us, end_us;
} plume_use;

/* Devices of all repeats of the run; one where nobody counted them. */
double plume_use_devices(const plume_run *run);

/* All but the place. False: without a start and an end, or of no length. */
bool plume_use_of(plume_use *out, const plume_run *run);

double plume_use_hours(int64_t us);

/* From start to end: the most devices of any run, and those of all of them. */
typedef struct plume_use_sink {
    bool (*take)(void *state, int64_t start_us, int64_t end_us, double most, double all);
    void *state;
} plume_use_sink;

/* Walks over the uses of one place, in the order of time, passing over what no run used.
 * False: out of memory, or the sink said so. */
bool plume_uses_walk(const plume_use *uses, size_t count, plume_use_sink sink);

#endif
