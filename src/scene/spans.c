/* Finds the 2 of CO2 in a label and lowers it. */
#include "scene/spans.h"

#include <string.h>

#include "scene/subscript.h"
#include "scene/widths.h"

plume_spans plume_label_spans(const plume_label *label)
{
    plume_spans spans = { label, label->text, label->x_pt };
    double width_pt = plume_text_width_pt(label->face, label->size_pt, label->text);

    if (label->anchor == PLUME_ANCHOR_MIDDLE)
        spans.x_pt -= width_pt / 2.0;
    else if (label->anchor == PLUME_ANCHOR_END)
        spans.x_pt -= width_pt;
    return spans;
}

/* Only the 2 of CO2 is lowered. It is set as a span of its own and not as a character
 * of Unicode, which not every typeface has and searching does not find. */
bool plume_spans_next(plume_spans *spans, plume_label_part *span)
{
    const plume_label *label = spans->label;
    const char *lowered = plume_lowered_find(label->text);

    if (*spans->rest == '\0')
        return false;
    while (lowered != NULL && lowered < spans->rest)
        lowered = plume_lowered_find(lowered + 1);

    span->text = spans->rest;
    span->x_pt = spans->x_pt;
    span->y_pt = label->y_pt;
    span->size_pt = label->size_pt;
    if (lowered == spans->rest) {
        span->length = 1;
        span->size_pt *= PLUME_LOWERED_SIZE;
        span->y_pt += PLUME_LOWERED_DROP * label->size_pt;
    } else {
        span->length =
            lowered != NULL ? (size_t)(lowered - spans->rest) : strlen(spans->rest);
    }
    span->width_pt =
        plume_bytes_width_pt(label->face, span->size_pt, span->text, span->length);

    spans->rest += span->length;
    spans->x_pt += span->width_pt;
    return true;
}
