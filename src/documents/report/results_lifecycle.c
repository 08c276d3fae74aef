/* The life cycle beside the electricity of the runs, for machines. */
#include <math.h>

#include "documents/report/results_internal.h"

static void set_year(plume_value *map, int year)
{
    if (year == 0)
        plume_value_set_null(map, "year");
    else
        plume_value_set_number(map, "year", year);
}

/* --- embodied --- */

/* {sci, bloom} of whatever an amortisation gives. */
static void set_amortised(plume_value *parent, const char *key,
                          const double kg[PLUME_AMORTISATIONS])
{
    plume_value *map = plume_value_set_map(parent, key);

    for (int i = 0; i < PLUME_AMORTISATIONS; i++)
        plume_value_set_number(map, plume_amortisation_name((plume_amortisation)i),
                               kg[i]);
}

static void set_bounds(plume_value *parent, const double low[PLUME_AMORTISATIONS],
                       const double high[PLUME_AMORTISATIONS])
{
    plume_value *map = plume_value_set_map(parent, "bounds_kg");

    for (int i = 0; i < PLUME_AMORTISATIONS; i++) {
        const double ends[2] = { low[i], high[i] };

        plume_value_set_ends(map, plume_amortisation_name((plume_amortisation)i), ends);
    }
}

/* unit_kg is of one new device, in kilograms of CO2e; kg is the part of it that this
 * work bears. */
static void set_share(plume_value *map, const plume_embodied_share *share)
{
    plume_value_set_number(map, "device_hours", share->device_hours);
    plume_value_set_number(map, "unit_kg", share->unit_kg);
    plume_value_set_number(map, "unit_low_kg", share->low_unit_kg);
    plume_value_set_number(map, "unit_high_kg", share->high_unit_kg);
    plume_value_set_string(map, "given", plume_given_name(share->given));
    plume_value_set_bool(map, "default", share->is_default);
    plume_value_set_known(map, "source", share->source);
    set_year(map, share->year);
    set_amortised(map, "co2e_kg", share->kg);
}

static void set_embodied(plume_value *lifecycle, const plume_embodied_total *embodied)
{
    plume_value *map, *list;

    if (!embodied->asked) {
        plume_value_set_null(lifecycle, "embodied");
        return;
    }
    map = plume_value_set_map(lifecycle, "embodied");
    set_amortised(map, "co2e_kg", embodied->kg);
    set_bounds(map, embodied->low_kg, embodied->high_kg);
    plume_value_set_number(map, "lifetime_years", embodied->lifetime.years);
    plume_value_set_number(map, "utilization", embodied->lifetime.utilization);
    plume_value_set_number(map, "used_device_hours", embodied->used_device_hours);
    plume_value_set_number(map, "reserved_device_hours", embodied->reserved_device_hours);
    plume_value_set_number(map, "device_hours_left_out", embodied->left_out_hours);
    list = plume_value_set_list(map, "devices");
    for (size_t i = 0; i < embodied->device_count; i++) {
        plume_value *item = plume_value_set_map(list, NULL);

        plume_value_set_known(item, "device", embodied->device[i].device);
        set_share(item, &embodied->device[i]);
    }
    list = plume_value_set_map(map, "host");
    plume_value_set_number(list, "devices_per_host", embodied->devices_per_host);
    set_share(list, &embodied->host);
    set_amortised(map, "end_of_life_kg", embodied->end_of_life_kg);
}

/* --- idle --- */

static void set_idle(plume_value *lifecycle, const plume_idle_total *idle)
{
    plume_value *map, *one;

    if (!idle->asked) {
        plume_value_set_null(lifecycle, "idle");
        return;
    }
    map = plume_value_set_map(lifecycle, "idle");
    plume_value_set_number(map, "idle_power_w", idle->idle_w);
    plume_value_set_number(map, "reserved_device_hours", idle->reserved_device_hours);
    plume_value_set_number(map, "used_device_hours", idle->used_device_hours);
    one = plume_value_set_map(map, "unoccupied");
    plume_value_set_number(one, "it_kwh", idle->unoccupied_kwh);
    plume_value_set_number(one, "facility_kwh", idle->unoccupied_facility_kwh);
    plume_value_set_number(one, "co2e_kg", idle->unoccupied_kg);
    one = plume_value_set_map(map, "reserved");
    plume_value_set_number(one, "it_kwh", idle->reserved_kwh);
    plume_value_set_number(one, "facility_kwh", idle->reserved_facility_kwh);
    plume_value_set_number(one, "co2e_kg", idle->reserved_kg);
}

/* --- water --- */

static void set_litres(plume_value *map, const plume_water *water)
{
    plume_value_set_number(map, "on_site_l", water->on_site_l);
    plume_value_set_number(map, "off_site_l", water->off_site_l);
    plume_value_set_number(map, "total_l", water->total_l);
}

static void set_factor(plume_value *parent, const char *key,
                       const plume_given_value *given, const char *code)
{
    plume_value *map;

    if (given->given == PLUME_GIVEN_NOT) {
        plume_value_set_null(parent, key);
        return;
    }
    map = plume_value_set_map(parent, key);
    plume_value_set_number(map, "l_per_kwh", given->value);
    plume_value_set_string(map, "given", plume_given_name(given->given));
    plume_value_set_known(map, "of", code);
    plume_value_set_known(map, "source", given->source);
    set_year(map, given->year);
}

