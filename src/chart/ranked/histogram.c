/* Counts figures into bins of equal width on the axis, where there are more rows than
 * dots have room. */
#include "chart/ranked/histogram.h"

#include <math.h>

#include "chart/print/numbers.h"
#include "scene/palette.h"

enum { BINS = 24 };

static const double bar_height_pt = 28.0;
static const double above_pt = 8.0;
static const double below_pt = 6.0;
static const double gap_pt = 0.4;

typedef struct distribution {
    double low, high;
    size_t count, highest;
    size_t bin[BINS];
} distribution;

/* Only what a logarithmic axis can show counts: neither zero nor an unknown figure has
 * a place on it. */
static void find_limits(distribution *out, const plume_histogram *histogram)
{
    for (size_t i = 0; i < histogram->rows->count; i++) {
        double value = histogram->value(&histogram->rows->row[i]);

        if (!plume_chart_drawable(value))
            continue;
        out->low = out->count == 0 ? value : fmin(out->low, value);
        out->high = out->count == 0 ? value : fmax(out->high, value);
        out->count++;
    }
}

/* Bins are equal on the logarithmic scale; the largest value belongs to the last. */
static void fill_bins(distribution *out, const plume_histogram *histogram,
                      const plume_scale *scale)
{
    double width_pt = (scale->to_pt - scale->from_pt) / BINS;

    for (size_t i = 0; i < histogram->rows->count; i++) {
        double value = histogram->value(&histogram->rows->row[i]);
        size_t bin;

        if (!plume_chart_drawable(value))
            continue;
        bin = (size_t)((plume_scale_at(scale, value) - scale->from_pt) / width_pt);
        if (bin >= BINS)
            bin = BINS - 1;
        out->bin[bin]++;
        if (out->bin[bin] > out->highest)
            out->highest = out->bin[bin];
    }
}

/* Heights are shares of the highest bin; all bins are equally wide on the axis. */
static void draw_bars(plume_frame *frame, const distribution *spread,
                      const plume_scale *scale, double base_pt)
{
    double width_pt = (scale->to_pt - scale->from_pt) / BINS;

    for (size_t i = 0; i < BINS; i++) {
        double height_pt =
            bar_height_pt * (double)spread->bin[i] / (double)spread->highest;
        plume_box bar = { scale->from_pt + (double)i * width_pt + gap_pt / 2.0,
                          base_pt - height_pt, width_pt - gap_pt, height_pt };

        if (spread->bin[i] > 0)
            plume_mark_box(frame->scene, bar, PLUME_NAVY, NULL);
    }
}

static void draw_labels(plume_frame *frame, const distribution *spread, const char *what,
                        double base_pt)
{
    plume_text text;
    plume_row_label label = { what, base_pt - bar_height_pt / 2.0, false, 0.0 };

    plume_frame_row(frame, &label);
    plume_text_init(&text);
    plume_number_fixed(&text, (double)spread->count, 0);
    plume_text_add(&text, " rows");
    plume_scene_require(frame->scene, &text);
    plume_frame_sublabel(frame, text.data, label.baseline_pt + 8.5);
    plume_text_dispose(&text);
}

/* Bins are of equal width on the logarithmic axis: times and energies of runs span
 * decades, and linear bins would all be in the first. */
void plume_histogram_draw(plume_frame *frame, const plume_histogram *histogram)
{
    distribution spread = { .count = 0 };
    plume_scale scale = { .dimension = histogram->dimension,
                          .from_pt = frame->plot_left_pt,
                          .to_pt = frame->plot_right_pt };
    plume_ticks ticks;
    double base_pt = frame->bottom_pt + above_pt + bar_height_pt;

    find_limits(&spread, histogram);
    if (spread.count == 0)
        return;
    plume_scale_log(&scale, spread.low, spread.high);
    fill_bins(&spread, histogram, &scale);
    plume_scale_ticks(&ticks, &scale, PLUME_SIZE_SMALL);
    draw_labels(frame, &spread, histogram->what, base_pt);
    draw_bars(frame, &spread, &scale, base_pt);
    plume_frame_axis(frame, &scale, &ticks, base_pt);
    frame->bottom_pt += below_pt;
}
