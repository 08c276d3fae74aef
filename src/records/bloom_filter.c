/* Bloom, "Space/time trade-offs in hash coding with allowable errors", 1970: each
 * fingerprint sets PROBES bits. A full layer stays; the next one holds half of all so
 * far, so that little of it is empty. */
#include "records/bloom_filter.h"

#include <stddef.h>
#include <stdlib.h>

enum { BITS_EACH = 12, PROBES = 6, FIRST_CAPACITY = 131072, LAYERS_MAX = 40 };

typedef struct layer {
    unsigned char *bits;
    uint64_t capacity, count; /* of fingerprints */
} layer;

struct plume_bloom_filter {
    layer layers[LAYERS_MAX]; /* each at least half of those before: more than memory */
    size_t layer_count;
    uint64_t total;
};

plume_bloom_filter *plume_bloom_filter_new(void)
{
    return calloc(1, sizeof(plume_bloom_filter));
}

void plume_bloom_filter_free(plume_bloom_filter *filter)
{
    if (filter == NULL)
        return;
    for (size_t i = 0; i < filter->layer_count; i++)
        free(filter->layers[i].bits);
    free(filter);
}

/* The place of one probe: two halves of the fingerprint give all (Kirsch and
 * Mitzenmacher, 2006). */
static uint64_t place(const layer *at, uint64_t fingerprint, unsigned int probe)
{
    uint64_t step = (fingerprint >> 17) | 1;

    return (fingerprint + probe * step) % (at->capacity * BITS_EACH);
}

static bool layer_holds(const layer *at, uint64_t fingerprint)
{
    for (unsigned int i = 0; i < PROBES; i++) {
        uint64_t bit = place(at, fingerprint, i);

        if ((at->bits[bit / 8] & 1u << bit % 8) == 0)
            return false;
    }
    return true;
}

/* Layers grow with what is in them: how many runs there will be is not known, and one
 * layer that is too full would answer "maybe" to everything. */
static layer *layer_with_room(plume_bloom_filter *filter)
{
    size_t count = filter->layer_count;
    layer *last = count > 0 ? &filter->layers[count - 1] : NULL;

    if (last != NULL && last->count < last->capacity)
        return last;
    if (count == LAYERS_MAX)
        return NULL;
    last = &filter->layers[count];
    last->capacity = filter->total / 2;
    if (last->capacity < FIRST_CAPACITY)
        last->capacity = FIRST_CAPACITY;
    last->bits = calloc(last->capacity * BITS_EACH / 8 + 1, 1);
    if (last->bits == NULL)
        return NULL;
    filter->layer_count++;
    return last;
}

bool plume_bloom_filter_add(plume_bloom_filter *filter, uint64_t fingerprint)
{
    layer *into = layer_with_room(filter);

    if (into == NULL)
        return false;
    for (unsigned int i = 0; i < PROBES; i++) {
        uint64_t bit = place(into, fingerprint, i);

        into->bits[bit / 8] = (unsigned char)(into->bits[bit / 8] | 1u << bit % 8);
    }
    into->count++;
    filter->total++;
    return true;
}

bool plume_bloom_filter_may_hold(const plume_bloom_filter *filter, uint64_t fingerprint)
{
    for (size_t i = 0; i < filter->layer_count; i++)
        if (layer_holds(&filter->layers[i], fingerprint))
            return true;
    return false;
}
