/* The devices in use, moment by moment: starts and ends in the order of time, and a heap
 * of the runs that are going on, the largest on top. */
#include "evidence/devices/uses.h"

#include <math.h>
#include <stdlib.h>

#include "core/number/units.h"
#include "core/sort.h"

#define SECONDS_MAX 4e12 /* far beyond any calendar, and safe as microseconds */

double plume_use_devices(const plume_run *run)
{
    return run->device_count > 0.0 ? run->device_count * run->repeat : run->repeat;
}

bool plume_use_of(plume_use *out, const plume_run *run)
{
    double start_s = isnan(run->start_s) ? run->end_s - run->duration_s : run->start_s;
    double end_s = isnan(run->end_s) ? start_s + run->duration_s : run->end_s;

    if (!(end_s > start_s) || !(fabs(start_s) < SECONDS_MAX) ||
        !(fabs(end_s) < SECONDS_MAX))
        return false;
    out->start_us = llround(start_s * MICROSECONDS_PER_SECOND);
    out->end_us = llround(end_s * MICROSECONDS_PER_SECOND);
    out->devices = (float)plume_use_devices(run);
    return out->end_us > out->start_us && out->devices > 0.0f;
}

double plume_use_hours(int64_t us)
{
    return (double)us / MICROSECONDS_PER_SECOND / SECONDS_PER_HOUR;
}

/* --- what goes on --- */

typedef struct change {
    int64_t t_us;
    double devices; /* below 0 at an end */
    int64_t end_us; /* of a start */
} change;

typedef struct heap {
    change *top;
    size_t count;
} heap;

static void push(heap *on, change one)
{
    size_t at = on->count++;

    while (at > 0 && on->top[(at - 1) / 2].devices < one.devices) {
        on->top[at] = on->top[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    on->top[at] = one;
}

static void pop(heap *on)
{
    change last = on->top[--on->count];
    size_t at = 0, child;

    while ((child = 2 * at + 1) < on->count) {
        if (child + 1 < on->count && on->top[child + 1].devices > on->top[child].devices)
            child++;
        if (on->top[child].devices <= last.devices)
            break;
        on->top[at] = on->top[child];
        at = child;
    }
    on->top[at] = last;
}

/* What has ended stays in the heap until it comes to the top. */
static double most_at(heap *on, int64_t t_us)
{
    while (on->count > 0 && on->top[0].end_us <= t_us)
        pop(on);
    return on->count > 0 ? on->top[0].devices : 0.0;
}

static int by_time(const void *left, const void *right)
{
    const change *a = left, *b = right;

    if (a->t_us != b->t_us)
        return a->t_us < b->t_us ? -1 : 1;
    return (a->devices > b->devices) - (a->devices < b->devices);
}

static bool walk(change *changes, size_t count, heap *on, plume_use_sink sink)
{
    double all = 0.0;

    for (size_t i = 0; i + 1 < count; i++) {
        int64_t next_us = changes[i + 1].t_us;
        double most;

        if (changes[i].devices > 0.0)
            push(on, changes[i]);
        all += changes[i].devices;
        if (next_us == changes[i].t_us)
            continue;
        most = most_at(on, changes[i].t_us);
        if (most == 0.0)
            all = 0.0; /* nothing is left of what rounding left */
        else if (!sink.take(sink.state, changes[i].t_us, next_us, most, fmax(all, most)))
            return false;
    }
    return true;
}

/* The starts come in order as a rule, the ends nearly so: each is put in order by itself,
 * and the ends go before the starts of their moment, as by_time has it. */
static void merge(change *out, change *starts, change *ends, size_t count)
{
    size_t start = 0, end = 0;

    plume_sort_unordered(starts, count, sizeof *starts, by_time);
    plume_sort_unordered(ends, count, sizeof *ends, by_time);
    while (start < count || end < count)
        *out++ = start == count || (end < count && ends[end].t_us <= starts[start].t_us)
                     ? ends[end++]
                     : starts[start++];
}

bool plume_uses_walk(const plume_use *uses, size_t count, plume_use_sink sink)
{
    change *changes = malloc((4 * count + 1) * sizeof *changes);
    heap on = { malloc((count + 1) * sizeof *on.top), 0 };
    bool done = changes != NULL && on.top != NULL;
    change *starts = done ? changes + 2 * count : NULL,
           *ends = done ? starts + count : NULL;

    for (size_t i = 0; i < count && done; i++) {
        const plume_use *use = &uses[i];

        starts[i] = (change){ use->start_us, (double)use->devices, use->end_us };
        ends[i] = (change){ use->end_us, -(double)use->devices, use->end_us };
    }
    if (done)
        merge(changes, starts, ends, count);
    done = done && walk(changes, 2 * count, &on, sink);
    free(changes);
    free(on.top);
    return done;
}
