/* Lays out labels, plot and columns from the width table, and draws axes and grid. */
#include "scene/frame.h"

#include <math.h>
#include <string.h>

#include "scene/fit.h"
#include "scene/palette.h"
#include "scene/widths.h"

static const double narrow_below_pt = 300.0;
static const double tight_below_pt = 420.0;
static const double least_plot_share = 0.25;
static const double plot_to_columns_pt = 18.0;
static const double between_columns_pt = 12.0;
static const double descent = 0.212; /* of Liberation Sans, in sizes */

void plume_frame_begin(plume_frame *frame, plume_scene *scene)
{
    memset(frame, 0, sizeof *frame);
    frame->scene = scene;
    frame->width_pt = plume_scene_width_pt(scene);
    frame->narrow = frame->width_pt < narrow_below_pt;
    frame->tight = frame->width_pt < tight_below_pt;
    frame->plot_right_pt = frame->heads_left_pt = frame->width_pt;
}

/* Labels may take more of a narrow chart, for it has little else on its left. */
static double label_share(const plume_frame *frame)
{
    if (frame->narrow)
        return 0.38;
    return frame->tight ? 0.33 : 0.25;
}

void plume_frame_labels(plume_frame *frame, double widest_pt, double margin_pt)
{
    frame->label_width_pt = fmin(widest_pt, label_share(frame) * frame->width_pt);
    frame->plot_left_pt = frame->label_width_pt + margin_pt;
}

void plume_frame_column(plume_frame *frame, const char *head, double widest_pt)
{
    frame->column_head[frame->column_count] = head;
    frame->column_digits_pt[frame->column_count] = widest_pt;
    frame->column_count++;
}

static double head_width_pt(const plume_frame *frame, size_t i)
{
    return plume_text_width_pt(PLUME_FACE_SANS, PLUME_SIZE_SMALL, frame->column_head[i]);
}

/* Digits may be long and names too: names give way, for they can be cut. */
static void make_room(plume_frame *frame)
{
    double lacking_pt =
        least_plot_share * frame->width_pt - (frame->plot_right_pt - frame->plot_left_pt);

    if (lacking_pt <= 0.0)
        return;
    lacking_pt = fmin(lacking_pt, 0.5 * frame->label_width_pt);
    frame->label_width_pt -= lacking_pt;
    frame->plot_left_pt -= lacking_pt;
}

/* From the right edge inwards. The head of the first column may reach over the plot. */
void plume_frame_columns_done(plume_frame *frame)
{
    double right_pt = frame->width_pt;
    size_t i = frame->column_count;

    while (i-- > 0) {
        double digits_pt = frame->column_digits_pt[i], head_pt = head_width_pt(frame, i);

        frame->column_right_pt[i] = right_pt;
        frame->heads_left_pt = right_pt - head_pt;
        frame->plot_right_pt = right_pt - digits_pt - plot_to_columns_pt;
        right_pt -= fmax(digits_pt, head_pt) + between_columns_pt;
    }
    make_room(frame);
}

double plume_frame_baseline(double y_pt, double size_pt)
{
    return y_pt + 0.34 * size_pt;
}

void plume_frame_band(plume_frame *frame, double centre_y_pt, double row_height_pt)
{
    double height_pt = row_height_pt - 1.0;

    plume_mark_plate(
        frame->scene,
        (plume_box){ 0.0, centre_y_pt - height_pt / 2.0, frame->width_pt, height_pt },
        PLUME_OWN_TINT);
}

void plume_frame_row(plume_frame *frame, const plume_row_label *row)
{
    plume_label label = { NULL,
                          0.0,
                          row->baseline_pt,
                          row->own ? PLUME_FACE_SANS_BOLD : PLUME_FACE_SANS,
                          PLUME_SIZE_ROW,
                          PLUME_ANCHOR_START,
                          row->own ? PLUME_OWN : PLUME_INK };
    plume_text text;

    plume_text_init(&text);
    plume_text_fit(&text, label.face, label.size_pt, row->text,
                   frame->label_width_pt - row->reserve_pt);
    plume_scene_add_built(frame->scene, &label, &text);
}

void plume_frame_sublabel(plume_frame *frame, const char *text, double baseline_pt)
{
    plume_label label = { NULL,
                          0.0,
                          baseline_pt,
                          PLUME_FACE_SANS,
                          PLUME_SIZE_SMALL,
                          PLUME_ANCHOR_START,
                          PLUME_SECONDARY };
    plume_text cut;

    plume_text_init(&cut);
    plume_text_fit(&cut, label.face, label.size_pt, text, frame->label_width_pt);
    plume_scene_add_built(frame->scene, &label, &cut);
}

