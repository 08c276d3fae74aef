/* A trace shared among runs that start, end and name devices at will: what they got and
 * what was idle add up to what was drawn, and the order of the pieces does not matter. */
#include "fuzz_bytes.h"

#include <math.h>

#include "traces/attribution.h"
#include "traces/attribution_share.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { DEVICES = 4, RUNS = 8, PIECES = 32 };

typedef struct plan {
    plume_attribution_run run[RUNS];
    uint32_t on[RUNS][DEVICES];
    plume_power_piece piece[PIECES];
    size_t devices, runs, pieces;
} plan;

/* Of each run and of nobody, in joules. */
typedef struct outcome {
    double energy_j[RUNS], idle_j, sum_j;
} outcome;

/* --- what is shared --- */

static void plan_run(plan *out, size_t i, fuzz_bytes *by)
{
    static const double counts[] = { 1, 2, 4, 0.5, 0.25, 7, NAN };
    plume_attribution_run *run = &out->run[i];
    unsigned names = fuzz_byte(by) % 3 == 0 ? fuzz_byte(by) : 0;

    *run = (plume_attribution_run){ .start_s = fuzz_byte(by), .run = (uint32_t)i };
    run->end_s = run->start_s + fuzz_byte(by) % 64;
    run->devices = counts[fuzz_choice(by, sizeof counts / sizeof *counts)];
    run->of_all = fuzz_byte(by) % 8 == 7;
    for (uint32_t d = 0; d < out->devices; d++)
        if ((names >> d & 1) != 0)
            out->on[i][run->on_count++] = d;
    run->on = out->on[i];
    run->named = run->on_count + (names >> 7); /* one that the trace lacks */
}

/* The pieces of a device follow each other, as those of a trace do. */
static void plan_piece(plan *out, size_t i, double *until_s, fuzz_bytes *by)
{
    plume_power_piece *piece = &out->piece[i];
    size_t device = fuzz_choice(by, out->devices);

    *piece = (plume_power_piece){ .device = device,
                                  .utilization = NAN,
                                  .measured = fuzz_byte(by) % 4 != 3 };
    piece->from_s = until_s[device] + fuzz_byte(by) % 8;
    piece->to_s = piece->from_s + 1 + fuzz_byte(by) % 100;
    piece->from_w = fuzz_byte(by);
    piece->to_w = fuzz_byte(by);
    piece->energy_j = (piece->to_s - piece->from_s) * (piece->from_w + piece->to_w) / 2.0;
    if (fuzz_byte(by) > 200)
        piece->utilization = fuzz_byte(by) / 255.0;
    until_s[device] = piece->to_s;
}

static void make_plan(plan *out, fuzz_bytes *by)
{
    double until_s[DEVICES] = { 0 };

    *out = (plan){ .devices = 1 + fuzz_choice(by, DEVICES) };
    out->runs = fuzz_choice(by, RUNS + 1);
    for (size_t i = 0; i < out->runs; i++)
        plan_run(out, i, by);
    out->pieces = fuzz_choice(by, PIECES + 1);
    for (size_t i = 0; i < out->pieces; i++)
        plan_piece(out, i, until_s, by);
}

/* --- what comes of it --- */

static void read_share(outcome *out, const plume_attribution *made, size_t i)
{
    plume_attributed got = plume_attribution_at(made, i);

    if (got.run >= RUNS ||
        (!isnan(got.coverage) && !(got.coverage >= 0.0 && got.coverage <= 1.0 + 1e-9)))
        abort();
    if (isnan(got.energy_j))
        return;
    if (!(got.energy_j >= -1e-6))
        abort();
    out->energy_j[got.run] += got.energy_j;
    out->sum_j += got.energy_j;
}

static void share(outcome *out, const plan *from, bool backward)
{
    plume_attribution *made = NULL;
    plume_power_sink sink;

    *out = (outcome){ .sum_j = 0.0 };
    if (plume_attribution_new(&made, NULL) != PLUME_OK)
        abort();
    for (size_t i = 0; i < from->runs; i++)
        if (plume_attribution_claim(made, &from->run[i], NULL) != PLUME_OK)
            abort();
    if (plume_attribution_ready(made, from->devices, NULL) != PLUME_OK)
        abort();
    sink = plume_attribution_sink(made);
    for (size_t i = 0; i < from->pieces; i++)
        sink.take(sink.state, &from->piece[backward ? from->pieces - 1 - i : i]);
    plume_attribution_settle(made);
    for (size_t i = 0; i < plume_attribution_count(made); i++)
        read_share(out, made, i);
    out->idle_j = plume_attribution_idle_j(made);
    out->sum_j += out->idle_j;
    plume_attribution_free(made);
}

static bool is_measured(const plan *of)
{
    for (size_t i = 0; i < of->pieces; i++)
        if (!of->piece[i].measured)
            return false;
    return true;
}

static void demand_same(const char *what, double got_j, double wanted_j, double scale_j)
{
    if (fabs(got_j - wanted_j) <= 1e-9 * scale_j + 1e-6)
        return;
    fprintf(stderr, "%s: %.9g J, not %.9g J\n", what, got_j, wanted_j);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    fuzz_bytes by = { bytes, length };
    double drawn_j = 0.0;
    outcome forward, backward;
    plan made;

    make_plan(&made, &by);
    for (size_t i = 0; i < made.pieces; i++)
        drawn_j += made.piece[i].energy_j;
    share(&forward, &made, false);
    share(&backward, &made, true);
    if (is_measured(&made) || forward.sum_j > drawn_j)
        demand_same("runs and idle", forward.sum_j, drawn_j, drawn_j);
    demand_same("idle in another order", backward.idle_j, forward.idle_j, drawn_j);
    for (size_t i = 0; i < made.runs; i++)
        demand_same("a run in another order", backward.energy_j[i], forward.energy_j[i],
                    drawn_j);
    return 0;
}
