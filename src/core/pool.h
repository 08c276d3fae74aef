/* core/pool.h -- strings that live and die together, and a map keyed by strings. */
#ifndef PLUME_CORE_POOL_H
#define PLUME_CORE_POOL_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <plume/text.h>

/* Copies never move and are freed with the pool. */
typedef struct plume_pool plume_pool;
plume_pool *plume_pool_new(void); /* NULL: out of memory */
void plume_pool_free(plume_pool *pool);
/* Terminated copies; NULL: out of memory. */
const char *plume_pool_copy(plume_pool *pool, const char *string);
const char *plume_pool_copy_n(plume_pool *pool, const char *bytes, size_t length);
/* Copies a built text and disposes it; NULL also when the text had failed. */
const char *plume_pool_keep(plume_pool *pool, plume_text *text);
const char *plume_pool_vprintf(plume_pool *pool, const char *format, va_list arguments)
    PLUME_PRINTF(2, 0);
/* length zeroed bytes, aligned for any type. */
void *plume_pool_take(plume_pool *pool, size_t length);

/* String to index; keys are copied. */
typedef struct plume_map plume_map;
plume_map *plume_map_new(void); /* NULL: out of memory */
void plume_map_free(plume_map *map);
/* The index stored under key, or SIZE_MAX. */
size_t plume_map_find(const plume_map *map, const char *key);
/* False: out of memory. Replaces an older index. */
int plume_map_set(plume_map *map, const char *key, size_t index);
/* The index stored under key; that of a new key is index. SIZE_MAX: out of memory. */
size_t plume_map_add(plume_map *map, const char *key, size_t index);
size_t plume_map_count(const plume_map *map);

#endif
