/* chart/chart.h -- a kind of chart: builds a scene from data, knows no back-end. */
#ifndef PLUME_CHART_CHART_H
#define PLUME_CHART_CHART_H

#include "scene/scene.h"
#include <plume/chart.h>
#include <plume/text.h>

typedef struct plume_chart {
    const char *name;  /* "phases" */
    const char *title; /* "energy by role and state" */

    unsigned needs; /* PLUME_CHART_OF_... */

    /* Draws into a scene of options->width_pt and sets its height. PLUME_ERR_MISSING when
     * data has nothing to draw. */
    plume_status (*build)(plume_scene *scene, const plume_chart_data *data,
                          const plume_chart_options *options, plume_error *error);

    /* What the picture shows, in one sentence with its number; NULL, or nothing appended:
     * the data support none, and the title stands. */
    plume_status (*finding)(plume_text *out, const plume_chart_data *data,
                            plume_error *error);

    /* The extreme values in a sentence, for those who do not see the picture. */
    plume_status (*describe)(plume_text *out, const plume_chart_data *data,
                             plume_error *error);

    /* The figures that are drawn, as CSV with a header. */
    plume_status (*table)(plume_text *csv, const plume_chart_data *data,
                          plume_error *error);
} plume_chart;

#endif
