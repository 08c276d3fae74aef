/* Keeps what was found of each name of a device, found or not: logs name the same few in
 * every row, and a search passes all tables. */
#include "factors/device_memory.h"

#include <stdint.h>
#include <stdlib.h>

#include "core/pool.h"

enum { NAMES_MOST = 1024 };

struct plume_device_memory {
    plume_map *places; /* of names in answers */
    plume_pool *texts;
    plume_device_answer answer[NAMES_MOST];
    size_t count, searched;
};

static void forget(plume_device_memory *memory)
{
    plume_map_free(memory->places);
    plume_pool_free(memory->texts);
    memory->places = NULL;
    memory->texts = NULL;
    memory->count = 0;
}

void plume_device_memory_free(plume_device_memory *memory)
{
    if (memory == NULL)
        return;
    forget(memory);
    free(memory);
}

const plume_device_answer *plume_device_memory_find(const plume_device_memory *memory,
                                                    const char *name)
{
    size_t at;

    if (memory == NULL || memory->count == 0)
        return NULL;
    at = plume_map_find(memory->places, name);
    return at != SIZE_MAX ? &memory->answer[at] : NULL;
}

static plume_status begin(plume_device_memory **out, plume_error *error)
{
    plume_device_memory *memory = *out;

    if (memory == NULL)
        memory = *out = calloc(1, sizeof *memory);
    if (memory == NULL)
        return plume_fail_memory(error);
    if (memory->count == NAMES_MOST)
        forget(memory);
    if (memory->places == NULL)
        memory->places = plume_map_new();
    if (memory->texts == NULL)
        memory->texts = plume_pool_new();
    return memory->places != NULL && memory->texts != NULL ? PLUME_OK
                                                           : plume_fail_memory(error);
}

plume_status plume_device_memory_keep(plume_device_memory **out, const char *name,
                                      const plume_device_answer *answer,
                                      plume_error *error)
{
    plume_status status = begin(out, error);
    plume_device_memory *memory = *out;
    plume_device_answer *kept;

    if (status != PLUME_OK)
        return status;
    kept = &memory->answer[memory->count];
    *kept = *answer;
    if (answer->unknown) {
        kept->message = plume_pool_copy(memory->texts, answer->message);
        kept->hint = plume_pool_copy(memory->texts, answer->hint);
        if (kept->message == NULL || kept->hint == NULL)
            return plume_fail_memory(error);
    }
    if (!plume_map_set(memory->places, name, memory->count))
        return plume_fail_memory(error);
    memory->count++;
    memory->searched++;
    return PLUME_OK;
}

size_t plume_device_memory_searched(const plume_device_memory *memory)
{
    return memory != NULL ? memory->searched : 0;
}
