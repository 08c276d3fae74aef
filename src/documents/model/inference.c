/* Use of the model against its training. */
#include <math.h>

#include "documents/wording/display.h"
#include "documents/model/internal.h"

/* A count of any size: "58.2", "15.8 million". */
static plume_value *set_queries(const plume_tree_context *context, plume_value *parent,
                                const char *key, double queries)
{
    static const struct {
        double least;
        const char *word;
    } sizes[] = { { 1e12, "trillion" }, { 1e9, "billion" }, { 1e6, "million" } };
    plume_display_unit unit = { "", 1.0 };

    if (!(queries >= 0.0))
        queries = NAN;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (queries >= sizes[i].least) {
            unit.name = plume_word(context->data->words, "sizes", sizes[i].word);
            unit.per_own = 1.0 / sizes[i].least;
            break;
        }
    return plume_display_in(parent, key, queries, unit, context->data->words);
}

/* How many queries emit as much as the training did, with the interval of that count. */
static void set_breakeven(const plume_tree_context *context, plume_value *map)
{
    const plume_inference_total *inference = &context->data->footprint->inference;
    plume_words *words = context->data->words;
    const plume_display_unit plain = { "", 1.0 };

    set_queries(context, map, "breakeven", inference->breakeven_queries);
    set_queries(context, map, "low", inference->breakeven95[0]);
    set_queries(context, map, "high", inference->breakeven95[1]);
    plume_value_set_bool(map, "same_site", inference->same_site);
    plume_display_in(map, "days", inference->breakeven_days, plain, words);
    set_queries(context, map, "per_day", inference->queries_per_day);
    plume_display_quantity(map, "training", PLUME_DIMENSION_MASS, inference->training_kg,
                           words);
}

/* Another design, and which of both is better before the crossing. */
static void set_alternative(const plume_tree_context *context, plume_value *map)
{
    const plume_inference_total *inference = &context->data->footprint->inference;
    plume_words *words = context->data->words;

    plume_value_set_bool(
        map, "compared",
        isfinite(inference->other_training_kg) && isfinite(inference->other_query_kg) &&
            isfinite(inference->query_kg) && isfinite(inference->training_kg));
    plume_display_quantity(map, "other_training", PLUME_DIMENSION_MASS,
                           inference->other_training_kg, words);
    plume_display_quantity(map, "other_query", PLUME_DIMENSION_MASS,
                           inference->other_query_kg, words);
    set_queries(context, map, "between", inference->between_queries);
    plume_value_set_bool(map, "cheaper_to_serve",
                         inference->query_kg < inference->other_query_kg);
    plume_value_set_bool(map, "cheaper_to_train",
                         inference->training_kg < inference->other_training_kg);
}

void plume_tree_inference(const plume_tree_context *context)
{
    const plume_inference_total *inference = &context->data->footprint->inference;
    plume_value *map = plume_value_set_map(context->root, "inference");
    plume_words *words = context->data->words;

    plume_value_set_bool(map, "present", inference->asked);
    plume_value_set_bool(map, "known", isfinite(inference->query_kg));
    set_queries(context, map, "queries", inference->queries);
    plume_display_quantity(map, "query_energy", PLUME_DIMENSION_ENERGY,
                           inference->query_kwh, words);
    plume_display_quantity(map, "query", PLUME_DIMENSION_MASS, inference->query_kg,
                           words);
    plume_display_quantity(map, "facility", PLUME_DIMENSION_ENERGY,
                           inference->facility_kwh, words);
    plume_display_quantity(map, "carbon", PLUME_DIMENSION_MASS, inference->co2e_kg,
                           words);
    plume_display_pue(map, "pue", inference->pue, words);
    plume_display_factor(map, "intensity", inference->kg_per_kwh,
                         "kg" PLUME_NO_BREAK_SPACE "CO2e/kWh", words);
    set_breakeven(context, map);
    set_alternative(context, map);
}
