/* scene/legend.h -- the legend over a plot. */
#ifndef PLUME_SCENE_LEGEND_H
#define PLUME_SCENE_LEGEND_H

#include "scene/frame.h"
#include "scene/scene.h"

typedef enum plume_key {
    PLUME_KEY_DISC,
    PLUME_KEY_RING,
    PLUME_KEY_DIAMOND,
    PLUME_KEY_TICK,
    PLUME_KEY_BOX,
    PLUME_KEY_OUTLINED,
    PLUME_KEY_HATCHED
} plume_key;

/* The short text is for where the long one has no room. */
typedef struct plume_legend {
    plume_key key;
    plume_colour colour;
    const char *text, *short_text;
} plume_legend;

/* The legend stands over the plot; where it has no room there it starts at the left edge,
 * then shortens, then takes more lines. */
void plume_frame_header(plume_frame *frame, const plume_legend *legend, size_t count);

#endif
