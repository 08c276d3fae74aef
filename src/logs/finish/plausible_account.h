/* logs/finish/plausible_account.h -- what a run says that cannot be, by what its
 * devices draw.
 */
#ifndef PLUME_LOGS_FINISH_PLAUSIBLE_ACCOUNT_H
#define PLUME_LOGS_FINISH_PLAUSIBLE_ACCOUNT_H

#include "core/pool.h"
#include <plume/input.h>
#include <plume/notes.h>
#include <plume/run.h>
#include <plume/text.h>

/* Whoever rates runs keeps one: runs of a log are of a few devices as a rule, and the
 * tables are long. */
typedef struct plume_ratings {
    plume_rating_finder finder; /* find may be NULL */
    plume_map *known;           /* names that were looked up; NULL before the first */
    plume_rating *rating;       /* of each */
} plume_ratings;

void plume_ratings_init(plume_ratings *ratings, plume_rating_finder finder);
void plume_ratings_dispose(plume_ratings *ratings);

/* Watts of an accelerator of this name; NAN unknown. */
double plume_ratings_device_w(plume_ratings *ratings, const char *device);

/* Of the device and the processor of a run; NAN unknown. */
void plume_ratings_of(plume_ratings *ratings, const plume_run *run, double *device_w,
                      double *processor_w);

/* A warning for each of power, intensity and PUE that cannot be, at a line of the file.
 * A simulated run is meant to be unlike any machine. notes may be NULL. */
void plume_ratings_doubt(plume_ratings *ratings, const plume_run *run, const char *path,
                         uint64_t line, plume_notes *notes);
/* Likewise, where they are known. */
void plume_ratings_doubt_rated(double device_w, double processor_w, const plume_run *run,
                               const char *path, uint64_t line, plume_notes *notes);

#endif
