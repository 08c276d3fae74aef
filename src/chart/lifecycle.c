/* Electricity against the making of hardware: one bar for the whole, with idle hours
 * where they are known, below one for each phase of the work and one for the queries. */
#include "chart/chart.h"

#include <math.h>
#include <string.h>

#include "chart/print/numbers.h"
#include "scene/legend.h"
#include "scene/palette.h"
#include "scene/widths.h"

static const double row_height_pt = 17.0;
static const double total_height_pt = 24.0;
static const double bar_height_pt = 11.0;
static const double above_rows_pt = 6.0;
static const double missing_pt = 14.0; /* of the outline of what is not known */
static const double interval_below_pt = 9.5;
static const double seam_pt = 0.4;

enum { COLUMN_ELECTRICITY, COLUMN_MAKING, COLUMN_ALL, COLUMNS };
enum { ROWS_MAX = 10 };

/* One bar. NAN: not known. */
typedef struct stage_row {
    const char *name;
    bool total, queries;
    double electricity_kg, idle_kg, making_kg;
} stage_row;

typedef struct lifecycle {
    plume_frame frame;
    const plume_footprint *footprint;
    const plume_ledger *ledger;
    stage_row row[ROWS_MAX];
    size_t count;
    plume_scale scale;
    plume_ticks ticks;
    int first_column;
} lifecycle;

/* --- rows --- */

static double known(double kg)
{
    return isfinite(kg) ? kg : 0.0;
}

static double sum_of(const stage_row *row)
{
    return known(row->electricity_kg) + known(row->idle_kg) + known(row->making_kg);
}

static double making_kg(const plume_footprint *footprint)
{
    return footprint->embodied.asked ? footprint->embodied.kg[PLUME_AMORTISED_RESERVED]
                                     : (double)NAN;
}

/* The making is divided as the time of the devices is, which it is charged by. */
static void add_phase(lifecycle *chart, const char *name, const plume_role *roles,
                      size_t count)
{
    size_t gross = plume_ledger_headline(chart->ledger, PLUME_BASIS_GROSS);
    double all_h = plume_ledger_all(chart->ledger)->device_hours;
    double hours = 0.0, kg = 0.0;
    uint64_t runs = 0;

    for (size_t i = 0; i < count; i++) {
        const plume_totals *of = plume_ledger_role(chart->ledger, roles[i]);

        runs += of->runs;
        hours += of->device_hours;
        if (gross < plume_ledger_estimate_count(chart->ledger))
            kg += of->co2e_kg[gross];
    }
    if (runs > 0)
        chart->row[chart->count++] =
            (stage_row){ .name = name,
                         .electricity_kg = kg,
                         .idle_kg = NAN,
                         .making_kg = all_h > 0.0
                                          ? making_kg(chart->footprint) * hours / all_h
                                          : (double)NAN };
}

static void add_phases(lifecycle *chart)
{
    static const plume_role search[] = { PLUME_ROLE_SEARCH, PLUME_ROLE_NAS };
    static const plume_role final[] = { PLUME_ROLE_FINAL };
    static const plume_role beside[] = { PLUME_ROLE_ABLATION, PLUME_ROLE_DEVELOPMENT };
    static const plume_role evaluation[] = { PLUME_ROLE_EVALUATION };
    static const plume_role inference[] = { PLUME_ROLE_INFERENCE };
    static const plume_role unknown[] = { PLUME_ROLE_UNKNOWN };
    const plume_inference_total *use = &chart->footprint->inference;

    add_phase(chart, "Search", search, 2);
    add_phase(chart, "Training", final, 1);
    add_phase(chart, "Ablation, development", beside, 2);
    add_phase(chart, "Evaluation", evaluation, 1);
    add_phase(chart, "Inference, logged", inference, 1);
    add_phase(chart, "Other or unknown", unknown, 1);
    if (use->asked && plume_chart_drawable(use->co2e_kg))
        chart->row[chart->count++] = (stage_row){ .name = "Queries",
                                                  .queries = true,
                                                  .electricity_kg = use->co2e_kg,
                                                  .idle_kg = NAN,
                                                  .making_kg = NAN };
}

static plume_status set_rows(lifecycle *chart, const plume_chart_data *data,
                             plume_error *error)
{
    const plume_footprint *footprint = data->footprint;

    chart->footprint = footprint;
    chart->ledger = data->ledger;
    if (footprint == NULL || data->ledger == NULL ||
        !plume_chart_drawable(footprint->runs_kg)) {
        (void)plume_fail(error, PLUME_ERR_MISSING,
                         "the emissions of the runs are not "
                         "known");
        plume_hint(error, "name logs with energy, or with devices and hours");
        return PLUME_ERR_MISSING;
    }
    chart->row[chart->count++] =
        (stage_row){ .name = "Total",
                     .total = true,
                     .electricity_kg = footprint->runs_kg,
                     .idle_kg = footprint->idle.asked ? footprint->idle.unoccupied_kg
                                                      : (double)NAN,
                     .making_kg = making_kg(footprint) };
    add_phases(chart);
    return PLUME_OK;
}

