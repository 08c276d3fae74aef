/* core/output/exchange.h -- a new folder takes the name of an old one. */
#ifndef PLUME_CORE_OUTPUT_EXCHANGE_H
#define PLUME_CORE_OUTPUT_EXCHANGE_H

#include "core/output/staging.h"

/* At every moment one of the two stands whole under the target's name; where the file
 * system cannot exchange two names there is a moment between two renames, in which the
 * old one has a hidden name that the next run takes back (leftovers.h). Refuses, with
 * both as they were, when the old one holds what the place's owner did not write. The old
 * one is removed. */
plume_status plume_place_exchange(plume_place *place, plume_error *error);

#endif
