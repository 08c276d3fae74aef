/* evidence/told/others.h -- what was handed on and is no run. */
#ifndef PLUME_EVIDENCE_TOLD_OTHERS_H
#define PLUME_EVIDENCE_TOLD_OTHERS_H

#include "core/pool.h"
#include <plume/run.h>

typedef struct plume_other_line {
    const char *path; /* in the pool */
    uint64_t line;
    double start_s, end_s, duration_s, device_count, energy_kwh;
    plume_other kind;
} plume_other_line;

typedef struct plume_others {
    plume_pool *pool;
    plume_other_line *line;
    size_t count, capacity;
} plume_others;

plume_status plume_others_add(plume_others *others, const plume_run *other,
                              plume_error *error);
void plume_others_dispose(plume_others *others);

/* A run that is none: a look-up in a tabular benchmark, a job that waits. */
plume_other plume_other_of(const plume_run *run);

#endif
