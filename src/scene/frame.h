/* scene/frame.h -- the frame that all charts share.
 *
 * From left to right: row labels, the plot, columns of digits flush right. On top a
 * header band with legend and column heads, closed by a rule; below the plot the one
 * axis. A chart begins a frame, gives it labels and columns to measure, draws the header,
 * its rows and the axis, and ends it, which sets the height of the scene. */
#ifndef PLUME_SCENE_FRAME_H
#define PLUME_SCENE_FRAME_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/text.h>

#include "scene/marks.h"
#include "scene/scale.h"
#include "scene/scene.h"

#define PLUME_SIZE_ROW   7.5 /* row labels and digits */
#define PLUME_SIZE_SMALL 7.0 /* ticks, heads, sub-labels, legend */

enum { PLUME_COLUMNS_MAX = 4 };

typedef struct plume_frame {
    plume_scene *scene;
    double width_pt;
    bool narrow;           /* below 300 pt: no sub-labels, no secondary columns */
    bool tight;            /* below 420 pt: legend and notes shortened */
    double label_width_pt; /* what a row label may fill */
    double plot_left_pt, plot_right_pt;
    size_t column_count;
    const char *column_head[PLUME_COLUMNS_MAX];
    double column_digits_pt[PLUME_COLUMNS_MAX]; /* width of the widest digits */
    double column_right_pt[PLUME_COLUMNS_MAX];
    double heads_left_pt; /* where column heads begin, and the legend has to end */
    double rule_y_pt;     /* the lower end of the header band */
    double bottom_pt;     /* what has been drawn so far */
} plume_frame;

void plume_frame_begin(plume_frame *frame, plume_scene *scene);

/* Makes room for row labels up to widest_pt, within the share of the width that labels
 * may take; margin_pt is kept between them and the plot. */
void plume_frame_labels(plume_frame *frame, double widest_pt, double margin_pt);

/* One column of digits, from left to right; widest_pt is that of its digits alone. head
 * may be "". Ends with plume_frame_columns_done. */
void plume_frame_column(plume_frame *frame, const char *head, double widest_pt);
void plume_frame_columns_done(plume_frame *frame);

/* --- rows --- */

/* The band behind the own row. */
void plume_frame_band(plume_frame *frame, double centre_y_pt, double row_height_pt);

/* A row label at the left edge; own: bold, in the own colour. Cut in the middle when
 * wider than label_width_pt less reserve_pt. */
typedef struct plume_row_label {
    const char *text;
    double baseline_pt;
    bool own;
    double reserve_pt;
} plume_row_label;
void plume_frame_row(plume_frame *frame, const plume_row_label *label);

/* A small secondary label at the left edge. */
void plume_frame_sublabel(plume_frame *frame, const char *text, double baseline_pt);

/* Digits in column i; disposes of text. */
void plume_frame_digits(plume_frame *frame, size_t i, plume_text *text,
                        double baseline_pt, bool bold);

/* The baseline of text of this size that is centred on y. */
double plume_frame_baseline(double y_pt, double size_pt);

/* --- axis --- */

void plume_frame_grid(plume_frame *frame, const plume_ticks *ticks, double from_y_pt,
                      double to_y_pt);
void plume_frame_axis(plume_frame *frame, const plume_scale *scale,
                      const plume_ticks *ticks, double y_pt);

/* A secondary line of text below everything, broken where it has to be. */
void plume_frame_note(plume_frame *frame, const char *text);

/* Sets the height of the scene. */
void plume_frame_end(plume_frame *frame);

#endif
