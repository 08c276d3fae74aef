/* Lannelongue, Grealey and Inouye 2021, "Green Algorithms: Quantifying the Carbon
 * Footprint of Computation", Advanced Science 8(12), 2100707:
 *
 *     kWh = hours x (cores x power of a core x use + GB x 0.3725 W/GB) x PUE x PSF / 1000
 *     kg  = kWh x kg CO2e per kWh of the country
 *
 * An accelerator counts as one core with its rated power. Use is 1 unless it is known.
 * The pragmatic scaling factor PSF, how often the same was computed, is the repeat of a
 * run. The basis as-published takes a PUE of 1.67 and, where the place is not known, 475
 * g/kWh. */
#include "methods/methods.h"

#include <math.h>

#include "core/number/units.h"
#include "methods/product.h"

static const plume_method *const method = &plume_method_green_algorithms;

static double use_of(double share)
{
    return isnan(share) ? 1.0 : share;
}

static bool has_devices(const plume_hardware *hardware)
{
    return !isnan(hardware->device_count) && !hardware->is_processor;
}

/* What the run drew, and what it lacks; NULL when it lacks nothing. */
static const char *find_power(double *watts, const plume_hardware *hardware)
{
    const plume_compute *compute = &hardware->compute;
    bool cores = !isnan(compute->cores), devices = has_devices(hardware);

    *watts = compute->memory_gb * PLUME_GREEN_ALGORITHMS_RAM_W_PER_GB;
    if (!cores && !devices)
        return "the number of cores, or of accelerators";
    if (devices)
        *watts +=
            hardware->device_count * hardware->rated_w * use_of(hardware->utilization);
    if (cores)
        *watts += compute->cores * compute->core_w * use_of(compute->core_utilization);
    if (isnan(compute->memory_gb))
        return "the memory of the run in GB";
    if (devices && isnan(hardware->rated_w))
        return "the rated power of the device";
    return cores && isnan(compute->core_w) ? "the rated power of a core" : NULL;
}

static bool is_use_assumed(const plume_hardware *hardware)
{
    return (has_devices(hardware) && isnan(hardware->utilization)) ||
           (!isnan(hardware->compute.cores) && isnan(hardware->compute.core_utilization));
}

/* PUE and intensity as the calculator has them, by default; the site's on the basis
 * of the site. */
static plume_status estimate(plume_estimate *out, const plume_workload *workload,
                             const plume_site *site, plume_basis basis,
                             plume_error *error)
{
    double watts;
    const char *lacks = find_power(&watts, &workload->hardware);
    plume_product product = { .it_kwh = watts * workload->hours / WATTS_PER_KILOWATT,
                              .pue = PLUME_GREEN_ALGORITHMS_PUE,
                              .evidence = PLUME_EVIDENCE_RATED,
                              .utilization_assumed =
                                  is_use_assumed(&workload->hardware) };
    plume_status status;

    if (basis != PLUME_BASIS_AS_PUBLISHED && basis != PLUME_BASIS_SITE)
        return plume_method_no_basis(method, basis, error);
    if (lacks == NULL && isnan(workload->hours))
        lacks = "the hours of the run";
    if (lacks != NULL)
        return plume_method_needs(method, lacks, error);
    status = basis == PLUME_BASIS_SITE
                 ? plume_product_at_site(&product, method, site, error)
                 : plume_product_grid(&product, method, site,
                                      PLUME_GREEN_ALGORITHMS_KG_PER_KWH, error);
    if (status == PLUME_OK)
        plume_estimate_set(out, method, basis, &product);
    return status;
}

static const plume_basis bases[] = { PLUME_BASIS_AS_PUBLISHED, PLUME_BASIS_SITE };

const plume_method plume_method_green_algorithms = {
    .name = "green-algorithms",
    .title = "Green Algorithms",
    .citation = "lannelongue2021green",
    .bases = bases,
    .basis_count = sizeof bases / sizeof bases[0],
    .of_hardware = true,
    .estimate = estimate,
};
