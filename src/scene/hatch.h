/* scene/hatch.h -- the hatching of what stands for an absence. */
#ifndef PLUME_SCENE_HATCH_H
#define PLUME_SCENE_HATCH_H

#include "scene/marks.h"

/* Strokes at 45 degrees, cut at the box, on white, in a frame of the same colour. */
void plume_mark_hatched(plume_scene *scene, plume_box box, plume_colour colour);

#endif
