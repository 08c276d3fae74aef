/* The provider's score of SCI for AI (Green Software Foundation, SPEC.md of 2026-01-12):
 * (O + M) per R, average intensity at the place of the runs, no offset and no market
 * instrument. R is a FLOP, a token of training, a parameter; gross counts all parameters,
 * effective those that act on a token. Never added to a consumer's score. */
#include <math.h>

#include "core/number/units.h"
#include "documents/wording/display.h"
#include "documents/model/internal.h"

#define FLOPS_PER_UNIT      1e18 /* an exaFLOP */
#define TOKENS_PER_UNIT     1e3
#define PARAMETERS_PER_UNIT 1e9

/* Of all runs, what reserved hardware drew while none of them ran included. */
static double operational_kg(const plume_tree_context *context)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    const plume_idle_total *idle = &context->data->footprint->idle;
    double kg = NAN;

    if (context->gross != SIZE_MAX)
        kg = plume_tree_known(all->co2e_kg[context->gross],
                              all->estimated_runs[context->gross]);
    return idle->asked && isfinite(idle->unoccupied_kg) ? kg + idle->unoccupied_kg : kg;
}

static double stated_or_logged_flops(const plume_tree_context *context)
{
    const plume_value *flops =
        plume_value_get(plume_value_get(context->root, "trained"), "flops");
    bool partial = plume_value_bool(plume_value_get(flops, "partial"));

    /* A ratio of two sums over different runs is no score. */
    return partial ? (double)NAN : plume_value_number(plume_value_get(flops, "value"));
}

static double size_of(const plume_tree_context *context, const char *key)
{
    const plume_value *trained = plume_value_get(context->root, "trained");

    return plume_value_number(plume_value_get(plume_value_get(trained, key), "value"));
}

static void set_per(const plume_tree_context *context, plume_value *score,
                    const char *key, double kg, double units)
{
    plume_value *map = plume_display_quantity(score, key, PLUME_DIMENSION_MASS,
                                              units > 0.0 ? kg / units : (double)NAN,
                                              context->data->words);

    plume_value_set_number(map, "grams", units > 0.0 ? kg / units * GRAMS_PER_KG : NAN);
}

void plume_tree_score(const plume_tree_context *context)
{
    const plume_embodied_total *embodied = &context->data->footprint->embodied;
    const plume_idle_total *idle = &context->data->footprint->idle;
    plume_words *words = context->data->words;
    plume_value *score = plume_value_set_map(context->root, "score");
    double o_kg = operational_kg(context);
    double m_kg = embodied->asked ? embodied->kg[PLUME_AMORTISED_RESERVED] : NAN;
    double kg = isfinite(m_kg) ? o_kg + m_kg : o_kg;
    double flops = stated_or_logged_flops(context), tokens = size_of(context, "tokens");
    double parameters = size_of(context, "parameters");
    double active = size_of(context, "active");

    plume_display_quantity(score, "operational", PLUME_DIMENSION_MASS, o_kg, words);
    plume_display_quantity(score, "embodied", PLUME_DIMENSION_MASS, m_kg, words);
    plume_display_quantity(score, "total", PLUME_DIMENSION_MASS, kg, words);
    plume_value_set_bool(score, "idle", idle->asked && isfinite(idle->unoccupied_kg));
    set_per(context, score, "per_flop", kg, flops / FLOPS_PER_UNIT);
    set_per(context, score, "per_token", kg, tokens / TOKENS_PER_UNIT);
    set_per(context, score, "per_parameter", kg, parameters / PARAMETERS_PER_UNIT);
    set_per(context, score, "per_active", kg, active / PARAMETERS_PER_UNIT);
    plume_value_set_bool(score, "known",
                         isfinite(kg) && (flops > 0.0 || tokens > 0.0 ||
                                          parameters > 0.0 || active > 0.0));
}
