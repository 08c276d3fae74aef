/* Draws an area of any number of steps, in pieces of bounded size. */
#include "scene/step_area.h"

#include "scene/outlines.h"

static const double seam_pt = 0.4; /* by which pieces overlap */

enum { PIECE = PLUME_POLYGON_MAX / 4 };

/* Each reaches a little under the next, or a seam would be seen. */
static void draw_piece(plume_scene *scene, const plume_step_area *area, size_t from)
{
    plume_point point[PLUME_POLYGON_MAX];
    size_t last = area->count - 1, to = from + PIECE < last ? from + PIECE : last;
    double seam = to < last ? seam_pt : 0.0;
    size_t count = 0;

    for (size_t i = from; i < to; i++) {
        double end_pt = area->x_pt[i + 1] + (i + 1 == to ? seam : 0.0);

        point[count++] = (plume_point){ area->x_pt[i], area->top_pt[i] };
        point[count++] = (plume_point){ end_pt, area->top_pt[i] };
    }
    for (size_t i = to; i-- > from;) {
        double end_pt = area->x_pt[i + 1] + (i + 1 == to ? seam : 0.0);

        point[count++] = (plume_point){ end_pt, area->bottom_pt[i] };
        point[count++] = (plume_point){ area->x_pt[i], area->bottom_pt[i] };
    }
    plume_mark_polygon(scene, point, count, area->fill);
}

static void draw_edge(plume_scene *scene, const plume_step_area *area)
{
    plume_point point[PLUME_POLYGON_MAX];
    size_t count = 0;

    for (size_t i = 0; i + 1 < area->count; i++) {
        point[count++] = (plume_point){ area->x_pt[i], area->top_pt[i] };
        point[count++] = (plume_point){ area->x_pt[i + 1], area->top_pt[i] };
        if (count + 2 > PLUME_POLYGON_MAX || i + 2 == area->count) {
            plume_mark_polyline(scene, point, count, &area->edge);
            point[0] = point[count - 1];
            count = 1;
        }
    }
}

void plume_mark_step_area(plume_scene *scene, const plume_step_area *area)
{
    for (size_t from = 0; from + 1 < area->count; from += PIECE)
        draw_piece(scene, area, from);
    draw_edge(scene, area);
}
