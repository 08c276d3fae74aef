/* The places of a budget: which runs have a building and a grid in common. */
#include "ledger/budget_places.h"

#include <stdlib.h>
#include <string.h>

#include "ledger/budget_spread.h"
#include "ledger/internal.h"

/* What is collected, and how. */
typedef struct work {
    plume_budget_places *out;
    const plume_ledger *ledger;
    plume_basis basis;
    bool without_pue;
} work;

static bool is_logged(const plume_given_value *given)
{
    return given->given == PLUME_GIVEN_LOG;
}

/* A PUE that a log states parts the buildings of a place: two PUE are two buildings. */
static bool is_at(const plume_budget_place *place, const plume_site *site)
{
    const plume_site *known = place->site;

    if (site == NULL || known == NULL)
        return site == known;
    if (strcmp(known->location, site->location) != 0)
        return false;
    if (is_logged(&known->pue) != is_logged(&site->pue))
        return false;
    return !is_logged(&site->pue) || known->pue.value == site->pue.value;
}

/* Sites at one place share their factors, and so their errors. */
static plume_budget_place *place_of(work *own, const plume_site *site)
{
    plume_budget_places *places = own->out;
    plume_budget_place *found;

    for (size_t i = 0; i < places->count; i++)
        if (is_at(&places->place[i], site))
            return &places->place[i];
    found = &places->place[places->count++];
    *found = (plume_budget_place){ .site = site,
                                   .location = site == NULL ? "" : site->location,
                                   .pue = plume_spread_exact(),
                                   .grid = plume_spread_exact(),
                                   .pue_basis = "",
                                   .grid_basis = "" };
    return found;
}

/* Of what is said of one place in several runs, the widest spread holds. */
static void widen(plume_spread *spread, const char **basis, plume_spread more,
                  const char *more_basis)
{
    if (more.gsd < spread->gsd)
        return;
    if (more.gsd == spread->gsd && strcmp(more_basis, *basis) >= 0 && **basis != '\0')
        return;
    *spread = more;
    *basis = more_basis;
}

/* The widest spread of a place holds for all of it: several sites there may rest on
 * several sources. */
static void add_stratum(work *own, const plume_error_group *stratum)
{
    plume_factors *factors = own->ledger->factors;
    const plume_site *site = plume_sites_at(own->ledger->sites, stratum->site);
    plume_budget_place *at = place_of(own, site);
    size_t energy = 2 * (size_t)stratum->evidence + stratum->utilization_assumed;
    const char *basis;
    plume_spread spread =
        plume_pue_spread(factors, site, stratum->facility_kwh / stratum->it_kwh, &basis);

    if (own->without_pue) {
        spread = plume_spread_exact();
        basis = "pue-outside";
    }
    widen(&at->pue, &at->pue_basis, spread, basis);
    spread = plume_grid_spread(factors, site, own->basis, &basis);
    if (own->basis != PLUME_BASIS_NET && plume_hours_are_known(own->ledger->hours))
        spread = plume_hourly_spread(factors, &basis);
    widen(&at->grid, &at->grid_basis, spread, basis);
    at->it_kwh += stratum->it_kwh;
    at->facility_kwh += stratum->facility_kwh;
    at->co2e_kg += stratum->co2e_kg;
    at->energy_kg[energy] += stratum->co2e_kg;
    own->out->energy_kwh[energy] += stratum->it_kwh;
}

static int larger_first(const void *left, const void *right)
{
    const plume_budget_place *a = left, *b = right;
    double a_pue = a->facility_kwh / a->it_kwh, b_pue = b->facility_kwh / b->it_kwh;

    if (a->co2e_kg != b->co2e_kg)
        return a->co2e_kg < b->co2e_kg ? 1 : -1;
    if (a_pue != b_pue)
        return a_pue < b_pue ? 1 : -1;
    return strcmp(a->location, b->location);
}

/* --- one factor of several places --- */

