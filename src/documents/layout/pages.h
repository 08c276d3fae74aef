/* documents/layout/pages.h -- strips become pages: where each stands, and where a page
 * ends.
 *
 * A page ends early rather than break what stays together. A hanging head stands level
 * with the first line of what follows it, on the same page. Tables and figures for which
 * a page has no room let the text go on, and stand at the top of the next. */
#ifndef PLUME_DOCUMENTS_LAYOUT_PAGES_H
#define PLUME_DOCUMENTS_LAYOUT_PAGES_H

#include "canvas/pdf/haru.h"
#include "documents/layout/floats.h"

enum { PLUME_HEAD_LINES_MAX = 8 };

typedef struct plume_pages {
    plume_haru *haru;
    double y_pt;      /* the anchor that the next lead starts from */
    double free_pt;   /* a hanging head reaches down to here */
    plume_edge above; /* what stands at y_pt */
    bool has_head;
    plume_label
        head[PLUME_HEAD_LINES_MAX]; /* waits for its block; y_pt from its anchor */
    size_t head_count;
    const char *bookmark;
    plume_floats floats;  /* wait for a page */
    plume_floats waiting; /* have a place, and are drawn once the block before them is */
    plume_floats drawn;   /* keep the words of heads */
} plume_pages;

void plume_pages_init(plume_pages *pages, plume_haru *haru);
void plume_pages_dispose(plume_pages *pages);

/* A section head for the next block: number, then its title in lines; both kept by the
 * caller until the block is placed, or in strips that a float took over. */
void plume_pages_head(plume_pages *pages, const plume_label *lines, size_t count,
                      const char *bookmark);

plume_status plume_pages_place(plume_pages *pages, const plume_block *block,
                               plume_error *error);

/* A table or figure: here, or on a later page. Then its strips are taken over, and those
 * that are left are as good as new. */
plume_status plume_pages_float(plume_pages *pages, const plume_block *block,
                               plume_error *error);

/* What still waits, and the line at the foot of every page. */
plume_status plume_pages_finish(plume_pages *pages, const char *footer,
                                plume_error *error);

#endif
