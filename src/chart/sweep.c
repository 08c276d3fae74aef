/* What each trial of a search cost against what it gained: complete ones filled, those
 * that were stopped open, the front that no other beats, and the failed as a rug. */
#include "chart/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/search/hexagons.h"
#include "chart/kept/trials.h"
#include "chart/print/numbers.h"
#include "chart/search/words.h"
#include "scene/legend.h"
#include "scene/outlines.h"
#include "scene/palette.h"
#include "scene/plane.h"
#include "scene/widths.h"

enum { ALL_DRAWN = 2000, RUG_DRAWN = 200, RUG_BINS_MAX = 128 };

static const double plot_height_pt = 150.0, rug_strip_pt = 14.0;
static const double best_label_pt = 15.0;
static const double rug_bin_pt = 6.0;
static const double shown_share = 0.99, far_off = 1.5; /* times the span of those */
static const double most_objective = 1e15;

typedef struct sweep {
    plume_frame frame;
    plume_plane plane;
    const plume_trials *trials;
    double low, high; /* of the objectives that are shown */
    size_t complete, stopped, failed, without, outside;
    bool gains; /* any objective is known */
} sweep;

/* --- what is drawn --- */

static bool has_gain(const plume_kept_run *trial)
{
    return fabs(trial->objective) < most_objective && !plume_trial_is_failed(trial);
}

static int compare_numbers(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;

    return (a > b) - (a < b);
}

/* The worst hundredth is left out where it would squeeze all the others together. */
static void set_range(sweep *chart, double *value, size_t count)
{
    double better = chart->trials->study->better;
    size_t cut = count - (size_t)ceil(shown_share * (double)count), low, high;

    qsort(value, count, sizeof *value, compare_numbers);
    low = better > 0.0 ? cut : 0;
    high = better > 0.0 ? count : count - cut;
    if (isnan(better) ||
        !(value[count - 1] - value[0] > far_off * (value[high - 1] - value[low])) ||
        high - low < 2)
        low = 0, high = count;
    chart->low = value[low];
    chart->high = value[high - 1];
    chart->outside = count - (high - low);
}

static plume_status survey(sweep *chart, plume_error *error)
{
    const plume_trials *trials = chart->trials;
    double *value = malloc((trials->count + 1) * sizeof *value);
    size_t count = 0;

    if (value == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < trials->count; i++) {
        const plume_kept_run *trial = trials->trial[i];

        if (has_gain(trial))
            value[count++] = trial->objective;
        if (plume_trial_is_failed(trial))
            chart->failed++;
        else if (!has_gain(trial))
            chart->without++;
        else if (plume_trial_is_complete(trial))
            chart->complete++;
        else
            chart->stopped++;
    }
    chart->gains = count > 0;
    if (count > 0) {
        set_range(chart, value, count);
        chart->low = fmin(chart->low, trials->best_objective); /* be it in no sample */
        chart->high = fmax(chart->high, trials->best_objective);
    }
    free(value);
    return PLUME_OK;
}

static bool is_shown(const sweep *chart, const plume_kept_run *trial)
{
    return has_gain(trial) && trial->objective >= chart->low &&
           trial->objective <= chart->high;
}

/* --- layout --- */

static void set_scales(sweep *chart)
{
    const plume_trials *trials = chart->trials;
    double low = fmin(HUGE_VAL, trials->best_cost), high = fmax(0.0, trials->best_cost);
    double pad = 0.5 * fmax(fabs(chart->low), 1e-12);

    for (size_t i = 0; i < trials->count; i++) {
        if (!is_shown(chart, trials->trial[i]))
            continue;
        low = fmin(low, trials->trial[i]->cost[trials->by]);
        high = fmax(high, trials->trial[i]->cost[trials->by]);
    }
    chart->plane.x.dimension = trials->dimension;
    plume_scale_near(&chart->plane.x, fmax(low, 1e-12), fmin(high, 1e12));
    chart->plane.y.dimension = PLUME_DIMENSION_RATIO;
    if (chart->high - chart->low > 1e-9 * fmax(fabs(chart->low), fabs(chart->high)))
        pad = 0.0;
    plume_scale_span(&chart->plane.y, chart->low - pad, chart->high + pad);
}

static void count_word(char out[48], const char *word, size_t count, bool whole)
{
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "%s (%s", word, whole ? "" : "sample: ");
    plume_number_fixed(&text, (double)count, 0);
    plume_text_add(&text, ")");
    out[0] = '\0';
    if (text.status == PLUME_OK && text.length < 48)
        memcpy(out, text.data, text.length + 1);
    plume_text_dispose(&text);
}

