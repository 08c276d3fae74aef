/* evidence/rules/internal.h -- the rules, each in the file of its name. */
#ifndef PLUME_EVIDENCE_RULES_INTERNAL_H
#define PLUME_EVIDENCE_RULES_INTERNAL_H

#include "evidence/rules/doubt.h"

/* A rule; false: out of memory. */
bool plume_rule_key(plume_relating *relating);
bool plume_rule_trial_tables(plume_relating *relating); /* of `key`, too */
bool plume_rule_layout(plume_relating *relating);
bool plume_rule_versions(plume_relating *relating);       /* of `layout`, too */
bool plume_rule_instants(plume_relating *relating);       /* likewise */
bool plume_rule_trial_instants(plume_relating *relating); /* likewise */
bool plume_rule_parent(plume_relating *relating);
bool plume_rule_ranks(plume_relating *relating);
bool plume_rule_vanished(plume_relating *relating); /* asked by tracker_ranks */
bool plume_rule_continues(plume_relating *relating);
/* Moves logs, and joins nothing. */
bool plume_rule_zones(plume_relating *relating);
bool plume_rule_times(plume_relating *relating);
bool plume_rule_tracker_ranks(plume_relating *relating); /* of `ranks`, too */
bool plume_rule_inside(plume_relating *relating);

#endif
