/* evidence/rules/folders/commands.h -- what a command took, beside the logs of its run.
 */
#ifndef PLUME_EVIDENCE_RULES_FOLDERS_COMMANDS_H
#define PLUME_EVIDENCE_RULES_FOLDERS_COMMANDS_H

#include "evidence/rules/doubt.h"

/* Rule `layout`, of GNU time, after all others; false: out of memory. */
bool plume_rule_commands(plume_relating *relating);

#endif
