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

static plume_status needs(const char *what, plume_error *error)
{
    return plume_fail(error, PLUME_ERR_MISSING, "patterson2021 needs %s", what);
}

static plume_status estimate(plume_estimate *out, const plume_workload *workload,
                             const plume_site *site, plume_basis basis,
                             plume_error *error)
{
    double kg_per_kwh, energy_kwh;

    if (basis != PLUME_BASIS_GROSS && basis != PLUME_BASIS_NET)
        return plume_fail(error, PLUME_ERR_UNKNOWN, "patterson2021 has no basis '%s'",
                          plume_basis_name(basis));
    if (isnan(workload->it_kwh))
        return needs("an energy before PUE", error);
    if (isnan(site->pue.value))
        return needs("the PUE of the site", error);

    kg_per_kwh = basis == PLUME_BASIS_GROSS ? site->gross_kg_per_kwh.value
                                            : site->net_kg_per_kwh.value;
    if (isnan(kg_per_kwh))
        return needs(basis == PLUME_BASIS_GROSS
                         ? "the intensity of the site's grid"
                         : "a market-based intensity for net emissions",
                     error);

    energy_kwh = workload->it_kwh * site->pue.value;
    *out = (plume_estimate){
        .method = plume_method_patterson2021.name,
        .basis = basis,
        .energy_kwh = energy_kwh,
        .pue = site->pue.value,
        .intensity_kg_per_kwh = kg_per_kwh,
        .co2e_kg = energy_kwh * kg_per_kwh,
        .interval95_kg = { NAN, NAN },
    };
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
