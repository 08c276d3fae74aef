/* scene/spans.h -- a label as the stretches in which it is drawn.
 *
 * The fonts lack a lowered 2, so the 2 of "CO2" and "CO2e" is a figure of its own: 0.7 of
 * the size, 0.14 of the size below the baseline. Every back-end draws these spans and so
 * agrees. */
#ifndef PLUME_SCENE_SPANS_H
#define PLUME_SCENE_SPANS_H

#include <stdbool.h>
#include <stddef.h>

#include "scene/scene.h"

#define PLUME_LOWERED_SIZE 0.7
#define PLUME_LOWERED_DROP 0.14

/* text is borrowed from the label and not terminated. (x_pt, y_pt) is the start of its
 * baseline: the anchor of the label is already worked in. */
typedef struct plume_label_part {
    const char *text;
    size_t length;
    double x_pt, y_pt;
    double size_pt, width_pt;
} plume_label_part;

typedef struct plume_spans {
    const plume_label *label;
    const char *rest;
    double x_pt;
} plume_spans;

/* for (spans = plume_label_spans(label); plume_spans_next(&spans, &span);) */
plume_spans plume_label_spans(const plume_label *label);
bool plume_spans_next(plume_spans *spans, plume_label_part *span);

#endif
