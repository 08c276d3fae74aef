/* One Bloom filter for the runs of all inputs, one more for each very large input. */
#include "records/sieves.h"

#include <stdlib.h>

#include "records/bloom_filter.h"

/* So many runs are worth a filter of their own; until then they take 512 KiB at most. */
enum { WAITING_MOST = 65536, WAITING_FIRST = 1024 };

typedef struct large {
    uint32_t input;
    plume_bloom_filter *filter;
} large;

struct plume_sieves {
    plume_bloom_filter *shared; /* NULL while it holds none */
    large *large;
    size_t large_count, large_capacity;
    uint64_t *waiting; /* fingerprints of the input that is being added */
    size_t waiting_count, waiting_capacity;
    uint32_t input; /* which that is */
    size_t asked;
};

plume_sieves *plume_sieves_new(void)
{
    return calloc(1, sizeof(plume_sieves));
}

void plume_sieves_free(plume_sieves *sieves)
{
    if (sieves == NULL)
        return;
    for (size_t i = 0; i < sieves->large_count; i++)
        plume_bloom_filter_free(sieves->large[i].filter);
    plume_bloom_filter_free(sieves->shared);
    free(sieves->large);
    free(sieves->waiting);
    free(sieves);
}

static bool share(plume_sieves *sieves, uint64_t fingerprint)
{
    if (sieves->shared == NULL)
        sieves->shared = plume_bloom_filter_new();
    return sieves->shared != NULL && plume_bloom_filter_add(sieves->shared, fingerprint);
}

bool plume_sieves_end(plume_sieves *sieves)
{
    bool kept = true;

    for (size_t i = 0; kept && i < sieves->waiting_count; i++)
        kept = share(sieves, sieves->waiting[i]);
    sieves->waiting_count = 0;
    return kept;
}

static bool room_to_wait(plume_sieves *sieves)
{
    size_t capacity = sieves->waiting_capacity * 2;
    uint64_t *waiting;

    if (sieves->waiting_count < sieves->waiting_capacity)
        return true;
    if (capacity < WAITING_FIRST)
        capacity = WAITING_FIRST;
    waiting = realloc(sieves->waiting, capacity * sizeof *waiting);
    if (waiting == NULL)
        return false;
    sieves->waiting = waiting;
    sieves->waiting_capacity = capacity;
    return true;
}

static plume_bloom_filter *filter_of(const plume_sieves *sieves, uint32_t input)
{
    for (size_t i = sieves->large_count; i > 0; i--)
        if (sieves->large[i - 1].input == input)
            return sieves->large[i - 1].filter;
    return NULL;
}

/* An own filter for the input that is being added; those that waited go there. */
static bool enlarge(plume_sieves *sieves)
{
    size_t capacity = sieves->large_capacity * 2 + 8;
    large *all = sieves->large, *made;
    bool kept;

    if (sieves->large_count == sieves->large_capacity) {
        all = realloc(all, capacity * sizeof *all);
        if (all == NULL)
            return false;
        sieves->large = all;
        sieves->large_capacity = capacity;
    }
    made = &all[sieves->large_count];
    *made = (large){ sieves->input, plume_bloom_filter_new() };
    if (made->filter == NULL)
        return false;
    sieves->large_count++;
    kept = true;
    for (size_t i = 0; kept && i < sieves->waiting_count; i++)
        kept = plume_bloom_filter_add(made->filter, sieves->waiting[i]);
    sieves->waiting_count = 0;
    return kept;
}

bool plume_sieves_add(plume_sieves *sieves, const plume_sighting *sighting)
{
    plume_bloom_filter *own;

    if (sighting->recurrence != PLUME_RECURS_NEVER)
        return share(sieves, sighting->fingerprint);
    if (sighting->input != sieves->input && !plume_sieves_end(sieves))
        return false;
    sieves->input = sighting->input;
    if (sieves->waiting_count == WAITING_MOST && !enlarge(sieves))
        return false;
    own = sieves->waiting_count == 0 ? filter_of(sieves, sighting->input) : NULL;
    if (own != NULL)
        return plume_bloom_filter_add(own, sighting->fingerprint);
    if (!room_to_wait(sieves))
        return false;
    sieves->waiting[sieves->waiting_count++] = sighting->fingerprint;
    return true;
}

/* Those that wait are of this input, or of another whose end is known only now. */
bool plume_sieves_may_hold(plume_sieves *sieves, const plume_sighting *sighting)
{
    bool alone = sighting->recurrence == PLUME_RECURS_NEVER;

    if ((sighting->input != sieves->input || !alone) && !plume_sieves_end(sieves))
        return true; /* adding will say that there is no memory */
    if (sieves->shared != NULL) {
        sieves->asked++;
        if (plume_bloom_filter_may_hold(sieves->shared, sighting->fingerprint))
            return true;
    }
    for (size_t i = 0; i < sieves->large_count; i++) {
        if (alone && sieves->large[i].input == sighting->input)
            continue;
        sieves->asked++;
        if (plume_bloom_filter_may_hold(sieves->large[i].filter, sighting->fingerprint))
            return true;
    }
    return false;
}

bool plume_sieves_hold(const plume_sieves *sieves, const plume_sighting *sighting)
{
    const plume_bloom_filter *own = filter_of(sieves, sighting->input);

    return (sieves->shared != NULL &&
            plume_bloom_filter_may_hold(sieves->shared, sighting->fingerprint)) ||
           (own != NULL && plume_bloom_filter_may_hold(own, sighting->fingerprint));
}

size_t plume_sieves_asked(const plume_sieves *sieves)
{
    return sieves->asked;
}
