/* evidence/gather.h -- all that tells of one run, read back. */
#ifndef PLUME_EVIDENCE_GATHER_H
#define PLUME_EVIDENCE_GATHER_H

#include "evidence/emit.h"
#include "evidence/speaks/member.h"

/* The accounts of a group and of what folds into it, its share of what frames it, and of
 * the traces that cover it. */
plume_status plume_gather(plume_members *out, const plume_emission *emission,
                          uint32_t group, plume_error *error);

/* What frames a group, as one run; borrowed texts, from *members. */
plume_status plume_gather_frame(plume_run *out, plume_members *members, plume_text *text,
                                const plume_emission *emission, uint32_t frame,
                                plume_error *error);

#endif
