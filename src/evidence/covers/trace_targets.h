/* evidence/covers/trace_targets.h -- the runs to which the user assigns a trace. */
#ifndef PLUME_EVIDENCE_COVERS_TRACE_TARGETS_H
#define PLUME_EVIDENCE_COVERS_TRACE_TARGETS_H

#include "intake/internal.h"

/* attribute_to of the study file, or "*" of --trace; "" where nobody has said. */
const char *plume_trace_wanted(const plume_intake *intake, const plume_found_file *trace);
/* Whether it is assigned to runs of this input. */
bool plume_trace_is_target(const plume_intake *intake, const plume_found_file *trace,
                           const plume_found_file *met);

/* What is to give its power has some, with dates, and its target is there. */
plume_status plume_trace_targets_check(const plume_intake *intake, plume_error *error);

#endif
