/* readers/trackers/codecarbon/fallbacks.h -- what CodeCarbon writes where it could not
 * measure or find out. */
#ifndef PLUME_READERS_CODECARBON_FALLBACKS_H
#define PLUME_READERS_CODECARBON_FALLBACKS_H

#include "readers/trackers/codecarbon/row.h"
#include "readers/trackers/codecarbon/tallies.h"
#include <plume/run.h>

/* Whether the place of a row is no answer but the lack of one. */
bool codecarbon_place_is_fallback(const codecarbon_row *row);

/* The watts of a row's parts together, any PUE in them divided out; NAN where they are no
 * average of the run: before 3.1.2 a row has those of its last sample. */
double codecarbon_average_w(const codecarbon_row *row);

/* Warns of the powers, the intensity and the place that were not found out. */
void codecarbon_warn_of_fallbacks(codecarbon_warnings *warnings,
                                  const codecarbon_row *row, const plume_run *run);

#endif
