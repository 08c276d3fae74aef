/* Where the work went: bars of 100 %, parted by role, what failed hatched. */
#include "chart/phases.h"

#include <math.h>

#include "chart/chart.h"
#include "chart/coverage.h"
#include "chart/print/numbers.h"
#include "chart/phase_bars.h"
#include "scene/frame.h"
#include "scene/hatch.h"
#include "scene/legend.h"
#include "scene/palette.h"
#include "scene/widths.h"

static const double row_height_pt = 24.0;
static const double narrow_row_height_pt = 20.0;
static const double above_rows_pt = 7.0;
static const double bar_height_pt = 13.0;
static const double last_row_to_axis_pt = 13.0; /* from its middle */
static const double gap_pt = 0.4;               /* on either side of a boundary */
static const double least_segment_pt = 0.5;
static const double label_margin_pt = 1.5;
static const double small_final_share = 0.02; /* written below the name */
static const double outline_pt = 0.6;
static const double crowded_quarter_pt = 21.0; /* below it, "75" would touch "100 %" */

static const char not_available[] = "not available";
static const char no_roles[] =
    "No run names its role: final runs and search are not told apart.";

typedef struct phases {
    plume_frame frame;
    const plume_phase_bars *bars;
    double row_height_pt;
} phases;

static void total_text(plume_text *out, const plume_phase_bar *bar)
{
    if (isnan(bar->total))
        plume_text_add(out, not_available);
    else
        plume_chart_quantity(out, bar->dimension, bar->total);
}

/* Of what the segments add up to, so that the bar is full. 0 when they are all 0. */
static double share_of(const plume_phase_bar *bar, plume_phase phase)
{
    double sum = 0.0;

    for (int i = 0; i < PLUME_PHASE_COUNT; i++)
        sum += bar->amount[i];
    return sum > 0.0 ? bar->amount[phase] / sum : 0.0;
}

/* "4,789 runs; final 0.05 %" */
static void sub_label_text(plume_text *out, const plume_phase_bar *bar)
{
    double share = share_of(bar, PLUME_PHASE_FINAL);

    if (bar->sub_label != NULL)
        plume_text_add(out, bar->sub_label);
    if (share <= 0.0 || share >= small_final_share)
        return;
    plume_text_add(out, bar->sub_label != NULL ? "; final " : "final ");
    plume_chart_percent(out, share, true);
}

static double text_width(const plume_text *text, plume_face face, double size_pt)
{
    return plume_text_width_pt(face, size_pt, text->data);
}

/* Columns are as wide as their widest text, measured with the face in which it is
 * drawn. */
static void measure(phases *chart)
{
    plume_frame *frame = &chart->frame;
    double names_pt = 0.0, totals_pt = 0.0;

    for (size_t i = 0; i < chart->bars->count; i++) {
        const plume_phase_bar *bar = &chart->bars->bar[i];
        plume_face face = bar->own ? PLUME_FACE_SANS_BOLD : PLUME_FACE_SANS;
        plume_text text;

        plume_text_init(&text);
        total_text(&text, bar);
        totals_pt = fmax(totals_pt, text_width(&text, face, PLUME_SIZE_ROW));
        plume_text_clear(&text);
        if (!frame->narrow)
            sub_label_text(&text, bar);
        names_pt = fmax(names_pt, text_width(&text, PLUME_FACE_SANS, PLUME_SIZE_SMALL));
        names_pt = fmax(names_pt, plume_text_width_pt(face, PLUME_SIZE_ROW, bar->name));
        plume_text_dispose(&text);
    }
    plume_frame_labels(frame, names_pt,
                       frame->narrow  ? 12.0
                       : frame->tight ? 18.0
                                      : 23.0);
    plume_frame_column(frame, "total", totals_pt);
    plume_frame_columns_done(frame);
}

static bool occurs(const plume_phase_bars *bars, plume_phase phase)
{
    for (size_t i = 0; i < bars->count; i++)
        if (bars->bar[i].amount[phase] > 0.0)
            return true;
    return false;
}

static const plume_legend keys[PLUME_PHASE_COUNT] = {
    { PLUME_KEY_BOX, PLUME_NAVY, "Final", NULL },
    { PLUME_KEY_BOX, PLUME_MID, "Search", NULL },
    { PLUME_KEY_BOX, PLUME_LIGHT, "Ablation, development", "Ablation" },
    { PLUME_KEY_OUTLINED, PLUME_WHITE, "Other, unknown", "Other" },
    { PLUME_KEY_HATCHED, PLUME_OWN, "Cut short", NULL },
    { PLUME_KEY_BOX, PLUME_GRID, "Idle, between runs", "Idle" },
};

