/* Jobs on hosts: one after the other, side by side, with other work beside them. */
#include "properties/scenes.h"

#include <math.h>

/* 4 May 2026, 08:00 UTC. */
static const double epoch_s = 1777881600.0;

/* --- what scenes are made of --- */

int scene_run(world *out, int host, int devices, double start_s, double length_s,
              chance *from)
{
    true_run *run = &out->run[out->runs];

    *run = (true_run){ .start_s = start_s,
                       .end_s = start_s + length_s,
                       .gpu_w = 150.0 + chance_of(from, 200),
                       .host = host,
                       .devices = devices,
                       .study = -1 };
    return (int)out->runs++;
}

told *scene_tell(world *out, tool by, int run)
{
    told *one = &out->told[out->count];
    const true_run *truth = &out->run[run];

    *one = (told){ .tool = by,
                   .run = run,
                   .count = 1,
                   .start_s = truth->start_s,
                   .end_s = truth->end_s,
                   .energy = 1.0,
                   .host = truth->host,
                   .devices = truth->devices,
                   .pid = 10000 + run * 16,
                   .rank = 0,
                   .session = -1,
                   .place = (uint32_t)out->count };
    out->count++;
    return one;
}

void scene_late(told *one, chance *from)
{
    one->start_s += chance_is(from, 0.03) ? 15.0 : chance_between(from, 0.0, 6.5);
    one->end_s -= chance_between(from, 0.0, 1.5);
    one->energy = chance_between(from, 0.93, 1.07);
}

void scene_die_early(told *one, chance *from)
{
    one->end_s -= (one->end_s - one->start_s) * chance_between(from, 0.05, 0.45);
}

void scene_traces(world *out, chance *from, double share)
{
    for (int host = 0; host < HOSTS_MAX; host++) {
        double start_s = HUGE_VAL, end_s = -HUGE_VAL;
        int devices = 0, first = -1;
        told *one;

        for (size_t i = 0; i < out->runs; i++) {
            const true_run *run = &out->run[i];

            if (run->host != host)
                continue;
            first = first < 0 ? (int)i : first;
            start_s = run->start_s < start_s ? run->start_s : start_s;
            end_s = run->end_s > end_s ? run->end_s : end_s;
            devices = run->devices > devices ? run->devices : devices;
        }
        if (devices == 0 || !chance_is(from, share))
            continue;
        one = scene_tell(out, TOOL_SMI, first);
        one->start_s = start_s - chance_between(from, 0.0, 300.0);
        one->end_s = end_s + chance_between(from, -60.0, 300.0);
        one->count = 0;
        one->devices = devices;
        if (chance_is(from, 0.1))
            scene_die_early(one, from);
    }
}

void scene_miss(world *out, chance *from, double share)
{
    for (size_t run = 0; run < out->runs; run++) {
        size_t left = 0;

        for (size_t i = 0; i < out->count; i++) {
            told *one = &out->told[i];

            if (one->count == 0 || one->run != (int)run)
                continue;
            one->left_out = chance_is(from, share);
            left += !one->left_out;
        }
        for (size_t i = 0; left == 0 && i < out->count; i++)
            if (out->told[i].count > 0 && out->told[i].run == (int)run &&
                out->told[i].tool != TOOL_TASKS && out->told[i].tool != TOOL_TRAINER) {
                out->told[i].left_out = false;
                left++;
            }
    }
    for (size_t i = 0; i < out->count; i++) /* a state without times lies above events */
        if (out->told[i].tool == TOOL_TRAINER)
            for (size_t k = 0; k < out->count; k++)
                if (out->told[k].tool == TOOL_EVENTS &&
                    out->told[k].run == out->told[i].run)
                    out->told[i].left_out =
                        out->told[i].left_out || out->told[k].left_out;
    for (size_t i = 0; i < out->count; i++) /* tasks lie beside their run */
        if (out->told[i].tool == TOOL_TASKS)
            for (size_t k = 0; k < out->count; k++)
                if (out->told[k].tool == TOOL_CODECARBON &&
                    out->told[k].run == out->told[i].run)
                    out->told[i].left_out =
                        out->told[i].left_out || out->told[k].left_out;
}

