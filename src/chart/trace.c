/* Power over time: of one device its band, median and mean; of up to four a line each; of
 * more their median and the band between the least and the most. */
#include "chart/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/power_lines.h"
#include "chart/power_words.h"
#include "chart/print/numbers.h"
#include "scene/legend.h"
#include "scene/outlines.h"
#include "scene/palette.h"
#include "scene/plane.h"
#include "scene/widths.h"
#include <plume/time.h>

static const double plot_height_pt = 115.0;
static const double strip_pt = 4.0;
static const double column_pt = 0.75;
static const double least_gap_pt = 0.6;
static const double shaded_gap_pt = 2.0;
static const double line_height_pt = 9.5;
static const double calendar_from_s = 1e8; /* 1973: below it times count from a start */
static const double seconds_per_hour = 3600.0;

enum { LINES_MAX = 4, WORDS_MAX = 5 };

static const struct {
    plume_colour colour;
    double dash_pt;
} styles[LINES_MAX] = {
    { PLUME_NAVY, 0.0 }, { PLUME_MID, 0.0 }, { PLUME_INK, 3.0 }, { PLUME_MUTE, 3.0 }
};

typedef struct trace {
    plume_frame frame;
    plume_plane plane;
    const plume_chart_power *power;
    const plume_kept_device *device[PLUME_KEPT_DEVICES]; /* the largest mean first */
    size_t count;
    plume_power_span span;
    double rated_w; /* of all alike; NAN */
    bool beside;    /* words stand at the right, not below */
} trace;

/* --- what is drawn --- */

static int compare_means(const void *left, const void *right)
{
    const plume_kept_device *a = *(const plume_kept_device *const *)left;
    const plume_kept_device *b = *(const plume_kept_device *const *)right;
    double a_w = plume_power_mean_w(a), b_w = plume_power_mean_w(b);

    if (a_w != b_w)
        return a_w > b_w ? -1 : 1;
    return strcmp(a->name, b->name);
}

static plume_status find(trace *chart, const plume_chart_data *data, plume_error *error)
{
    const plume_chart_power *power = data->power;
    plume_status status =
        power != NULL ? plume_kept_power_status(power, error) : PLUME_OK;

    chart->power = power;
    chart->rated_w = NAN;
    for (size_t i = 0; power != NULL && i < plume_kept_device_count(power); i++) {
        const plume_kept_device *device = plume_kept_device_at(power, i);

        if (!(device->measured_s > 0.0))
            continue;
        chart->rated_w = chart->count == 0 || device->rated_w == chart->rated_w
                             ? device->rated_w
                             : (double)NAN;
        chart->device[chart->count++] = device;
    }
    if (status != PLUME_OK)
        return status;
    if (chart->count == 0) {
        (void)plume_fail(error, PLUME_ERR_MISSING,
                         "the logs have no two readings of power one after the other");
        plume_hint(error, "name a power log: of nvidia-smi, rocm-smi, DCGM, RAPL, a wall "
                          "meter ...");
        return PLUME_ERR_MISSING;
    }
    qsort(chart->device, chart->count, sizeof *chart->device, compare_means);
    chart->span = plume_power_span_of(power);
    return PLUME_OK;
}

/* --- layout --- */

static void set_scales(trace *chart)
{
    double most_w = isnan(chart->rated_w) ? 1e-3 : chart->rated_w;

    for (size_t i = 0; i < chart->count; i++)
        most_w = fmax(most_w, plume_power_most_w(chart->device[i]));
    chart->plane.y.dimension = PLUME_DIMENSION_POWER;
    plume_scale_linear(&chart->plane.y, most_w);
    chart->plane.x.dimension = PLUME_DIMENSION_TIME;
    plume_scale_linear(&chart->plane.x,
                       (chart->span.end_s - chart->span.start_s) / seconds_per_hour);
    chart->plane.x.high = (chart->span.end_s - chart->span.start_s) / seconds_per_hour;
}

static double x_of(const trace *chart, double t_s)
{
    return plume_scale_at(&chart->plane.x,
                          (t_s - chart->span.start_s) / seconds_per_hour);
}

static double y_of(const trace *chart, double watts)
{
    return plume_scale_at(&chart->plane.y, watts);
}

static void draw_header(trace *chart)
{
    plume_legend legend[LINES_MAX];
    plume_label label = {
        "power",        0.0, 0.0, PLUME_FACE_SANS, PLUME_SIZE_SMALL, PLUME_ANCHOR_START,
        PLUME_SECONDARY
    };
    size_t count = chart->count > 1 && chart->count <= LINES_MAX ? chart->count : 0;

    for (size_t i = 0; i < count; i++)
        legend[i] = (plume_legend){ PLUME_KEY_BOX, styles[i].colour,
                                    chart->device[i]->name, NULL };
    plume_frame_header(&chart->frame, legend, count);
    label.y_pt = chart->frame.rule_y_pt + 11.0;
    plume_scene_add_label(chart->frame.scene, &label);
    chart->frame.bottom_pt = chart->frame.rule_y_pt + 21.0;
}

