/* readers/schedulers/slurm/json_steps.h -- the steps inside of a job of `sacct --json`.
 */
#ifndef PLUME_READERS_SLURM_JSON_STEPS_H
#define PLUME_READERS_SLURM_JSON_STEPS_H

#include <plume/value.h>

#include "readers/schedulers/slurm/steps.h"

/* Adds each step of the list. */
void slurm_json_steps(slurm_steps *out, const plume_value *list);

#endif
