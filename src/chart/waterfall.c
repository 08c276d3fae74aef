/* From a claimed figure down to its recomputation, one floating bar a factor; the length
 * of a bar is the logarithm of its factor, so bars add up to the whole gap. */
#include <math.h>
#include <string.h>

#include "chart/chart.h"
#include "chart/coverage.h"
#include "chart/print/numbers.h"
#include "chart/waterfall_rows.h"
#include "scene/fit.h"
#include "scene/legend.h"
#include "scene/palette.h"
#include "scene/widths.h"

static const double row_height_pt = 20.0;
static const double above_rows_pt = 5.0;
static const double grid_below_rule_pt = 4.0;
static const double rows_to_axis_pt = 2.0;
static const double bar_height_pt = 8.0;
static const double least_bar_pt = 0.6;
static const double disc_radius_pt = 3.0;
static const double ring_radius_pt = 2.7;
static const double title_above_rule_pt = 4.5;
static const double bracket_gap_pt = 20.0;
static const double bracket_text_pt = 7.0;
static const double least_plot_share = 0.2;

/* On a logarithmic axis equal lengths are equal factors, wherever a bar stands. */
static void set_scale(plume_waterfall *chart)
{
    double low = HUGE_VAL, high = 0.0;

    for (size_t i = 0; i < chart->count; i++) {
        low = fmin(low, chart->rows[i].remaining);
        high = fmax(high, chart->rows[i].remaining);
    }
    chart->scale.dimension = chart->dimension;
    plume_scale_log(&chart->scale, low, high);
}

/* --- layout --- */

/* In points; the ends are set bold and therefore measured bold. A narrow chart shows
 * no details. */
static double label_width(const plume_waterfall *chart)
{
    double widest_pt = 0.0;

    for (size_t i = 0; i < chart->count; i++) {
        const plume_waterfall_row *shown = &chart->rows[i];
        plume_text name, detail;

        plume_text_init(&name);
        plume_text_init(&detail);
        plume_waterfall_name(&name, chart, shown);
        plume_waterfall_detail(&detail, shown->detail);
        widest_pt =
            fmax(widest_pt, plume_text_width_pt(shown->step == NULL ? PLUME_FACE_SANS_BOLD
                                                                    : PLUME_FACE_SANS,
                                                PLUME_SIZE_ROW, name.data));
        if (!chart->frame.narrow)
            widest_pt =
                fmax(widest_pt,
                     plume_text_width_pt(PLUME_FACE_SANS, PLUME_SIZE_SMALL, detail.data));
        plume_text_dispose(&name);
        plume_text_dispose(&detail);
    }
    return widest_pt;
}

static double cell_width(const plume_waterfall *chart, size_t column)
{
    double widest_pt = 0.0;

    for (size_t i = 0; i < chart->count; i++) {
        plume_text text;

        plume_text_init(&text);
        plume_waterfall_cell(&text, chart, &chart->rows[i], column);
        widest_pt = fmax(widest_pt, plume_text_width_pt(chart->rows[i].step == NULL
                                                            ? PLUME_FACE_SANS_BOLD
                                                            : PLUME_FACE_SANS,
                                                        PLUME_SIZE_ROW, text.data));
        plume_text_dispose(&text);
    }
    return widest_pt;
}

/* The rows from first on that belong to the same group of the paper. */
static size_t group_end(const plume_waterfall *chart, size_t first)
{
    size_t end = first;

    if (chart->rows[first].step == NULL || chart->rows[first].step->group[0] == '\0')
        return first;
    while (chart->rows[end].step != NULL &&
           strcmp(chart->rows[end].step->group, chart->rows[first].step->group) == 0)
        end++;
    return end;
}

/* In points; a row without a group has no bracket, and needs no room for its name. */
static double group_width(const plume_waterfall *chart)
{
    double widest_pt = 0.0;

    for (size_t i = 0; i < chart->count; i++) {
        if (group_end(chart, i) > i)
            widest_pt =
                fmax(widest_pt, plume_text_width_pt(PLUME_FACE_SANS, PLUME_SIZE_SMALL,
                                                    chart->rows[i].step->group));
    }
    return widest_pt;
}

/* Brackets stand between plot and digits where the plot can spare the room. */
static void make_brackets(plume_waterfall *chart)
{
    plume_frame *frame = &chart->frame;
    double label_pt = group_width(chart);
    double room_pt = label_pt + bracket_gap_pt + bracket_text_pt;

    if (label_pt == 0.0 || frame->narrow ||
        frame->plot_right_pt - frame->plot_left_pt - room_pt <
            least_plot_share * frame->width_pt)
        return;
    frame->plot_right_pt -= room_pt;
    chart->bracket_x_pt = frame->plot_right_pt + bracket_gap_pt;
}

