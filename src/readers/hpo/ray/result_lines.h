/* readers/hpo/ray/result_lines.h -- result.json of Ray Tune, line by line. */
#ifndef PLUME_READERS_RAY_RESULT_LINES_H
#define PLUME_READERS_RAY_RESULT_LINES_H

#include "readers/hpo/ray/place.h"
#include "readers/hpo/ray/trial.h"
#include <plume/status.h>

void plume_ray_result_from(plume_ray_result *result, const plume_value *map);
plume_status plume_ray_results_read(plume_ray_trial *trial, plume_source_stream *source,
                                    const plume_ray_place *place, plume_error *error);

#endif
