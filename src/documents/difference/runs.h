/* documents/difference/runs.h -- the runs of two reports, held against each other. */
#ifndef PLUME_DOCUMENTS_DIFFERENCE_RUNS_H
#define PLUME_DOCUMENTS_DIFFERENCE_RUNS_H

#include <stddef.h>

#include <plume/status.h>
#include <plume/value.h>

/* Adds to list the runs that only one of two runs.csv has, and those of which a cell
 * differs: { name, run_id where the name is another, change: "added", "gone" or
 * "changed", fields: "energy_kwh, state", energy_kwh: [before, after] }, and counts them;
 * the list keeps the first of each. */
typedef struct plume_run_changes {
    size_t added, gone, changed;
    double added_kwh, gone_kwh; /* as far as their cells tell; NAN: of none */
} plume_run_changes;

plume_status plume_runs_compare(plume_run_changes *changes, plume_value *list,
                                const char *before, const char *after,
                                plume_error *error);

#endif