static void draw_header(sweep *chart)
{
    char complete[48], stopped[48];
    bool whole = chart->trials->whole;
    plume_legend legend[] = {
        { PLUME_KEY_DISC, PLUME_NAVY, complete, "complete" },
        { PLUME_KEY_RING, PLUME_MUTE, stopped, "pruned or stopped" },
    };
    size_t first = chart->complete == 0;
    size_t count = (chart->complete > 0 ? 1u : 0u) + (chart->stopped > 0 ? 1u : 0u);
    plume_label label = { plume_sweep_axis(chart->trials),
                          0.0,
                          0.0,
                          PLUME_FACE_SANS,
                          PLUME_SIZE_SMALL,
                          PLUME_ANCHOR_START,
                          PLUME_SECONDARY };

    count_word(complete, "complete", chart->complete, whole);
    count_word(stopped, "pruned or stopped", chart->stopped, whole);
    plume_frame_header(&chart->frame, legend + first, count);
    label.y_pt = chart->frame.rule_y_pt + 11.0;
    plume_scene_add_label(chart->frame.scene, &label);
    chart->frame.bottom_pt = chart->frame.rule_y_pt + 19.0;
}

static void lay_out(sweep *chart)
{
    bool low_is_best = chart->trials->study->better < 0.0;
    double label_pt = isnan(chart->trials->best_objective) ? 6.0 : best_label_pt;

    chart->plane.below_pt =
        (chart->failed > 0 ? rug_strip_pt : 2.0) + (low_is_best ? label_pt : 4.0);
    chart->plane.above_pt = low_is_best ? 0.0 : label_pt;
    plume_plane_lay_out(&chart->plane, &chart->frame, plot_height_pt, 0.0);
    plume_plane_grid(&chart->plane);
}

/* --- marks --- */

static plume_point place(const sweep *chart, const plume_kept_run *trial)
{
    return plume_plane_at(&chart->plane, trial->cost[chart->trials->by],
                          trial->objective);
}

static void set_tip(sweep *chart, const plume_kept_run *trial)
{
    plume_text tip;

    plume_text_init(&tip);
    plume_text_printf(&tip, "%s: ", trial->name);
    plume_sweep_objective(&tip, trial->objective);
    plume_text_add(&tip, ", ");
    plume_chart_quantity(&tip, chart->trials->dimension, trial->cost[chart->trials->by]);
    plume_scene_require(chart->frame.scene, &tip);
    plume_scene_set_tip(chart->frame.scene, tip.data);
    plume_text_dispose(&tip);
}

static void draw_dot(sweep *chart, const plume_kept_run *trial, bool complete)
{
    plume_pen ring = { .colour = PLUME_MUTE, .width_pt = 0.8 };
    plume_pen edge = { .colour = PLUME_WHITE, .width_pt = 0.5 };
    plume_scene *scene = chart->frame.scene;

    if (!is_shown(chart, trial) || plume_trial_is_complete(trial) != complete)
        return;
    set_tip(chart, trial);
    if (complete)
        plume_mark_disc(scene, place(chart, trial), 2.3, PLUME_NAVY, &edge);
    else
        plume_mark_disc(scene, place(chart, trial), 1.7, PLUME_COLOUR_NONE, &ring);
    plume_scene_set_tip(scene, NULL);
}

/* Those that were stopped lie behind, since what they would have gained is not known. */
static plume_status draw_trials(sweep *chart, plume_error *error)
{
    const plume_trials *trials = chart->trials;
    plume_hexagons hexagons;
    plume_status status = PLUME_OK;

    if (chart->complete + chart->stopped <= ALL_DRAWN) {
        for (int complete = 0; complete < 2; complete++)
            for (size_t i = 0; i < trials->count; i++)
                draw_dot(chart, trials->trial[i], complete == 1);
        return PLUME_OK;
    }
    status = plume_hexagons_begin(
        &hexagons,
        (plume_box){ chart->plane.x.from_pt, chart->plane.top_pt,
                     chart->plane.x.to_pt - chart->plane.x.from_pt, plot_height_pt },
        error);
    if (status != PLUME_OK)
        return status;
    for (size_t i = 0; i < trials->count; i++)
        if (is_shown(chart, trials->trial[i]))
            plume_hexagons_add(&hexagons, place(chart, trials->trial[i]));
    plume_hexagons_draw(&hexagons, chart->frame.scene);
    plume_hexagons_dispose(&hexagons);
    return PLUME_OK;
}

/* From the cheapest of the front on, at each step to what the dearer one gained, and at
 * the end to the edge: whatever cost more gained nothing. */
