/* scene/fit.h -- a text that must not be wider than its room. */
#ifndef PLUME_SCENE_FIT_H
#define PLUME_SCENE_FIT_H

#include "scene/scene.h"

/* text, or its beginning and end around an ellipsis, no wider than width_pt. */
void plume_text_fit(plume_text *out, plume_face face, double size_pt, const char *text,
                    double width_pt);

#endif
