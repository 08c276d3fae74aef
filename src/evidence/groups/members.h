/* evidence/groups/members.h -- which accounts are of one group, and what is known of it.
 *
 * Every account begins as a group of its own. Four bytes an account, which say as well
 * what holds one that is alone, and 28 more for what is large, of ranks, or several that
 * are held. */
#ifndef PLUME_EVIDENCE_GROUPS_MEMBERS_H
#define PLUME_EVIDENCE_GROUPS_MEMBERS_H

#include "evidence/groups/digest.h"
#include "evidence/groups/rule_number.h"

/* What is known of a group beside its members. */
typedef struct plume_group_facts {
    uint32_t holder;     /* account of the group that it is a part of; PLUME_NOBODY */
    uint32_t by;         /* account that tied it there */
    uint16_t ranks;      /* how many accounts of one reader it may hold */
    uint8_t holder_rule; /* by which it was found to be a part */
    bool sessions;       /* these follow one another */
} plume_group_facts;

/* Of a group that is large or of ranks, or has several members and is held; most are none
 * of these. */
typedef struct plume_group_more {
    plume_group_facts facts;
    uint32_t second, last; /* members; PLUME_NOBODY: there is no second */
    uint32_t size;
    uint32_t digest; /* its number from 1; 0: the group is small */
} plume_group_more;

/* A group has the number of its first account, which stays its first. */
typedef struct plume_groups {
    plume_book *book; /* which has the group of each account */
    uint32_t *next;   /* the next member, or where more of a group stands, or what holds
                         one that is alone, or the end */
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
#define PLUME_GROUP_HELD UINT32_C(0x40000000)

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
    uint32_t next = groups->next[account];

    if (more != NULL)
        return more->second;
    return (next & PLUME_GROUP_HELD) != 0 ? PLUME_NOBODY : next;
}

/* Whether it is alone, and held: nothing more is known of it then. */
static inline bool plume_group_is_held_alone(const plume_groups *groups, uint32_t group)
{
    uint32_t next = groups->next[group];

    return next != PLUME_NOBODY && (next & PLUME_GROUP_MORE) == 0 &&
           (next & PLUME_GROUP_HELD) != 0;
}

plume_group_facts plume_group_facts_of(const plume_groups *groups, uint32_t group);

/* The account of the group that it is a part of; PLUME_NOBODY: of none. */
static inline uint32_t plume_group_holder(const plume_groups *groups, uint32_t group)
{
    const plume_group_more *more = plume_group_more_of(groups, group);

    if (plume_group_is_held_alone(groups, group))
        return groups->next[group] & ~PLUME_GROUP_HELD;
    return more != NULL ? more->facts.holder : PLUME_NOBODY;
}

/* It becomes a part of the group of an account, or none again. False: out of memory. */
bool plume_group_hold(plume_groups *groups, uint32_t part, uint32_t holder,
                      plume_rule_number rule);
void plume_group_let_go(plume_groups *groups, uint32_t group);

/* From now on more is known of it. False: out of memory. */
bool plume_group_add_more(plume_groups *groups, uint32_t group);

/* The readers of its members, a bit each. */
plume_reader_set plume_group_all_readers(const plume_groups *groups, uint32_t group);

/* Whether a group has accounts of this reader, and how many. */
bool plume_group_has_reader(const plume_groups *groups, uint32_t group, uint8_t reader);
size_t plume_group_readers(const plume_groups *groups, uint32_t group, uint8_t reader);

/* The readers of which a group can have no more accounts, a bit each. */
plume_reader_set plume_group_full(const plume_groups *groups, uint32_t group);

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

#define PLUME_EACH_MEMBER(groups, number, member)                                        \
    for (uint32_t member = (number); member != PLUME_NOBODY;                             \
         member = plume_group_next(groups, member))

#endif
