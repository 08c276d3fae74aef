/* evidence/groups/twins.h -- of some accounts the one nearest in time to another, for two
 * logs whose runs the user calls the same. */
#ifndef PLUME_EVIDENCE_GROUPS_TWINS_H
#define PLUME_EVIDENCE_GROUPS_TWINS_H

#include "evidence/groups/groups.h"

/* Accounts in some order, and of each place the next that is not taken. */
typedef struct plume_twin_order {
    uint32_t *account;
    uint32_t *up;   /* the place itself, or one behind it; NULL: all may be found */
    uint32_t *down; /* one more than the place itself, or than one before it */
    size_t count;
} plume_twin_order;

typedef struct plume_twins {
    const plume_groups *groups;
    plume_twin_order by_time; /* start, then end; those without times behind, by length */
    plume_twin_order by_length;
    size_t timed;
    uint8_t reader; /* for whose accounts some are taken */
    size_t looked;  /* how many were held against others: no result */
} plume_twins;

/* bits: one for each account of the book. False: out of memory; it is disposed of all the
 * same. */
bool plume_twins_init(plume_twins *out, const plume_groups *groups, const uint8_t *bits);
void plume_twins_dispose(plume_twins *twins);

/* From now on those whose runs can have no more accounts of the other reader are passed
 * by. False: out of memory. */
bool plume_twins_pass_taken(plume_twins *twins);
static inline bool plume_twins_pass_by(const plume_twins *twins)
{
    return twins->by_time.up != NULL;
}

/* By starts and ends together; where one has no times by how long both took. Of equal
 * ones that of the lowest number; none of its own group. PLUME_NOBODY: there is none. */
uint32_t plume_twins_nearest(plume_twins *twins, uint32_t account);

#endif
