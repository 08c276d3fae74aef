/* core/data/json_keys.h -- the keys of all maps that are open, so that none comes twice.
 */
#ifndef PLUME_CORE_DATA_JSON_KEYS_H
#define PLUME_CORE_DATA_JSON_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/status.h>
#include <plume/text.h>

typedef struct plume_json_key {
    size_t at, length; /* in text */
    uint64_t hash;
    size_t slot;
    int depth;
} plume_json_key;

/* A stack: keys of inner maps go before those of outer ones. */
typedef struct plume_json_keys {
    plume_text text;
    plume_json_key *key;
    size_t count, capacity;
    size_t *slot; /* numbers of keys from 1; 0 none */
    size_t slots; /* a power of two */
} plume_json_keys;

void plume_json_keys_init(plume_json_keys *keys);
void plume_json_keys_dispose(plume_json_keys *keys);

/* *is_new: no open map of that depth has had it. */
plume_status plume_json_keys_add(plume_json_keys *keys, int depth, const char *key,
                                 size_t length, bool *is_new, plume_error *error);

/* The map at that depth ends. */
void plume_json_keys_leave(plume_json_keys *keys, int depth);

#endif
