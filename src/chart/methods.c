/* Both methodologies on the same work: a dumbbell a row, Strubell et al. 2019 open,
 * Patterson et al. 2021 filled, its market-based figure a tick. */
#include "chart/methods.h"

#include <math.h>

#include "chart/chart.h"
#include "chart/coverage.h"
#include "chart/print/numbers.h"
#include "chart/ranked/compared_rows.h"
#include "chart/ranked/ranked.h"
#include "scene/legend.h"
#include "scene/palette.h"

static const double ring_radius_pt = 2.7;
static const double disc_radius_pt = 3.0;
static const double near_pt = 6.0;      /* two marks overlap: the filled one in front */
static const double very_near_pt = 2.5; /* one inside the other */
static const double same_pt = 0.05;     /* a net that is the gross is not drawn again */

enum { COLUMN_STRUBELL, COLUMN_PATTERSON, COLUMN_RATIO, COLUMNS };

static bool has_net(const plume_chart_row *row)
{
    return plume_chart_drawable(row->net_kg) && plume_chart_drawable(row->patterson_kg) &&
           row->net_kg != row->patterson_kg;
}

static void column_text(plume_text *out, const plume_chart_row *row, int column)
{
    if (column == COLUMN_STRUBELL)
        plume_chart_mass(out, row->strubell_kg);
    else if (column == COLUMN_PATTERSON)
        plume_chart_mass(out, row->patterson_kg);
    else
        plume_chart_ratio(out, row->ratio);
}

typedef struct methods {
    plume_ranked ranked;
    int first_column; /* a narrow chart shows the ratio alone */
    bool net;
} methods;

/* A narrow chart keeps the ratio alone: both masses can be read off the axis, the
 * ratio only by measuring. */
static void measure(methods *chart)
{
    static const char *const heads[COLUMNS] = { "Strubell", "Patterson", "ratio" };
    plume_ranked *ranked = &chart->ranked;
    plume_frame *frame = &ranked->frame;
    double margin_pt = frame->narrow ? 11.0 : frame->tight ? 14.0 : 24.0;

    plume_frame_labels(frame, plume_digest_label_width(&ranked->digest, ranked->rows),
                       margin_pt);
    chart->first_column = frame->narrow ? COLUMN_RATIO : COLUMN_STRUBELL;
    for (int i = chart->first_column; i < COLUMNS; i++)
        plume_frame_column(frame, heads[i], plume_ranked_digits(ranked, column_text, i));
    plume_frame_columns_done(frame);
}

static plume_status set_scale(methods *chart, plume_error *error)
{
    plume_limits limits = PLUME_LIMITS_NONE;
    const plume_chart_row *row;
    size_t line = 0;

    while ((row = plume_ranked_next(&chart->ranked, &line)) != NULL) {
        plume_limits_widen(&limits, row->strubell_kg);
        plume_limits_widen(&limits, row->patterson_kg);
        if (!has_net(row))
            continue;
        plume_limits_widen(&limits, row->net_kg);
        chart->net = true;
    }
    return plume_ranked_scale(&chart->ranked, &limits, error);
}

static void draw_header(methods *chart)
{
    plume_legend legend[] = {
        { PLUME_KEY_RING, PLUME_NAVY, "Strubell 2019", "Strubell" },
        { PLUME_KEY_DISC, PLUME_NAVY, "Patterson 2021, gross", "Patterson, gross" },
        { PLUME_KEY_TICK, PLUME_NAVY, "net", NULL },
    };

    plume_frame_header(&chart->ranked.frame, legend, chart->net ? 3 : 2);
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
    return (plume_point){
        plume_scale_at(&chart->ranked.scale, plume_chart_mass_clamp(kg)), y_pt
    };
}

/* One method alone is still drawn by its own mark, so that a row without a pair is not
 * misread. */
static void draw_single(plume_scene *scene, plume_point at, bool open,
                        plume_colour colour)
{
    plume_pen pen = { .colour = colour, .width_pt = 1.1 };

    if (open)
        plume_mark_disc(scene, at, ring_radius_pt, PLUME_WHITE, &pen);
    else
        plume_mark_disc(scene, at, disc_radius_pt, colour, NULL);
}

/* Left out where it would hide behind the mark of the gross figure; the distance is in
 * points, as it is the eye that cannot tell them apart. */
static void draw_net(const methods *chart, const plume_chart_row *row, double y_pt,
                     plume_colour colour)
{
    plume_point net = place(chart, row->net_kg, y_pt);
    plume_pen pen = { .colour = colour, .width_pt = 1.2 };

    if (fabs(net.x_pt - place(chart, row->patterson_kg, y_pt).x_pt) < same_pt)
        return;
    plume_mark_line(chart->ranked.frame.scene, (plume_point){ net.x_pt, y_pt - 4.0 },
                    (plume_point){ net.x_pt, y_pt + 4.0 }, &pen);
}

