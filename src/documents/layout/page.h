/* documents/layout/page.h -- inside of the pages: one page while it is being filled. */
#ifndef PLUME_DOCUMENTS_LAYOUT_PAGE_H
#define PLUME_DOCUMENTS_LAYOUT_PAGE_H

#include "documents/layout/pages.h"

/* Whether there is no page yet. */
bool plume_page_is_none(const plume_pages *pages);
plume_status plume_page_new(plume_pages *pages, plume_error *error);
/* A new page, on top of which stands what waits for one. */
plume_status plume_page_begin(plume_pages *pages, plume_error *error);

/* From y_pt to the anchor of strip first of a block, with the head that waits. */
double plume_page_lead_pt(const plume_pages *pages, const plume_block *block,
                          size_t first);
/* One past the last strip that stays with strip i. */
size_t plume_page_chunk_end(const plume_strips *strips, size_t i);

double plume_page_head_pt(const plume_pages *pages);
plume_status plume_page_draw_head(plume_pages *pages, plume_error *error);

/* Whether a float has room on this page. */
bool plume_page_fits(const plume_pages *pages, const plume_block *block);
/* Those that have a place already; those too for which there is room here. */
plume_status plume_page_draw_waiting(plume_pages *pages, plume_error *error);
plume_status plume_page_draw_floats(plume_pages *pages, plume_error *error);

#endif
