/* Takes the parts of the life cycle one after the other, and frees what they hold. */
#include "footprint/internal.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static plume_footprint *footprint_new(void)
{
    plume_footprint *footprint = calloc(1, sizeof *footprint);

    if (footprint != NULL)
        footprint->runs_kg = NAN;
    return footprint;
}

/* Location-based, by the method that takes the site's own factors. */
static void find_gross(plume_footprint_work *work)
{
    const plume_totals *all = plume_ledger_all(work->ledger);
    size_t gross = plume_ledger_headline(work->ledger, PLUME_BASIS_GROSS);
    plume_estimate estimate;

    work->gross = SIZE_MAX;
    work->pue = work->kg_per_kwh = NAN;
    if (gross >= plume_ledger_estimate_count(work->ledger) ||
        all->estimated_runs[gross] == 0)
        return;
    estimate = plume_ledger_estimate_at(work->ledger, gross);
    work->gross = gross;
    work->pue = estimate.pue;
    work->kg_per_kwh = estimate.intensity_kg_per_kwh;
    work->out->runs_kg = all->co2e_kg[gross];
}

plume_status plume_footprint_new(plume_footprint **out, const plume_ledger *ledger,
                                 const plume_study *study, plume_factors *factors,
                                 plume_notes *notes, plume_error *error)
{
    plume_footprint_work work = { footprint_new(), ledger, study, factors,
                                  notes,           0,      NAN,   NAN };
    plume_status status;

    *out = NULL;
    if (work.out == NULL)
        return plume_fail_memory(error);
    find_gross(&work);
    status = plume_footprint_embodied(&work, error);
    plume_footprint_idle(&work);
    if (status == PLUME_OK)
        status = plume_footprint_water(&work, error);
    plume_footprint_inference(&work);
    if (status == PLUME_OK)
        status = plume_footprint_totals(&work, error);
    if (status == PLUME_OK)
        status = plume_notes_status(notes, error);
    if (status == PLUME_OK)
        *out = work.out;
    else
        plume_footprint_free(work.out);
    return status;
}

void plume_footprint_free(plume_footprint *footprint)
{
    if (footprint == NULL)
        return;
    free(footprint->embodied.device);
    free(footprint->water.place);
    free(footprint);
}
