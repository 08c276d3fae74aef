/* records/sieves.h -- the runs that were met once, of all inputs, by bits of their
 * fingerprints.
 *
 * Inputs share one filter, so that an input of few runs costs what its runs cost, and a
 * run is looked for once and not in each input. A run is not looked for among those of
 * its own input when that repeats none: they wait, 8 bytes each, until the input is
 * through; an input of very many has a filter of its own instead. */
#ifndef PLUME_RECORDS_SIEVES_H
#define PLUME_RECORDS_SIEVES_H

#include "records/identity.h"

typedef struct plume_sieves plume_sieves;

plume_sieves *plume_sieves_new(void); /* NULL: out of memory */
void plume_sieves_free(plume_sieves *sieves);

/* Inputs come one after another. False: out of memory. */
bool plume_sieves_add(plume_sieves *sieves, const plume_sighting *sighting);
/* Behind the last; judge only after it. False: out of memory. */
bool plume_sieves_end(plume_sieves *sieves);

/* Whether an earlier record may have been of this run. */
bool plume_sieves_may_hold(plume_sieves *sieves, const plume_sighting *sighting);
/* Whether this very record may have been added. */
bool plume_sieves_hold(const plume_sieves *sieves, const plume_sighting *sighting);

/* Filters asked by plume_sieves_may_hold so far. */
size_t plume_sieves_asked(const plume_sieves *sieves);

#endif
