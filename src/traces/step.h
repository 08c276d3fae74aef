/* traces/step.h -- the steps between the samples of a device. */
#ifndef PLUME_TRACES_STEP_H
#define PLUME_TRACES_STEP_H

#include "traces/integrator.h"

/* The longest interval between samples that is no gap: of one device, after the survey
 * too. */
double plume_power_interval_s(const plume_power *power, size_t i);

#endif
