/* ledger/site/tracker_factors.h -- the carbon intensities that trackers multiplied with,
 * by tool and version: kilograms of two versions are not comparable. */
#ifndef PLUME_LEDGER_SITE_TRACKER_FACTORS_H
#define PLUME_LEDGER_SITE_TRACKER_FACTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/pool.h"
#include <plume/notes.h>
#include <plume/run.h>

enum { PLUME_TRACKER_FACTORS_MAX = 64 };

typedef struct plume_tracker_factor {
    const char *tool, *version; /* "CodeCarbon", "3.3.2"; "" unknown */
    double kg_per_kwh;          /* of the first run that has it */
    const char *path;
    uint64_t line, runs;
} plume_tracker_factor;

/* Zeroed is empty. */
typedef struct plume_tracker_factors {
    plume_tracker_factor factor[PLUME_TRACKER_FACTORS_MAX];
    size_t count, last;
    uint64_t further; /* runs with others than these */
} plume_tracker_factors;

/* Runs of other logs, and without an intensity, are passed over. Texts are copied into
 * strings. False: out of memory. */
bool plume_tracker_factors_add(plume_tracker_factors *all, plume_pool *strings,
                               const plume_run *run, double kg_per_kwh);

void plume_tracker_factors_note(const plume_tracker_factors *all, plume_notes *notes);

#endif
