/* evidence/rules/within.h -- accounts that lie in others, and which of several holders is
 * whose.
 *
 * Holders of one reader are different work: a part is in one of them. Where as many parts
 * as holders may be of each other they are paired, nearest ends first; where there are
 * more or fewer nobody knows. */
#ifndef PLUME_EVIDENCE_RULES_WITHIN_H
#define PLUME_EVIDENCE_RULES_WITHIN_H

#include "evidence/groups/groups.h"

/* One account within another. */
typedef struct plume_within {
    unsigned part : 29;
    unsigned sure : 1;    /* both hosts are known, and equal */
    unsigned several : 1; /* runs of one reader hold the part */
    unsigned paired : 1;  /* of several holders this one is the part's */
    unsigned holder : 29;
    unsigned framed : 1; /* others are to be tied to the holder, too */
} plume_within;

/* Seconds between the ends of both. */
double plume_within_apart_s(const plume_within *one, const plume_book *book);

/* Says of each part whether several hold it, and pairs it with one of them. False: out of
 * memory. */
bool plume_within_pair(plume_within *found, size_t count, const plume_groups *groups);

#endif
