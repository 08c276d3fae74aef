/* A run with what the study file states of all. */
#include "ledger/internal.h"

#include <math.h>

static void complete(double *value, double given)
{
    if (isnan(*value))
        *value = given;
}

static void complete_compute(plume_compute *run, const plume_compute *study)
{
    if (run->processor[0] == '\0')
        run->processor = study->processor;
    complete(&run->cores, study->cores);
    complete(&run->core_w, study->core_w);
    complete(&run->core_utilization, study->core_utilization);
    complete(&run->memory_gb, study->memory_gb);
    complete(&run->efficiency, study->efficiency);
    if (run->precision == PLUME_PRECISION_UNKNOWN)
        run->precision = study->precision;
}

/* What the log says goes before what the study says of all runs. */
plume_run plume_ledger_completed(const plume_run *run, const plume_study *study)
{
    plume_run whole = *run;

    if (plume_run_is_simulated(run)) { /* it was made once, and nothing used here */
        plume_run_init(&whole);
        whole.id = run->id;
        whole.study = run->study;
        whole.role = run->role;
        whole.state = run->state;
        whole.warnings = run->warnings;
        whole.origin = run->origin;
        whole.other = PLUME_OTHER_LOOK_UP;
        return whole;
    }
    if (run->other != PLUME_OTHER_NONE) { /* no default is told of what is no run */
        if (isnan(run->energy.total_kwh))
            whole.device = "";
        return whole;
    }
    if (whole.device[0] == '\0')
        whole.device = study->device;
    if (isnan(whole.device_count))
        whole.device_count = study->device_count;
    complete_compute(&whole.compute, &study->compute);
    return whole;
}
