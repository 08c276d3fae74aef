/* Use of the model against its training. */
#include "footprint/internal.h"

#include <math.h>
#include <stdint.h>

#include "ledger/budget_spread.h"
#include "uncertainty/lognormal.h"
#include <plume/text.h>
#include <plume/uncertainty.h>

/* Where queries are answered: as the study says, else where the runs took place. */
static void set_site(const plume_footprint_work *work)
{
    const plume_study_lifecycle *given = &work->study->lifecycle;
    plume_inference_total *inference = &work->out->inference;

    inference->pue = isnan(given->query_pue) ? work->pue : given->query_pue;
    inference->kg_per_kwh =
        isnan(given->query_kg_per_kwh) ? work->kg_per_kwh : given->query_kg_per_kwh;
    inference->same_site = isnan(given->query_pue) && isnan(given->query_kg_per_kwh);
}

/* --- the interval of the break-even --- */

/* As an author states a PUE and an intensity. */
static const double stated_pue_share = 0.05, stated_grid_share = 0.10;

/* Of the training; unknown when it has no budget. Where PUE and grid
 * are the same for both, they cancel and its energy alone is left. */
static plume_spread training_spread(const plume_footprint_work *work)
{
    plume_budget budget;
    double share = 0.0, kwh = 0.0, median_kwh = 0.0, sigma;

    if (work->gross == SIZE_MAX ||
        plume_budget_of(&budget, work->ledger, work->gross, NULL) != PLUME_OK)
        return (plume_spread){ NAN, NAN, 0.0 };
    for (size_t i = 0; i < budget.input_count; i++) {
        const plume_budget_input *input = &budget.input[i];

        if (input->kind == PLUME_BUDGET_ENERGY) {
            kwh += input->value;
            median_kwh += input->value * input->spread.median;
        }
        if (!work->out->inference.same_site || input->kind == PLUME_BUDGET_ENERGY)
            share += input->share;
    }
    sigma = log(budget.kg.high / budget.kg.low) / (2.0 * PLUME_NORMAL_95);
    return (plume_spread){ work->out->inference.same_site
                               ? median_kwh / kwh
                               : budget.kg.median / budget.estimate.co2e_kg,
                           exp(sigma * sqrt(share)), 0.0 };
}

static double log_variance(const plume_spread *spread)
{
    return log(spread->gsd) * log(spread->gsd);
}

/* Of a query: of its energy, and of a building and a grid that are not the training's. */
static plume_spread query_spread(const plume_footprint_work *work)
{
    const plume_inference_total *inference = &work->out->inference;
    const plume_spread pue = plume_spread_share(stated_pue_share),
                       grid = plume_spread_share(stated_grid_share);
    const char *basis;
    plume_spread spread = plume_energy_spread(PLUME_EVIDENCE_UNKNOWN, false, &basis);

    plume_stated_spread_over(&spread, &basis, &work->study->query_spread,
                             inference->query_kwh);
    if (!inference->same_site)
        spread.gsd =
            exp(sqrt(log_variance(&spread) + log_variance(&pue) + log_variance(&grid)));
    return spread;
}

static void set_interval(const plume_footprint_work *work)
{
    plume_inference_total *inference = &work->out->inference;
    plume_spread training = training_spread(work), query = query_spread(work);

    plume_breakeven_interval(inference->breakeven95,
                             inference->breakeven_queries * training.median /
                                 query.median,
                             training.gsd, query.gsd);
}

static void set_figures(const plume_footprint_work *work)
{
    const plume_study_lifecycle *given = &work->study->lifecycle;
    plume_inference_total *inference = &work->out->inference;
    plume_design own, other;

    inference->query_kg =
        plume_query_kg(inference->query_kwh, inference->pue, inference->kg_per_kwh);
    inference->facility_kwh = inference->queries * inference->query_kwh * inference->pue;
    inference->co2e_kg = inference->queries * inference->query_kg;
    inference->training_kg = work->out->runs_kg;
    inference->breakeven_queries =
        plume_breakeven_queries(inference->training_kg, inference->query_kg);
    set_interval(work);
    inference->queries_per_day = given->queries_per_day;
    inference->breakeven_days =
        plume_breakeven_days(inference->breakeven_queries, inference->queries_per_day);
    inference->other_training_kg = given->other_training_kg;
    inference->other_query_kg =
        plume_query_kg(given->other_query_kwh, inference->pue, inference->kg_per_kwh);
    own = (plume_design){ inference->training_kg, inference->query_kg };
    other = (plume_design){ inference->other_training_kg, inference->other_query_kg };
    inference->between_queries = plume_breakeven_between(&own, &other);
}

/* A default that shows in the interval of the break-even. */
static void note_spread(const plume_footprint_work *work)
{
    plume_text text;

    if (work->study->query_spread.kind != PLUME_STATED_NOT ||
        !isfinite(work->out->inference.breakeven95[0]))
        return;
    plume_text_init(&text);
    plume_text_add(&text, "the energy of a query is taken as known within 50 %; "
                          "uncertainty.query_energy in the study file states it");
    plume_notes_add_text(work->notes, PLUME_ASSUMED, "query-spread-assumed", NULL, 0,
                         &text);
}

void plume_footprint_inference(const plume_footprint_work *work)
{
    const plume_study_lifecycle *given = &work->study->lifecycle;
    plume_inference_total *inference = &work->out->inference;
    plume_text text;

    inference->asked = !isnan(given->queries) || !isnan(given->query_kwh);
    inference->queries = given->queries;
    inference->query_kwh = given->query_kwh;
    set_site(work);
    set_figures(work);
    if (!inference->asked || !isnan(given->query_kwh)) {
        note_spread(work);
        return;
    }
    plume_text_init(&text);
    plume_text_add(&text, "the energy of a query is not given: what inference emits is "
                          "not known; inference.energy_per_query_kwh in the study file "
                          "gives it");
    plume_notes_add_text(work->notes, PLUME_WARNING, "inference-unknown", NULL, 0, &text);
}
