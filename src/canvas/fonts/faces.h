/* canvas/fonts/faces.h -- faces as Cairo draws them, found by name, never by a path. */
#ifndef PLUME_CANVAS_FONTS_FACES_H
#define PLUME_CANVAS_FONTS_FACES_H

#include <cairo.h>
#include <stdbool.h>
#include <stddef.h>

#include "scene/scene.h"

/* Owned by whoever draws one page; zeroed is empty. */
typedef struct plume_faces {
    cairo_font_face_t *face[PLUME_FACE_COUNT]; /* NULL until used */
    bool substitute[PLUME_FACE_COUNT];         /* not the family that was asked for */
} plume_faces;

void plume_faces_dispose(plume_faces *faces);

/* The Liberation face, or what fontconfig has nearest to it; NULL when there is no font,
 * or no memory. Borrowed. */
cairo_font_face_t *plume_faces_get(plume_faces *faces, plume_face face);

/* An installed font that has these characters, as far as one has, for text outside the
 * Liberation fonts. The caller destroys it. */
cairo_font_face_t *plume_faces_covering(plume_face face, const char *text, size_t length);

#endif
