/* attribution_world.h -- an attribution, its runs and its pieces, for the tests of
 * sharing. */
#ifndef PLUME_SUPPORT_ATTRIBUTION_WORLD_H
#define PLUME_SUPPORT_ATTRIBUTION_WORLD_H

#include "traces/attribution.h"
#include "traces/attribution_share.h"
#include "support/support.h"

static plume_attribution *attribution;
static plume_error error;

static void setup(void)
{
    ck_ok(plume_attribution_new(&attribution, &error), error);
}

static void teardown(void)
{
    plume_attribution_free(attribution);
}

static void claim(double start_s, double end_s, double devices)
{
    plume_attribution_run made = { .start_s = start_s,
                                   .end_s = end_s,
                                   .devices = devices };

    made.run = (uint32_t)plume_attribution_count(attribution);
    ck_ok(plume_attribution_claim(attribution, &made, &error), error);
}

static void ready(size_t devices)
{
    ck_ok(plume_attribution_ready(attribution, devices, &error), error);
}

static void piece(size_t device, double from_s, double to_s, double from_w, double to_w)
{
    plume_power_sink sink = plume_attribution_sink(attribution);
    plume_power_piece made = { .device = device,
                               .from_s = from_s,
                               .to_s = to_s,
                               .from_w = from_w,
                               .to_w = to_w,
                               .utilization = NAN,
                               .measured = true };

    made.energy_j = (to_s - from_s) * (from_w + to_w) / 2.0;
    sink.take(sink.state, &made);
}

static double energy(size_t i)
{
    return plume_attribution_at(attribution, i).energy_j;
}

static uint64_t state;

static double random_share(void)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(state >> 11) * 0x1p-53;
}

enum { RUNS = 40, DEVICES = 4, PIECES = 60 };

#endif
