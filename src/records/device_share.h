/* records/device_share.h -- names of devices that are a share of one: MIG slices and
 * vGPUs.
 *
 * "a100_1g.5gb" and "NVIDIA A100-SXM4-40GB MIG 1g.5gb" are a seventh of an A100,
 * "A30 MIG 2g.12gb" is half of an A30, "1c.3g.20gb" a third of three sevenths,
 * "GRID T4-8Q" half of a T4's memory. */
#ifndef PLUME_RECORDS_DEVICE_SHARE_H
#define PLUME_RECORDS_DEVICE_SHARE_H

#include <stdbool.h>

#include <plume/run.h>
#include <plume/text.h>

/* The share, and the name of the whole device into whole (cleared; "" where the name has
 * none). 1 for any other name. */
double plume_device_share(const char *name, plume_text *whole);

/* A run on a share becomes one on as much of the whole device, whose name it borrows from
 * whole, and note says so; false for any other run, whose device may get another name. */
bool plume_device_share_take(plume_run *run, plume_text *whole, plume_text *note);

#endif
