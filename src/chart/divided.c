/* Energy by what totals are divided by: a bar an account, a project, a month ... */
#include <math.h>
#include <string.h>

#include "chart/chart.h"
#include "chart/print/numbers.h"
#include "scene/frame.h"
#include "scene/legend.h"
#include "scene/palette.h"
#include "scene/widths.h"

/* More rows are one; months, of which none is the largest, have two years. */
enum { ROWS_MOST = 12, MONTHS_MOST = 24 };

static const double row_pt = 14.0, bar_pt = 9.0, below_rule_pt = 3.0;
static const double outline_pt = 0.6;

typedef struct parts {
    plume_divided row[MONTHS_MOST];
    size_t count;
    plume_by by;
    double most_kwh, all_kwh;
} parts;

static const char *name_of(const plume_divided *row)
{
    return row->name[0] != '\0' ? row->name : "not recorded";
}

/* PLUME_ERR_MISSING where nothing was asked for, or nothing is known. */
static plume_status find(parts *out, const plume_chart_data *data, plume_error *error)
{
    const plume_ledger *ledger = data->ledger;

    *out = (parts){ .by = ledger != NULL ? plume_ledger_divided_by(ledger)
                                         : PLUME_BY_NOTHING };
    if (out->by == PLUME_BY_NOTHING) {
        plume_fail(error, PLUME_ERR_MISSING, "the totals are not divided by anything");
        plume_hint(error, "--by account, project, partition, model, study, month or "
                          "device says by what");
        return PLUME_ERR_MISSING;
    }
    out->count = plume_ledger_divided_shown(
        ledger, out->row, out->by == PLUME_BY_MONTH ? MONTHS_MOST : ROWS_MOST);
    for (size_t i = 0; i < out->count; i++) {
        out->most_kwh = fmax(out->most_kwh, out->row[i].it_kwh);
        out->all_kwh += out->row[i].it_kwh;
    }
    if (!plume_chart_drawable(out->most_kwh))
        return plume_fail(error, PLUME_ERR_MISSING, "no energy is known of any %s",
                          plume_by_name(out->by));
    return PLUME_OK;
}

static void energy_text(plume_text *out, const plume_divided *row)
{
    if (row->energy_runs == 0 && !(row->it_kwh > 0.0)) {
        plume_text_add(out, "n/a");
        return;
    }
    if (row->energy_runs < row->runs)
        plume_text_add(out, ">=\302\240");
    plume_chart_quantity(out, PLUME_DIMENSION_ENERGY, row->it_kwh);
}

/* What states none is open: it is no account among the others. */
static void draw_bar(plume_frame *frame, const plume_scale *scale,
                     const plume_divided *row)
{
    double y = frame->bottom_pt + row_pt / 2.0, from = frame->plot_left_pt;
    double baseline = plume_frame_baseline(y, PLUME_SIZE_ROW);
    plume_row_label label = { name_of(row), baseline, false, 0.0 };
    plume_pen outline = { .colour = PLUME_MUTE, .width_pt = outline_pt };
    plume_text digits;

    plume_frame_row(frame, &label);
    if (row->it_kwh > 0.0) {
        double to = plume_scale_at(scale, row->it_kwh);
        plume_box box = { from, y - bar_pt / 2.0, to - from, bar_pt };

        if (row->name[0] == '\0')
            plume_mark_box(frame->scene, box, PLUME_WHITE, &outline);
        else
            plume_mark_box(frame->scene, box, PLUME_NAVY, NULL);
    }
    plume_text_init(&digits);
    energy_text(&digits, row);
    plume_frame_digits(frame, 0, &digits, baseline, false);
    frame->bottom_pt += row_pt;
}

/* Columns are as wide as their widest text. */
static void measure(plume_frame *frame, const parts *of)
{
    double names_pt = 0.0, digits_pt = 0.0;

    for (size_t i = 0; i < of->count; i++) {
        plume_text digits;

        plume_text_init(&digits);
        energy_text(&digits, &of->row[i]);
        digits_pt = fmax(
            digits_pt, plume_text_width_pt(PLUME_FACE_SANS, PLUME_SIZE_ROW, digits.data));
        names_pt = fmax(names_pt, plume_text_width_pt(PLUME_FACE_SANS, PLUME_SIZE_ROW,
                                                      name_of(&of->row[i])));
        plume_text_dispose(&digits);
    }
    plume_frame_labels(frame, names_pt, 10.0);
    plume_frame_column(frame, "IT energy", digits_pt);
    plume_frame_columns_done(frame);
}

static plume_status build(plume_scene *scene, const plume_chart_data *data,
                          const plume_chart_options *options, plume_error *error)
{
    plume_scale scale = { .dimension = PLUME_DIMENSION_ENERGY };
    plume_frame frame;
    plume_ticks ticks;
    parts of;
    plume_status status = find(&of, data, error);

    (void)options; /* the scene has its width already */
    if (status != PLUME_OK)
        return status;
    plume_frame_begin(&frame, scene);
    measure(&frame, &of);
    plume_frame_header(&frame, NULL, 0);
    plume_scale_linear(&scale, of.most_kwh);
    scale.from_pt = frame.plot_left_pt;
    scale.to_pt = frame.plot_right_pt;
    frame.bottom_pt += below_rule_pt;
    for (size_t i = 0; i < of.count; i++)
        draw_bar(&frame, &scale, &of.row[i]);
    plume_scale_ticks(&ticks, &scale, PLUME_SIZE_SMALL);
    plume_frame_axis(&frame, &scale, &ticks, frame.bottom_pt + 2.0);
    plume_frame_end(&frame);
    return PLUME_OK;
}

static plume_status describe(plume_text *out, const plume_chart_data *data,
                             plume_error *error)
{
    parts of;
    plume_status status = find(&of, data, error);

    if (status != PLUME_OK)
        return status;
    plume_text_printf(out, "IT energy by %s:", plume_by_name(of.by));
    for (size_t i = 0; i < of.count; i++) {
        plume_text_printf(out, "%s %s ", i > 0 ? "," : "", name_of(&of.row[i]));
        energy_text(out, &of.row[i]);
    }
    plume_text_add_char(out, '.');
    return plume_text_status(out, error);
}

static plume_status table(plume_text *csv, const plume_chart_data *data,
                          plume_error *error)
{
    parts of;
    plume_status status = find(&of, data, error);

    if (status != PLUME_OK)
        return status;
    plume_text_printf(csv, "%s,runs,known_runs,it_kwh\n", plume_by_name(of.by));
    for (size_t i = 0; i < of.count; i++) {
        const plume_divided *row = &of.row[i];

        plume_chart_csv_text(csv, row->name, true);
        plume_chart_csv_number(csv, (double)row->runs);
        plume_chart_csv_number(csv, (double)row->energy_runs);
        plume_chart_csv_number(
            csv, row->energy_runs > 0 || row->it_kwh > 0.0 ? row->it_kwh : (double)NAN);
        plume_text_add_char(csv, '\n');
    }
    return plume_text_status(csv, error);
}

const plume_chart plume_chart_divided = {
    .name = "divided",
    .title = "Energy by account, project, month ...",
    .needs = PLUME_CHART_OF_DIVISION,
    .build = build,
    .describe = describe,
    .table = table,
};