static void draw_front(sweep *chart)
{
    const plume_trials *trials = chart->trials;
    const plume_front *front = &trials->study->front[trials->by];
    plume_pen pen = { .colour = PLUME_NAVY, .width_pt = 1.0 };
    plume_point point[2 * PLUME_FRONT_MAX + 2];
    size_t count = 0;

    for (size_t i = 0; i < front->count; i++) {
        double objective = trials->study->better * front->point[i].gain;
        plume_point at = plume_plane_at(&chart->plane, front->point[i].cost, objective);

        if (objective < chart->low || objective > chart->high)
            continue;
        if (count > 0) {
            point[count] = (plume_point){ at.x_pt, point[count - 1].y_pt };
            count++;
        }
        point[count++] = at;
    }
    if (count == 0 || trials->count < 2)
        return;
    point[count] = (plume_point){ chart->plane.x.to_pt, point[count - 1].y_pt };
    plume_mark_polyline(chart->frame.scene, point, count + 1, &pen);
}

static void draw_best(sweep *chart)
{
    const plume_trials *trials = chart->trials;
    plume_scene *scene = chart->frame.scene;
    plume_pen edge = { .colour = PLUME_WHITE, .width_pt = 0.8 };
    plume_label label = {
        NULL,     0.0, 0.0, PLUME_FACE_SANS_BOLD, PLUME_SIZE_ROW, PLUME_ANCHOR_START,
        PLUME_OWN
    };
    plume_point at;
    plume_text text;
    double width_pt;

    if (isnan(trials->best_objective))
        return;
    at = plume_plane_at(&chart->plane, trials->best_cost, trials->best_objective);
    plume_mark_disc(scene, at, 3.6, PLUME_OWN, &edge);
    plume_text_init(&text);
    plume_text_add(&text, "best ");
    plume_sweep_objective(&text, trials->best_objective);
    plume_text_add(&text, ", ");
    plume_chart_quantity(&text, trials->dimension, trials->best_cost);
    width_pt = plume_text_width_pt(label.face, label.size_pt, text.data);
    label.x_pt = fmin(fmax(at.x_pt - width_pt / 2.0, chart->plane.x.from_pt),
                      chart->plane.x.to_pt - width_pt);
    label.y_pt = trials->study->better < 0.0 ? at.y_pt + 12.0 : at.y_pt - 6.5;
    plume_scene_add_built(scene, &label, &text);
}

/* --- the failed --- */

static void draw_rug_bins(sweep *chart, double y_pt)
{
    size_t bin[RUG_BINS_MAX] = { 0 }, highest = 1;
    const plume_scale *x = &chart->plane.x;

    for (size_t i = 0; i < chart->trials->count; i++) {
        const plume_kept_run *trial = chart->trials->trial[i];
        size_t at =
            (size_t)((plume_scale_at(x, trial->cost[chart->trials->by]) - x->from_pt) /
                     rug_bin_pt);

        if (!plume_trial_is_failed(trial) || at >= RUG_BINS_MAX)
            continue;
        if (++bin[at] > highest)
            highest = bin[at];
    }
    for (size_t i = 0; i < RUG_BINS_MAX; i++) {
        double left = x->from_pt + rug_bin_pt * (double)i;
        double height = 7.0 * (double)bin[i] / (double)highest;

        if (bin[i] > 0 && left + rug_bin_pt <= x->to_pt + rug_bin_pt)
            plume_mark_box(chart->frame.scene,
                           (plume_box){ left, y_pt - height,
                                        fmin(rug_bin_pt - 0.5, x->to_pt - left), height },
                           PLUME_OWN, NULL);
    }
}

/* Its words stand right of the last tick, else left of the first, else below the chart.
 */
static void label_rug(sweep *chart, double first_pt, double last_pt, double y_pt)
{
    plume_label label = {
        NULL,     0.0, y_pt - 1.0, PLUME_FACE_SANS, PLUME_SIZE_SMALL, PLUME_ANCHOR_START,
        PLUME_OWN
    };
    plume_text text;
    double width_pt;

    plume_text_init(&text);
    plume_sweep_failed(&text, chart->trials, chart->plane.x.low);
    width_pt = plume_text_width_pt(label.face, label.size_pt, text.data);
    label.x_pt = last_pt + 6.0;
    if (label.x_pt + width_pt > chart->plane.x.to_pt)
        label.x_pt = first_pt - 6.0 - width_pt;
    if (label.x_pt >= chart->plane.x.from_pt)
        plume_scene_add_built(chart->frame.scene, &label, &text);
    else
        plume_text_dispose(&text);
}