/* --- jobs --- */

/* What tells of a job: its scheduler, one or two trackers, one or two that log it. */
static void tell_job(world *out, int run, chance *from, tool logger)
{
    told *one = scene_tell(out, TOOL_SLURM, run);

    one->end_s += chance_between(from, 0.0, 1.0);
    scene_late(scene_tell(out, TOOL_CODECARBON, run), from);
    if (chance_is(from, 0.15))
        scene_die_early(&out->told[out->count - 1], from);
    if (chance_is(from, 0.2)) {
        const told *whole = &out->told[out->count - 1];

        one = scene_tell(out, TOOL_TASKS, run);
        one->start_s = whole->start_s;
        one->end_s = whole->end_s;
        one->energy = whole->energy;
    }
    scene_late(scene_tell(out, logger, run), from);
    if (out->hosts && chance_is(from, 0.5))
        scene_late(scene_tell(out, TOOL_EVENTS, run), from);
    if (chance_is(from, 0.3))
        scene_late(scene_tell(out, TOOL_CARBONTRACKER, run), from);
    if (chance_is(from, 0.1))
        scene_tell(out, TOOL_TABLE, run);
}

static void jobs(world *out, chance *from)
{
    int hosts = 1 + chance_of(from, 2), devices = 1 + chance_of(from, 2) * 1;
    tool logger = chance_is(from, 0.5) ? TOOL_MLFLOW : TOOL_WANDB;
    bool parallel = hosts == 2 && chance_is(from, 0.4);
    int chain = 1 + chance_of(from, 4);

    /* Trackers do not say on which of two hosts they ran. */
    out->strange = out->strange || hosts > 1;

    for (int host = 0; host < hosts; host++) {
        double at_s = epoch_s + chance_between(from, 0.0, 7200.0);

        for (int i = 0; i < chain; i++) {
            double length_s = chance_between(from, 200.0, 2400.0);

            if (parallel && host == 1) { /* of equal length, at one time */
                at_s = out->run[i].start_s + chance_between(from, 0.0, 0.8);
                length_s = out->run[i].end_s - out->run[i].start_s;
            }
            tell_job(out, scene_run(out, host, devices, at_s, length_s, from), from,
                     logger);
            at_s += length_s + chance_between(from, 1.0, 20.0);
        }
    }
}

void scene_jobs(world *out, chance *from)
{
    out->kind = "jobs";
    jobs(out, from);
    scene_traces(out, from, 0.5);
    scene_miss(out, from, 0.25);
}

void scene_jobs_of_unknown_hosts(world *out, chance *from)
{
    out->kind = "unknown hosts";
    out->hosts = false;
    out->strange = true;
    jobs(out, from);
    scene_traces(out, from, 0.5);
    scene_miss(out, from, 0.25);
}

/* The scheduler's clock is off by whole hours, or by a quarter. */
void scene_zones(world *out, chance *from)
{
    static const double offsets_s[] = { 3600.0, 7200.0, -18000.0, 19800.0 };

    out->kind = "zones";
    out->strange = true;
    jobs(out, from);
    scene_miss(out, from, 0.1);
    out->zone_s = offsets_s[chance_of(from, 4)];
}

/* Of other people, on a host of their own that only the scheduler names. */
void scene_strangers(world *out, chance *from)
{
    size_t own;

    out->kind = "strangers";
    out->strange = true;
    jobs(out, from);
    scene_miss(out, from, 0.3);
    own = out->runs;
    for (size_t i = 0; i < own; i++) {
        const true_run *run = &out->run[i];
        int other = scene_run(
            out, 2, run->devices, run->start_s + chance_between(from, -4.0, 4.0),
            run->end_s - run->start_s + chance_between(from, -3.0, 3.0), from);

        scene_tell(out, chance_is(from, 0.5) ? TOOL_SLURM : TOOL_MLFLOW, other);
    }
}
