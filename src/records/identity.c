/* Fingerprints in a hash table, or in a sieve where an input repeats no run. */
#include "records/identity.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "records/sieves.h"

/* Entries stand in chunks that never move; an index of entry numbers finds them. Each
 * entry takes 24 bytes, and its share of the index at most 4 / (0.8 / 1.5) = 7.5; in a
 * fuller one 50 slots are looked at to find nothing. When
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

/* What is known of an input beside entries. */
typedef struct input_kept {
    bool alone;  /* it has runs that nothing else was like */
    bool covers; /* it has records that cover lesser ones */
} input_kept;

struct plume_identities {
    entry **chunk;
    size_t chunk_count, chunk_capacity;
    uint32_t *slot;       /* numbers of entries; above them bits of their fingerprints */
    uint32_t number_mask; /* of the bits that numbers take */
    size_t slots, count;
    input_kept *kept; /* by the numbers of inputs */
    size_t kept_count, covering;
    plume_sieves *sieves;
    size_t alone;           /* runs that are in a sieve only */
    size_t lesser, covered; /* entries of lesser records; those that are covered */
    bool doubtful, settling;
    bool repeat; /* a run came twice */
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

/* Where a fingerprint that is in none goes. */
static void put(plume_identities *identities, uint64_t fingerprint, size_t number)
{
    size_t at = first_slot(fingerprint, identities->slots);

    while (identities->slot[at] != EMPTY)
        at = at + 1 < identities->slots ? at + 1 : 0;
    identities->slot[at] =
        ((uint32_t)fingerprint & ~identities->number_mask) | (uint32_t)number;
}

/* The number of the entry with this fingerprint; EMPTY: there is none. Entries lie far
 * apart, and few are looked at whose slot has not the same bits. */
static uint32_t number_of(const plume_identities *identities, uint64_t fingerprint)
{
    uint32_t mask = identities->number_mask, bits = (uint32_t)fingerprint & ~mask;
    size_t at = first_slot(fingerprint, identities->slots);
    uint32_t slot;

    for (; (slot = identities->slot[at]) != EMPTY;
         at = at + 1 < identities->slots ? at + 1 : 0)
        if ((slot & ~mask) == bits &&
            entry_at(identities, slot & mask)->fingerprint == fingerprint)
            return slot & mask;
    return EMPTY;
}

/* Fewer entries than slots, so that no slot with the number of one looks empty. */
static bool index_build(plume_identities *identities, size_t slots)
{
    free(identities->slot);
    identities->slot = malloc(slots * sizeof *identities->slot);
    if (identities->slot == NULL)
        return false;
    identities->slots = slots;
    identities->number_mask = 1;
    while (identities->number_mask < slots - 1 && identities->number_mask < EMPTY)
        identities->number_mask = identities->number_mask * 2 + 1;
    for (size_t i = 0; i < slots; i++)
        identities->slot[i] = EMPTY;
    for (size_t i = 0; i < identities->count; i++)
        put(identities, entry_at(identities, i)->fingerprint, i);
    return true;
}

plume_status plume_identities_new(plume_identities **out, plume_error *error)
{
    plume_identities *identities = calloc(1, sizeof *identities);

    *out = NULL;
    if (identities != NULL)
        identities->sieves = plume_sieves_new();
    if (identities == NULL || identities->sieves == NULL ||
        !index_build(identities, INDEX_FIRST)) {
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
    plume_sieves_free(identities->sieves);
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
    put(identities, added->fingerprint, identities->count);
    identities->count++;
    if (identities->count * 10 <= identities->slots * 8)
        return true;
    return index_build(identities, identities->slots + identities->slots / 2);
}

static entry entry_of(const plume_sighting *sighting)
{
    entry made = { sighting->fingerprint,
                   isnan(sighting->progress) ? -INFINITY : sighting->progress,
                   sighting->input, sighting->ordinal };

    return made;
}

/* --- what is kept of inputs --- */

/* NULL: out of memory. */
static input_kept *kept_of(plume_identities *identities, uint32_t input)
{
    size_t count = identities->kept_count;
    input_kept *kept = identities->kept;

    if (input >= count) {
        count = input + input / 2 + 8;
        kept = realloc(kept, count * sizeof *kept);
        if (kept == NULL)
            return NULL;
        for (size_t i = identities->kept_count; i < count; i++)
            kept[i] = (input_kept){ false, false };
        identities->kept = kept;
        identities->kept_count = count;
    }
    return &kept[input];
}

static bool add_alone(plume_identities *identities, const plume_sighting *sighting)
{
    input_kept *kept = kept_of(identities, sighting->input);

    if (kept == NULL || !plume_sieves_add(identities->sieves, sighting))
        return false;
    kept->alone = true;
    identities->alone++;
    return true;
}

plume_status plume_identities_end(plume_identities *identities, plume_error *error)
{
    return plume_sieves_end(identities->sieves) ? PLUME_OK : plume_fail_memory(error);
}

size_t plume_identities_asked(const plume_identities *identities)
{
    return plume_sieves_asked(identities->sieves);
}

bool plume_identities_repeat(const plume_identities *identities)
{
    return identities->repeat || identities->doubtful || identities->covered > 0;
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
    return input < identities->kept_count &&
           (identities->kept[input].alone || identities->kept[input].covers);
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
    bool again = plume_sieves_may_hold(identities->sieves, sighting);

    identities->doubtful = identities->doubtful || again;
    if (again || sighting->recurrence == PLUME_RECURS_OFTEN ||
        identities->count < ENTRIES_FIRST) {
        if (identities->count >= EMPTY - 1)
            return plume_fail(error, PLUME_ERR_VALUE, "more than %lu distinct runs",
                              (unsigned long)EMPTY - 1);
        return entry_add(identities, &seen) ? PLUME_OK : plume_fail_memory(error);
    }
    return add_alone(identities, sighting) ? PLUME_OK : plume_fail_memory(error);
}

/* While settling, all entries are there already: a run without one came once. */
static plume_status add_run(plume_identities *identities, const plume_sighting *sighting,
                            plume_error *error)
{
    entry seen = entry_of(sighting), *best;
    uint32_t found;

    found = number_of(identities, seen.fingerprint);
    if (found == EMPTY && identities->settling) {
        identities->alone++;
        return PLUME_OK;
    }
    if (found == EMPTY)
        return add_first(identities, sighting, error);
    identities->repeat = true;
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
    size_t input = sighting->input;
    bool own = input < identities->kept_count && identities->kept[input].covers;

    identities->lesser++;
    if (identities->covering > own)
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
        kept = kept_of(identities, sighting->input);
        if (kept == NULL)
            return plume_fail_memory(error);
        identities->covering += !kept->covers;
        kept->covers = true;
    }
    if (identities->lesser == 0)
        return PLUME_OK;
    found = number_of(identities, sighting->covers);
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

/* Of the same run in two inputs the one that got further counts. As far and elsewhere
 * it is a copy; behind it, or in the same input, an earlier state. */
plume_standing plume_identities_judge(const plume_identities *identities,
                                      const plume_sighting *sighting)
{
    entry seen = entry_of(sighting);
    const entry *best;
    uint32_t found;

    if (identities == NULL)
        return PLUME_STANDING_USED;
    found = number_of(identities, seen.fingerprint);
    if (found == EMPTY)
        return plume_sieves_hold(identities->sieves, sighting) ? PLUME_STANDING_USED
                                                               : PLUME_STANDING_UNKNOWN;
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
