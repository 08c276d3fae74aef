/* evidence/groups/rule_number.h -- the rules by which accounts are related. */
#ifndef PLUME_EVIDENCE_GROUPS_RULE_NUMBER_H
#define PLUME_EVIDENCE_GROUPS_RULE_NUMBER_H

/* The rules, in the order in which they act; their names are in rules.c. */
typedef enum plume_rule_number {
    PLUME_RULE_NONE,
    PLUME_RULE_USER, /* same: of the user */
    PLUME_RULE_KEY,
    PLUME_RULE_LAYOUT,
    PLUME_RULE_PARENT,
    PLUME_RULE_RANKS,
    PLUME_RULE_CONTINUES,
    PLUME_RULE_TIMES,
    PLUME_RULE_INSIDE,
    PLUME_RULE_TIMELESS,
    PLUME_RULE_TRACE,
    PLUME_RULE_COUNT
} plume_rule_number;
const char *plume_rule_name(plume_rule_number rule);

#endif
