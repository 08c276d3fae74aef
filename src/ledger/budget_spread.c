/* The spread that each kind of input has, and why. */
#include "ledger/budget_spread.h"

#include <math.h>
#include <string.h>

#include "uncertainty/lognormal.h"

/* --- energy, by evidence --- */

/* Rated power of a device of which nobody knows how busy it was: trainings draw 15 to 85
 * % of it (OLMo, arXiv:2503.05804). */
static const plume_spread unknown_use = { 0.65, 1.35, 0.0 };

/* Shares at 95 %; the reasons, with their sources, are in docs/uncertainty.md. */
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
    if (utilization_assumed && evidence == PLUME_EVIDENCE_ASSUMED) {
        *basis = "class-assumed"; /* a processor of unknown model, its use unknown too */
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

/* --- a factor, by the reasons that it may be off --- */

/* Reasons are independent: logarithms add in squares. basis is the one that adds most. */
typedef struct reasons {
    plume_factors *factors; /* NULL: no table says anything */
    const char *quantity, *place;
    double figure;
    double median, variance, largest;
    const char *basis;
} reasons;

/* Without a table nobody knows how far a factor is off; a quarter is a judgement. */
static const double untabled_ratio95 = 1.25;

static plume_factor_spread look_up(const reasons *of, const char *reason, int distance)
{
    const plume_spread_reason why = { of->quantity, reason, of->place, distance };
    plume_factor_spread found = { untabled_ratio95, 0.0, "" };

    if (of->factors != NULL)
        (void)plume_factors_spread(of->factors, &why, &found, NULL); /* loaded before */
    return found;
}

/* Reasons are independent: their variances add, on the logarithmic scale. The largest
 * names the spread. */
static void add_reason(reasons *of, const char *reason, int distance, const char *basis)
{
    plume_factor_spread found = look_up(of, reason, distance);
    double sigma = log(found.ratio95) / PLUME_NORMAL_95;

    if (found.add_kg_per_kwh > 0.0 && of->figure > 0.0) {
        plume_spread above = plume_spread_bounds(of->figure, of->figure,
                                                 of->figure + found.add_kg_per_kwh);

        of->median *= above.median;
        sigma = hypot(sigma, log(above.gsd));
    }
    of->variance += sigma * sigma;
    if (sigma <= of->largest)
        return;
    of->largest = sigma;
    of->basis = basis;
}

static plume_spread sum_of(const reasons *of, const char **basis)
{
    *basis = of->basis;
    return (plume_spread){ of->median, exp(sqrt(of->variance)), 0.0 };
}

/* A published PUE of another year, of a wider place or of a design is less sure than
 * one of the site. */
static void add_pue_reasons(reasons *of, const plume_site *site)
{
    if (site == NULL || site->pue_assumed || site->pue.given == PLUME_GIVEN_METHOD) {
        add_reason(of, "assumed", 0, "pue-assumed");
        return;
    }
    if (of->figure <= 1.0) { /* a workstation: no cooling counted */
        add_reason(of, "none", 0, "pue-none");
        return;
    }
    if (is_stated(site->pue.given)) {
        add_reason(of, "stated", 0, "pue-stated");
        return;
    }
    add_reason(of, "published", 0, "pue-published");
    if (site->pue_design)
        add_reason(of, "design", 0, "pue-design");
    else if (site->pue_wider)
        add_reason(of, "wider", 0, "pue-wider");
    if (site->pue_years_off > 0)
        add_reason(of, "year", site->pue_years_off, "pue-year");
}

plume_spread plume_pue_spread(plume_factors *factors, const plume_site *site, double pue,
                              const char **basis)
{
    reasons of = { factors, "pue", "", pue, 1.0, 0.0, -1.0, "" };

    add_pue_reasons(&of, site);
    return plume_pue_above_one(sum_of(&of, basis), pue);
}

plume_status plume_spreads_load(plume_factors *factors, plume_error *error)
{
    const plume_spread_reason why = { "grid", "annual", "", 0 };
    plume_factor_spread found;

    if (factors == NULL)
        return PLUME_OK;
    return plume_factors_spread(factors, &why, &found, error);
}

/* --- the grid --- */

/* A yearly mean of a grid differs between its sources, from year to year, and from
 * the hours of the runs. */
static void add_grid_reasons(reasons *of, const plume_site *site)
{
    plume_given given = site == NULL ? PLUME_GIVEN_NOT : site->gross_kg_per_kwh.given;

    if (site != NULL && site->grid_printed) {
        add_reason(of, "logged", 0, "grid-logged");
        return;
    }
    if (is_stated(given)) {
        add_reason(of, "stated", 0, "grid-stated");
        return;
    }
    if (site == NULL || site->grid_assumed || plume_grid_is_no_place(of->place)) {
        add_reason(of, "assumed", 0, "grid-assumed");
        return;
    }
    add_reason(of, "annual", 0, "grid-annual");
    add_reason(of, "sources", 0, "grid-sources");
    if (site->grid_wider)
        add_reason(of, "wider", 0, "grid-wider");
    if (site->grid_years_off > 0)
        add_reason(of, "year", site->grid_years_off, "grid-year");
    if (strcmp(site->grid_scope, "direct") == 0)
        add_reason(of, "scope", 0, "grid-scope");
}

/* Yearly means of grids differ by some 10 % between sources; an assumed grid may be
 * off by a factor of two. */
plume_spread plume_grid_spread(plume_factors *factors, const plume_site *site,
                               plume_basis of_basis, const char **basis)
{
    reasons of = { factors, "grid", "", NAN, 1.0, 0.0, -1.0, "" };

    if (site != NULL) {
        of.place = site->location;
        of.figure = site->gross_kg_per_kwh.value;
    }
    if (of_basis == PLUME_BASIS_NET) {
        of.quantity = "market";
        add_reason(&of, "stated", 0, "market-stated");
    } else {
        add_grid_reasons(&of, site);
    }
    return sum_of(&of, basis);
}

plume_spread plume_hourly_spread(plume_factors *factors, const char **basis)
{
    reasons of = { factors, "grid", "", NAN, 1.0, 0.0, -1.0, "" };

    /* what an average over the year adds is gone */
    add_reason(&of, "hourly", 0, "grid-hourly");
    return sum_of(&of, basis);
}

/* --- what the author says --- */

/* A share and a pedigree arrive as a geometric standard deviation; bounds are about
 * the figure. */
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
