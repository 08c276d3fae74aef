/* The same energy on other grids: hypothetical, one basis, scope and year. */
#include "chart/regions.h"

#include <math.h>

#include "chart/chart.h"
#include "chart/coverage.h"
#include "chart/print/numbers.h"
#include "scene/frame.h"
#include "scene/legend.h"
#include "scene/palette.h"
#include "scene/widths.h"

static const double row_height_pt = 11.5;
static const double above_rows_pt = 6.0;
static const double grid_below_rule_pt = 3.0;
static const double rows_to_axis_pt = 2.0;
static const double leader_clearance_pt = 5.0;
static const double strip_pt = 4.0; /* a tick of the strip of all grids */

typedef struct regions {
    plume_frame frame;
    const plume_other_grids *elsewhere;
    plume_scale scale;
    plume_ticks ticks;
    plume_display_unit unit;
    int decimals; /* of the emissions */
} regions;

/* All in the unit of the own figure, with as many decimals as that has for three figures.
 */
static void set_digits(regions *chart)
{
    double own;

    chart->unit = plume_unit_for(PLUME_DIMENSION_MASS, chart->elsewhere->own_kg);
    own = chart->elsewhere->own_kg * chart->unit.per_own;
    chart->decimals = own < 10.0 ? 2 : own < 100.0 ? 1 : 0;
}

static void print_mass(plume_text *out, const regions *chart, double kg)
{
    plume_number_fixed(out, kg * chart->unit.per_own, chart->decimals);
    plume_text_printf(out, " %s", chart->unit.name);
}

static void print_times(plume_text *out, const regions *chart, double kg)
{
    plume_number_fixed(out, kg / chart->elsewhere->own_kg, 2);
}

/* In points, over the rows that are shown; one's own is set bold and so measured bold. */
static double widest(const regions *chart, size_t column)
{
    double width_pt = 0.0;

    for (size_t i = 0; i < chart->elsewhere->count; i++) {
        const plume_other_grids_row *row = &chart->elsewhere->row[i];
        plume_text text;

        if (!row->shown)
            continue;
        plume_text_init(&text);
        if (column == 0)
            plume_text_add(&text, row->name);
        else if (column == 1)
            print_mass(&text, chart, row->co2e_kg);
        else
            print_times(&text, chart, row->co2e_kg);
        width_pt = fmax(width_pt, plume_text_width_pt(row->own ? PLUME_FACE_SANS_BOLD
                                                               : PLUME_FACE_SANS,
                                                      PLUME_SIZE_ROW, text.data));
        plume_text_dispose(&text);
    }
    return width_pt;
}

/* All rows are of one amount of energy, in kilowatt-hours at the facility: without it
 * the masses say nothing. */
static void draw_header(regions *chart)
{
    plume_frame *frame = &chart->frame;
    plume_label label = {
        NULL,           0.0, 0.0, PLUME_FACE_SANS, PLUME_SIZE_SMALL, PLUME_ANCHOR_START,
        PLUME_SECONDARY
    };
    plume_text text;

    plume_frame_header(frame, NULL, 0);
    plume_text_init(&text);
    plume_text_add(&text, frame->narrow ? "" : "CO2e of the same ");
    plume_chart_quantity(&text, PLUME_DIMENSION_ENERGY, chart->elsewhere->facility_kwh);
    label.x_pt = frame->plot_left_pt;
    label.y_pt = frame->rule_y_pt - 5.0;
    plume_scene_add_built(frame->scene, &label, &text);
}

/* Every grid as a tick, where only some have rows. */
static void draw_strip(regions *chart)
{
    plume_frame *frame = &chart->frame;
    plume_pen pen = { .colour = PLUME_MUTE, .width_pt = 0.5 };
    double y = frame->bottom_pt + above_rows_pt + strip_pt / 2.0;
    plume_text text;

    if (chart->elsewhere->shown == chart->elsewhere->count)
        return;
    plume_text_init(&text);
    plume_text_printf(&text, "All %zu grids", chart->elsewhere->count);
    plume_frame_sublabel(frame, text.data, plume_frame_baseline(y, PLUME_SIZE_SMALL));
    plume_text_dispose(&text);
    for (size_t i = 0; i < chart->elsewhere->count; i++) {
        double x = plume_scale_at(&chart->scale, chart->elsewhere->row[i].co2e_kg);

        plume_mark_line(frame->scene, (plume_point){ x, y - strip_pt / 2.0 },
                        (plume_point){ x, y + strip_pt / 2.0 }, &pen);
    }
    frame->bottom_pt = y + strip_pt / 2.0;
}

