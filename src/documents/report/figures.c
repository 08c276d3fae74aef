/* The figures of a report: each a PDF of either width for LaTeX, an SVG for all else, and
 * its data as CSV. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart/chart.h"
#include "chart/charts.h"
#include "core/input/slurp.h"
#include "documents/model/sections.h"
#include "documents/report/internal.h"
#include "documents/template/templates.h"

/* One column of a two-column paper, and the column of the appendix. */
#define NARROW_PT 241.0
#define WIDE_PT   351.5

/* The name of a file of the figure, kept as long as the report; NULL: out of memory. */
static const char *file_of(const plume_report *report, const char *kind,
                           const char *ending)
{
    const char *name = NULL;
    plume_text text;

    plume_text_init(&text);
    plume_text_printf(&text, "figures/%s%s", kind, ending);
    if (text.status == PLUME_OK)
        name = plume_pool_copy(report->pool, text.data);
    plume_text_dispose(&text);
    return name;
}

/* A comparison of one row holds the study alone, and compares nothing. */
plume_chart_data plume_report_chart_data(const plume_report *report)
{
    plume_chart_data data = { .ledger = report->ledger,
                              .own_name = plume_word(report->words, "own", "name") };

    if (report->comparison != NULL && plume_comparison_count(report->comparison) > 1)
        data.comparison = report->comparison;
    return data;
}

/* Drawing decides nothing about data: what has no place on a page is left out, and told.
 */
static plume_status leave_out(const plume_report *report, const char *kind)
{
    plume_notes_add(report->notes, PLUME_WARNING, "chart-left-out", NULL, 0,
                    "the chart '%s' cannot be drawn and is left out: %s", kind,
                    report->error != NULL ? report->error->message : "");
    return PLUME_OK;
}

/* Whether the chart has anything to draw: it is built once for the answer, at each width.
 */
static plume_status can_draw_at(plume_report *report, const char *kind, double width_pt,
                                bool *out)
{
    const plume_chart_data data = plume_report_chart_data(report);
    const plume_chart_options options = {
        .width_pt = width_pt, .finding = "", .caption = "", .creation_s = NAN
    };
    plume_scene *scene = NULL;
    const plume_chart *chart = plume_chart_find(kind);
    plume_status status =
        chart == NULL
            ? plume_fail(report->error, PLUME_ERR_UNKNOWN, "there is no chart '%s'", kind)
            : plume_chart_scene(&scene, chart, &data, &options, report->error);

    *out = status == PLUME_OK;
    plume_scene_free(scene);
    if (status == PLUME_ERR_VALUE)
        return leave_out(report, kind);
    return status == PLUME_ERR_MISSING ? PLUME_OK : status;
}

static plume_status can_draw(plume_report *report, const char *kind, bool *out)
{
    plume_status status = can_draw_at(report, kind, WIDE_PT, out);

    return status == PLUME_OK && *out ? can_draw_at(report, kind, NARROW_PT, out)
                                      : status;
}

static plume_status write_data(plume_report *report, const char *kind)
{
    const plume_chart_data data = plume_report_chart_data(report);
    const char *name = file_of(report, kind, ".csv");
    plume_output *output;
    plume_status status =
        name == NULL ? plume_fail_memory(report->error)
                     : plume_folder_file(report->folder, name, &output, report->error);

    if (status != PLUME_OK)
        return status;
    status = plume_chart_write_data(kind, &data, output, report->error);
    if (status != PLUME_OK) {
        plume_output_abandon(output);
        return status;
    }
    report->data.figure[report->data.figure_count++] = kind;
    return plume_output_finish(output, report->error);
}

/* A chart without data is no error: the report does without it. */
plume_status plume_report_figure_data(plume_report *report)
{
    plume_status status = PLUME_OK;
    const char *kind;

    for (size_t i = 0; status == PLUME_OK && (kind = plume_section_figure_at(i)) != NULL;
         i++) {
        bool drawable = false;

        status = can_draw(report, kind, &drawable);
        if (status == PLUME_OK && drawable)
            status = write_data(report, kind);
    }
    return status;
}

