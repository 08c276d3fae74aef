/* Training against use: the level that the training emitted, the line of what queries
 * emit, and the count at which they cross. */
#include "chart/chart.h"

#include <math.h>
#include <string.h>

#include "chart/print/numbers.h"
#include "scene/legend.h"
#include "scene/outlines.h"
#include "scene/palette.h"
#include "scene/plane.h"
#include "scene/widths.h"

static const double plot_height_pt = 130.0;
static const double reach = 300.0; /* of queries on either side of the crossing */

typedef struct breakeven {
    plume_frame frame;
    plume_plane plane;
    const plume_inference_total *use;
} breakeven;

/* PLUME_ERR_MISSING with what is missing: training, query, or that a query emits. */
static plume_status find(const plume_inference_total **out, const plume_chart_data *data,
                         plume_error *error)
{
    const plume_inference_total *use =
        data->footprint != NULL ? &data->footprint->inference : NULL;
    const char *lacks = NULL;

    *out = use;
    if (use == NULL || !use->asked)
        lacks = "the study file says nothing of inference";
    else if (isnan(use->query_kg))
        lacks = "the energy of a query is not known";
    else if (!plume_chart_drawable(use->training_kg))
        lacks = "the emissions of the training are not known";
    else if (!plume_chart_drawable(use->query_kg))
        lacks = "a query emits nothing, so use never comes up with the training";
    if (lacks == NULL)
        return PLUME_OK;
    (void)plume_fail(error, PLUME_ERR_MISSING, "%s", lacks);
    plume_hint(error, "give inference.energy_per_query_kwh in the study file, and logs "
                      "with energy");
    return PLUME_ERR_MISSING;
}

static bool has_interval(const plume_inference_total *use)
{
    return plume_chart_drawable(use->breakeven95[0]) &&
           plume_chart_drawable(use->breakeven95[1]) &&
           use->breakeven95[0] < use->breakeven95[1];
}

/* The queries of the study are shown, be they ever so many. */
static void set_scales(breakeven *chart)
{
    const plume_inference_total *use = chart->use;
    double low = use->breakeven_queries / reach, high = use->breakeven_queries * reach;

    if (has_interval(use)) {
        low = fmin(low, use->breakeven95[0] / 3.0);
        high = fmax(high, use->breakeven95[1] * 3.0);
    }
    if (plume_chart_drawable(use->queries)) {
        low = fmin(low, use->queries / 2.0);
        high = fmax(high, use->queries * 2.0);
    }
    chart->plane.x.dimension = PLUME_DIMENSION_RATIO;
    plume_scale_near(&chart->plane.x, low, high);
    chart->plane.y.dimension = PLUME_DIMENSION_MASS;
    plume_scale_log(&chart->plane.y,
                    plume_chart_mass_clamp(
                        fmin(chart->plane.x.low * use->query_kg, use->training_kg)),
                    plume_chart_mass_clamp(
                        fmax(chart->plane.x.high * use->query_kg, use->training_kg)));
}

/* Thousands in digits, then in words: nobody counts the zeros of a billion. */
static void print_queries(plume_text *out, double queries)
{
    static const struct {
        double size;
        const char *name;
    } words[] = { { 1e12, " trillion" }, { 1e9, " billion" }, { 1e6, " million" } };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (queries < words[i].size)
            continue;
        plume_number_significant(out, queries / words[i].size, 3);
        plume_text_add(out, words[i].name);
        return;
    }
    plume_number_significant(out, queries, 3);
}

static plume_point place(const breakeven *chart, double queries, double kg)
{
    return plume_plane_at(&chart->plane, queries, kg);
}

/* The part of the line through a crossing that lies in the plot. */
static void line_through(const breakeven *chart, double crossing, plume_point *from,
                         plume_point *to)
{
    double per_query = chart->use->training_kg / crossing;
    double low = fmax(chart->plane.x.low, chart->plane.y.low / per_query);
    double high = fmin(chart->plane.x.high, chart->plane.y.high / per_query);

    *from = place(chart, low, low * per_query);
    *to = place(chart, high, high * per_query);
}

/* Between the lines through both ends of the interval; cut at the corners of the plot. */
static void draw_band(breakeven *chart)
{
    plume_point corner[6], from, to;
    size_t count = 0;

    if (!has_interval(chart->use))
        return;
    line_through(chart, chart->use->breakeven95[0], &corner[0], &corner[1]);
    line_through(chart, chart->use->breakeven95[1], &from, &to);
    count = 2;
    if (corner[1].x_pt < to.x_pt - 0.01 && to.y_pt > corner[1].y_pt + 0.01)
        corner[count++] = (plume_point){ to.x_pt, corner[1].y_pt };
    corner[count++] = to;
    corner[count++] = from;
    if (corner[0].x_pt < from.x_pt - 0.01 && corner[0].y_pt < from.y_pt - 0.01)
        corner[count++] = (plume_point){ corner[0].x_pt, from.y_pt };
    plume_mark_polygon(chart->frame.scene, corner, count, PLUME_LIGHT);
}

