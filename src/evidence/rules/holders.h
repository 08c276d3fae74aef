/* evidence/rules/holders.h -- accounts that last as long as another, those of other hosts
 * left out where hosts are many. */
#ifndef PLUME_EVIDENCE_RULES_HOLDERS_H
#define PLUME_EVIDENCE_RULES_HOLDERS_H

#include "evidence/groups/groups.h"
#include "evidence/rules/lasting.h"

/* Those of one host, or of none. */
typedef struct plume_host_holders {
    uint32_t host;
    plume_lasting among;
} plume_host_holders;

typedef struct plume_holders {
    const plume_groups *groups;
    uint32_t *begun; /* accounts that may hold or be held, earliest start first */
    size_t count;
    plume_lasting any; /* those that may hold accounts of one reader */
    uint32_t *host;    /* of each group, as a number */
    /* The same once more by the hosts of their groups, where hosts are many; room is of
     * all of them. */
    uint32_t *by_host;
    plume_host_holders *of_host; /* NULL: hosts are few */
    size_t hosts;
    plume_lasting room;
} plume_holders;

/* False: out of memory. */
bool plume_holders_init(plume_holders *out, const plume_groups *groups);
void plume_holders_dispose(plume_holders *holders);

/* Those that could hold an account of this reader: of other readers, and not tied to it.
 * What a key or times have tied is not looked at again, from neither side. */
void plume_holders_of(plume_holders *holders, uint8_t reader);

/* Looking for those that began by one time and end no earlier than another. */
typedef struct plume_holders_look {
    const plume_lasting *among[2];
    size_t next[2]; /* in them; SIZE_MAX: no more */
    double end_s;
} plume_holders_look;

void plume_holders_begin(plume_holders_look *look, const plume_holders *holders,
                         uint32_t group, double start_s, double end_s);

/* The one that began last, then the one before; PLUME_NOBODY: no more. */
uint32_t plume_holders_next(plume_holders_look *look);

#endif
