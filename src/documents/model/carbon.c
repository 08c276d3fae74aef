/* Emissions by location and by market. */
#include <math.h>
#include <string.h>

#include "core/number/units.h"
#include "documents/wording/display.h"
#include "documents/wording/table.h"
#include "documents/model/internal.h"

static double co2e_of(const plume_totals *totals, size_t estimate)
{
    if (estimate == SIZE_MAX)
        return NAN;
    return plume_tree_known(totals->co2e_kg[estimate], totals->estimated_runs[estimate]);
}

/* Final models are those that came to their end, as in the table of runs by role. Where
 * they are all, it is the figure of the study, and has its digits. */
static void set_final(const plume_tree_context *context, plume_value *carbon)
{
    plume_totals final = plume_tree_part(context->data->ledger, PLUME_ROLE_FINAL, false);
    double kg = co2e_of(&final, context->gross);
    plume_estimate gross = { .co2e_kg = NAN };

    if (context->gross != SIZE_MAX)
        gross = plume_ledger_estimate_at(context->data->ledger, context->gross);
    if (kg == gross.co2e_kg)
        plume_display_supported(carbon, "final", kg, gross.interval95_kg[0],
                                gross.interval95_kg[1], context->data->words);
    else
        plume_display_quantity(carbon, "final", PLUME_DIMENSION_MASS, kg,
                               context->data->words);
}

/* Units that LaTeX macros are asked for stand beside the one that people read. */
void plume_tree_carbon(const plume_tree_context *context)
{
    const plume_site *site = plume_ledger_site(context->data->ledger);
    const plume_totals *all = plume_ledger_all(context->data->ledger);
    plume_words *words = context->data->words;
    plume_value *carbon = plume_value_set_map(context->root, "carbon");
    double net_kg = co2e_of(all, context->net);
    plume_estimate net = { .intensity_kg_per_kwh = NAN };

    plume_display_quantity(carbon, "gross", PLUME_DIMENSION_MASS,
                           co2e_of(all, context->gross), words);
    set_final(context, carbon);
    plume_display_quantity(carbon, "net", PLUME_DIMENSION_MASS, net_kg, words);
    plume_display_quantity(carbon, "strubell", PLUME_DIMENSION_MASS,
                           co2e_of(all, context->strubell), words);
    plume_value_set_bool(carbon, "net_claimed", isfinite(net_kg));
    plume_value_set_string(carbon, "instrument", context->data->study->instrument);
    plume_display_count(
        carbon, "runs",
        context->gross == SIZE_MAX ? 0 : all->estimated_runs[context->gross], words);
    if (isfinite(net_kg))
        net = plume_ledger_estimate_at(context->data->ledger, context->net);
    plume_tree_factors(context);
    plume_tree_origin(context,
                      plume_display_factor(context->root, "market",
                                           net.intensity_kg_per_kwh, PLUME_INTENSITY_UNIT,
                                           words),
                      site == NULL ? NULL : &site->net_kg_per_kwh, false);
    plume_tree_factor_table(context);
}
