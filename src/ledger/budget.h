/* ledger/budget.h -- the spread of an estimate together with stages of the life
 * cycle that lie beside it. */
#ifndef PLUME_LEDGER_BUDGET_H
#define PLUME_LEDGER_BUDGET_H

#include <plume/uncertainty.h>

/* A figure above 0 with an error of its own. */
typedef struct plume_stage_part {
    double co2e_kg;
    plume_spread spread;
} plume_stage_part;

typedef struct plume_stages {
    double electricity_kg; /* where the runs are: PUE and intensity in one draw with
                              theirs; 0 none */
    plume_stage_part part[PLUME_STAGE_PARTS];
    size_t part_count;
} plume_stages;

/* Of estimate i of plume_ledger_estimate_at, on the basis of the site. PLUME_ERR_MISSING
 * when nothing above 0 was emitted. */
plume_status plume_budget_with_stages(plume_propagated *out, const plume_ledger *ledger,
                                      size_t i, const plume_stages *stages,
                                      plume_error *error);

#endif
