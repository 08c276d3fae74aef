/* canvas/pdf/haru_tags.h -- what each thing on a page is, for readers that do not see it:
 * a tree of elements in reading order (ISO 32000-1, 14.7 and 14.8).
 *
 * What is drawn belongs to the element in use, or is decoration. Elements stand below
 * their parent in the order in which they are made. */
#ifndef PLUME_CANVAS_PDF_HARU_TAGS_H
#define PLUME_CANVAS_PDF_HARU_TAGS_H

#include "canvas/pdf/haru.h"
#include <plume/status.h>

typedef enum plume_element_kind {
    PLUME_TAG_TITLE,
    PLUME_TAG_SECTION,
    PLUME_TAG_PARAGRAPH,
    PLUME_TAG_TABLE,
    PLUME_TAG_ROW,
    PLUME_TAG_HEAD_CELL,
    PLUME_TAG_CELL,
    PLUME_TAG_GROUP, /* a figure with its caption */
    PLUME_TAG_FIGURE,
    PLUME_TAG_CAPTION,
    PLUME_TAG_LINK
} plume_element_kind;

enum { PLUME_ELEMENT_NONE = 0, PLUME_ELEMENT_DOCUMENT = 1 };

/* Adds an element below parent and tells its number. alt stands in for what is seen; NULL
 * where the text says it. */
plume_status plume_haru_element(plume_haru *haru, size_t *out, size_t parent,
                                plume_element_kind tag, const char *alt,
                                plume_error *error);

/* What is drawn from here on belongs to the element; PLUME_ELEMENT_NONE: decoration. */
void plume_haru_use_element(plume_haru *haru, size_t element);

#endif
