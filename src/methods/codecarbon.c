/* CodeCarbon, https://github.com/mlco2/codecarbon, as its versions compute:
 *
 *     kWh = PUE x (accelerators + processors + memory)
 *     kg  = kWh x kg CO2e per kWh of the country or region
 *
 * Accelerators are metered. A processor without a meter counts with half its rated power;
 * one that is not known with half of 85 W before version 3, with 4 W for each thread
 * since. Memory counts 3 W for 8 GB before version 3, and since then 5 W for each module,
 * of which there are as many as its size suggests. A PUE can be given since version
 * 2.2.3; none is taken otherwise. The basis as-published repeats what a log of CodeCarbon
 * printed, and computes for other runs what the newest version would. */
#include "methods/methods.h"

#include <math.h>

#include "core/number/units.h"
#include "methods/product.h"

static const plume_method *const method = &plume_method_codecarbon;

static const double version_3 = 3e6, version_with_pue = 2002003.0;

/* A version that is not known is the newest. */
static bool is_before(const plume_workload *workload, double version)
{
    return plume_version_number(workload->tracked.version) < version;
}

/* --- memory since version 3 --- */

/* Modules of a machine with more than 128 GB: at least 8, the largest that allow that. */
static double many_modules(double memory_gb)
{
    for (double size_gb = 128.0; size_gb >= 4.0; size_gb /= 2.0)
        if (size_gb <= memory_gb / 8.0)
            return fmin(ceil(memory_gb / size_gb), 32.0);
    return 8.0;
}

static double modules(double memory_gb)
{
    static const struct {
        double at_most_gb, modules;
    } usual[] = { { 2, 1 }, { 16, 2 }, { 64, 4 }, { 128, 8 } };

    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        if (memory_gb <= usual[i].at_most_gb)
            return usual[i].modules;
    return many_modules(memory_gb);
}

/* Each further group of modules counts less; two are the least. */
static double modules_w(double count)
{
    static const struct {
        double from, to, weight;
    } groups[] = { { 0, 4, 1.0 }, { 4, 8, 0.9 }, { 8, 16, 0.8 }, { 16, 32, 0.7 } };
    double weighted = 0.0;

    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        if (count > groups[i].from)
            weighted += groups[i].weight * (fmin(count, groups[i].to) - groups[i].from);
    return PLUME_CODECARBON_DIMM_W * fmax(weighted, 2.0);
}

/* --- components --- */

static double memory_w(const plume_workload *workload)
{
    double memory_gb = workload->hardware.compute.memory_gb;

    if (is_before(workload, version_3) || isnan(memory_gb))
        return PLUME_CODECARBON_RAM_W_PER_GB * memory_gb;
    return modules_w(modules(memory_gb));
}

static double processor_w(const plume_workload *workload)
{
    const plume_hardware *hardware = &workload->hardware;

    if (!isnan(hardware->processor_w))
        return PLUME_CODECARBON_TDP_SHARE * hardware->processor_w;
    if (is_before(workload, version_3))
        return PLUME_CODECARBON_TDP_SHARE * PLUME_CODECARBON_UNKNOWN_CPU_W;
    return PLUME_CODECARBON_THREAD_W * hardware->compute.cores;
}

static double logged_or_modelled(double logged_kwh, double modelled_w, double hours)
{
    return isnan(logged_kwh) ? modelled_w * hours / WATTS_PER_KILOWATT : logged_kwh;
}

/* Accelerators, where the run names any; a run on processors alone has none. */
static double device_kwh(const plume_workload *workload)
{
    const plume_hardware *hardware = &workload->hardware;
    bool processors =
        hardware->compute.processor[0] != '\0' || !isnan(hardware->compute.cores);

    if (hardware->is_processor || (isnan(hardware->device_count) && processors))
        return isnan(workload->device_kwh) || hardware->is_processor
                   ? 0.0
                   : workload->device_kwh;
    return workload->device_kwh;
}

