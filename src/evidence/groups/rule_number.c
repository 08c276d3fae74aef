/* The names of the rules. */
#include "evidence/groups/rule_number.h"

/* The words of docs/evidence.md, as `runs --why` and results.json print them. */
static const char *const names[PLUME_RULE_COUNT] = {
    "",          "same",  "key",    "layout",   "parent", "ranks",
    "continues", "times", "inside", "timeless", "trace",
};

const char *plume_rule_name(plume_rule_number rule)
{
    return names[rule];
}
