/* The figures of a report: each a PDF for LaTeX, an SVG for all else, and its data as
 * CSV. */
#include <math.h>
#include <string.h>

#include "chart/chart.h"
#include "documents/report/internal.h"
#include "documents/template/templates.h"

/* One column of a two-column paper, and the column of the appendix. */
#define NARROW_PT 241.0
#define WIDE_PT   351.5

/* A chart, and the sentences that go with it. */
static const struct figure {
    const char *kind, *finding, *caption;
    const char *files[3]; /* CSV, PDF, SVG */
} figures[PLUME_REPORT_FIGURES] = {
    { "phases",
      "sentences/phases-finding.txt",
      "sentences/phases-caption.txt",
      { "figures/phases.csv", "figures/phases.pdf", "figures/phases.svg" } },
    { "tornado",
      "sentences/tornado-finding.txt",
      "sentences/tornado-caption.txt",
      { "figures/tornado.csv", "figures/tornado.pdf", "figures/tornado.svg" } },
    { "models",
      "sentences/models-finding.txt",
      "sentences/models-caption.txt",
      { "figures/models.csv", "figures/models.pdf", "figures/models.svg" } },
    { "methods",
      "sentences/dumbbell-finding.txt",
      "sentences/dumbbell-caption.txt",
      { "figures/methods.csv", "figures/methods.pdf", "figures/methods.svg" } },
};

plume_chart_data plume_report_chart_data(const plume_report *report)
{
    plume_chart_data data = { .ledger = report->ledger,
                              .own_name = plume_word(report->words, "own", "name") };

    if (report->comparison != NULL && plume_comparison_count(report->comparison) > 1)
        data.comparison = report->comparison;
    return data;
}

/* Whether the chart has anything to draw: it is built once for the answer. */
static plume_status can_draw(plume_report *report, const struct figure *figure, bool *out)
{
    const plume_chart_data data = plume_report_chart_data(report);
    const plume_chart_options options = {
        .width_pt = WIDE_PT, .finding = "", .caption = "", .creation_s = NAN
    };
    plume_scene *scene;
    plume_status status = plume_chart_scene(&scene, plume_chart_find(figure->kind), &data,
                                            &options, report->error);

    *out = status == PLUME_OK;
    plume_scene_free(scene);
    return status == PLUME_ERR_MISSING ? PLUME_OK : status;
}

static plume_status write_data(plume_report *report, const struct figure *figure)
{
    const plume_chart_data data = plume_report_chart_data(report);
    plume_output *output;
    plume_status status =
        plume_folder_file(report->folder, figure->files[0], &output, report->error);

    if (status != PLUME_OK)
        return status;
    status = plume_chart_write_data(figure->kind, &data, output, report->error);
    if (status != PLUME_OK) {
        plume_output_abandon(output);
        return status;
    }
    report->data.figure[report->data.figure_count++] = figure->kind;
    return plume_output_finish(output, report->error);
}

/* A chart without data is no error: the report does without it. */
plume_status plume_report_figure_data(plume_report *report)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < PLUME_REPORT_FIGURES; i++) {
        bool drawable = false;

        status = can_draw(report, &figures[i], &drawable);
        if (status == PLUME_OK && drawable)
            status = write_data(report, &figures[i]);
    }
    return status;
}

static plume_status write_chart(plume_report *report, const struct figure *figure,
                                const plume_chart_options *options, size_t file)
{
    static const char *const formats[] = { "csv", "pdf", "svg" };
    plume_chart_data data = plume_report_chart_data(report);
    plume_output *output;
    plume_status status =
        plume_folder_file(report->folder, figure->files[file], &output, report->error);

    if (status != PLUME_OK)
        return status;
    status = plume_chart_write(figure->kind, &data, options, formats[file], output,
                               report->error);
    if (status != PLUME_OK) {
        plume_output_abandon(output);
        return status;
    }
    plume_report_wrote(report, figure->files[file]);
    return plume_output_finish(output, report->error);
}

static plume_status draw(plume_report *report, const struct figure *figure)
{
    plume_chart_options options = { .creation_s = report->options->creation_s };
    plume_text finding, caption;
    plume_status status;

    plume_text_init(&finding);
    plume_text_init(&caption);
    status = plume_texts_render(&finding, report->options->templates, figure->finding,
                                report->tree, report->error);
    if (status == PLUME_OK)
        status = plume_texts_render(&caption, report->options->templates, figure->caption,
                                    report->tree, report->error);
    options.finding = finding.data;
    options.caption = caption.data;
    plume_report_wrote(report, figure->files[0]);
    options.width_pt = NARROW_PT;
    if (status == PLUME_OK)
        status = write_chart(report, figure, &options, 1);
    options.width_pt = WIDE_PT;
    if (status == PLUME_OK)
        status = write_chart(report, figure, &options, 2);
    plume_text_dispose(&caption);
    plume_text_dispose(&finding);
    return status;
}

static bool has_data(const plume_report *report, const char *kind)
{
    for (size_t i = 0; i < report->data.figure_count; i++)
        if (strcmp(report->data.figure[i], kind) == 0)
            return true;
    return false;
}

plume_status plume_report_figures(plume_report *report)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; status == PLUME_OK && i < PLUME_REPORT_FIGURES; i++)
        if (has_data(report, figures[i].kind))
            status = draw(report, &figures[i]);
    return status;
}