static void draw_marks(methods *chart, const plume_chart_row *row, double y_pt)
{
    plume_scene *scene = chart->ranked.frame.scene;
    plume_colour colour = row->own || row->part ? PLUME_OWN : PLUME_NAVY;
    bool strubell = plume_chart_drawable(row->strubell_kg);
    bool patterson = plume_chart_drawable(row->patterson_kg);

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

static void add_figure(plume_text *tip, const char *name, double kg)
{
    if (!plume_chart_drawable(kg))
        return;
    plume_text_add(tip, name);
    plume_chart_mass(tip, kg);
}

static void set_tip(methods *chart, const plume_chart_row *row)
{
    plume_text tip;

    plume_text_init(&tip);
    plume_text_add(&tip, row->name);
    add_figure(&tip, ", Strubell ", row->strubell_kg);
    add_figure(&tip, ", Patterson ", row->patterson_kg);
    if (has_net(row))
        add_figure(&tip, ", net ", row->net_kg);
    plume_scene_require(chart->ranked.frame.scene, &tip);
    plume_scene_set_tip(chart->ranked.frame.scene, tip.data);
    plume_text_dispose(&tip);
}

static void draw_digits(methods *chart, const plume_chart_row *row, double y_pt)
{
    for (int i = chart->first_column; i < COLUMNS; i++) {
        plume_text text;

        plume_text_init(&text);
        column_text(&text, row, i);
        plume_frame_digits(&chart->ranked.frame, (size_t)(i - chart->first_column), &text,
                           plume_frame_baseline(y_pt, PLUME_SIZE_ROW), row->own);
    }
}

static void draw_row(void *state, const plume_chart_row *row, double y_pt)
{
    methods *chart = state;
    const plume_scale *scale = &chart->ranked.scale;
    plume_pen guide = { .colour = row->own ? PLUME_OWN_GRID : PLUME_GRID,
                        .width_pt = 0.4,
                        .decoration = true };

    plume_mark_line(chart->ranked.frame.scene, (plume_point){ scale->from_pt, y_pt },
                    (plume_point){ scale->to_pt, y_pt }, &guide);
    set_tip(chart, row);
    draw_marks(chart, row, y_pt);
    plume_scene_set_tip(chart->ranked.frame.scene, NULL);
    draw_digits(chart, row, y_pt);
}

static double ratio_of(const plume_chart_row *row)
{
    return row->ratio;
}

/* Sorted by ratio: where the two methods part stands on top. */
plume_status plume_methods_draw(plume_scene *scene, plume_chart_rows *rows,
                                plume_error *error)
{
    methods chart = { .ranked.rows = rows };
    plume_ranked_body body = { .row_height_pt = 15.5,
                               .above_rows_pt = 9.0,
                               .grid_below_rule_pt = 6.0,
                               .value = ratio_of,
                               .dimension = PLUME_DIMENSION_RATIO,
                               .what = "ratio",
                               .draw = draw_row,
                               .state = &chart };
    plume_status status;

    plume_chart_rows_by_ratio(rows);
    plume_digest_by_ratio(&chart.ranked.digest, rows);
    plume_frame_begin(&chart.ranked.frame, scene);
    status = set_scale(&chart, error);
    if (status != PLUME_OK)
        return status;
    measure(&chart);
    draw_header(&chart);
    plume_ranked_draw(&chart.ranked, &body);
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

/* For the description that stands for the picture where it cannot be seen: the ends
 * of the order, with names. */
void plume_methods_describe(plume_text *out, plume_chart_rows *rows)
{
    size_t known = 0;

    plume_chart_rows_by_ratio(rows);
    while (known < rows->count && !isnan(rows->row[known].ratio))
        known++;
    if (known == 0)
        return;
    plume_text_add(out, "Strubell to Patterson: from ");
    plume_chart_ratio(out, rows->row[known - 1].ratio);
    plume_text_printf(out, " (%s) to ", rows->row[known - 1].name);
    plume_chart_ratio(out, rows->row[0].ratio);
    plume_text_printf(out, " (%s).", rows->row[0].name);
}

/* Full precision and all rows, of which the chart draws some: the twin lets a reader
 * check and redraw it. */
void plume_methods_table(plume_text *csv, plume_chart_rows *rows)
{
    plume_chart_rows_by_ratio(rows);
    plume_text_add(
        csv,
        "name,own,strubell_kg,patterson_kg,net_kg,ratio,known_runs,runs,at_most_runs\n");
    for (size_t i = 0; i < rows->count; i++) {
        const plume_chart_row *row = &rows->row[i];

        plume_chart_csv_text(csv, row->name, true);
        plume_chart_csv_text(csv, row->own ? "yes" : "no", false);
        plume_chart_csv_number(csv, row->strubell_kg);
        plume_chart_csv_number(csv, row->patterson_kg);
        plume_chart_csv_number(csv, row->net_kg);
        plume_chart_csv_number(csv, row->ratio);
        plume_chart_csv_coverage(csv, row->coverage);
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
    .needs = PLUME_CHART_OF_ROWS,
    .build = build,
    .describe = describe,
    .table = table,
};
