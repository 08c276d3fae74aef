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

/* type's fonts are borrowed until the document goes. */
plume_status plume_haru_new(plume_haru **out, const plume_type *type,
                            const plume_haru_info *info, plume_error *error);
void plume_haru_free(plume_haru *haru);

/* A new page at the end, or an old one again: what follows is drawn there. */
plume_status plume_haru_add_page(plume_haru *haru, double width_pt, double height_pt,
                                 plume_error *error);
plume_status plume_haru_use_page(plume_haru *haru, size_t index, plume_error *error);
size_t plume_haru_page_count(const plume_haru *haru);

plume_status plume_haru_text(plume_haru *haru, const plume_label *label,
                             plume_error *error);
plume_status plume_haru_path(plume_haru *haru, const plume_path *path,
                             plume_error *error);

/* A whole scene with its upper left corner at (x_pt, y_pt). */
plume_status plume_haru_scene(plume_haru *haru, const plume_scene *scene, double x_pt,
                              double y_pt, plume_error *error);

/* Whether an address may become a link: https, and nothing but what an encoded address is
 * made of. */
bool plume_haru_links_to(const char *uri);

/* A link over a rectangle. Anything but a plain https address is refused with
 * PLUME_ERR_VALUE, which leaves the document alive. */
plume_status plume_haru_link(plume_haru *haru, double x_pt, double y_pt, double width_pt,
                             double height_pt, const char *uri, plume_error *error);

/* A bookmark to a height on the current page. */
plume_status plume_haru_bookmark(plume_haru *haru, const char *title, double y_pt,
                                 plume_error *error);

/* A file inside the document, under that name. */
plume_status plume_haru_attach(plume_haru *haru, const char *name, const char *bytes,
                               size_t length, plume_error *error);

/* Writes the document; it is then done and only to be freed. */
plume_status plume_haru_save(plume_haru *haru, plume_output *output, plume_error *error);

#endif
