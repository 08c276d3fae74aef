/* Which input moves the result most: on top the total with its interval, below a bar for
 * each input from its low end to its high end. */
#include "chart/tornado.h"

#include <math.h>

#include "chart/chart.h"
#include "chart/coverage.h"
#include "chart/print/numbers.h"
#include "chart/tornado_bars.h"
#include "scene/frame.h"
#include "scene/palette.h"
#include "scene/widths.h"

static const double row_height_pt = 21.5;
static const double bar_height_pt = 9.0;
static const double total_y_pt = 25.0;
static const double rule_y_pt = 36.0;
static const double first_row_pt = 19.5; /* from the rule to the middle of a bar */
static const double grid_below_rule_pt = 7.0;
static const double last_row_to_axis_pt = 12.5;
static const double label_gap_pt = 3.0;
static const double log_from = 5.0; /* span from which the axis is logarithmic */

typedef struct tornado {
    plume_frame frame;
    const plume_budget *budget;
    plume_tornado_bars bars;
    plume_scale scale;
    plume_ticks ticks;
    plume_display_unit unit;
    int digits;
    plume_text ranges; /* that have no room under their names */
} tornado;

/* --- what is drawn --- */

/* Logarithmic only where values span far: on a short span a linear axis lets the
 * lengths of bars be compared. */
static void set_scale(tornado *chart)
{
    double low_kg = chart->budget->kg.low, high_kg = chart->budget->kg.high;

    for (size_t i = 0; i < chart->bars.count; i++) {
        low_kg = fmin(low_kg, chart->bars.bar[i].low_kg);
        high_kg = fmax(high_kg, chart->bars.bar[i].high_kg);
    }
    chart->scale.dimension = PLUME_DIMENSION_MASS;
    if (high_kg >= log_from * low_kg)
        plume_scale_log(&chart->scale, plume_chart_mass_clamp(low_kg),
                        plume_chart_mass_clamp(high_kg));
    else
        plume_scale_span(&chart->scale, low_kg, high_kg);
    chart->unit = plume_unit_for(PLUME_DIMENSION_MASS, chart->scale.high);
}

/* In the unit of the axis; on a logarithmic one in a unit of its own. */
static void print_value(plume_text *out, const tornado *chart, double kg)
{
    if (chart->scale.logarithmic)
        plume_quantity_print(out, PLUME_DIMENSION_MASS, kg, chart->digits);
    else
        plume_number_significant(out, kg * chart->unit.per_own, chart->digits);
}

/* --- layout --- */

static void print_name(plume_text *out, const plume_tornado_bar *of)
{
    if (of->input != NULL) {
        plume_budget_name(out, of->input);
        return;
    }
    plume_number_fixed(out, (double)of->others, 0);
    plume_text_add(out, " other inputs");
}

static double text_width(plume_face face, double size_pt, plume_text *text)
{
    double width_pt = plume_text_width_pt(face, size_pt, text->data);

    plume_text_clear(text);
    return width_pt;
}

/* Values stand outside of the bars, so the plot keeps their width free at both ends. */
static void measure(tornado *chart)
{
    plume_frame *frame = &chart->frame;
    plume_text text;
    double names_pt = 0.0, values_pt = 0.0;

    plume_text_init(&text);
    for (size_t i = 0; i < chart->bars.count; i++) {
        if (chart->bars.bar[i].input != NULL)
            plume_budget_range(&text, chart->bars.bar[i].input);
        names_pt = fmax(names_pt, text_width(PLUME_FACE_SANS, PLUME_SIZE_SMALL, &text));
        print_name(&text, &chart->bars.bar[i]);
        names_pt = fmax(names_pt, text_width(PLUME_FACE_SANS, PLUME_SIZE_ROW, &text));
        print_value(&text, chart, chart->bars.bar[i].low_kg);
        values_pt = fmax(values_pt, text_width(PLUME_FACE_SANS, PLUME_SIZE_ROW, &text));
        print_value(&text, chart, chart->bars.bar[i].high_kg);
        values_pt = fmax(values_pt, text_width(PLUME_FACE_SANS, PLUME_SIZE_ROW, &text));
    }
    plume_text_dispose(&text);
    plume_frame_labels(frame, names_pt, values_pt + 2.0 * label_gap_pt);
    plume_frame_columns_done(frame);
    chart->scale.from_pt = frame->plot_left_pt;
    chart->scale.to_pt = frame->width_pt - values_pt - 2.0 * label_gap_pt;
    plume_scale_ticks(&chart->ticks, &chart->scale, PLUME_SIZE_SMALL);
}

