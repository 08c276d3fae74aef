/* evidence/told/told.h -- what is told of how accounts were related. */
#ifndef PLUME_EVIDENCE_TOLD_TOLD_H
#define PLUME_EVIDENCE_TOLD_TOLD_H

#include "evidence/rules/doubt.h"
#include <plume/intake.h>

/* Matches that rest on times alone, and what could not be decided: one warning for each
 * pair of files, with both sums and the line that says otherwise. */
plume_status plume_told_notes(const plume_relating *relating, plume_intake *intake,
                              plume_error *error);

#endif
