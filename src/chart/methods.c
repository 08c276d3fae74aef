/* Both methodologies on the same work: a dumbbell a row, Strubell et al. 2019 open,
 * Patterson et al. 2021 filled, its market-based figure a tick. */
#include "chart/methods.h"

#include <math.h>

#include "chart/chart.h"
#include "chart/digest.h"
#include "chart/figures.h"
#include "chart/histogram.h"
#include "chart/rows.h"
#include "scene/legend.h"
#include "scene/palette.h"
#include "scene/widths.h"

static const double row_height_pt = 15.5;
static const double above_rows_pt = 9.0;
static const double grid_below_rule_pt = 6.0;
static const double rows_to_axis_pt = 2.0;
static const double ring_radius_pt = 2.7;
static const double disc_radius_pt = 3.0;
static const double near_pt = 6.0;      /* two marks overlap: the filled one in front */
static const double very_near_pt = 2.5; /* one inside the other */
static const double same_pt = 0.05;     /* a net that is the gross is not drawn again */

enum { COLUMN_STRUBELL, COLUMN_PATTERSON, COLUMN_RATIO, COLUMNS };

static bool has_net(const plume_chart_row *row)
{
    return plume_figure_drawable(row->net_kg) &&
           plume_figure_drawable(row->patterson_kg) && row->net_kg != row->patterson_kg;
}

static void column_text(plume_text *out, const plume_chart_row *row, int column)
{
    if (column == COLUMN_STRUBELL)
        plume_figure_mass(out, row->strubell_kg);
    else if (column == COLUMN_PATTERSON)
        plume_figure_mass(out, row->patterson_kg);
    else
        plume_figure_ratio(out, row->ratio);
}

typedef struct methods {
    plume_frame frame;
    const plume_chart_rows *rows;
    plume_digest digest;
    plume_scale scale;
    plume_ticks ticks;
    int first_column; /* a narrow chart shows the ratio alone */
    bool net;
} methods;

static double widest_digits(const methods *chart, int column)
{
    double widest_pt = 0.0;

    for (size_t i = 0; i < chart->digest.count; i++) {
        const plume_digest_line *line = &chart->digest.line[i];
        const plume_chart_row *row = &chart->rows->row[line->row];
        plume_text text;

        if (line->more > 0)
            continue;
        plume_text_init(&text);
        column_text(&text, row, column);
        widest_pt = fmax(widest_pt, plume_text_width_pt(row->own ? PLUME_FACE_SANS_BOLD
                                                                 : PLUME_FACE_SANS,
                                                        PLUME_SIZE_ROW, text.data));
        plume_text_dispose(&text);
    }
    return widest_pt;
}

static void measure(methods *chart)
{
    static const char *const heads[COLUMNS] = { "Strubell", "Patterson", "ratio" };
    plume_frame *frame = &chart->frame;
    double margin_pt = frame->narrow ? 11.0 : frame->tight ? 14.0 : 24.0;

    plume_frame_labels(frame, plume_digest_label_width(&chart->digest, chart->rows),
                       margin_pt);
    chart->first_column = frame->narrow ? COLUMN_RATIO : COLUMN_STRUBELL;
    for (int i = chart->first_column; i < COLUMNS; i++)
        plume_frame_column(frame, heads[i], widest_digits(chart, i));
    plume_frame_columns_done(frame);
}

static void widen(double limits_kg[2], double kg)
{
    if (!plume_figure_drawable(kg))
        return;
    kg = plume_figure_mass_clamp(kg);
    limits_kg[0] = fmin(limits_kg[0], kg);
    limits_kg[1] = fmax(limits_kg[1], kg);
}

/* False when no row that is shown has a figure. */
static bool set_scale(methods *chart)
{
    double limits_kg[2] = { HUGE_VAL, 0.0 };

    for (size_t i = 0; i < chart->digest.count; i++) {
        const plume_digest_line *line = &chart->digest.line[i];
        const plume_chart_row *row = &chart->rows->row[line->row];

        if (line->more > 0)
            continue;
        widen(limits_kg, row->strubell_kg);
        widen(limits_kg, row->patterson_kg);
        if (!has_net(row))
            continue;
        widen(limits_kg, row->net_kg);
        chart->net = true;
    }
    if (limits_kg[1] == 0.0)
        return false;
    chart->scale.dimension = PLUME_DIMENSION_MASS;
    plume_scale_log(&chart->scale, limits_kg[0], limits_kg[1]);
    return true;
}

