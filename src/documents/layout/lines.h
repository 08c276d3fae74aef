/* documents/layout/lines.h -- which boxes stand on which line. */
#ifndef PLUME_DOCUMENTS_LAYOUT_LINES_H
#define PLUME_DOCUMENTS_LAYOUT_LINES_H

#include "documents/layout/boxes.h"

typedef struct plume_set_line {
    size_t first, end; /* its boxes */
    double spread_pt;  /* more (or less) at each blank */
    bool hyphen;       /* at its end */
} plume_set_line;

typedef struct plume_lines {
    plume_set_line *line;
    size_t count;
} plume_lines;

/* The lines that are spread least over the whole paragraph. A failure sticks to the
 * strips. */
void plume_lines_break(plume_lines *out, plume_strips *strips,
                       const plume_paragraph *style, const plume_boxes *boxes);
void plume_lines_dispose(plume_lines *lines);

#endif
