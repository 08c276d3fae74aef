/* records/identity.h -- which record of each distinct run counts.
 *
 * Logs repeat runs: snapshots of a run that goes on, files that were copied. The table
 * keeps one entry for each distinct run: a fingerprint and where its best record stands.
 * It takes at most 32 bytes a run, also while it grows. Two runs share a 64-bit
 * fingerprint with a probability below 1e-6 among five million.
 *
 * Logs that keep one record a run, as databases do, need less: at most 3 bytes a run.
 * What is met once goes into a sieve; what may have been met twice gets an entry, and
 * then the inputs whose runs are in the sieve are surveyed once more to settle it. */
#ifndef PLUME_RECORDS_IDENTITY_H
#define PLUME_RECORDS_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/status.h>

typedef struct plume_identities plume_identities;

/* How often the input of a record repeats its run. */
typedef enum plume_recurrence {
    PLUME_RECURS_OFTEN,  /* nothing is known of it */
    PLUME_RECURS_SELDOM, /* as a rule each run has one record there */
    PLUME_RECURS_NEVER   /* no record before it there is of the same run */
} plume_recurrence;

/* The ordinal-th record of the input-th input, both from 0. */
typedef struct plume_sighting {
    uint64_t fingerprint;
    double progress; /* the larger counts; NAN is the smallest */
    uint32_t input, ordinal;
    plume_recurrence recurrence;
    uint64_t covers; /* fingerprint of a lesser record, which counts only where no other
                        input covers it; the lesser record's own is the same; 0 none */
} plume_sighting;

plume_status plume_identities_new(plume_identities **out, plume_error *error);
void plume_identities_free(plume_identities *identities);

/* Sightings come in the order of inputs and records. Of equal progress the later record
 * of one input counts, and the earlier of several inputs. */
plume_status plume_identities_add(plume_identities *identities,
                                  const plume_sighting *sighting, plume_error *error);

/* Whether a run came twice so far, or may have, or covers another: which record of it
 * counts is known behind the last sighting. */
bool plume_identities_repeat(const plume_identities *identities);

/* After the last sighting, before anything below. */
plume_status plume_identities_end(plume_identities *identities, plume_error *error);

/* Whether some must be added again. If so, call settle, then add
 * all sightings of each input that is to be settled once more, in the same order. */
bool plume_identities_are_settled(const plume_identities *identities);
void plume_identities_settle(plume_identities *identities);
bool plume_identities_is_to_settle(const plume_identities *identities, uint32_t input);

typedef enum plume_standing {
    PLUME_STANDING_USED,       /* the record that counts */
    PLUME_STANDING_SUPERSEDED, /* by a later or larger one of the same run */
    PLUME_STANDING_DUPLICATE,  /* the same record, in another input */
    PLUME_STANDING_UNKNOWN     /* never seen: the log has changed */
} plume_standing;

/* When all is settled. NULL: nobody asks any more, and all are used. */
plume_standing plume_identities_judge(const plume_identities *identities,
                                      const plume_sighting *sighting);

/* Distinct runs. */
size_t plume_identities_count(const plume_identities *identities);

/* How often a sieve was asked: at most about once a sighting. */
size_t plume_identities_asked(const plume_identities *identities);

#endif
