/* scene/subscript.h -- the lowered figure of CO2. */
#ifndef PLUME_SCENE_SUBSCRIPT_H
#define PLUME_SCENE_SUBSCRIPT_H

/* The next lowered figure in text, or NULL. */
const char *plume_lowered_find(const char *text);

#endif