/* That of the stages which the bar of the whole has; NULL: none was drawn up. */
static const plume_stage_total *total_of(const lifecycle *chart)
{
    const plume_footprint *footprint = chart->footprint;

    for (size_t i = 0; i < footprint->total_count; i++) {
        const plume_stage_total *total = &footprint->total[i];

        if (fabs(total->co2e_kg - sum_of(&chart->row[0])) <= 1e-9 * total->co2e_kg &&
            isfinite(total->interval95_kg[0]) && isfinite(total->interval95_kg[1]))
            return total;
    }
    return NULL;
}

/* --- layout --- */

/* "–" where it is not known, nothing where there is none by nature. */
static void cell(plume_text *out, const stage_row *row, int column)
{
    if (column == COLUMN_ELECTRICITY)
        plume_chart_mass(out, row->electricity_kg + known(row->idle_kg));
    else if (column == COLUMN_MAKING)
        plume_chart_mass(out, row->making_kg);
    else
        plume_chart_mass(out, sum_of(row));
}

static plume_face face_of(const stage_row *row)
{
    return row->total ? PLUME_FACE_SANS_BOLD : PLUME_FACE_SANS;
}

static double widest(const lifecycle *chart, int column)
{
    double width_pt = 0.0;

    for (size_t i = 0; i < chart->count; i++) {
        plume_text text;

        plume_text_init(&text);
        if (column < 0)
            plume_text_add(&text, chart->row[i].name);
        else
            cell(&text, &chart->row[i], column);
        width_pt = fmax(width_pt, plume_text_width_pt(face_of(&chart->row[i]),
                                                      PLUME_SIZE_ROW, text.data));
        plume_text_dispose(&text);
    }
    return width_pt;
}

static void measure(lifecycle *chart)
{
    static const char *const heads[COLUMNS] = { "electricity", "making", "together" };
    plume_frame *frame = &chart->frame;
    double most = 0.0;

    for (size_t i = 0; i < chart->count; i++)
        most = fmax(most, sum_of(&chart->row[i]));
    if (total_of(chart) != NULL)
        most = fmax(most, total_of(chart)->interval95_kg[1]);
    plume_frame_labels(frame, widest(chart, -1), 10.0);
    chart->first_column = frame->narrow ? COLUMN_ALL : COLUMN_ELECTRICITY;
    for (int i = chart->first_column; i < COLUMNS; i++)
        plume_frame_column(frame, heads[i], widest(chart, i));
    plume_frame_columns_done(frame);
    chart->scale.dimension = PLUME_DIMENSION_MASS;
    plume_scale_linear(&chart->scale, most);
    chart->scale.from_pt = frame->plot_left_pt;
    chart->scale.to_pt = frame->plot_right_pt;
    plume_scale_ticks(&chart->ticks, &chart->scale, PLUME_SIZE_SMALL);
}

static void draw_header(lifecycle *chart)
{
    const plume_legend all[] = {
        { PLUME_KEY_BOX, PLUME_NAVY, "electricity", NULL },
        { PLUME_KEY_BOX, PLUME_MID, "idle hours", "idle" },
        { PLUME_KEY_BOX, PLUME_LIGHT, "making of hardware", "making" },
        { PLUME_KEY_OUTLINED, PLUME_WHITE, "making: not available", "making: n/a" },
    };
    plume_legend legend[4];
    size_t count = 0;

    legend[count++] = all[0];
    if (isfinite(chart->row[0].idle_kg))
        legend[count++] = all[1];
    legend[count++] = isfinite(chart->row[0].making_kg) ? all[2] : all[3];
    plume_frame_header(&chart->frame, legend, count);
}

/* --- drawing --- */

static double draw_segment(lifecycle *chart, double from_pt, double kg, double y_pt,
                           plume_colour colour)
{
    double to_pt =
        from_pt + plume_scale_at(&chart->scale, known(kg)) - chart->scale.from_pt;
    double seam = to_pt - from_pt > 2.0 * seam_pt ? seam_pt : 0.0;

    if (to_pt - from_pt > 0.0)
        plume_mark_box(chart->frame.scene,
                       (plume_box){ from_pt, y_pt - bar_height_pt / 2.0,
                                    fmax(to_pt - from_pt - seam, 0.5), bar_height_pt },
                       colour, NULL);
    return to_pt;
}