/* The share of the gap is the last column and the first to go: a factor and what
 * remains tell the same. */
static void measure(plume_waterfall *chart)
{
    static const char *const heads[] = { "factor", "remaining", "share of gap" };
    plume_frame *frame = &chart->frame;
    double margin_pt = frame->narrow ? 11.0 : frame->tight ? 14.0 : 20.0;

    plume_frame_labels(frame, label_width(chart), margin_pt);
    chart->columns = frame->narrow ? COLUMN_SHARE : COLUMNS;
    for (size_t i = 0; i < chart->columns; i++)
        plume_frame_column(frame, i == COLUMN_SHARE && frame->tight ? "share" : heads[i],
                           cell_width(chart, i));
    plume_frame_columns_done(frame);
    make_brackets(chart);
}

/* --- drawing --- */

static double row_y(const plume_waterfall *chart, size_t i)
{
    return chart->top_pt + ((double)i + 0.5) * row_height_pt;
}

/* Named above the plot, as the axis itself tells units but not what they are of. */
static void draw_header(plume_waterfall *chart)
{
    plume_frame *frame = &chart->frame;
    plume_label title = { chart->dimension == PLUME_DIMENSION_MASS ? "CO2e, log scale"
                          : chart->dimension == PLUME_DIMENSION_TIME
                              ? "device-hours, log scale"
                              : "energy, log scale",
                          frame->plot_left_pt,
                          0.0,
                          PLUME_FACE_SANS,
                          PLUME_SIZE_SMALL,
                          PLUME_ANCHOR_START,
                          PLUME_SECONDARY };

    plume_frame_header(frame, NULL, 0);
    title.y_pt = frame->rule_y_pt - title_above_rule_pt;
    plume_scene_add_label(frame->scene, &title);
}

/* The second line says from what to what a factor goes; a narrow chart has no room
 * for it. */
static void draw_label(plume_waterfall *chart, const plume_waterfall_row *shown,
                       double y_pt)
{
    plume_frame *frame = &chart->frame;
    bool two_lines = !frame->narrow && shown->detail[0] != '\0';
    plume_label label = { NULL,
                          0.0,
                          two_lines ? y_pt - 1.0
                                    : plume_frame_baseline(y_pt, PLUME_SIZE_ROW),
                          shown->step == NULL ? PLUME_FACE_SANS_BOLD : PLUME_FACE_SANS,
                          PLUME_SIZE_ROW,
                          PLUME_ANCHOR_START,
                          PLUME_INK };
    plume_text name, cut;

    plume_text_init(&name);
    plume_text_init(&cut);
    plume_waterfall_name(&name, chart, shown);
    plume_text_fit(&cut, label.face, label.size_pt, name.data, frame->label_width_pt);
    plume_text_dispose(&name);
    plume_scene_add_built(frame->scene, &label, &cut);
    if (!two_lines)
        return;
    plume_text_init(&name);
    plume_waterfall_detail(&name, shown->detail);
    plume_frame_sublabel(frame, name.data, y_pt + 7.5);
    plume_text_dispose(&name);
}

/* Steps that raise the figure are hollow. A step too small to be seen has a least
 * width, and its number tells its size. */
static void draw_bar(plume_waterfall *chart, const plume_waterfall_row *before,
                     const plume_waterfall_row *shown, double y_pt)
{
    double from_pt = plume_scale_at(&chart->scale, before->remaining);
    double to_pt = plume_scale_at(&chart->scale, shown->remaining);
    bool raises = shown->remaining > before->remaining;
    plume_pen outline = { .colour = PLUME_NAVY, .width_pt = 0.8 };
    plume_box box = { fmin(from_pt, to_pt), y_pt - bar_height_pt / 2.0,
                      fmax(fabs(to_pt - from_pt), least_bar_pt), bar_height_pt };

    if (raises && box.width_pt > 2.0)
        plume_mark_box(chart->frame.scene, box, PLUME_WHITE, &outline);
    else
        plume_mark_box(chart->frame.scene, box, PLUME_NAVY, NULL);
}

