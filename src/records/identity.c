#include "records/identity.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* Entries stand in chunks that never move; an index of entry numbers finds them. Each
 * entry takes 24 bytes, and its share of the index at most 4 / (0.9 / 1.25) = 5.6. When
 * the index is full it is freed first and then built anew, larger, from the entries. */
enum { CHUNK_ENTRIES = 16384, INDEX_FIRST = 1024 };

#define EMPTY UINT32_MAX

typedef struct entry {
    uint64_t fingerprint;
    double progress; /* never NAN */
    uint32_t input, ordinal;
} entry;

struct plume_identities {
    entry **chunk;
    size_t chunk_count, chunk_capacity;
    uint32_t *slot;
    size_t slots, count;
};

static entry *entry_at(const plume_identities *identities, size_t i)
{
    return &identities->chunk[i / CHUNK_ENTRIES][i % CHUNK_ENTRIES];
}

/* The upper bits of the fingerprint times the count of slots: no division, any count. */
static size_t first_slot(uint64_t fingerprint, size_t slots)
{
    return (size_t)(((fingerprint >> 32) * (uint64_t)slots) >> 32);
}

/* The slot that holds this fingerprint, or the empty one where it belongs. */
static size_t slot_of(const plume_identities *identities, uint64_t fingerprint)
{
    size_t at = first_slot(fingerprint, identities->slots);

    while (identities->slot[at] != EMPTY &&
           entry_at(identities, identities->slot[at])->fingerprint != fingerprint)
        at = at + 1 < identities->slots ? at + 1 : 0;
    return at;
}

static bool index_build(plume_identities *identities, size_t slots)
{
    free(identities->slot);
    identities->slot = malloc(slots * sizeof *identities->slot);
    if (identities->slot == NULL)
        return false;
    identities->slots = slots;
    for (size_t i = 0; i < slots; i++)
        identities->slot[i] = EMPTY;
    for (size_t i = 0; i < identities->count; i++) {
        size_t at = slot_of(identities, entry_at(identities, i)->fingerprint);

        identities->slot[at] = (uint32_t)i;
    }
    return true;
}

plume_status plume_identities_new(plume_identities **out, plume_error *error)
{
    plume_identities *identities = calloc(1, sizeof *identities);

    *out = NULL;
    if (identities == NULL || !index_build(identities, INDEX_FIRST)) {
        plume_identities_free(identities);
        return plume_fail_memory(error);
    }
    *out = identities;
    return PLUME_OK;
}

void plume_identities_free(plume_identities *identities)
{
    if (identities == NULL)
        return;
    for (size_t i = 0; i < identities->chunk_count; i++)
        free(identities->chunk[i]);
    free(identities->chunk);
    free(identities->slot);
    free(identities);
}

static bool chunk_add(plume_identities *identities)
{
    size_t capacity = identities->chunk_capacity * 2 + 8;
    entry **chunks = identities->chunk;

    if (identities->chunk_count == identities->chunk_capacity) {
        chunks = realloc(chunks, capacity * sizeof *chunks);
        if (chunks == NULL)
            return false;
        identities->chunk = chunks;
        identities->chunk_capacity = capacity;
    }
    chunks[identities->chunk_count] = malloc(CHUNK_ENTRIES * sizeof(entry));
    if (chunks[identities->chunk_count] == NULL)
        return false;
    identities->chunk_count++;
    return true;
}

static bool entry_add(plume_identities *identities, const entry *added)
{
    if (identities->count == identities->chunk_count * CHUNK_ENTRIES &&
        !chunk_add(identities))
        return false;
    *entry_at(identities, identities->count) = *added;
    identities->slot[slot_of(identities, added->fingerprint)] =
        (uint32_t)identities->count;
    identities->count++;
    if (identities->count * 10 <= identities->slots * 9)
        return true;
    return index_build(identities, identities->slots + identities->slots / 4);
}

static entry entry_of(const plume_sighting *sighting)
{
    entry made = { sighting->fingerprint,
                   isnan(sighting->progress) ? -INFINITY : sighting->progress,
                   sighting->input, sighting->ordinal };

    return made;
}

plume_status plume_identities_add(plume_identities *identities,
                                  const plume_sighting *sighting, plume_error *error)
{
    entry seen = entry_of(sighting), *best;
    uint32_t found;

    if (identities->slot == NULL)
        return plume_fail_memory(error);
    found = identities->slot[slot_of(identities, seen.fingerprint)];
    if (found == EMPTY) {
        if (identities->count >= EMPTY - 1)
            return plume_fail(error, PLUME_ERR_VALUE, "more than %lu distinct runs",
                              (unsigned long)EMPTY - 1);
        return entry_add(identities, &seen) ? PLUME_OK : plume_fail_memory(error);
    }
    best = entry_at(identities, found);
    if (seen.progress > best->progress ||
        (seen.progress == best->progress && seen.input == best->input))
        *best = seen;
    return PLUME_OK;
}

plume_standing plume_identities_judge(const plume_identities *identities,
                                      const plume_sighting *sighting)
{
    entry seen = entry_of(sighting);
    uint32_t found = identities->slot[slot_of(identities, seen.fingerprint)];
    const entry *best;

    if (found == EMPTY)
        return PLUME_STANDING_UNKNOWN;
    best = entry_at(identities, found);
    if (seen.input != best->input)
        return seen.progress == best->progress ? PLUME_STANDING_DUPLICATE
                                               : PLUME_STANDING_SUPERSEDED;
    return seen.ordinal == best->ordinal ? PLUME_STANDING_USED
                                         : PLUME_STANDING_SUPERSEDED;
}

size_t plume_identities_count(const plume_identities *identities)
{
    return identities->count;
}
