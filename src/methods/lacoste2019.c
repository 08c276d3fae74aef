/* Lacoste et al. 2019, "Quantifying the Carbon Emissions of Machine Learning",
 * arXiv:1910.09700, and its calculator, ML CO2 Impact:
 *
 *     kWh = rated power x hours / 1000
 *     kg  = kWh x kg CO2e per kWh of the region
 *
 * Hours are those of all devices; what they drew, processors, memory and the building do
 * not enter. The basis as-published rounds as the calculator does, for each run: the
 * energy to two decimals, the intensity of a region to two decimals of kg/kWh, the
 * emissions to two decimals of a kilogram. An intensity that the user gives is taken as
 * it is. The basis site rounds nothing. */
#include "methods/methods.h"

#include <math.h>

#include "core/number/units.h"
#include "methods/product.h"

/* As JavaScript's toFixed(2): the nearest hundredth of the binary value, a tie upwards.
 * fma tells on which side of a tie the exact product lies. */
static double two_digits(double value)
{
    double hundredths = floor(value * 100.0 + 0.5);

    if (fma(value, 100.0, -(hundredths - 0.5)) < 0.0)
        hundredths -= 1.0;
    else if (fma(value, 100.0, -(hundredths + 0.5)) >= 0.0)
        hundredths += 1.0;
    return hundredths / 100.0;
}

static double run_kwh(const plume_workload *workload)
{
    const plume_hardware *hardware = &workload->hardware;
    double device_hours = workload->device_hours;

    if (isnan(device_hours))
        device_hours = workload->hours * hardware->device_count;
    return hardware->rated_w * device_hours / workload->repeat / WATTS_PER_KILOWATT;
}

/* The intensity as the calculator has it: of one of its regions, of the user's own grid,
 * or of a private machine of which nobody said where it stands. */
static double calculator_intensity(const plume_site *site)
{
    double kg_per_kwh = site->gross_kg_per_kwh.value;

    if (site->grid_assumed || isnan(kg_per_kwh))
        return PLUME_LACOSTE2019_PRIVATE_KG_PER_KWH;
    return site->gross_kg_per_kwh.given == PLUME_GIVEN_DATASET ? two_digits(kg_per_kwh)
                                                               : kg_per_kwh;
}

static plume_status missing(const plume_workload *workload, plume_error *error)
{
    return plume_method_needs(&plume_method_lacoste2019,
                              isnan(workload->hardware.rated_w)
                                  ? "the rated power of the device"
                                  : "the hours of the device",
                              error);
}

/* The calculator rounds the energy to two digits and then the product: both are done
 * again as published, neither on the basis of the site. */
static plume_status estimate(plume_estimate *out, const plume_workload *workload,
                             const plume_site *site, plume_basis basis,
                             plume_error *error)
{
    const plume_method *method = &plume_method_lacoste2019;
    double kwh = run_kwh(workload);
    plume_product product = { .it_kwh = kwh * workload->repeat,
                              .pue = 1.0,
                              .kg_per_kwh = site->gross_kg_per_kwh.value,
                              .evidence = PLUME_EVIDENCE_RATED,
                              .utilization_assumed = true };

    if (basis != PLUME_BASIS_AS_PUBLISHED && basis != PLUME_BASIS_SITE)
        return plume_method_no_basis(method, basis, error);
    if (isnan(kwh))
        return missing(workload, error);
    if (basis == PLUME_BASIS_SITE) {
        if (isnan(product.kg_per_kwh))
            return plume_method_needs(method, "the intensity of the site's grid", error);
        plume_estimate_set(out, method, basis, &product);
        return PLUME_OK;
    }

    kwh = two_digits(kwh);
    product.it_kwh = kwh * workload->repeat;
    product.kg_per_kwh = calculator_intensity(site);
    plume_estimate_set(out, method, basis, &product);
    out->co2e_kg = two_digits(kwh * product.kg_per_kwh) * workload->repeat;
    return PLUME_OK;
}

static const plume_basis bases[] = { PLUME_BASIS_AS_PUBLISHED, PLUME_BASIS_SITE };

const plume_method plume_method_lacoste2019 = {
    .name = "lacoste2019",
    .title = "Lacoste et al. 2019",
    .citation = "lacoste2019quantifying",
    .bases = bases,
    .basis_count = sizeof bases / sizeof bases[0],
    .of_hardware = true,
    .without_pue = true,
    .estimate = estimate,
};