/* From edge to edge of the marks, as a line into an open ring would be seen inside it. */
static void draw_connector(plume_waterfall *chart, size_t i)
{
    double x_pt = plume_scale_at(&chart->scale, chart->rows[i].remaining);
    double from_pt = row_y(chart, i), to_pt = row_y(chart, i + 1);
    plume_pen pen = { .colour = PLUME_MUTE, .width_pt = 0.5, .decoration = true };

    from_pt += chart->rows[i].step == NULL ? ring_radius_pt : bar_height_pt / 2.0;
    to_pt -= chart->rows[i + 1].step == NULL ? disc_radius_pt : bar_height_pt / 2.0;
    plume_mark_line(chart->frame.scene, (plume_point){ x_pt, from_pt },
                    (plume_point){ x_pt, to_pt }, &pen);
}

static void draw_end(plume_waterfall *chart, const plume_waterfall_row *shown,
                     double y_pt, bool open)
{
    plume_point at = { plume_scale_at(&chart->scale, shown->remaining), y_pt };
    plume_pen pen = { .colour = PLUME_NAVY, .width_pt = 1.1 };

    if (open)
        plume_mark_disc(chart->frame.scene, at, ring_radius_pt, PLUME_WHITE, &pen);
    else
        plume_mark_disc(chart->frame.scene, at, disc_radius_pt, PLUME_NAVY, NULL);
}

/* An empty cell is not drawn, and its text is given back here; one that is drawn goes
 * to the frame. */
static void draw_digits(plume_waterfall *chart, const plume_waterfall_row *shown,
                        double y_pt)
{
    for (size_t i = 0; i < chart->columns; i++) {
        plume_text text;

        plume_text_init(&text);
        plume_waterfall_cell(&text, chart, shown, i);
        if (text.length > 0)
            plume_frame_digits(&chart->frame, i, &text,
                               plume_frame_baseline(y_pt, PLUME_SIZE_ROW),
                               shown->step == NULL);
        else
            plume_text_dispose(&text);
    }
}

/* Above the last row, but not through the plot. */
static void draw_separator(plume_waterfall *chart)
{
    plume_frame *frame = &chart->frame;
    double y_pt = row_y(chart, chart->count - 1) - row_height_pt / 2.0;
    plume_pen pen = { .colour = PLUME_RULE, .width_pt = 0.5, .decoration = true };
    double right_pt =
        chart->bracket_x_pt > 0.0 ? chart->bracket_x_pt : frame->plot_right_pt + 8.0;

    plume_mark_line(frame->scene, (plume_point){ 0.0, y_pt },
                    (plume_point){ frame->plot_left_pt - 9.0, y_pt }, &pen);
    plume_mark_line(frame->scene, (plume_point){ right_pt, y_pt },
                    (plume_point){ frame->width_pt, y_pt }, &pen);
}

/* Steps of one group multiply to the factor that stands at the bracket. */
static void draw_bracket(plume_waterfall *chart, size_t first, size_t end)
{
    double top_pt = row_y(chart, first) - 7.0, bottom_pt = row_y(chart, end - 1) + 7.0;
    double x_pt = chart->bracket_x_pt + 3.0, middle_pt = (top_pt + bottom_pt) / 2.0;
    plume_pen pen = { .colour = PLUME_MUTE, .width_pt = 0.6, .decoration = true };
    plume_label label = { chart->rows[first].step->group,
                          x_pt + 4.0,
                          middle_pt - 2.0,
                          PLUME_FACE_SANS,
                          PLUME_SIZE_SMALL,
                          PLUME_ANCHOR_START,
                          PLUME_SECONDARY };
    double ratio = 1.0;
    plume_text text;

    plume_mark_line(chart->frame.scene, (plume_point){ x_pt - 3.0, top_pt },
                    (plume_point){ x_pt, top_pt }, &pen);
    plume_mark_line(chart->frame.scene, (plume_point){ x_pt, top_pt },
                    (plume_point){ x_pt, bottom_pt }, &pen);
    plume_mark_line(chart->frame.scene, (plume_point){ x_pt - 3.0, bottom_pt },
                    (plume_point){ x_pt, bottom_pt }, &pen);
    plume_scene_add_label(chart->frame.scene, &label);
    for (size_t i = first; i < end; i++)
        ratio *= chart->rows[i].step->ratio;
    plume_text_init(&text);
    plume_waterfall_factor(&text, ratio, true);
    label.y_pt += 9.0;
    plume_scene_add_built(chart->frame.scene, &label, &text);
}

static void draw_brackets(plume_waterfall *chart)
{
    size_t end;

    if (chart->bracket_x_pt == 0.0)
        return;
    for (size_t i = 0; i<chart->count; i = end> i ? end : i + 1) {
        end = group_end(chart, i);
        if (end > i)
            draw_bracket(chart, i, end);
    }
}

