/* chart/search/hexagons.h -- where there are too many points to draw: how many lie in
 * each cell of a hexagonal grid. */
#ifndef PLUME_CHART_SEARCH_HEXAGONS_H
#define PLUME_CHART_SEARCH_HEXAGONS_H

#include <stddef.h>
#include <stdint.h>

#include "scene/marks.h"

typedef struct plume_hexagons {
    plume_box box;
    size_t columns, rows;
    uint32_t *count;
} plume_hexagons;

/* Cells of 6 pt that lie within box. */
plume_status plume_hexagons_begin(plume_hexagons *hexagons, plume_box box,
                                  plume_error *error);
void plume_hexagons_add(plume_hexagons *hexagons, plume_point at);
/* Four steps from light to dark, by the logarithm of the count. */
void plume_hexagons_draw(const plume_hexagons *hexagons, plume_scene *scene);
void plume_hexagons_dispose(plume_hexagons *hexagons);

#endif