/* The average of the world is no grid that one could move to: it is set apart in
 * italics. */
static void draw_name(regions *chart, const plume_other_grids_row *row, double y)
{
    plume_row_label label = { row->name, plume_frame_baseline(y, PLUME_SIZE_ROW),
                              row->own, 0.0 };
    plume_label italic = { "World average",   0.0,
                           label.baseline_pt, PLUME_FACE_SANS_ITALIC,
                           PLUME_SIZE_ROW,    PLUME_ANCHOR_START,
                           PLUME_INK };

    if (row->world && !row->own)
        plume_scene_add_label(chart->frame.scene, &italic);
    else
        plume_frame_row(&chart->frame, &label);
}

/* Own, world and others differ in shape, size or fill besides colour; a leader is left
 * out where it would touch the mark. */
static void draw_mark(regions *chart, const plume_other_grids_row *row, double y)
{
    plume_scene *scene = chart->frame.scene;
    plume_point at = { plume_scale_at(&chart->scale, row->co2e_kg), y };
    plume_pen leader = { PLUME_RULE, 0.5, 0.5, 2.0, true };
    plume_pen ink = { .colour = PLUME_INK, .width_pt = 1.1 };

    if (at.x_pt - leader_clearance_pt > chart->scale.from_pt)
        plume_mark_line(scene, (plume_point){ chart->scale.from_pt, y },
                        (plume_point){ at.x_pt - leader_clearance_pt, y }, &leader);
    if (row->own)
        plume_mark_disc(scene, at, 3.6, PLUME_OWN, NULL);
    else if (row->world)
        plume_mark_diamond(scene, at, 3.4, PLUME_WHITE, &ink);
    else
        plume_mark_disc(scene, at, 3.0, PLUME_NAVY, NULL);
}

static void draw_row(regions *chart, const plume_other_grids_row *row, double y)
{
    double baseline = plume_frame_baseline(y, PLUME_SIZE_ROW);
    plume_text text;

    draw_name(chart, row, y);
    draw_mark(chart, row, y);
    plume_text_init(&text);
    print_mass(&text, chart, row->co2e_kg);
    plume_frame_digits(&chart->frame, 0, &text, baseline, row->own);
    plume_text_init(&text);
    print_times(&text, chart, row->co2e_kg);
    plume_frame_digits(&chart->frame, 1, &text, baseline, row->own);
}

/* The own band lies below everything, the own line below the marks. */
static void draw_rows(regions *chart, double top, double axis)
{
    const plume_other_grids *elsewhere = chart->elsewhere;
    plume_pen line = { .colour = PLUME_OWN, .width_pt = 0.8 };
    double x = plume_scale_at(&chart->scale, elsewhere->own_kg);
    double y = top + 0.5 * row_height_pt;

    for (size_t i = 0; i < elsewhere->count; i++) {
        if (elsewhere->row[i].own)
            plume_frame_band(&chart->frame, y, row_height_pt);
        y += elsewhere->row[i].shown ? row_height_pt : 0.0;
    }
    plume_frame_grid(&chart->frame, &chart->ticks,
                     chart->frame.rule_y_pt + grid_below_rule_pt, axis);
    plume_mark_line(chart->frame.scene,
                    (plume_point){ x, chart->frame.rule_y_pt + grid_below_rule_pt },
                    (plume_point){ x, axis }, &line);
    y = top + 0.5 * row_height_pt;
    for (size_t i = 0; i < elsewhere->count; i++) {
        if (!elsewhere->row[i].shown)
            continue;
        draw_row(chart, &elsewhere->row[i], y);
        y += row_height_pt;
    }
}

static void draw_body(regions *chart)
{
    plume_frame *frame = &chart->frame;
    double top, axis;

    draw_strip(chart);
    top = frame->bottom_pt + above_rows_pt;
    axis = top + (double)chart->elsewhere->shown * row_height_pt + rows_to_axis_pt;
    draw_rows(chart, top, axis);
    plume_frame_axis(frame, &chart->scale, &chart->ticks, axis);
    plume_frame_end(frame);
}

