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
    uint32_t part, holder;
    uint32_t holders; /* runs that hold the part, of the reader that tells of most */
    uint32_t parts;   /* that are to be tied to the holder */
    uint8_t part_reader, holder_reader;
    bool sure;   /* both hosts are known, and equal */
    bool paired; /* of several holders this one is the part's */
} plume_within;

/* Seconds between the ends of both. */
double plume_within_apart_s(const plume_within *one, const plume_book *book);

/* Counts the holders of each part, and pairs them; in another order then. False: out of
 * memory. */
bool plume_within_pair(plume_within *found, size_t count, const plume_groups *groups);

#endif
