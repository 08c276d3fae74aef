/* evidence/gather.h -- all that tells of one run, read back. */
#ifndef PLUME_EVIDENCE_GATHER_H
#define PLUME_EVIDENCE_GATHER_H

#include "evidence/emit.h"
#include "evidence/speaks/member.h"

/* The accounts of a group and of what folds into it, its share of what frames it, and of
 * the traces that cover it. */
plume_status plume_gather(plume_members *out, const plume_emission *emission,
                          uint32_t group, plume_error *error);

/* What frames a group, as one run: thousands of parts ask for the same. */
typedef struct plume_kept_frame {
    uint32_t group; /* PLUME_NOBODY: none */
    plume_run run;  /* its texts lie in what follows */
    plume_members members;
    plume_text text;
} plume_kept_frame;

void plume_kept_frame_init(plume_kept_frame *frame);
void plume_kept_frame_dispose(plume_kept_frame *frame);

/* *out is borrowed from emission->frame, until another frame is asked for. */
plume_status plume_gather_frame(const plume_kept_frame **out,
                                const plume_emission *emission, uint32_t frame,
                                plume_error *error);

#endif