/* --- drawing --- */

static void add_value(tornado *chart, double kg, plume_label label)
{
    plume_text text;

    plume_text_init(&text);
    print_value(&text, chart, kg);
    label.size_pt = PLUME_SIZE_ROW;
    label.colour = PLUME_INK;
    plume_scene_add_built(chart->frame.scene, &label, &text);
}

static double value_width(const tornado *chart, plume_face face, double kg)
{
    plume_text text;
    double width_pt;

    plume_text_init(&text);
    print_value(&text, chart, kg);
    width_pt = text_width(face, PLUME_SIZE_ROW, &text);
    plume_text_dispose(&text);
    return width_pt;
}

/* The three numbers over the interval, pushed apart where it is narrow. */
static void label_total(tornado *chart, double low_x, double x, double high_x)
{
    const plume_propagated *kg = &chart->budget->kg;
    double y = total_y_pt - 7.0;
    double apart = value_width(chart, PLUME_FACE_SANS_BOLD, kg->central) / 2.0 + 4.0;
    double left =
        fmin(low_x, x - apart - value_width(chart, PLUME_FACE_SANS, kg->low) / 2.0);
    double right =
        fmax(high_x, x + apart + value_width(chart, PLUME_FACE_SANS, kg->high) / 2.0);

    add_value(chart, kg->low,
              (plume_label){ .x_pt = left,
                             .y_pt = y,
                             .face = PLUME_FACE_SANS,
                             .anchor = PLUME_ANCHOR_MIDDLE });
    add_value(chart, kg->central,
              (plume_label){ .x_pt = x,
                             .y_pt = y,
                             .face = PLUME_FACE_SANS_BOLD,
                             .anchor = PLUME_ANCHOR_MIDDLE });
    add_value(chart, kg->high,
              (plume_label){ .x_pt = right,
                             .y_pt = y,
                             .face = PLUME_FACE_SANS,
                             .anchor = PLUME_ANCHOR_MIDDLE });
}

/* The interval of the whole is not the sum of the bars: errors partly cancel. */
static void draw_total(tornado *chart)
{
    const plume_propagated *kg = &chart->budget->kg;
    plume_scene *scene = chart->frame.scene;
    plume_point at = { plume_scale_at(&chart->scale, kg->central), total_y_pt };
    plume_error_bar interval = { at, plume_scale_at(&chart->scale, kg->low),
                                 plume_scale_at(&chart->scale, kg->high), PLUME_OWN,
                                 true };
    plume_pen rule = { .colour = PLUME_RULE, .width_pt = 0.5, .decoration = true };
    plume_label label = { "Total, 95 % interval",
                          0.0,
                          plume_frame_baseline(total_y_pt, PLUME_SIZE_ROW),
                          PLUME_FACE_SANS_BOLD,
                          PLUME_SIZE_ROW,
                          PLUME_ANCHOR_START,
                          PLUME_INK };

    plume_scene_add_label(scene, &label);
    label_total(chart, interval.low_x_pt, at.x_pt, interval.high_x_pt);
    plume_mark_interval(scene, &interval);
    plume_mark_disc(scene, at, 3.6, PLUME_OWN, NULL);
    plume_mark_line(scene, (plume_point){ 0.0, rule_y_pt },
                    (plume_point){ chart->frame.width_pt, rule_y_pt }, &rule);
}

static void draw_side(tornado *chart, double from, double to, double y, plume_colour fill)
{
    if (to - from > 0.0)
        plume_mark_box(
            chart->frame.scene,
            (plume_box){ from, y - bar_height_pt / 2.0, to - from, bar_height_pt }, fill,
            NULL);
}

static void set_tip(tornado *chart, const plume_tornado_bar *of)
{
    plume_text tip;

    plume_text_init(&tip);
    print_name(&tip, of);
    plume_text_add(&tip, ": ");
    print_value(&tip, chart, of->low_kg);
    plume_text_add(&tip, " to ");
    print_value(&tip, chart, of->high_kg);
    plume_scene_require(chart->frame.scene, &tip);
    plume_scene_set_tip(chart->frame.scene, tip.data);
    plume_text_dispose(&tip);
}

/* Both sides begin at the central figure, which need not be in the middle: the
 * distributions are skewed. */
