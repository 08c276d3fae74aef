/* Market-based figures: the mix of a contract and the rest, hours matched, and the
 * intensity of a site under its contracts. docs/market.md has the formulas. */
#include "ledger/site/market_based.h"

#include <plume/market.h>

#include <math.h>

double plume_market_mix(double share, double instrument_kg_per_kwh,
                        double residual_kg_per_kwh)
{
    if (share >= 1.0)
        return instrument_kg_per_kwh; /* nothing is left for the residual mix */
    if (share <= 0.0)
        return residual_kg_per_kwh;
    return share * instrument_kg_per_kwh + (1.0 - share) * residual_kg_per_kwh;
}

void plume_matched_hours_add(plume_matched_hours *sum, double load_kwh, double free_kwh,
                             double grid_kg_per_kwh)
{
    double both_kwh = fmin(load_kwh, free_kwh);

    sum->hours++;
    sum->load_kwh += load_kwh;
    sum->free_kwh += free_kwh;
    sum->both_kwh += both_kwh;
    sum->location_kg += load_kwh * grid_kg_per_kwh;
    sum->left_kg += (load_kwh - both_kwh) * grid_kg_per_kwh;
    sum->grid_kg_per_kwh += grid_kg_per_kwh;
}

double plume_matched_score(const plume_matched_hours *sum)
{
    return sum->load_kwh > 0.0 ? sum->both_kwh / sum->load_kwh : NAN;
}

double plume_volumetric_share(const plume_matched_hours *sum)
{
    return sum->load_kwh > 0.0 ? fmin(sum->free_kwh / sum->load_kwh, 1.0) : NAN;
}

double plume_volumetric_kg(const plume_matched_hours *sum)
{
    if (sum->hours == 0)
        return NAN;
    return fmax(sum->load_kwh - sum->free_kwh, 0.0) *
           (sum->grid_kg_per_kwh / (double)sum->hours);
}

plume_status plume_reference_grid(const plume_study *study, plume_factors *factors,
                                  plume_grid *out, plume_error *error)
{
    const char *location = study->reference_location;
    int year = study->reference_year;

    return plume_factors_grid(factors, location[0] != '\0' ? location : "WORLD",
                              year != 0 ? year : PLUME_REFERENCE_YEAR, out, NULL, error);
}

/* --- the market-based intensity of a site --- */

static void note_instrument(plume_notes *notes)
{
    plume_notes_add(
        notes, PLUME_ASSUMED, "market-intensity-assumed", NULL, 0,
        "the intensity of the contracted electricity is not given; it counts as 0 "
        "kg/kWh, which holds for contracts for carbon-free electricity only");
}

static void note_residual(const plume_site *site, plume_notes *notes)
{
    plume_notes_add(
        notes, PLUME_ASSUMED, "residual-missing", NULL, 0,
        "no residual mix of %s is known; what the instrument does not cover counts at "
        "the location-based intensity, which as a rule is lower",
        site->grid_name[0] != '\0' ? site->grid_name : "the site's grid");
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
    note_residual(site, to->notes);
    return PLUME_OK;
}

/* GHG Protocol Scope 2 Guidance (2015): contracts first, the residual mix for what
 * they do not cover. */
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
        note_instrument(to->notes);
    }
    site->instrument_kg_per_kwh = instrument_kg_per_kwh;
    if (study->market_share < 1.0)
        status = find_residual(site, study, factors, to, error);
    site->net_kg_per_kwh =
        (plume_given_value){ plume_market_mix(study->market_share, instrument_kg_per_kwh,
                                              site->residual_kg_per_kwh.value),
                             PLUME_GIVEN_STUDY_FILE, study->path, 0 };
    return status;
}
