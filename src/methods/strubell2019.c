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

#include "core/units.h"

static plume_status fill(plume_estimate *out, const plume_workload *workload,
                         plume_basis basis, double pue, double kg_per_kwh)
{
    double energy_kwh = workload->it_kwh * pue;

    *out = (plume_estimate){
        .method = plume_method_strubell2019.name,
        .basis = basis,
        .energy_kwh = energy_kwh,
        .pue = pue,
        .intensity_kg_per_kwh = kg_per_kwh,
        .co2e_kg = energy_kwh * kg_per_kwh,
        .interval95_kg = { NAN, NAN },
    };
    return PLUME_OK;
}

static plume_status estimate(plume_estimate *out, const plume_workload *workload,
                             const plume_site *site, plume_basis basis,
                             plume_error *error)
{
    if (isnan(workload->it_kwh))
        return plume_fail(error, PLUME_ERR_MISSING,
                          "strubell2019 needs an energy before PUE");

    switch (basis) {
    case PLUME_BASIS_AS_PUBLISHED:
        return fill(out, workload, basis, PLUME_STRUBELL2019_PUE,
                    PLUME_STRUBELL2019_LB_PER_KWH * KG_PER_POUND);
    case PLUME_BASIS_SITE:
        if (isnan(site->pue.value) || isnan(site->gross_kg_per_kwh.value))
            return plume_fail(error, PLUME_ERR_MISSING,
                              "strubell2019 on the site's own factors needs a PUE and a "
                              "location-based intensity");
        return fill(out, workload, basis, site->pue.value, site->gross_kg_per_kwh.value);
    default:
        return plume_fail(error, PLUME_ERR_UNKNOWN, "strubell2019 has no basis '%s'",
                          plume_basis_name(basis));
    }
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