static void draw_header(methods *chart)
{
    plume_legend legend[] = {
        { PLUME_KEY_RING, PLUME_NAVY, "Strubell 2019", "Strubell" },
        { PLUME_KEY_DISC, PLUME_NAVY, "Patterson 2021, gross", "Patterson, gross" },
        { PLUME_KEY_TICK, PLUME_NAVY, "net", NULL },
    };

    plume_frame_header(&chart->frame, legend, chart->net ? 3 : 2);
}

/* Marks that nearly coincide are told apart by size, as in a target. */
static void draw_pair(plume_scene *scene, plume_point strubell, plume_point patterson,
                      plume_colour colour)
{
    double apart_pt = fabs(strubell.x_pt - patterson.x_pt);
    double sign = patterson.x_pt < strubell.x_pt ? -1.0 : 1.0;
    plume_pen ring = { .colour = colour, .width_pt = 1.1 };
    plume_pen edge = { .colour = PLUME_WHITE, .width_pt = 0.8 };
    plume_pen bar = { .colour = colour, .width_pt = 1.3 };

    if (apart_pt < very_near_pt) {
        ring.width_pt = 1.0;
        plume_mark_disc(scene, strubell, 3.8, PLUME_COLOUR_NONE, &ring);
        plume_mark_disc(scene, patterson, 1.8, colour, NULL);
        return;
    }
    if (apart_pt < near_pt) {
        plume_mark_disc(scene, strubell, ring_radius_pt, PLUME_WHITE, &ring);
        plume_mark_disc(scene, patterson, 2.8, PLUME_WHITE, &edge);
        plume_mark_disc(scene, patterson, 2.4, colour, NULL);
        return;
    }
    plume_mark_line(scene,
                    (plume_point){ strubell.x_pt + sign * ring_radius_pt, strubell.y_pt },
                    patterson, &bar);
    plume_mark_disc(scene, strubell, ring_radius_pt, PLUME_WHITE, &ring);
    plume_mark_disc(scene, patterson, disc_radius_pt, colour, NULL);
}

static plume_point place(const methods *chart, double kg, double y_pt)
{
    return (plume_point){ plume_scale_at(&chart->scale, plume_figure_mass_clamp(kg)),
                          y_pt };
}

static void draw_single(plume_scene *scene, plume_point at, bool open,
                        plume_colour colour)
{
    plume_pen pen = { .colour = colour, .width_pt = 1.1 };

    if (open)
        plume_mark_disc(scene, at, ring_radius_pt, PLUME_WHITE, &pen);
    else
        plume_mark_disc(scene, at, disc_radius_pt, colour, NULL);
}

static void draw_net(const methods *chart, const plume_chart_row *row, double y_pt,
                     plume_colour colour)
{
    plume_point net = place(chart, row->net_kg, y_pt);
    plume_pen pen = { .colour = colour, .width_pt = 1.2 };

    if (fabs(net.x_pt - place(chart, row->patterson_kg, y_pt).x_pt) < same_pt)
        return;
    plume_mark_line(chart->frame.scene, (plume_point){ net.x_pt, y_pt - 4.0 },
                    (plume_point){ net.x_pt, y_pt + 4.0 }, &pen);
}

static void draw_marks(methods *chart, const plume_chart_row *row, double y_pt)
{
    plume_scene *scene = chart->frame.scene;
    plume_colour colour = row->own ? PLUME_OWN : PLUME_NAVY;
    bool strubell = plume_figure_drawable(row->strubell_kg);
    bool patterson = plume_figure_drawable(row->patterson_kg);

    if (strubell && patterson)
        draw_pair(scene, place(chart, row->strubell_kg, y_pt),
                  place(chart, row->patterson_kg, y_pt), colour);
    else if (strubell || patterson)
        draw_single(scene,
                    place(chart, strubell ? row->strubell_kg : row->patterson_kg, y_pt),
                    strubell, colour);
    if (has_net(row))
        draw_net(chart, row, y_pt, colour);
}

static void draw_digits(methods *chart, const plume_chart_row *row, double y_pt)
{
    for (int i = chart->first_column; i < COLUMNS; i++) {
        plume_text text;

        plume_text_init(&text);
        column_text(&text, row, i);
        plume_frame_digits(&chart->frame, (size_t)(i - chart->first_column), &text,
                           plume_frame_baseline(y_pt, PLUME_SIZE_ROW), row->own);
    }
}

static void draw_line(methods *chart, const plume_digest_line *line, double y_pt)
{
    const plume_chart_row *row = &chart->rows->row[line->row];
    plume_pen guide = { .colour = PLUME_GRID, .width_pt = 0.4, .decoration = true };

    if (line->more == 0 && row->own) {
        plume_frame_band(&chart->frame, y_pt, row_height_pt);
        guide.colour = PLUME_OWN_GRID;
    }
    plume_digest_label(&chart->frame, line, chart->rows, y_pt, 0.0);
    if (line->more > 0)
        return;
    plume_mark_line(chart->frame.scene, (plume_point){ chart->scale.from_pt, y_pt },
                    (plume_point){ chart->scale.to_pt, y_pt }, &guide);
    draw_marks(chart, row, y_pt);
    draw_digits(chart, row, y_pt);
}

