/* canvas/pdf/haru_extras.h -- links, bookmarks and attachments of a PDF, and writing it.
 */
#ifndef PLUME_CANVAS_PDF_HARU_EXTRAS_H
#define PLUME_CANVAS_PDF_HARU_EXTRAS_H

#include "canvas/pdf/haru.h"
#include <plume/status.h>
#include <plume/text.h>

/* Whether an address may become a link: https, and nothing but what an encoded address is
 * made of. */
bool plume_haru_links_to(const char *uri);

/* A link over a rectangle. Anything but a plain https address is refused with
 * PLUME_ERR_VALUE, which leaves the document alive. */
plume_status plume_haru_link(plume_haru *haru, const plume_haru_area *area,
                             const char *uri, plume_error *error);

/* A bookmark to a height on the current page. */
plume_status plume_haru_bookmark(plume_haru *haru, const char *title, double y_pt,
                                 plume_error *error);

/* A file inside the document, under that name. */
plume_status plume_haru_attach(plume_haru *haru, const char *name, const char *bytes,
                               size_t length, plume_error *error);

/* The operators of a page that is done, as a reader will find them. */
plume_status plume_haru_content(plume_haru *haru, size_t index, plume_text *out,
                                plume_error *error);
/* What is kept in the page's own dictionary, under a private name as ISO 32000-1, annex E
 * allows. */
plume_status plume_haru_stamp(plume_haru *haru, size_t index, const char *key,
                              const char *value, plume_error *error);

/* Writes the document; it is then done and only to be freed. */
plume_status plume_haru_save(plume_haru *haru, plume_output *output, plume_error *error);

#endif
