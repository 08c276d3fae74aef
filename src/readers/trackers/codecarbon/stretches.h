/* readers/trackers/codecarbon/stretches.h -- runs whose tracker was started again: their
 * energy goes on from row to row, their duration begins at 0 each time. */
#ifndef PLUME_READERS_CODECARBON_STRETCHES_H
#define PLUME_READERS_CODECARBON_STRETCHES_H

#include <plume/run.h>

enum { CODECARBON_STRETCHES_MAX = 16 };

/* The runs whose rows came last; a new one takes the place of the oldest. */
typedef struct codecarbon_stretches {
    struct codecarbon_stretch {
        uint64_t identity;                    /* a hash of it */
        double start_s;                       /* of the first stretch */
        double before_s;                      /* of the stretches before the last row's */
        double duration_s, end_s, energy_kwh; /* of the last row */
    } of[CODECARBON_STRETCHES_MAX];
    size_t count, next;
} codecarbon_stretches;

/* Gives a run that has its identity the time of all its stretches so far. Whether there
 * was more than one. */
bool codecarbon_add_stretches(codecarbon_stretches *all, plume_run *run);

#endif
