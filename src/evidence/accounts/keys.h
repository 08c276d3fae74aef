/* evidence/accounts/keys.h -- the identifiers of a run, as they are compared. */
#ifndef PLUME_EVIDENCE_ACCOUNTS_KEYS_H
#define PLUME_EVIDENCE_ACCOUNTS_KEYS_H

#include "evidence/accounts/account.h"

typedef struct plume_key_sink {
    bool (*add)(void *state, plume_key_kind kind, uint64_t hash); /* false: no memory */
    void *state;
} plume_key_sink;

/* path: where the log of the run lies. False: out of memory. */
bool plume_run_keys_each(const plume_run *run, const char *path, plume_key_sink sink);

#endif
