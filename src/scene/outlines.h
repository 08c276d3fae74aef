/* scene/outlines.h -- shapes through many points. */
#ifndef PLUME_SCENE_OUTLINES_H
#define PLUME_SCENE_OUTLINES_H

#include <stddef.h>

#include "scene/marks.h"

/* Through all points, one after the other. */
void plume_mark_polyline(plume_scene *scene, const plume_point *point, size_t count,
                         const plume_pen *pen);

/* Closed; the first PLUME_POLYGON_MAX corners. */
enum { PLUME_POLYGON_MAX = 128 };
void plume_mark_polygon(plume_scene *scene, const plume_point *point, size_t count,
                        plume_colour fill);

/* With its corners above and below; fills cells of a grid without a gap. */
void plume_mark_hexagon(plume_scene *scene, plume_point centre, double radius_pt,
                        plume_colour fill);

#endif
