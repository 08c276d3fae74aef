/* What each of several traces measured of each run that they share. */
#include "evidence/covers/trace_portions.h"

#include <math.h>
#include <stdlib.h>

#include "intake/joined_traces.h"

void plume_trace_portions_dispose(plume_trace_portions *portions)
{
    for (size_t i = 0; i < portions->count; i++) {
        plume_traced_hosts_free(portions->one[i].hosts);
        free(portions->one[i].label);
        free(portions->one[i].share);
    }
    free(portions->one);
    *portions = (plume_trace_portions){ 0 };
}

plume_status plume_trace_portions_new(plume_trace_portions *out, size_t most,
                                      plume_error *error)
{
    *out = (plume_trace_portions){ .one = calloc(most + 1, sizeof *out->one) };
    return out->one != NULL ? PLUME_OK : plume_fail_memory(error);
}

/* The room does not move, for the devices of each are borrowed from it. */
plume_status plume_trace_portions_add(plume_trace_portions *portions,
                                      const plume_metering *trace, const uint32_t *seat,
                                      plume_error *error)
{
    plume_trace_portion *one = &portions->one[portions->count++];

    *one =
        (plume_trace_portion){ .trace = trace,
                               .seat = seat,
                               .label = calloc(trace->devices + 1, sizeof *one->label) };
    if (one->label == NULL)
        return plume_fail_memory(error);
    for (size_t i = 0; i < trace->devices; i++)
        one->label[i] = trace->device[i].label;
    one->devices = (plume_traced_devices){ one->label, trace->devices };
    return plume_traced_hosts_new(&one->hosts, &one->devices,
                                  trace->part != PLUME_METERED_ACCELERATORS, NULL, error);
}

/* Whatever it used, all that a trace has in its time counts: what the traces have in
 * common with the run is compared, not shared. */
plume_status plume_trace_portions_claim(plume_trace_portions *portions,
                                        plume_trace_runs *runs,
                                        const plume_traced_run *run, plume_error *error)
{
    const plume_attribution_run claim = { .start_s = run->start_s,
                                          .end_s = run->end_s,
                                          .devices = (double)NAN,
                                          .run = run->group };
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < portions->count && status == PLUME_OK; i++) {
        const plume_metering *trace = portions->one[i].trace;
        bool counts = false;

        if (!(fmin(trace->end_s, run->end_s) > fmax(trace->start_s, run->start_s)))
            continue; /* nothing was measured of it */
        status = plume_trace_runs_ask(runs, run, portions->one[i].hosts, &counts, error);
        if (status == PLUME_OK && counts)
            status = plume_traced_hosts_claim(portions->one[i].hosts, &claim, error);
    }
    return status;
}

plume_status plume_trace_portions_ready(plume_trace_portions *portions,
                                        plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < portions->count && status == PLUME_OK; i++)
        status = plume_traced_hosts_ready(portions->one[i].hosts, error);
    return status;
}

void plume_trace_portions_take(plume_trace_portions *portions, size_t number,
                               const plume_power_piece *piece)
{
    plume_power_sink sink;

    if (number >= portions->count)
        return;
    sink = plume_traced_hosts_sink(portions->one[number].hosts);
    sink.take(sink.state, piece);
}

plume_status plume_trace_portions_settle(plume_trace_portions *portions,
                                         plume_error *error)
{
    plume_status status = PLUME_OK;

    for (size_t i = 0; i < portions->count && status == PLUME_OK; i++) {
        plume_trace_portion *one = &portions->one[i];

        plume_traced_hosts_settle(one->hosts);
        status = plume_traced_hosts_shares(one->hosts, &one->share, &one->shares, error);
    }
    return status;
}

/* Shares stand in the order of their runs. */
static double joules_of(const plume_trace_portion *one, uint32_t group)
{
    size_t low = 0, high = one->shares;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (one->share[middle].run < group)
            low = middle + 1;
        else
            high = middle;
    }
    return low < one->shares && one->share[low].run == group ? one->share[low].energy_j
                                                             : (double)NAN;
}

/* Of fewer devices than were traced a run has the busiest: *left of them are not taken.
 */
static plume_trace_portion *busiest(plume_trace_portions *portions)
{
    plume_trace_portion *best = NULL;

    for (size_t i = 0; i < portions->count; i++) {
        plume_trace_portion *one = &portions->one[i];

        if (!isnan(one->joules) && isnan(one->told) &&
            (best == NULL || one->joules / (double)one->devices.count >
                                 best->joules / (double)best->devices.count))
            best = one;
    }
    return best;
}

static double take_busiest(plume_trace_portions *portions, double left)
{
    double sum_j = 0.0;
    plume_trace_portion *one = busiest(portions);

    while (one != NULL && left > 0.0) {
        double taken = fmin((double)one->devices.count, left);

        one->told = one->joules * taken / (double)one->devices.count;
        sum_j += one->told;
        left -= taken;
        one = busiest(portions);
    }
    return sum_j;
}

static bool is_seated_before(const plume_trace_portions *portions, size_t number,
                             size_t device)
{
    uint32_t seat = portions->one[number].seat[device];

    for (size_t i = 0; i < number; i++)
        for (size_t k = 0; k < portions->one[i].devices.count; k++)
            if (!isnan(portions->one[i].joules) && portions->one[i].seat[k] == seat)
                return true;
    return false;
}

/* Devices of the traces that have something of the run, each once. */
static double count_devices(const plume_trace_portions *portions)
{
    double count = 0.0;

    for (size_t i = 0; i < portions->count; i++)
        for (size_t k = 0; k < portions->one[i].devices.count; k++)
            if (!isnan(portions->one[i].joules) && !is_seated_before(portions, i, k))
                count += 1.0;
    return count;
}

void plume_trace_portions_share(plume_trace_portions *portions, uint32_t group,
                                double devices)
{
    double sum_j = 0.0;
    size_t known = 0;

    for (size_t i = 0; i < portions->count; i++) {
        portions->one[i].joules = joules_of(&portions->one[i], group);
        portions->one[i].told = (double)NAN;
        known += isnan(portions->one[i].joules) ? 0 : 1;
    }
    if (known > 1)
        sum_j = take_busiest(portions,
                             devices < count_devices(portions) ? devices : HUGE_VAL);
    for (size_t i = 0; i < portions->count; i++) {
        plume_trace_portion *one = &portions->one[i];

        if (known == 0) /* none can be asked: the first has all */
            one->told = i == 0 ? 1.0 : (double)NAN;
        else if (sum_j > 0.0)
            one->told /= sum_j;
        else
            one->told = isnan(one->joules) ? (double)NAN : 1.0 / (double)known;
    }
}
