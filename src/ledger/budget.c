/* The uncertainty budget of an estimate (JCGM 100, section 8): runs are parted by what
 * their errors have in common, each part is a product of three inputs, and inputs that
 * parts share are drawn once. */
#include "ledger/budget.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <plume/uncertainty.h>
#include "ledger/budget_spread.h"
#include "ledger/internal.h"

enum { ENERGIES = 2 * PLUME_EVIDENCE_COUNT };

/* One building on one grid. */
typedef struct place {
    const plume_site *site; /* NULL: runs at sites that are not remembered */
    const char *location;
    double it_kwh, facility_kwh, co2e_kg;
    plume_spread pue, grid;
    const char *pue_basis, *grid_basis;
    double energy_kg[ENERGIES]; /* its emissions by evidence */
} place;

typedef struct work {
    const plume_ledger *ledger;
    size_t slot;
    plume_basis basis;
    bool without_pue;
    place *places;
    size_t place_count;
    double energy_kwh[ENERGIES];
    plume_spread inputs[PLUME_MODEL_INPUTS];
    size_t input_of_energy[ENERGIES], input_count;
    plume_term terms[(ENERGIES + 1) * PLUME_BUDGET_PLACES + PLUME_STAGE_PARTS];
    size_t term_count;
} work;

/* --- places --- */