static void draw_lines(breakeven *chart)
{
    const plume_inference_total *use = chart->use;
    plume_pen level = { .colour = PLUME_NAVY, .width_pt = 1.6 };
    plume_pen rising = { .colour = PLUME_INK, .width_pt = 1.0 };
    plume_point from, to;

    plume_scene_set_tip(chart->frame.scene, "training");
    plume_mark_line(chart->frame.scene,
                    place(chart, chart->plane.x.low, use->training_kg),
                    place(chart, chart->plane.x.high, use->training_kg), &level);
    plume_scene_set_tip(chart->frame.scene, "queries");
    line_through(chart, use->breakeven_queries, &from, &to);
    plume_mark_line(chart->frame.scene, from, to, &rising);
    plume_scene_set_tip(chart->frame.scene, NULL);
}

/* A tick at what the study says has been asked. */
static void draw_queries(breakeven *chart)
{
    const plume_inference_total *use = chart->use;
    plume_pen pen = { .colour = PLUME_OWN, .width_pt = 1.2 };
    plume_point at;

    if (!plume_chart_drawable(use->queries) || use->queries < chart->plane.x.low ||
        use->queries > chart->plane.x.high)
        return;
    at = place(chart, use->queries, use->queries * use->query_kg);
    plume_mark_line(chart->frame.scene, (plume_point){ at.x_pt, at.y_pt - 5.0 },
                    (plume_point){ at.x_pt, at.y_pt + 5.0 }, &pen);
}

/* Left above the level: there the rising line is far below it. */
static void draw_training_label(breakeven *chart)
{
    plume_point at = place(chart, chart->plane.x.low, chart->use->training_kg);
    plume_label label = { NULL,           at.x_pt + 3.0,
                          at.y_pt - 4.0,  PLUME_FACE_SANS_BOLD,
                          PLUME_SIZE_ROW, PLUME_ANCHOR_START,
                          PLUME_NAVY };
    plume_text text;

    plume_text_init(&text);
    plume_text_add(&text, "training ");
    plume_chart_mass(&text, chart->use->training_kg);
    plume_scene_add_built(chart->frame.scene, &label, &text);
}

/* Right below the level, where the rising line has gone above it. */
static void draw_crossing(breakeven *chart)
{
    const plume_inference_total *use = chart->use;
    plume_point at = place(chart, use->breakeven_queries, use->training_kg);
    plume_pen edge = { .colour = PLUME_WHITE, .width_pt = 0.8 };
    plume_label label = { NULL,           at.x_pt + 5.0,
                          at.y_pt + 11.0, PLUME_FACE_SANS_BOLD,
                          PLUME_SIZE_ROW, PLUME_ANCHOR_START,
                          PLUME_OWN };
    plume_text text;
    double width_pt;

    plume_mark_disc(chart->frame.scene, at, 3.6, PLUME_OWN, &edge);
    plume_text_init(&text);
    print_queries(&text, use->breakeven_queries);
    plume_text_add(&text, " queries");
    width_pt = plume_text_width_pt(label.face, label.size_pt, text.data);
    label.x_pt = fmin(label.x_pt, chart->plane.x.to_pt - width_pt);
    plume_scene_require(chart->frame.scene, &text);
    label.text = text.data;
    plume_mark_plated(chart->frame.scene, &label);
    plume_text_dispose(&text);
}

/* --- words --- */

static void print_interval(plume_text *out, const plume_inference_total *use)
{
    if (!has_interval(use))
        return;
    plume_text_add(out, "95 % interval of the crossing: ");
    print_queries(out, use->breakeven95[0]);
    plume_text_add(out, " to ");
    print_queries(out, use->breakeven95[1]);
    plume_text_add(out, " queries.");
}

static void print_note(plume_text *out, const plume_inference_total *use)
{
    print_interval(out, use);
    if (plume_chart_drawable(use->queries)) {
        plume_text_add(out, " Tick: the ");
        print_queries(out, use->queries);
        plume_text_add(out, " queries of the study, ");
        plume_chart_mass(out, use->co2e_kg);
        plume_text_add(out, ".");
    }
    if (plume_chart_drawable(use->breakeven_days)) {
        plume_text_add(out, " At ");
        print_queries(out, use->queries_per_day);
        plume_text_add(out, " queries a day the crossing comes after ");
        plume_number_significant(out, use->breakeven_days, 3);
        plume_text_add(out, " days.");
    }
    if (plume_chart_drawable(use->between_queries)) {
        plume_text_add(out, " The other design, of ");
        plume_chart_mass(out, use->other_training_kg);
        plume_text_add(out, " to train, has emitted as much after ");
        print_queries(out, use->between_queries);
        plume_text_add(out, " queries.");
    }
}

