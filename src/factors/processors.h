/* factors/processors.h -- processors by the names that systems print. */
#ifndef PLUME_FACTORS_PROCESSORS_H
#define PLUME_FACTORS_PROCESSORS_H

#include <stdbool.h>

#include <plume/factors.h>

/* Trademarks and generations are taken off, as the list has processors without them. */
plume_status plume_processor_find(plume_factors *factors, const char *name,
                                  plume_device *out, bool *found, plume_error *error);

/* The class that a name tells ("AMD EPYC 7B13": AMD EPYC), its rated power the median of
 * the class. *found false: the name is of no processor. */
plume_status plume_processor_guess(plume_factors *factors, const char *name,
                                   plume_device *out, bool *found, plume_error *error);

/* Warns of a guess, with its range. */
void plume_processor_note_guess(const plume_device *device, const char *name,
                                plume_notes *notes);

#endif
