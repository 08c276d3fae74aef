/* plume/market.h -- contracts for electricity and what they leave: market-based figures,
 * hourly and yearly matching, and what stands beside the totals without entering them.
 * docs/market.md has the formulas. */
#ifndef PLUME_MARKET_H
#define PLUME_MARKET_H

#include <stdint.h>

#include <plume/factors.h>
#include <plume/study.h>

PLUME_BEGIN

/* Market-based intensity of electricity of which a share is covered by an instrument and
 * the rest is the residual mix, kg/kWh. */
PLUME_API double plume_market_mix(double share, double instrument_kg_per_kwh,
                                  double residual_kg_per_kwh);

/* Hours in which electricity was used, beside the carbon-free electricity that was bought
 * for the same hours. Zeroed: none yet. */
typedef struct plume_matched_hours {
    uint64_t hours;
    double load_kwh, free_kwh;
    double both_kwh;        /* of each hour the lesser of the two */
    double location_kg;     /* all load on the grid */
    double left_kg;         /* load beyond the carbon-free electricity of its hour */
    double grid_kg_per_kwh; /* summed over the hours */
} plume_matched_hours;

PLUME_API void plume_matched_hours_add(plume_matched_hours *sum, double load_kwh,
                                       double free_kwh, double grid_kg_per_kwh);
/* Share of the load that carbon-free electricity of the same hour met; NAN without load.
 */
PLUME_API double plume_matched_score(const plume_matched_hours *sum);
/* The share and the emissions when kilowatt-hours of any hour count for those of any
 * other, as under yearly certificates: the rest at the mean intensity of the hours. */
PLUME_API double plume_volumetric_share(const plume_matched_hours *sum);
PLUME_API double plume_volumetric_kg(const plume_matched_hours *sum);

/* The grid on which energies of different papers are compared: that of the study file,
 * else the world's average of PLUME_REFERENCE_YEAR. */
enum { PLUME_REFERENCE_YEAR = 2023 };
PLUME_API plume_status plume_reference_grid(const plume_study *study,
                                            plume_factors *factors, plume_grid *out,
                                            plume_error *error);

PLUME_END

#endif
