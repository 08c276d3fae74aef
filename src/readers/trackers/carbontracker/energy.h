/* readers/trackers/carbontracker/energy.h -- energy, PUE and boundary of one training. */
#ifndef PLUME_READERS_CARBONTRACKER_ENERGY_H
#define PLUME_READERS_CARBONTRACKER_ENERGY_H

#include <stdint.h>

#include "readers/trackers/carbontracker/event.h"
#include "readers/trackers/carbontracker/run.h"

/* A run while it is put together. */
typedef struct plume_carbon_making {
    plume_log *log;
    const plume_carbon_pair *pair;
    const plume_carbon_session *standard, *output;
    const plume_carbon_block *actual; /* NULL: none that can be used */
    uint64_t line;                    /* in the log itself; 0: it is in the other file */
    plume_run run;
    plume_text id, identity, covers, region, place, note, warnings;
} plume_carbon_making;

/* Adds a code to the run's own warnings. */
void plume_carbon_warn(plume_carbon_making *m, const char *code);

/* 0 is what a tracker prints when it could not measure: NAN. */
double plume_carbon_above_zero(double value);

/* Duration, energies, PUE and evidence, from the block or else from the power lines. */
void plume_carbon_fill_energy(plume_carbon_making *m);
/* What the energy covers, and the devices. */
void plume_carbon_fill_scope(plume_carbon_making *m);

#endif
