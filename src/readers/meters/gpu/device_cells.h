/* readers/meters/gpu/device_cells.h -- the devices of a table of rows: what a row calls
 * its device is made into a name once for each, and not once a row.
 *
 * Logs go round their devices: the next row is nearly always of the next of them. */
#ifndef PLUME_READERS_METERS_GPU_DEVICE_CELLS_H
#define PLUME_READERS_METERS_GPU_DEVICE_CELLS_H

#include "core/data/csv.h"
#include "core/pool.h"
#include <plume/text.h>

enum { PLUME_DEVICE_CELLS_MOST = 8 };

typedef struct plume_known_device {
    const char *name, *key; /* as the reader names it */
    size_t slot;            /* of its samples */
    struct {
        const char *text;
        size_t length;
    } cell[PLUME_DEVICE_CELLS_MOST];
} plume_known_device;

/* Zeroed is empty. */
typedef struct plume_device_cells {
    plume_pool *pool;
    plume_map *index; /* of all cells of a device, joined */
    plume_text joined;
    plume_known_device *device;
    size_t count, capacity, next;
} plume_device_cells;

/* The device of which the row has these cells, until one is added; NULL: it is new. */
plume_known_device *plume_device_cells_find(plume_device_cells *known,
                                            const plume_field *cell, size_t cells);

/* After find: keeps how it is named. NULL: out of memory. */
plume_known_device *plume_device_cells_add(plume_device_cells *known,
                                           const plume_field *cell, size_t cells,
                                           const char *name, const char *key);

/* Of other columns. */
void plume_device_cells_forget(plume_device_cells *known);

#endif