static void draw_bar(tornado *chart, const plume_tornado_bar *of, double y)
{
    double x = plume_scale_at(&chart->scale, chart->budget->kg.central);
    double low = plume_scale_at(&chart->scale, of->low_kg);
    double high = plume_scale_at(&chart->scale, of->high_kg);
    double baseline = plume_frame_baseline(y, PLUME_SIZE_ROW);

    set_tip(chart, of);
    draw_side(chart, low, x, y, PLUME_MID);
    draw_side(chart, x, high, y, PLUME_NAVY);
    plume_scene_set_tip(chart->frame.scene, NULL);
    if (low < x)
        add_value(chart, of->low_kg,
                  (plume_label){ .x_pt = low - label_gap_pt,
                                 .y_pt = baseline,
                                 .face = PLUME_FACE_SANS,
                                 .anchor = PLUME_ANCHOR_END });
    if (high > x)
        add_value(chart, of->high_kg,
                  (plume_label){ .x_pt = high + label_gap_pt,
                                 .y_pt = baseline,
                                 .face = PLUME_FACE_SANS,
                                 .anchor = PLUME_ANCHOR_START });
}

/* Whole, or in the note below: a number that lost its middle is another number. */
static void draw_range(tornado *chart, const plume_budget_input *input, double y)
{
    plume_text text;

    plume_text_init(&text);
    plume_budget_range(&text, input);
    if (plume_text_width_pt(PLUME_FACE_SANS, PLUME_SIZE_SMALL, text.data) <=
        chart->frame.label_width_pt) {
        plume_frame_sublabel(&chart->frame, text.data, y + 7.7);
    } else if (text.length > 0) {
        plume_text_add(&chart->ranges, chart->ranges.length > 0 ? "; " : "");
        plume_budget_name(&chart->ranges, input);
        plume_text_printf(&chart->ranges, ": %s", text.data);
    }
    plume_scene_require(chart->frame.scene, &text);
    plume_text_dispose(&text);
}

/* Below the name the range of the input in its own unit; several inputs in one bar
 * have no common one. */
static void draw_names(tornado *chart, const plume_tornado_bar *of, double y)
{
    plume_row_label row = { NULL, y - 0.3, false, 0.0 };
    plume_text text;

    plume_text_init(&text);
    print_name(&text, of);
    plume_scene_require(chart->frame.scene, &text);
    row.text = text.data;
    plume_frame_row(&chart->frame, &row);
    plume_text_clear(&text);
    if (of->input != NULL)
        draw_range(chart, of->input, y);
    plume_text_dispose(&text);
}

static void add_note(tornado *chart, plume_text *note)
{
    plume_scene_require(chart->frame.scene, note);
    if (note->length == 0)
        return;
    plume_text_add_char(note, '.');
    plume_frame_note(&chart->frame, note->data);
}

/* The line goes through all bars at the central value, from the total on: each bar
 * shows what moves it when one input alone goes to its ends. */
static void draw_body(tornado *chart)
{
    plume_frame *frame = &chart->frame;
    plume_pen line = { .colour = PLUME_INK, .width_pt = 0.8 };
    double x = plume_scale_at(&chart->scale, chart->budget->kg.central);
    double first = rule_y_pt + first_row_pt;
    double axis =
        first + (double)(chart->bars.count - 1) * row_height_pt + last_row_to_axis_pt;
    plume_label title = { "CO2e of this study", frame->plot_left_pt, axis + 20.0,
                          PLUME_FACE_SANS,      PLUME_SIZE_SMALL,    PLUME_ANCHOR_START,
                          PLUME_SECONDARY };

    plume_frame_grid(frame, &chart->ticks, rule_y_pt + grid_below_rule_pt, axis);
    for (size_t i = 0; i < chart->bars.count; i++) {
        draw_names(chart, &chart->bars.bar[i], first + (double)i * row_height_pt);
        draw_bar(chart, &chart->bars.bar[i], first + (double)i * row_height_pt);
    }
    plume_mark_line(frame->scene, (plume_point){ x, total_y_pt + 5.5 },
                    (plume_point){ x, axis }, &line);
    plume_frame_axis(frame, &chart->scale, &chart->ticks, axis);
    plume_scene_add_label(frame->scene, &title);
    frame->bottom_pt = axis + 22.0;
    add_note(chart, &chart->ranges);
    add_note(chart, &chart->bars.slight);
    add_note(chart, &chart->bars.fixed);
    plume_frame_end(frame);
}

