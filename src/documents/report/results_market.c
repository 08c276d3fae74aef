/* Contracts, and what stands beside the totals, for machines. */
#include <math.h>

#include <plume/market.h>

#include "documents/report/results_internal.h"

static double facility_kwh(const plume_report_data *data)
{
    const plume_totals *all = plume_ledger_all(data->ledger);
    size_t gross = plume_ledger_headline(data->ledger, PLUME_BASIS_GROSS);

    if (gross >= plume_ledger_estimate_count(data->ledger) ||
        all->estimated_runs[gross] == 0)
        return NAN;
    return all->facility_kwh[gross];
}

/* Of the one site of all runs; null when there are several, or no share is stated. */
static void set_mix(plume_value *root, const plume_report_data *data)
{
    const plume_site *site = plume_ledger_site(data->ledger);
    plume_value *mix, *residual;

    if (site == NULL || isnan(site->market_share)) {
        plume_value_set_null(root, "market_mix");
        return;
    }
    mix = plume_value_set_map(root, "market_mix");
    plume_value_set_known(mix, "instrument", site->instrument);
    plume_value_set_number(mix, "share", site->market_share);
    plume_value_set_number(mix, "instrument_kg_per_kwh", site->instrument_kg_per_kwh);
    residual = plume_value_set_map(mix, "residual");
    plume_value_set_number(residual, "kg_per_kwh", site->residual_kg_per_kwh.value);
    plume_value_set_string(residual, "given",
                           plume_given_name(site->residual_kg_per_kwh.given));
    plume_value_set_known(residual, "source", site->residual_kg_per_kwh.source);
    plume_value_set_bool(residual, "is_location_based", site->residual_assumed);
    plume_value_set_number(mix, "kg_per_kwh", site->net_kg_per_kwh.value);
    plume_value_set_number(mix, "co2e_kg",
                           site->net_kg_per_kwh.value * facility_kwh(data));
}

static void set_reference(plume_value *root, const plume_report_data *data)
{
    plume_value *map;
    plume_grid grid;

    if (plume_reference_grid(data->study, data->factors, &grid, NULL) != PLUME_OK) {
        plume_value_set_null(root, "reference");
        return;
    }
    map = plume_value_set_map(root, "reference");
    plume_value_set_string(map, "location", grid.code);
    plume_value_set_string(map, "name", grid.name);
    plume_value_set_number(map, "year", grid.year);
    plume_value_set_number(map, "kg_per_kwh", grid.kg_per_kwh);
    plume_value_set_string(map, "scope", grid.scope);
    plume_value_set_string(map, "source", grid.source);
    plume_value_set_number(map, "facility_kwh", facility_kwh(data));
    plume_value_set_number(map, "co2e_kg", grid.kg_per_kwh * facility_kwh(data));
}

static void set_marginal(plume_value *root, const plume_report_data *data)
{
    double kg_per_kwh = data->study->marginal_kg_per_kwh.value;
    plume_value *map;

    if (isnan(kg_per_kwh)) {
        plume_value_set_null(root, "marginal");
        return;
    }
    map = plume_value_set_map(root, "marginal");
    plume_value_set_number(map, "kg_per_kwh", kg_per_kwh);
    plume_value_set_number(map, "co2e_kg", kg_per_kwh * facility_kwh(data));
    plume_value_set_bool(map, "in_totals", false);
}

/* subtracted is written out, so that a program which reads the offsets need not guess
 * (docs/market.md). */
static void set_offsets(plume_value *root, const plume_report_data *data)
{
    plume_value *map;

    if (isnan(data->study->offset_kg)) {
        plume_value_set_null(root, "offsets");
        return;
    }
    map = plume_value_set_map(root, "offsets");
    plume_value_set_number(map, "co2e_kg", data->study->offset_kg);
    plume_value_set_known(map, "description", data->study->offset_description);
    plume_value_set_bool(map, "subtracted", false);
}

void plume_results_market(plume_value *root, const plume_report_data *data)
{
    set_mix(root, data);
    set_reference(root, data);
    set_marginal(root, data);
    set_offsets(root, data);
}
