#include "ledger/budget_spread.h"

#include <math.h>

/* --- energy, by evidence --- */

/* Rated power of a device of which nobody knows how busy it was: trainings draw 15 to 85
 * % of it (OLMo, arXiv:2503.05804). */
static const plume_spread unknown_use = { 0.65, 1.35, 0.0 };

plume_spread plume_energy_spread(plume_evidence evidence, bool utilization_assumed,
                                 const char **basis)
{
    static const struct {
        const char *basis;
        double share; /* 95 % */
    } known[PLUME_EVIDENCE_COUNT] = {
        [PLUME_EVIDENCE_UNKNOWN] = { "unknown", 0.50 },
        [PLUME_EVIDENCE_METERED] = { "metered", 0.05 },
        [PLUME_EVIDENCE_SAMPLED] = { "sampled", 0.20 },
        [PLUME_EVIDENCE_TRACKER] = { "tracker", 0.40 },
        [PLUME_EVIDENCE_RATED] = { "rated", 0.25 },
        [PLUME_EVIDENCE_FLOPS] = { "flops", 0.50 },
        [PLUME_EVIDENCE_ASSUMED] = { "assumed", 0.50 },
    };

    if (utilization_assumed && evidence == PLUME_EVIDENCE_RATED) {
        *basis = "rated-assumed";
        return unknown_use;
    }
    if (utilization_assumed && evidence == PLUME_EVIDENCE_FLOPS) {
        *basis = "flops-assumed"; /* a factor of 2 either way */
        return plume_spread_share(1.0);
    }
    *basis = known[evidence].basis;
    return plume_spread_share(known[evidence].share);
}

/* --- the building --- */

/* Fewer than one draw in ten thousand lies further out. */
static const double far_sigmas = 3.72;

/* No building takes less than its equipment does. */
plume_spread plume_pue_above_one(plume_spread spread, double pue)
{
    if (!(pue * spread.median * exp(-far_sigmas * log(spread.gsd)) >= 1.0))
        spread.least = 1.0 / pue;
    return spread;
}

static bool is_stated(plume_given given)
{
    return given == PLUME_GIVEN_COMMAND_LINE || given == PLUME_GIVEN_STUDY_FILE ||
           given == PLUME_GIVEN_LOG;
}

plume_spread plume_pue_spread(const plume_site *site, double pue, const char **basis)
{
    double share = 0.05;

    *basis = "pue-published";
    if (site == NULL || site->pue_assumed || site->pue.given == PLUME_GIVEN_METHOD) {
        *basis = "pue-assumed";
        share = 0.25;
    } else if (pue <= 1.0) {
        *basis = "pue-none"; /* a workstation: no cooling counted */
        share = 0.10;
    } else if (is_stated(site->pue.given)) {
        *basis = "pue-stated";
    }
    return plume_pue_above_one(plume_spread_share(share), pue);
}

/* --- the grid --- */

plume_spread plume_grid_spread(const plume_site *site, plume_basis of, const char **basis)
{
    double share = 0.10;

    *basis = "grid-annual";
    if (of == PLUME_BASIS_NET) {
        *basis = "market-stated";
    } else if (site == NULL || site->grid_assumed) {
        *basis = "grid-assumed"; /* a factor of 2 either way */
        share = 1.0;
    } else if (site->gross_kg_per_kwh.given == PLUME_GIVEN_LOG) {
        *basis = "grid-logged";
        share = 0.25;
    } else if (is_stated(site->gross_kg_per_kwh.given)) {
        *basis = "grid-stated";
    }
    return plume_spread_share(share);
}

plume_spread plume_hourly_spread(const char **basis)
{
    *basis = "grid-hourly"; /* what an average over the year adds is gone */
    return plume_spread_share(0.05);
}

/* --- what the author says --- */

void plume_stated_spread_over(plume_spread *spread, const char **basis,
                              const plume_stated_spread *stated, double figure)
{
    switch (stated->kind) {
    case PLUME_STATED_NOT:
        return;
    case PLUME_STATED_BOUNDS:
        *basis = "stated-bounds";
        *spread = plume_spread_bounds(figure, stated->low, stated->high);
        return;
    case PLUME_STATED_SHARE:
        *basis = "stated-share";
        break;
    case PLUME_STATED_PEDIGREE:
        *basis = "stated-pedigree";
        break;
    }
    *spread = (plume_spread){ 1.0, stated->gsd, 0.0 };
}

/* share x contract + rest, both lognormal: their standard deviations weighed by their
 * parts of the sum, which is what first order gives. */
void plume_market_spread_over(plume_spread *spread, const char **basis,
                              const plume_study *study, double figure)
{
    double share = isnan(study->market_share) ? 1.0 : study->market_share;
    double contract = study->market_kg_per_kwh.given == PLUME_GIVEN_NOT
                          ? 0.0
                          : study->market_kg_per_kwh.value;
    double rest = fmax(figure - share * contract, 0.0);
    plume_spread stated = plume_spread_exact();
    double part, median;

    if (study->market_spread.kind == PLUME_STATED_NOT || !(figure > 0.0))
        return;
    plume_stated_spread_over(&stated, basis, &study->market_spread, contract);
    *basis = "market-bounded";
    if (study->market_spread.kind == PLUME_STATED_BOUNDS)
        part = share * sqrt(study->market_spread.low * study->market_spread.high);
    else
        part = share * contract * stated.median;
    median = part + rest;
    part /= median;
    spread->gsd = exp(hypot(part * log(stated.gsd), (1.0 - part) * log(spread->gsd)));
    spread->median = median / figure;
}
