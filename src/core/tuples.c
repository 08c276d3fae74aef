/* Finds tuples by open addressing: a hash of all their parts, then the parts. */
#include "core/tuples.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/hash.h"
#include "core/pool.h"

enum { SLOTS_FIRST = 16, RECENT = 1024 /* a power of two */ };

typedef struct slot {
    uint64_t hash;
    size_t number;
    const plume_tuple *tuple; /* NULL: free */
} slot;

/* A tuple that was found, by its symbol. */
typedef struct recent {
    uint64_t symbol; /* 0: free */
    uint64_t figure[PLUME_TUPLE_FIGURES];
    size_t number;
} recent;

struct plume_tuples {
    plume_pool *kept;
    recent *recent; /* by the lower bits of symbols, or beside; NULL before the first */
    slot *slots;    /* a power of two, at most half of them in use */
    size_t size, count;
};

uint64_t plume_tuple_bits(double value)
{
    double one = isnan(value) ? (double)NAN : value;
    uint64_t bits;

    memcpy(&bits, &one, sizeof bits);
    return bits;
}

plume_tuples *plume_tuples_new(void)
{
    plume_tuples *tuples = calloc(1, sizeof *tuples);

    if (tuples == NULL)
        return NULL;
    tuples->kept = plume_pool_new();
    tuples->slots = calloc(SLOTS_FIRST, sizeof *tuples->slots);
    tuples->size = SLOTS_FIRST;
    if (tuples->kept == NULL || tuples->slots == NULL) {
        plume_tuples_free(tuples);
        return NULL;
    }
    return tuples;
}

void plume_tuples_free(plume_tuples *tuples)
{
    if (tuples == NULL)
        return;
    plume_pool_free(tuples->kept);
    free(tuples->recent);
    free(tuples->slots);
    free(tuples);
}

static uint64_t hash_of(const plume_tuple *tuple)
{
    uint64_t hash = 0;

    for (size_t i = 0; i < PLUME_TUPLE_FIGURES; i++)
        hash = plume_hash_word(hash, tuple->figure[i]);
    for (size_t i = 0; i < PLUME_TUPLE_TEXTS && tuple->text[i] != NULL; i++)
        hash = tuple->text[i][0] == '\0'
                   ? plume_hash_word(hash, 0)
                   : plume_hash_text(hash, tuple->text[i], strlen(tuple->text[i]));
    return plume_hash_word(hash, 0);
}

static bool is_same(const plume_tuple *a, const plume_tuple *b)
{
    for (size_t i = 0; i < PLUME_TUPLE_FIGURES; i++)
        if (a->figure[i] != b->figure[i])
            return false;
    for (size_t i = 0; i < PLUME_TUPLE_TEXTS; i++) {
        if (a->text[i] == NULL || b->text[i] == NULL)
            return a->text[i] == b->text[i];
        if (a->text[i][0] != b->text[i][0] ||
            (a->text[i][0] != '\0' && strcmp(a->text[i], b->text[i]) != 0))
            return false;
    }
    return true;
}

/* The slot that holds a tuple, or the free one where it belongs. */
static slot *slot_of(const plume_tuples *tuples, const plume_tuple *tuple, uint64_t hash)
{
    size_t i = (size_t)hash & (tuples->size - 1);

    while (tuples->slots[i].tuple != NULL &&
           (tuples->slots[i].hash != hash || !is_same(tuples->slots[i].tuple, tuple)))
        i = (i + 1) & (tuples->size - 1);
    return &tuples->slots[i];
}

size_t plume_tuples_find(const plume_tuples *tuples, const plume_tuple *tuple)
{
    const slot *at = slot_of(tuples, tuple, hash_of(tuple));

    return at->tuple != NULL ? at->number : SIZE_MAX;
}

static bool is_recent(const recent *one, uint64_t symbol, const plume_tuple *tuple)
{
    return one->symbol == symbol && one->figure[0] == tuple->figure[0] &&
           one->figure[1] == tuple->figure[1] && one->figure[2] == tuple->figure[2];
}

/* Without memory for it a tuple is found by its texts as often as it comes. */
size_t plume_tuples_find_of(plume_tuples *tuples, uint64_t symbol,
                            const plume_tuple *tuple)
{
    size_t at = (size_t)symbol & (RECENT - 1), number;

    if (tuples->recent == NULL && symbol != 0)
        tuples->recent = calloc(RECENT, sizeof *tuples->recent);
    if (tuples->recent == NULL || symbol == 0)
        return plume_tuples_find(tuples, tuple);
    if (is_recent(&tuples->recent[at], symbol, tuple))
        return tuples->recent[at].number;
    if (is_recent(&tuples->recent[at ^ 1], symbol, tuple))
        return tuples->recent[at ^ 1].number;
    number = plume_tuples_find(tuples, tuple);
    if (number == SIZE_MAX)
        return number;
    at ^= tuples->recent[at].symbol != 0 && tuples->recent[at ^ 1].symbol == 0;
    tuples->recent[at].symbol = symbol;
    memcpy(tuples->recent[at].figure, tuple->figure, sizeof tuple->figure);
    tuples->recent[at].number = number;
    return number;
}

static bool grow(plume_tuples *tuples)
{
    slot *old = tuples->slots, *larger;
    size_t old_size = tuples->size;

    if (old_size > SIZE_MAX / 2 / sizeof *larger)
        return false;
    larger = calloc(old_size * 2, sizeof *larger);
    if (larger == NULL)
        return false;
    tuples->slots = larger;
    tuples->size = old_size * 2;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].tuple != NULL)
            *slot_of(tuples, old[i].tuple, old[i].hash) = old[i];
    free(old);
    return true;
}

static const plume_tuple *keep(plume_pool *pool, const plume_tuple *tuple)
{
    plume_tuple *kept = plume_pool_take(pool, sizeof *kept);

    if (kept == NULL)
        return NULL;
    *kept = *tuple;
    for (size_t i = 0; i < PLUME_TUPLE_TEXTS && kept->text[i] != NULL; i++) {
        kept->text[i] = plume_pool_copy(pool, kept->text[i]);
        if (kept->text[i] == NULL)
            return NULL;
    }
    return kept;
}

size_t plume_tuples_add(plume_tuples *tuples, const plume_tuple *tuple)
{
    uint64_t hash = hash_of(tuple);
    slot *at = slot_of(tuples, tuple, hash);
    const plume_tuple *kept;

    if (at->tuple != NULL)
        return at->number;
    if (tuples->count + 1 > tuples->size / 2) {
        if (!grow(tuples))
            return SIZE_MAX;
        at = slot_of(tuples, tuple, hash);
    }
    kept = keep(tuples->kept, tuple);
    if (kept == NULL)
        return SIZE_MAX;
    *at = (slot){ hash, tuples->count, kept };
    return tuples->count++;
}

size_t plume_tuples_count(const plume_tuples *tuples)
{
    return tuples->count;
}
