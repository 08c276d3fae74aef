/* evidence/speaks/lone.h -- the energy of a run that one account tells. */
#ifndef PLUME_EVIDENCE_SPEAKS_LONE_H
#define PLUME_EVIDENCE_SPEAKS_LONE_H

#include "evidence/speaks/member.h"

/* What is done to it: kWh that were added beyond its samples (0: none), and whether much
 * of its time was measured by nobody. */
typedef struct plume_lone {
    double filled_kwh;
    bool partly;
} plume_lone;

/* Samples of a part of the run are filled up to all of it, as among several accounts.
 * *warnings, which is appended to, becomes those of the run where it has any more. */
plume_status plume_lone_speak(plume_lone *out, plume_run *run, plume_text *warnings,
                              plume_error *error);

#endif