void plume_frame_digits(plume_frame *frame, size_t i, plume_text *text,
                        double baseline_pt, bool bold)
{
    plume_label label = { NULL,           frame->column_right_pt[i],
                          baseline_pt,    bold ? PLUME_FACE_SANS_BOLD : PLUME_FACE_SANS,
                          PLUME_SIZE_ROW, PLUME_ANCHOR_END,
                          PLUME_INK };

    plume_scene_add_built(frame->scene, &label, text);
}

void plume_frame_grid(plume_frame *frame, const plume_ticks *ticks, double from_y_pt,
                      double to_y_pt)
{
    plume_pen pen = { .colour = PLUME_GRID, .width_pt = 0.5, .decoration = true };

    for (size_t i = 0; i < ticks->count; i++) {
        double x_pt = ticks->tick[i].at_pt;

        if (!ticks->tick[i].minor)
            plume_mark_line(frame->scene, (plume_point){ x_pt, from_y_pt },
                            (plume_point){ x_pt, to_y_pt }, &pen);
    }
}

static void draw_tick(plume_frame *frame, const plume_scale *scale,
                      const plume_tick *tick, double y_pt)
{
    plume_pen pen = { .colour = PLUME_INK, .width_pt = 0.5, .decoration = true };
    plume_label label = { NULL,
                          tick->at_pt,
                          y_pt + 10.0,
                          PLUME_FACE_SANS,
                          PLUME_SIZE_SMALL,
                          PLUME_ANCHOR_MIDDLE,
                          PLUME_SECONDARY };
    plume_text text;

    plume_mark_line(frame->scene, (plume_point){ tick->at_pt, y_pt },
                    (plume_point){ tick->at_pt, y_pt + (tick->minor ? 1.5 : 2.5) }, &pen);
    if (!tick->labelled)
        return;
    plume_text_init(&text);
    plume_scale_label(&text, scale, tick->value);
    plume_scene_add_built(frame->scene, &label, &text);
}

void plume_frame_axis(plume_frame *frame, const plume_scale *scale,
                      const plume_ticks *ticks, double y_pt)
{
    plume_pen pen = { .colour = PLUME_INK, .width_pt = 0.5, .decoration = true };

    plume_mark_line(frame->scene, (plume_point){ scale->from_pt, y_pt },
                    (plume_point){ scale->to_pt, y_pt }, &pen);
    for (size_t i = 0; i < ticks->count; i++)
        draw_tick(frame, scale, &ticks->tick[i], y_pt);
    frame->bottom_pt = y_pt + 10.0 + descent * PLUME_SIZE_SMALL;
}

/* The bytes of text that fit on one line, up to a blank or its end; at least one word. */
static size_t line_length(const char *text, double width_pt)
{
    size_t best = 0, at = 0;

    while (text[at] != '\0') {
        at += strcspn(text + at, " ");
        if (best > 0 &&
            plume_bytes_width_pt(PLUME_FACE_SANS, PLUME_SIZE_SMALL, text, at) > width_pt)
            break;
        best = at;
        at += strspn(text + at, " ");
    }
    return best;
}

/* Lines are broken here by the widths of the typeface, as neither PDF nor SVG 1.1
 * breaks text. A word that is longer than a line loses its middle. */
void plume_frame_note(plume_frame *frame, const char *text)
{
    frame->bottom_pt += 2.0;
    while (*text != '\0') {
        size_t length = line_length(text, frame->width_pt);
        plume_label label = { NULL,
                              0.0,
                              frame->bottom_pt + 9.0,
                              PLUME_FACE_SANS,
                              PLUME_SIZE_SMALL,
                              PLUME_ANCHOR_START,
                              PLUME_SECONDARY };
        plume_text line, cut;

        plume_text_init(&line);
        plume_text_init(&cut);
        plume_text_add_n(&line, text, length);
        plume_scene_require(frame->scene, &line);
        plume_text_fit(&cut, label.face, label.size_pt, line.data, frame->width_pt);
        plume_text_dispose(&line);
        plume_scene_add_built(frame->scene, &label, &cut);
        frame->bottom_pt += 10.5;
        text += length + strspn(text + length, " ");
    }
}

void plume_frame_end(plume_frame *frame)
{
    plume_scene_set_height(frame->scene, ceil(2.0 * (frame->bottom_pt + 1.0)) / 2.0);
}
