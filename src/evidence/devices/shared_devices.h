/* evidence/devices/shared_devices.h -- runs of inputs of which the user says that those
 * at one time used the same devices.
 *
 * Each has the share of the devices that its own are of all that were claimed at a
 * moment, so that device-hours add up to those in which the devices were in use. All runs
 * must be known first: 24 bytes a run. */
#ifndef PLUME_EVIDENCE_DEVICES_SHARED_DEVICES_H
#define PLUME_EVIDENCE_DEVICES_SHARED_DEVICES_H

#include "intake/internal.h"
#include <plume/notes.h>
#include <plume/run.h>
#include <plume/text.h>

typedef struct plume_shared_devices plume_shared_devices;

/* *out is NULL when no input is said to share devices. After the survey. */
plume_status plume_shared_devices_new(plume_shared_devices **out,
                                      const plume_intake *intake, plume_error *error);
void plume_shared_devices_free(plume_shared_devices *shared);

/* Whether an input that tells the run shares devices; never of what is no run. */
bool plume_shared_devices_have(const plume_shared_devices *shared, const plume_run *run);

plume_status plume_shared_devices_add(plume_shared_devices *shared, const plume_run *run,
                                      plume_error *error);
/* After the last of them: tells the hours as a sum and in use. */
plume_status plume_shared_devices_close(plume_shared_devices *shared, plume_notes *notes,
                                        plume_error *error);

/* Leaves the run its share, of which warnings (at first "") then has a code. Its duration
 * stays as it is, and so does what its log printed. */
plume_status plume_shared_devices_take(const plume_shared_devices *shared, plume_run *run,
                                       plume_text *warnings, plume_error *error);

#endif
