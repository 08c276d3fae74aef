/* evidence/speaks/energy.h -- the energy of a run that several accounts tell. */
#ifndef PLUME_EVIDENCE_SPEAKS_ENERGY_H
#define PLUME_EVIDENCE_SPEAKS_ENERGY_H

#include "evidence/speaks/member.h"

/* After its hours and devices are known. notes may be NULL. */
void plume_members_energy(plume_run *out, plume_members *members, plume_notes *notes);

#endif
