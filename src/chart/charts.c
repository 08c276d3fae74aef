/* The registry of charts, and what is common to building any of them. */
#include "chart/charts.h"

#include <string.h>

#include "chart/chart.h"
#include "chart/coverage.h"
#include "scene/frame.h"

#define CHART(name) extern const plume_chart plume_chart_##name;
#include "chart/charts.def"
#undef CHART

static const plume_chart *const charts[] = {
#define CHART(name) &plume_chart_##name,
#include "chart/charts.def"
#undef CHART
};

static const double default_width_pt = 351.5;
static const double least_width_pt = 170.0; /* 60 mm: below it a label has no room */
static const double most_width_pt = 2000.0;

size_t plume_charts_count(void)
{
    return sizeof charts / sizeof charts[0];
}

const plume_chart *plume_charts_at(size_t i)
{
    return i < plume_charts_count() ? charts[i] : NULL;
}

const plume_chart *plume_chart_find(const char *name)
{
    for (size_t i = 0; i < plume_charts_count(); i++)
        if (strcmp(charts[i]->name, name) == 0)
            return charts[i];
    return NULL;
}

const char *plume_chart_name_at(size_t i)
{
    return i < plume_charts_count() ? charts[i]->name : NULL;
}

const char *plume_chart_title(const char *kind)
{
    const plume_chart *chart = plume_chart_find(kind);

    return chart != NULL ? chart->title : NULL;
}

unsigned plume_chart_needs(const char *kind)
{
    const plume_chart *chart = plume_chart_find(kind);

    return chart != NULL ? chart->needs : 0;
}

/* Below the picture, that it says so wherever it is shown without its caption. */
static void add_coverage(plume_scene *scene, const plume_chart_data *data)
{
    plume_frame frame;
    plume_text words;

    plume_text_init(&words);
    plume_chart_coverage(&words, data);
    plume_scene_require(scene, &words);
    if (words.length > 0) {
        plume_frame_begin(&frame, scene);
        frame.bottom_pt = plume_scene_height_pt(scene);
        plume_frame_note(&frame, words.data);
        plume_frame_end(&frame);
    }
    plume_text_dispose(&words);
}

/* The width is the column of a journal: 241 pt is one of IEEE's, 505 pt two. */
plume_status plume_chart_scene(plume_scene **out, const plume_chart *chart,
                               const plume_chart_data *data,
                               const plume_chart_options *options, plume_error *error)
{
    double width_pt = options->width_pt != 0.0 ? options->width_pt : default_width_pt;
    plume_scene *scene;
    plume_status status;

    *out = NULL;
    if (!(width_pt >= least_width_pt && width_pt <= most_width_pt))
        return plume_fail(error, PLUME_ERR_VALUE,
                          "a chart is between 170 and 2,000 pt wide (60 to 705 mm)");
    status = plume_scene_new(&scene, width_pt, 1.0, error);
    if (status != PLUME_OK)
        return status;

    status = chart->build(scene, data, options, error);
    if (status == PLUME_OK)
        add_coverage(scene, data);
    if (status == PLUME_OK)
        status = plume_scene_status(scene, error);
    if (status != PLUME_OK) {
        plume_scene_free(scene);
        return status;
    }
    *out = scene;
    return PLUME_OK;
}
