/* evidence/groups/digest.h -- what is compared of a large group, kept once.
 *
 * Ten thousand ranks of one run have one host and one device: two large groups are
 * compared by the few members that differ in anything, not each with each. */
#ifndef PLUME_EVIDENCE_GROUPS_DIGEST_H
#define PLUME_EVIDENCE_GROUPS_DIGEST_H

#include "evidence/accounts/account.h"

typedef struct plume_apart {
    /* Whether the user says that two accounts are never of one run. NULL: never. */
    bool (*are)(const void *state, uint32_t left, uint32_t right);
    /* Whether that says the same of both, whatever it is asked with. */
    bool (*alike)(const void *state, uint32_t left, uint32_t right);
    const void *state;
} plume_apart;

typedef struct plume_group_digest {
    uint32_t *host;  /* a member for each known host, by the number of the host */
    uint32_t *other; /* members that stand for all in the rest of what is compared */
    uint32_t hosts, host_capacity, others, other_capacity;
    uint32_t readers[PLUME_READERS_MAX]; /* how many members each has */
} plume_group_digest;

/* NULL: out of memory. */
plume_group_digest *plume_group_digest_new(void);
void plume_group_digest_free(plume_group_digest *digest);

/* False: out of memory; then it is of no use any more. */
bool plume_group_digest_add(plume_group_digest *digest, const plume_book *book,
                            const plume_apart *apart, uint32_t account);

#endif