/* --- coverage --- */

/* White where nothing was measured, however short. */
static void draw_gaps(trace *chart, const plume_kept_device *device, double strip_y_pt)
{
    size_t count = device->gaps < PLUME_KEPT_GAPS ? device->gaps : PLUME_KEPT_GAPS;

    for (size_t i = 0; i < count; i++) {
        double from_pt = x_of(chart, device->gap[i].from_s);
        double width_pt = x_of(chart, device->gap[i].to_s) - from_pt;

        if (width_pt > shaded_gap_pt && chart->count == 1)
            plume_mark_plate(
                chart->frame.scene,
                (plume_box){ from_pt, chart->plane.top_pt, width_pt, plot_height_pt },
                PLUME_GAP);
        width_pt = fmax(width_pt, least_gap_pt);
        plume_mark_plate(chart->frame.scene,
                         (plume_box){ fmin(from_pt, chart->plane.x.to_pt - width_pt),
                                      strip_y_pt, width_pt, strip_pt },
                         PLUME_WHITE);
    }
}

static void draw_strip(trace *chart)
{
    double y_pt = chart->plane.top_pt - strip_pt - 3.0;

    for (size_t i = 0; i < chart->count; i++) {
        double from_pt = x_of(chart, chart->device[i]->start_s);
        double to_pt = x_of(chart, chart->device[i]->end_s);

        plume_mark_box(chart->frame.scene,
                       (plume_box){ from_pt, y_pt, to_pt - from_pt, strip_pt },
                       PLUME_LIGHT, NULL);
    }
    for (size_t i = 0; i < chart->count; i++)
        draw_gaps(chart, chart->device[i], y_pt);
}

/* --- lines --- */

static void draw_column(trace *chart, double from_pt, double least_w, double most_w)
{
    double top_pt = y_of(chart, most_w), bottom_pt = y_of(chart, least_w);

    plume_mark_box(
        chart->frame.scene,
        (plume_box){ from_pt, top_pt, column_pt, fmax(bottom_pt - top_pt, 0.5) },
        PLUME_LIGHT, NULL);
}

/* From the least to the most in each column. */
static void draw_band(trace *chart, const plume_kept_device *device)
{
    double per_pt = (chart->span.end_s - chart->span.start_s) /
                    (chart->plane.x.to_pt - chart->plane.x.from_pt);

    for (double x = chart->plane.x.from_pt; x + column_pt <= chart->plane.x.to_pt;
         x += column_pt) {
        double from_s = chart->span.start_s + (x - chart->plane.x.from_pt) * per_pt;
        plume_power_bin bin =
            plume_kept_device_between(device, from_s, from_s + column_pt * per_pt);

        if (bin.seconds > 0.0)
            draw_column(chart, x, bin.least_w, bin.most_w);
    }
}

static void flush(trace *chart, plume_point *point, size_t *count, const plume_pen *pen)
{
    if (*count == 1) { /* a line of one point is not seen */
        point[1] = (plume_point){ point[0].x_pt + column_pt, point[0].y_pt };
        *count = 2;
    }
    plume_mark_polyline(chart->frame.scene, point, *count, pen);
    *count = 0;
}

/* Through the medians of the slots; no line goes across a slot without any reading. */
static void draw_line(trace *chart, const plume_kept_device *device, const plume_pen *pen)
{
    plume_point point[PLUME_POWER_SLOTS + 1];
    double slot_pt = (chart->plane.x.to_pt - chart->plane.x.from_pt) / PLUME_POWER_SLOTS;
    size_t count = 0;

    for (size_t i = 0; i < PLUME_POWER_SLOTS; i++) {
        plume_power_slot slot = device != NULL
                                    ? plume_power_slot_of(device, chart->span, i)
                                    : plume_power_slot_over(chart->power, chart->span, i);
        double x_pt = chart->plane.x.from_pt + ((double)i + 0.5) * slot_pt;

        if (slot.seconds > 0.0)
            point[count++] = (plume_point){ x_pt, y_of(chart, slot.median_w) };
        else if (count > 0)
            flush(chart, point, &count, pen);
    }
    if (count > 0)
        flush(chart, point, &count, pen);
}

static void draw_band_over(trace *chart)
{
    double slot_pt = (chart->plane.x.to_pt - chart->plane.x.from_pt) / PLUME_POWER_SLOTS;

    for (size_t i = 0; i < PLUME_POWER_SLOTS; i++) {
        plume_power_slot slot = plume_power_slot_over(chart->power, chart->span, i);
        double top_pt = y_of(chart, slot.most_w);

        if (slot.seconds > 0.0)
            plume_mark_box(chart->frame.scene,
                           (plume_box){ chart->plane.x.from_pt + (double)i * slot_pt,
                                        top_pt, slot_pt,
                                        fmax(y_of(chart, slot.least_w) - top_pt, 0.5) },
                           PLUME_LIGHT, NULL);
    }
}