static bool is_stated(plume_given given)
{
    return given == PLUME_GIVEN_COMMAND_LINE || given == PLUME_GIVEN_STUDY_FILE ||
           given == PLUME_GIVEN_LOG;
}

/* What the author or a log states once for several places; a dataset has a figure of each
 * place. */
static bool is_one(const plume_given_value *a, const plume_given_value *b)
{
    return is_stated(a->given) && a->given == b->given && a->value == b->value &&
           strcmp(a->source, b->source) == 0;
}

bool plume_budget_same_pue(const plume_budget_place *a, const plume_budget_place *b)
{
    return a->site != NULL && b->site != NULL && !a->several_pue && !b->several_pue &&
           is_one(&a->site->pue, &b->site->pue);
}

/* Of one place, too, when two buildings stand there. */
bool plume_budget_same_grid(const plume_budget_place *a, const plume_budget_place *b)
{
    const plume_given_value *gross;

    if (a->site == NULL || b->site == NULL || a->several_grids || b->several_grids)
        return false;
    gross = &a->site->gross_kg_per_kwh;
    return (!a->others && !b->others && strcmp(a->location, b->location) == 0) ||
           (gross->given != PLUME_GIVEN_LOG && is_one(gross, &b->site->gross_kg_per_kwh));
}

/* --- all of them --- */

/* Smaller places share the draws of the last one that has its own. */
static void fold(plume_budget_places *places)
{
    plume_budget_place *last = &places->place[PLUME_BUDGET_PLACES - 1];

    last->others = places->count > PLUME_BUDGET_PLACES;
    for (size_t i = PLUME_BUDGET_PLACES; i < places->count; i++) {
        const plume_budget_place *more = &places->place[i];

        last->several_pue = last->several_pue || !plume_budget_same_pue(last, more);
        last->several_grids = last->several_grids || !plume_budget_same_grid(last, more);
        widen(&last->pue, &last->pue_basis, more->pue, more->pue_basis);
        widen(&last->grid, &last->grid_basis, more->grid, more->grid_basis);
        last->it_kwh += more->it_kwh;
        last->facility_kwh += more->facility_kwh;
        last->co2e_kg += more->co2e_kg;
        for (size_t k = 0; k < PLUME_BUDGET_ENERGIES; k++)
            last->energy_kg[k] += more->energy_kg[k];
    }
    if (last->others)
        places->count = PLUME_BUDGET_PLACES;
}

/* What the author says of the inputs of a place goes before what is judged here. */
static void apply_stated(plume_budget_place *at, const work *own)
{
    const plume_study *study = own->ledger->study;
    double pue = at->facility_kwh / at->it_kwh;
    double kg_per_kwh = at->co2e_kg / at->facility_kwh;

    if (!own->without_pue) {
        plume_stated_spread_over(&at->pue, &at->pue_basis, &study->pue_spread, pue);
        at->pue = plume_pue_above_one(at->pue, pue);
    }
    if (own->basis == PLUME_BASIS_NET)
        plume_market_spread_over(&at->grid, &at->grid_basis, study, kg_per_kwh);
    else
        plume_stated_spread_over(&at->grid, &at->grid_basis, &study->grid_spread,
                                 kg_per_kwh);
}

void plume_budget_places_collect(plume_budget_places *out, const plume_ledger *ledger,
                                 size_t slot, plume_basis basis, bool without_pue)
{
    work own = { out, ledger, basis, without_pue };
    plume_error_group stratum;

    out->count = 0; /* each place begins with its first stratum */
    memset(out->energy_kwh, 0, sizeof out->energy_kwh);
    for (size_t at = 0;
         plume_error_groups_next(&stratum, ledger->error_groups, slot, &at);)
        add_stratum(&own, &stratum);
    qsort(out->place, out->count, sizeof *out->place, larger_first);
    fold(out);
    for (size_t i = 0; i < out->count; i++)
        apply_stated(&out->place[i], &own);
}
