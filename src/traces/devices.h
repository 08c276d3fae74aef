/* traces/devices.h -- the devices of a trace, and finding that of a sample. */
#ifndef PLUME_TRACES_DEVICES_H
#define PLUME_TRACES_DEVICES_H

#include "traces/internal.h"

/* As the slot tells; NULL: it does not. */
static inline plume_power_state *
plume_power_device_known(const plume_power *power, const plume_power_sample *sample)
{
    return sample->slot != NULL && *sample->slot > 0 ? power->device[*sample->slot - 1]
                                                     : NULL;
}

/* As it is called; made when it is new. NULL: out of memory. */
plume_power_state *plume_power_device_of(plume_power *power,
                                         const plume_power_sample *sample);

/* A stretch begins: nothing lies before its first sample. */
void plume_power_device_forget(plume_power_state *device);

/* What is of one pass, as before its first sample. */
void plume_power_device_rewind(plume_power_state *device);

#endif
