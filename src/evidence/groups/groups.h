/* evidence/groups/groups.h -- the accounts of each run.
 *
 * Every account begins as a group of its own. Joining obeys the limits of a group: at
 * most one account of one reader, or as many as it has ranks or sessions; identifiers of
 * one kind that differ are never together; what the user holds apart stays apart. */
#ifndef PLUME_EVIDENCE_GROUPS_GROUPS_H
#define PLUME_EVIDENCE_GROUPS_GROUPS_H

#include "evidence/groups/digest.h"

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

/* What is known of a group beside its members. */
typedef struct plume_group_facts {
    uint32_t holder;     /* account of the group that it is a part of; PLUME_NOBODY */
    uint32_t by;         /* account that tied it there */
    uint16_t ranks;      /* how many accounts of one reader it may hold */
    uint8_t holder_rule; /* by which it was found to be a part */
    bool sessions;       /* these follow one another */
} plume_group_facts;

/* Of a group that is large, held or of ranks; most are none of these. */
typedef struct plume_group_more {
    plume_group_facts facts;
    uint32_t second, last; /* members; PLUME_NOBODY: there is no second */
    uint32_t size;
    uint32_t digest; /* its number from 1; 0: the group is small */
} plume_group_more;

/* A group has the number of its first account, which stays its first. */
typedef struct plume_groups {
    plume_book *book; /* which has the group of each account */
    uint32_t *next;   /* the next member, or where more of a group stands, or the end */
    plume_group_more *more;
    size_t mores, more_capacity;
    uint32_t spare; /* of these, the first of those that are free; PLUME_NOBODY */
    plume_apart apart;
    plume_group_digest **digest; /* of large groups; NULL: of one that is gone */
    size_t digests, digest_capacity;
    uint64_t pairs[PLUME_RULE_COUNT]; /* that each rule made */
    bool circles;                     /* a part of itself was left out */
    bool ranks;                       /* some group has room for several of a reader */
    bool no_memory;                   /* what was to be joined or held was not */
} plume_groups;

#define PLUME_GROUP_MORE UINT32_C(0x80000000)

plume_status plume_groups_new(plume_groups **out, plume_book *book, plume_apart apart,
                              plume_error *error);
void plume_groups_free(plume_groups *groups);

static inline uint32_t plume_group_of(const plume_groups *groups, uint32_t account)
{
    return groups->book->account[account].group;
}

/* Whether a number is that of a group. */
static inline bool plume_group_is_one(const plume_groups *groups, uint32_t number)
{
    return groups->book->account[number].group == number;
}

/* NULL: nothing is known beside its members. */
static inline plume_group_more *plume_group_more_of(const plume_groups *groups,
                                                    uint32_t group)
{
    uint32_t next = groups->next[group];

    return next == PLUME_NOBODY || (next & PLUME_GROUP_MORE) == 0
               ? NULL
               : &groups->more[next & ~PLUME_GROUP_MORE];
}

/* The member after this one; PLUME_NOBODY at the end. */
static inline uint32_t plume_group_next(const plume_groups *groups, uint32_t account)
{
    const plume_group_more *more = plume_group_more_of(groups, account);

    return more != NULL ? more->second : groups->next[account];
}

plume_group_facts plume_group_facts_of(const plume_groups *groups, uint32_t group);

/* The account of the group that it is a part of; PLUME_NOBODY: of none. */
static inline uint32_t plume_group_holder(const plume_groups *groups, uint32_t group)
{
    const plume_group_more *more = plume_group_more_of(groups, group);

    return more != NULL ? more->facts.holder : PLUME_NOBODY;
}

/* From now on there is. False: out of memory. */
bool plume_group_add_more(plume_groups *groups, uint32_t group);

/* The readers of its members, a bit each. */
uint64_t plume_group_all_readers(const plume_groups *groups, uint32_t group);

/* Whether a group has accounts of this reader, and how many. */
bool plume_group_has_reader(const plume_groups *groups, uint32_t group, uint8_t reader);
size_t plume_group_readers(const plume_groups *groups, uint32_t group, uint8_t reader);

/* The readers of which a group can have no more accounts, a bit each. */
uint64_t plume_group_full(const plume_groups *groups, uint32_t group);

/* Whether host, device and count of all members of both agree where they are known. */
bool plume_groups_agree(const plume_groups *groups, uint32_t left, uint32_t right);

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

/* Undoes that. */
void plume_groups_take_out(plume_groups *groups, uint32_t part);

/* Whether all of a group are accounts of trackers that name no host, and each of its
 * readers has as many as the group has ranks. */
bool plume_group_is_of_trackers(const plume_groups *groups, uint32_t group);

#define PLUME_EACH_MEMBER(groups, number, member)                                        \
    for (uint32_t member = (number); member != PLUME_NOBODY;                             \
         member = plume_group_next(groups, member))

#endif
