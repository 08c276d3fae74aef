/* Lays out and draws a plot with a left and a bottom axis. */
#include "scene/plane.h"

#include <math.h>

#include "scene/palette.h"
#include "scene/widths.h"

static const double least_spacing_pt = 10.5; /* of labels one above the other */
static const double label_gap_pt = 5.0;
static const double title_below_pt = 10.5;
static const double descent_pt = 1.5;

static double label_width_pt(const plume_scale *scale, double value)
{
    plume_text text;
    double width_pt;

    plume_text_init(&text);
    plume_scale_label(&text, scale, value);
    width_pt = plume_text_width_pt(PLUME_FACE_SANS, PLUME_SIZE_SMALL, text.data);
    plume_text_dispose(&text);
    return width_pt;
}

/* Labels one above the other are thinned by their height, not by their width: the ticks
 * are made on an axis so long that all are labelled. */
static void make_y_ticks(plume_plane *plane)
{
    plume_scale endless = plane->y;
    double free_to_pt = HUGE_VAL;

    endless.from_pt = 0.0;
    endless.to_pt = 1e9;
    plume_scale_ticks(&plane->y_ticks, &endless, PLUME_SIZE_SMALL);
    for (size_t i = 0; i < plane->y_ticks.count; i++) {
        plume_tick *tick = &plane->y_ticks.tick[i];

        tick->at_pt = plume_scale_at(&plane->y, tick->value);
        tick->labelled = tick->labelled && tick->at_pt <= free_to_pt;
        if (tick->labelled)
            free_to_pt = tick->at_pt - least_spacing_pt;
    }
}

static double widest_y_pt(const plume_plane *plane)
{
    double widest_pt = 0.0;

    for (size_t i = 0; i < plane->y_ticks.count; i++)
        if (plane->y_ticks.tick[i].labelled)
            widest_pt =
                fmax(widest_pt, label_width_pt(&plane->y, plane->y_ticks.tick[i].value));
    return widest_pt;
}

/* Half of the last label below the plot may stand out at the right. */
void plume_plane_lay_out(plume_plane *plane, plume_frame *frame, double height_pt,
                         double right_pt)
{
    double room_pt = label_width_pt(&plane->x, plane->x.high) / 2.0 + 1.0;

    plane->frame = frame;
    plane->top_pt = frame->bottom_pt;
    plane->bottom_pt = plane->top_pt + height_pt;
    plane->y.from_pt = plane->bottom_pt - plane->below_pt;
    plane->y.to_pt = plane->top_pt + plane->above_pt;
    make_y_ticks(plane);
    frame->plot_left_pt = fmax(widest_y_pt(plane) + label_gap_pt,
                               label_width_pt(&plane->x, plane->x.low) / 2.0 + 1.0);
    frame->plot_right_pt = frame->width_pt - fmax(right_pt, room_pt);
    plane->x.from_pt = frame->plot_left_pt;
    plane->x.to_pt = frame->plot_right_pt;
    plume_scale_ticks(&plane->x_ticks, &plane->x, PLUME_SIZE_SMALL);
    frame->bottom_pt = plane->bottom_pt;
}

void plume_plane_grid(plume_plane *plane)
{
    plume_pen pen = { .colour = PLUME_GRID, .width_pt = 0.5, .decoration = true };

    for (size_t i = 0; i < plane->y_ticks.count; i++) {
        double y_pt = plane->y_ticks.tick[i].at_pt;

        if (!plane->y_ticks.tick[i].minor && y_pt < plane->bottom_pt - 0.01)
            plume_mark_line(plane->frame->scene, (plume_point){ plane->x.from_pt, y_pt },
                            (plume_point){ plane->x.to_pt, y_pt }, &pen);
    }
}

static void draw_y_label(const plume_plane *plane, const plume_tick *tick)
{
    plume_label label = { NULL,
                          plane->x.from_pt - label_gap_pt,
                          plume_frame_baseline(tick->at_pt, PLUME_SIZE_SMALL),
                          PLUME_FACE_SANS,
                          PLUME_SIZE_SMALL,
                          PLUME_ANCHOR_END,
                          PLUME_SECONDARY };
    plume_text text;

    plume_text_init(&text);
    plume_scale_label(&text, &plane->y, tick->value);
    plume_scene_add_built(plane->frame->scene, &label, &text);
}

void plume_plane_axes(plume_plane *plane, const char *x_title)
{
    plume_frame *frame = plane->frame;
    plume_label title = { x_title,         plane->x.to_pt,   0.0,
                          PLUME_FACE_SANS, PLUME_SIZE_SMALL, PLUME_ANCHOR_END,
                          PLUME_SECONDARY };

    for (size_t i = 0; i < plane->y_ticks.count; i++)
        if (plane->y_ticks.tick[i].labelled)
            draw_y_label(plane, &plane->y_ticks.tick[i]);
    plume_frame_axis(frame, &plane->x, &plane->x_ticks, plane->bottom_pt);
    if (x_title[0] == '\0')
        return;
    title.y_pt = frame->bottom_pt + title_below_pt - descent_pt;
    plume_scene_add_label(frame->scene, &title);
    frame->bottom_pt = title.y_pt + descent_pt;
}

plume_point plume_plane_at(const plume_plane *plane, double x, double y)
{
    return (plume_point){ plume_scale_at(&plane->x, x), plume_scale_at(&plane->y, y) };
}