/* ending: ".svg", "-wide.pdf"; the format is what follows its point. */
static plume_status write_chart(plume_report *report, const char *kind,
                                const char *ending, const plume_chart_options *options)
{
    plume_chart_data data = plume_report_chart_data(report);
    const char *name = file_of(report, kind, ending);
    plume_output *output;
    plume_status status =
        name == NULL ? plume_fail_memory(report->error)
                     : plume_folder_file(report->folder, name, &output, report->error);

    if (status != PLUME_OK)
        return status;
    status = plume_chart_write(kind, &data, options, strchr(ending, '.') + 1, output,
                               report->error);
    if (status != PLUME_OK) {
        plume_output_abandon(output);
        return status;
    }
    plume_report_wrote(report, name);
    return plume_output_finish(output, report->error);
}

/* "sentences/figure-phases-finding.txt", as the caption in a text has it too. */
static plume_status render(plume_text *out, plume_report *report, const char *kind,
                           const char *part)
{
    plume_text name;
    plume_status status;

    plume_text_init(&name);
    plume_text_printf(&name, "sentences/figure-%s-%s.txt", kind, part);
    status = plume_text_status(&name, report->error);
    if (status == PLUME_OK)
        status = plume_templates_render(out, report->options->templates, name.data,
                                        report->tree, report->error);
    plume_text_dispose(&name);
    return status;
}

/* An SVG is the size of its labels and bars: this is far above any. */
enum { SVG_LIMIT = 16 << 20 };

/* For documents that hold the picture itself: from its element on, as the declaration
 * before it belongs to a file. */
static plume_status embed(plume_report *report, const char *kind)
{
    plume_value *figure =
        plume_value_edit(plume_value_edit(report->tree, "figures"), kind);
    const char *name = file_of(report, kind, ".svg"), *element;
    char *text = NULL;
    size_t length;
    plume_status status =
        name == NULL
            ? plume_fail_memory(report->error)
            : plume_source_slurp(&text, &length, plume_folder_path(report->folder, name),
                                 SVG_LIMIT, report->error);

    if (status != PLUME_OK)
        return status;
    element = strstr(text, "<svg");
    if (plume_value_kind(figure) == PLUME_MAP) /* or it has no room in the appendix */
        plume_value_set_string(figure, "svg", element == NULL ? text : element);
    free(text);
    return plume_value_status(report->tree, report->error);
}

static plume_status draw(plume_report *report, const char *kind)
{
    plume_chart_options options = { .creation_s = report->options->creation_s };
    const char *twin = file_of(report, kind, ".csv");
    plume_text finding, caption;
    plume_status status = PLUME_OK;

    plume_text_init(&finding);
    plume_text_init(&caption);
    if (twin == NULL)
        status = plume_fail_memory(report->error);
    else
        plume_report_wrote(report, twin);
    if (status == PLUME_OK)
        status = render(&finding, report, kind, "finding");
    if (status == PLUME_OK)
        status = render(&caption, report, kind, "caption");
    options.finding = finding.data;
    options.caption = caption.data;
    options.width_pt = report->venue != NULL ? report->venue->column_pt : NARROW_PT;
    if (status == PLUME_OK)
        status = write_chart(report, kind, ".pdf", &options);
    options.width_pt = fmax(options.width_pt, WIDE_PT);
    if (status == PLUME_OK)
        status = write_chart(report, kind, "-wide.pdf", &options);
    options.width_pt = WIDE_PT;
    if (status == PLUME_OK)
        status = write_chart(report, kind, ".svg", &options);
    if (status == PLUME_OK)
        status = embed(report, kind);
    plume_text_dispose(&caption);
    plume_text_dispose(&finding);
    return status;
}

plume_status plume_report_figures(plume_report *report)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < report->data.figure_count; i++)
        status = draw(report, report->data.figure[i]);
    return status;
}
