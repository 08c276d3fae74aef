/* documents/layout/boxes.h -- a paragraph as boxes, which lines never part, and how
 * each is joined to the one before. */
#ifndef PLUME_DOCUMENTS_LAYOUT_BOXES_H
#define PLUME_DOCUMENTS_LAYOUT_BOXES_H

#include "documents/layout/inline.h"
#include "documents/layout/strips.h"

typedef enum plume_joint {
    PLUME_JOINT_NONE,   /* no line ends here */
    PLUME_JOINT_BLANK,  /* a blank, or the end of a line */
    PLUME_JOINT_HYPHEN, /* a line that ends here has a hyphen */
    PLUME_JOINT_CUT     /* a line may end here as it stands */
} plume_joint;

typedef struct plume_line_box {
    const plume_fragment *fragment;
    const char *text;
    double width_pt;
    size_t blanks; /* inside of it, which no line parts */
    plume_joint before;
} plume_line_box;

typedef struct plume_boxes {
    plume_line_box *box;
    size_t count, capacity;
} plume_boxes;

/* What lines are set in. */
typedef struct plume_paragraph {
    plume_face face, bold;
    double size_pt, leading_pt, depth_pt;
    double x_pt, width_pt;
    plume_colour colour;
    bool ragged; /* else lines are as wide as the column */
} plume_paragraph;

/* No box is wider than the column. A failure sticks to the strips. */
void plume_boxes_make(plume_boxes *out, plume_strips *strips,
                      const plume_paragraph *style, const plume_fragments *fragments);
void plume_boxes_dispose(plume_boxes *boxes);

#endif