static void draw_level(trace *chart, double watts, plume_pen pen)
{
    if (isfinite(watts))
        plume_mark_line(chart->frame.scene,
                        (plume_point){ chart->plane.x.from_pt, y_of(chart, watts) },
                        (plume_point){ chart->plane.x.to_pt, y_of(chart, watts) }, &pen);
}

static void draw_lines(trace *chart)
{
    plume_pen pen = { .colour = PLUME_NAVY, .width_pt = 1.0 };

    draw_level(chart, chart->rated_w, (plume_pen){ PLUME_INK, 0.8, 4.0, 2.0, false });
    if (chart->count == 1) {
        draw_band(chart, chart->device[0]);
        draw_level(chart, plume_power_mean_w(chart->device[0]),
                   (plume_pen){ PLUME_INK, 0.7, 1.2, 1.6, false });
        draw_line(chart, chart->device[0], &pen);
    } else if (chart->count > LINES_MAX) {
        draw_band_over(chart);
        draw_line(chart, NULL, &pen);
    }
    for (size_t i = chart->count;
         i-- > 0 && chart->count > 1 && chart->count <= LINES_MAX;) {
        plume_pen own = { styles[i].colour, 1.0, styles[i].dash_pt,
                          styles[i].dash_pt / 2.0, false };

        plume_scene_set_tip(chart->frame.scene, chart->device[i]->name);
        draw_line(chart, chart->device[i], &own);
        plume_scene_set_tip(chart->frame.scene, NULL);
    }
}

/* --- words --- */

static void print_note(plume_text *out, const trace *chart)
{
    if (chart->count > LINES_MAX) {
        plume_power_print_many(out, chart->device, chart->count,
                               plume_kept_devices_met(chart->power));
        return;
    }
    for (size_t i = 0; i < chart->count; i++) {
        plume_text_add(out, i > 0 ? " " : "");
        plume_power_print_device(out, chart->device[i], chart->rated_w);
    }
    if (isfinite(chart->rated_w)) {
        plume_text_add(out, " Dashed: ");
        plume_power_print_rated(out, chart->rated_w);
        plume_text_add_char(out, '.');
    }
}

/* At the right of one device, level with what they name, pushed apart where they would
 * meet: first down, then up from the lower end. */
static void draw_words(trace *chart)
{
    const plume_kept_device *device = chart->device[0];
    plume_text text[WORDS_MAX];
    double y_pt[WORDS_MAX];
    size_t count = 0, mean;

    for (size_t i = 0; i < WORDS_MAX; i++)
        plume_text_init(&text[i]);
    plume_power_print_coverage(&text[count], device);
    y_pt[count++] = chart->plane.top_pt - strip_pt / 2.0 - 3.0;
    if (isfinite(chart->rated_w)) {
        plume_power_print_rated(&text[count], chart->rated_w);
        y_pt[count++] = y_of(chart, chart->rated_w);
    }
    mean = count;
    plume_power_print_mean(&text[count], device);
    y_pt[count++] = y_of(chart, plume_power_mean_w(device));
    if (isfinite(chart->rated_w)) {
        plume_power_print_share(&text[count], device, chart->rated_w);
        y_pt[count++] = 0.0; /* below the mean */
    }
    plume_power_print_energy(&text[count], device);
    y_pt[count++] = 0.0;
    for (size_t i = 1; i < count; i++)
        y_pt[i] = fmax(y_pt[i], y_pt[i - 1] + line_height_pt);
    y_pt[count - 1] = fmin(y_pt[count - 1], chart->plane.bottom_pt - 2.0);
    for (size_t i = count - 1; i-- > 0;)
        y_pt[i] = fmin(y_pt[i], y_pt[i + 1] - line_height_pt);
    for (size_t i = 0; i < count; i++) {
        plume_label label = { NULL,
                              chart->plane.x.to_pt + 6.0,
                              plume_frame_baseline(y_pt[i], PLUME_SIZE_SMALL),
                              i == mean ? PLUME_FACE_SANS_BOLD : PLUME_FACE_SANS,
                              PLUME_SIZE_SMALL,
                              PLUME_ANCHOR_START,
                              i > mean && i + 1 < count ? PLUME_SECONDARY : PLUME_INK };

        plume_scene_add_built(chart->frame.scene, &label, &text[i]);
    }
    for (size_t i = count; i < WORDS_MAX; i++)
        plume_text_dispose(&text[i]);
}

