/* Faiz et al. 2024, "LLMCarbon: Modeling the End-to-End Carbon Footprint of Large
 * Language Models", arXiv:2309.14393, the operational part of a training:
 *
 *     FLOPs = 6 x parameters x tokens
 *     hours = FLOPs / (devices x peak throughput x efficiency)
 *     kWh   = hours x devices x power of a device in its system x PUE / 1000
 *     kg    = kWh x kg CO2e per kWh
 *
 * Parameters are those that act on a token: of a mixture of experts, those of its base
 * model. The energy does not depend on the number of devices, the hours do. The paper
 * takes PUE and intensity of each datacenter, so that there is no basis of constants. */
#include "methods/methods.h"

#include <math.h>

#include "core/number/units.h"
#include "methods/product.h"

static const plume_method *const method = &plume_method_llmcarbon;

/* Of the whole system where that was measured, else rated. */
static double device_w(const plume_hardware *hardware)
{
    return isnan(hardware->average_w) ? hardware->rated_w : hardware->average_w;
}

static const char *lacking(const plume_workload *workload)
{
    const plume_hardware *hardware = &workload->hardware;

    if (isnan(workload->flops))
        return "FLOPs, or parameters and tokens";
    if (isnan(hardware->peak_flops))
        return "the peak throughput of the device";
    if (isnan(hardware->compute.efficiency))
        return "the hardware efficiency: what share of the peak throughput was reached";
    return isnan(device_w(hardware)) ? "the power of the device" : NULL;
}

/* FLOPs over what the devices achieve of their peak are device-hours; these times
 * their power are the energy. */
static plume_status estimate(plume_estimate *out, const plume_workload *workload,
                             const plume_site *site, plume_basis basis,
                             plume_error *error)
{
    const plume_hardware *hardware = &workload->hardware;
    const char *lacks = lacking(workload);
    double device_hours = workload->flops /
                          (hardware->peak_flops * hardware->compute.efficiency) /
                          SECONDS_PER_HOUR;
    plume_product product = { .it_kwh =
                                  device_hours * device_w(hardware) / WATTS_PER_KILOWATT,
                              .evidence = PLUME_EVIDENCE_FLOPS };
    plume_status status;

    if (basis != PLUME_BASIS_SITE)
        return plume_method_no_basis(method, basis, error);
    if (lacks != NULL)
        return plume_method_needs(method, lacks, error);
    status = plume_product_at_site(&product, method, site, error);
    if (status == PLUME_OK)
        plume_estimate_set(out, method, basis, &product);
    return status;
}

static const plume_basis bases[] = { PLUME_BASIS_SITE };

const plume_method plume_method_llmcarbon = {
    .name = "llmcarbon",
    .title = "LLMCarbon",
    .citation = "faiz2024llmcarbon",
    .bases = bases,
    .basis_count = sizeof bases / sizeof bases[0],
    .of_hardware = true,
    .estimate = estimate,
};