static void draw_missing(lifecycle *chart, const stage_row *row, double from_pt,
                         double y_pt)
{
    plume_pen outline = { .colour = PLUME_MUTE, .width_pt = 0.6 };

    if (isfinite(row->making_kg) || row->queries)
        return;
    plume_mark_box(chart->frame.scene,
                   (plume_box){ fmin(from_pt, chart->scale.to_pt - missing_pt),
                                y_pt - bar_height_pt / 2.0, missing_pt, bar_height_pt },
                   PLUME_WHITE, &outline);
}

static void set_tip(lifecycle *chart, const stage_row *row)
{
    plume_text tip;

    plume_text_init(&tip);
    plume_text_printf(&tip, "%s: electricity ", row->name);
    plume_chart_mass(&tip, row->electricity_kg);
    if (isfinite(row->idle_kg)) {
        plume_text_add(&tip, ", idle ");
        plume_chart_mass(&tip, row->idle_kg);
    }
    if (isfinite(row->making_kg)) {
        plume_text_add(&tip, ", making ");
        plume_chart_mass(&tip, row->making_kg);
    }
    plume_scene_require(chart->frame.scene, &tip);
    plume_scene_set_tip(chart->frame.scene, tip.data);
    plume_text_dispose(&tip);
}

/* Below the bar of the whole, on the axis that they share. */
static void draw_interval(lifecycle *chart, double y_pt)
{
    const plume_stage_total *total = total_of(chart);
    plume_error_bar bar;

    if (total == NULL)
        return;
    bar = (plume_error_bar){ { plume_scale_at(&chart->scale, total->co2e_kg),
                               y_pt + interval_below_pt },
                             plume_scale_at(&chart->scale, total->interval95_kg[0]),
                             plume_scale_at(&chart->scale, total->interval95_kg[1]),
                             PLUME_INK,
                             false };
    plume_mark_interval(chart->frame.scene, &bar);
    plume_mark_disc(chart->frame.scene, bar.centre, 1.8, PLUME_INK, NULL);
}

static void draw_row(lifecycle *chart, const stage_row *row, double y_pt)
{
    double baseline = plume_frame_baseline(y_pt, PLUME_SIZE_ROW), x_pt;
    plume_row_label label = { row->name, baseline, row->total, 0.0 };

    plume_frame_row(&chart->frame, &label);
    set_tip(chart, row);
    x_pt =
        draw_segment(chart, chart->scale.from_pt, row->electricity_kg, y_pt, PLUME_NAVY);
    x_pt = draw_segment(chart, x_pt, row->idle_kg, y_pt, PLUME_MID);
    x_pt = draw_segment(chart, x_pt, row->making_kg, y_pt, PLUME_LIGHT);
    draw_missing(chart, row, x_pt, y_pt);
    plume_scene_set_tip(chart->frame.scene, NULL);
    for (int i = chart->first_column; i < COLUMNS; i++) {
        plume_text text;

        plume_text_init(&text);
        cell(&text, row, i);
        plume_frame_digits(&chart->frame, (size_t)(i - chart->first_column), &text,
                           baseline, row->total);
    }
}

/* --- words --- */

static void print_note(plume_text *out, const lifecycle *chart)
{
    const plume_footprint *footprint = chart->footprint;
    const plume_embodied_total *embodied = &footprint->embodied;
    const plume_stage_total *total = total_of(chart);

    if (total != NULL) {
        plume_text_add(out, "95 % interval of the total: ");
        plume_chart_mass(out, total->interval95_kg[0]);
        plume_text_add(out, " to ");
        plume_chart_mass(out, total->interval95_kg[1]);
        plume_text_add(out, ".");
    }
    if (isfinite(making_kg(footprint))) {
        plume_text_add(out, " Making by time reserved (ISO/IEC 21031), divided by "
                            "device-hours");
        if (isfinite(embodied->kg[PLUME_AMORTISED_USED])) {
            plume_text_add(out, "; by hours of use ");
            plume_chart_mass(out, embodied->kg[PLUME_AMORTISED_USED]);
        }
        plume_text_add(out, ".");
    }
    if (chart->row[chart->count - 1].queries) {
        plume_text_add(out, " Queries are beside the total: ");
        plume_number_significant(out, footprint->inference.queries, 3);
        plume_text_add(out, " of them.");
    }
}

static void draw_note(lifecycle *chart)
{
    plume_text text;

    plume_text_init(&text);
    print_note(&text, chart);
    plume_scene_require(chart->frame.scene, &text);
    if (text.length > 0)
        plume_frame_note(&chart->frame, text.data + strspn(text.data, " "));
    plume_text_dispose(&text);
}