/* What was measured goes before the model of the same component. */
static plume_status modelled(plume_product *out, const plume_workload *workload,
                             plume_error *error)
{
    double devices = device_kwh(workload);
    double cpu =
        logged_or_modelled(workload->cpu_kwh, processor_w(workload), workload->hours);
    double ram =
        logged_or_modelled(workload->ram_kwh, memory_w(workload), workload->hours);

    if (isnan(devices))
        return plume_method_needs(method, "the energy of the accelerators", error);
    if (isnan(workload->hours) && isnan(cpu + ram))
        return plume_method_needs(method, "the hours of the run", error);
    if (isnan(cpu))
        return plume_method_needs(
            method, "the processor of the run or its number of threads", error);
    if (isnan(ram))
        return plume_method_needs(method, "the memory of the machine in GB", error);
    out->it_kwh = devices + cpu + ram;
    out->evidence = workload->evidence;
    out->utilization_assumed = workload->utilization_assumed;
    if (out->evidence == PLUME_EVIDENCE_UNKNOWN) {
        out->evidence = PLUME_EVIDENCE_RATED;
        out->utilization_assumed = true;
    }
    return PLUME_OK;
}

/* An energy of the whole system that nobody parted counts as it is. */
static plume_status energy(plume_product *out, const plume_workload *workload,
                           plume_error *error)
{
    if (!workload->host_included || isnan(workload->it_kwh))
        return modelled(out, workload, error);
    out->it_kwh = workload->it_kwh;
    out->evidence = workload->evidence;
    out->utilization_assumed = workload->utilization_assumed;
    return PLUME_OK;
}

/* --- the bases --- */

/* What the tracker printed is its published estimate: recomputing it would only add
 * roundings. */
static plume_status as_published(plume_estimate *out, plume_product *product,
                                 const plume_workload *workload, const plume_site *site,
                                 plume_error *error)
{
    const plume_tracked *tracked = &workload->tracked;
    bool printed = plume_tracked_by(tracked, "codecarbon") &&
                   !isnan(tracked->energy_kwh) && !isnan(tracked->co2e_kg);
    plume_status status = PLUME_OK;

    product->pue = 1.0;
    if (printed) {
        product->pue = tracked->pue;
        product->kg_per_kwh =
            tracked->energy_kwh > 0.0 ? tracked->co2e_kg / tracked->energy_kwh : 0.0;
    } else {
        status = plume_product_grid(product, method, site,
                                    PLUME_CODECARBON_WORLD_KG_PER_KWH, error);
    }
    if (status != PLUME_OK)
        return status;
    plume_estimate_set(out, method, PLUME_BASIS_AS_PUBLISHED, product);
    if (printed) {
        out->energy_kwh = tracked->energy_kwh;
        out->co2e_kg = tracked->co2e_kg;
    }
    return PLUME_OK;
}

static plume_status at_site(plume_estimate *out, plume_product *product,
                            const plume_workload *workload, const plume_site *site,
                            plume_error *error)
{
    plume_status status = plume_product_at_site(product, method, site, error);

    if (status != PLUME_OK)
        return status;
    if (is_before(workload, version_with_pue))
        product->pue = 1.0;
    plume_estimate_set(out, method, PLUME_BASIS_SITE, product);
    return PLUME_OK;
}

static plume_status estimate(plume_estimate *out, const plume_workload *workload,
                             const plume_site *site, plume_basis basis,
                             plume_error *error)
{
    plume_product product = { .it_kwh = NAN };
    plume_status status;

    if (basis != PLUME_BASIS_AS_PUBLISHED && basis != PLUME_BASIS_SITE)
        return plume_method_no_basis(method, basis, error);
    status = energy(&product, workload, error);
    if (status != PLUME_OK)
        return status;
    return basis == PLUME_BASIS_SITE ? at_site(out, &product, workload, site, error)
                                     : as_published(out, &product, workload, site, error);
}

static const plume_basis bases[] = { PLUME_BASIS_AS_PUBLISHED, PLUME_BASIS_SITE };

const plume_method plume_method_codecarbon = {
    .name = "codecarbon",
    .title = "CodeCarbon",
    .citation = "codecarbon",
    .bases = bases,
    .basis_count = sizeof bases / sizeof bases[0],
    .of_hardware = true,
    .estimate = estimate,
};
