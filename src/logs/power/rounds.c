/* Rows that tell no time: the n-th of a device was taken n intervals after its first. */
#include "logs/power/rounds.h"

#include <stdlib.h>
#include <string.h>

static size_t number_of(plume_power_rounds *rounds, const char *device)
{
    size_t at;

    if (rounds->index == NULL)
        rounds->index = plume_map_new();
    if (rounds->index == NULL)
        return SIZE_MAX;
    at = plume_map_find(rounds->index, device);
    if (at != SIZE_MAX)
        return at;
    at = plume_map_count(rounds->index);
    if (at >= rounds->capacity) {
        size_t capacity = rounds->capacity * 2 + 8;
        uint64_t *grown = realloc(rounds->rounds, capacity * sizeof *grown);

        if (grown == NULL)
            return SIZE_MAX;
        memset(grown + rounds->capacity, 0,
               (capacity - rounds->capacity) * sizeof *grown);
        rounds->rounds = grown;
        rounds->capacity = capacity;
    }
    return plume_map_set(rounds->index, device, at) ? at : SIZE_MAX;
}

/* In seconds from the first row: each device has its own count, since a row is taken
 * of all devices at a time. */
plume_status plume_power_rounds_next(plume_power_rounds *rounds,
                                     plume_power_sample *sample, double interval_s,
                                     plume_error *error)
{
    size_t at = number_of(rounds, sample->key[0] != '\0' ? sample->key : sample->device);

    if (at == SIZE_MAX)
        return plume_fail_memory(error);
    sample->t_s = (double)rounds->rounds[at]++ * interval_s;
    return PLUME_OK;
}

void plume_power_rounds_dispose(plume_power_rounds *rounds)
{
    plume_map_free(rounds->index);
    free(rounds->rounds);
}