/* Only phases that occur have a key: one without a bar would be looked for in vain. */
static void draw_header(phases *chart)
{
    plume_legend legend[PLUME_PHASE_COUNT];
    size_t count = 0;
    int phase;

    for (phase = 0; phase < PLUME_PHASE_COUNT; phase++)
        if (occurs(chart->bars, (plume_phase)phase))
            legend[count++] = keys[phase];
    plume_frame_header(&chart->frame, legend, count);
}

/* What failed is hatched besides its colour, so that it is told apart in grey print
 * too. */
static void draw_segment(plume_scene *scene, plume_phase phase, plume_box box)
{
    static const plume_colour fill[PLUME_PHASE_COUNT] = { PLUME_NAVY,  PLUME_MID,
                                                          PLUME_LIGHT, PLUME_WHITE,
                                                          PLUME_OWN,   PLUME_GRID };
    plume_pen outline = { .colour = PLUME_MUTE, .width_pt = outline_pt };

    if (phase == PLUME_PHASE_FAILED)
        plume_mark_hatched(scene, box, fill[phase]);
    else
        plume_mark_box(scene, box, fill[phase],
                       phase == PLUME_PHASE_OTHER ? &outline : NULL);
}

/* The share, with its sign, without it, or not at all; the table and the data twin have
 * it. */
static void draw_share(plume_scene *scene, plume_phase phase, plume_box box, double share)
{
    bool failed = phase == PLUME_PHASE_FAILED;
    plume_label label = {
        NULL,
        box.x_pt + box.width_pt / 2.0,
        plume_frame_baseline(box.y_pt + box.height_pt / 2.0, PLUME_SIZE_SMALL),
        failed ? PLUME_FACE_SANS_BOLD : PLUME_FACE_SANS,
        PLUME_SIZE_SMALL,
        PLUME_ANCHOR_MIDDLE,
        phase == PLUME_PHASE_FINAL ? PLUME_WHITE : PLUME_INK,
    };
    double margin_pt = failed ? 2.0 * label_margin_pt : label_margin_pt;
    plume_text text;
    int with_unit;

    for (with_unit = 1; with_unit >= 0; with_unit--) {
        plume_text_init(&text);
        plume_chart_percent(&text, share, with_unit);
        label.text = text.data;
        if (text_width(&text, label.face, label.size_pt) + 2.0 * margin_pt <=
            box.width_pt) {
            plume_scene_require(scene, &text);
            if (failed)
                plume_mark_plated(scene, &label);
            else
                plume_scene_add_label(scene, &label);
            with_unit = -1;
        }
        plume_text_dispose(&text);
    }
}

/* What a segment keeps of its share when gaps are taken off, and never less than a hair.
 */
static plume_box segment_box(const plume_frame *frame, double from_share, double to_share,
                             double y_pt)
{
    double plot_pt = frame->plot_right_pt - frame->plot_left_pt;
    double left_pt = frame->plot_left_pt + from_share * plot_pt;
    double right_pt = frame->plot_left_pt + to_share * plot_pt;

    if (from_share > 0.0)
        left_pt += gap_pt;
    if (to_share < 1.0 - 1e-9)
        right_pt -= gap_pt;
    if (right_pt - left_pt < least_segment_pt) {
        left_pt = fmin(left_pt, frame->plot_right_pt - least_segment_pt);
        right_pt = left_pt + least_segment_pt;
    }
    return (plume_box){ left_pt, y_pt - bar_height_pt / 2.0, right_pt - left_pt,
                        bar_height_pt };
}

static void set_tip(plume_scene *scene, const plume_phase_bar *bar, int phase,
                    double share)
{
    plume_text tip;

    plume_text_init(&tip);
    plume_text_printf(&tip, "%s, %s: ", bar->name, keys[phase].text);
    plume_chart_quantity(&tip, bar->dimension, bar->amount[phase]);
    plume_text_add(&tip, ", ");
    plume_chart_percent(&tip, share, true);
    plume_scene_require(scene, &tip);
    plume_scene_set_tip(scene, tip.data);
    plume_text_dispose(&tip);
}

