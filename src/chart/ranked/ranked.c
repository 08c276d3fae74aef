/* Charts of one row a training: what those of methods and of models have in common. */
#include "chart/ranked/ranked.h"

#include <math.h>

#include "chart/print/numbers.h"
#include "chart/ranked/histogram.h"
#include "scene/widths.h"

static const double rows_to_axis_pt = 2.0;

/* In kilograms. A logarithmic axis has no place for 0, and one absurd figure may not
 * squeeze all the others together. */
void plume_limits_widen(plume_limits *limits, double kg)
{
    if (!plume_chart_drawable(kg))
        return;
    kg = plume_chart_mass_clamp(kg);
    limits->least_kg = fmin(limits->least_kg, kg);
    limits->most_kg = fmax(limits->most_kg, kg);
}

/* Lines that stand for "n more" have no row of their own, and are passed over. */
const plume_chart_row *plume_ranked_next(const plume_ranked *chart, size_t *line)
{
    while (*line < chart->digest.count) {
        const plume_digest_line *at = &chart->digest.line[(*line)++];

        if (at->more == 0)
            return &chart->rows->row[at->row];
    }
    return NULL;
}

/* Own rows are drawn bold, which is wider. */
double plume_ranked_digits(const plume_ranked *chart,
                           void (*print)(plume_text *out, const plume_chart_row *row,
                                         int column),
                           int column)
{
    const plume_chart_row *row;
    double widest_pt = 0.0;
    size_t line = 0;

    while ((row = plume_ranked_next(chart, &line)) != NULL) {
        plume_text text;

        plume_text_init(&text);
        print(&text, row, column);
        widest_pt = fmax(widest_pt, plume_text_width_pt(row->own ? PLUME_FACE_SANS_BOLD
                                                                 : PLUME_FACE_SANS,
                                                        PLUME_SIZE_ROW, text.data));
        plume_text_dispose(&text);
    }
    return widest_pt;
}

plume_status plume_ranked_scale(plume_ranked *chart, const plume_limits *limits,
                                plume_error *error)
{
    if (limits->most_kg == 0.0) {
        plume_fail(error, PLUME_ERR_MISSING, "no row has an emission to draw");
        plume_hint(error, "name published models, or logs with energy");
        return PLUME_ERR_MISSING;
    }
    chart->scale.dimension = PLUME_DIMENSION_MASS;
    plume_scale_log(&chart->scale, limits->least_kg, limits->most_kg);
    return PLUME_OK;
}

/* A line that stands for "n more" has a label alone, and never the band of an own row. */
static void draw_line(plume_ranked *chart, const plume_ranked_body *body,
                      const plume_digest_line *line, double y_pt)
{
    const plume_chart_row *row = &chart->rows->row[line->row];

    if (line->more == 0 && row->own)
        plume_frame_band(&chart->frame, y_pt, body->row_height_pt);
    plume_digest_label(&chart->frame, line, chart->rows, y_pt, body->label_reserve_pt);
    if (line->more == 0)
        body->draw(body->state, row, y_pt);
}

/* The scale gets its ends here: only now are the columns beside the plot measured. */
void plume_ranked_draw(plume_ranked *chart, const plume_ranked_body *body)
{
    plume_frame *frame = &chart->frame;
    plume_histogram histogram = { chart->rows, body->value, body->dimension, body->what };
    double top_pt, axis_pt;

    if (chart->digest.histogram)
        plume_histogram_draw(frame, &histogram);
    top_pt = frame->bottom_pt + body->above_rows_pt;
    axis_pt =
        top_pt + (double)chart->digest.count * body->row_height_pt + rows_to_axis_pt;
    chart->scale.from_pt = frame->plot_left_pt;
    chart->scale.to_pt = frame->plot_right_pt;
    plume_scale_ticks(&chart->ticks, &chart->scale, PLUME_SIZE_SMALL);

    plume_frame_grid(frame, &chart->ticks, frame->bottom_pt + body->grid_below_rule_pt,
                     axis_pt);
    for (size_t i = 0; i < chart->digest.count; i++)
        draw_line(chart, body, &chart->digest.line[i],
                  top_pt + ((double)i + 0.5) * body->row_height_pt);
    plume_frame_axis(frame, &chart->scale, &chart->ticks, axis_pt);
    plume_frame_end(frame);
}
