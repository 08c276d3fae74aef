/* evidence/idle_places.h -- where the devices of a trace stand, by the runs it covers.
 *
 * A power log names no place, nor does what it holds beside the runs: that is drawn where
 * the runs are. Runs of several places tell none. */
#ifndef PLUME_EVIDENCE_IDLE_PLACES_H
#define PLUME_EVIDENCE_IDLE_PLACES_H

#include "evidence/covers/covers.h"

typedef struct plume_idle_places plume_idle_places;

/* NULL: out of memory. The covers are borrowed. */
plume_idle_places *plume_idle_places_new(const plume_covers *covers);
void plume_idle_places_free(plume_idle_places *places);

/* Keeps the place of a run for each trace that covers its group. */
plume_status plume_idle_places_learn(plume_idle_places *places, uint32_t group,
                                     const plume_run *run, plume_error *error);

/* Fills what idle does not state itself; what is filled in is borrowed from places. */
void plume_idle_places_fill(const plume_idle_places *places,
                            const plume_covering *covering, plume_run *idle);

#endif