/* A share under half of one per cent is drawn but has no figure: it would read 0 %. */
static void draw_bar(phases *chart, const plume_phase_bar *bar, double y_pt)
{
    plume_scene *scene = chart->frame.scene;
    double done = 0.0;
    int phase;

    for (phase = 0; phase < PLUME_PHASE_COUNT; phase++) {
        double share = share_of(bar, (plume_phase)phase);
        plume_box box;

        if (!(share > 0.0))
            continue;
        box = segment_box(&chart->frame, done, done + share, y_pt);
        set_tip(scene, bar, phase, share);
        draw_segment(scene, (plume_phase)phase, box);
        plume_scene_set_tip(scene, NULL);
        if (share >= 0.005)
            draw_share(scene, (plume_phase)phase, box, share);
        done += share;
    }
}

/* A name with a line below it stands higher, so that both together are centred on
 * their bar; in points. */
static void draw_names(phases *chart, const plume_phase_bar *bar, double y_pt)
{
    plume_frame *frame = &chart->frame;
    plume_row_label label = { bar->name, plume_frame_baseline(y_pt, PLUME_SIZE_ROW),
                              bar->own, 0.0 };
    plume_text sub;

    plume_text_init(&sub);
    if (!frame->narrow)
        sub_label_text(&sub, bar);
    plume_scene_require(frame->scene, &sub);
    if (sub.length > 0)
        label.baseline_pt = y_pt - 0.5;
    plume_frame_row(frame, &label);
    if (sub.length > 0)
        plume_frame_sublabel(frame, sub.data, y_pt + 8.0);
    plume_text_dispose(&sub);
}

static void draw_row(phases *chart, const plume_phase_bar *bar, double y_pt)
{
    plume_text total;

    draw_names(chart, bar, y_pt);
    draw_bar(chart, bar, y_pt);
    plume_text_init(&total);
    total_text(&total, bar);
    plume_frame_digits(&chart->frame, 0, &total,
                       plume_frame_baseline(y_pt, PLUME_SIZE_ROW), bar->own);
}

/* 0 to 100 % in quarters: ticks of its own, for steps of 1, 2 and 5 have no 25. */
static void draw_axis(phases *chart, double y_pt)
{
    static const char *const text[] = { "0", "25", "50", "75", "100 %" };
    plume_frame *frame = &chart->frame;
    plume_pen pen = { .colour = PLUME_INK, .width_pt = 0.5, .decoration = true };
    double quarter_pt = (frame->plot_right_pt - frame->plot_left_pt) / 4.0;

    plume_mark_line(frame->scene, (plume_point){ frame->plot_left_pt, y_pt },
                    (plume_point){ frame->plot_right_pt, y_pt }, &pen);
    for (int i = 0; i <= 4; i++) {
        double x_pt = frame->plot_left_pt + quarter_pt * i;
        plume_label label = { text[i],          x_pt,
                              y_pt + 10.5,      PLUME_FACE_SANS,
                              PLUME_SIZE_SMALL, PLUME_ANCHOR_MIDDLE,
                              PLUME_SECONDARY };

        plume_mark_line(frame->scene, (plume_point){ x_pt, y_pt },
                        (plume_point){ x_pt, y_pt + 2.5 }, &pen);
        if (i % 2 == 0 || quarter_pt >= crowded_quarter_pt)
            plume_scene_add_label(frame->scene, &label);
    }
    frame->bottom_pt = y_pt + 12.0;
}

/* Bars of different dimensions (energy, hours) share a chart, since each is 100 % of
 * itself. */
plume_status plume_phases_draw(plume_scene *scene, const plume_phase_bars *bars,
                               plume_error *error)
{
    phases chart = { .bars = bars };
    double y_pt;

    if (bars->count == 0) {
        plume_fail(error, PLUME_ERR_MISSING, "there is no run whose role could be drawn");
        plume_hint(error, "name logs that hold at least one run");
        return PLUME_ERR_MISSING;
    }
    plume_frame_begin(&chart.frame, scene);
    chart.row_height_pt = chart.frame.narrow ? narrow_row_height_pt : row_height_pt;
    measure(&chart);
    draw_header(&chart);

    y_pt = chart.frame.rule_y_pt + above_rows_pt + chart.row_height_pt / 2.0;
    for (size_t i = 0; i < bars->count; i++)
        draw_row(&chart, &bars->bar[i], y_pt + (double)i * chart.row_height_pt);
    y_pt += (double)(bars->count - 1) * chart.row_height_pt;
    draw_axis(&chart, y_pt + last_row_to_axis_pt);
    if (bars->no_roles)
        plume_frame_note(&chart.frame, no_roles);
    plume_frame_end(&chart.frame);
    return plume_scene_status(scene, error);
}

