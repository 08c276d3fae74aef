/* appendix.pdf: the text for pages from its template, with the twin and the runs
 * attached. */
#include <stdlib.h>
#include <string.h>

#include "documents/layout/flow.h"
#include "documents/report/internal.h"
#include "documents/template/templates.h"

/* A path that outlives the next question for one; freed by the caller. */
static char *copy_path(plume_report *report, const char *name)
{
    const char *path = plume_folder_path(report->folder, name);

    return path == NULL ? NULL : strdup(path);
}

static plume_status write_pages(plume_report *report, const plume_text *flow,
                                plume_flow_options *options)
{
    plume_output *output;
    plume_status status =
        plume_folder_file(report->folder, "appendix.pdf", &output, report->error);

    if (status != PLUME_OK)
        return status;
    status = plume_flow_write(output, flow->data, flow->length, options, report->notes,
                              report->error);
    if (status != PLUME_OK) {
        plume_output_abandon(output);
        return status;
    }
    return plume_output_finish(output, report->error);
}

static plume_status write_with(plume_report *report, const plume_text *flow,
                               plume_flow_options *options)
{
    char *results = copy_path(report, "results.json"),
         *runs = copy_path(report, "runs.csv");
    plume_status status;

    options->attachments[0] = (plume_attachment){ results, "results.json" };
    options->attachments[1] = (plume_attachment){ runs, "runs.csv" };
    status = results == NULL || runs == NULL ? plume_fail_memory(report->error)
                                             : write_pages(report, flow, options);
    free(runs);
    free(results);
    return status;
}

/* Writes the pages, or counts them alone. */
static plume_status set_pages(plume_report *report, const plume_text *flow,
                              const plume_text *footer, size_t *count)
{
    const plume_value *study = plume_value_get(report->tree, "study");
    plume_chart_data charts = plume_report_chart_data(report);
    plume_flow_options options = {
        .tree = report->tree,
        .charts = &charts,
        .title = plume_value_string(plume_value_get(study, "title")),
        .authors = plume_value_string(plume_value_get(study, "authors")),
        .footer = footer->data,
        .code = plume_value_string(plume_value_get(report->tree, "code")),
        .language = report->data.language,
        .creation_s = report->options->creation_s,
        .pages = count,
    };

    if (*options.title == '\0')
        options.title = plume_word(report->words, "document", "title");
    return count == NULL ? write_with(report, flow, &options)
                         : plume_flow_write(NULL, flow->data, flow->length, &options,
                                            NULL, report->error);
}

/* A template ends in a line break, as a text file does; a footer is one line without
 * it. */
static plume_status render_pages(plume_report *report, size_t *count)
{
    const char *folder = report->options->templates;
    plume_text flow, footer;
    plume_status status;

    plume_text_init(&flow);
    plume_text_init(&footer);
    status = plume_templates_render(&flow, folder, "appendix.flow", report->tree,
                                    report->error);
    if (status == PLUME_OK)
        status = plume_templates_render(&footer, folder, "sentences/footer.txt",
                                        report->tree, report->error);
    while (footer.length > 0 && footer.data[footer.length - 1] == '\n')
        footer.data[--footer.length] = '\0';
    if (status == PLUME_OK)
        status = set_pages(report, &flow, &footer, count);
    plume_text_dispose(&footer);
    plume_text_dispose(&flow);
    return status;
}

plume_status plume_report_pdf(plume_report *report)
{
    return render_pages(report, NULL);
}

plume_status plume_report_count_pages(plume_report *report, size_t *count)
{
    return render_pages(report, count);
}