static void draw_row(plume_waterfall *chart, size_t i)
{
    const plume_waterfall_row *shown = &chart->rows[i];
    double y_pt = row_y(chart, i);

    draw_label(chart, shown, y_pt);
    if (i + 1 < chart->count)
        draw_connector(chart, i);
    if (shown->step != NULL)
        draw_bar(chart, shown - 1, shown, y_pt);
    else
        draw_end(chart, shown, y_pt, i == 0);
    draw_digits(chart, shown, y_pt);
}

/* Two figures that agree leave a chart without steps, which must say so. */
static void draw_body(plume_waterfall *chart)
{
    plume_frame *frame = &chart->frame;
    double axis_pt;

    chart->top_pt = frame->bottom_pt + above_rows_pt;
    axis_pt = row_y(chart, chart->count - 1) + row_height_pt / 2.0 + rows_to_axis_pt;
    chart->scale.from_pt = frame->plot_left_pt;
    chart->scale.to_pt = frame->plot_right_pt;
    plume_scale_ticks(&chart->ticks, &chart->scale, PLUME_SIZE_SMALL);
    plume_frame_grid(frame, &chart->ticks, frame->bottom_pt + grid_below_rule_pt,
                     axis_pt);
    draw_separator(chart);
    for (size_t i = 0; i < chart->count; i++)
        draw_row(chart, i);
    draw_brackets(chart);
    plume_frame_axis(frame, &chart->scale, &chart->ticks, axis_pt);
    if (fabs(log(plume_audit_ratio(chart->audit))) < 1e-9)
        plume_frame_note(frame, "The two figures agree.");
    plume_frame_end(frame);
}

/* --- the chart --- */

static plume_status build(plume_scene *scene, const plume_chart_data *data,
                          const plume_chart_options *options, plume_error *error)
{
    plume_waterfall chart;
    plume_status status = plume_waterfall_begin(&chart, data, error);

    (void)options; /* the scene has its width already */
    if (status != PLUME_OK)
        return status;
    plume_frame_begin(&chart.frame, scene);
    set_scale(&chart);
    measure(&chart);
    draw_header(&chart);
    draw_body(&chart);
    return plume_scene_status(scene, error);
}

static plume_status describe(plume_text *out, const plume_chart_data *data,
                             plume_error *error)
{
    plume_waterfall chart;
    plume_status status = plume_waterfall_begin(&chart, data, error);

    if (status != PLUME_OK)
        return status;
    plume_text_add(out, "From ");
    plume_waterfall_total(out, &chart, chart.rows[0].remaining);
    plume_text_add(out, " to ");
    plume_waterfall_total(out, &chart, chart.rows[chart.count - 1].remaining);
    plume_text_add(out, ", a factor of ");
    plume_number_significant(out, plume_audit_ratio(chart.audit), 3);
    plume_text_add(out, ".");
    return plume_text_status(out, error);
}

/* The unit stands in the name of its column, so that the file can be read without the
 * chart. */
static plume_status table(plume_text *csv, const plume_chart_data *data,
                          plume_error *error)
{
    plume_waterfall chart;
    plume_status status = plume_waterfall_begin(&chart, data, error);

    if (status != PLUME_OK)
        return status;
    plume_text_printf(
        csv, "step,detail,group,ratio,share,remaining_%s,known_runs,runs,at_most_runs\n",
        plume_audit_unit(chart.audit));
    for (size_t i = 0; i < chart.count; i++) {
        const plume_waterfall_row *shown = &chart.rows[i];

        plume_chart_csv_text(csv, shown->name, true);
        plume_chart_csv_text(csv, shown->detail, false);
        plume_chart_csv_text(csv, shown->step != NULL ? shown->step->group : "", false);
        plume_chart_csv_number(csv, shown->step != NULL ? shown->step->ratio : NAN);
        plume_chart_csv_number(csv, shown->step != NULL ? shown->step->share : NAN);
        plume_chart_csv_number(csv, shown->remaining);
        plume_chart_csv_coverage(
            csv, i == 0                 ? plume_audit_side_at(chart.audit, 0)->coverage
                 : i == chart.count - 1 ? plume_audit_side_at(chart.audit, 1)->coverage
                                        : (plume_coverage){ 0, 0, 0, 0 });
        plume_text_add_char(csv, '\n');
    }
    return plume_text_status(csv, error);
}

const plume_chart plume_chart_waterfall = {
    .name = "waterfall",
    .title = "From the claimed figure to the recomputed one",
    .needs = PLUME_CHART_OF_AUDIT,
    .build = build,
    .describe = describe,
    .table = table,
};
