/* evidence/rules/host_keys.h -- the host of each group as a number, so that groups of
 * different hosts need not be held against each other. */
#ifndef PLUME_EVIDENCE_RULES_HOST_KEYS_H
#define PLUME_EVIDENCE_RULES_HOST_KEYS_H

#include "evidence/groups/groups.h"

/* Of a group that names no host, or more than one, or a list. */
enum { PLUME_HOST_UNKNOWN = 0, PLUME_HOST_SEVERAL = 1 };

/* By the number of a name: equal ones are of one host, or of one list of them, as
 * plume_hosts_equal has it; 0 of none. NULL: out of memory. The caller frees it. */
uint32_t *plume_host_names(const plume_names *hosts);

/* The same for names of one host; PLUME_HOST_SEVERAL of all others. Likewise. */
uint32_t *plume_host_names_single(const plume_names *hosts);

/* Of a group, with those numbers: two that are above 1 and differ never have a host in
 * common. */
uint32_t plume_host_key(const plume_groups *groups, const uint32_t *of_name,
                        uint32_t group);

#endif
