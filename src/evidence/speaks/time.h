/* evidence/speaks/time.h -- the hours and devices of a run that several accounts tell. */
#ifndef PLUME_EVIDENCE_SPEAKS_TIME_H
#define PLUME_EVIDENCE_SPEAKS_TIME_H

#include "evidence/speaks/member.h"

/* notes may be NULL. */
void plume_members_time(plume_run *out, plume_members *members, plume_notes *notes);

#endif
