/* documents/layout/pages.h -- strips become pages: where each stands, and where a page
 * ends.
 *
 * A page ends early rather than break what stays together. A hanging head stands level
 * with the first line of what follows it, on the same page. */
#ifndef PLUME_DOCUMENTS_LAYOUT_PAGES_H
#define PLUME_DOCUMENTS_LAYOUT_PAGES_H

#include "canvas/pdf/haru.h"
#include "documents/layout/strips.h"

/* What a block begins or ends with: it decides the white before the next one. */
typedef enum plume_edge {
    PLUME_EDGE_PAGE,  /* nothing stands above */
    PLUME_EDGE_TITLE, /* the title of the document */
    PLUME_EDGE_BAND,  /* the headline */
    PLUME_EDGE_PROSE, /* a baseline of prose or of fixed-width lines */
    PLUME_EDGE_SMALL, /* a baseline of a caption */
    PLUME_EDGE_RULE,  /* the last rule of a table */
    PLUME_EDGE_SCENE  /* a picture */
} plume_edge;

enum { PLUME_HEAD_LINES_MAX = 8 };

/* strips is borrowed until the block is placed. */
typedef struct plume_block {
    plume_strips *strips;
    plume_edge begins, ends;
    size_t repeat; /* the strip that a later page begins with; SIZE_MAX: none */
} plume_block;

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
} plume_pages;

void plume_pages_init(plume_pages *pages, plume_haru *haru);

/* A section head for the next block: number, then its title in lines; both kept by the
 * caller until the block is placed. */
void plume_pages_head(plume_pages *pages, const plume_label *lines, size_t count,
                      const char *bookmark);

plume_status plume_pages_place(plume_pages *pages, const plume_block *block,
                               plume_error *error);

/* The line at the foot of every page. */
plume_status plume_pages_finish(plume_pages *pages, const char *footer,
                                plume_error *error);

#endif
