/* canvas/pdf/haru.h -- a PDF that libharu composes: pages, text, paths, scenes, links,
 * bookmarks.
 *
 * Coordinates are in points from the upper left corner of the page. Every number is
 * checked to be finite, clamped to a page and rounded to 0.001 pt before libharu sees it,
 * and every status is checked: after a failure the document is dead, each later call
 * repeats the failure, and nothing is written. Bytes depend on nothing but the calls. */
#ifndef PLUME_CANVAS_PDF_HARU_H
#define PLUME_CANVAS_PDF_HARU_H

#include <stdbool.h>
#include <stddef.h>

#include "canvas/fonts/typeset.h"
#include "scene/scene.h"
#include <plume/output.h>

typedef struct plume_haru plume_haru;

/* NULL is left out. */
typedef struct plume_haru_info {
    const char *title, *authors, *language;
    double creation_s; /* Unix time; NAN: none */
} plume_haru_info;

enum {
    PLUME_HARU_ATTACHMENTS_MAX = 2
}; /* libharu 2.3 damages a document that has three */

/* Of a page. */
typedef struct plume_haru_area {
    double x_pt, y_pt, width_pt, height_pt;
} plume_haru_area;

/* type's fonts are borrowed until the document goes. */
plume_status plume_haru_new(plume_haru **out, const plume_type *type,
                            const plume_haru_info *info, plume_error *error);
void plume_haru_free(plume_haru *haru);

/* A new page at the end, or an old one again: what follows is drawn there. */
plume_status plume_haru_add_page(plume_haru *haru, double width_pt, double height_pt,
                                 plume_error *error);
plume_status plume_haru_use_page(plume_haru *haru, size_t index, plume_error *error);
size_t plume_haru_page_count(const plume_haru *haru);

#endif
