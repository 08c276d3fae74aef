/* documents/report/largest.h -- the runs that took the most energy, for a table that
 * people read: all runs stand in runs.csv. */
#ifndef PLUME_DOCUMENTS_REPORT_LARGEST_H
#define PLUME_DOCUMENTS_REPORT_LARGEST_H

#include <plume/ledger.h>

#include "documents/wording/labels.h"

typedef struct plume_largest plume_largest;

plume_largest *plume_largest_new(void); /* NULL: out of memory */
void plume_largest_free(plume_largest *largest);

/* As far as is known, the energy decides, then the device-hours, then who came first. */
plume_status plume_largest_offer(plume_largest *largest, const plume_run *run,
                                 plume_run_estimate estimate, plume_error *error);
/* None was offered. */
void plume_largest_clear(plume_largest *largest);

/* Sets tree.top_runs: shown (a count), all (bool: no other runs there are), units {hours,
 * energy, carbon}, rows [{name, role, state, device, place, hours, energy, carbon:
 * {text, value}, source}], the largest first. */
plume_status plume_largest_to_tree(plume_largest *largest, plume_value *tree,
                                   plume_words *words, plume_error *error);

#endif
