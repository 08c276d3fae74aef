/* A stack of keys with a table of their hashes. What was put in last is taken out first,
 * so that linear probing needs no marks of what was deleted. */
#include "core/data/json_keys.h"

#include <stdlib.h>
#include <string.h>

#include "core/hash.h"

enum { KEYS_FIRST = 32 };

void plume_json_keys_init(plume_json_keys *keys)
{
    memset(keys, 0, sizeof *keys);
    plume_text_init(&keys->text);
}

void plume_json_keys_dispose(plume_json_keys *keys)
{
    plume_text_dispose(&keys->text);
    free(keys->key);
    free(keys->slot);
}

static void put(plume_json_keys *keys, size_t i)
{
    size_t slot = keys->key[i].hash & (keys->slots - 1);

    while (keys->slot[slot] != 0)
        slot = (slot + 1) & (keys->slots - 1);
    keys->slot[slot] = i + 1;
    keys->key[i].slot = slot;
}

/* The table has two slots for a key at least. */
static bool grow(plume_json_keys *keys)
{
    size_t capacity = keys->capacity == 0 ? KEYS_FIRST : keys->capacity * 2;
    plume_json_key *key = realloc(keys->key, capacity * sizeof *key);
    size_t *slot;

    if (key == NULL)
        return false;
    keys->key = key;
    slot = calloc(capacity * 2, sizeof *slot);
    if (slot == NULL)
        return false;
    free(keys->slot);
    keys->slot = slot;
    keys->slots = capacity * 2;
    keys->capacity = capacity;
    for (size_t i = 0; i < keys->count; i++)
        put(keys, i);
    return true;
}

static bool has(const plume_json_keys *keys, const plume_json_key *wanted,
                const char *text)
{
    size_t slot = wanted->hash & (keys->slots - 1);

    for (; keys->slot[slot] != 0; slot = (slot + 1) & (keys->slots - 1)) {
        const plume_json_key *key = &keys->key[keys->slot[slot] - 1];

        if (key->hash == wanted->hash && key->depth == wanted->depth &&
            key->length == wanted->length &&
            memcmp(keys->text.data + key->at, text, key->length) == 0)
            return true;
    }
    return false;
}

plume_status plume_json_keys_add(plume_json_keys *keys, int depth, const char *key,
                                 size_t length, bool *is_new, plume_error *error)
{
    plume_json_key one = { .at = keys->text.length,
                           .length = length,
                           .hash = plume_hash64(key, length, (uint64_t)depth),
                           .depth = depth };

    if (keys->count == keys->capacity && !grow(keys))
        return plume_fail_memory(error);
    *is_new = !has(keys, &one, key);
    if (!*is_new)
        return PLUME_OK;
    plume_text_add_n(&keys->text, key, length);
    keys->key[keys->count] = one;
    put(keys, keys->count++);
    return plume_text_status(&keys->text, error);
}

void plume_json_keys_leave(plume_json_keys *keys, int depth)
{
    while (keys->count > 0 && keys->key[keys->count - 1].depth == depth) {
        plume_json_key *last = &keys->key[--keys->count];

        keys->slot[last->slot] = 0;
        keys->text.length = last->at;
    }
}
