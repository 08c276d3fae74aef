/* The uncertainty budget of an estimate (JCGM 100, section 8): runs are parted by what
 * their errors have in common, each part is a product of three inputs, and inputs that
 * parts share are drawn once. */
#include "ledger/budget.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <plume/uncertainty.h>
#include "ledger/budget_places.h"
#include "ledger/budget_spread.h"
#include "ledger/internal.h"

typedef struct work {
    const plume_ledger *ledger;
    size_t slot;
    plume_basis basis;
    bool without_pue;
    plume_budget_places *places;
    plume_spread inputs[PLUME_MODEL_INPUTS];
    size_t input_of_energy[PLUME_BUDGET_ENERGIES], input_count;
    /* What several places share is one input. */
    size_t input_of_pue[PLUME_BUDGET_PLACES], input_of_grid[PLUME_BUDGET_PLACES];
    plume_term
        terms[(PLUME_BUDGET_ENERGIES + 1) * PLUME_BUDGET_PLACES + PLUME_STAGE_PARTS];
    size_t term_count;
} work;

/* --- the sum of products --- */

static double all_energy_kwh(const work *own)
{
    double sum_kwh = 0.0;

    for (size_t i = 0; i < PLUME_BUDGET_ENERGIES; i++)
        sum_kwh += own->places->energy_kwh[i];
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
    for (size_t i = 0; i < PLUME_BUDGET_ENERGIES && stated->kind == PLUME_STATED_NOT;
         i++) {
        if (own->places->energy_kwh[i] <= 0.0)
            continue;
        own->input_of_energy[i] = own->input_count;
        own->inputs[own->input_count++] =
            plume_energy_spread((plume_evidence)(i / 2), i % 2 == 1, &basis);
    }
}

/* The input of a factor: that of an earlier place when it is one factor, with one error.
 */
static size_t input_of(work *own, size_t place, bool pue)
{
    const plume_budget_place *at = &own->places->place[place];

    for (size_t i = 0; i < place; i++) {
        const plume_budget_place *other = &own->places->place[i];

        if (pue ? plume_budget_same_pue(at, other) : plume_budget_same_grid(at, other))
            return pue ? own->input_of_pue[i] : own->input_of_grid[i];
    }
    own->inputs[own->input_count] = pue ? at->pue : at->grid;
    return own->input_count++;
}

static void set_inputs(work *own)
{
    set_energies(own);
    for (size_t i = 0; i < own->places->count; i++) {
        own->input_of_pue[i] = input_of(own, i, true);
        own->input_of_grid[i] = input_of(own, i, false);
    }
}

/* Carbon of each energy at each place is a product of three factors, each an input
 * with a spread of its own. */
static void set_terms(work *own)
{
    for (size_t i = 0; i < own->places->count; i++) {
        const plume_budget_place *at = &own->places->place[i];

        for (size_t k = 0; k < PLUME_BUDGET_ENERGIES; k++) {
            if (at->energy_kg[k] <= 0.0)
                continue;
            own->terms[own->term_count++] =
                (plume_term){ at->energy_kg[k],
                              { own->input_of_energy[k], own->input_of_pue[i],
                                own->input_of_grid[i] },
                              3 };
        }
    }
}

/* --- what is shown --- */

/* A spread that the study states is of all energy, else each kind of evidence has its
 * own. */
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
    for (size_t i = 0; i < PLUME_BUDGET_ENERGIES; i++) {
        plume_budget_input *input = &out->input[own->input_of_energy[i]];

        if (own->places->energy_kwh[i] <= 0.0)
            continue;
        input->kind = PLUME_BUDGET_ENERGY;
        input->evidence = (plume_evidence)(i / 2);
        input->utilization_assumed = i % 2 == 1;
        (void)plume_energy_spread(input->evidence, input->utilization_assumed,
                                  &input->basis);
        input->value = own->places->energy_kwh[i];
    }
}

static const char *place_name(const work *own, const plume_budget_place *at)
{
    if (own->places->count == 1)
        return at->site == NULL ? "" : at->site->grid_name;
    if (at->site == NULL || at->others)
        return "other places";
    return at->site->grid_name[0] != '\0' ? at->site->grid_name : at->location;
}

/* One factor of all places has no place. */
static bool is_of_all(const work *own, const size_t *input_of_place)
{
    for (size_t i = 1; i < own->places->count; i++)
        if (input_of_place[i] != input_of_place[0])
            return false;
    return true;
}

/* The figure of an input: of the places that share it, weighed by their energy. */
static double figure_of(const work *own, const size_t *input_of_place, size_t input,
                        bool pue)
{
    double above = 0.0, below = 0.0;

    for (size_t i = 0; i < own->places->count; i++) {
        const plume_budget_place *at = &own->places->place[i];

        if (input_of_place[i] != input)
            continue;
        above += pue ? at->facility_kwh : at->co2e_kg;
        below += pue ? at->it_kwh : at->facility_kwh;
    }
    return above / below;
}