static plume_status draw(plume_scene *scene, const plume_inference_total *use,
                         plume_error *error)
{
    breakeven chart = { .use = use };
    plume_label label = { "CO2e, both scales logarithmic",
                          0.0,
                          0.0,
                          PLUME_FACE_SANS,
                          PLUME_SIZE_SMALL,
                          PLUME_ANCHOR_START,
                          PLUME_SECONDARY };
    plume_text note;

    plume_frame_begin(&chart.frame, scene);
    set_scales(&chart);
    plume_frame_header(&chart.frame, NULL, 0);
    label.y_pt = chart.frame.rule_y_pt - 5.0;
    plume_scene_add_label(scene, &label);
    chart.frame.bottom_pt = chart.frame.rule_y_pt + 8.0;
    plume_plane_lay_out(&chart.plane, &chart.frame, plot_height_pt, 0.0);
    draw_band(&chart);
    plume_plane_grid(&chart.plane);
    draw_lines(&chart);
    draw_queries(&chart);
    draw_training_label(&chart);
    draw_crossing(&chart);
    plume_plane_axes(&chart.plane, "queries");
    plume_text_init(&note);
    print_note(&note, use);
    plume_scene_require(scene, &note);
    if (note.length > 0)
        plume_frame_note(&chart.frame, note.data + strspn(note.data, " "));
    plume_text_dispose(&note);
    plume_frame_end(&chart.frame);
    return plume_scene_status(scene, error);
}

/* --- from the data --- */

static plume_status build(plume_scene *scene, const plume_chart_data *data,
                          const plume_chart_options *options, plume_error *error)
{
    const plume_inference_total *use;
    plume_status status = find(&use, data, error);

    (void)options; /* the scene has its width already */
    return status == PLUME_OK ? draw(scene, use, error) : status;
}

static plume_status finding(plume_text *out, const plume_chart_data *data,
                            plume_error *error)
{
    const plume_inference_total *use;
    plume_status status = find(&use, data, error);

    if (status != PLUME_OK)
        return status;
    plume_text_add(out, "Use has emitted as much as the training after ");
    print_queries(out, use->breakeven_queries);
    plume_text_add(out, " queries.");
    return plume_text_status(out, error);
}

static plume_status describe(plume_text *out, const plume_chart_data *data,
                             plume_error *error)
{
    const plume_inference_total *use;
    plume_status status = find(&use, data, error);

    if (status != PLUME_OK)
        return status;
    plume_text_add(out, "Training ");
    plume_chart_mass(out, use->training_kg);
    plume_text_add(out, " CO2e, a query ");
    plume_chart_mass(out, use->query_kg);
    plume_text_add(out, "; they cross at ");
    print_queries(out, use->breakeven_queries);
    plume_text_add(out, " queries. ");
    print_note(out, use);
    return plume_text_status(out, error);
}

static plume_status table(plume_text *csv, const plume_chart_data *data,
                          plume_error *error)
{
    const plume_inference_total *use;
    plume_status status = find(&use, data, error);

    if (status != PLUME_OK)
        return status;
    plume_text_add(csv, "training_kg,query_kg,breakeven_queries,low_queries,high_queries,"
                        "queries,queries_kg,queries_per_day,breakeven_days,"
                        "other_training_kg,other_query_kg,other_queries\n");
    plume_number_print(csv, use->training_kg);
    plume_chart_csv_number(csv, use->query_kg);
    plume_chart_csv_number(csv, use->breakeven_queries);
    plume_chart_csv_number(csv, use->breakeven95[0]);
    plume_chart_csv_number(csv, use->breakeven95[1]);
    plume_chart_csv_number(csv, use->queries);
    plume_chart_csv_number(csv, use->co2e_kg);
    plume_chart_csv_number(csv, use->queries_per_day);
    plume_chart_csv_number(csv, use->breakeven_days);
    plume_chart_csv_number(csv, use->other_training_kg);
    plume_chart_csv_number(csv, use->other_query_kg);
    plume_chart_csv_number(csv, use->between_queries);
    plume_text_add_char(csv, '\n');
    return plume_text_status(csv, error);
}

const plume_chart plume_chart_breakeven = {
    .name = "breakeven",
    .title = "Training against use",
    .needs = PLUME_CHART_OF_FOOTPRINT,
    .build = build,
    .finding = finding,
    .describe = describe,
    .table = table,
};
