/* Use of the model against its training. */
#include "analysis/footprint.h"

#include <math.h>
#include <stdint.h>

#include "analysis/normal.h"
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

/* Geometric standard deviation of the training: of its energy alone, when PUE and grid
 * are the same for both and cancel. */
static double training_gsd(const plume_footprint_work *work)
{
    plume_budget budget;
    double share = 0.0, sigma;

    if (work->gross == SIZE_MAX ||
        plume_budget_of(&budget, work->ledger, work->gross, NULL) != PLUME_OK)
        return NAN;
    for (size_t i = 0; i < budget.input_count; i++)
        if (!work->out->inference.same_site ||
            budget.input[i].kind == PLUME_BUDGET_ENERGY)
            share += budget.input[i].share;
    sigma = log(budget.kg.high / budget.kg.low) / (2.0 * PLUME_NORMAL_95);
    return exp(sigma * sqrt(share));
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
    plume_breakeven_interval(inference->breakeven95, inference->breakeven_queries,
                             training_gsd(work), 1.0);
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

plume_status plume_footprint_inference(const plume_footprint_work *work,
                                       plume_error *error)
{
    const plume_study_lifecycle *given = &work->study->lifecycle;
    plume_inference_total *inference = &work->out->inference;
    plume_text text;

    inference->asked = !isnan(given->queries) || !isnan(given->query_kwh);
    inference->queries = given->queries;
    inference->query_kwh = given->query_kwh;
    set_site(work);
    set_figures(work);
    if (!inference->asked || !isnan(given->query_kwh))
        return PLUME_OK;
    plume_text_init(&text);
    plume_text_add(&text, "the energy of a query is not given: what inference emits is "
                          "not known; inference.energy_per_query_kwh in the study file "
                          "gives it");
    return plume_footprint_note(work, PLUME_WARNING, "inference-unknown", &text, error);
}
