/* records/identity.h -- which record of each distinct run counts.
 *
 * Logs repeat runs: snapshots of a run that goes on, files that were copied. The table
 * keeps one entry for each distinct run: a fingerprint and where its best record stands.
 * It takes at most 32 bytes a run, also while it grows. Two runs share a 64-bit
 * fingerprint with a probability below 1e-6 among five million. */
#ifndef PLUME_RECORDS_IDENTITY_H
#define PLUME_RECORDS_IDENTITY_H

#include <stddef.h>
#include <stdint.h>

#include <plume/status.h>

typedef struct plume_identities plume_identities;

/* The ordinal-th record of the input-th input, both from 0. */
typedef struct plume_sighting {
    uint64_t fingerprint;
    double progress; /* the larger counts; NAN is the smallest */
    uint32_t input, ordinal;
} plume_sighting;

plume_status plume_identities_new(plume_identities **out, plume_error *error);
void plume_identities_free(plume_identities *identities);

/* Sightings come in the order of inputs and records. Of equal progress the later record
 * of one input counts, and the earlier of several inputs. */
plume_status plume_identities_add(plume_identities *identities,
                                  const plume_sighting *sighting, plume_error *error);

typedef enum plume_standing {
    PLUME_STANDING_USED,       /* the record that counts */
    PLUME_STANDING_SUPERSEDED, /* by a later or larger one of the same run */
    PLUME_STANDING_DUPLICATE,  /* the same record, in another input */
    PLUME_STANDING_UNKNOWN     /* never seen: the log has changed */
} plume_standing;

/* After the last sighting. */
plume_standing plume_identities_judge(const plume_identities *identities,
                                      const plume_sighting *sighting);

/* Distinct runs. */
size_t plume_identities_count(const plume_identities *identities);

#endif
