/* Trainings ranked by their emissions: the mark says how the energy was obtained, the bar
 * is the interval of the own work or the range of the values published for a model. */
#include "chart/models.h"

#include <math.h>

#include "chart/chart.h"
#include "chart/digest.h"
#include "chart/figures.h"
#include "chart/histogram.h"
#include "chart/rows.h"
#include "scene/legend.h"
#include "scene/palette.h"
#include "scene/widths.h"

static const double row_height_pt = 13.5;
static const double above_rows_pt = 7.0;
static const double grid_below_rule_pt = 4.0;
static const double rows_to_axis_pt = 2.0;
static const double leader_clearance_pt = 5.0;
static const double year_room_pt = 22.0;

typedef enum mark_kind { MARK_MEASURED, MARK_RATED, MARK_THIRD_PARTY, MARKS } mark_kind;

static mark_kind kind_of(const plume_chart_row *row)
{
    if (row->third_party)
        return MARK_THIRD_PARTY;
    switch (row->evidence) {
    case PLUME_EVIDENCE_METERED:
    case PLUME_EVIDENCE_SAMPLED:
    case PLUME_EVIDENCE_TRACKER:
        return MARK_MEASURED;
    default:
        return MARK_RATED;
    }
}

typedef struct models {
    plume_frame frame;
    const plume_chart_rows *rows;
    plume_digest digest;
    plume_scale scale;
    plume_ticks ticks;
    bool occurs[MARKS];
    bool years;
} models;

static bool has_interval(const plume_chart_row *row)
{
    return plume_figure_drawable(row->value_kg) && plume_figure_drawable(row->low_kg) &&
           plume_figure_drawable(row->high_kg) && row->low_kg < row->high_kg;
}

static double widest_digits(const models *chart)
{
    double widest_pt = 0.0;

    for (size_t i = 0; i < chart->digest.count; i++) {
        const plume_chart_row *row = &chart->rows->row[chart->digest.line[i].row];
        plume_text text;

        if (chart->digest.line[i].more > 0)
            continue;
        plume_text_init(&text);
        plume_figure_mass(&text, row->value_kg);
        widest_pt = fmax(widest_pt, plume_text_width_pt(row->own ? PLUME_FACE_SANS_BOLD
                                                                 : PLUME_FACE_SANS,
                                                        PLUME_SIZE_ROW, text.data));
        plume_text_dispose(&text);
    }
    return widest_pt;
}

static void measure(models *chart)
{
    plume_frame *frame = &chart->frame;
    double names_pt = plume_digest_label_width(&chart->digest, chart->rows);

    chart->years = chart->years && !frame->narrow;
    plume_frame_labels(frame, names_pt + (chart->years ? year_room_pt : 0.0),
                       frame->narrow ? 14.0 : 10.0);
    plume_frame_column(frame, frame->tight ? "CO2e" : "CO2e, log scale",
                       widest_digits(chart));
    plume_frame_columns_done(frame);
}

static void widen(double limits_kg[2], double kg)
{
    kg = plume_figure_mass_clamp(kg);
    limits_kg[0] = fmin(limits_kg[0], kg);
    limits_kg[1] = fmax(limits_kg[1], kg);
}

/* False when no row that is shown has a figure. */
static bool survey(models *chart)
{
    double limits_kg[2] = { HUGE_VAL, 0.0 };

    for (size_t i = 0; i < chart->digest.count; i++) {
        const plume_chart_row *row = &chart->rows->row[chart->digest.line[i].row];

        if (chart->digest.line[i].more > 0)
            continue;
        chart->years = chart->years || row->year > 0;
        if (!plume_figure_drawable(row->value_kg))
            continue;
        widen(limits_kg, row->value_kg);
        if (has_interval(row)) {
            widen(limits_kg, row->low_kg);
            widen(limits_kg, row->high_kg);
        }
        chart->occurs[kind_of(row)] = true;
    }
    if (limits_kg[1] == 0.0)
        return false;
    chart->scale.dimension = PLUME_DIMENSION_MASS;
    plume_scale_log(&chart->scale, limits_kg[0], limits_kg[1]);
    return true;
}

static void draw_header(models *chart)
{
    static const plume_legend entry[MARKS] = {
        { PLUME_KEY_DISC, PLUME_NAVY, "power measured", "measured" },
        { PLUME_KEY_RING, PLUME_NAVY, "rated power", "rated" },
        { PLUME_KEY_DIAMOND, PLUME_NAVY, "third-party estimate", "third party" },
    };
    plume_legend legend[MARKS];
    size_t count = 0;

    for (size_t i = 0; i < MARKS; i++)
        if (chart->occurs[i])
            legend[count++] = entry[i];
    /* Where all marks are alike, the caption says what they are. */
    plume_frame_header(&chart->frame, legend, count > 1 ? count : 0);
}

static void draw_mark(plume_scene *scene, const plume_chart_row *row, plume_point at)
{
    plume_colour colour = row->own ? PLUME_OWN : PLUME_NAVY;
    plume_pen pen = { .colour = colour, .width_pt = 1.1 };
    double larger_pt = row->own ? 0.6 : 0.0;

    switch (kind_of(row)) {
    case MARK_THIRD_PARTY:
        plume_mark_diamond(scene, at, 3.4 + larger_pt, PLUME_WHITE, &pen);
        break;
    case MARK_RATED:
        plume_mark_disc(scene, at, 2.6 + larger_pt, PLUME_WHITE, &pen);
        break;
    default:
        plume_mark_disc(scene, at, 3.0 + larger_pt, colour, NULL);
        break;
    }
}

