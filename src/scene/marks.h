/* scene/marks.h -- the shapes that charts are made of, added to a scene. */
#ifndef PLUME_SCENE_MARKS_H
#define PLUME_SCENE_MARKS_H

#include "scene/scene.h"

typedef struct plume_point {
    double x_pt, y_pt;
} plume_point;

typedef struct plume_box {
    double x_pt, y_pt, width_pt, height_pt;
} plume_box;

/* dash 0: solid. decoration: carries no datum, hidden from assistive technology. */
typedef struct plume_pen {
    plume_colour colour;
    double width_pt;
    double dash_on_pt, dash_off_pt;
    bool decoration;
} plume_pen;

void plume_mark_line(plume_scene *scene, plume_point from, plume_point to,
                     const plume_pen *pen);

/* fill may be PLUME_COLOUR_NONE and pen NULL. An outline lies inside the box. */
void plume_mark_box(plume_scene *scene, plume_box box, plume_colour fill,
                    const plume_pen *pen);

/* A filled box that carries no datum: a band, a plate. */
void plume_mark_plate(plume_scene *scene, plume_box box, plume_colour fill);

void plume_mark_disc(plume_scene *scene, plume_point centre, double radius_pt,
                     plume_colour fill, const plume_pen *pen);

void plume_mark_diamond(plume_scene *scene, plume_point centre, double half_diagonal_pt,
                        plume_colour fill, const plume_pen *pen);

/* A bar from low to high on the level of centre, with caps where it ends well outside the
 * mark at centre. */
typedef struct plume_error_bar {
    plume_point centre;
    double low_x_pt, high_x_pt;
    plume_colour colour;
    bool own; /* drawn stronger */
} plume_error_bar;
void plume_mark_interval(plume_scene *scene, const plume_error_bar *interval);

/* A label; on a white plate 1.5 pt wider than itself when plated. */
void plume_mark_plated(plume_scene *scene, const plume_label *label);

#endif
