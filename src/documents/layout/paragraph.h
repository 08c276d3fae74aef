/* documents/layout/paragraph.h -- text broken into lines, each a strip.
 *
 * Justified and hyphenated, but for references. A word that is wider than the column is
 * cut where its characters allow. Two lines at least stay together at either end of a
 * page. */
#ifndef PLUME_DOCUMENTS_LAYOUT_PARAGRAPH_H
#define PLUME_DOCUMENTS_LAYOUT_PARAGRAPH_H

#include "documents/layout/boxes.h"
#include "documents/layout/inline.h"
#include "documents/layout/strips.h"

extern const plume_paragraph plume_paragraph_prose, plume_paragraph_caption,
    plume_paragraph_reference;

/* One strip a line. */
void plume_paragraph_set(plume_strips *strips, const plume_paragraph *style,
                         const plume_fragments *fragments);

/* Lines as they stand, in the fixed-width face; one that is too long goes on, indented.
 */
void plume_paragraph_set_fixed(plume_strips *strips, const char *text, size_t length);

/* Plain text without marks in lines of at most width_pt, copied into the pool; at most
 * max of them: the last takes the rest, cut with an ellipsis. Returns how many. */
size_t plume_paragraph_wrap(plume_strips *strips, plume_face face, double size_pt,
                            double width_pt, const char *text, const char **lines,
                            size_t max);

/* From here on nothing parts the strips [first, now) from each other; or, unless whole,
 * only the first two and the last two. */
void plume_paragraph_keep(plume_strips *strips, size_t first, bool whole);

#endif
