/* canvas/canvas.h -- a back-end: obeys a scene, knows no chart. */
#ifndef PLUME_CANVAS_CANVAS_H
#define PLUME_CANVAS_CANVAS_H

#include "scene/scene.h"
#include <plume/output.h>
#include <plume/status.h>

typedef struct plume_page_info {
    double width_pt, height_pt;
    const char *title, *description, *language;
    double creation_s; /* NAN: 1970-01-01T00:00:00Z, so that bytes do not depend on the
                          day */
} plume_page_info;

typedef struct plume_canvas {
    const char *name; /* what --format and the file's ending say: "svg" */

    /* Begins one page into output, which is borrowed. */
    plume_status (*begin)(void **page, plume_output *output, const plume_page_info *info,
                          plume_error *error);
    /* Fills, then strokes, one path. */
    plume_status (*path)(void *page, const plume_path *path, plume_error *error);
    /* One line of UTF-8 at its anchor. The back-end escapes it, the caller never does. */
    plume_status (*text)(void *page, const plume_label *label, plume_error *error);
    /* Writes, closes and frees the page, also after a failure above. */
    plume_status (*end)(void *page, plume_error *error);
} plume_canvas;

size_t plume_canvases_count(void);
const plume_canvas *plume_canvases_at(size_t i); /* NULL beyond the end */
/* Borrowed; NULL when there is none of this name. */
const plume_canvas *plume_canvas_find(const char *name);

/* Draws a whole scene. */
plume_status plume_canvas_draw(const plume_canvas *canvas, plume_output *output,
                               const plume_scene *scene, const plume_page_info *info,
                               plume_error *error);

#endif
