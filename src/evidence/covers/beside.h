/* evidence/covers/beside.h -- the traces at the time of one. */
#ifndef PLUME_EVIDENCE_COVERS_BESIDE_H
#define PLUME_EVIDENCE_COVERS_BESIDE_H

#include <plume/status.h>

#include "evidence/covers/time_index.h"

typedef struct plume_beside plume_beside;

/* For so many traces. NULL: out of memory. */
plume_beside *plume_beside_new(size_t traces);
void plume_beside_free(plume_beside *beside);

/* The traces have the numbers 0, 1, 2 ... in the order in which they are added; NAN:
 * their times are not known. False: out of memory. */
bool plume_beside_add(plume_beside *beside, double start_s, double end_s);

/* After the last one: those that have more than a moment in common with these times, or
 * whose own are not known, in order; of unknown times all. Borrowed until it is asked
 * again. */
const uint32_t *plume_beside_find(plume_beside *beside, double start_s, double end_s,
                                  size_t *count);

#endif
