/* readers/hpo/ray/place.h -- where results of Ray Tune are read from, and what is damaged
 * there. */
#ifndef PLUME_READERS_RAY_PLACE_H
#define PLUME_READERS_RAY_PLACE_H

#include "logs/log.h"
#include <plume/status.h>

/* What is damaged is a record that is rejected, or a note when prefix says that another
 * log has the records. */
typedef struct plume_ray_place {
    plume_log *log;
    const char *prefix; /* NULL: the log itself; else of a file that belongs to it */
    const char *name;
} plume_ray_place;

void plume_ray_damaged(const plume_ray_place *place, uint64_t line, const char *code,
                       const char *why);

#endif