static void set_water(plume_value *lifecycle, const plume_water_total *water)
{
    plume_value *map, *list;

    if (!water->asked) {
        plume_value_set_null(lifecycle, "water");
        return;
    }
    map = plume_value_set_map(lifecycle, "water");
    plume_value_set_string(map, "basis", "consumption");
    plume_value_set_number(map, "it_kwh", water->it_kwh);
    set_litres(map, &water->water);
    list = plume_value_set_list(map, "places");
    for (size_t i = 0; i < water->place_count; i++) {
        const plume_water_share *share = &water->place[i];
        plume_value *item = plume_value_set_map(list, NULL);

        plume_value_set_known(item, "place", share->place);
        plume_value_set_number(item, "it_kwh", share->it_kwh);
        plume_value_set_number(item, "pue", share->pue);
        set_factor(item, "wue", &share->wue, share->wue_code);
        set_factor(item, "ewif", &share->ewif, share->ewif_code);
        set_litres(item, &share->water);
    }
}

/* --- inference --- */

/* A crossing that never comes, or came before the first query, is none. */
static double ahead(double queries)
{
    return isfinite(queries) && queries >= 0.0 ? queries : NAN;
}

static void set_breakeven(plume_value *map, const plume_inference_total *inference)
{
    const double ends[2] = { ahead(inference->breakeven95[0]),
                             ahead(inference->breakeven95[1]) };
    plume_value *one = plume_value_set_map(map, "break_even");

    plume_value_set_number(one, "training_kg", inference->training_kg);
    plume_value_set_number(one, "queries", ahead(inference->breakeven_queries));
    plume_value_set_ends(one, "interval95", ends);
    plume_value_set_number(one, "queries_per_day", inference->queries_per_day);
    plume_value_set_number(one, "days", ahead(inference->breakeven_days));
}

static void set_alternative(plume_value *map, const plume_inference_total *inference)
{
    plume_value *one;

    if (isnan(inference->other_training_kg) || isnan(inference->other_query_kg)) {
        plume_value_set_null(map, "alternative");
        return;
    }
    one = plume_value_set_map(map, "alternative");
    plume_value_set_number(one, "training_kg", inference->other_training_kg);
    plume_value_set_number(one, "query_kg", inference->other_query_kg);
    plume_value_set_number(one, "break_even_queries", ahead(inference->between_queries));
}

static void set_inference(plume_value *lifecycle, const plume_inference_total *inference)
{
    plume_value *map;

    if (!inference->asked) {
        plume_value_set_null(lifecycle, "inference");
        return;
    }
    map = plume_value_set_map(lifecycle, "inference");
    plume_value_set_number(map, "queries", inference->queries);
    plume_value_set_number(map, "energy_per_query_kwh", inference->query_kwh);
    plume_value_set_number(map, "pue", inference->pue);
    plume_value_set_number(map, "intensity_kg_per_kwh", inference->kg_per_kwh);
    plume_value_set_number(map, "query_kg", inference->query_kg);
    plume_value_set_number(map, "facility_kwh", inference->facility_kwh);
    plume_value_set_number(map, "co2e_kg", inference->co2e_kg);
    set_breakeven(map, inference);
    set_alternative(map, inference);
}

/* --- the whole --- */

static void set_gases(plume_value *lifecycle, const plume_study_lifecycle *study)
{
    plume_value *map, *list;

    if (study->gas_count == 0) {
        plume_value_set_null(lifecycle, "gases");
        return;
    }
    map = plume_value_set_map(lifecycle, "gases");
    plume_value_set_string(map, "gwp100", plume_gwp_name(study->gwp));
    list = plume_value_set_list(map, "list");
    for (size_t i = 0; i < study->gas_count; i++) {
        plume_value *item = plume_value_set_map(list, NULL);

        plume_value_set_string(item, "gas", study->gases[i].gas);
        plume_value_set_number(item, "kg_per_kwh", study->gases[i].kg_per_kwh);
        plume_value_set_number(item, "gwp100", study->gases[i].gwp100);
        plume_value_set_known(item, "source", study->gases[i].source);
    }
}

/* ISO 14040/14044: the functional unit, and a total for each boundary. */
static void set_boundary(plume_value *lifecycle, const plume_report_data *data)
{
    plume_value *map = plume_value_set_map(lifecycle, "boundary"), *list;
    const plume_footprint *footprint = data->footprint;

    plume_value_set_string(map, "standard", "ISO 14040/14044");
    plume_value_set_string(map, "functional_unit", "all computation of the study");
    list = plume_value_set_list(map, "totals");
    for (size_t i = 0; i < footprint->total_count; i++) {
        const plume_stage_total *total = &footprint->total[i];
        plume_value *item = plume_value_set_map(list, NULL);

        plume_value_set_string(item, "stages", total->name);
        plume_value_set_number(item, "co2e_kg", total->co2e_kg);
        plume_value_set_ends(item, "interval95_kg", total->interval95_kg);
    }
}

void plume_results_lifecycle(plume_value *root, const plume_report_data *data)
{
    plume_value *lifecycle = plume_value_set_map(root, "lifecycle");

    set_boundary(lifecycle, data);
    set_embodied(lifecycle, &data->footprint->embodied);
    set_idle(lifecycle, &data->footprint->idle);
    set_water(lifecycle, &data->footprint->water);
    set_inference(lifecycle, &data->footprint->inference);
    set_gases(lifecycle, &data->study->lifecycle);
}
