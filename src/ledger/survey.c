/* What runs share, found before they are added up: the power of their hosts. */
#include "ledger/internal.h"

#include <math.h>

#include "core/number/units.h"
#include <plume/intake.h>

/* Only the accelerators' energy is known. */
static bool resolve_alone(plume_workload *out, const plume_ledger *ledger,
                          const plume_run *run)
{
    plume_error unused;

    return plume_workload_resolve(out, run, ledger->factors, NAN, NULL, &unused) ==
               PLUME_OK &&
           !isnan(out->it_kwh) && !out->host_included;
}

double plume_ledger_host_power_w(plume_ledger *ledger, const plume_run *run)
{
    plume_workload alone;

    if (ledger->host_power == NULL || run->other != PLUME_OTHER_NONE ||
        !resolve_alone(&alone, ledger, run))
        return NAN;
    return plume_host_power_kwh(ledger->host_power, run, alone.hours / alone.repeat) /
           alone.hours * WATTS_PER_KILOWATT;
}

static plume_status take(void *state, const plume_run *given, plume_error *error)
{
    plume_ledger *ledger = state;
    plume_workload alone;
    plume_run run;

    plume_ledger_complete(&run, given, ledger->study);
    return run.other == PLUME_OTHER_NONE && resolve_alone(&alone, ledger, &run)
               ? plume_host_power_add(ledger->host_power, &run, error)
               : PLUME_OK;
}

plume_status plume_ledger_survey(plume_ledger *ledger, plume_intake *intake,
                                 plume_error *error)
{
    plume_status status;

    if (ledger->host_power == NULL)
        return PLUME_OK;
    status = plume_intake_read(intake, (plume_run_sink){ take, ledger }, error);
    if (status == PLUME_OK)
        plume_host_power_share(ledger->host_power);
    return status;
}
