/* evidence/groups/twins.h -- of some accounts the one nearest in time to another, for
 * two logs whose runs the user calls the same. */
#ifndef PLUME_EVIDENCE_GROUPS_TWINS_H
#define PLUME_EVIDENCE_GROUPS_TWINS_H

#include "evidence/groups/groups.h"

typedef struct plume_twins {
    const plume_groups *groups;
    uint32_t *by_time; /* start, then end; those without times behind, by length */
    uint32_t *by_length;
    size_t count, timed;
    size_t looked; /* how many were held against others: no result */
} plume_twins;

/* bits: one for each account of the book. False: out of memory; it is disposed of all the
 * same. */
bool plume_twins_init(plume_twins *out, const plume_groups *groups, const uint8_t *bits);
void plume_twins_dispose(plume_twins *twins);

/* By starts and ends together; where one has no times by how long both took. Of equal
 * ones that of the lowest number; none of its own group. PLUME_NOBODY: there is none. */
uint32_t plume_twins_nearest(plume_twins *twins, uint32_t account);

#endif
