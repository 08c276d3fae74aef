/* Worlds: which runs there were, and which tools tell of them. */
#include "properties/world.h"

#include "properties/scenes.h"

#include <stdlib.h>
#include <string.h>

static const double joules_per_kwh = 3.6e6, cpu_w = 95.0, ram_w = 20.0;

const char *world_host(const world *from, int host)
{
    static const char *const names[HOSTS_MAX] = { "n1", "n2", "n3" };

    return from->hosts ? names[host] : "";
}

/* One of three, by seed and run, without another throw. */
static size_t third(const world *from, int run)
{
    return (size_t)((from->seed / 4 + (uint64_t)run) % 3);
}

double world_pue(const world *from, int run)
{
    static const double pue[] = { 1.0, 1.25, 1.5 };

    return pue[third(from, run)];
}

const char *world_processor(const world *from, int run)
{
    static const char *const names[] = { "AMD EPYC 7742", "Intel Xeon Gold 6148",
                                         "AMD EPYC" };

    return names[third(from, run)];
}

double world_memory_gb(const world *from, int run)
{
    static const double memory_gb[] = { 503.5, 96.0, 251.25 };

    return memory_gb[third(from, run)];
}

static double seconds_of(const told *account)
{
    return account->end_s - account->start_s;
}

/* What the devices of its runs drew in its time. */
double told_gpu_kwh(const world *from, const told *account)
{
    double joules = 0.0;

    for (int i = account->run; i < account->run + account->count; i++) {
        const true_run *run = &from->run[i];
        double from_s = run->start_s > account->start_s ? run->start_s : account->start_s;
        double until_s = run->end_s < account->end_s ? run->end_s : account->end_s;

        if (until_s > from_s)
            joules += run->gpu_w * account->devices * (until_s - from_s);
    }
    return joules * account->energy / joules_per_kwh;
}

double told_cpu_kwh(const told *account)
{
    return seconds_of(account) * cpu_w * account->energy / joules_per_kwh;
}

double told_ram_kwh(const told *account)
{
    return seconds_of(account) * ram_w / joules_per_kwh;
}

static int by_place(const void *left, const void *right)
{
    const told *a = *(const told *const *)left, *b = *(const told *const *)right;

    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a > b) - (a < b);
}

size_t world_of(const world *from, tool which, int file, const told *out[TOLD_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < from->count; i++)
        if (from->told[i].tool == which && from->told[i].file == file &&
            !from->told[i].left_out)
            out[count++] = &from->told[i];
    qsort(out, count, sizeof *out, by_place);
    return count;
}

static const scene scenes[] = {
    scene_jobs,       scene_jobs,    scene_sweep,
    scene_sweep,      scene_ray,     scene_ranks,
    scene_resumed,    scene_trainer, scene_jobs_of_unknown_hosts,
    scene_two_sweeps, scene_zones,   scene_strangers
};

void world_make(world *out, uint64_t seed)
{
    chance from = { seed * UINT64_C(0x100000001b3) + 17 };
    size_t which = (size_t)chance_of(&from, sizeof scenes / sizeof scenes[0]);

    memset(out, 0, sizeof *out);
    out->seed = seed;
    out->parts = 1;
    out->hosts = true;
    out->database = seed % 2 == 0;
    out->uuids = seed % 4 < 2;
    scenes[which](out, &from);
}