static double place(const models *chart, double kg)
{
    return plume_scale_at(&chart->scale, plume_figure_mass_clamp(kg));
}

static void draw_marks(models *chart, const plume_chart_row *row, double y_pt)
{
    plume_scene *scene = chart->frame.scene;
    plume_point at = { place(chart, row->value_kg), y_pt };
    plume_pen leader = { PLUME_RULE, 0.5, 0.5, 2.0, true };

    if (at.x_pt - leader_clearance_pt > chart->scale.from_pt)
        plume_mark_line(scene, (plume_point){ chart->scale.from_pt, y_pt },
                        (plume_point){ at.x_pt - leader_clearance_pt, y_pt }, &leader);
    if (has_interval(row)) {
        plume_error_bar interval = { at, place(chart, row->low_kg),
                                     place(chart, row->high_kg),
                                     row->own ? PLUME_OWN : PLUME_NAVY, row->own };

        plume_mark_interval(scene, &interval);
    }
    draw_mark(scene, row, at);
}

static void draw_year(models *chart, const plume_chart_row *row, double y_pt)
{
    plume_label label = { NULL,
                          chart->frame.label_width_pt,
                          plume_frame_baseline(y_pt, PLUME_SIZE_SMALL),
                          PLUME_FACE_SANS,
                          PLUME_SIZE_SMALL,
                          PLUME_ANCHOR_END,
                          row->own ? PLUME_OWN : PLUME_MUTE };
    plume_text text;

    if (!chart->years || row->year <= 0)
        return;
    plume_text_init(&text);
    plume_text_printf(&text, "%d", row->year);
    plume_scene_add_built(chart->frame.scene, &label, &text);
}

static void draw_line(models *chart, const plume_digest_line *line, double y_pt)
{
    const plume_chart_row *row = &chart->rows->row[line->row];
    plume_text text;

    if (line->more == 0 && row->own)
        plume_frame_band(&chart->frame, y_pt, row_height_pt);
    plume_digest_label(&chart->frame, line, chart->rows, y_pt,
                       chart->years ? year_room_pt : 0.0);
    if (line->more > 0)
        return;
    draw_year(chart, row, y_pt);
    if (plume_figure_drawable(row->value_kg))
        draw_marks(chart, row, y_pt);
    plume_text_init(&text);
    plume_figure_mass(&text, row->value_kg);
    plume_frame_digits(&chart->frame, 0, &text,
                       plume_frame_baseline(y_pt, PLUME_SIZE_ROW), row->own);
}

static double value_of(const plume_chart_row *row)
{
    return plume_figure_drawable(row->value_kg) ? plume_figure_mass_clamp(row->value_kg)
                                                : (double)NAN;
}

static void draw_body(models *chart)
{
    plume_frame *frame = &chart->frame;
    plume_histogram histogram = { chart->rows, value_of, PLUME_DIMENSION_MASS, "all" };
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

plume_status plume_models_draw(plume_scene *scene, plume_chart_rows *rows,
                               plume_error *error)
{
    models chart = { .rows = rows };

    plume_chart_rows_by_value(rows);
    plume_digest_by_value(&chart.digest, rows);
    plume_frame_begin(&chart.frame, scene);
    if (!survey(&chart)) {
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
        status = plume_models_draw(scene, &rows, error);
    plume_chart_rows_dispose(&rows);
    return status;
}

void plume_models_describe(plume_text *out, plume_chart_rows *rows)
{
    size_t known = 0;

    plume_chart_rows_by_value(rows);
    while (known < rows->count && !isnan(rows->row[known].value_kg))
        known++;
    if (known == 0)
        return;
    plume_text_add(out, "From ");
    plume_figure_mass(out, rows->row[known - 1].value_kg);
    plume_text_printf(out, " CO2e (%s) to ", rows->row[known - 1].name);
    plume_figure_mass(out, rows->row[0].value_kg);
    plume_text_printf(out, " CO2e (%s).", rows->row[0].name);
}

void plume_models_table(plume_text *csv, plume_chart_rows *rows)
{
    plume_chart_rows_by_value(rows);
    plume_text_add(csv, "name,own,year,evidence,third_party,value_kg,low_kg,high_kg\n");
    for (size_t i = 0; i < rows->count; i++) {
        const plume_chart_row *row = &rows->row[i];

        plume_figure_csv_text(csv, row->name, true);
        plume_figure_csv_text(csv, row->own ? "yes" : "no", false);
        plume_figure_csv_number(csv, row->year > 0 ? row->year : (double)NAN);
        plume_figure_csv_text(csv, plume_evidence_name(row->evidence), false);
        plume_figure_csv_text(csv, row->third_party ? "yes" : "no", false);
        plume_figure_csv_number(csv, row->value_kg);
        plume_figure_csv_number(csv, row->low_kg);
        plume_figure_csv_number(csv, row->high_kg);
        plume_text_add_char(csv, '\n');
    }
}

static plume_status describe(plume_text *out, const plume_chart_data *data,
                             plume_error *error)
{
    return plume_chart_rows_print(out, data, plume_models_describe, error);
}

static plume_status table(plume_text *csv, const plume_chart_data *data,
                          plume_error *error)
{
    return plume_chart_rows_print(csv, data, plume_models_table, error);
}

const plume_chart plume_chart_models = {
    .name = "models",
    .title = "Emissions of trainings, ranked",
    .build = build,
    .describe = describe,
    .table = table,
};
