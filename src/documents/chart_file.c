/* Where a chart and a back-end meet: the one file that knows both. */
#include "canvas/canvas.h"
#include "chart/chart.h"
#include "chart/charts.h"
#include "chart/coverage.h"
#include <plume/chart.h>
#include <plume/names.h>

const char *plume_canvas_name_at(size_t i)
{
    const plume_canvas *canvas = plume_canvases_at(i);

    return canvas != NULL ? canvas->name : NULL;
}

/* The nearest names when any is near, else all of them: there are few. */
static plume_status fail_unknown(const char *what, const char *name,
                                 const char *(*at)(size_t), plume_error *error)
{
    plume_nearest nearest;
    plume_text known;

    plume_nearest_init(&nearest, name);
    plume_text_init(&known);
    for (size_t i = 0; at(i) != NULL; i++) {
        plume_nearest_offer(&nearest, at(i));
        plume_text_printf(&known, "%s%s", i > 0 ? ", " : "", at(i));
    }
    plume_fail(error, PLUME_ERR_UNKNOWN, "there is no %s '%s'", what, name);
    if (nearest.name[0] != NULL) {
        plume_text_clear(&known);
        plume_nearest_print(&known, &nearest);
        plume_hint(error, "%s", known.data);
    } else {
        plume_hint(error, "known are %s", known.data);
    }
    plume_text_dispose(&known);
    return PLUME_ERR_UNKNOWN;
}

static plume_status find_chart(const plume_chart **out, const char *kind,
                               plume_error *error)
{
    *out = plume_chart_find(kind);
    if (*out == NULL)
        return fail_unknown("chart", kind, plume_chart_name_at, error);
    return PLUME_OK;
}

/* Caption, then the extreme values in a sentence. */
static plume_status describe(plume_text *out, const plume_chart *chart,
                             const plume_chart_data *data, const char *caption,
                             plume_error *error)
{
    plume_text coverage;
    plume_status status;

    if (caption != NULL && caption[0] != '\0')
        plume_text_printf(out, "%s ", caption);
    status = chart->describe(out, data, error);
    plume_text_init(&coverage);
    plume_chart_coverage(&coverage, data);
    if (coverage.length > 0)
        plume_text_printf(out, " %s", coverage.data);
    plume_text_dispose(&coverage);
    return status == PLUME_OK ? plume_text_status(out, error) : status;
}

/* As it is given, else what the chart itself finds, else its title. */
static plume_status find(plume_text *out, const plume_chart *chart,
                         const plume_chart_data *data, const char *given,
                         plume_error *error)
{
    plume_status status = PLUME_OK;

    if (given != NULL && given[0] != '\0')
        plume_text_add(out, given);
    else if (chart->finding != NULL)
        status = chart->finding(out, data, error);
    if (status == PLUME_OK && out->length == 0)
        plume_text_add(out, chart->title);
    return status == PLUME_OK ? plume_text_status(out, error) : status;
}

/* The description is what a screen reader says of the picture. */
static plume_status draw(const plume_chart *chart, const plume_chart_data *data,
                         const plume_chart_options *options, const plume_canvas *canvas,
                         plume_output *output, plume_error *error)
{
    plume_page_info info = { .language = "en", .creation_s = options->creation_s };
    plume_scene *scene = NULL;
    plume_text description, title;
    plume_status status;

    plume_text_init(&title);
    plume_text_init(&description);
    status = plume_chart_scene(&scene, chart, data, options, error);
    if (status == PLUME_OK)
        status = find(&title, chart, data, options->finding, error);
    if (status == PLUME_OK)
        status = describe(&description, chart, data, options->caption, error);
    if (status == PLUME_OK) {
        info.title = title.data;
        info.description = description.data;
        info.width_pt = plume_scene_width_pt(scene);
        info.height_pt = plume_scene_height_pt(scene);
        status = plume_canvas_draw(canvas, output, scene, &info, error);
    }
    plume_text_dispose(&description);
    plume_text_dispose(&title);
    plume_scene_free(scene);
    return status;
}

plume_status plume_chart_write(const char *kind, const plume_chart_data *data,
                               const plume_chart_options *options, const char *format,
                               plume_output *output, plume_error *error)
{
    const plume_canvas *canvas = plume_canvas_find(format);
    const plume_chart *chart;
    plume_status status = find_chart(&chart, kind, error);

    if (status != PLUME_OK)
        return status;
    if (canvas == NULL)
        return fail_unknown("chart format", format, plume_canvas_name_at, error);
    return draw(chart, data, options, canvas, output, error);
}

/* The table is built whole before a byte is written: a chart without data fails with
 * nothing in the output. */
plume_status plume_chart_write_data(const char *kind, const plume_chart_data *data,
                                    plume_output *output, plume_error *error)
{
    const plume_chart *chart;
    plume_text csv;
    plume_status status = find_chart(&chart, kind, error);

    if (status != PLUME_OK)
        return status;
    plume_text_init(&csv);
    status = chart->table(&csv, data, error);
    if (status == PLUME_OK)
        status = plume_text_status(&csv, error);
    if (status == PLUME_OK)
        status = plume_output_write(output, csv.data, csv.length, error);
    plume_text_dispose(&csv);
    return status;
}
