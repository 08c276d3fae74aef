/* When the emissions came: their sum over calendar time, one layer a role, and the final
 * runs as ticks on the axis. */
#include "chart/chart.h"

#include <math.h>
#include <stdlib.h>

#include "chart/kept/runs.h"
#include "chart/print/numbers.h"
#include "scene/legend.h"
#include "scene/step_area.h"
#include "scene/palette.h"
#include "scene/plane.h"
#include "scene/widths.h"
#include <plume/time.h>

static const double plot_height_pt = 120.0;
static const double column_pt = 0.75; /* below which no step is told from the next */
static const double finals_pt = 6.0;
static const double least_span_s = 60.0;

enum { LAYERS = 4, COLUMNS_MAX = 3000 };

/* From the bottom up; a role that is not told is the last. */
static const plume_legend layers[LAYERS] = {
    { PLUME_KEY_BOX, PLUME_NAVY, "final", NULL },
    { PLUME_KEY_BOX, PLUME_MID, "search", NULL },
    { PLUME_KEY_BOX, PLUME_LIGHT, "ablation, development", "ablation, dev." },
    { PLUME_KEY_OUTLINED, PLUME_WHITE, "other or unknown", "other" },
};

static size_t layer_of(size_t role)
{
    switch (role) {
    case PLUME_ROLE_FINAL:
        return 0;
    case PLUME_ROLE_SEARCH:
    case PLUME_ROLE_NAS:
        return 1;
    case PLUME_ROLE_ABLATION:
    case PLUME_ROLE_DEVELOPMENT:
        return 2;
    default:
        return 3;
    }
}

typedef struct timeline {
    plume_frame frame;
    plume_plane plane;
    const plume_chart_runs *runs;
    const plume_time_bins *bins;
    plume_time_measure by; /* emissions, unless none are known */
    double total[LAYERS], all;
    bool finals;
} timeline;

/* --- sums --- */

static const plume_time_bin *bin_at(const timeline *chart, size_t i)
{
    return plume_time_bins_at(chart->bins, i);
}

static double amount(const timeline *chart, const plume_time_bin *bin, size_t layer)
{
    double sum = 0.0;

    for (size_t role = 0; role < PLUME_ROLE_COUNT; role++)
        if (layer_of(role) == layer)
            sum += bin->sum[chart->by][role];
    return sum;
}

static void add_up(timeline *chart)
{
    chart->all = 0.0;
    for (size_t k = 0; k < LAYERS; k++) {
        chart->total[k] = 0.0;
        for (size_t i = 0; i < chart->bins->used; i++)
            chart->total[k] += amount(chart, bin_at(chart, i), k);
        chart->all += chart->total[k];
    }
}

/* PLUME_ERR_MISSING: no run has a time and an amount. */
static plume_status survey(timeline *chart, const plume_chart_data *data,
                           plume_error *error)
{
    chart->runs = data->runs;
    if (data->runs != NULL) {
        chart->bins = plume_kept_times(data->runs);
        add_up(chart);
        while (chart->all <= 0.0 && chart->by + 1 < PLUME_TIME_MEASURES) {
            chart->by++;
            add_up(chart);
        }
        for (size_t i = 0; i < chart->bins->used; i++)
            chart->finals = chart->finals || bin_at(chart, i)->finals > 0.0;
    }
    if (chart->all > 0.0)
        return PLUME_OK;
    (void)plume_fail(error, PLUME_ERR_MISSING,
                     "no run has both a time and an emission or a duration");
    plume_hint(error, "the logs must say when runs began or ended: start and end of a "
                      "table, times of a tracker or a scheduler");
    return PLUME_ERR_MISSING;
}

/* --- layout --- */

/* A bin's amount is there at its end; one run alone stands in the middle. */
static void set_scales(timeline *chart)
{
    double low_s = plume_time_bins_start_s(chart->bins, 0);
    double high_s = plume_time_bins_start_s(chart->bins, chart->bins->used);
    double pad_s = 0.02 * (high_s - low_s);

    if (high_s - low_s < least_span_s)
        pad_s = least_span_s;
    plume_scale_calendar(&chart->plane.x, low_s - pad_s, high_s);
    chart->plane.y.dimension =
        chart->by == PLUME_TIME_KG ? PLUME_DIMENSION_MASS : PLUME_DIMENSION_TIME;
    plume_scale_linear(&chart->plane.y, chart->all);
}

