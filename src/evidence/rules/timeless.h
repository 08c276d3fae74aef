/* evidence/rules/timeless.h -- the last rule: it asks what the others made a run. */
#ifndef PLUME_EVIDENCE_RULES_TIMELESS_H
#define PLUME_EVIDENCE_RULES_TIMELESS_H

#include "evidence/groups/plan.h"
#include "evidence/rules/doubt.h"

/* *joined of the accounts that state no time are of other runs now: then the plan is to
 * be made anew. */
plume_status plume_relate_timeless(plume_relating *relating, const plume_plan *plan,
                                   size_t *joined, plume_error *error);

#endif
