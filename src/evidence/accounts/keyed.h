/* evidence/accounts/keyed.h -- identifiers of accounts, put away by their kinds.
 *
 * A rule asks for one kind or two, and gives them back: the others need no memory
 * meanwhile. */
#ifndef PLUME_EVIDENCE_ACCOUNTS_KEYED_H
#define PLUME_EVIDENCE_ACCOUNTS_KEYED_H

#include <stdbool.h>

#include "evidence/accounts/shelf.h"
#include <stdint.h>

/* What an identifier is of: accounts of different readers that share one are of one run.
 */
typedef enum plume_key_kind {
    PLUME_KEY_RUN,    /* of a tool's run */
    PLUME_KEY_TRIAL,  /* of a trial, as tools take it over from each other */
    PLUME_KEY_SWEEP,  /* study and number */
    PLUME_KEY_STUDY,  /* the study of a trial that has a number */
    PLUME_KEY_JOB,    /* of a scheduler */
    PLUME_KEY_PID,    /* with its host */
    PLUME_KEY_LAUNCH, /* of who started it */
    PLUME_KEY_FOLDER, /* where it wrote */
    PLUME_KEY_TAIL,   /* the last two parts of that */
    PLUME_KEY_LAYOUT, /* the folder of a tool's convention */
    PLUME_KEY_PARENT, /* run that a nested one is part of: matches PLUME_KEY_RUN */
    PLUME_KEY_PROGRAM,
    PLUME_KEY_COUNT
} plume_key_kind;

/* A hash of 64 bits in two halves: 12 bytes in all. */
typedef struct plume_keyed {
    uint32_t upper, lower;
    uint32_t account;
} plume_keyed;

typedef struct plume_key_store {
    plume_shelf *shelf[PLUME_KEY_COUNT]; /* NULL: none of this kind */
} plume_key_store;

void plume_key_store_dispose(plume_key_store *store);

plume_status plume_key_store_add(plume_key_store *store, plume_key_kind kind,
                                 uint64_t hash, uint32_t account, plume_error *error);

/* number: the new one of each account. */
plume_status plume_key_store_number(plume_key_store *store, const uint32_t *number,
                                    plume_error *error);

/* Keys of one kind by hash, then by account; the caller frees them. NULL: there are
 * none, or it failed. */
plume_status plume_key_store_take(const plume_key_store *store, plume_key_kind kind,
                                  plume_keyed **out, size_t *count, plume_error *error);

static inline uint64_t plume_keyed_hash(const plume_keyed *key)
{
    return (uint64_t)key->upper << 32 | key->lower;
}

static inline bool plume_keyed_same(const plume_keyed *left, const plume_keyed *right)
{
    return left->upper == right->upper && left->lower == right->lower;
}

#endif
