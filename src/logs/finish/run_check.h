/* logs/finish/run_check.h -- what every run passes on its way from a reader to the
 * rest. */
#ifndef PLUME_LOGS_FINISH_RUN_CHECK_H
#define PLUME_LOGS_FINISH_RUN_CHECK_H

#include <stdbool.h>

#include <plume/run.h>

/* Keeps the cleaned text of one run until the next. NULL: out of memory. */
typedef struct plume_run_check plume_run_check;
plume_run_check *plume_run_check_new(void);
void plume_run_check_free(plume_run_check *check);

/* Cleans all text of run, in place of it; *changed is set when more than the ends was.
 * kind_is_clean: the texts of its kind (logs/finish/run_kinds.h) are known to be. */
plume_status plume_run_check_sanitize(plume_run_check *check, plume_run *run,
                                      bool kind_is_clean, bool *changed,
                                      plume_error *error);

/* A figure that cannot be is not known, and the run is kept without it: an energy, power,
 * emission or share that is negative or infinite, a share above 1. A total that such a
 * component lowered is that of the others. What is returned (name NULL: nothing was) is
 * the first. */
typedef struct plume_mended {
    const char *name, *unit; /* "accelerators' energy", " kWh" */
    double value;
} plume_mended;
plume_mended plume_run_check_mend(plume_run *run);

/* Why no run can be like this ("duration_s is negative"), or NULL. */
const char *plume_run_check_impossible(const plume_run *run);

/* Whether a record says when it ran, for how long, what it drew or what it did. */
bool plume_run_tells_something(const plume_run *run);
/* How far it is: of two records of one run the one that is further counts, and a finished
 * one before a checkpoint of the same step. */
double plume_run_progress(const plume_run *run);
/* Whether what it carries could make two of one reader parts, replicas or sessions. */
bool plume_run_may_relate(const plume_run *run);

#endif
