/* evidence/devices/unnamed_overlap.h -- runs of one place that share time and name no
 * devices.
 *
 * Four trials at once may have used four devices or one; of each the log says "one
 * device". Their device-hours are added, and what they would be if the runs had shared
 * the devices is told beside the sum. Who named devices, who was metered with the whole
 * machine and whose devices a scheduler gave are left out. It keeps a bounded number of
 * intervals, and none of a log in the order of time; what comes after that many cannot be
 * checked, and it says so. */
#ifndef PLUME_EVIDENCE_DEVICES_UNNAMED_OVERLAP_H
#define PLUME_EVIDENCE_DEVICES_UNNAMED_OVERLAP_H

#include <plume/notes.h>
#include <plume/run.h>
#include <plume/status.h>

typedef struct plume_unnamed_overlap plume_unnamed_overlap;

plume_status plume_unnamed_overlap_new(plume_unnamed_overlap **out, plume_error *error);
void plume_unnamed_overlap_free(plume_unnamed_overlap *overlap);
plume_status plume_unnamed_overlap_add(plume_unnamed_overlap *overlap,
                                       const plume_run *run, plume_error *error);
/* After the last run: tells what was found. */
plume_status plume_unnamed_overlap_close(plume_unnamed_overlap *overlap,
                                         plume_notes *notes, plume_error *error);
/* Device-hours of the runs of places that runs shared: of all of them, and if they shared
 * their devices; NAN when there are none, or not all could be checked. NULL: none. */
double plume_unnamed_overlap_sum_hours(const plume_unnamed_overlap *overlap);
double plume_unnamed_overlap_union_hours(const plume_unnamed_overlap *overlap);

#endif
