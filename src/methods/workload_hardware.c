/* What the tables of devices know of the hardware of a run. */
#include "methods/workload.h"

#include <math.h>
#include <string.h>

#include "methods/workload_device.h"

/* *found is false when nobody knows the name. */
static plume_status find(plume_device *device, bool *found, const char *name,
                         const plume_ask *ask, plume_error *error)
{
    plume_error inner;
    plume_status status = PLUME_ERR_UNKNOWN;

    if (ask->factors != NULL && name[0] != '\0')
        status = plume_factors_device(ask->factors, name, device, ask->notes, &inner);
    *found = status == PLUME_OK;
    if (status == PLUME_OK || status == PLUME_ERR_UNKNOWN)
        return PLUME_OK;
    if (error != NULL)
        *error = inner;
    return status;
}

static void take_processor(plume_hardware *out, const plume_device *processor)
{
    out->processor_w = processor->rated_w;
    if (isnan(out->compute.core_w))
        out->compute.core_w = processor->rated_w / processor->cores;
}

/* A log without an accelerator may name its processor as the device; then all its cores
 * were used unless the log says otherwise. */
static void take_device(plume_hardware *out, const plume_device *device)
{
    out->is_processor = strcmp(device->kind, "cpu") == 0;
    if (out->is_processor) {
        take_processor(out, device);
        if (isnan(out->compute.cores))
            out->compute.cores = out->device_count * device->cores;
    }
    out->rated_w = device->rated_w;
    out->average_w = device->system_average_w;
    out->peak_flops = device->peak_flops[out->compute.precision];
}

/* One when nobody counted them. */
static void count_devices(plume_hardware *out, const plume_ask *ask)
{
    if (!isnan(out->device_count) || ask->run->device[0] == '\0')
        return;
    out->device_count = 1.0;
    plume_ask_note(ask, PLUME_ASSUMED, "device-count-assumed",
                   "how many devices a run used is not said; taken as one");
}

plume_status plume_workload_look_up(plume_workload *workload, const plume_run *run,
                                    plume_factors *factors, plume_notes *notes,
                                    plume_error *error)
{
    plume_ask ask = { run, factors, NAN, notes };
    plume_hardware *out = &workload->hardware;
    plume_device device;
    bool found;
    plume_status status = find(&device, &found, run->device, &ask, error);

    if (status != PLUME_OK)
        return status;
    count_devices(out, &ask);
    if (found)
        take_device(out, &device);
    status = find(&device, &found, run->compute.processor, &ask, error);
    if (status == PLUME_OK && found)
        take_processor(out, &device);
    out->looked_up = status == PLUME_OK;
    return status;
}