static plume_status arranged(plume_phase_bars *bars, const plume_chart_data *data,
                             plume_error *error)
{
    plume_status status = plume_phase_bars_from(bars, data, error);

    return status == PLUME_OK ? plume_phase_bars_arrange(bars, error) : status;
}

static plume_status build(plume_scene *scene, const plume_chart_data *data,
                          const plume_chart_options *options, plume_error *error)
{
    plume_phase_bars bars;
    plume_status status = arranged(&bars, data, error);

    (void)options; /* the scene has its width already */
    if (status == PLUME_OK)
        status = plume_phases_draw(scene, &bars, error);
    plume_phase_bars_dispose(&bars);
    return status;
}

static void describe_bar(plume_text *out, const plume_phase_bar *bar)
{
    int phase;

    plume_text_printf(out, "%s: ", bar->name);
    total_text(out, bar);
    for (phase = 0; phase < PLUME_PHASE_COUNT; phase++) {
        double share = share_of(bar, (plume_phase)phase);

        if (share <= 0.0)
            continue;
        plume_text_printf(out, ", %s ", plume_phase_name((plume_phase)phase));
        plume_chart_percent(out, share, true);
    }
    plume_text_add(out, ".");
}

void plume_phases_describe(plume_text *out, const plume_phase_bars *bars)
{
    for (size_t i = 0; i < bars->count; i++) {
        if (i > 0)
            plume_text_add(out, " ");
        describe_bar(out, &bars->bar[i]);
    }
}

/* An unknown total leaves its cells empty, as 0 would be a figure (docs/style.md). */
static void table_rows(plume_text *csv, const plume_phase_bar *bar)
{
    static const char *const units[] = { [PLUME_DIMENSION_RATIO] = "runs",
                                         [PLUME_DIMENSION_ENERGY] = "kWh",
                                         [PLUME_DIMENSION_TIME] = "h" };
    bool known = !isnan(bar->total);
    int phase;

    for (phase = 0; phase < PLUME_PHASE_COUNT; phase++) {
        bool told = known && (phase != PLUME_PHASE_FAILED || !bar->states_unknown);

        plume_chart_csv_text(csv, bar->name, true);
        plume_chart_csv_text(csv, plume_phase_name((plume_phase)phase), false);
        plume_chart_csv_number(csv, told ? bar->amount[phase] : (double)NAN);
        plume_chart_csv_text(csv, units[bar->dimension], false);
        plume_chart_csv_number(csv, told && bar->total > 0.0
                                        ? share_of(bar, (plume_phase)phase)
                                        : (double)NAN);
        plume_chart_csv_coverage(
            csv, (plume_coverage){ bar->known_runs, bar->runs, 0, bar->most_runs });
        plume_text_add_char(csv, '\n');
    }
}

void plume_phases_table(plume_text *csv, const plume_phase_bars *bars)
{
    plume_text_add(csv, "bar,segment,amount,unit,share,known_runs,runs,at_most_runs\n");
    for (size_t i = 0; i < bars->count; i++)
        table_rows(csv, &bars->bar[i]);
}

static plume_status print(plume_text *out, const plume_chart_data *data,
                          void (*use)(plume_text *out, const plume_phase_bars *bars),
                          plume_error *error)
{
    plume_phase_bars bars;
    plume_status status = arranged(&bars, data, error);

    if (status == PLUME_OK)
        use(out, &bars);
    plume_phase_bars_dispose(&bars);
    return status == PLUME_OK ? plume_text_status(out, error) : status;
}

static plume_status describe(plume_text *out, const plume_chart_data *data,
                             plume_error *error)
{
    return print(out, data, plume_phases_describe, error);
}

static plume_status table(plume_text *csv, const plume_chart_data *data,
                          plume_error *error)
{
    return print(csv, data, plume_phases_table, error);
}

const plume_chart plume_chart_phases = {
    .name = "phases",
    .title = "Energy by role and state",
    .build = build,
    .describe = describe,
    .table = table,
};
