/* ledger/overlap.h -- runs that were metered on one machine, or that used one device,
 * at the same time.
 *
 * A tracker that meters a whole machine counts that machine once for each run; when runs
 * share time, so do their energies, and their sum is too large. This finds such machines
 * and tells the hours of their runs and the hours that the machine was in use. It keeps a
 * bounded number of intervals; what comes after that many cannot be checked, and it says
 * so. */
#ifndef PLUME_LEDGER_OVERLAP_H
#define PLUME_LEDGER_OVERLAP_H

#include <plume/notes.h>
#include <plume/run.h>
#include <plume/status.h>

enum { PLUME_OVERLAP_INTERVALS_MAX = 65536 };

typedef struct plume_overlap plume_overlap;

plume_status plume_overlap_new(plume_overlap **out, plume_error *error);
void plume_overlap_free(plume_overlap *overlap);
/* A run without a machine, or without a time, is left out. energy_kwh may be NAN. */
plume_status plume_overlap_add(plume_overlap *overlap, const plume_run *run,
                               double energy_kwh, plume_error *error);
/* Of another overlap: counts each device that the run names as a machine, with its share
 * of the run's device_count. Devices without a UUID or a host are left out. */
plume_status plume_overlap_add_devices(plume_overlap *overlap, const plume_run *run,
                                       plume_error *error);
/* After the last run. One note for all devices; the hours are those of all of them,
 * shared or not, and NAN when not all could be checked. */
void plume_overlap_close_devices(plume_overlap *overlap, plume_notes *notes);
/* After the last run. One note for each machine that runs shared. */
void plume_overlap_close(plume_overlap *overlap, plume_notes *notes);
/* Over the machines that runs shared: the time that they were in use, and the time of
 * their runs; NAN when there are none. */
double plume_overlap_union_hours(const plume_overlap *overlap);
double plume_overlap_sum_hours(const plume_overlap *overlap);

#endif
