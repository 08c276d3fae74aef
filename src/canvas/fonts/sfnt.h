/* canvas/fonts/sfnt.h -- a TrueType font file, checked before any library is shown it.
 *
 * A font is refused unless every table that a PDF needs lies inside the file and agrees
 * with the others: table directory, head, maxp, hhea with hmtx, loca with glyf (each
 * glyph and each composite of it), name, OS/2, post, and a Unicode map of format 4. Only
 * TrueType outlines; no collections. */
#ifndef PLUME_CANVAS_FONTS_SFNT_H
#define PLUME_CANVAS_FONTS_SFNT_H

#include <stddef.h>
#include <stdint.h>

#include <plume/status.h>

#define PLUME_SFNT_BYTES_MAX ((size_t)32 << 20)
enum { PLUME_SFNT_SEGMENTS_MAX = 8192 };

/* A table of a checked font: an offset from the beginning of the file. */
typedef struct plume_sfnt_table {
    uint32_t at, length;
} plume_sfnt_table;

/* bytes is borrowed. */
typedef struct plume_sfnt {
    const unsigned char *bytes;
    size_t length;
    plume_sfnt_table glyf, loca, hmtx, map; /* map: the format 4 table in cmap */
    uint32_t units_per_em, glyph_count, metric_count, segment_count;
    int long_offsets;
} plume_sfnt;

/* Fills out when the font is sound; else PLUME_ERR_VALUE with path as its place. */
plume_status plume_sfnt_check(plume_sfnt *out, const unsigned char *bytes, size_t length,
                              const char *path, plume_error *error);

/* The glyph of a character, 0 when the font has none. */
uint32_t plume_sfnt_glyph(const plume_sfnt *font, uint32_t character);

/* used has one byte a glyph: marks the parts of every composite glyph that is marked, and
 * their parts. */
void plume_sfnt_add_parts(const plume_sfnt *font, unsigned char *used);

/* How far a glyph moves on, in thousandths of the size, rounded. */
int plume_sfnt_advance(const plume_sfnt *font, uint32_t glyph);

#endif
