/* A run that one account tells: what of its time that account did not measure. */
#include "evidence/speaks/lone.h"

#include <math.h>
#include <string.h>

#include "evidence/speaks/voices.h"

/* Shares are quotients of times: one is never reached to the last digit. */
static const double whole = 1.0 - 1e-9;

/* At the mean power of the samples. */
static double fill(plume_run *run)
{
    plume_energy *energy = &run->energy;
    double times = 1.0 / energy->sampled, before_kwh = energy->total_kwh;

    energy->total_kwh *= times;
    energy->gpu_kwh *= times;
    energy->cpu_kwh *= times;
    energy->ram_kwh *= times;
    if ((1.0 - energy->sampled) * run->duration_s > plume_voices_missed_s(run))
        energy->evidence = PLUME_EVIDENCE_ASSUMED;
    energy->sampled = (double)NAN;
    return energy->total_kwh - before_kwh;
}

static bool is_partly(const plume_run *run)
{
    return !isnan(run->energy.total_kwh) && isnan(run->energy.sampled) &&
           (1.0 - run->energy.coverage) * run->duration_s > plume_voices_missed_s(run);
}

static void add_code(plume_text *warnings, const plume_run *run, const char *code)
{
    if (warnings->length == 0)
        plume_text_add(warnings, run->warnings);
    if (warnings->length > 0)
        plume_text_add_char(warnings, ' ');
    plume_text_add(warnings, code);
}

plume_status plume_lone_speak(plume_lone *out, plume_run *run, plume_text *warnings,
                              plume_error *error)
{
    plume_status status;

    *out = (plume_lone){ .filled_kwh = 0.0 };
    out->partly = is_partly(run);
    if (run->energy.sampled > 0.0 && run->energy.sampled < whole &&
        run->energy.total_kwh > 0.0)
        out->filled_kwh = fill(run);
    if (out->partly)
        add_code(warnings, run, PLUME_RUN_PARTLY);
    if (out->filled_kwh > 0.0)
        add_code(warnings, run, "samples-filled");
    status = plume_text_status(warnings, error);
    if (status == PLUME_OK && (out->partly || out->filled_kwh > 0.0))
        run->warnings = warnings->data;
    return status;
}
