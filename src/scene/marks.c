/* Discs, diamonds, boxes, lines and intervals as paths. */
#include "scene/marks.h"

#include <math.h>

#include "scene/palette.h"
#include "scene/spans.h"
#include "scene/widths.h"

/* Control points of four Bezier arcs that stay within 0.03 % of a circle. */
#define ARC 0.5522847498

static const double interval_width_pt = 1.2;
static const double own_interval_width_pt = 1.6;
static const double cap_width_pt = 0.9;
static const double cap_half_height_pt = 2.4;
static const double capped_from_pt = 7.0; /* shorter bars have no caps */
static const double cap_clearance_pt = 3.5;
static const double plate_margin_pt = 1.5;

static plume_step move_to(double x, double y)
{
    return (plume_step){ .kind = PLUME_STEP_MOVE, .x = x, .y = y };
}

static plume_step line_to(double x, double y)
{
    return (plume_step){ .kind = PLUME_STEP_LINE, .x = x, .y = y };
}

static plume_step close_path(void)
{
    return (plume_step){ .kind = PLUME_STEP_CLOSE };
}

static void add(plume_scene *scene, const plume_step *step, size_t count,
                plume_colour fill, const plume_pen *pen)
{
    plume_path path = {
        .step = step, .step_count = count, .fill = fill, .stroke = PLUME_COLOUR_NONE
    };

    if (pen != NULL) {
        path.stroke = pen->colour;
        path.stroke_width_pt = pen->width_pt;
        path.dash_on_pt = pen->dash_on_pt;
        path.dash_off_pt = pen->dash_off_pt;
        path.decoration = pen->decoration;
    }
    plume_scene_add_path(scene, &path);
}

void plume_mark_line(plume_scene *scene, plume_point from, plume_point to,
                     const plume_pen *pen)
{
    plume_step step[] = { move_to(from.x_pt, from.y_pt), line_to(to.x_pt, to.y_pt) };

    add(scene, step, 2, PLUME_COLOUR_NONE, pen);
}

static void outline(plume_step step[5], plume_box box, double inset)
{
    double left = box.x_pt + inset, right = box.x_pt + box.width_pt - inset;
    double top = box.y_pt + inset, bottom = box.y_pt + box.height_pt - inset;

    step[0] = move_to(left, top);
    step[1] = line_to(right, top);
    step[2] = line_to(right, bottom);
    step[3] = line_to(left, bottom);
    step[4] = close_path();
}

void plume_mark_box(plume_scene *scene, plume_box box, plume_colour fill,
                    const plume_pen *pen)
{
    plume_step step[5];
    double inset = pen != NULL ? pen->width_pt / 2.0 : 0.0;

    outline(step, box, fmin(inset, box.width_pt / 2.0));
    add(scene, step, 5, fill, pen);
}

void plume_mark_plate(plume_scene *scene, plume_box box, plume_colour fill)
{
    static const plume_pen none = { PLUME_COLOUR_NONE, 0.0, 0.0, 0.0, true };

    plume_mark_box(scene, box, fill, &none);
}

/* Four Bezier curves, as PDF knows no circle; ARC is 4/3 (sqrt 2 - 1), with which
 * they are off by 0.03 % of the radius. */
void plume_mark_disc(plume_scene *scene, plume_point centre, double radius_pt,
                     plume_colour fill, const plume_pen *pen)
{
    double x = centre.x_pt, y = centre.y_pt, r = radius_pt, k = ARC * radius_pt;
    plume_step step[] = {
        move_to(x + r, y),
        { PLUME_STEP_CURVE, x + r, y + k, x + k, y + r, x, y + r },
        { PLUME_STEP_CURVE, x - k, y + r, x - r, y + k, x - r, y },
        { PLUME_STEP_CURVE, x - r, y - k, x - k, y - r, x, y - r },
        { PLUME_STEP_CURVE, x + k, y - r, x + r, y - k, x + r, y },
        close_path(),
    };

    add(scene, step, sizeof step / sizeof step[0], fill, pen);
}

void plume_mark_diamond(plume_scene *scene, plume_point centre, double half_diagonal_pt,
                        plume_colour fill, const plume_pen *pen)
{
    double x = centre.x_pt, y = centre.y_pt, h = half_diagonal_pt;
    plume_step step[] = { move_to(x - h, y), line_to(x, y - h), line_to(x + h, y),
                          line_to(x, y + h), close_path() };

    add(scene, step, sizeof step / sizeof step[0], fill, pen);
}

static void cap(plume_scene *scene, double x_pt, double y_pt, plume_colour colour)
{
    plume_pen pen = { .colour = colour, .width_pt = cap_width_pt };

    plume_mark_line(scene, (plume_point){ x_pt, y_pt - cap_half_height_pt },
                    (plume_point){ x_pt, y_pt + cap_half_height_pt }, &pen);
}

/* Caps are left out where they would touch the mark or make up most of what is seen. */
void plume_mark_interval(plume_scene *scene, const plume_error_bar *interval)
{
    double low = interval->low_x_pt, high = interval->high_x_pt;
    double x = interval->centre.x_pt, y = interval->centre.y_pt;
    plume_pen pen = { .colour = interval->colour,
                      .width_pt =
                          interval->own ? own_interval_width_pt : interval_width_pt };

    plume_mark_line(scene, (plume_point){ low, y }, (plume_point){ high, y }, &pen);
    if (high - low <= capped_from_pt)
        return;
    if (x - low > cap_clearance_pt)
        cap(scene, low, y, interval->colour);
    if (high - x > cap_clearance_pt)
        cap(scene, high, y, interval->colour);
}

void plume_mark_plated(plume_scene *scene, const plume_label *label)
{
    plume_spans spans = plume_label_spans(label);
    double width_pt = plume_text_width_pt(label->face, label->size_pt, label->text);
    plume_box plate = { spans.x_pt - plate_margin_pt, label->y_pt - 0.8 * label->size_pt,
                        width_pt + 2.0 * plate_margin_pt, 1.05 * label->size_pt };

    plume_mark_plate(scene, plate, PLUME_WHITE);
    plume_scene_add_label(scene, label);
}
