/* The rules, in their order. */
#include "evidence/rules/rules.h"

#include "evidence/rules/folders/commands.h"
#include "evidence/rules/folders/job_folders.h"
#include "evidence/rules/internal.h"

#include <stdlib.h>

typedef struct rule {
    bool (*relate)(plume_relating *relating);
} rule;

/* The order of docs/evidence.md. Tables of trials are of rule `key`, versions and
 * instants are of rule `layout`; zones moves clocks, for `times` to find what was a zone
 * apart. */
static const rule rules[] = {
    { plume_rule_key },
    { plume_rule_trial_tables },
    { plume_rule_layout },
    { plume_rule_job_folders },
    { plume_rule_versions },
    { plume_rule_instants },
    { plume_rule_trial_instants },
    { plume_rule_parent },
    { plume_rule_ranks },
    { plume_rule_continues },
    { plume_rule_zones },
    { plume_rule_times },
    { plume_rule_tracker_ranks },
    { plume_rule_inside },
    { plume_rule_commands },
};

plume_status plume_relate(plume_relating *relating, plume_error *error)
{
    relating->error = error;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        bool done = rules[i].relate(relating);

        if (relating->status != PLUME_OK)
            return relating->status;
        if (!done || relating->no_memory || relating->groups->no_memory)
            return plume_fail_memory(error);
    }
    plume_groups_part(relating->groups);
    return PLUME_OK;
}
