/* canvas/fonts/missing_glyphs.h -- what no installed font draws, told once a document,
 * with the package that helps. */
#ifndef PLUME_CANVAS_FONTS_MISSING_GLYPHS_H
#define PLUME_CANVAS_FONTS_MISSING_GLYPHS_H

#include "canvas/fonts/fonts.h"
#include <plume/notes.h>

/* Adds one note with the characters that were asked of these fonts in vain; none when
 * there are none. */
void plume_missing_glyphs_note(plume_fonts *fonts, plume_notes *notes);

#endif
