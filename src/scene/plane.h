/* scene/plane.h -- a plot with two axes: what is read off both, not off rows. */
#ifndef PLUME_SCENE_PLANE_H
#define PLUME_SCENE_PLANE_H

#include "scene/frame.h"

/* The scales have their limits before plume_plane_lay_out, and their places after it. */
typedef struct plume_plane {
    plume_frame *frame;
    plume_scale x, y;
    plume_ticks x_ticks, y_ticks;
    double above_pt, below_pt; /* kept free of values at the ends of the left axis */
    double top_pt, bottom_pt;
} plume_plane;

/* Below what is drawn so far, height_pt high; at the right right_pt stay free. The labels
 * of the left axis decide where the plot begins. */
void plume_plane_lay_out(plume_plane *plane, plume_frame *frame, double height_pt,
                         double right_pt);

/* Horizontal grid lines: drawn first. */
void plume_plane_grid(plume_plane *plane);

/* Both axes with their labels, and below the title of the lower one, flush right. */
void plume_plane_axes(plume_plane *plane, const char *x_title);

plume_point plume_plane_at(const plume_plane *plane, double x, double y);

#endif
