/* ledger/sum_bounds.h -- sums that no study reaches. */
#ifndef PLUME_LEDGER_SUM_BOUNDS_H
#define PLUME_LEDGER_SUM_BOUNDS_H

#include <plume/ledger.h>

/* The run that added most; kwh 0: none yet. */
typedef struct plume_largest_run {
    double kwh;
    char path[256];
    uint64_t line;
} plume_largest_run;

void plume_largest_run_see(plume_largest_run *largest, const plume_run *run, double kwh);

/* PLUME_ERR_VALUE, with the place of the run that added most, when a sum is not finite or
 * beyond what is said of its quantity in plume/number.h. */
plume_status plume_sums_check(const plume_totals *totals, size_t estimates,
                              const plume_largest_run *largest, plume_error *error);

#endif
