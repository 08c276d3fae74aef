/* core/output/leftovers.h -- what an earlier run that was killed left beside a target. */
#ifndef PLUME_CORE_OUTPUT_LEFTOVERS_H
#define PLUME_CORE_OUTPUT_LEFTOVERS_H

#include "core/output/staging.h"

/* A folder that was set aside for the place's target gets its name back when that is free
 * and no living run holds it. *name is its hidden name, freed by the caller; NULL: there
 * was none. */
plume_status plume_leftovers_put_back(const plume_place *place, char **name,
                                      plume_error *error);

/* Removes what no living run holds: a half-built one, and of a whole one what the owner
 * wrote. What cannot be removed is left, for nothing depends on it. */
void plume_leftovers_remove(const plume_place *place);

#endif
