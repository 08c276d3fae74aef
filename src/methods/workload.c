/* What a run asks of a method: its energy before PUE, by the best evidence that it
 * allows.
 *
 * Order (Patterson et al. 2021, section 2.2, put average power that was measured before
 * the chip's own average, and that before rated power): the energy that was logged;
 * average power x hours; the average of the whole system for each device x device-hours;
 * rated power x utilisation x device-hours; work / throughput x power. */
#include "methods/workload.h"

#include <math.h>

#include "core/number/units.h"
#include "methods/workload_device.h"

void plume_workload_init(plume_workload *workload)
{
    const plume_compute compute = { "",  NAN, NAN, NAN, NAN, NAN, PLUME_PRECISION_UNKNOWN,
                                    NAN, NAN };

    *workload = (plume_workload){
        .hours = NAN,
        .device_hours = NAN,
        .device_kwh = NAN,
        .it_kwh = NAN,
        .cpu_kwh = NAN,
        .ram_kwh = NAN,
        .flops = NAN,
        .repeat = 1.0,
        .hardware = { .device_count = NAN,
                      .rated_w = NAN,
                      .average_w = NAN,
                      .peak_flops = NAN,
                      .utilization = NAN,
                      .processor_w = NAN,
                      .compute = compute },
        .tracked = { .tool = "",
                     .version = "",
                     .energy_kwh = NAN,
                     .co2e_kg = NAN,
                     .pue = 1.0,
                     .kg_per_kwh = NAN,
                     .predicted = { NAN, NAN, NAN } },
    };
}

/* --- what the run says --- */

static double run_hours(const plume_run *run)
{
    if (!isnan(run->duration_s))
        return run->duration_s / SECONDS_PER_HOUR;
    if (run->end_s >= run->start_s)
        return (run->end_s - run->start_s) / SECONDS_PER_HOUR;
    return NAN;
}

static plume_tracked tracked_of(const plume_run *run)
{
    return (plume_tracked){
        .tool = run->tool[0] != '\0' ? run->tool : run->origin.reader,
        .version = run->tool_version,
        .energy_kwh = run->energy.logged_kwh,
        .co2e_kg = run->logged_co2e_kg,
        .pue = run->energy.pue_included,
        .kg_per_kwh = run->logged_intensity_kg_per_kwh,
        .predicted = run->predicted,
    };
}

/* Each token of a training takes 6 operations for each parameter that acts on it: 2 on
 * the way forward, 4 on the way back. */
static double run_flops(const plume_run *run)
{
    const plume_compute *compute = &run->compute;

    return isnan(run->flops) ? PLUME_FLOPS_PER_PARAMETER_AND_TOKEN * compute->parameters *
                                   compute->tokens
                             : run->flops;
}

static void describe(plume_workload *out, const plume_run *run)
{
    double hours = run_hours(run);

    plume_workload_init(out);
    out->hours = hours;
    out->device_hours = hours * run->device_count;
    out->cpu_kwh = run->energy.cpu_kwh;
    out->ram_kwh = run->energy.ram_kwh;
    out->flops = run_flops(run);
    out->hardware.device_count = run->device_count;
    out->hardware.utilization = run->utilization;
    out->hardware.compute = run->compute;
    out->tracked = tracked_of(run);
}

/* --- the routes to an energy --- */

/* The log's own figure, at the boundary it names. */
static bool by_logged_energy(plume_workload *out, const plume_ask *ask)
{
    const plume_energy *energy = &ask->run->energy;
    double total_kwh = energy->total_kwh;
    bool only_devices = energy->scope == PLUME_SCOPE_DEVICE;

    if (isnan(total_kwh)) {
        total_kwh = energy->gpu_kwh;
        only_devices = true;
    }
    if (isnan(total_kwh))
        return false;

    out->evidence = energy->evidence;
    if (only_devices) {
        out->device_kwh = total_kwh;
        return true;
    }
    if (energy->scope == PLUME_SCOPE_UNKNOWN)
        plume_ask_note(ask, PLUME_ASSUMED, "scope-assumed",
                       "the log does not say what its energy covers; taken as devices, "
                       "processors and memory");
    out->it_kwh = total_kwh;
    out->device_kwh = energy->gpu_kwh;
    out->host_included = true;
    return true;
}

/* What an average covers is taken as everything unless it is said: a smaller
 * assumption would be added to. */
