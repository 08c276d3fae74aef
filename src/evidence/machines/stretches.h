/* evidence/machines/stretches.h -- what a machine drew between any two starts or ends of
 * runs, and which run has how much of it. */
#ifndef PLUME_EVIDENCE_MACHINES_STRETCHES_H
#define PLUME_EVIDENCE_MACHINES_STRETCHES_H

#include <stddef.h>
#include <stdint.h>

#include <plume/run.h>

enum { PLUME_MACHINE_PARTS = 4 }; /* total, accelerators, processors, memory */

/* An account of the whole machine, and the run that it is of. */
typedef struct plume_metered_run {
    double start_s, end_s;                  /* of the account */
    double run_start_s, run_end_s;          /* of the run; not shorter */
    double kwh[PLUME_MACHINE_PARTS];        /* as told; NAN unknown */
    double own_kwh;                         /* beside that: of accelerators of its own */
    double devices, cores;                  /* of the run; NAN unknown */
    double shared_kwh[PLUME_MACHINE_PARTS]; /* out: of the first account of each run */
    uint32_t group, account;
    plume_evidence grade, spoken; /* spoken: out, the least of those that spoke */
    bool first;                   /* account of its run */
} plume_metered_run;

/* Shares out; accounts of one run stand together. *looked, which may be NULL, grows by
 * what was looked at. False: out of memory. */
bool plume_stretches_share(plume_metered_run *all, size_t count, size_t *looked);

#endif