/* As many digits as the interval supports: more would say that they are known. */
plume_status plume_tornado_draw(plume_scene *scene, const plume_budget *budget,
                                plume_error *error)
{
    tornado chart = { .budget = budget };
    plume_status status;

    plume_text_init(&chart.ranges);
    chart.digits =
        plume_supported_digits(budget->kg.central, budget->kg.low, budget->kg.high);
    plume_tornado_choose(&chart.bars, budget, chart.digits);
    if (chart.bars.count == 0) {
        status =
            plume_fail(error, PLUME_ERR_MISSING, "no input of the estimate is uncertain");
    } else {
        set_scale(&chart);
        plume_frame_begin(&chart.frame, scene);
        measure(&chart);
        draw_total(&chart);
        draw_body(&chart);
        status = plume_scene_status(scene, error);
    }
    plume_text_dispose(&chart.ranges);
    plume_tornado_bars_dispose(&chart.bars);
    return status;
}

/* --- from the data --- */

/* The gross figure of the headline, as it is the one that the report states with an
 * interval. */
static plume_status find_budget(plume_budget *out, const plume_chart_data *data,
                                plume_error *error)
{
    plume_status status;
    size_t gross;

    if (data->ledger != NULL) {
        gross = plume_ledger_headline(data->ledger, PLUME_BASIS_GROSS);
        status = plume_budget_of(out, data->ledger, gross, error);
        if (status != PLUME_ERR_MISSING)
            return status;
    }
    (void)plume_fail(error, PLUME_ERR_MISSING,
                     "no emissions are known whose uncertainty could be drawn");
    plume_hint(error, "name logs with energy, or with devices and hours");
    return PLUME_ERR_MISSING;
}

static plume_status build(plume_scene *scene, const plume_chart_data *data,
                          const plume_chart_options *options, plume_error *error)
{
    plume_budget budget;
    plume_status status = find_budget(&budget, data, error);

    (void)options; /* the scene has its width already */
    return status == PLUME_OK ? plume_tornado_draw(scene, &budget, error) : status;
}

static plume_status describe(plume_text *out, const plume_chart_data *data,
                             plume_error *error)
{
    plume_budget budget;
    plume_status status = find_budget(&budget, data, error);

    if (status != PLUME_OK)
        return status;
    plume_text_add(out, "Total ");
    plume_chart_mass(out, budget.kg.central);
    plume_text_add(out, " CO2e, 95 % interval ");
    plume_chart_mass(out, budget.kg.low);
    plume_text_add(out, " to ");
    plume_chart_mass(out, budget.kg.high);
    plume_text_add(out, "; most comes from: ");
    plume_budget_name(out, &budget.input[0]);
    plume_text_add_char(out, '.');
    return plume_text_status(out, error);
}

/* The total's own row ends the table, its share of the variance 1. */
static void print_table(plume_text *csv, const plume_budget *budget,
                        plume_coverage coverage)
{
    plume_text name;

    plume_text_init(&name);
    plume_text_add(csv, "input,spread_from,value,low,high,gsd,share_of_variance,low_kg,"
                        "high_kg,known_runs,runs,at_most_runs\n");
    for (size_t i = 0; i < budget->input_count; i++) {
        const plume_budget_input *input = &budget->input[i];
        const double figures[] = { input->value,      input->low,   input->high,
                                   input->spread.gsd, input->share, input->low_kg,
                                   input->high_kg };

        plume_text_clear(&name);
        plume_budget_name(&name, input);
        plume_chart_csv_text(csv, name.data, true);
        plume_chart_csv_text(csv, input->basis, false);
        for (size_t k = 0; k < sizeof figures / sizeof *figures; k++)
            plume_chart_csv_number(csv, figures[k]);
        plume_chart_csv_coverage(csv, coverage);
        plume_text_add_char(csv, '\n');
    }
    plume_text_add(csv, "Total,,");
    plume_number_print(csv, budget->kg.central);
    plume_text_add(csv, ",,,,1");
    plume_chart_csv_number(csv, budget->kg.low);
    plume_chart_csv_number(csv, budget->kg.high);
    plume_chart_csv_coverage(csv, coverage);
    plume_text_add_char(csv, '\n');
    plume_text_dispose(&name);
}

static plume_status table(plume_text *csv, const plume_chart_data *data,
                          plume_error *error)
{
    plume_budget budget;
    plume_status status = find_budget(&budget, data, error);

    if (status == PLUME_OK)
        print_table(csv, &budget, plume_ledger_coverage(data->ledger));
    return status == PLUME_OK ? plume_text_status(csv, error) : status;
}

const plume_chart plume_chart_tornado = {
    .name = "tornado",
    .title = "Emissions by what is uncertain",
    .build = build,
    .describe = describe,
    .table = table,
};
