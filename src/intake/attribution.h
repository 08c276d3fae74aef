/* intake/attribution.h -- runs without an energy of their own get what a power
 * trace measured while they ran. */
#ifndef PLUME_INTAKE_ATTRIBUTION_H
#define PLUME_INTAKE_ATTRIBUTION_H

#include "intake/internal.h"
#include "traces/attribution.h"

/* After the survey, once: reads the targets of each trace for their times, then the
 * traces. Does nothing when no input says attribute_to. */
plume_status plume_intake_attribute(plume_intake *intake, plume_error *error);

#endif
