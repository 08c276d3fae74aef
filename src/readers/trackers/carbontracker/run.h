/* readers/trackers/carbontracker/run.h -- from what was logged of one training to a run.
 */
#ifndef PLUME_READERS_CARBONTRACKER_RUN_H
#define PLUME_READERS_CARBONTRACKER_RUN_H

#include "readers/trackers/carbontracker/session.h"

/* What is said once for a log, not once for each of its runs. */
typedef struct plume_carbon_told {
    double pue; /* the one that was assumed; 0: none yet */
    bool scope;
} plume_carbon_told;

/* One training, in one file or in two. */
typedef struct plume_carbon_pair {
    const plume_carbon_session *standard; /* of the standard log: power, epochs, PUE */
    const plume_carbon_session *output;   /* of the output log or console: the blocks; the
                                             same session when there is only one file */
    const char *other;    /* the file beside the log that one of them is from; "" none */
    bool output_is_other; /* lines of output are of that file */
    bool standard_is_other;
    const char *stem; /* name of the log without its ending */
    uint64_t ordinal; /* of the record in its log, from 1 */
    plume_carbon_told *told;
    bool defaulted, guessed; /* as the log of errors says */
} plume_carbon_pair;

/* Pushes the run, or rejects what is none. */
plume_status plume_carbon_run_push(plume_log *log, const plume_carbon_pair *pair,
                                   plume_error *error);

#endif
