/* readers/hpo/ray/progress_rows.h -- progress.csv of Ray Tune, row by row. */
#ifndef PLUME_READERS_RAY_PROGRESS_ROWS_H
#define PLUME_READERS_RAY_PROGRESS_ROWS_H

#include "readers/hpo/ray/place.h"
#include "readers/hpo/ray/trial.h"
#include <plume/status.h>

plume_status plume_ray_progress_read(plume_ray_trial *trial, plume_source_stream *source,
                                     const plume_ray_place *place, plume_error *error);

#endif
