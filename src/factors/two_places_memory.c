/* Keeps what was found of each name: logs name the same few places in every row, and the
 * table of places is long. */
#include "factors/two_places_memory.h"

#include <stdint.h>
#include <stdlib.h>

#include "core/pool.h"

enum { NAMES_MOST = 256 };

struct plume_two_places_memory {
    plume_map *index; /* of names in both */
    plume_two_places both[NAMES_MOST];
    size_t count;
};

void plume_two_places_memory_free(plume_two_places_memory *memory)
{
    if (memory == NULL)
        return;
    plume_map_free(memory->index);
    free(memory);
}

const plume_two_places *
plume_two_places_memory_find(const plume_two_places_memory *memory, const char *name)
{
    size_t at = memory != NULL && memory->index != NULL
                    ? plume_map_find(memory->index, name)
                    : SIZE_MAX;

    return at != SIZE_MAX ? &memory->both[at] : NULL;
}

bool plume_two_places_memory_keep(plume_two_places_memory **out, const char *name,
                                  const plume_two_places *both)
{
    plume_two_places_memory *memory = *out;

    if (memory == NULL)
        memory = *out = calloc(1, sizeof *memory);
    if (memory == NULL)
        return false;
    if (memory->count == NAMES_MOST) {
        plume_map_free(memory->index);
        memory->index = NULL;
        memory->count = 0;
    }
    if (memory->index == NULL)
        memory->index = plume_map_new();
    if (memory->index == NULL || !plume_map_set(memory->index, name, memory->count))
        return false;
    memory->both[memory->count++] = *both;
    return true;
}
