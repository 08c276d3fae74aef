/* ledger/budget_places.h -- the places of a budget: each a building on a grid, with what
 * was emitted there and how far its factors may be off. */
#ifndef PLUME_LEDGER_BUDGET_PLACES_H
#define PLUME_LEDGER_BUDGET_PLACES_H

#include <plume/uncertainty.h>

#include "ledger/sites.h"

enum { PLUME_BUDGET_ENERGIES = 2 * PLUME_EVIDENCE_COUNT };

typedef struct plume_budget_place {
    const plume_site *site; /* NULL: runs at sites that are not remembered */
    const char *location;
    bool others;                     /* several small places, under the name of none */
    bool several_pue, several_grids; /* of these */
    double it_kwh, facility_kwh, co2e_kg;
    plume_spread pue, grid;
    const char *pue_basis, *grid_basis;
    double energy_kg[PLUME_BUDGET_ENERGIES]; /* its emissions by evidence */
} plume_budget_place;

typedef struct plume_budget_places {
    size_t count;
    double energy_kwh[PLUME_BUDGET_ENERGIES];
    plume_budget_place place[PLUME_SITES_MAX + 1];
} plume_budget_places;

/* Fills places, of which nothing is known before, with the sites of a slot; at most
 * PLUME_BUDGET_PLACES are left, the largest first, the others folded into the last. */
void plume_budget_places_collect(plume_budget_places *out, const plume_ledger *ledger,
                                 size_t slot, plume_basis basis, bool without_pue);

/* Whether two places have one PUE, or one intensity, by one word: then it has one error.
 */
bool plume_budget_same_pue(const plume_budget_place *a, const plume_budget_place *b);
bool plume_budget_same_grid(const plume_budget_place *a, const plume_budget_place *b);

#endif