static void print_amount(plume_text *out, const timeline *chart, double value)
{
    if (chart->by == PLUME_TIME_KG)
        plume_chart_mass(out, value);
    else
        plume_chart_quantity(out, PLUME_DIMENSION_TIME, value);
}

static void draw_header(timeline *chart)
{
    plume_legend legend[LAYERS];
    static const char *const titles[PLUME_TIME_MEASURES] = { "CO2e so far",
                                                             "device-hours so far",
                                                             "hours of runs so far" };
    plume_label label = { titles[chart->by],
                          0.0,
                          0.0,
                          PLUME_FACE_SANS,
                          PLUME_SIZE_SMALL,
                          PLUME_ANCHOR_START,
                          PLUME_SECONDARY };
    size_t count = 0;

    for (size_t k = 0; k < LAYERS; k++)
        if (chart->total[k] > 0.0)
            legend[count++] = layers[k];
    if (count == 1 && legend[0].key == PLUME_KEY_OUTLINED)
        count = 0; /* of roles that nobody told there is nothing to tell apart */
    plume_frame_header(&chart->frame, legend, count);
    label.y_pt = chart->frame.rule_y_pt + 11.0;
    plume_scene_add_label(chart->frame.scene, &label);
    chart->frame.bottom_pt = chart->frame.rule_y_pt + 19.0;
}

/* --- layers --- */

/* The tops of all layers behind one another in time: one column, one step. */
typedef struct columns {
    double x_pt[COLUMNS_MAX];
    double top_pt[LAYERS + 1][COLUMNS_MAX]; /* [0]: the axis */
    size_t count;
} columns;

static void add_column(const timeline *chart, columns *out, double x_pt,
                       const double *sum)
{
    bool same_place = out->count > 0 && x_pt - out->x_pt[out->count - 1] < column_pt;
    double below = 0.0;

    if (!same_place && out->count == COLUMNS_MAX)
        return;
    if (!same_place)
        out->x_pt[out->count++] = x_pt;
    out->top_pt[0][out->count - 1] = chart->plane.y.from_pt;
    for (size_t k = 0; k < LAYERS; k++) {
        below += sum[k];
        out->top_pt[k + 1][out->count - 1] = plume_scale_at(&chart->plane.y, below);
    }
}

static void fill_columns(const timeline *chart, columns *out)
{
    double sum[LAYERS] = { 0 };

    add_column(chart, out, chart->plane.x.from_pt, sum);
    for (size_t i = 0; i < chart->bins->used; i++) {
        double all = 0.0, before = sum[0] + sum[1] + sum[2] + sum[3];

        for (size_t k = 0; k < LAYERS; k++) {
            sum[k] += amount(chart, bin_at(chart, i), k);
            all += sum[k];
        }
        if (all > before)
            add_column(chart, out,
                       plume_scale_at(&chart->plane.x,
                                      plume_time_bins_start_s(chart->bins, i + 1)),
                       sum);
    }
    add_column(chart, out, chart->plane.x.to_pt, sum);
}

/* The area of a layer, and the line on top of it. */
static void draw_layer(timeline *chart, const columns *at, size_t layer)
{
    plume_step_area area = { at->x_pt,
                             at->top_pt[layer + 1],
                             at->top_pt[layer],
                             at->count,
                             layers[layer].colour,
                             { .colour = layer == 3 ? PLUME_MUTE : PLUME_NAVY,
                               .width_pt = 0.6 } };

    plume_mark_step_area(chart->frame.scene, &area);
}

static void draw_layers(timeline *chart, const columns *at)
{
    for (size_t k = 0; k < LAYERS; k++) {
        plume_text tip;

        if (chart->total[k] <= 0.0)
            continue;
        plume_text_init(&tip);
        plume_text_printf(&tip, "%s: ", layers[k].text);
        print_amount(&tip, chart, chart->total[k]);
        plume_scene_require(chart->frame.scene, &tip);
        plume_scene_set_tip(chart->frame.scene, tip.data);
        plume_text_dispose(&tip);
        draw_layer(chart, at, k);
        plume_scene_set_tip(chart->frame.scene, NULL);
    }
}

