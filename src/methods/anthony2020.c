/* Anthony, Kanding and Selvan 2020, "Carbontracker: Tracking and Predicting the Carbon
 * Footprint of Training Deep Learning Models", arXiv:2007.03051:
 *
 *     actual kWh    = PUE x sum over epochs (mean power x duration)
 *     predicted kWh = epochs x mean of the measured epochs' kWh
 *     g             = kWh x g CO2e per kWh
 *
 * The actual consumption covers the epochs that were monitored, the predicted one a whole
 * training, with an intensity of its own: they are two bases that never enter one sum.
 * The basis as-published takes the PUE and the intensity that the tracker's log holds,
 * else the constants of its version 2; the basis predicted exists for its logs alone. */
#include "methods/methods.h"

#include <math.h>

#include "methods/product.h"

static const plume_method *const method = &plume_method_anthony2020;

static bool is_tracked(const plume_workload *workload)
{
    return plume_tracked_by(&workload->tracked, "carbontracker");
}

/* Energies of a log that has no PUE line hold none: then the constant goes on. */
static double tracker_pue(const plume_workload *workload)
{
    return is_tracked(workload) && workload->tracked.pue > 1.0 ? workload->tracked.pue
                                                               : PLUME_ANTHONY2020_PUE;
}

/* carbontracker's own PUE and intensity as published; the site's on the basis of the
 * site. */
static plume_status actual(plume_estimate *out, const plume_workload *workload,
                           const plume_site *site, plume_basis basis, plume_error *error)
{
    plume_product product = { .it_kwh = workload->it_kwh,
                              .pue = tracker_pue(workload),
                              .kg_per_kwh = workload->tracked.kg_per_kwh,
                              .evidence = workload->evidence,
                              .utilization_assumed = workload->utilization_assumed };
    plume_status status = PLUME_OK;

    if (isnan(workload->it_kwh))
        return plume_method_needs(method, "an energy before PUE", error);
    if (basis == PLUME_BASIS_SITE)
        status = plume_product_at_site(&product, method, site, error);
    else if (!is_tracked(workload) || isnan(product.kg_per_kwh))
        status = plume_product_grid(&product, method, site,
                                    PLUME_ANTHONY2020_WORLD_KG_PER_KWH, error);
    if (status == PLUME_OK)
        plume_estimate_set(out, method, basis, &product);
    return status;
}

/* As printed: it holds the tracker's PUE and its forecast of the intensity. */
static plume_status predicted(plume_estimate *out, const plume_workload *workload,
                              plume_error *error)
{
    const plume_prediction *printed = &workload->tracked.predicted;
    double pue = tracker_pue(workload);
    plume_product product = { .it_kwh = printed->energy_kwh / pue,
                              .pue = pue,
                              .kg_per_kwh = printed->co2e_kg / printed->energy_kwh,
                              .evidence = PLUME_EVIDENCE_TRACKER };

    if (!is_tracked(workload) || isnan(product.it_kwh) || isnan(product.kg_per_kwh))
        return plume_method_needs(
            method, "a predicted consumption in a log of carbontracker", error);
    plume_estimate_set(out, method, PLUME_BASIS_PREDICTED, &product);
    out->energy_kwh = printed->energy_kwh;
    out->co2e_kg = printed->co2e_kg;
    return PLUME_OK;
}

static plume_status estimate(plume_estimate *out, const plume_workload *workload,
                             const plume_site *site, plume_basis basis,
                             plume_error *error)
{
    switch (basis) {
    case PLUME_BASIS_AS_PUBLISHED:
    case PLUME_BASIS_SITE:
        return actual(out, workload, site, basis, error);
    case PLUME_BASIS_PREDICTED:
        return predicted(out, workload, error);
    default:
        return plume_method_no_basis(method, basis, error);
    }
}

static const plume_basis bases[] = { PLUME_BASIS_AS_PUBLISHED, PLUME_BASIS_SITE,
                                     PLUME_BASIS_PREDICTED };

const plume_method plume_method_anthony2020 = {
    .name = "anthony2020",
    .title = "Anthony et al. 2020",
    .citation = "anthony2020carbontracker",
    .bases = bases,
    .basis_count = sizeof bases / sizeof bases[0],
    .estimate = estimate,
};
