/* Henderson et al. 2020, "Towards the Systematic Reporting of the Energy and Carbon
 * Footprints of Machine Learning", JMLR 21(248), and its experiment-impact-tracker:
 *
 *     kWh = PUE x sum over processes (p_dram e_dram + p_cpu e_cpu + p_gpu e_gpu)
 *     kg  = kWh x kg CO2e per kWh of the region
 *
 * p is the share of a component's energy that is attributed to a process: of the
 * machine's processor time, of an accelerator's time. A log of that tracker holds the
 * attributed energies; of other logs the whole energy is the run's. The basis
 * as-published takes the tracker's PUE, 1.58, and the intensity that its log printed. */
#include "methods/methods.h"

#include <math.h>

#include "methods/product.h"

/* The tracker asked electricityMap while it ran; without its figure the yearly one of
 * the place stands in. */
static plume_status as_published(plume_product *product, const plume_workload *workload,
                                 const plume_site *site, plume_error *error)
{
    const plume_tracked *tracked = &workload->tracked;

    product->pue = PLUME_HENDERSON2020_PUE;
    product->kg_per_kwh = tracked->kg_per_kwh;
    if (plume_tracked_by(tracked, "impact_tracker") && !isnan(product->kg_per_kwh))
        return PLUME_OK;
    product->kg_per_kwh = site->gross_kg_per_kwh.value;
    return isnan(product->kg_per_kwh)
               ? plume_method_needs(&plume_method_henderson2020,
                                    "the intensity of the site's grid", error)
               : PLUME_OK;
}

static plume_status estimate(plume_estimate *out, const plume_workload *workload,
                             const plume_site *site, plume_basis basis,
                             plume_error *error)
{
    const plume_method *method = &plume_method_henderson2020;
    plume_product product = { .it_kwh = workload->it_kwh,
                              .evidence = workload->evidence,
                              .utilization_assumed = workload->utilization_assumed };
    plume_status status;

    if (basis != PLUME_BASIS_AS_PUBLISHED && basis != PLUME_BASIS_SITE)
        return plume_method_no_basis(method, basis, error);
    if (isnan(workload->it_kwh))
        return plume_method_needs(method, "an energy before PUE", error);
    if (!workload->host_included)
        return plume_method_needs(
            method, "the energy of processors beside that of the accelerators", error);
    status = basis == PLUME_BASIS_SITE
                 ? plume_product_at_site(&product, method, site, error)
                 : as_published(&product, workload, site, error);
    if (status == PLUME_OK)
        plume_estimate_set(out, method, basis, &product);
    return status;
}

static const plume_basis bases[] = { PLUME_BASIS_AS_PUBLISHED, PLUME_BASIS_SITE };

const plume_method plume_method_henderson2020 = {
    .name = "henderson2020",
    .title = "Henderson et al. 2020",
    .citation = "henderson2020",
    .bases = bases,
    .basis_count = sizeof bases / sizeof bases[0],
    .estimate = estimate,
};