/* One tick a place, however many ended there. */
static void draw_finals(timeline *chart)
{
    plume_pen pen = { .colour = PLUME_INK, .width_pt = 0.8 };
    double drawn_pt = -1.0;

    for (size_t i = 0; i < chart->bins->used; i++) {
        double x_pt =
            plume_scale_at(&chart->plane.x, plume_time_bins_start_s(chart->bins, i + 1));

        if (bin_at(chart, i)->finals <= 0.0 || x_pt - drawn_pt < column_pt)
            continue;
        x_pt = fmin(x_pt, chart->plane.x.to_pt - 0.4);
        plume_mark_line(chart->frame.scene,
                        (plume_point){ x_pt, chart->plane.bottom_pt - finals_pt + 1.0 },
                        (plume_point){ x_pt, chart->plane.bottom_pt - 1.0 }, &pen);
        drawn_pt = x_pt;
    }
}

/* --- words --- */

/* At the right end, where the line ends. */
static void draw_total(timeline *chart, plume_text *text)
{
    plume_label label = {
        NULL,
        chart->frame.width_pt,
        plume_frame_baseline(plume_scale_at(&chart->plane.y, chart->all), PLUME_SIZE_ROW),
        PLUME_FACE_SANS_BOLD,
        PLUME_SIZE_ROW,
        PLUME_ANCHOR_END,
        PLUME_INK
    };

    plume_scene_add_built(chart->frame.scene, &label, text);
}

static void print_years(plume_text *out, const timeline *chart)
{
    int first = plume_time_year(plume_time_bins_start_s(chart->bins, 0));
    int last = plume_time_year(chart->plane.x.high);

    plume_text_printf(out, "%d", first);
    if (last != first)
        plume_text_printf(out, " to %d", last);
    plume_text_add(out, ", UTC");
}

static void print_note(plume_text *out, const timeline *chart)
{
    double untimed = plume_kept_untimed_runs(chart->runs);
    double kg = plume_kept_untimed_kg(chart->runs);

    if (chart->finals)
        plume_text_add(out, "Ticks on the axis: final runs.");
    if (untimed <= 0.0)
        return;
    plume_text_add(out, chart->finals ? " " : "");
    plume_number_fixed(out, untimed, 0);
    plume_text_add(out, untimed == 1.0 ? " run has" : " runs have");
    plume_text_add(out, " no time in the log");
    if (kg > 0.0) {
        plume_text_add(out, ": ");
        plume_chart_percent(out, kg / plume_kept_co2e_kg(chart->runs), true);
        plume_text_add(out, " of the emissions, not drawn");
    }
    plume_text_add(out, ".");
}

static void draw_note(timeline *chart)
{
    plume_text text;

    plume_text_init(&text);
    print_note(&text, chart);
    plume_scene_require(chart->frame.scene, &text);
    if (text.length > 0)
        plume_frame_note(&chart->frame, text.data);
    plume_text_dispose(&text);
}

/* --- the whole --- */

static plume_status draw(timeline *chart, plume_scene *scene, columns *at,
                         plume_error *error)
{
    plume_text total, years;

    plume_frame_begin(&chart->frame, scene);
    set_scales(chart);
    draw_header(chart);
    plume_text_init(&total);
    plume_text_init(&years);
    print_amount(&total, chart, chart->all);
    print_years(&years, chart);
    plume_scene_require(scene, &years);
    chart->plane.below_pt = chart->finals ? finals_pt + 1.0 : 0.0;
    plume_plane_lay_out(
        &chart->plane, &chart->frame, plot_height_pt,
        plume_text_width_pt(PLUME_FACE_SANS_BOLD, PLUME_SIZE_ROW, total.data) + 5.0);
    plume_plane_grid(&chart->plane);
    fill_columns(chart, at);
    draw_layers(chart, at);
    draw_finals(chart);
    draw_total(chart, &total);
    plume_plane_axes(&chart->plane, years.data);
    plume_text_dispose(&years);
    draw_note(chart);
    plume_frame_end(&chart->frame);
    return plume_scene_status(scene, error);
}

