/* Sweeps, replicas, resumed sessions and the Trainer: work that tools tell in parts. */
#include "properties/scenes.h"

static const double epoch_s = 1777881600.0;

/* --- sweeps --- */

/* A frame over the trials from first to the last run. */
static told *frame(world *out, tool by, int first, double before_s, double after_s)
{
    told *one = scene_tell(out, by, first);

    one->count = (int)out->runs - first;
    one->start_s = out->run[first].start_s - before_s;
    one->end_s = out->run[out->runs - 1].end_s + after_s;
    return one;
}

static void sweep(world *out, chance *from, int study, int host, double at_s)
{
    int trials = 4 + chance_of(from, 4), first = (int)out->runs;
    tool logger = chance_is(from, 0.4)   ? TOOL_MLFLOW
                  : chance_is(from, 0.5) ? TOOL_EVENTS
                                         : TOOL_CODECARBON;

    for (int i = 0; i < trials; i++) {
        double length_s = chance_between(from, 60.0, 500.0);
        int run = scene_run(out, host, 1, at_s, length_s, from);

        out->run[run].study = study;
        out->run[run].number = i;
        out->run[run].failed = chance_is(from, 0.1);
        scene_tell(out, TOOL_OPTUNA, run);
        if (logger == TOOL_EVENTS ? out->hosts : chance_is(from, 0.8)) {
            told *one = scene_tell(out, logger, run);

            one->start_s += chance_between(from, 0.0, 1.0);
            one->end_s -= chance_between(from, 0.0, 1.0);
            one->energy = chance_between(from, 0.95, 1.05);
        }
        at_s += length_s + chance_between(from, 1.0, 3.0);
    }
    if (chance_is(from, 0.6))
        frame(out, TOOL_SLURM, first, chance_between(from, 2.0, 20.0),
              chance_between(from, 0.5, 10.0));
    if (logger != TOOL_CODECARBON && chance_is(from, 0.4))
        frame(out, TOOL_CODECARBON, first, chance_between(from, 0.0, 3.0),
              chance_between(from, 0.0, 3.0));
    if (chance_is(from, 0.3))
        frame(out, TOOL_WANDB, first, chance_between(from, 0.0, 5.0),
              chance_between(from, 0.0, 2.0));
}

void scene_sweep(world *out, chance *from)
{
    out->kind = "sweep";
    sweep(out, from, 0, 0, epoch_s);
    scene_traces(out, from, 0.4);
}

void scene_two_sweeps(world *out, chance *from)
{
    out->kind = "two sweeps";
    out->strange = true;
    sweep(out, from, 0, 0, epoch_s);
    sweep(out, from, 1, chance_of(from, 2),
          chance_is(from, 0.5) ? epoch_s + 40000.0
                               : epoch_s + chance_between(from, 0.0, 600.0));
    scene_traces(out, from, 0.3);
}

/* Trials side by side, told by Ray and by its callback. */
void scene_ray(world *out, chance *from)
{
    int trials = 2 + chance_of(from, 6), side = 1 + chance_of(from, 2);
    tool logger = TOOL_MLFLOW;

    out->kind = "ray";
    out->strange = side > 1;
    for (int i = 0; i < trials; i++) {
        double at_s = epoch_s + (i / side) * 700.0,
               length_s = chance_between(from, 200.0, 650.0);
        int run = scene_run(out, 0, 1, at_s, length_s, from);
        told *one;

        out->run[run].study = 0;
        out->run[run].number = i;
        scene_tell(out, TOOL_RAY, run);
        one = scene_tell(out, logger, run);
        one->keyed = true;
        scene_late(one, from);
        if (side == 1)
            scene_late(scene_tell(out, TOOL_CODECARBON, run), from);
    }
    if (chance_is(from, 0.5))
        frame(out, TOOL_SLURM, 0, 10.0, 4.0);
    scene_miss(out, from, 0.15);
}

/* --- replicas and sessions --- */

void scene_ranks(world *out, chance *from)
{
    int runs = 1 + chance_of(from, 3), ranks = 2 + chance_of(from, 3);
    double at_s = epoch_s;

    out->kind = "ranks";
    for (int i = 0; i < runs; i++) {
        double length_s = chance_between(from, 200.0, 1500.0);
        int run = scene_run(out, 0, ranks, at_s, length_s, from);
        bool events = chance_is(from, 0.7), wandb = chance_is(from, 0.5);
        bool carbon = chance_is(from, 0.5);

        if (chance_is(from, 0.7))
            scene_tell(out, TOOL_SLURM, run);
        for (int rank = 0; rank < ranks; rank++) {
            tool all[] = { TOOL_EVENTS, TOOL_WANDB, TOOL_CODECARBON };
            bool has[] = { events || !wandb, wandb, carbon };

            for (int k = 0; k < 3; k++)
                if (has[k]) {
                    told *one = scene_tell(out, all[k], run);

                    one->rank = rank;
                    one->pid += rank;
                    one->start_s += 2.0 + chance_between(from, 0.0, 0.9);
                    one->end_s -= chance_between(from, 0.0, 0.9);
                }
        }
        at_s += length_s + chance_between(from, 1.0, 20.0);
    }
    scene_traces(out, from, 0.4);
}

/* A job that died and was sent off again; each session has its own tracker. */
void scene_resumed(world *out, chance *from)
{
    int runs = 1 + chance_of(from, 2);
    double at_s = epoch_s;

    out->kind = "resumed";
    for (int i = 0; i < runs; i++) {
        double length_s = chance_between(from, 600.0, 2000.0);
        double pause_s = chance_between(from, 20.0, 200.0);
        int run = scene_run(out, 0, 1, at_s, length_s, from);
        double cut_s = at_s + length_s * chance_between(from, 0.3, 0.7);

        for (int session = 0; session < 2; session++)
            for (int k = 0; k < 3; k++) {
                told *one = scene_tell(
                    out, (tool[]){ TOOL_SLURM, TOOL_WANDB, TOOL_CODECARBON }[k], run);

                one->session = session;
                one->rank = k == 0 ? -1 : 0;
                one->start_s = session == 0 ? at_s : cut_s + pause_s;
                one->end_s = session == 0 ? cut_s : at_s + length_s;
                if (k > 0)
                    scene_late(one, from);
            }
        at_s += length_s + chance_between(from, 30.0, 200.0);
    }
    scene_traces(out, from, 0.3);
}

void scene_trainer(world *out, chance *from)
{
    int runs = 1 + chance_of(from, 4);
    double at_s = epoch_s;

    out->kind = "trainer";
    for (int i = 0; i < runs; i++) {
        double length_s = chance_between(from, 200.0, 1500.0);
        int run = scene_run(out, 0, 1, at_s, length_s, from);
        told *one = scene_tell(out, TOOL_TRAINER, run);

        one->start_s += chance_between(from, 1.0, 3.0);
        one->end_s -= chance_between(from, 0.0, 2.0);
        scene_late(scene_tell(out, TOOL_EVENTS, run), from);
        scene_late(scene_tell(out, TOOL_CODECARBON, run), from);
        if (chance_is(from, 0.5))
            scene_late(scene_tell(out, TOOL_MLFLOW, run), from);
        if (chance_is(from, 0.4))
            scene_tell(out, TOOL_SLURM, run);
        at_s += length_s + chance_between(from, 1.0, 20.0);
    }
    scene_traces(out, from, 0.4);
    scene_miss(out, from, 0.2);
}
