/* Hatching as plain segments: no back-end has to know patterns or clipping. */
#include "scene/hatch.h"

#include <math.h>

#include "scene/marks.h"
#include "scene/palette.h"

static const double hatch_width_pt = 0.6;
static const double hatch_apart_pt = 2.6;
static const double slightest_pt = 0.05; /* a corner, not a stroke */

/* The stroke that rises to the right and leaves the left edge (or its extension below) at
 * rise below the top of the box. */
static void stroke(plume_scene *scene, plume_box box, double rise, const plume_pen *pen)
{
    double bottom = box.y_pt + box.height_pt, right = box.x_pt + box.width_pt;
    double below = fmax(0.0, rise - box.height_pt);
    double length = fmin(rise, box.width_pt) - below;
    plume_point from = { box.x_pt + below, fmin(box.y_pt + rise, bottom) };
    plume_point to = { fmin(from.x_pt + length, right), from.y_pt - length };

    if (length > slightest_pt)
        plume_mark_line(scene, from, to, pen);
}

/* Lines are drawn one by one and cut at the box: patterns of SVG and of PDF look
 * different in every viewer. The hatching stays apart from solid bars in grey print
 * too. */
void plume_mark_hatched(plume_scene *scene, plume_box box, plume_colour colour)
{
    plume_pen pen = { .colour = colour, .width_pt = hatch_width_pt };
    double half_pt = hatch_width_pt / 2.0;
    plume_box inside = { box.x_pt + half_pt, box.y_pt + half_pt,
                         box.width_pt - hatch_width_pt, box.height_pt - hatch_width_pt };
    long count = (long)ceil((inside.width_pt + inside.height_pt) / hatch_apart_pt);
    long i;

    plume_mark_plate(scene, box, PLUME_WHITE);
    if (box.width_pt > 2.0 * hatch_width_pt)
        for (i = 1; i < count; i++)
            stroke(scene, inside, (double)i * hatch_apart_pt, &pen);
    plume_mark_box(scene, box, PLUME_COLOUR_NONE, &pen);
}