/* The room that the words at the right take; 0: they stand below. */
static double words_room_pt(const trace *chart)
{
    plume_text text;
    double width_pt;

    if (!chart->beside)
        return 0.0;
    plume_text_init(&text);
    plume_power_print_energy(&text, chart->device[0]);
    width_pt = fmax(
        plume_text_width_pt(PLUME_FACE_SANS, PLUME_SIZE_SMALL, text.data),
        plume_text_width_pt(PLUME_FACE_SANS_BOLD, PLUME_SIZE_SMALL, "100.0 % covered"));
    plume_text_dispose(&text);
    return width_pt + 7.0;
}

static void print_x_title(plume_text *out, const trace *chart)
{
    plume_text_add(out, "from ");
    if (fabs(chart->span.start_s) < calendar_from_s)
        plume_text_add(out, "the start");
    else
        plume_time_print(out, chart->span.start_s);
}

/* --- the whole --- */

static plume_status draw(trace *chart, plume_scene *scene, plume_error *error)
{
    plume_text title, note;

    plume_frame_begin(&chart->frame, scene);
    chart->beside = chart->count == 1 && !chart->frame.narrow;
    set_scales(chart);
    draw_header(chart);
    plume_plane_lay_out(&chart->plane, &chart->frame, plot_height_pt,
                        words_room_pt(chart));
    draw_strip(chart);
    plume_plane_grid(&chart->plane);
    draw_lines(chart);
    if (chart->beside)
        draw_words(chart);
    plume_text_init(&title);
    plume_text_init(&note);
    print_x_title(&title, chart);
    plume_scene_require(scene, &title);
    plume_plane_axes(&chart->plane, title.data);
    if (!chart->beside)
        print_note(&note, chart);
    plume_scene_require(scene, &note);
    if (note.length > 0)
        plume_frame_note(&chart->frame, note.data);
    plume_text_dispose(&note);
    plume_text_dispose(&title);
    plume_frame_end(&chart->frame);
    return plume_scene_status(scene, error);
}

static plume_status build(plume_scene *scene, const plume_chart_data *data,
                          const plume_chart_options *options, plume_error *error)
{
    trace chart = { .count = 0 };
    plume_status status = find(&chart, data, error);

    (void)options; /* the scene has its width already */
    return status == PLUME_OK ? draw(&chart, scene, error) : status;
}

static plume_status finding(plume_text *out, const plume_chart_data *data,
                            plume_error *error)
{
    trace chart = { .count = 0 };
    plume_status status = find(&chart, data, error);

    if (status != PLUME_OK || chart.count > 1 || isnan(chart.rated_w))
        return status;
    plume_text_add(out, "The device drew ");
    plume_chart_percent(out, plume_power_mean_w(chart.device[0]) / chart.rated_w, true);
    plume_text_add(out, " of its rated power.");
    return plume_text_status(out, error);
}

static plume_status describe(plume_text *out, const plume_chart_data *data,
                             plume_error *error)
{
    trace chart = { .count = 0 };
    plume_status status = find(&chart, data, error);

    if (status != PLUME_OK)
        return status;
    print_note(out, &chart);
    return plume_text_status(out, error);
}

/* What the line goes through, and the band of it, for each device. */
static plume_status table(plume_text *csv, const plume_chart_data *data,
                          plume_error *error)
{
    trace chart = { .count = 0 };
    plume_status status = find(&chart, data, error);

    if (status != PLUME_OK)
        return status;
    plume_text_add(csv, "device,path,from_s,to_s,least_w,median_w,most_w,measured_s\n");
    for (size_t i = 0; i < chart.count; i++)
        for (size_t k = 0; k < PLUME_POWER_SLOTS; k++) {
            plume_power_slot slot = plume_power_slot_of(chart.device[i], chart.span, k);
            double step_s = (chart.span.end_s - chart.span.start_s) / PLUME_POWER_SLOTS;
            bool any = slot.seconds > 0.0;

            plume_chart_csv_text(csv, chart.device[i]->name, true);
            plume_chart_csv_text(csv, chart.device[i]->path, false);
            plume_chart_csv_number(csv, chart.span.start_s + step_s * (double)k);
            plume_chart_csv_number(csv, chart.span.start_s + step_s * (double)(k + 1));
            plume_chart_csv_number(csv, any ? slot.least_w : (double)NAN);
            plume_chart_csv_number(csv, any ? slot.median_w : (double)NAN);
            plume_chart_csv_number(csv, any ? slot.most_w : (double)NAN);
            plume_chart_csv_number(csv, slot.seconds);
            plume_text_add_char(csv, '\n');
        }
    return plume_text_status(csv, error);
}

const plume_chart plume_chart_trace = {
    .name = "trace",
    .title = "Power over time",
    .needs = PLUME_CHART_OF_POWER,
    .build = build,
    .finding = finding,
    .describe = describe,
    .table = table,
};
