/* Contracts for electricity: what a study file says of them, and the market-based
 * intensity that follows. */
#include "study/study.h"

#include <math.h>

#include <plume/market.h>
#include <plume/number.h>
#include <plume/text.h>

/* --- keys --- */

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

static plume_status take_series(plume_study_build *build, plume_series **out,
                                plume_dimension dimension, const plume_study_place *place,
                                plume_error *error)
{
    const char *path = NULL;
    plume_status status = plume_study_text(build, &path, place, error);

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

/* --- the market-based intensity of a site --- */

static plume_status note_instrument(plume_notes *notes, plume_error *error)
{
    plume_status status = plume_notes_add(
        notes, PLUME_ASSUMED, "market-intensity-assumed", NULL, 0,
        "the intensity of the contracted electricity is not given; it counts as 0 "
        "kg/kWh, which holds for contracts for carbon-free electricity only");

    return status == PLUME_OK ? status : plume_fail_memory(error);
}

static plume_status note_residual(const plume_site *site, plume_notes *notes,
                                  plume_error *error)
{
    plume_status status = plume_notes_add(
        notes, PLUME_ASSUMED, "residual-missing", NULL, 0,
        "no residual mix of %s is known; what the instrument does not cover counts at "
        "the location-based intensity, which as a rule is lower",
        site->grid_name[0] != '\0' ? site->grid_name : "the site's grid");

    return status == PLUME_OK ? status : plume_fail_memory(error);
}

/* The author's, that of the country, else the grid's own. */
static plume_status find_residual(plume_site *site, const plume_study *study,
                                  plume_factors *factors, const plume_market_notes *to,
                                  plume_error *error)
{
    plume_grid residual;
    plume_error inner;
    plume_status status = PLUME_ERR_MISSING;

    site->residual_kg_per_kwh = study->residual_kg_per_kwh;
    if (!isnan(study->residual_kg_per_kwh.value))
        return PLUME_OK;
    if (factors != NULL && site->location[0] != '\0')
        status = plume_factors_residual(factors, site->location, to->year, &residual,
                                        to->notes, &inner);
    if (status == PLUME_OK) {
        site->residual_kg_per_kwh =
            (plume_given_value){ residual.kg_per_kwh, PLUME_GIVEN_DATASET,
                                 residual.source, residual.year };
        return PLUME_OK;
    }
    if (status != PLUME_ERR_MISSING && status != PLUME_ERR_UNKNOWN) {
        if (error != NULL)
            *error = inner;
        return status;
    }
    site->residual_kg_per_kwh = site->gross_kg_per_kwh;
    site->residual_assumed = true;
    return note_residual(site, to->notes, error);
}

plume_status plume_study_market(plume_site *site, const plume_study *study,
                                plume_factors *factors, const plume_market_notes *to,
                                plume_error *error)
{
    double instrument_kg_per_kwh = study->market_kg_per_kwh.value;
    plume_status status = PLUME_OK;

    site->net_kg_per_kwh = study->market_kg_per_kwh;
    site->instrument = study->instrument;
    site->market_share = study->market_share;
    if (isnan(study->market_share))
        return PLUME_OK;
    if (isnan(instrument_kg_per_kwh) && study->market_share > 0.0) {
        instrument_kg_per_kwh = 0.0;
        status = note_instrument(to->notes, error);
    }
    site->instrument_kg_per_kwh = instrument_kg_per_kwh;
    if (status == PLUME_OK && study->market_share < 1.0)
        status = find_residual(site, study, factors, to, error);
    site->net_kg_per_kwh =
        (plume_given_value){ plume_market_mix(study->market_share, instrument_kg_per_kwh,
                                              site->residual_kg_per_kwh.value),
                             PLUME_GIVEN_STUDY_FILE, study->path, 0 };
    return status;
}
