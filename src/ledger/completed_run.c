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
void plume_ledger_complete(plume_run *out, const plume_run *run, const plume_study *study)
{
    if (plume_run_is_simulated(run)) { /* it was made once, and nothing used here */
        plume_run_init(out);
        out->id = run->id;
        out->study = run->study;
        out->role = run->role;
        out->state = run->state;
        out->warnings = run->warnings;
        out->origin = run->origin;
        out->other = PLUME_OTHER_LOOK_UP;
        return;
    }
    *out = *run;
    if (run->other != PLUME_OTHER_NONE) { /* no default is told of what is no run */
        out->kind = 0;
        if (isnan(run->energy.total_kwh))
            out->device = "";
        return;
    }
    if (out->device[0] == '\0')
        out->device = study->device;
    if (isnan(out->device_count))
        out->device_count = study->device_count;
    complete_compute(&out->compute, &study->compute);
}
