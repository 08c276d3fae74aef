/* canvas/fonts/typeset.h -- a line of text as the pieces in which fonts draw it.
 *
 * Each character comes from the font of its face or, where that lacks it, from a
 * fallback; the 2 of CO2 is lowered; blanks of any width are drawn as plain blanks of
 * that width; joiners and soft hyphens are left out. What no installed font has becomes
 * U+FFFD or '?', and the fonts remember it (canvas/fonts/missing_glyphs.h). */
#ifndef PLUME_CANVAS_FONTS_TYPESET_H
#define PLUME_CANVAS_FONTS_TYPESET_H

#include <stddef.h>

#include "canvas/fonts/fonts.h"
#include "scene/scene.h"
#include <plume/text.h>

/* What setting text needs; borrowed. */
typedef struct plume_type {
    plume_fonts *fonts;
} plume_type;

/* A stretch in one font and size. Its text is UTF-8 at text.data + at of its line. */
typedef struct plume_piece {
    const plume_font *font;
    size_t at, length;
    double x_pt, size_pt, drop_pt; /* from the start of the line; below its baseline */
} plume_piece;

/* Initialise with zeros; reuse freely; dispose at the end. */
typedef struct plume_typeset {
    plume_text text;
    plume_piece *piece;
    size_t count, capacity;
    double width_pt;
} plume_typeset;

/* text is terminated UTF-8; bytes that are none count as U+FFFD. */
plume_status plume_typeset_line(plume_typeset *out, const plume_type *type,
                                plume_face face, double size_pt, const char *text,
                                plume_error *error);
void plume_typeset_dispose(plume_typeset *set);

/* Only its width. */
plume_status plume_typeset_width(double *out_pt, const plume_type *type, plume_face face,
                                 double size_pt, const char *text, plume_error *error);

#endif