/* The first place that has an input names it. */
static void describe_places(plume_budget *out, const work *own)
{
    bool one_pue = is_of_all(own, own->input_of_pue);
    bool one_grid = own->places->count > 1 && is_of_all(own, own->input_of_grid);

    for (size_t i = own->places->count; i-- > 0;) {
        const plume_budget_place *at = &own->places->place[i];
        size_t pue = own->input_of_pue[i], grid = own->input_of_grid[i];
        const char *name = place_name(own, at);

        out->input[pue] = (plume_budget_input){
            .kind = PLUME_BUDGET_PUE,
            .basis = at->pue_basis,
            .place = one_pue ? "" : name,
            .value = figure_of(own, own->input_of_pue, pue, true),
        };
        out->input[grid] = (plume_budget_input){
            .kind = PLUME_BUDGET_GRID,
            .basis = at->grid_basis,
            .place = one_grid ? "" : name,
            .value = figure_of(own, own->input_of_grid, grid, false),
        };
    }
}

/* Two buildings of one place, or of places that nobody names. */
static void mark_alike(plume_budget *out)
{
    for (size_t i = 0; i < out->input_count; i++)
        for (size_t j = 0; j < out->input_count; j++)
            if (i != j && out->input[i].kind == out->input[j].kind &&
                out->input[i].kind != PLUME_BUDGET_ENERGY &&
                strcmp(out->input[i].place, out->input[j].place) == 0)
                out->input[i].alike = true;
}

/* What one input moves, the others held at their medians: the bars of the tornado. */
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
    mark_alike(out);
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
    plume_budget_places_collect(own->places, own->ledger, own->slot, own->basis,
                                own->without_pue);
    if (own->places->count == 0)
        return plume_fail(error, PLUME_ERR_MISSING,
                          "no emissions above 0 to give an interval of");
    set_inputs(own);
    set_terms(own);
    return PLUME_OK;
}

/* The propagation gives the interval; shares and swings say where it comes from. */
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
    own->places = malloc(sizeof *own->places);
    if (own->places == NULL)
        return plume_fail_memory(error);
    return plume_spreads_load(ledger->factors, error);
}

static void discard(work *own)
{
    if (own != NULL)
        free(own->places);
    free(own);
}

/* A method as published takes its constants for exact, so an interval of its own
 * would be an invention. */
static plume_status check_basis(const plume_estimate *estimate, plume_error *error)
{
    if (estimate->basis == PLUME_BASIS_AS_PUBLISHED)
        return plume_fail(error, PLUME_ERR_MISSING,
                          "%s as published has constants of its own, and no interval",
                          estimate->method);
    if (estimate->basis == PLUME_BASIS_PREDICTED)
        return plume_fail(error, PLUME_ERR_MISSING,
                          "what %s predicted is printed without an interval",
                          estimate->method);
    return PLUME_OK;
}

/* A copy for whoever asks next: an estimate is drawn once, however many documents and
 * charts state it. */
static plume_status keep(const plume_budget *made, const work *own, plume_error *error)
{
    plume_budget **kept = &own->ledger->shown->budget[own->slot];

    *kept = malloc(sizeof **kept);
    if (*kept == NULL)
        return plume_fail_memory(error);
    **kept = *made;
    return PLUME_OK;
}

static plume_status make(plume_budget *out, const plume_ledger *ledger, size_t i,
                         plume_error *error)
{
    work *own;
    plume_status status = prepare(&own, ledger, i, error);

    if (status == PLUME_OK)
        status = compute(out, own, error);
    if (status == PLUME_OK)
        status = keep(out, own, error);
    discard(own);
    return status;
}

plume_status plume_budget_of(plume_budget *out, const plume_ledger *ledger, size_t i,
                             plume_error *error)
{
    plume_estimate estimate = plume_ledger_estimate_at(ledger, i);
    const plume_budget *kept;
    plume_status status;

    *out = (plume_budget){ .estimate = estimate,
                           .kg = { NAN, NAN, NAN, NAN, NAN, NAN, false },
                           .draws = ledger->study->draws,
                           .seed = ledger->study->seed };
    if (i >= plume_ledger_estimate_count(ledger))
        return plume_fail(error, PLUME_ERR_MISSING, "there is no estimate");
    status = check_basis(&estimate, error);
    if (status != PLUME_OK)
        return status;
    kept = ledger->shown->budget[ledger->shown->order[i]];
    if (kept == NULL)
        return make(out, ledger, i, error);
    *out = *kept;
    out->estimate = estimate; /* which has its interval since the ledger was closed */
    return PLUME_OK;
}

/* --- stages beside the runs --- */

/* Electricity is used where the runs are: in the same buildings, on the same grids. */
static void add_electricity(work *own, double co2e_kg)
{
    double all_kg = 0.0;

    for (size_t i = 0; i < own->places->count; i++)
        all_kg += own->places->place[i].co2e_kg;
    for (size_t i = 0; i < own->places->count; i++)
        if (own->places->place[i].co2e_kg > 0.0)
            own->terms[own->term_count++] =
                (plume_term){ co2e_kg * (own->places->place[i].co2e_kg / all_kg),
                              { own->input_of_pue[i], own->input_of_grid[i] },
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

/* The same draws as the estimate's own interval, so that what both have in common
 * cancels. */
static plume_status draw_with(plume_propagated *out, const plume_ledger *ledger, size_t i,
                              const plume_stages *stages, plume_error *error)
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

plume_status plume_budget_with_stages(plume_propagated *out, const plume_ledger *ledger,
                                      size_t i, const plume_stages *stages,
                                      plume_error *error)
{
    plume_budget alone;
    plume_status status;

    if (stages->electricity_kg > 0.0 || stages->part_count > 0)
        return draw_with(out, ledger, i, stages, error);
    status = plume_budget_of(&alone, ledger, i, error);
    *out = alone.kg;
    return status;
}
