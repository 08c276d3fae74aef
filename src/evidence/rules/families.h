/* evidence/rules/families.h -- holders and the parts that fold into them.
 *
 * What folds counts as one run, so that nothing that any account of it tells may be known
 * to differ: hosts, jobs, trials, run ids of one tool. Groups do not change meanwhile. */
#ifndef PLUME_EVIDENCE_RULES_FAMILIES_H
#define PLUME_EVIDENCE_RULES_FAMILIES_H

#include "evidence/groups/groups.h"

typedef struct plume_families {
    const plume_groups *groups;
    uint32_t *first; /* part that folds into a group; PLUME_NOBODY: none */
    uint32_t *next;  /* part beside it; itself: it is framed, and folds into nothing */
} plume_families;

/* False: out of memory. */
bool plume_families_init(plume_families *out, const plume_groups *groups);
void plume_families_dispose(plume_families *families);

/* Whether the group of one account, with all that has folded into it, may fold into that
 * of another. */
bool plume_families_agree(const plume_families *families, uint32_t part, uint32_t holder);

/* After it was put inside. framed: it stays a run of its own there. */
void plume_families_add(plume_families *families, uint32_t part, uint32_t holder,
                        bool framed);

/* It is alone in its holder, and no longer framed. */
void plume_families_unframe(plume_families *families, uint32_t part);

#endif
