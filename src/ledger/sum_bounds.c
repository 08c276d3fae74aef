/* Sums that no study reaches are an error, not a figure. */
#include "ledger/sum_bounds.h"

#include <math.h>
#include <stdio.h>

#include <plume/number.h>

void plume_largest_run_see(plume_largest_run *largest, const plume_run *run, double kwh)
{
    if (!(kwh > largest->kwh))
        return;
    largest->kwh = kwh;
    largest->line = run->origin.line;
    snprintf(largest->path, sizeof largest->path, "%s", run->origin.path);
}

static plume_status fail(const char *what, double value, double most,
                         const plume_totals *totals, const plume_largest_run *largest,
                         plume_error *error)
{
    plume_fail_at(error, PLUME_ERR_VALUE, largest->kwh > 0.0 ? largest->path : NULL,
                  largest->line, 0,
                  "%s of %llu runs adds up to %g, and no study reaches %g", what,
                  (unsigned long long)totals->runs, value, most);
    if (largest->kwh > 0.0)
        plume_hint(error,
                   "the run with the most energy stands here: %g kWh; `plume runs` lists "
                   "the others",
                   largest->kwh);
    return PLUME_ERR_VALUE;
}

/* Written as "not at most", so that a sum that is no number fails as well; one that is
 * unknown is 0. */
plume_status plume_sums_check(const plume_totals *totals, size_t estimates,
                              const plume_largest_run *largest, plume_error *error)
{
    const double most_kg = plume_dimension_most(PLUME_DIMENSION_MASS);
    const struct {
        const char *what;
        double value, most;
    } sums[] = {
        { "the energy in kWh", totals->it_kwh, PLUME_KWH_MOST },
        { "the accelerators' energy in kWh", totals->device_kwh, PLUME_KWH_MOST },
        { "the energy in kWh by the logs", totals->logged_kwh, PLUME_KWH_MOST },
        { "the emission in kg by the logs", totals->logged_co2e_kg, most_kg },
        { "the hours", totals->wall_hours, PLUME_HOURS_MOST * PLUME_DEVICES_MOST },
        { "the device-hours", totals->device_hours,
          PLUME_HOURS_MOST * PLUME_DEVICES_MOST },
    };

    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        if (!(sums[i].value <= sums[i].most))
            return fail(sums[i].what, sums[i].value, sums[i].most, totals, largest,
                        error);
    for (size_t i = 0; i < estimates; i++) {
        if (!(totals->facility_kwh[i] <= PLUME_KWH_MOST * PLUME_PUE_MOST))
            return fail("the facility's energy in kWh", totals->facility_kwh[i],
                        PLUME_KWH_MOST * PLUME_PUE_MOST, totals, largest, error);
        if (!(totals->co2e_kg[i] <= most_kg))
            return fail("the emission in kg", totals->co2e_kg[i], most_kg, totals,
                        largest, error);
    }
    return PLUME_OK;
}
