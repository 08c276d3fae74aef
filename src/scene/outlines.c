/* Lines and areas through many points as paths. */
#include "scene/outlines.h"

#include <math.h>

enum { CHUNK = 256 };

/* In pieces that share their ends, so that no array grows with the points. */
void plume_mark_polyline(plume_scene *scene, const plume_point *point, size_t count,
                         const plume_pen *pen)
{
    plume_step step[CHUNK];

    for (size_t from = 0; from + 1 < count; from += CHUNK - 1) {
        size_t length = count - from < CHUNK ? count - from : CHUNK;
        plume_path path = { .step = step,
                            .step_count = length,
                            .fill = PLUME_COLOUR_NONE,
                            .stroke = pen->colour,
                            .stroke_width_pt = pen->width_pt,
                            .dash_on_pt = pen->dash_on_pt,
                            .dash_off_pt = pen->dash_off_pt,
                            .decoration = pen->decoration };

        for (size_t i = 0; i < length; i++)
            step[i] = (plume_step){ .kind = i == 0 ? PLUME_STEP_MOVE : PLUME_STEP_LINE,
                                    .x = point[from + i].x_pt,
                                    .y = point[from + i].y_pt };
        plume_scene_add_path(scene, &path);
    }
}

void plume_mark_polygon(plume_scene *scene, const plume_point *point, size_t count,
                        plume_colour fill)
{
    plume_step step[PLUME_POLYGON_MAX + 1];
    plume_path path = { .step = step, .fill = fill, .stroke = PLUME_COLOUR_NONE };

    if (count > PLUME_POLYGON_MAX)
        count = PLUME_POLYGON_MAX;
    for (size_t i = 0; i < count; i++)
        step[i] = (plume_step){ .kind = i == 0 ? PLUME_STEP_MOVE : PLUME_STEP_LINE,
                                .x = point[i].x_pt,
                                .y = point[i].y_pt };
    step[count] = (plume_step){ .kind = PLUME_STEP_CLOSE };
    path.step_count = count + 1;
    plume_scene_add_path(scene, &path);
}

void plume_mark_hexagon(plume_scene *scene, plume_point centre, double radius_pt,
                        plume_colour fill)
{
    double half_pt = 0.86602540378443865 * radius_pt; /* sqrt(3) / 2 */
    plume_point corner[] = {
        { centre.x_pt, centre.y_pt - radius_pt },
        { centre.x_pt + half_pt, centre.y_pt - radius_pt / 2.0 },
        { centre.x_pt + half_pt, centre.y_pt + radius_pt / 2.0 },
        { centre.x_pt, centre.y_pt + radius_pt },
        { centre.x_pt - half_pt, centre.y_pt + radius_pt / 2.0 },
        { centre.x_pt - half_pt, centre.y_pt - radius_pt / 2.0 },
    };

    plume_mark_polygon(scene, corner, sizeof corner / sizeof corner[0], fill);
}
