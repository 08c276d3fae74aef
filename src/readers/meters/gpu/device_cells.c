/* The devices that a table has shown so far, by the cells that tell them. */
#include "readers/meters/gpu/device_cells.h"

#include <stdlib.h>
#include <string.h>

void plume_device_cells_tell(plume_device_cells *known, size_t column)
{
    if (known->columns < PLUME_DEVICE_CELLS_MOST)
        known->column[known->columns++] = column;
}

/* No cell holds a line end. */
static void join(plume_device_cells *known, const plume_field *row)
{
    if (known->joined.data == NULL)
        plume_text_init(&known->joined);
    plume_text_clear(&known->joined);
    for (size_t i = 0; i < known->columns; i++)
        plume_text_printf(&known->joined, "%zu:%s\n", row[known->column[i]].length,
                          row[known->column[i]].text);
}

plume_known_device *plume_device_cells_search(plume_device_cells *known,
                                              const plume_field *row)
{
    size_t at;

    join(known, row);
    at = known->index != NULL ? plume_map_find(known->index, known->joined.data)
                              : SIZE_MAX;
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
                                           const plume_field *row, const char *name,
                                           const char *key)
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
    for (size_t i = 0; kept && i < known->columns; i++) {
        const plume_field *cell = &row[known->column[i]];

        device->cell[i].length = cell->length;
        device->cell[i].text = plume_pool_copy_n(known->pool, cell->text, cell->length);
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
