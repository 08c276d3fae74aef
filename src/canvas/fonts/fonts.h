/* canvas/fonts/fonts.h -- the fonts that documents are set in, as the system's fontconfig
 * finds them.
 *
 * Only files of the font configuration are ever opened, never a path from a study file or
 * a log; each is read once, checked (canvas/fonts/sfnt.h), and its checked bytes are what
 * libraries get. Text is drawn in Liberation Serif, Sans and Mono, or in what has their
 * metrics; what they lack comes from DejaVu Sans or, failing that, from the first sound
 * TrueType font that has the character. */
#ifndef PLUME_CANVAS_FONTS_FONTS_H
#define PLUME_CANVAS_FONTS_FONTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "canvas/fonts/sfnt.h"
#include <plume/status.h>

typedef enum plume_family {
    PLUME_FAMILY_SERIF,
    PLUME_FAMILY_SANS,
    PLUME_FAMILY_MONO,
    PLUME_FAMILY_COUNT
} plume_family;

/* A sound font. Borrowed from the collection. */
typedef struct plume_font {
    const char *path;
    size_t index; /* in the order in which they were opened */
    plume_sfnt sfnt;
} plume_font;

typedef struct plume_fonts plume_fonts;

/* Reads the system's font configuration. */
plume_status plume_fonts_new(plume_fonts **out, plume_error *error);
void plume_fonts_free(plume_fonts *fonts);

/* PLUME_ERR_MISSING, with the package to install as hint, when there is no such family;
 * an italic or bold that lacks falls back on the upright regular one. */
plume_status plume_fonts_find(plume_fonts *fonts, plume_family family, bool bold,
                              bool italic, const plume_font **out, plume_error *error);

/* The first failure to read a font that is there, to be asked before a document is saved:
 * others stood in for it. */
plume_status plume_fonts_status(const plume_fonts *fonts, plume_error *error);

/* A font that has this character, or NULL. Those already opened are asked first, so that
 * a document embeds few. */
const plume_font *plume_fonts_covering(plume_fonts *fonts, uint32_t character);

/* The characters that were asked for and that no font has, each once; the first
 * PLUME_MISSED_MAX of them. */
enum { PLUME_MISSED_MAX = 256 };
size_t plume_fonts_missed_count(const plume_fonts *fonts);
uint32_t plume_fonts_missed_at(const plume_fonts *fonts, size_t i);

/* What was opened so far. */
size_t plume_fonts_count(const plume_fonts *fonts);
const plume_font *plume_fonts_at(const plume_fonts *fonts, size_t i);

#endif