static void draw_rug(sweep *chart)
{
    double y_pt = chart->plane.bottom_pt - 2.0, first_pt = HUGE_VAL, last_pt = 0.0;
    plume_pen pen = { .colour = PLUME_OWN, .width_pt = 1.0 };

    if (chart->failed == 0)
        return;
    for (size_t i = 0; i < chart->trials->count; i++) {
        const plume_kept_run *trial = chart->trials->trial[i];
        double x_pt = plume_scale_at(&chart->plane.x, trial->cost[chart->trials->by]);

        if (!plume_trial_is_failed(trial))
            continue;
        first_pt = fmin(first_pt, x_pt);
        last_pt = fmax(last_pt, x_pt);
        if (chart->failed <= RUG_DRAWN)
            plume_mark_line(chart->frame.scene, (plume_point){ x_pt, y_pt - 6.0 },
                            (plume_point){ x_pt, y_pt }, &pen);
    }
    if (chart->failed > RUG_DRAWN)
        draw_rug_bins(chart, y_pt);
    label_rug(chart, first_pt, last_pt, y_pt);
}

/* --- the whole --- */

static void draw_notes(sweep *chart)
{
    plume_sweep_counts counts = { chart->failed, chart->without, chart->outside };
    plume_text text;

    plume_text_init(&text);
    plume_sweep_note(&text, chart->trials, &counts);
    plume_scene_require(chart->frame.scene, &text);
    if (text.length > 0)
        plume_frame_note(&chart->frame, text.data);
    plume_text_dispose(&text);
}

static plume_status draw_gains(sweep *chart, plume_error *error)
{
    plume_status status;

    set_scales(chart);
    draw_header(chart);
    lay_out(chart);
    status = draw_trials(chart, error);
    if (status != PLUME_OK)
        return status;
    draw_front(chart);
    draw_best(chart);
    draw_rug(chart);
    plume_plane_axes(&chart->plane, plume_sweep_cost(chart->trials));
    draw_notes(chart);
    plume_frame_end(&chart->frame);
    return PLUME_OK;
}

static plume_status draw(plume_scene *scene, const plume_trials *trials,
                         plume_error *error)
{
    sweep chart = { .trials = trials };
    plume_status status = survey(&chart, error);

    plume_frame_begin(&chart.frame, scene);
    if (status == PLUME_OK && chart.gains)
        status = draw_gains(&chart, error);
    else if (status == PLUME_OK)
        plume_sweep_costs_alone(&chart.frame, trials);
    return status == PLUME_OK ? plume_scene_status(scene, error) : status;
}

/* --- from the data --- */

static plume_status with_trials(const plume_chart_data *data,
                                plume_status (*use)(void *to, const plume_trials *trials,
                                                    plume_error *error),
                                void *to, plume_error *error)
{
    plume_trials trials;
    plume_status status = plume_trials_of(&trials, data->runs, error);

    if (status == PLUME_OK)
        status = use(to, &trials, error);
    plume_trials_dispose(&trials);
    return status;
}

static plume_status draw_on(void *to, const plume_trials *trials, plume_error *error)
{
    return draw(to, trials, error);
}

static plume_status find_in(void *to, const plume_trials *trials, plume_error *error)
{
    plume_sweep_finding(to, trials);
    return plume_text_status(to, error);
}

static plume_status describe_in(void *to, const plume_trials *trials, plume_error *error)
{
    plume_sweep_describe(to, trials);
    return plume_text_status(to, error);
}

static plume_status table_in(void *to, const plume_trials *trials, plume_error *error)
{
    plume_sweep_table(to, trials);
    return plume_text_status(to, error);
}

static plume_status build(plume_scene *scene, const plume_chart_data *data,
                          const plume_chart_options *options, plume_error *error)
{
    (void)options; /* the scene has its width already */
    return with_trials(data, draw_on, scene, error);
}

static plume_status finding(plume_text *out, const plume_chart_data *data,
                            plume_error *error)
{
    return with_trials(data, find_in, out, error);
}

static plume_status describe(plume_text *out, const plume_chart_data *data,
                             plume_error *error)
{
    return with_trials(data, describe_in, out, error);
}

static plume_status table(plume_text *csv, const plume_chart_data *data,
                          plume_error *error)
{
    return with_trials(data, table_in, csv, error);
}

const plume_chart plume_chart_sweep = {
    .name = "sweep",
    .title = "What each trial of a search cost, and what it gained",
    .needs = PLUME_CHART_OF_RUNS,
    .build = build,
    .finding = finding,
    .describe = describe,
    .table = table,
};
