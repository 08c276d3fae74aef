/* evidence/rules/rules.h -- how accounts of one run are found.
 *
 * Each rule joins groups, or puts one inside another; what a rule has tied, no later one
 * looks at again. */
#ifndef PLUME_EVIDENCE_RULES_RULES_H
#define PLUME_EVIDENCE_RULES_RULES_H

#include "evidence/rules/doubt.h"

/* All rules but `timeless` and `trace`, one after the other. */
plume_status plume_relate(plume_relating *relating, plume_error *error);

#endif
