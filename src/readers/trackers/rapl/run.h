/* readers/trackers/rapl/run.h -- a run whose energies are differences of a processor's
 * counters, as Python's measuring decorators write them: one row a run. */
#ifndef PLUME_READERS_TRACKERS_RAPL_RUN_H
#define PLUME_READERS_TRACKERS_RAPL_RUN_H

#include "logs/power/rapl.h"
#include <plume/run.h>

/* Zeroed, a run of which nothing is known yet. */
typedef struct rapl_run {
    double start_s, duration_s;
    double package_j, memory_j, gpu_j; /* 0 without a reading */
    bool has_package, has_memory, has_gpu;
    bool unknown; /* a counter began again and nobody knows where */
    uint64_t line;
} rapl_run;

/* What is told once a file. */
typedef struct rapl_tally {
    const char *tool;                  /* "pyJoules" */
    uint64_t wrapped, unknown, rounds; /* rounds: it may have gone round unseen */
    uint64_t first_wrapped, first_unknown, first_rounds; /* lines */
} rapl_tally;

/* Adds a difference in microjoules. Cores and graphics are inside the package and are
 * passed over. A negative one is that of a counter that went round. */
void rapl_run_add(rapl_run *run, rapl_tally *tally, plume_rapl_domain domain, double uj);

/* Pushes it; name is its label. */
plume_status rapl_run_push(plume_log *log, const rapl_run *run, rapl_tally *tally,
                           const char *name, plume_error *error);

void rapl_tally_note(const rapl_tally *tally, plume_log *log);

#endif
