/* Trainings ranked by their emissions: the mark says how the energy was obtained, the bar
 * is the interval of the own work or the range of the values published for a model. */
#include "chart/models.h"

#include <math.h>

#include "chart/chart.h"
#include "chart/coverage.h"
#include "chart/print/numbers.h"
#include "chart/ranked/compared_rows.h"
#include "chart/ranked/ranked.h"
#include "scene/legend.h"
#include "scene/palette.h"

static const double leader_clearance_pt = 5.0;
static const double year_room_pt = 22.0;
static const double other_diamond_pt = 2.4;
static const double other_clearance_pt = 6.0;

typedef enum mark_kind { MARK_MEASURED, MARK_RATED, MARK_THIRD_PARTY, MARKS } mark_kind;

/* Energy from meters, samples or trackers was measured; all else was computed from
 * rated power, or is not told. */
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
    plume_ranked ranked;
    bool occurs[MARKS];
    bool years;
} models;

static bool has_interval(const plume_chart_row *row)
{
    return plume_chart_drawable(row->value_kg) && plume_chart_drawable(row->low_kg) &&
           plume_chart_drawable(row->high_kg) && row->low_kg < row->high_kg;
}

static void print_value(plume_text *out, const plume_chart_row *row, int column)
{
    (void)column; /* there is one */
    plume_chart_mass(out, row->value_kg);
}

/* Years stand left of the plot and are the first to go where the room is narrow. */
static void measure(models *chart)
{
    plume_ranked *ranked = &chart->ranked;
    plume_frame *frame = &ranked->frame;
    double names_pt = plume_digest_label_width(&ranked->digest, ranked->rows);

    chart->years = chart->years && !frame->narrow;
    plume_frame_labels(frame, names_pt + (chart->years ? year_room_pt : 0.0),
                       frame->narrow ? 14.0 : 10.0);
    plume_frame_column(frame, frame->tight ? "CO2e" : "CO2e, log scale",
                       plume_ranked_digits(ranked, print_value, 0));
    plume_frame_columns_done(frame);
}

/* The scale, which marks occur, and whether any row has a year. */
static plume_status survey(models *chart, plume_error *error)
{
    plume_limits limits = PLUME_LIMITS_NONE;
    const plume_chart_row *row;
    size_t line = 0;

    while ((row = plume_ranked_next(&chart->ranked, &line)) != NULL) {
        chart->years = chart->years || row->year > 0;
        if (!plume_chart_drawable(row->value_kg))
            continue;
        plume_limits_widen(&limits, row->value_kg);
        if (has_interval(row)) {
            plume_limits_widen(&limits, row->low_kg);
            plume_limits_widen(&limits, row->high_kg);
        }
        chart->occurs[kind_of(row)] = true;
        for (size_t i = 0; i < row->other_count; i++)
            chart->occurs[MARK_THIRD_PARTY] |= row->other[i].third_party;
    }
    return plume_ranked_scale(&chart->ranked, &limits, error);
}

/* Marks that do not occur have no key: it would send the eye looking for them. */
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
    plume_frame_header(&chart->ranked.frame, legend, count > 1 ? count : 0);
}

/* Shapes tell how a value was come by, so that the difference survives grey print and
 * colour blindness. */
static void draw_mark(plume_scene *scene, const plume_chart_row *row, plume_point at)
{
    plume_colour colour = row->own || row->part ? PLUME_OWN : PLUME_NAVY;
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
    return plume_scale_at(&chart->ranked.scale, plume_chart_mass_clamp(kg));
}

static void set_tip(models *chart, const plume_chart_row *row)
{
    plume_text tip;

    plume_text_init(&tip);
    plume_text_printf(&tip, "%s: ", row->name);
    plume_chart_mass(&tip, row->value_kg);
    if (has_interval(row)) {
        plume_text_add(&tip, ", ");
        plume_chart_mass(&tip, row->low_kg);
        plume_text_add(&tip, " to ");
        plume_chart_mass(&tip, row->high_kg);
    }
    plume_scene_require(chart->ranked.frame.scene, &tip);
    plume_scene_set_tip(chart->ranked.frame.scene, tip.data);
    plume_text_dispose(&tip);
}

/* Other people's figures of the same training, on its bar, where they can be told from
 * the mark. */
static void draw_others(models *chart, const plume_chart_row *row, plume_point at)
{
    plume_pen pen = { .colour = PLUME_NAVY, .width_pt = 0.9 };

    for (size_t i = 0; i < row->other_count; i++) {
        plume_point other = { place(chart, row->other[i].kg), at.y_pt };

        if (row->other[i].third_party && fabs(other.x_pt - at.x_pt) > other_clearance_pt)
            plume_mark_diamond(chart->ranked.frame.scene, other, other_diamond_pt,
                               PLUME_WHITE, &pen);
    }
}

/* A dotted line leads the eye from the name to its mark, and ends before the mark so
 * as not to look like an interval. */
