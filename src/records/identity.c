/* Fingerprints in a hash table, or in a Bloom filter where an input repeats no run. */
#include "records/identity.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "records/bloom_filter.h"

/* Entries stand in chunks that never move; an index of entry numbers finds them. Each
 * entry takes 24 bytes, and its share of the index at most 4 / (0.9 / 1.25) = 5.6. When
 * the index is full it is freed first and then built anew, larger, from the entries. */
enum { CHUNK_ENTRIES = 16384, INDEX_FIRST = 1024 };

/* So many entries cost less than a sieve would. */
enum { ENTRIES_FIRST = 4096 };

#define EMPTY UINT32_MAX

typedef struct entry {
    uint64_t fingerprint;
    double progress; /* never NAN */
    uint32_t input, ordinal;
} entry;

/* What is kept of an input beside entries. */
typedef struct input_kept {
    uint32_t input;
    plume_bloom_filter *filter; /* of runs that nothing else was like; NULL without any */
    bool covers;                /* it has records that cover lesser ones */
} input_kept;

struct plume_identities {
    entry **chunk;
    size_t chunk_count, chunk_capacity;
    uint32_t *slot;
    size_t slots, count;
    input_kept *kept; /* in the order of inputs */
    size_t kept_count, kept_capacity;
    size_t alone;           /* runs that are in a sieve only */
    size_t lesser, covered; /* entries of lesser records; those that are covered */
    bool doubtful, settling;
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
    for (size_t i = 0; i < identities->kept_count; i++)
        plume_bloom_filter_free(identities->kept[i].filter);
    free(identities->kept);
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

/* --- what is kept of inputs --- */

static const input_kept *kept_of(const plume_identities *identities, uint32_t input)
{
    for (size_t i = identities->kept_count; i > 0; i--)
        if (identities->kept[i - 1].input == input)
            return &identities->kept[i - 1];
    return NULL;
}

/* Of the input that is being added, made if need be. NULL: out of memory. */
static input_kept *kept_now(plume_identities *identities, uint32_t input)
{
    size_t count = identities->kept_count, capacity = identities->kept_capacity * 2 + 8;
    input_kept *kept = identities->kept;

    if (count > 0 && kept[count - 1].input == input)
        return &kept[count - 1];
    if (count == identities->kept_capacity) {
        kept = realloc(kept, capacity * sizeof *kept);
        if (kept == NULL)
            return NULL;
        identities->kept = kept;
        identities->kept_capacity = capacity;
    }
    kept[count] = (input_kept){ input, NULL, false };
    identities->kept_count++;
    return &kept[count];
}

static bool sieve_add(plume_identities *identities, const plume_sighting *sighting)
{
    input_kept *kept = kept_now(identities, sighting->input);

    if (kept != NULL && kept->filter == NULL)
        kept->filter = plume_bloom_filter_new();
    return kept != NULL && kept->filter != NULL &&
           plume_bloom_filter_add(kept->filter, sighting->fingerprint);
}

static bool may_be_in_a_sieve(const plume_identities *identities,
                              const plume_sighting *sighting)
{
    for (size_t i = 0; i < identities->kept_count; i++) {
        const input_kept *at = &identities->kept[i];
        bool own = at->input == sighting->input;

        if (at->filter == NULL || (own && sighting->recurrence == PLUME_RECURS_NEVER))
            continue;
        if (plume_bloom_filter_may_hold(at->filter, sighting->fingerprint))
            return true;
    }
    return false;
}

bool plume_identities_are_settled(const plume_identities *identities)
{
    return !identities->doubtful;
}

void plume_identities_settle(plume_identities *identities)
{
    identities->settling = true;
    identities->doubtful = false;
    identities->alone = 0;
}

bool plume_identities_is_to_settle(const plume_identities *identities, uint32_t input)
{
    return kept_of(identities, input) != NULL;
}

/* --- adding --- */

/* The same whichever of the two came first, and when one comes twice. */
static bool is_better(const entry *seen, const entry *best)
{
    if (seen->progress != best->progress)
        return seen->progress > best->progress;
    if (seen->input != best->input)
        return seen->input < best->input;
    return seen->ordinal > best->ordinal;
}

/* A run that was never seen before goes into the sieve, which keeps some bits of it
 * and not an entry: most runs come once. What is seen again, or may be, is kept whole
 * and settled in a second pass. */
static plume_status add_first(plume_identities *identities,
                              const plume_sighting *sighting, plume_error *error)
{
    entry seen = entry_of(sighting);
    bool again = may_be_in_a_sieve(identities, sighting);

    identities->doubtful = identities->doubtful || again;
    if (again || sighting->recurrence == PLUME_RECURS_OFTEN ||
        identities->count < ENTRIES_FIRST) {
        if (identities->count >= EMPTY - 1)
            return plume_fail(error, PLUME_ERR_VALUE, "more than %lu distinct runs",
                              (unsigned long)EMPTY - 1);
        return entry_add(identities, &seen) ? PLUME_OK : plume_fail_memory(error);
    }
    if (!sieve_add(identities, sighting))
        return plume_fail_memory(error);
    identities->alone++;
    return PLUME_OK;
}

/* While settling, all entries are there already: a run without one came once. */
static plume_status add_run(plume_identities *identities, const plume_sighting *sighting,
                            plume_error *error)
{
    entry seen = entry_of(sighting), *best;
    uint32_t found;

    found = identities->slot[slot_of(identities, seen.fingerprint)];
    if (found == EMPTY && identities->settling) {
        identities->alone++;
        return PLUME_OK;
    }
    if (found == EMPTY)
        return add_first(identities, sighting, error);
    best = entry_at(identities, found);
    if (is_better(&seen, best))
        *best = seen;
    return PLUME_OK;
}

/* An entry that is covered: better than any record, and of no input. */
static const entry cover = { 0, INFINITY, UINT32_MAX, 0 };

/* A lesser record may have been covered before it came. */
static void doubt_covered(plume_identities *identities, const plume_sighting *sighting)
{
    identities->lesser++;
    for (size_t i = 0; i < identities->kept_count; i++)
        if (identities->kept[i].covers && identities->kept[i].input != sighting->input)
            identities->doubtful = true;
}

/* The entry of the covered one gets a progress that none can reach, so that every
 * sighting of it is superseded by the usual rule; one in the same input stays, as an
 * input does not tell of its own runs twice. */
static plume_status cover_lesser(plume_identities *identities,
                                 const plume_sighting *sighting, plume_error *error)
{
    input_kept *kept = NULL;
    uint32_t found;
    entry *lesser;

    if (!identities->settling) {
        kept = kept_now(identities, sighting->input);
        if (kept == NULL)
            return plume_fail_memory(error);
        kept->covers = true;
    }
    if (identities->lesser == 0)
        return PLUME_OK;
    found = identities->slot[slot_of(identities, sighting->covers)];
    lesser = found != EMPTY ? entry_at(identities, found) : NULL;
    if (lesser == NULL || lesser->input == sighting->input ||
        lesser->input == cover.input)
        return PLUME_OK;
    lesser->progress = cover.progress;
    lesser->input = cover.input;
    lesser->ordinal = cover.ordinal;
    identities->covered++;
    return PLUME_OK;
}

plume_status plume_identities_add(plume_identities *identities,
                                  const plume_sighting *sighting, plume_error *error)
{
    plume_status status;

    if (identities->slot == NULL)
        return plume_fail_memory(error);
    status = add_run(identities, sighting, error);
    if (status != PLUME_OK || sighting->covers == 0)
        return status;
    if (sighting->covers != sighting->fingerprint)
        return cover_lesser(identities, sighting, error);
    if (!identities->settling)
        doubt_covered(identities, sighting);
    return PLUME_OK;
}

/* --- judging --- */

static plume_standing judge_alone(const plume_identities *identities,
                                  const plume_sighting *sighting)
{
    const input_kept *kept = kept_of(identities, sighting->input);

    return kept != NULL && kept->filter != NULL &&
                   plume_bloom_filter_may_hold(kept->filter, sighting->fingerprint)
               ? PLUME_STANDING_USED
               : PLUME_STANDING_UNKNOWN;
}

/* Of the same run in two inputs the one that got further counts. As far and elsewhere
 * it is a copy; behind it, or in the same input, an earlier state. */
plume_standing plume_identities_judge(const plume_identities *identities,
                                      const plume_sighting *sighting)
{
    entry seen = entry_of(sighting);
    uint32_t found = identities->slot[slot_of(identities, seen.fingerprint)];
    const entry *best;

    if (found == EMPTY)
        return judge_alone(identities, sighting);
    best = entry_at(identities, found);
    if (seen.input != best->input)
        return seen.progress == best->progress ? PLUME_STANDING_DUPLICATE
                                               : PLUME_STANDING_SUPERSEDED;
    return seen.ordinal == best->ordinal ? PLUME_STANDING_USED
                                         : PLUME_STANDING_SUPERSEDED;
}

size_t plume_identities_count(const plume_identities *identities)
{
    return identities->count + identities->alone - identities->covered;
}
