/* scene/step_area.h -- an area between two lines of steps: a layer of what is stacked. */
#ifndef PLUME_SCENE_STEP_AREA_H
#define PLUME_SCENE_STEP_AREA_H

#include <stddef.h>

#include "scene/marks.h"

/* From x_pt[i] to x_pt[i + 1] it reaches from bottom_pt[i] to top_pt[i]; the last of each
 * is not drawn. The upper line has a pen of its own. */
typedef struct plume_step_area {
    const double *x_pt, *top_pt, *bottom_pt;
    size_t count;
    plume_colour fill;
    plume_pen edge;
} plume_step_area;
void plume_mark_step_area(plume_scene *scene, const plume_step_area *area);

#endif
