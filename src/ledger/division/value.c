/* Divided totals for machine output. */
#include <math.h>

#include <plume/ledger.h>
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

void plume_ledger_divided_to_value(const plume_ledger *ledger, plume_value *map)
{
    plume_value *rows;

    plume_value_set_string(map, "key", plume_by_name(plume_ledger_divided_by(ledger)));
    rows = plume_value_set_list(map, "rows");
    for (size_t i = 0; i < plume_ledger_divided_count(ledger); i++) {
        plume_divided row = plume_ledger_divided_at(ledger, i);
        plume_value *item = plume_value_set_map(rows, NULL);

        if (row.name[0] == '\0')
            plume_value_set_null(item, "name");
        else
            plume_value_set_string(item, "name", row.name);
        plume_value_set_count(item, "runs", row.runs);
        plume_value_set_count(item, "known_runs", row.energy_runs);
        plume_value_set_number(item, "device_hours",
                               known(row.timed_runs, row.device_hours));
        plume_value_set_number(item, "it_kwh", energy_of(&row, row.it_kwh));
        plume_value_set_number(item, "facility_kwh", energy_of(&row, row.facility_kwh));
        plume_value_set_number(item, "co2e_kg", energy_of(&row, row.co2e_kg));
    }
}
