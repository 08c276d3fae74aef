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