static void draw_marks(models *chart, const plume_chart_row *row, double y_pt)
{
    plume_scene *scene = chart->ranked.frame.scene;
    plume_point at = { place(chart, row->value_kg), y_pt };
    plume_pen leader = { PLUME_RULE, 0.5, 0.5, 2.0, true };

    if (at.x_pt - leader_clearance_pt > chart->ranked.scale.from_pt)
        plume_mark_line(scene, (plume_point){ chart->ranked.scale.from_pt, y_pt },
                        (plume_point){ at.x_pt - leader_clearance_pt, y_pt }, &leader);
    if (has_interval(row)) {
        plume_error_bar interval = { at, place(chart, row->low_kg),
                                     place(chart, row->high_kg),
                                     row->own ? PLUME_OWN : PLUME_NAVY, row->own };

        plume_mark_interval(scene, &interval);
    }
    draw_others(chart, row, at);
    draw_mark(scene, row, at);
}

static void draw_year(models *chart, const plume_chart_row *row, double y_pt)
{
    plume_label label = { NULL,
                          chart->ranked.frame.label_width_pt,
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
    plume_scene_add_built(chart->ranked.frame.scene, &label, &text);
}

static void draw_row(void *state, const plume_chart_row *row, double y_pt)
{
    models *chart = state;
    plume_text text;

    draw_year(chart, row, y_pt);
    set_tip(chart, row);
    if (plume_chart_drawable(row->value_kg))
        draw_marks(chart, row, y_pt);
    plume_scene_set_tip(chart->ranked.frame.scene, NULL);
    plume_text_init(&text);
    plume_chart_mass(&text, row->value_kg);
    plume_frame_digits(&chart->ranked.frame, 0, &text,
                       plume_frame_baseline(y_pt, PLUME_SIZE_ROW), row->own);
}

static double value_of(const plume_chart_row *row)
{
    return plume_chart_drawable(row->value_kg) ? plume_chart_mass_clamp(row->value_kg)
                                               : (double)NAN;
}

/* Sorted by emissions; years are printed where there is room and any row has one. */
plume_status plume_models_draw(plume_scene *scene, plume_chart_rows *rows,
                               plume_error *error)
{
    models chart = { .ranked.rows = rows };
    plume_ranked_body body = { .row_height_pt = 13.5,
                               .above_rows_pt = 7.0,
                               .grid_below_rule_pt = 4.0,
                               .value = value_of,
                               .dimension = PLUME_DIMENSION_MASS,
                               .what = "all",
                               .draw = draw_row,
                               .state = &chart };
    plume_status status;

    plume_chart_rows_by_value(rows);
    plume_digest_by_value(&chart.ranked.digest, rows);
    plume_frame_begin(&chart.ranked.frame, scene);
    status = survey(&chart, error);
    if (status != PLUME_OK)
        return status;
    measure(&chart);
    draw_header(&chart);
    body.label_reserve_pt = chart.years ? year_room_pt : 0.0;
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
        status = plume_models_draw(scene, &rows, error);
    plume_chart_rows_dispose(&rows);
    return status;
}

/* For readers who cannot see the chart: its ends in words. Rows without a figure are
 * sorted behind the last one. */
void plume_models_describe(plume_text *out, plume_chart_rows *rows)
{
    size_t known = 0;

    plume_chart_rows_by_value(rows);
    while (known < rows->count && !isnan(rows->row[known].value_kg))
        known++;
    if (known == 0)
        return;
    plume_text_add(out, "From ");
    plume_chart_mass(out, rows->row[known - 1].value_kg);
    plume_text_printf(out, " CO2e (%s) to ", rows->row[known - 1].name);
    plume_chart_mass(out, rows->row[0].value_kg);
    plume_text_printf(out, " CO2e (%s).", rows->row[0].name);
}

/* The data twin of the chart: every row, also those that the chart leaves out. */
void plume_models_table(plume_text *csv, plume_chart_rows *rows)
{
    plume_chart_rows_by_value(rows);
    plume_text_add(csv, "name,own,year,evidence,third_party,value_kg,low_kg,high_kg,"
                        "known_runs,runs,at_most_runs\n");
    for (size_t i = 0; i < rows->count; i++) {
        const plume_chart_row *row = &rows->row[i];

        plume_chart_csv_text(csv, row->name, true);
        plume_chart_csv_text(csv, row->own ? "yes" : "no", false);
        plume_chart_csv_number(csv, row->year > 0 ? row->year : (double)NAN);
        plume_chart_csv_text(csv, plume_evidence_name(row->evidence), false);
        plume_chart_csv_text(csv, row->third_party ? "yes" : "no", false);
        plume_chart_csv_number(csv, row->value_kg);
        plume_chart_csv_number(csv, row->low_kg);
        plume_chart_csv_number(csv, row->high_kg);
        plume_chart_csv_coverage(csv, row->coverage);
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
    .needs = PLUME_CHART_OF_ROWS,
    .build = build,
    .describe = describe,
    .table = table,
};
