/* The devices that a table has shown so far, by the cells that tell them. */
#include "readers/meters/gpu/device_cells.h"

#include <stdlib.h>
#include <string.h>

static bool is_of(const plume_known_device *device, const plume_field *cell, size_t cells)
{
    for (size_t i = 0; i < cells; i++)
        if (device->cell[i].length != cell[i].length ||
            memcmp(device->cell[i].text, cell[i].text, cell[i].length) != 0)
            return false;
    return true;
}

/* No cell holds a line end. */
static void join(plume_device_cells *known, const plume_field *cell, size_t cells)
{
    if (known->joined.data == NULL)
        plume_text_init(&known->joined);
    plume_text_clear(&known->joined);
    for (size_t i = 0; i < cells; i++)
        plume_text_printf(&known->joined, "%zu:%s\n", cell[i].length, cell[i].text);
}

plume_known_device *plume_device_cells_find(plume_device_cells *known,
                                            const plume_field *cell, size_t cells)
{
    size_t at = known->next;

    if (at >= known->count || !is_of(&known->device[at], cell, cells)) {
        join(known, cell, cells);
        at = known->index != NULL ? plume_map_find(known->index, known->joined.data)
                                  : SIZE_MAX;
    }
    if (at == SIZE_MAX)
        return NULL;
    known->next = at + 1 < known->count ? at + 1 : 0;
    return &known->device[at];
}

static bool make_room(plume_device_cells *known)
{
    size_t capacity = known->capacity * 2 + 16;
    plume_known_device *device;

    if (known->pool == NULL)
        known->pool = plume_pool_new();
    if (known->index == NULL)
        known->index = plume_map_new();
    if (known->pool == NULL || known->index == NULL)
        return false;
    if (known->count < known->capacity)
        return true;
    device = realloc(known->device, capacity * sizeof *device);
    if (device == NULL)
        return false;
    known->device = device;
    known->capacity = capacity;
    return true;
}

plume_known_device *plume_device_cells_add(plume_device_cells *known,
                                           const plume_field *cell, size_t cells,
                                           const char *name, const char *key)
{
    plume_known_device *device;
    bool kept;

    if (!make_room(known) || known->joined.status != PLUME_OK)
        return NULL;
    device = &known->device[known->count];
    memset(device, 0, sizeof *device);
    device->name = plume_pool_copy(known->pool, name);
    device->key = plume_pool_copy(known->pool, key);
    kept = device->name != NULL && device->key != NULL;
    for (size_t i = 0; kept && i < cells; i++) {
        device->cell[i].length = cell[i].length;
        device->cell[i].text =
            plume_pool_copy_n(known->pool, cell[i].text, cell[i].length);
        kept = device->cell[i].text != NULL;
    }
    if (!kept || !plume_map_set(known->index, known->joined.data, known->count))
        return NULL;
    known->count++;
    known->next = 0;
    return device;
}

void plume_device_cells_forget(plume_device_cells *known)
{
    plume_pool_free(known->pool);
    plume_map_free(known->index);
    if (known->joined.data != NULL)
        plume_text_dispose(&known->joined);
    free(known->device);
    memset(known, 0, sizeof *known);
}
