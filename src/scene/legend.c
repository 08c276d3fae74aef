/* The header band: legend, column heads and the rule below them. */
#include "scene/legend.h"

#include "scene/frame.h"
#include "scene/hatch.h"
#include "scene/palette.h"
#include "scene/widths.h"

static const double band_height_pt = 15.0;
static const double line_height_pt = 11.0;
static const double baseline_above_rule_pt = 4.5;
static const double clearance_pt = 10.0; /* between legend and column heads */

/* The middle of a key, from the left end of its outermost stroke; a box from its left
 * side. */
static double key_centre(plume_key key)
{
    switch (key) {
    case PLUME_KEY_RING:
        return 3.3;
    case PLUME_KEY_DIAMOND:
        return 4.2;
    case PLUME_KEY_DISC:
    case PLUME_KEY_TICK:
        return 3.0;
    default:
        return 4.0;
    }
}

/* Where the text of an entry begins, and how far the next entry keeps from its end. */
static double text_offset(plume_key key)
{
    return key_centre(key) + (key >= PLUME_KEY_BOX ? 7.0 : 6.0);
}

static double entry_gap(plume_key key)
{
    return key >= PLUME_KEY_BOX ? 12.0 : 10.0;
}

static const char *entry_text(const plume_legend *entry, bool shortened)
{
    return shortened && entry->short_text != NULL ? entry->short_text : entry->text;
}

static double entry_width(const plume_legend *entry, bool shortened)
{
    return text_offset(entry->key) + plume_text_width_pt(PLUME_FACE_SANS,
                                                         PLUME_SIZE_SMALL,
                                                         entry_text(entry, shortened));
}

static double legend_width(const plume_legend *legend, size_t count, bool shortened)
{
    double width_pt = 0.0;

    for (size_t i = 0; i < count; i++)
        width_pt += entry_width(&legend[i], shortened) + entry_gap(legend[i].key);
    return count > 0 ? width_pt - entry_gap(legend[count - 1].key) : 0.0;
}

static void draw_box_key(plume_scene *scene, const plume_legend *entry, plume_box box)
{
    plume_pen outline = { .colour = PLUME_MUTE, .width_pt = 0.6 };

    if (entry->key == PLUME_KEY_HATCHED)
        plume_mark_hatched(scene, box, entry->colour);
    else
        plume_mark_box(scene, box, entry->colour,
                       entry->key == PLUME_KEY_OUTLINED ? &outline : NULL);
}

static void draw_key(plume_scene *scene, const plume_legend *entry, double x_pt,
                     double y_pt)
{
    plume_pen pen = { .colour = entry->colour, .width_pt = 1.1 };
    plume_point centre = { x_pt + key_centre(entry->key), y_pt };

    switch (entry->key) {
    case PLUME_KEY_DISC:
        plume_mark_disc(scene, centre, 3.0, entry->colour, NULL);
        break;
    case PLUME_KEY_RING:
        plume_mark_disc(scene, centre, 2.7, PLUME_WHITE, &pen);
        break;
    case PLUME_KEY_DIAMOND:
        plume_mark_diamond(scene, centre, 3.4, PLUME_WHITE, &pen);
        break;
    case PLUME_KEY_TICK:
        pen.width_pt = 1.2;
        plume_mark_line(scene, (plume_point){ centre.x_pt, y_pt - 3.5 },
                        (plume_point){ centre.x_pt, y_pt + 3.5 }, &pen);
        break;
    case PLUME_KEY_BOX:
    case PLUME_KEY_OUTLINED:
    case PLUME_KEY_HATCHED:
        draw_box_key(scene, entry, (plume_box){ x_pt, y_pt - 3.5, 8.0, 7.0 });
        break;
    }
}

/* y is the baseline of the words; the key stands at the middle of a small letter
 * above it. */
static void draw_entry(plume_scene *scene, const plume_legend *entry, const char *text,
                       plume_point at)
{
    plume_label label = { text,
                          at.x_pt + text_offset(entry->key),
                          at.y_pt,
                          PLUME_FACE_SANS,
                          PLUME_SIZE_SMALL,
                          PLUME_ANCHOR_START,
                          PLUME_INK };

    draw_key(scene, entry, at.x_pt, at.y_pt - 2.5);
    plume_scene_add_label(scene, &label);
}

typedef struct legend_layout {
    double left_pt, right_pt;
    bool shortened;
} legend_layout;

/* Over the plot if the text fits there, else from the left edge. */
static legend_layout choose(const plume_frame *frame, const plume_legend *legend,
                            size_t count)
{
    double right_pt = frame->heads_left_pt - clearance_pt;
    double long_pt = legend_width(legend, count, false);
    double short_pt = legend_width(legend, count, true);

    if (frame->narrow && long_pt <= right_pt)
        return (legend_layout){ 0.0, right_pt, false };
    if (frame->plot_left_pt + long_pt <= right_pt)
        return (legend_layout){ frame->plot_left_pt, right_pt, false };
    if (frame->plot_left_pt + short_pt <= right_pt)
        return (legend_layout){ frame->plot_left_pt, right_pt, true };
    return (legend_layout){ 0.0, right_pt, long_pt > right_pt };
}

/* Draws from the first baseline on and returns the last, or only measures. */
static double flow(plume_frame *frame, const plume_legend *legend, size_t count,
                   const legend_layout *layout, bool draw)
{
    double x_pt = layout->left_pt, y_pt = band_height_pt - baseline_above_rule_pt;

    for (size_t i = 0; i < count; i++) {
        double width_pt = entry_width(&legend[i], layout->shortened);

        if (x_pt > layout->left_pt && x_pt + width_pt > layout->right_pt) {
            x_pt = layout->left_pt;
            y_pt += line_height_pt;
        }
        if (draw)
            draw_entry(frame->scene, &legend[i],
                       entry_text(&legend[i], layout->shortened),
                       (plume_point){ x_pt, y_pt });
        x_pt += width_pt + entry_gap(legend[i].key);
    }
    return y_pt;
}

static void draw_heads(plume_frame *frame)
{
    for (size_t i = 0; i < frame->column_count; i++) {
        plume_label label = { frame->column_head[i],
                              frame->column_right_pt[i],
                              frame->rule_y_pt - baseline_above_rule_pt,
                              PLUME_FACE_SANS,
                              PLUME_SIZE_SMALL,
                              PLUME_ANCHOR_END,
                              PLUME_SECONDARY };

        plume_scene_add_label(frame->scene, &label);
    }
}

void plume_frame_header(plume_frame *frame, const plume_legend *legend, size_t count)
{
    plume_pen rule = { .colour = PLUME_INK, .width_pt = 0.5, .decoration = true };
    legend_layout layout;

    layout = choose(frame, legend, count);
    frame->rule_y_pt = flow(frame, legend, count, &layout, true) + baseline_above_rule_pt;
    draw_heads(frame);
    plume_mark_line(frame->scene, (plume_point){ 0.0, frame->rule_y_pt },
                    (plume_point){ frame->width_pt, frame->rule_y_pt }, &rule);
    frame->bottom_pt = frame->rule_y_pt;
}
