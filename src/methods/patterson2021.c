/* Patterson et al. 2021, "Carbon Emissions and Large Neural Network Training",
 * arXiv:2104.10350v3, section 2:
 *
 *     kWh   = hours x processors x average power per processor x PUE / 1000
 *     tCO2e = kWh x kg CO2e per kWh / 1000
 *
 * The average power is that of the whole system divided by its processors: memory,
 * network, fans and host are inside, so hours x processors x power / 1000 is the IT
 * energy of a workload. The basis gross takes the intensity of the grid (location-based),
 * the basis net what is left of it after carbon-free energy that was bought for the same
 * hours and grid (market-based). Both take the PUE of the site. */
#include "methods/methods.h"

#include <math.h>

#include "methods/product.h"

/* Gross by the location's grid, net by the contracts: two figures of the same energy. */
static plume_status estimate(plume_estimate *out, const plume_workload *workload,
                             const plume_site *site, plume_basis basis,
                             plume_error *error)
{
    const plume_method *method = &plume_method_patterson2021;
    bool gross = basis == PLUME_BASIS_GROSS;
    plume_product product = { .it_kwh = workload->it_kwh,
                              .pue = site->pue.value,
                              .kg_per_kwh = gross ? site->gross_kg_per_kwh.value
                                                  : site->net_kg_per_kwh.value,
                              .evidence = workload->evidence,
                              .utilization_assumed = workload->utilization_assumed };

    if (!gross && basis != PLUME_BASIS_NET)
        return plume_method_no_basis(method, basis, error);
    if (isnan(product.it_kwh))
        return plume_method_needs(method, "an energy before PUE", error);
    if (isnan(product.pue))
        return plume_method_needs(method, "the PUE of the site", error);
    if (isnan(product.kg_per_kwh))
        return plume_method_needs(method,
                                  gross ? "the intensity of the site's grid"
                                        : "a market-based intensity for net emissions",
                                  error);
    plume_estimate_set(out, method, basis, &product);
    return PLUME_OK;
}

static const plume_basis bases[] = { PLUME_BASIS_GROSS, PLUME_BASIS_NET };

const plume_method plume_method_patterson2021 = {
    .name = "patterson2021",
    .title = "Patterson et al. 2021",
    .citation = "patterson2021carbon",
    .bases = bases,
    .basis_count = sizeof bases / sizeof bases[0],
    .estimate = estimate,
};
