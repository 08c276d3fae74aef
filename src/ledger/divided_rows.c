/* As many rows of divided totals as a page or a chart has room for. */
#include <string.h>

#include <plume/ledger.h>

static void add(plume_divided *to, const plume_divided *row)
{
    to->runs += row->runs;
    to->timed_runs += row->timed_runs;
    to->energy_runs += row->energy_runs;
    to->estimated_runs += row->estimated_runs;
    to->device_hours += row->device_hours;
    to->it_kwh += row->it_kwh;
    to->facility_kwh += row->facility_kwh;
    to->co2e_kg += row->co2e_kg;
}

size_t plume_ledger_divided_shown(const plume_ledger *ledger, plume_divided *out,
                                  size_t most)
{
    size_t all = plume_ledger_divided_count(ledger), own, count;
    plume_divided rest = { .name = PLUME_BY_THE_REST };
    bool unnamed = all > 0 && plume_ledger_divided_at(ledger, all - 1).name[0] == '\0';

    own = all - (unnamed ? 1 : 0);
    count = own <= most - (unnamed ? 1 : 0) ? own : most - (unnamed ? 2 : 1);
    for (size_t i = 0; i < count; i++)
        out[i] = plume_ledger_divided_at(ledger, i);
    for (size_t i = count; i < own; i++) {
        plume_divided row = plume_ledger_divided_at(ledger, i);

        add(&rest, &row);
    }
    if (count < own)
        out[count++] = rest;
    if (unnamed)
        out[count++] = plume_ledger_divided_at(ledger, all - 1);
    return count;
}
