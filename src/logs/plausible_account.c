/* Whether what a log says of a run can be, by what its devices draw. */
#include "logs/internal.h"

#include <math.h>
#include <string.h>

#include "logs/power_trace.h"
#include "records/plausible.h"
#include "traces/total.h"

/* Runs of a log are of the same device as a rule, which is looked up once. */
static double rating_of(plume_log *log, const char *device)
{
    plume_rating_finder ratings = log->setting->ratings;

    if (ratings.find == NULL || device[0] == '\0')
        return NAN;
    if (log->rated_device.length == 0 || strcmp(log->rated_device.data, device) != 0) {
        plume_text_clear(&log->rated_device);
        plume_text_add(&log->rated_device, device);
        log->rated_w = ratings.find(ratings.state, device);
    }
    return log->rated_w;
}

/* What the log says of its device stands above what the user said of all inputs. */
void plume_log_rate_trace(plume_log *log, plume_trace *trace)
{
    const char *device = plume_trace_device(trace);

    if (device[0] == '\0')
        device = log->setting->options->device;
    plume_trace_rate(trace, device, rating_of(log, device));
}

/* Of a trace the time that its devices were read, which may have pauses. */
static double trace_s(const plume_log *log)
{
    const plume_power *power = plume_trace_power(plume_log_whole_trace(log));
    double span_s = 0.0;
    size_t count = 0;

    for (size_t i = 0; i < plume_power_count(power); i++) {
        plume_power_device device = plume_power_at(power, i);

        span_s += device.measured_s + device.gap_s;
        count += isnan(device.energy_j) ? 0 : 1;
    }
    return count > 0 ? span_s / (double)count : NAN;
}

void plume_log_doubt(plume_log *log, const plume_run *given, uint64_t line,
                     plume_text why[PLUME_DOUBTS])
{
    plume_run run = *given;

    if (log->samples > 0 && line == 0)
        run.duration_s = trace_s(log);
    plume_plausible_run(&run, rating_of(log, run.device), &why[PLUME_DOUBT_POWER]);
    plume_plausible_intensity(run.logged_intensity_kg_per_kwh,
                              &why[PLUME_DOUBT_INTENSITY]);
    if (plume_plausible_pue(run.site_pue, &why[PLUME_DOUBT_PUE]))
        plume_plausible_pue(run.energy.pue_included, &why[PLUME_DOUBT_PUE]);
}