static bool by_average_power(plume_workload *out, const plume_ask *ask)
{
    const plume_run *run = ask->run;
    double energy_kwh = run->power_w * out->hours / WATTS_PER_KILOWATT;

    if (isnan(energy_kwh))
        return false;

    out->evidence = run->energy.evidence;
    if (out->evidence == PLUME_EVIDENCE_UNKNOWN) {
        out->evidence = PLUME_EVIDENCE_ASSUMED;
        plume_ask_note(
            ask, PLUME_ASSUMED, "power-as-given",
            "average power taken as given; whether it was measured is not said");
    }
    if (run->energy.scope == PLUME_SCOPE_DEVICE) {
        out->device_kwh = energy_kwh;
        return true;
    }
    if (run->energy.scope == PLUME_SCOPE_UNKNOWN)
        plume_ask_note(ask, PLUME_ASSUMED, "scope-assumed",
                       "what the average power covers is not said; taken as devices, "
                       "processors, memory and host");
    out->it_kwh = energy_kwh;
    out->host_included = true;
    return true;
}

/* From what the accelerators alone drew to the whole machine. Components that were logged
 * speak before a host power that was given for the whole study. */
static void add_host(plume_workload *out, const plume_ask *ask)
{
    const plume_energy *energy = &ask->run->energy;
    double host_kwh = ask->host_power_w * out->hours / WATTS_PER_KILOWATT;

    out->it_kwh = out->device_kwh;
    if (!isnan(energy->cpu_kwh)) {
        out->it_kwh += energy->cpu_kwh;
        out->it_kwh += isnan(energy->ram_kwh) ? 0.0 : energy->ram_kwh;
        out->host_included = true;
    } else if (!isnan(host_kwh)) {
        out->it_kwh += host_kwh;
        out->host_kwh = host_kwh;
        out->host_included = true;
    } else if (ask->run->other == PLUME_OTHER_NONE) { /* what is no run has no host */
        plume_ask_note(
            ask, PLUME_ASSUMED, "host-not-included",
            "only the accelerators' energy is known; processors, memory and host "
            "are not included, so the total is a lower bound");
    }
}

/* The hint says what would be enough, in the order in which it is easiest to know. */
static plume_status missing(const plume_run *run, const plume_workload *workload,
                            plume_error *error)
{
    bool timeless = isnan(workload->hours) && isnan(workload->flops);
    plume_status status = plume_fail(
        error, PLUME_ERR_MISSING,
        "run '%s' has no energy, and neither %s to compute one from", run->id,
        timeless ? "a duration nor its FLOPs" : "an average power nor a device");

    plume_hint(error, timeless ? "give its hours, or an energy"
                               : "give its device, or its average power, or an energy");
    return status;
}

/* A run that stands for several was logged once: every amount counts as often. */
static void scale(plume_workload *out, double repeat)
{
    double *const amounts[] = {
        &out->hours,
        &out->device_hours,
        &out->device_kwh,
        &out->it_kwh,
        &out->host_kwh,
        &out->cpu_kwh,
        &out->ram_kwh,
        &out->flops,
        &out->tracked.energy_kwh,
        &out->tracked.co2e_kg,
        &out->tracked.predicted.energy_kwh,
        &out->tracked.predicted.co2e_kg,
        &out->tracked.predicted.duration_s,
    };

    out->repeat = repeat > 0.0 ? repeat : 1.0;
    for (size_t i = 0; i < sizeof amounts / sizeof amounts[0]; i++)
        *amounts[i] *= out->repeat;
}

/* From the best evidence to the weakest: logged energy, average power, the device's
 * rated power, FLOPs. */
plume_status plume_workload_resolve(plume_workload *out, const plume_run *run,
                                    plume_factors *factors, double host_power_w,
                                    plume_notes *notes, plume_error *error)
{
    plume_ask ask = { run, factors, host_power_w, notes };
    plume_status status = PLUME_OK;
    bool found;

    describe(out, run);
    found = by_logged_energy(out, &ask) || by_average_power(out, &ask);
    if (!found)
        status = plume_workload_by_device(out, &ask, &found, error);
    if (status == PLUME_OK && !found)
        status = missing(run, out, error);
    if (status != PLUME_OK)
        out->evidence = PLUME_EVIDENCE_UNKNOWN;
    else if (isnan(out->it_kwh))
        add_host(out, &ask);
    scale(out, run->repeat);
    return status;
}
