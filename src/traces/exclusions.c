/* Times of devices that are left out of a trace: pieces are cut at them. */
#include "traces/exclusions.h"

#include <math.h>
#include <stdlib.h>

plume_status plume_exclusions_add(plume_exclusions *exclusions,
                                  const plume_excluded_time *time, plume_error *error)
{
    if (exclusions->count == exclusions->capacity) {
        size_t capacity = exclusions->capacity * 2 + 8;
        plume_excluded_time *grown = realloc(exclusions->time, capacity * sizeof *grown);

        if (grown == NULL)
            return plume_fail_memory(error);
        exclusions->time = grown;
        exclusions->capacity = capacity;
    }
    exclusions->time[exclusions->count++] = *time;
    return PLUME_OK;
}

void plume_exclusions_dispose(plume_exclusions *exclusions)
{
    free(exclusions->time);
    *exclusions = (plume_exclusions){ 0 };
}

static int by_device(const void *left, const void *right)
{
    const plume_excluded_time *a = left, *b = right;

    if (a->device != b->device)
        return a->device < b->device ? -1 : 1;
    return (a->from_s > b->from_s) - (a->from_s < b->from_s);
}

/* Times of one device that touch are one: then no moment is cut off twice. */
void plume_exclusions_ready(plume_exclusions *exclusions)
{
    plume_excluded_time *all = exclusions->time;
    size_t kept = 0;

    if (exclusions->count == 0)
        return;
    qsort(all, exclusions->count, sizeof *all, by_device);
    for (size_t i = 1; i < exclusions->count; i++) {
        if (all[i].device == all[kept].device && all[i].from_s <= all[kept].to_s)
            all[kept].to_s = fmax(all[kept].to_s, all[i].to_s);
        else
            all[++kept] = all[i];
    }
    exclusions->count = kept + 1;
}

static size_t first_of(const plume_exclusions *exclusions, size_t device)
{
    size_t low = 0, high = exclusions->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (exclusions->time[middle].device < device)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Power runs straight through a piece. */
static double watts_at(const plume_power_piece *piece, double t_s)
{
    double share = (t_s - piece->from_s) / (piece->to_s - piece->from_s);

    return piece->from_w + share * (piece->to_w - piece->from_w);
}

/* The energy of a counter is not that of its watts: it is shared by them. */
static void give(const plume_power_piece *piece, double from_s, double to_s,
                 plume_power_sink sink)
{
    double whole_j = (piece->to_s - piece->from_s) * (piece->from_w + piece->to_w) / 2.0;
    plume_power_piece part = *piece;

    if (!(to_s > from_s))
        return;
    part.from_s = from_s;
    part.to_s = to_s;
    part.from_w = watts_at(piece, from_s);
    part.to_w = watts_at(piece, to_s);
    part.energy_j = (to_s - from_s) * (part.from_w + part.to_w) / 2.0;
    if (whole_j > 0.0)
        part.energy_j *= piece->energy_j / whole_j;
    sink.take(sink.state, &part);
}

void plume_exclusions_pass(const plume_exclusions *exclusions,
                           const plume_power_piece *piece, plume_power_sink sink)
{
    double from_s = piece->from_s;
    bool cut = false, moment = !(piece->to_s > piece->from_s);

    for (size_t i = first_of(exclusions, piece->device);
         i < exclusions->count && exclusions->time[i].device == piece->device; i++) {
        const plume_excluded_time *out = &exclusions->time[i];

        if (moment ? out->to_s < from_s || out->from_s > from_s
                   : out->to_s <= from_s || out->from_s >= piece->to_s)
            continue;
        cut = true;
        if (!moment)
            give(piece, from_s, fmin(out->from_s, piece->to_s), sink);
        from_s = fmax(from_s, out->to_s);
    }
    if (!cut)
        sink.take(sink.state, piece);
    else if (!moment)
        give(piece, from_s, piece->to_s, sink);
}
