/* evidence/groups/groups.h -- the accounts of each run.
 *
 * Every account begins as a group of its own. Joining obeys the limits of a group: at
 * most one account of one reader, or as many as it has ranks or sessions; identifiers of
 * one kind that differ are never together; what the user holds apart stays apart. */
#ifndef PLUME_EVIDENCE_GROUPS_GROUPS_H
#define PLUME_EVIDENCE_GROUPS_GROUPS_H

#include "evidence/groups/members.h"

/* Whether host, device and count of all members of both agree where they are known. */
bool plume_groups_agree(const plume_groups *groups, uint32_t left, uint32_t right);

/* The i-th, from 0, of the members that stand for the hosts of all; last: the one before
 * it, at first PLUME_NOBODY, as in the end. */
uint32_t plume_group_host(const plume_groups *groups, uint32_t group, uint32_t i,
                          uint32_t last);

/* Whether no host of one is known to differ from one of the other; and whether no
 * identifier does, of the marks before end. */
bool plume_groups_hosts_agree(const plume_groups *groups, uint32_t left, uint32_t right);
bool plume_groups_marks_agree(const plume_groups *groups, uint32_t left, uint32_t right,
                              int end);

/* Whether the user says that two accounts are never of one run. */
bool plume_groups_apart(const plume_groups *groups, uint32_t left, uint32_t right);

/* Whether the limits above allow that two groups be one. */
bool plume_groups_may_join(const plume_groups *groups, uint32_t left, uint32_t right);

/* left and right are accounts; joins their groups where the limits allow it. */
bool plume_groups_join(plume_groups *groups, uint32_t left, uint32_t right,
                       plume_rule_number rule);

/* Joins accounts of one reader as replicas or sessions of one run. */
bool plume_groups_join_ranks(plume_groups *groups, uint32_t left, uint32_t right,
                             plume_rule_number rule);

/* The group of one account becomes a part of that of another, unless it is a part already
 * or would then hold itself. */
bool plume_groups_put_inside(plume_groups *groups, uint32_t part, uint32_t holder,
                             plume_rule_number rule);

/* Whether the user says of any two accounts of two groups that they are never of one run.
 */
bool plume_groups_kept_apart(const plume_groups *groups, uint32_t left, uint32_t right);

/* After the rules: what holds a group may have been joined with others since. Parts that
 * are kept apart from one of them are parts no more. */
void plume_groups_part(plume_groups *groups);

/* Undoes that of one. */
void plume_groups_take_out(plume_groups *groups, uint32_t part);

/* Whether all of a group are accounts of trackers that name no host, and each of its
 * readers has as many as the group has ranks. */
bool plume_group_is_of_trackers(const plume_groups *groups, uint32_t group);

#endif
