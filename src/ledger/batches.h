/* ledger/batches.h -- the sums of runs that fall into the same lines of a ledger.
 *
 * A run adds to the lines of its role and state, site, device, place, region, study and
 * evidence. Which these are is found once for all runs that agree in them; a run adds to
 * the sums of its batch alone, and these join the lines, and the error groups of its
 * estimates, when they are read. Sums are exact: it makes no difference. */
#ifndef PLUME_LEDGER_BATCHES_H
#define PLUME_LEDGER_BATCHES_H

#include "ledger/internal.h"

/* What decides on the lines of a run. evidence: of all of its energy; COUNT: its energy
 * is added to the lines of the evidence apart. */
typedef struct plume_filing {
    const plume_run *run;
    const plume_site *site;
    size_t site_number;
    plume_evidence evidence;
} plume_filing;

plume_status plume_batches_new(plume_batches **out, plume_error *error);
void plume_batches_free(plume_batches *batches);
plume_status plume_batches_add(plume_ledger *ledger, const plume_filing *filing,
                               const plume_entry *entry, plume_error *error);
/* Joins all sums to their lines, slots and error groups. */
void plume_batches_settle(plume_batches *batches);

/* The line, made with room for its slots if it is none yet; NULL: out of memory. */
plume_line *plume_line_made(plume_line **line, size_t slots);

#endif
