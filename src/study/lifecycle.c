/* What a study file says of water, hardware, inference and gases. */
#include "study/internal.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

#include <plume/lifecycle.h>

/* --- figures, each with its bounds --- */

typedef struct figure {
    const char *key;
    size_t offset; /* in plume_study_lifecycle */
    plume_dimension dimension;
    double least, most;
    const char *wanted;
} figure;

#define WITHIN(member) offsetof(plume_study_lifecycle, member)

static const figure figures[] = {
    { "wue_l_per_kwh", WITHIN(wue_l_per_kwh), PLUME_DIMENSION_RATIO, 0.0, 1e3,
      "litres per kWh, 0 to 1000" },
    { "ewif_l_per_kwh", WITHIN(ewif_l_per_kwh), PLUME_DIMENSION_RATIO, 0.0, 1e3,
      "litres per kWh, 0 to 1000" },
    { "lifetime_years", WITHIN(lifetime_years), PLUME_DIMENSION_RATIO, PLUME_ABOVE_ZERO,
      100.0, "years above 0, at most 100" },
    { "utilization", WITHIN(utilization), PLUME_DIMENSION_RATIO, PLUME_ABOVE_ZERO, 1.0,
      "a share above 0, at most 1" },
    { "embodied_kg", WITHIN(embodied_kg), PLUME_DIMENSION_MASS, 0.0, INFINITY,
      "kg CO2e of one device, at least 0" },
    { "host_embodied_kg", WITHIN(host_embodied_kg), PLUME_DIMENSION_MASS, 0.0, INFINITY,
      "kg CO2e of one host without its devices, at least 0" },
    { "end_of_life_kg", WITHIN(end_of_life_kg), PLUME_DIMENSION_MASS, 0.0, INFINITY,
      "kg CO2e of one device with its share of the host, at least 0" },
    { "devices_per_host", WITHIN(devices_per_host), PLUME_DIMENSION_RATIO, 1.0, 1e6,
      "a number of devices, at least 1" },
    { "reserved_device_hours", WITHIN(reserved_device_hours), PLUME_DIMENSION_TIME,
      PLUME_ABOVE_ZERO, INFINITY, "device-hours above 0" },
    { "idle_power_w", WITHIN(idle_w), PLUME_DIMENSION_POWER, 0.0, INFINITY,
      "watts of one idle device with its share of the host, at least 0" },
    { "energy_per_query_kwh", WITHIN(query_kwh), PLUME_DIMENSION_ENERGY, 0.0, INFINITY,
      "kWh of the IT for one query, at least 0" },
    { "queries_per_day", WITHIN(queries_per_day), PLUME_DIMENSION_RATIO, PLUME_ABOVE_ZERO,
      INFINITY, "a number of queries above 0" },
    { "pue", WITHIN(query_pue), PLUME_DIMENSION_RATIO, 1.0, PLUME_PUE_MOST,
      "a ratio of 1 to 10000" },
    { "intensity_kg_per_kwh", WITHIN(query_kg_per_kwh), PLUME_DIMENSION_INTENSITY, 0.0,
      INFINITY, "kg CO2e per kWh, at least 0" },
    { "alternative_training_kg", WITHIN(other_training_kg), PLUME_DIMENSION_MASS, 0.0,
      INFINITY, "kg CO2e, at least 0" },
    { "alternative_query_kwh", WITHIN(other_query_kwh), PLUME_DIMENSION_ENERGY, 0.0,
      INFINITY, "kWh of the IT for one query, at least 0" },
};

/* Every key that leads here has a row in figures[], so the search ends. */
plume_status plume_study_take_figure(plume_study_build *build, void *target,
                                     const plume_study_place *place, plume_error *error)
{
    const figure *of = figures;
    double value = NAN;
    plume_status status;

    (void)target;
    while (strcmp(of->key, place->key) != 0)
        of++;
    status =
        plume_study_quantity(&value, of->dimension, of->least, of->wanted, place, error);
    if (status != PLUME_OK)
        return status;
    if (value > of->most)
        return plume_study_refuse(place, error, "%s is '%s', expected %s", place->key,
                                  plume_value_string(place->value), of->wanted);
    *(double *)(void *)((char *)&build->study.lifecycle + of->offset) = value;
    return PLUME_OK;
}

/* --- include and inference --- */

/* Embodied carbon is in a report only where the study asks for it. */
static plume_status take_embodied(plume_study_build *build, void *target,
                                  const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_truth(&build->study.lifecycle.embodied, place, error);
}

static plume_status take_water(plume_study_build *build, void *target,
                               const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_truth(&build->study.lifecycle.water, place, error);
}

static plume_status take_equivalents(plume_study_build *build, void *target,
                                     const plume_study_place *place, plume_error *error)
{
    (void)target;
    return plume_study_truth(&build->study.equivalents, place, error);
}

/* As include.inference_queries or as inference.queries; 0 asks for nothing. */
static plume_status take_queries(plume_study_build *build, void *target,
                                 const plume_study_place *place, plume_error *error)
{
    double queries = 0.0, *known = &build->study.lifecycle.queries;
    plume_status status = plume_study_number(
        &queries, 0.0, "a number of queries, at least 0", place, error);

    (void)target;
    if (status != PLUME_OK || queries <= 0.0)
        return status;
    if (!isnan(*known) && *known != queries)
        return plume_study_refuse(place, error,
                                  "the number of queries is given twice, and differs");
    *known = queries;
    return PLUME_OK;
}

plume_status plume_study_take_include(plume_study_build *build, void *target,
                                      const plume_study_place *place, plume_error *error)
{
    static const plume_study_key keys[] = {
        { "embodied", take_embodied },
        { "water", take_water },
        { "equivalents", take_equivalents },
        { "inference_queries", take_queries },
        { NULL, NULL },
    };

    return plume_study_take_map(build, target, keys, place, error);
}