static place *place_of(work *own, size_t site_number)
{
    const plume_site *site = plume_sites_at(own->ledger->sites, site_number);
    const char *location = site == NULL ? "" : site->location;
    place *found;

    for (size_t i = 0; i < own->place_count; i++)
        if (strcmp(own->places[i].location, location) == 0)
            return &own->places[i];
    found = &own->places[own->place_count++];
    *found = (place){ .site = site,
                      .location = location,
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

static void add_stratum(work *own, const plume_stratum *stratum)
{
    const plume_site *site = plume_sites_at(own->ledger->sites, stratum->site);
    place *at = place_of(own, stratum->site);
    size_t energy = 2 * (size_t)stratum->evidence + stratum->utilization_assumed;
    const char *basis;
    plume_spread spread =
        plume_pue_spread(site, stratum->facility_kwh / stratum->it_kwh, &basis);

    if (own->without_pue) {
        spread = plume_spread_exact();
        basis = "pue-outside";
    }
    widen(&at->pue, &at->pue_basis, spread, basis);
    spread = plume_grid_spread(site, own->basis, &basis);
    if (own->basis != PLUME_BASIS_NET && plume_hours_are_known(own->ledger->hours))
        spread = plume_hourly_spread(&basis);
    widen(&at->grid, &at->grid_basis, spread, basis);
    at->it_kwh += stratum->it_kwh;
    at->facility_kwh += stratum->facility_kwh;
    at->co2e_kg += stratum->co2e_kg;
    at->energy_kg[energy] += stratum->co2e_kg;
    own->energy_kwh[energy] += stratum->it_kwh;
}

static int larger_first(const void *left, const void *right)
{
    const place *a = left, *b = right;

    if (a->co2e_kg != b->co2e_kg)
        return a->co2e_kg < b->co2e_kg ? 1 : -1;
    return strcmp(a->location, b->location);
}

/* Smaller places share the draws of the last one that has its own. */
static void fold(work *own)
{
    place *last = &own->places[PLUME_BUDGET_PLACES - 1];

    for (size_t i = PLUME_BUDGET_PLACES; i < own->place_count; i++) {
        const place *more = &own->places[i];

        widen(&last->pue, &last->pue_basis, more->pue, more->pue_basis);
        widen(&last->grid, &last->grid_basis, more->grid, more->grid_basis);
        last->it_kwh += more->it_kwh;
        last->facility_kwh += more->facility_kwh;
        last->co2e_kg += more->co2e_kg;
        for (size_t k = 0; k < ENERGIES; k++)
            last->energy_kg[k] += more->energy_kg[k];
    }
    if (own->place_count > PLUME_BUDGET_PLACES) {
        own->place_count = PLUME_BUDGET_PLACES;
        last->site = NULL;
    }
}

/* What the author says of the inputs of a place goes before what is judged here. */
static void apply_stated(place *at, const work *own)
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

static void collect(work *own)
{
    plume_stratum stratum;

    for (size_t at = 0; plume_strata_next(&stratum, own->ledger->strata, own->slot, &at);)
        add_stratum(own, &stratum);
    qsort(own->places, own->place_count, sizeof *own->places, larger_first);
    fold(own);
    for (size_t i = 0; i < own->place_count; i++)
        apply_stated(&own->places[i], own);
}

/* --- the sum of products --- */

static double all_energy_kwh(const work *own)
{
    double sum_kwh = 0.0;

    for (size_t i = 0; i < ENERGIES; i++)
        sum_kwh += own->energy_kwh[i];
    return sum_kwh;
}

/* An energy of which the author states the spread is one input, whatever its evidence. */
static void set_energies(work *own)
{
    const plume_stated_spread *stated = &own->ledger->study->energy_spread;
    const char *basis;

    if (stated->kind != PLUME_STATED_NOT)
        plume_stated_spread_over(&own->inputs[own->input_count++], &basis, stated,
                                 all_energy_kwh(own));
    for (size_t i = 0; i < ENERGIES && stated->kind == PLUME_STATED_NOT; i++) {
        if (own->energy_kwh[i] <= 0.0)
            continue;
        own->input_of_energy[i] = own->input_count;
        own->inputs[own->input_count++] =
            plume_energy_spread((plume_evidence)(i / 2), i % 2 == 1, &basis);
    }
}

static void set_inputs(work *own)
{
    set_energies(own);
    for (size_t i = 0; i < own->place_count; i++) {
        own->inputs[own->input_count++] = own->places[i].pue;
        own->inputs[own->input_count++] = own->places[i].grid;
    }
}

static void set_terms(work *own)
{
    size_t first_place = own->input_count - 2 * own->place_count;

    for (size_t i = 0; i < own->place_count; i++) {
        for (size_t k = 0; k < ENERGIES; k++) {
            if (own->places[i].energy_kg[k] <= 0.0)
                continue;
            own->terms[own->term_count++] =
                (plume_term){ own->places[i].energy_kg[k],
                              { own->input_of_energy[k], first_place + 2 * i,
                                first_place + 2 * i + 1 },
                              3 };
        }
    }
}

/* --- what is shown --- */

static void describe_energies(plume_budget *out, const work *own)
{
    const plume_stated_spread *stated = &own->ledger->study->energy_spread;

    if (stated->kind != PLUME_STATED_NOT) {
        plume_spread spread;

        out->input[0].kind = PLUME_BUDGET_ENERGY;
        out->input[0].value = all_energy_kwh(own);
        plume_stated_spread_over(&spread, &out->input[0].basis, stated,
                                 out->input[0].value);
        return;
    }
    for (size_t i = 0; i < ENERGIES; i++) {
        plume_budget_input *input = &out->input[own->input_of_energy[i]];

        if (own->energy_kwh[i] <= 0.0)
            continue;
        input->kind = PLUME_BUDGET_ENERGY;
        input->evidence = (plume_evidence)(i / 2);
        input->utilization_assumed = i % 2 == 1;
        (void)plume_energy_spread(input->evidence, input->utilization_assumed,
                                  &input->basis);
        input->value = own->energy_kwh[i];
    }
}

static const char *place_name(const work *own, const place *at)
{
    if (own->place_count == 1)
        return at->site == NULL ? "" : at->site->grid_name;
    if (at->site == NULL)
        return "other places";
    return at->site->grid_name[0] != '\0' ? at->site->grid_name : at->location;
}

static void describe_places(plume_budget *out, const work *own)
{
    plume_budget_input *input = &out->input[own->input_count - 2 * own->place_count];

    for (size_t i = 0; i < own->place_count; i++) {
        const place *at = &own->places[i];
        const char *name = place_name(own, at);

        *input++ = (plume_budget_input){ .kind = PLUME_BUDGET_PUE,
                                         .basis = at->pue_basis,
                                         .place = own->place_count == 1 ? "" : name,
                                         .value = at->facility_kwh / at->it_kwh };
        *input++ = (plume_budget_input){ .kind = PLUME_BUDGET_GRID,
                                         .basis = at->grid_basis,
                                         .place = name,
                                         .value = at->co2e_kg / at->facility_kwh };
    }
}

static void measure(plume_budget *out, const plume_model *model)
{
    for (size_t i = 0; i < model->input_count; i++) {
        plume_budget_input *input = &out->input[i];
        double ends[2], swing[2];

        if (input->place == NULL)
            input->place = "";
        input->spread = model->inputs[i];
        plume_spread_interval(ends, &input->spread);
        input->low = input->value * ends[0];
        input->high = input->value * ends[1];
        input->share = plume_model_share(model, i);
        plume_model_swing(swing, model, i);
        input->low_kg = swing[0];
        input->high_kg = swing[1];
    }
    out->input_count = model->input_count;
}

/* Largest share first; equal ones stay in the order of energies and places. */
static void sort_inputs(plume_budget *out)
{
    for (size_t i = 1; i < out->input_count; i++) {
        plume_budget_input input = out->input[i];
        size_t at = i;

        for (; at > 0 && out->input[at - 1].share < input.share; at--)
            out->input[at] = out->input[at - 1];
        out->input[at] = input;
    }
}

static plume_status build(work *own, plume_error *error)
{
    collect(own);
    if (own->place_count == 0)
        return plume_fail(error, PLUME_ERR_MISSING,
                          "no emissions above 0 to give an interval of");
    set_inputs(own);
    set_terms(own);
    return PLUME_OK;
}

static plume_status compute(plume_budget *out, work *own, plume_error *error)
{
    plume_model model;
    plume_status status = build(own, error);

    if (status != PLUME_OK)
        return status;
    model = (plume_model){ own->inputs, own->input_count, own->terms, own->term_count };
    status = plume_propagate(&out->kg, &model, out->draws, out->seed, error);
    if (status != PLUME_OK)
        return status;
    describe_energies(out, own);
    describe_places(out, own);
    measure(out, &model);
    sort_inputs(out);
    return PLUME_OK;
}

static plume_status prepare(work **out, const plume_ledger *ledger, size_t i,
                            plume_error *error)
{
    work *own = calloc(1, sizeof *own);

    *out = own;
    if (own == NULL)
        return plume_fail_memory(error);
    own->ledger = ledger;
    own->slot = ledger->shown->order[i];
    own->basis = ledger->slot[own->slot].basis;
    own->without_pue = ledger->slot[own->slot].method->without_pue;
    own->places = calloc(PLUME_SITES_MAX + 1, sizeof *own->places);
    return own->places == NULL ? plume_fail_memory(error) : PLUME_OK;
}

static void discard(work *own)
{
    if (own != NULL)
        free(own->places);
    free(own);
}

plume_status plume_budget_of(plume_budget *out, const plume_ledger *ledger, size_t i,
                             plume_error *error)
{
    work *own;
    plume_status status;

    *out = (plume_budget){ .estimate = plume_ledger_estimate_at(ledger, i),
                           .kg = { NAN, NAN, NAN, NAN, NAN, NAN, false },
                           .draws = ledger->study->draws,
                           .seed = ledger->study->seed };
    if (i >= plume_ledger_estimate_count(ledger))
        return plume_fail(error, PLUME_ERR_MISSING, "there is no estimate");
    if (out->estimate.basis == PLUME_BASIS_AS_PUBLISHED)
        return plume_fail(error, PLUME_ERR_MISSING,
                          "%s as published has constants of its own, and no interval",
                          out->estimate.method);
    if (out->estimate.basis == PLUME_BASIS_PREDICTED)
        return plume_fail(error, PLUME_ERR_MISSING,
                          "what %s predicted is printed without an interval",
                          out->estimate.method);
    status = prepare(&own, ledger, i, error);
    if (status == PLUME_OK)
        status = compute(out, own, error);
    discard(own);
    return status;
}

/* --- stages beside the runs --- */

/* Electricity is used where the runs are: in the same buildings, on the same grids. */
static void add_electricity(work *own, double co2e_kg)
{
    size_t first_place = own->input_count - 2 * own->place_count;
    double all_kg = 0.0;

    for (size_t i = 0; i < own->place_count; i++)
        all_kg += own->places[i].co2e_kg;
    for (size_t i = 0; i < own->place_count; i++)
        if (own->places[i].co2e_kg > 0.0)
            own->terms[own->term_count++] =
                (plume_term){ co2e_kg * (own->places[i].co2e_kg / all_kg),
                              { first_place + 2 * i, first_place + 2 * i + 1 },
                              2 };
}

static void add_part(work *own, const plume_stage_part *part)
{
    own->inputs[own->input_count] = part->spread;
    own->terms[own->term_count++] =
        (plume_term){ part->co2e_kg, { own->input_count++ }, 1 };
}

static void add_stages(work *own, const plume_stages *stages)
{
    if (stages->electricity_kg > 0.0)
        add_electricity(own, stages->electricity_kg);
    for (size_t i = 0; i < stages->part_count; i++)
        add_part(own, &stages->part[i]);
}

plume_status plume_budget_with_stages(plume_propagated *out, const plume_ledger *ledger,
                                      size_t i, const plume_stages *stages,
                                      plume_error *error)
{
    work *own;
    plume_status status = prepare(&own, ledger, i, error);

    if (status == PLUME_OK)
        status = build(own, error);
    if (status == PLUME_OK) {
        plume_model model;

        add_stages(own, stages);
        model =
            (plume_model){ own->inputs, own->input_count, own->terms, own->term_count };
        status = plume_propagate(out, &model, ledger->study->draws, ledger->study->seed,
                                 error);
    }
    discard(own);
    return status;
}
