/* What a run asks of a method: its energy before PUE, by the best evidence that it
 * allows.
 *
 * Order (Patterson et al. 2021, section 2.2, put average power that was measured before
 * the chip's own average, and that before rated power): the energy that was logged;
 * average power x hours; the average of the whole system for each device x device-hours;
 * rated power x utilisation x device-hours; work / throughput x power. */
#include "methods/workload.h"

#include <math.h>

#include "core/units.h"

static double run_hours(const plume_run *run)
{
    if (!isnan(run->duration_s))
        return run->duration_s / SECONDS_PER_HOUR;
    if (run->end_s >= run->start_s)
        return (run->end_s - run->start_s) / SECONDS_PER_HOUR;
    return NAN;
}

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
        out->host_included = true;
    } else {
        plume_ask_note(
            ask, PLUME_ASSUMED, "host-not-included",
            "only the accelerators' energy is known; processors, memory and host "
            "are not included, so the total is a lower bound");
    }
}

static plume_status missing(const plume_run *run, const plume_workload *workload,
                            plume_error *error)
{
    plume_status status;

    if (isnan(workload->hours) && isnan(run->flops))
        status =
            plume_fail(error, PLUME_ERR_MISSING,
                       "run '%s' has no energy, and neither a duration nor its FLOPs "
                       "to compute one from",
                       run->id);
    else
        status = plume_fail(error, PLUME_ERR_MISSING,
                            "run '%s' has no energy, and neither an average power nor a "
                            "device to compute one from",
                            run->id);
    plume_hint(error, "give its device, or its average power, or an energy");
    return status;
}

static void scale(plume_workload *out, double repeat)
{
    out->repeat = repeat > 0.0 ? repeat : 1.0;
    out->hours *= out->repeat;
    out->device_hours *= out->repeat;
    out->device_kwh *= out->repeat;
    out->it_kwh *= out->repeat;
}

plume_status plume_workload_resolve(plume_workload *out, const plume_run *run,
                                    plume_factors *factors, double host_power_w,
                                    plume_notes *notes, plume_error *error)
{
    plume_ask ask = { run, factors, host_power_w, notes };
    double hours = run_hours(run);
    plume_status status = PLUME_OK;
    bool found;

    *out = (plume_workload){ .hours = hours,
                             .device_hours = hours * run->device_count,
                             .device_kwh = NAN,
                             .it_kwh = NAN };

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