plume_status plume_study_take_inference(plume_study_build *build, void *target,
                                        const plume_study_place *place,
                                        plume_error *error)
{
    static const plume_study_key keys[] = {
        { "queries", take_queries },
        { "energy_per_query_kwh", plume_study_take_figure },
        { "queries_per_day", plume_study_take_figure },
        { "pue", plume_study_take_figure },
        { "intensity_kg_per_kwh", plume_study_take_figure },
        { "alternative_training_kg", plume_study_take_figure },
        { "alternative_query_kwh", plume_study_take_figure },
        { NULL, NULL },
    };

    return plume_study_take_map(build, target, keys, place, error);
}

/* --- gases --- */

/* Potentials over 100 years differ by the report of the IPCC that gives them. */
plume_status plume_study_take_gwp(plume_study_build *build, void *target,
                                  const plume_study_place *place, plume_error *error)
{
    plume_study_lifecycle *lifecycle = &build->study.lifecycle;
    const char *name = "";
    plume_status status = plume_study_text(build, &name, place, error);

    (void)target;
    if (status == PLUME_OK && !plume_gwp_find(&lifecycle->gwp, name))
        return plume_study_refuse(place, error, "gwp is '%s', expected AR4, AR5 or AR6",
                                  name);
    return status;
}

/* Mass of the gas itself; its potential follows when the whole file is read. */
static plume_status take_gas(plume_study_gas *out, plume_study_build *build,
                             const plume_study_place *place, plume_error *error)
{
    plume_status status =
        plume_study_quantity(&out->kg_per_kwh, PLUME_DIMENSION_INTENSITY, 0.0,
                             "kg of the gas per kWh, at least 0", place, error);

    if (status != PLUME_OK)
        return status;
    out->gas = plume_pool_copy(build->pool, place->key);
    out->gwp100 = NAN;
    out->source = "";
    return out->gas != NULL ? PLUME_OK : plume_fail_memory(error);
}

/* They are weighed when the file is at its end: only then it is known whether it
 * states an intensity as well. */
plume_status plume_study_take_gases(plume_study_build *build, void *target,
                                    const plume_study_place *place, plume_error *error)
{
    plume_study_lifecycle *lifecycle = &build->study.lifecycle;
    size_t count = plume_value_count(place->value);
    plume_study_gas *gases;
    plume_status status = PLUME_OK;

    (void)target;
    if (plume_value_kind(place->value) != PLUME_MAP || count == 0)
        return plume_study_refuse(place, error,
                                  "%s is no map, expected gases and their kg per kWh",
                                  place->key);
    gases = plume_pool_take(build->pool, count * sizeof *gases);
    if (gases == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < count && status == PLUME_OK; i++) {
        plume_study_place item = { place->path, plume_value_key_at(place->value, i),
                                   plume_value_at(place->value, i) };

        status = take_gas(&gases[i], build, &item, error);
    }
    lifecycle->gases = build->gas = gases;
    lifecycle->gas_count = count;
    build->gases = *place;
    return status;
}

/* One potential of the report that the study names. */
static plume_status weigh(plume_study_build *build, size_t i, plume_gas_mass *out,
                          plume_error *error)
{
    const plume_study_lifecycle *lifecycle = &build->study.lifecycle;
    plume_study_gas *gas = &build->gas[i];
    plume_study_place item = { build->gases.path, gas->gas,
                               plume_value_at(build->gases.value, i) };
    plume_error inner;
    plume_status status =
        plume_factors_gwp(build->factors, gas->gas, plume_gwp_name(lifecycle->gwp),
                          &gas->gwp100, &gas->source, &inner);

    *out = (plume_gas_mass){ gas->kg_per_kwh, gas->gwp100 };
    if (status != PLUME_ERR_UNKNOWN && status != PLUME_ERR_MISSING) {
        if (status != PLUME_OK && error != NULL)
            *error = inner;
        return status;
    }
    (void)plume_study_refuse(&item, error, "%s", inner.message);
    plume_hint(error, "%s", inner.hint);
    return status;
}

/* Gases are an intensity in parts: weighed by their GWP100 they take the place of kg
 * CO2e per kWh, and both together would be two answers to one question. */
plume_status plume_study_weigh_gases(plume_study_build *build, plume_error *error)
{
    const plume_study_lifecycle *lifecycle = &build->study.lifecycle;
    plume_given_value *intensity = &build->study.intensity_kg_per_kwh;
    plume_gas_mass *masses;
    plume_status status = PLUME_OK;

    if (lifecycle->gas_count == 0 || build->factors == NULL)
        return PLUME_OK;
    if (!isnan(intensity->value))
        return plume_study_refuse(
            &build->gases, error,
            "%s and intensity_kg_per_kwh are both given, expected one of them",
            build->gases.key);
    masses = plume_pool_take(build->pool, lifecycle->gas_count * sizeof *masses);
    if (masses == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < lifecycle->gas_count && status == PLUME_OK; i++)
        status = weigh(build, i, &masses[i], error);
    if (status != PLUME_OK)
        return status;
    *intensity = (plume_given_value){
        plume_gases_co2e_kg(masses, lifecycle->gas_count),
        PLUME_GIVEN_STUDY_FILE,
        build->study.path,
        0,
    };
    return PLUME_OK;
}

/* NAN is not said; 0 would be a figure. */
void plume_study_lifecycle_init(plume_study_lifecycle *lifecycle)
{
    *lifecycle = (plume_study_lifecycle){ .gwp = PLUME_GWP_AR6, .queries = NAN };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        *(double *)(void *)((char *)lifecycle + figures[i].offset) = NAN;
}
