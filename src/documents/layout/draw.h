/* documents/layout/draw.h -- strips on a page, each thing as the element that it is. */
#ifndef PLUME_DOCUMENTS_LAYOUT_DRAW_H
#define PLUME_DOCUMENTS_LAYOUT_DRAW_H

#include "canvas/pdf/haru.h"
#include "documents/layout/strips.h"

typedef struct plume_spot {
    double shift_pt,
        y_pt;        /* to the right of where strips are; from the top of the page */
    bool decoration; /* said before: a head that a later page repeats */
} plume_spot;

plume_status plume_draw_strip(plume_haru *haru, plume_strips *strips, size_t i,
                              const plume_spot *spot, plume_error *error);

/* Strips first to end below each other; spot moves on to where the next lead starts. */
plume_status plume_draw_strips(plume_haru *haru, plume_strips *strips, size_t first,
                               size_t end, plume_spot *spot, plume_error *error);

plume_status plume_draw_rule(plume_haru *haru, const plume_stuff *rule, double y_pt,
                             plume_error *error);

#endif
