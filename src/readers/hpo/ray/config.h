/* readers/hpo/ray/config.h -- how many GPUs a trial of Ray Tune asked for; NAN when that
 * is not said. */
#ifndef PLUME_READERS_RAY_CONFIG_H
#define PLUME_READERS_RAY_CONFIG_H

#include "logs/log.h"
#include <plume/status.h>

double plume_ray_config_gpus(const plume_value *config);
/* The same from what Python prints of a dictionary. */
double plume_ray_printed_gpus(const char *config);
/* From params.json below prefix ("" or "folder/"); what cannot be read is a note. */
plume_status plume_ray_params_gpus(double *gpus, plume_log *log, const char *prefix,
                                   plume_error *error);

#endif
