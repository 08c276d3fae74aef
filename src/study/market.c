/* Contracts for electricity: what a study file says of them. */
#include "study/internal.h"

#include <math.h>

#include <plume/number.h>

/* The study file is the source that a report names for this figure. */
static plume_status take_kg_per_kwh(plume_study_build *build, plume_given_value *out,
                                    const plume_study_place *place, plume_error *error)
{
    double kg_per_kwh = NAN;
    plume_status status =
        plume_study_quantity(&kg_per_kwh, PLUME_DIMENSION_INTENSITY, 0.0,
                             "kg CO2e per kWh, at least 0", place, error);

    if (status == PLUME_OK)
        *out = (plume_given_value){ kg_per_kwh, PLUME_GIVEN_STUDY_FILE, build->study.path,
                                    0 };
    return status;
}

plume_status plume_study_take_market(plume_study_build *build, void *target,
                                     const plume_study_place *place, plume_error *error)
{
    (void)target;
    return take_kg_per_kwh(build, &build->study.market_kg_per_kwh, place, error);
}

plume_status plume_study_take_residual(plume_study_build *build, void *target,
                                       const plume_study_place *place, plume_error *error)
{
    (void)target;
    return take_kg_per_kwh(build, &build->study.residual_kg_per_kwh, place, error);
}

plume_status plume_study_take_marginal(plume_study_build *build, void *target,
                                       const plume_study_place *place, plume_error *error)
{
    (void)target;
    return take_kg_per_kwh(build, &build->study.marginal_kg_per_kwh, place, error);
}

plume_status plume_study_take_market_share(plume_study_build *build, void *target,
                                           const plume_study_place *place,
                                           plume_error *error)
{
    (void)target;
    return plume_study_share(&build->study.market_share, place, error);
}

/* The path is taken as beside the study file, not as from where Plume was started. */
static plume_status take_series(plume_study_build *build, plume_series **out,
                                plume_dimension dimension, const plume_study_place *place,
                                plume_error *error)
{
    const char *path = NULL;
    plume_status status = plume_study_path(build, &path, place, error);

    if (status != PLUME_OK)
        return status;
    path = plume_study_beside(build, path);
    if (path == NULL)
        return plume_fail_memory(error);
    return plume_series_load(out, path, dimension, NULL, error);
}

plume_status plume_study_take_hourly(plume_study_build *build, void *target,
                                     const plume_study_place *place, plume_error *error)
{
    (void)target;
    return take_series(build, &build->study.hourly, PLUME_DIMENSION_INTENSITY, place,
                       error);
}

plume_status plume_study_take_carbon_free(plume_study_build *build, void *target,
                                          const plume_study_place *place,
                                          plume_error *error)
{
    (void)target;
    return take_series(build, &build->study.carbon_free, PLUME_DIMENSION_ENERGY, place,
                       error);
}
