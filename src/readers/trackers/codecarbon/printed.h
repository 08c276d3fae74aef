/* readers/trackers/codecarbon/printed.h -- how a run is known by what CodeCarbon prints
 * of it. */
#ifndef PLUME_READERS_CODECARBON_PRINTED_H
#define PLUME_READERS_CODECARBON_PRINTED_H

#include <plume/text.h>

/* Its console has no id of the run: the total to the six decimals that it prints. Nothing
 * where that is zero. */
void codecarbon_print_total(plume_text *out, double logged_kwh);

#endif
