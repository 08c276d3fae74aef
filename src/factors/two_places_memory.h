/* factors/two_places_memory.h -- which names were found to mean two places, or none. */
#ifndef PLUME_FACTORS_TWO_PLACES_MEMORY_H
#define PLUME_FACTORS_TWO_PLACES_MEMORY_H

#include <stdbool.h>

#include <plume/factors.h>

/* Made when the first name is kept. The caller's is NULL before. */
typedef struct plume_two_places_memory plume_two_places_memory;
void plume_two_places_memory_free(plume_two_places_memory *memory);
/* NULL: not looked up before, or forgotten. */
const plume_two_places *
plume_two_places_memory_find(const plume_two_places_memory *memory, const char *name);
/* False: out of memory. A full memory begins anew. */
bool plume_two_places_memory_keep(plume_two_places_memory **memory, const char *name,
                                  const plume_two_places *both);

#endif
