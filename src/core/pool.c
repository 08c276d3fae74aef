/* Hands out pieces of large chunks, and finds strings by open addressing. */
#include "core/pool.h"

#include "core/hash.h"
#include "core/memory.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <plume/text.h>

enum { CHUNK_FIRST = 4096, CHUNK_LARGEST = 1 << 20, SLOTS_FIRST = 64 };

typedef struct chunk {
    struct chunk *next;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
} chunk;

struct plume_pool {
    chunk *first; /* the one that is being filled */
    size_t next_size;
};

plume_pool *plume_pool_new(void)
{
    plume_pool *pool = calloc(1, sizeof *pool);

    if (pool != NULL)
        pool->next_size = CHUNK_FIRST;
    else
        plume_memory_ran_out();
    return pool;
}

void plume_pool_free(plume_pool *pool)
{
    chunk *next;

    if (pool == NULL)
        return;
    for (; pool->first != NULL; pool->first = next) {
        next = pool->first->next;
        free(pool->first);
    }
    free(pool);
}

static chunk *chunk_new(size_t size)
{
    chunk *made;

    if (size > SIZE_MAX / 4) /* no machine has it, and no sum of sizes overflows */
        return NULL;
    made = malloc(sizeof *made + size);
    if (made == NULL) {
        plume_memory_ran_out();
        return NULL;
    }
    made->next = NULL;
    made->used = 0;
    made->size = size;
    return made;
}

/* A chunk with room for length bytes. What is larger than a chunk gets one of its own,
 * behind the one that is being filled. */
static chunk *chunk_for(plume_pool *pool, size_t length)
{
    chunk *made;

    if (pool->first != NULL && length <= pool->first->size - pool->first->used)
        return pool->first;
    made = chunk_new(length > pool->next_size ? length : pool->next_size);
    if (made == NULL)
        return NULL;
    if (length > pool->next_size && pool->first != NULL) {
        made->next = pool->first->next;
        pool->first->next = made;
        return made;
    }
    made->next = pool->first;
    pool->first = made;
    if (pool->next_size < CHUNK_LARGEST)
        pool->next_size *= 2;
    return made;
}

static void *take_from(plume_pool *pool, size_t length)
{
    chunk *from = chunk_for(pool, length);
    void *bytes;

    if (from == NULL)
        return NULL;
    bytes = from->bytes + from->used;
    from->used += length;
    return bytes;
}

/* Aligned for any type, as a caller may put a struct there. Strings are taken without
 * it, which is why the place in the chunk is moved up first. */
void *plume_pool_take(plume_pool *pool, size_t length)
{
    size_t unit = alignof(max_align_t), past;
    void *bytes;

    if (length > SIZE_MAX - unit)
        return NULL;
    length = length == 0 ? unit : (length + unit - 1) / unit * unit;
    past = pool->first == NULL ? 0 : pool->first->used % unit;
    if (past != 0) {
        size_t left = pool->first->size - pool->first->used;

        pool->first->used += unit - past < left ? unit - past : left;
    }
    bytes = take_from(pool, length);
    if (bytes != NULL)
        memset(bytes, 0, length);
    return bytes;
}

const char *plume_pool_copy_n(plume_pool *pool, const char *bytes, size_t length)
{
    char *copy;

    if (length == SIZE_MAX || bytes == plume_text_failed)
        return NULL;
    copy = take_from(pool, length + 1);
    if (copy == NULL)
        return NULL;
    if (length > 0)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

const char *plume_pool_copy(plume_pool *pool, const char *string)
{
    return plume_pool_copy_n(pool, string, strlen(string));
}

const char *plume_pool_keep(plume_pool *pool, plume_text *text)
{
    const char *kept = text->status == PLUME_OK
                           ? plume_pool_copy_n(pool, text->data, text->length)
                           : NULL;

    plume_text_dispose(text);
    return kept;
}

const char *plume_pool_vprintf(plume_pool *pool, const char *format, va_list arguments)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_vprintf(&text, format, arguments);
    return plume_pool_keep(pool, &text);
}

/* --- the map: open addressing, a power of two, at most three quarters full --- */

typedef struct slot {
    const char *key; /* NULL: free */
    uint64_t hash;
    size_t index;
} slot;

struct plume_map {
    plume_pool *keys;
    slot *slots;
    size_t size, count;
};

plume_map *plume_map_new(void)
{
    plume_map *map = calloc(1, sizeof *map);

    if (map == NULL)
        return NULL;
    map->keys = plume_pool_new();
    map->slots = calloc(SLOTS_FIRST, sizeof *map->slots);
    map->size = SLOTS_FIRST;
    if (map->keys == NULL || map->slots == NULL) {
        plume_map_free(map);
        return NULL;
    }
    return map;
}

void plume_map_free(plume_map *map)
{
    if (map == NULL)
        return;
    plume_pool_free(map->keys);
    free(map->slots);
    free(map);
}

static uint64_t hash_of(const char *key, size_t length)
{
    return plume_hash_word(plume_hash_text(0, key, length), 0);
}

/* The slot that holds key, or the free one where it belongs. */
static size_t slot_of(const plume_map *map, const char *key, uint64_t hash)
{
    size_t i = (size_t)hash & (map->size - 1);

    while (map->slots[i].key != NULL &&
           (map->slots[i].hash != hash || strcmp(map->slots[i].key, key) != 0))
        i = (i + 1) & (map->size - 1);
    return i;
}

static bool grow(plume_map *map)
{
    slot *old = map->slots, *larger;
    size_t old_size = map->size;

    if (old_size > SIZE_MAX / 2 / sizeof *larger)
        return false;
    larger = calloc(old_size * 2, sizeof *larger);
    if (larger == NULL)
        return false;
    map->slots = larger;
    map->size = old_size * 2;
    for (size_t i = 0; i < old_size; i++)
        if (old[i].key != NULL)
            larger[slot_of(map, old[i].key, old[i].hash)] = old[i];
    free(old);
    return true;
}

size_t plume_map_find(const plume_map *map, const char *key)
{
    size_t at = slot_of(map, key, hash_of(key, strlen(key)));

    return map->slots[at].key == NULL ? SIZE_MAX : map->slots[at].index;
}

/* The slot of a key, which is put there with an index of SIZE_MAX if it is new; NULL: out
 * of memory. Above three quarters of its slots in use, open addressing makes long
 * chains. */
static slot *slot_for(plume_map *map, const char *key)
{
    size_t length = strlen(key), at;
    uint64_t hash = hash_of(key, length);

    if (map->count + 1 > map->size / 4 * 3 && !grow(map))
        return NULL;
    at = slot_of(map, key, hash);
    if (map->slots[at].key == NULL) {
        const char *copy = plume_pool_copy_n(map->keys, key, length);

        if (copy == NULL)
            return NULL;
        map->slots[at] = (slot){ copy, hash, SIZE_MAX };
        map->count++;
    }
    return &map->slots[at];
}

int plume_map_set(plume_map *map, const char *key, size_t index)
{
    slot *at = slot_for(map, key);

    if (at == NULL)
        return 0;
    at->index = index;
    return 1;
}

size_t plume_map_add(plume_map *map, const char *key, size_t index)
{
    slot *at = slot_for(map, key);

    if (at == NULL)
        return SIZE_MAX;
    if (at->index == SIZE_MAX)
        at->index = index;
    return at->index;
}

size_t plume_map_count(const plume_map *map)
{
    return map->count;
}
