/* readers/trackers/impact_tracker/info.h -- what info.pkl of experiment-impact-tracker
 * says about a run.
 *
 * The pickle is read by its opcodes and never executed. Its times are naive: the clock of
 * an unknown zone. The samples beside it carry Unix time, so the zone follows from them.
 */
#ifndef PLUME_READERS_IMPACT_TRACKER_INFO_H
#define PLUME_READERS_IMPACT_TRACKER_INFO_H

#include "logs/pickle/pickle.h"
#include "logs/reader.h"
#include <plume/text.h>

typedef struct plume_impact_info {
    plume_pickle *pickle; /* NULL: there is none that can be read */
    const char *version, *location;
    plume_text device; /* name of the GPUs, " + " between different ones */
    double gpu_count;  /* NAN: no GPU is listed */
    double start_civil_s, end_civil_s; /* as if the clock showed UTC; NAN: not there */
    double average_kg_per_kwh;         /* of the region; NAN: not there */
    double start_s, end_s;             /* once resolved; NAN: unknown */
    double utc_offset_s;
    bool zone_given; /* start_s was read in the user's zone */
} plume_impact_info;

/* Opens info.pkl beside the log. What cannot be read is a note, not an error. The caller
 * ends with plume_impact_info_dispose in either case. */
plume_status plume_impact_info_read(plume_impact_info *info, plume_log *log,
                                    plume_error *error);
void plume_impact_info_dispose(plume_impact_info *info);

/* Sets start_s from the first sample, and utc_offset_s; notes what was inferred. */
void plume_impact_info_resolve_start(plume_impact_info *info, plume_log *log,
                                     double first_sample_s);
/* Sets end_s; start must have been resolved. */
void plume_impact_info_resolve_end(plume_impact_info *info, plume_log *log,
                                   double last_sample_s);

#endif
