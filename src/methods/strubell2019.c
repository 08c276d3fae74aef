/* Strubell, Ganesh and McCallum 2019, "Energy and Policy Considerations for Deep Learning
 * in NLP", ACL 2019, section 2:
 *
 *     equation 1:  p_t  = 1.58 t (p_c + p_r + g p_g) / 1000      kWh
 *     equation 2:  CO2e = 0.954 p_t                              lb
 *
 * p_c, p_r and p_g are the average draws in watts of all processor sockets, all memory
 * and one of g accelerators, t is in hours: t (p_c + p_r + g p_g) / 1000 is the IT energy
 * of a workload. 1.58 is the world's average PUE of 2018, 0.954 lb/kWh the average of the
 * United States. The basis as-published keeps both constants; the basis site is the same
 * formula with the PUE and the location-based intensity of the run's own site. */
#include "methods/methods.h"

#include <math.h>

#include "core/number/units.h"
#include "methods/product.h"

static plume_status estimate(plume_estimate *out, const plume_workload *workload,
                             const plume_site *site, plume_basis basis,
                             plume_error *error)
{
    const plume_method *method = &plume_method_strubell2019;
    plume_product product = {
        .it_kwh = workload->it_kwh,
        .pue = PLUME_STRUBELL2019_PUE,
        .kg_per_kwh = PLUME_STRUBELL2019_LB_PER_KWH * KG_PER_POUND,
        .evidence = workload->evidence,
        .utilization_assumed = workload->utilization_assumed,
    };
    plume_status status = PLUME_OK;

    if (isnan(workload->it_kwh))
        return plume_method_needs(method, "an energy before PUE", error);
    if (basis == PLUME_BASIS_SITE)
        status = plume_product_at_site(&product, method, site, error);
    else if (basis != PLUME_BASIS_AS_PUBLISHED)
        status = plume_method_no_basis(method, basis, error);
    if (status == PLUME_OK)
        plume_estimate_set(out, method, basis, &product);
    return status;
}

static const plume_basis bases[] = { PLUME_BASIS_AS_PUBLISHED, PLUME_BASIS_SITE };

const plume_method plume_method_strubell2019 = {
    .name = "strubell2019",
    .title = "Strubell et al. 2019",
    .citation = "strubell2019energy",
    .bases = bases,
    .basis_count = sizeof bases / sizeof bases[0],
    .estimate = estimate,
};
