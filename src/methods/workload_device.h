/* methods/workload_device.h -- the power of a workload whose device is named. */
#ifndef PLUME_METHODS_WORKLOAD_DEVICE_H
#define PLUME_METHODS_WORKLOAD_DEVICE_H

#include <stdbool.h>

#include "methods/workload.h"
#include <plume/api.h>

/* A note on the file of the run, without its line: equal runs share one. */
void plume_ask_note(const plume_ask *ask, plume_severity severity, const char *code,
                    const char *format, ...) PLUME_PRINTF(4, 5);

/* Energy from what is known of the device: its system average, its rated power, or its
 * throughput. *found is false when the run names no device, or neither hours nor FLOPs. A
 * device that is not known is PLUME_ERR_MISSING, with the nearest known ones. */
plume_status plume_workload_by_device(plume_workload *out, const plume_ask *ask,
                                      bool *found, plume_error *error);

#endif
