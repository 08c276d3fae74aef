/* readers/meters/gpu/device_cells.h -- the devices of a table of rows: what a row calls
 * its device is made into a name once for each, and not once a row.
 *
 * Logs go round their devices: the next row is nearly always of the next of them. */
#ifndef PLUME_READERS_METERS_GPU_DEVICE_CELLS_H
#define PLUME_READERS_METERS_GPU_DEVICE_CELLS_H

#include <string.h>

#include "core/data/csv.h"
#include "core/pool.h"
#include <plume/text.h>

enum { PLUME_DEVICE_CELLS_MOST = 8 };

typedef struct plume_known_device {
    const char *name, *key; /* as the reader names it */
    size_t slot;            /* of its samples */
    plume_field cell[PLUME_DEVICE_CELLS_MOST];
} plume_known_device;

/* Zeroed is empty. */
typedef struct plume_device_cells {
    size_t column[PLUME_DEVICE_CELLS_MOST]; /* of the cells that tell a device */
    size_t columns;
    plume_pool *pool;
    plume_map *index; /* of all cells of a device, joined */
    plume_text joined;
    plume_known_device *device;
    size_t count, capacity, next;
} plume_device_cells;

/* A device is told by one more column; of at most PLUME_DEVICE_CELLS_MOST. */
void plume_device_cells_tell(plume_device_cells *known, size_t column);

/* As find, when it is not the next one. */
plume_known_device *plume_device_cells_search(plume_device_cells *known,
                                              const plume_field *row);

static inline bool plume_device_cells_agree(const plume_device_cells *known,
                                            const plume_known_device *device,
                                            const plume_field *row)
{
    for (size_t i = 0; i < known->columns; i++) {
        const plume_field *is = &device->cell[i], *has = &row[known->column[i]];

        if (is->length != has->length || is->text[0] != has->text[0] ||
            (is->length > 1 && memcmp(is->text, has->text, is->length) != 0))
            return false;
    }
    return true;
}

/* The device of the row, until one is added; NULL: it is new. */
static inline plume_known_device *plume_device_cells_find(plume_device_cells *known,
                                                          const plume_field *row)
{
    size_t at = known->next;

    if (at == known->count || !plume_device_cells_agree(known, &known->device[at], row))
        return plume_device_cells_search(known, row);
    known->next = at + 1 < known->count ? at + 1 : 0;
    return &known->device[at];
}

/* After find: keeps how the device of the row is named. NULL: out of memory. */
plume_known_device *plume_device_cells_add(plume_device_cells *known,
                                           const plume_field *row, const char *name,
                                           const char *key);

/* Of other columns. */
void plume_device_cells_forget(plume_device_cells *known);

#endif