/* Linear, not logarithmic: bars that begin at 0 show how many times more. */
plume_status plume_regions_draw(plume_scene *scene, const plume_other_grids *elsewhere,
                                plume_error *error)
{
    regions chart = { .elsewhere = elsewhere };
    plume_frame *frame = &chart.frame;

    set_digits(&chart);
    chart.scale.dimension = PLUME_DIMENSION_MASS;
    plume_scale_linear(&chart.scale, elsewhere->row[elsewhere->count - 1].co2e_kg);
    plume_frame_begin(frame, scene);
    plume_frame_labels(frame, widest(&chart, 0), 10.0);
    plume_frame_column(frame, "CO2e", widest(&chart, 1));
    plume_frame_column(frame, "× own", widest(&chart, 2));
    plume_frame_columns_done(frame);
    chart.scale.from_pt = frame->plot_left_pt;
    chart.scale.to_pt = frame->plot_right_pt;
    plume_scale_ticks(&chart.ticks, &chart.scale, PLUME_SIZE_SMALL);
    draw_header(&chart);
    draw_body(&chart);
    return plume_scene_status(scene, error);
}

/* --- from the data --- */

static plume_status build(plume_scene *scene, const plume_chart_data *data,
                          const plume_chart_options *options, plume_error *error)
{
    plume_other_grids elsewhere;
    plume_status status =
        plume_other_grids_from(&elsewhere, data->ledger, data->factors, error);

    (void)options; /* the scene has its width already */
    if (status == PLUME_OK)
        status = plume_regions_draw(scene, &elsewhere, error);
    plume_other_grids_dispose(&elsewhere);
    return status;
}

/* Said first, since the description may be all that somebody gets of the chart: the
 * same energy was not used in those places. */
static plume_status describe(plume_text *out, const plume_chart_data *data,
                             plume_error *error)
{
    plume_other_grids elsewhere;
    plume_status status =
        plume_other_grids_from(&elsewhere, data->ledger, data->factors, error);

    if (status == PLUME_OK) {
        plume_text_add(out, "A hypothetical comparison, not a reported emission: ");
        plume_chart_mass(out, elsewhere.row[0].co2e_kg);
        plume_text_printf(out, " CO2e (%s) to ", elsewhere.row[0].name);
        plume_chart_mass(out, elsewhere.row[elsewhere.count - 1].co2e_kg);
        plume_text_printf(out, " CO2e (%s); %s, %s, %d.",
                          elsewhere.row[elsewhere.count - 1].name, elsewhere.basis,
                          elsewhere.scope, elsewhere.year);
    }
    plume_other_grids_dispose(&elsewhere);
    return status == PLUME_OK ? plume_text_status(out, error) : status;
}

/* Every grid, drawn or not; what another building would make of it in the last columns.
 */
static void print_table(plume_text *csv, const plume_other_grids *elsewhere,
                        plume_coverage coverage)
{
    plume_text_add(csv, "code,name,own,drawn,basis,scope,year,kg_per_kwh,co2e_kg,"
                        "times_own,co2e_kg_at_pue_1.10,co2e_kg_at_industry_pue,"
                        "known_runs,runs,at_most_runs\n");
    for (size_t i = 0; i < elsewhere->count; i++) {
        const plume_other_grids_row *row = &elsewhere->row[i];
        double before_kg = row->kg_per_kwh * elsewhere->it_kwh;

        plume_chart_csv_text(csv, row->code, true);
        plume_chart_csv_text(csv, row->name, false);
        plume_chart_csv_text(csv, row->own ? "yes" : "no", false);
        plume_chart_csv_text(csv, row->shown ? "yes" : "no", false);
        plume_chart_csv_text(csv, elsewhere->basis, false);
        plume_chart_csv_text(csv, elsewhere->scope, false);
        plume_chart_csv_number(csv, elsewhere->year);
        plume_chart_csv_number(csv, row->kg_per_kwh);
        plume_chart_csv_number(csv, row->co2e_kg);
        plume_chart_csv_number(csv, row->co2e_kg / elsewhere->own_kg);
        plume_chart_csv_number(csv, before_kg * PLUME_ELSEWHERE_LEAN_PUE);
        plume_chart_csv_number(csv, before_kg * elsewhere->industry_pue);
        plume_chart_csv_coverage(csv, coverage);
        plume_text_add_char(csv, '\n');
    }
}

static plume_status table(plume_text *csv, const plume_chart_data *data,
                          plume_error *error)
{
    plume_other_grids elsewhere;
    plume_status status =
        plume_other_grids_from(&elsewhere, data->ledger, data->factors, error);

    if (status == PLUME_OK)
        print_table(csv, &elsewhere, plume_ledger_coverage(data->ledger));
    plume_other_grids_dispose(&elsewhere);
    return status == PLUME_OK ? plume_text_status(csv, error) : status;
}

const plume_chart plume_chart_regions = {
    .name = "regions",
    .title = "The same energy on other grids",
    .build = build,
    .describe = describe,
    .table = table,
};