static plume_status draw(lifecycle *chart, plume_scene *scene, plume_error *error)
{
    plume_frame *frame = &chart->frame;
    plume_pen rule = { .colour = PLUME_RULE, .width_pt = 0.5, .decoration = true };
    double top_pt, axis_pt;

    plume_frame_begin(frame, scene);
    measure(chart);
    draw_header(chart);
    top_pt = frame->bottom_pt + above_rows_pt;
    axis_pt = top_pt + total_height_pt + (double)(chart->count - 1) * row_height_pt + 4.0;
    plume_frame_grid(frame, &chart->ticks, frame->rule_y_pt + 4.0, axis_pt);
    draw_row(chart, &chart->row[0], top_pt + bar_height_pt / 2.0);
    draw_interval(chart, top_pt + bar_height_pt / 2.0);
    plume_mark_line(scene, (plume_point){ 0.0, top_pt + total_height_pt },
                    (plume_point){ frame->width_pt, top_pt + total_height_pt }, &rule);
    for (size_t i = 1; i < chart->count; i++)
        draw_row(chart, &chart->row[i],
                 top_pt + total_height_pt + 2.0 + ((double)i - 0.5) * row_height_pt);
    plume_frame_axis(frame, &chart->scale, &chart->ticks, axis_pt);
    draw_note(chart);
    plume_frame_end(frame);
    return plume_scene_status(scene, error);
}

/* --- from the data --- */

static plume_status build(plume_scene *scene, const plume_chart_data *data,
                          const plume_chart_options *options, plume_error *error)
{
    lifecycle chart = { .count = 0 };
    plume_status status = set_rows(&chart, data, error);

    (void)options; /* the scene has its width already */
    return status == PLUME_OK ? draw(&chart, scene, error) : status;
}

static plume_status finding(plume_text *out, const plume_chart_data *data,
                            plume_error *error)
{
    lifecycle chart = { .count = 0 };
    plume_status status = set_rows(&chart, data, error);

    if (status != PLUME_OK || isnan(chart.row[0].making_kg))
        return status;
    plume_text_add(out, "The making of the hardware is ");
    plume_chart_percent(out, chart.row[0].making_kg / sum_of(&chart.row[0]), true);
    plume_text_add(out, " of ");
    plume_chart_mass(out, sum_of(&chart.row[0]));
    plume_text_add(out, " CO2e.");
    return plume_text_status(out, error);
}

static plume_status describe(plume_text *out, const plume_chart_data *data,
                             plume_error *error)
{
    lifecycle chart = { .count = 0 };
    plume_status status = set_rows(&chart, data, error);

    if (status != PLUME_OK)
        return status;
    for (size_t i = 0; i < chart.count; i++) {
        plume_text_printf(out, "%s%s: electricity ", i > 0 ? "; " : "",
                          chart.row[i].name);
        cell(out, &chart.row[i], COLUMN_ELECTRICITY);
        plume_text_add(out, ", making ");
        if (isfinite(chart.row[i].making_kg))
            plume_chart_mass(out, chart.row[i].making_kg);
        else
            plume_text_add(out, "not available");
    }
    plume_text_add(out, ". ");
    print_note(out, &chart);
    return plume_text_status(out, error);
}

static plume_status table(plume_text *csv, const plume_chart_data *data,
                          plume_error *error)
{
    lifecycle chart = { .count = 0 };
    plume_status status = set_rows(&chart, data, error);

    if (status != PLUME_OK)
        return status;
    plume_text_add(csv, "stage,electricity_kg,idle_kg,making_kg,low_kg,high_kg\n");
    for (size_t i = 0; i < chart.count; i++) {
        const plume_stage_total *total = i == 0 ? total_of(&chart) : NULL;

        plume_chart_csv_text(csv, chart.row[i].name, true);
        plume_chart_csv_number(csv, chart.row[i].electricity_kg);
        plume_chart_csv_number(csv, chart.row[i].idle_kg);
        plume_chart_csv_number(csv, chart.row[i].making_kg);
        plume_chart_csv_number(csv,
                               total != NULL ? total->interval95_kg[0] : (double)NAN);
        plume_chart_csv_number(csv,
                               total != NULL ? total->interval95_kg[1] : (double)NAN);
        plume_text_add_char(csv, '\n');
    }
    return plume_text_status(csv, error);
}

const plume_chart plume_chart_lifecycle = {
    .name = "lifecycle",
    .title = "Electricity and the making of hardware",
    .needs = PLUME_CHART_OF_FOOTPRINT,
    .build = build,
    .finding = finding,
    .describe = describe,
    .table = table,
};
