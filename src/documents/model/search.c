/* What finding the models cost: all runs against the final ones, what was lost, what a
 * repetition needs, and what a use of the search's result carries of it. */
#include <math.h>

#include <plume/search.h>

#include "documents/wording/display.h"
#include "documents/model/internal.h"

static plume_search_parts parts_of(const plume_tree_context *context,
                                   plume_search_quantity quantity)
{
    const plume_report_data *data = context->data;

    return plume_search_parts_of(data->ledger, quantity, context->gross,
                                 data->study->search_lost_share);
}

/* What it would take to repeat the work: the final runs alone, or the useful part of
 * the search with them, in kilowatt-hours at the facility. */
static void set_repetition(const plume_tree_context *context, plume_value *search)
{
    plume_search_parts kwh = parts_of(context, PLUME_SEARCH_FACILITY_KWH);
    plume_search_parts kg = parts_of(context, PLUME_SEARCH_CO2E_KG);
    plume_words *words = context->data->words;

    plume_display_quantity(search, "repeat", PLUME_DIMENSION_ENERGY, kwh.final, words);
    plume_display_quantity(search, "repeat_carbon", PLUME_DIMENSION_MASS, kg.final,
                           words);
    plume_display_quantity(search, "repeat_all", PLUME_DIMENSION_ENERGY,
                           plume_search_useful(&kwh), words);
    plume_display_quantity(search, "repeat_all_carbon", PLUME_DIMENSION_MASS,
                           plume_search_useful(&kg), words);
    plume_value_set_bool(search, "informed", kwh.informed > 0.0);
}

/* Both views of a search that others use again. */
static void set_reuse(const plume_tree_context *context, plume_value *search)
{
    double reuses = context->data->study->search_reuses;
    double once_kg = parts_of(context, PLUME_SEARCH_CO2E_KG).searched;
    plume_words *words = context->data->words;

    if (!(once_kg > 0.0))
        once_kg = NAN;
    plume_value_set_bool(search, "reused", isfinite(reuses) && isfinite(once_kg));
    plume_display_count(search, "reuses", isfinite(reuses) ? (uint64_t)reuses : 0, words);
    plume_display_quantity(search, "once", PLUME_DIMENSION_MASS, once_kg, words);
    plume_display_quantity(search, "per_reuse", PLUME_DIMENSION_MASS,
                           plume_search_per_reuse(once_kg, reuses), words);
}

static void set_waste(const plume_tree_context *context, plume_value *search,
                      const plume_search_parts *kwh)
{
    plume_words *words = context->data->words;
    double waste = plume_search_waste(kwh);

    plume_value_set_bool(search, "wasted", waste > 0.0);
    plume_display_share(search, "waste", waste, 1.0, words);
    plume_value_set_bool(search, "interrupted", kwh->interrupted > 0.0);
    plume_value_set_bool(search, "loss_stated",
                         isfinite(context->data->study->search_lost_share));
    plume_display_share(search, "loss", kwh->lost_share, 1.0, words);
    plume_display_share(search, "hidden", plume_search_hidden(kwh->all, kwh->final), 1.0,
                        words);
}

/* An overhead needs final runs and others: where all runs are final, or none is,
 * nothing is told of it. */
void plume_tree_search(const plume_tree_context *context)
{
    const plume_ledger *ledger = context->data->ledger;
    uint64_t all_runs = plume_ledger_all(ledger)->runs;
    uint64_t final_runs = plume_ledger_role(ledger, PLUME_ROLE_FINAL)->runs;
    uint64_t searched = plume_ledger_role(ledger, PLUME_ROLE_SEARCH)->runs +
                        plume_ledger_role(ledger, PLUME_ROLE_NAS)->runs;
    plume_words *words = context->data->words;
    plume_value *search = plume_value_set_map(context->root, "search");
    plume_search_parts kwh = parts_of(context, PLUME_SEARCH_IT_KWH);
    plume_totals whole = plume_tree_part(ledger, PLUME_ROLE_FINAL, false);
    bool has_final = kwh.final > 0.0 && final_runs < all_runs;

    plume_value_set_bool(search, "searched", searched > 0);
    plume_value_set_bool(search, "has_final", has_final);
    plume_value_set_bool(search, "final_named", final_runs > 0);
    plume_value_set_bool(search, "present",
                         searched > 0 || has_final || plume_search_waste(&kwh) > 0.0);
    plume_display_share(search, "share", kwh.searched > 0.0 ? kwh.searched : NAN, kwh.all,
                        words);
    /* "Final models" are those of the table, which came to their end. */
    plume_display_share(search, "final_share", whole.it_kwh, kwh.all, words);
    plume_value_set_bool(search, "saved", has_final && kwh.final > whole.it_kwh * 1.0005);
    plume_display_times(search, "overhead", plume_search_overhead(kwh.all, kwh.final),
                        words);
    set_waste(context, search, &kwh);
    set_repetition(context, search);
    set_reuse(context, search);
}