static plume_status build(plume_scene *scene, const plume_chart_data *data,
                          const plume_chart_options *options, plume_error *error)
{
    timeline chart = { .all = 0.0 };
    columns *at = NULL;
    plume_status status = survey(&chart, data, error);

    (void)options; /* the scene has its width already */
    if (status == PLUME_OK) {
        at = calloc(1, sizeof *at);
        status = at == NULL ? plume_fail_memory(error) : draw(&chart, scene, at, error);
    }
    free(at);
    return status;
}

/* --- in words --- */

static const char *const of_what[PLUME_TIME_MEASURES] = { " CO2e", " of device time",
                                                          " of run time" };

/* When half of the sum had been emitted. */
static double half_s(const timeline *chart)
{
    double sum = 0.0;

    for (size_t i = 0; i < chart->bins->used; i++) {
        for (size_t k = 0; k < LAYERS; k++)
            sum += amount(chart, bin_at(chart, i), k);
        if (sum >= chart->all / 2.0)
            return plume_time_bins_start_s(chart->bins, i + 1);
    }
    return plume_time_bins_start_s(chart->bins, chart->bins->used);
}

/* "Half of the 3.30 kg CO2e came after 3 May 2024." */
static plume_status finding(plume_text *out, const plume_chart_data *data,
                            plume_error *error)
{
    timeline chart = { .all = 0.0 };
    plume_status status = survey(&chart, data, error);

    if (status != PLUME_OK || chart.bins->used < 2)
        return status;
    plume_text_add(out, "Half of the ");
    print_amount(out, &chart, chart.all);
    plume_text_add(out, of_what[chart.by]);
    plume_text_add(out, " came in by ");
    plume_day_print(out, half_s(&chart));
    plume_text_add_char(out, '.');
    return plume_text_status(out, error);
}

static plume_status describe(plume_text *out, const plume_chart_data *data,
                             plume_error *error)
{
    timeline chart = { .all = 0.0 };
    plume_status status = survey(&chart, data, error);

    if (status != PLUME_OK)
        return status;
    plume_text_add(out, "From ");
    plume_day_print(out, plume_time_bins_start_s(chart.bins, 0));
    plume_text_add(out, " to ");
    plume_day_print(out, plume_time_bins_start_s(chart.bins, chart.bins->used));
    plume_text_add(out, ": ");
    print_amount(out, &chart, chart.all);
    plume_text_add(out, of_what[chart.by]);
    for (size_t k = 0; k < LAYERS; k++) {
        if (chart.total[k] <= 0.0)
            continue;
        plume_text_printf(out, "; %s ", layers[k].text);
        print_amount(out, &chart, chart.total[k]);
    }
    plume_text_add(out, ". ");
    print_note(out, &chart);
    return plume_text_status(out, error);
}

/* One row a bin in which a run ended. */
static plume_status table(plume_text *csv, const plume_chart_data *data,
                          plume_error *error)
{
    static const char *const units[PLUME_TIME_MEASURES] = { "kg", "device-h", "h" };
    timeline chart = { .all = 0.0 };
    plume_status status = survey(&chart, data, error);
    double sum[LAYERS] = { 0 };

    if (status != PLUME_OK)
        return status;
    plume_text_add(csv, "until,unit,final,search,ablation_development,other,all,"
                        "final_runs\n");
    for (size_t i = 0; i < chart.bins->used; i++) {
        const plume_time_bin *bin = bin_at(&chart, i);
        double more = bin->finals;

        for (size_t k = 0; k < LAYERS; k++) {
            more += amount(&chart, bin, k);
            sum[k] += amount(&chart, bin, k);
        }
        if (more <= 0.0)
            continue;
        plume_time_print(csv, plume_time_bins_start_s(chart.bins, i + 1));
        plume_text_printf(csv, ",%s", units[chart.by]);
        for (size_t k = 0; k < LAYERS; k++)
            plume_chart_csv_number(csv, sum[k]);
        plume_chart_csv_number(csv, sum[0] + sum[1] + sum[2] + sum[3]);
        plume_chart_csv_number(csv, bin->finals);
        plume_text_add_char(csv, '\n');
    }
    return plume_text_status(csv, error);
}

const plume_chart plume_chart_timeline = {
    .name = "timeline",
    .title = "When the emissions came",
    .needs = PLUME_CHART_OF_RUNS,
    .build = build,
    .finding = finding,
    .describe = describe,
    .table = table,
};
