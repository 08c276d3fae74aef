/* evidence/machines/machines.h -- the energy of one machine that the accounts of several
 * runs tell at once.
 *
 * A scheduler's joules of a node, or a tracker of the whole machine, are of all that runs
 * there. At each moment one account of a host speaks, and what the machine drew is shared
 * among the runs that ran on it. Machines are known by their hosts: of unknown hosts
 * nobody knows whether they are one. */
#ifndef PLUME_EVIDENCE_MACHINES_MACHINES_H
#define PLUME_EVIDENCE_MACHINES_MACHINES_H

#include "evidence/groups/plan.h"
#include "intake/internal.h"

/* Kilowatt-hours that one run has of its machine, by its first account there; NAN: no
 * account knew them all the time, or the first has them for the others of its time. */
typedef struct plume_machine_share {
    uint32_t account;
    double total_kwh, gpu_kwh, cpu_kwh, ram_kwh;
    plume_evidence grade; /* the least of those that spoke */
} plume_machine_share;

typedef struct plume_machine_shares {
    plume_machine_share *share; /* by account */
    size_t count, capacity;
} plume_machine_shares;

/* Of runs that were alone on their machine there is no share. */
plume_status plume_machines_find(plume_machine_shares *out, plume_intake *intake,
                                 const plume_plan *plan, plume_error *error);
void plume_machines_dispose(plume_machine_shares *shares);

/* NULL: none, what the account was told stands. */
const plume_machine_share *plume_machines_of(const plume_machine_shares *shares,
                                             uint32_t account);

#endif
