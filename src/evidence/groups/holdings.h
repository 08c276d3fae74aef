/* evidence/groups/holdings.h -- which groups are parts of which.
 *
 * Four bytes for each group that is held: the parts of one holder stand together. */
#ifndef PLUME_EVIDENCE_GROUPS_HOLDINGS_H
#define PLUME_EVIDENCE_GROUPS_HOLDINGS_H

#include "evidence/groups/groups.h"

typedef struct plume_holdings {
    const plume_groups *groups;
    uint32_t *held; /* by the numbers of their holders, then by their own */
    size_t count;
} plume_holdings;

/* No group changes any more. False: out of memory; it is disposed of all the same. */
bool plume_holdings_init(plume_holdings *out, const plume_groups *groups);
void plume_holdings_dispose(plume_holdings *holdings);

/* What holds a group; PLUME_NOBODY: nothing does. */
uint32_t plume_holdings_holder(const plume_holdings *holdings, uint32_t group);

/* Where a group that is held stands. */
size_t plume_holdings_place(const plume_holdings *holdings, uint32_t group);

/* Where the first part of a holder stands, and whether one is at a place. */
size_t plume_holdings_first(const plume_holdings *holdings, uint32_t holder);
bool plume_holdings_has(const plume_holdings *holdings, uint32_t holder, size_t place);

#define PLUME_EACH_PART(holdings, holder, place)                                         \
    for (size_t place = plume_holdings_first(holdings, holder);                          \
         plume_holdings_has(holdings, holder, place); place++)

#endif
