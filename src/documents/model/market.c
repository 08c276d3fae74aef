/* What a contract for electricity covers and what the rest is; and what stands beside the
 * totals without entering them: marginal emissions, offsets, the grid of reference. */
#include <math.h>

#include <plume/market.h>

#include "documents/wording/display.h"
#include "documents/model/internal.h"

#define INTENSITY_UNIT "kg" PLUME_NO_BREAK_SPACE "CO2e/kWh"

/* Kilowatt-hours at the meter of the building, with its PUE: what intensities of a
 * grid are multiplied by. */
static double facility_kwh(const plume_tree_context *context)
{
    const plume_totals *all = plume_ledger_all(context->data->ledger);

    if (context->gross == SIZE_MAX)
        return NAN;
    return plume_tree_known(all->facility_kwh[context->gross],
                            all->estimated_runs[context->gross]);
}

/* The mix of one site; of several each has its own, and only the total is told. */
static void set_mix(const plume_tree_context *context)
{
    const plume_site *site = plume_ledger_site(context->data->ledger);
    plume_words *words = context->data->words;
    plume_value *mix = plume_value_set_map(context->root, "mix"), *residual;
    bool mixed = site != NULL && isfinite(site->market_share);
    double share = mixed ? site->market_share : NAN;

    plume_value_set_bool(mix, "known", mixed);
    plume_value_set_bool(mix, "whole", share >= 1.0);
    plume_value_set_bool(mix, "none", share <= 0.0);
    plume_value_set_bool(mix, "by_location", mixed && site->residual_assumed);
    plume_display_share(mix, "share", share, 1.0, words);
    plume_display_share(mix, "rest", 1.0 - share, 1.0, words);
    plume_display_factor(mix, "instrument", mixed ? site->instrument_kg_per_kwh : NAN,
                         INTENSITY_UNIT, words);
    residual = plume_display_factor(mix, "residual",
                                    mixed ? site->residual_kg_per_kwh.value : NAN,
                                    INTENSITY_UNIT, words);
    plume_tree_source(context, residual, "source",
                      mixed && site->residual_kg_per_kwh.given == PLUME_GIVEN_DATASET
                          ? site->residual_kg_per_kwh.source
                          : "");
}

/* Beside the totals and never in them: it answers what one kilowatt-hour more would
 * have emitted, not what these did. */
static void set_marginal(const plume_tree_context *context)
{
    double kg_per_kwh = context->data->study->marginal_kg_per_kwh.value;
    plume_words *words = context->data->words;
    plume_value *marginal = plume_value_set_map(context->root, "marginal");

    plume_display_factor(marginal, "intensity", kg_per_kwh, INTENSITY_UNIT, words);
    plume_display_quantity(marginal, "carbon", PLUME_DIMENSION_MASS,
                           kg_per_kwh * facility_kwh(context), words);
}

/* Shown, never subtracted (docs/market.md): they were bought elsewhere, and this work
 * emitted what it did. */
static void set_offsets(const plume_tree_context *context)
{
    const plume_study *study = context->data->study;
    plume_value *offsets = plume_value_set_map(context->root, "offsets");

    plume_display_quantity(offsets, "carbon", PLUME_DIMENSION_MASS, study->offset_kg,
                           context->data->words);
    plume_value_set_string(offsets, "description", study->offset_description);
}

/* The same energy on a grid that many reports share lets readers compare studies
 * without their places. */
static void set_reference(const plume_tree_context *context)
{
    const plume_study *study = context->data->study;
    plume_words *words = context->data->words;
    plume_value *reference = plume_value_set_map(context->root, "reference");
    plume_grid grid = { .name = "", .source = "", .scope = "", .kg_per_kwh = NAN };
    plume_text year;

    plume_text_init(&year);
    if (plume_reference_grid(study, context->data->factors, &grid, NULL) == PLUME_OK)
        plume_text_printf(&year, "%d", grid.year);
    plume_display_factor(reference, "intensity", grid.kg_per_kwh, INTENSITY_UNIT, words);
    plume_display_quantity(reference, "carbon", PLUME_DIMENSION_MASS,
                           grid.kg_per_kwh * facility_kwh(context), words);
    plume_value_set_string(reference, "name", grid.name);
    plume_value_set_string(reference, "year", year.data);
    plume_value_set_string(reference, "scope", grid.scope);
    plume_value_set_bool(reference, "chosen",
                         study->reference_location[0] != '\0' ||
                             study->reference_year != 0);
    plume_tree_source(context, reference, "source", grid.source);
    plume_text_dispose(&year);
}

void plume_tree_market(const plume_tree_context *context)
{
    set_mix(context);
    set_marginal(context);
    set_offsets(context);
    set_reference(context);
}
