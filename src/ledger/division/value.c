/* A row of divided totals for machine output. */
#include <math.h>

#include "ledger/division/division.h"
#include <plume/value.h>

static double known(uint64_t runs, double figure)
{
    return runs > 0 ? figure : (double)NAN;
}

/* What belongs to nobody, such as the idle hours of a trace, has an energy and no run. */
static double energy_of(const plume_divided *row, double figure)
{
    return row->energy_runs > 0 || figure > 0.0 ? figure : (double)NAN;
}

void plume_division_row_to_value(const plume_divided *row, plume_value *map)
{
    if (row->name[0] == '\0')
        plume_value_set_null(map, "name");
    else
        plume_value_set_string(map, "name", row->name);
    plume_value_set_count(map, "runs", row->runs);
    plume_value_set_count(map, "known_runs", row->energy_runs);
    plume_value_set_number(map, "device_hours",
                           known(row->timed_runs, row->device_hours));
    plume_value_set_number(map, "it_kwh", energy_of(row, row->it_kwh));
    plume_value_set_number(map, "facility_kwh", energy_of(row, row->facility_kwh));
    plume_value_set_number(map, "co2e_kg", energy_of(row, row->co2e_kg));
}
