/* evidence/groups/spells.h -- stretches of time that nothing crosses.
 *
 * Rules find far more pairs than there are accounts. What lies in one spell has nothing
 * to do with what lies in another: pairs are held of one at a time. */
#ifndef PLUME_EVIDENCE_GROUPS_SPELLS_H
#define PLUME_EVIDENCE_GROUPS_SPELLS_H

#include "evidence/groups/groups.h"

typedef struct plume_spells {
    size_t count;   /* of accounts */
    uint8_t *first; /* a bit for each place: a spell begins there */
} plume_spells;

/* How accounts of two spells are apart. */
typedef enum plume_spell_kind {
    PLUME_SPELL_ENDS, /* by their ends */
    PLUME_SPELL_WHOLE /* all of one begin behind the ends of the other */
} plume_spell_kind;

/* by_end: accounts that have times, earliest end first; apart_s: by more than this. What
 * is tied already is in one spell. False: out of memory; it is disposed of all the same.
 */
bool plume_spells_init(plume_spells *out, const plume_groups *groups,
                       const uint32_t *by_end, size_t count, plume_spell_kind kind,
                       double apart_s);
void plume_spells_dispose(plume_spells *spells);

/* The first place from `from` + least on where a spell begins; the count at the end. */
size_t plume_spells_next(const plume_spells *spells, size_t from, size_t least);

#endif
