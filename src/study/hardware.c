/* The machine that a study file describes, for runs whose log does not. */
#include "study/internal.h"

#include <math.h>

/* A name that the datasets lack is refused with its line; as a device of unknown power it
 * would only be missing later. */
static plume_status take_device(plume_study_build *build, void *target,
                                const plume_study_place *place, plume_error *error)
{
    plume_status status = plume_study_text(build, &build->study.device, place, error);

    (void)target;
    if (status != PLUME_OK)
        return status;
    return plume_study_check_device(build->factors, build->study.device, place, error);
}

static plume_status take_count(plume_study_build *build, void *target,
                               const plume_study_place *place, plume_error *error)
{
    plume_status status = plume_study_number(&build->study.device_count, PLUME_ABOVE_ZERO,
                                             "a number of devices above 0", place, error);

    (void)target;
    return status == PLUME_OK ? plume_study_most(build->study.device_count,
                                                 PLUME_DEVICES_MOST, place, error)
                              : status;
}

static plume_status take_host_power(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_quantity(&build->study.host_power_w, PLUME_DIMENSION_POWER, 0.0,
                                "watts, at least 0", place, error);
}

/* --- processors and memory --- */

static plume_status take_processor(plume_study_build *build, void *target,
                                   const plume_study_place *place, plume_error *error)
{
    const char **processor = &build->study.compute.processor;
    plume_status status = plume_study_text(build, processor, place, error);

    (void)target;
    if (status != PLUME_OK)
        return status;
    return plume_study_check_device(build->factors, *processor, place, error);
}

static plume_status take_cores(plume_study_build *build, void *target,
                               const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_number(&build->study.compute.cores, PLUME_ABOVE_ZERO,
                              "a number of cores above 0", place, error);
}

/* Watts of one core, not of the processor. */
static plume_status take_core_power(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_quantity(&build->study.compute.core_w, PLUME_DIMENSION_POWER, 0.0,
                                "watts, at least 0", place, error);
}

static plume_status take_memory(plume_study_build *build, void *target,
                                const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_number(&build->study.compute.memory_gb, 0.0,
                              "gigabytes, at least 0", place, error);
}

/* --- shares --- */

static plume_status take_share(double *out, const plume_study_place *place,
                               plume_error *error)
{
    double share = NAN;
    plume_status status = plume_study_quantity(&share, PLUME_DIMENSION_RATIO, 0.0,
                                               "a share from 0 to 1", place, error);

    if (status == PLUME_OK && share > 1.0)
        return plume_study_refuse(place, error,
                                  "%s is '%s', expected a share from 0 to 1", place->key,
                                  plume_value_string(place->value));
    if (status == PLUME_OK)
        *out = share;
    return status;
}

static plume_status take_core_utilization(plume_study_build *build, void *target,
                                          const plume_study_place *place,
                                          plume_error *error)
{
    (void)target;
    return take_share(&build->study.compute.core_utilization, place, error);
}

static plume_status take_efficiency(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error)
{
    (void)target;
    return take_share(&build->study.compute.efficiency, place, error);
}

static plume_status take_precision(plume_study_build *build, void *target,
                                   const plume_study_place *place, plume_error *error)
{
    const char *name = "";
    plume_status status = plume_study_text(build, &name, place, error);

    (void)target;
    if (status == PLUME_OK &&
        !plume_precision_named(name, &build->study.compute.precision))
        return plume_study_refuse(place, error,
                                  "%s is '%s', expected " PLUME_PRECISION_NAMES,
                                  place->key, name);
    return status;
}

/* Keys that methods need, and those of the life cycle, stand under one heading: both
 * describe the machine. */
plume_status plume_study_take_hardware(plume_study_build *build, void *target,
                                       const plume_study_place *place, plume_error *error)
{
    static const plume_study_key keys[] = {
        { "device", take_device },
        { "count", take_count },
        { "host_power_w", take_host_power },
        { "lifetime_years", plume_study_take_figure },
        { "utilization", plume_study_take_figure },
        { "embodied_kg", plume_study_take_figure },
        { "host_embodied_kg", plume_study_take_figure },
        { "end_of_life_kg", plume_study_take_figure },
        { "devices_per_host", plume_study_take_figure },
        { "reserved_device_hours", plume_study_take_figure },
        { "idle_power_w", plume_study_take_figure },
        { "processor", take_processor },
        { "cores", take_cores },
        { "core_power_w", take_core_power },
        { "core_utilization", take_core_utilization },
        { "memory_gb", take_memory },
        { "efficiency", take_efficiency },
        { "precision", take_precision },
        { NULL, NULL },
    };

    return plume_study_take_map(build, target, keys, place, error);
}
