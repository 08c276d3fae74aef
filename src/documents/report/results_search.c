/* What finding the models took, for machines. */
#include <math.h>

#include <plume/search.h>

#include "documents/report/results_internal.h"

static size_t gross_of(const plume_ledger *ledger)
{
    return plume_ledger_headline(ledger, PLUME_BASIS_GROSS);
}

static plume_search_parts parts_of(const plume_report_data *data,
                                   plume_search_quantity quantity)
{
    return plume_search_parts_of(data->ledger, quantity, gross_of(data->ledger),
                                 data->study->search_lost_share);
}

static void set_parts(plume_value *map, const plume_search_parts *kwh)
{
    plume_value *energy = plume_value_set_map(map, "it_kwh");

    plume_value_set_number(energy, "all", kwh->all);
    plume_value_set_number(energy, "final", kwh->final);
    plume_value_set_number(energy, "searched", kwh->searched);
    plume_value_set_number(energy, "informed", kwh->informed);
    plume_value_set_number(energy, "failed", kwh->failed);
    plume_value_set_number(energy, "interrupted", kwh->interrupted);
    plume_value_set_number(energy, "cancelled", kwh->cancelled);
    plume_value_set_number(map, "lost_share_of_interrupted", kwh->lost_share);
}

static void set_repetition(plume_value *map, const plume_report_data *data)
{
    plume_search_parts kwh = parts_of(data, PLUME_SEARCH_FACILITY_KWH);
    plume_search_parts kg = parts_of(data, PLUME_SEARCH_CO2E_KG);
    plume_value *repeat = plume_value_set_map(map, "repeat"), *one;

    one = plume_value_set_map(repeat, "final");
    plume_value_set_number(one, "facility_kwh", kwh.final);
    plume_value_set_number(one, "co2e_kg", kg.final);
    one = plume_value_set_map(repeat, "final_and_search");
    plume_value_set_number(one, "facility_kwh", plume_search_useful(&kwh));
    plume_value_set_number(one, "co2e_kg", plume_search_useful(&kg));
}

static void set_reuse(plume_value *map, const plume_report_data *data)
{
    double reuses = data->study->search_reuses;
    double once_kg = parts_of(data, PLUME_SEARCH_CO2E_KG).searched;
    plume_value *reuse;

    if (isnan(reuses)) {
        plume_value_set_null(map, "reuse");
        return;
    }
    if (!(once_kg > 0.0))
        once_kg = NAN;
    reuse = plume_value_set_map(map, "reuse");
    plume_value_set_number(reuse, "reuses", reuses);
    plume_value_set_number(reuse, "performed_once_kg", once_kg);
    plume_value_set_number(reuse, "per_reuse_kg",
                           plume_search_per_reuse(once_kg, reuses));
}

/* Without any energy the parts are sums of nothing: unknown, and null in JSON, rather
 * than 0. */
void plume_results_search(plume_value *root, const plume_report_data *data)
{
    plume_value *map = plume_value_set_map(root, "search"), *hidden;
    plume_search_parts kwh = parts_of(data, PLUME_SEARCH_IT_KWH);

    if (plume_ledger_all(data->ledger)->energy_runs == 0)
        kwh = (plume_search_parts){ NAN, NAN, NAN, NAN, NAN, NAN, NAN, kwh.lost_share };
    plume_value_set_number(map, "overhead_ratio",
                           plume_search_overhead(kwh.all, kwh.final));
    plume_value_set_number(map, "waste_share", plume_search_waste(&kwh));
    hidden = plume_value_set_map(map, "hidden_share");
    plume_value_set_number(hidden, "final_only", plume_search_hidden(kwh.all, kwh.final));
    plume_value_set_number(hidden, "final_and_search",
                           plume_search_hidden(kwh.all, plume_search_useful(&kwh)));
    set_parts(map, &kwh);
    set_repetition(map, data);
    set_reuse(map, data);
}
