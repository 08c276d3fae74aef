/* evidence/groups/internal.h -- the chains of accounts that groups are. */
#ifndef PLUME_EVIDENCE_GROUPS_INTERNAL_H
#define PLUME_EVIDENCE_GROUPS_INTERNAL_H

#include "evidence/groups/groups.h"

/* NULL: the group is small, and its members are looked through. */
const plume_group_digest *plume_group_digest_of(const plume_groups *groups,
                                                uint32_t group);

uint32_t plume_group_size(const plume_groups *groups, uint32_t group);

/* How many accounts of each reader a group has. */
void plume_group_count(uint32_t count[PLUME_READERS_MAX], const plume_groups *groups,
                       uint32_t group);

/* The members of one group become those of another, behind its own, with all that is
 * known of them. False: out of memory, and nothing happened. */
bool plume_group_append(plume_groups *groups, uint32_t into, uint32_t from);

#endif
