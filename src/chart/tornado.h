/* chart/tornado.h -- what "tornado" draws, apart from where it is read. */
#ifndef PLUME_CHART_TORNADO_H
#define PLUME_CHART_TORNADO_H

#include <plume/uncertainty.h>

#include "scene/scene.h"

/* PLUME_ERR_MISSING when no input has a spread. */
plume_status plume_tornado_draw(plume_scene *scene, const plume_budget *budget,
                                plume_error *error);

#endif
