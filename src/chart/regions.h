/* chart/regions.h -- what "regions" draws, apart from where it is read. */
#ifndef PLUME_CHART_REGIONS_H
#define PLUME_CHART_REGIONS_H

#include "comparison/other_grids.h"
#include "scene/scene.h"
#include <plume/text.h>

plume_status plume_regions_draw(plume_scene *scene, const plume_other_grids *elsewhere,
                                plume_error *error);

#endif
