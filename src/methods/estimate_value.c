/* An estimate as a map for machine output. */
#include <plume/method.h>
#include <plume/value.h>

void plume_estimate_to_value(const plume_estimate *estimate, plume_value *map)
{
    plume_value_set_string(map, "method", estimate->method);
    plume_value_set_string(map, "basis", plume_basis_name(estimate->basis));
    plume_value_set_number(map, "energy_kwh", estimate->energy_kwh);
    plume_value_set_number(map, "pue", estimate->pue);
    plume_value_set_number(map, "intensity_kg_per_kwh", estimate->intensity_kg_per_kwh);
    plume_value_set_number(map, "co2e_kg", estimate->co2e_kg);
    plume_value_set_ends(map, "interval95_kg", estimate->interval95_kg);
}