static double ratio_of(const plume_chart_row *row)
{
    return row->ratio;
}

static void draw_body(methods *chart)
{
    plume_frame *frame = &chart->frame;
    plume_histogram histogram = { chart->rows, ratio_of, PLUME_DIMENSION_RATIO, "ratio" };
    double top_pt, axis_pt;

    if (chart->digest.histogram)
        plume_histogram_draw(frame, &histogram);
    top_pt = frame->bottom_pt + above_rows_pt;
    axis_pt = top_pt + (double)chart->digest.count * row_height_pt + rows_to_axis_pt;
    chart->scale.from_pt = frame->plot_left_pt;
    chart->scale.to_pt = frame->plot_right_pt;
    plume_scale_ticks(&chart->ticks, &chart->scale, PLUME_SIZE_SMALL);

    plume_frame_grid(frame, &chart->ticks, frame->bottom_pt + grid_below_rule_pt,
                     axis_pt);
    for (size_t i = 0; i < chart->digest.count; i++)
        draw_line(chart, &chart->digest.line[i],
                  top_pt + ((double)i + 0.5) * row_height_pt);
    plume_frame_axis(frame, &chart->scale, &chart->ticks, axis_pt);
    plume_frame_end(frame);
}

plume_status plume_methods_draw(plume_scene *scene, plume_chart_rows *rows,
                                plume_error *error)
{
    methods chart = { .rows = rows };

    plume_chart_rows_by_ratio(rows);
    plume_digest_by_ratio(&chart.digest, rows);
    plume_frame_begin(&chart.frame, scene);
    if (!set_scale(&chart)) {
        plume_fail(error, PLUME_ERR_MISSING, "no row has an emission to draw");
        plume_hint(error, "name published models, or logs with energy");
        return PLUME_ERR_MISSING;
    }
    measure(&chart);
    draw_header(&chart);
    draw_body(&chart);
    return plume_scene_status(scene, error);
}

static plume_status build(plume_scene *scene, const plume_chart_data *data,
                          const plume_chart_options *options, plume_error *error)
{
    plume_chart_rows rows;
    plume_status status = plume_chart_rows_from(&rows, data, error);

    (void)options; /* the scene has its width already */
    if (status == PLUME_OK)
        status = plume_methods_draw(scene, &rows, error);
    plume_chart_rows_dispose(&rows);
    return status;
}

void plume_methods_describe(plume_text *out, plume_chart_rows *rows)
{
    size_t known = 0;

    plume_chart_rows_by_ratio(rows);
    while (known < rows->count && !isnan(rows->row[known].ratio))
        known++;
    if (known == 0)
        return;
    plume_text_add(out, "Strubell to Patterson: from ");
    plume_figure_ratio(out, rows->row[known - 1].ratio);
    plume_text_printf(out, " (%s) to ", rows->row[known - 1].name);
    plume_figure_ratio(out, rows->row[0].ratio);
    plume_text_printf(out, " (%s).", rows->row[0].name);
}

void plume_methods_table(plume_text *csv, plume_chart_rows *rows)
{
    plume_chart_rows_by_ratio(rows);
    plume_text_add(csv, "name,own,strubell_kg,patterson_kg,net_kg,ratio\n");
    for (size_t i = 0; i < rows->count; i++) {
        const plume_chart_row *row = &rows->row[i];

        plume_figure_csv_text(csv, row->name, true);
        plume_figure_csv_text(csv, row->own ? "yes" : "no", false);
        plume_figure_csv_number(csv, row->strubell_kg);
        plume_figure_csv_number(csv, row->patterson_kg);
        plume_figure_csv_number(csv, row->net_kg);
        plume_figure_csv_number(csv, row->ratio);
        plume_text_add_char(csv, '\n');
    }
}

static plume_status describe(plume_text *out, const plume_chart_data *data,
                             plume_error *error)
{
    return plume_chart_rows_print(out, data, plume_methods_describe, error);
}

static plume_status table(plume_text *csv, const plume_chart_data *data,
                          plume_error *error)
{
    return plume_chart_rows_print(csv, data, plume_methods_table, error);
}

const plume_chart plume_chart_methods = {
    .name = "methods",
    .title = "Two methodologies on the same work",
    .build = build,
    .describe = describe,
    .table = table,
};
