/* evidence/rules/user_pairs.h -- what the user says of accounts: same, or distinct. */
#ifndef PLUME_EVIDENCE_RULES_USER_PAIRS_H
#define PLUME_EVIDENCE_RULES_USER_PAIRS_H

#include "evidence/groups/groups.h"
#include "intake/internal.h"
#include <plume/evidence.h>

/* Which accounts an entry of a pair stands for, a bit each. */
typedef struct plume_sides {
    const plume_pair *pair;
    uint8_t *left, *right;
} plume_sides;

typedef struct plume_user_pairs {
    plume_sides *same, *distinct;
    size_t same_count, distinct_count;
} plume_user_pairs;

/* PLUME_ERR_VALUE for an entry that stands for no account. */
plume_status plume_user_pairs_find(plume_user_pairs *out,
                                   const plume_evidence_options *options,
                                   const plume_book *book, const plume_intake *intake,
                                   plume_error *error);
void plume_user_pairs_dispose(plume_user_pairs *pairs);

/* Both of a plume_apart; its state is the pairs. */
bool plume_user_pairs_apart(const void *pairs, uint32_t left, uint32_t right);
bool plume_user_pairs_alike(const void *pairs, uint32_t left, uint32_t right);

/* Before all rules. PLUME_ERR_VALUE where the two contradict each other. */
plume_status plume_user_pairs_join(const plume_user_pairs *pairs, plume_groups *groups,
                                   plume_error *error);

#endif
