/* A Pareto front of two figures, kept while trials stream by. */
#include "chart/kept/front.h"

#include <stdlib.h>
#include <string.h>

/* The first point that costs more. */
static size_t place_of(const plume_front *front, double cost)
{
    size_t low = 0, high = front->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (front->point[middle].cost <= cost)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void take_out(plume_front *front, size_t from, size_t to)
{
    if (front->count > to) /* an empty front has no memory */
        memmove(front->point + from, front->point + to,
                (front->count - to) * sizeof *front->point);
    front->count -= to - from;
}

/* Both ends stay: the last is the best of all. */
static void thin(plume_front *front)
{
    size_t kept = 1;

    for (size_t i = 2; i + 1 < front->count; i += 2)
        front->point[kept++] = front->point[i];
    front->point[kept++] = front->point[front->count - 1];
    front->count = kept;
    front->thinned = true;
}

static plume_status make_room(plume_front *front, plume_error *error)
{
    size_t room = front->room == 0 ? 16 : 2 * front->room;
    plume_front_point *grown;

    if (front->count == PLUME_FRONT_MAX)
        thin(front);
    if (front->count < front->room)
        return PLUME_OK;
    grown = realloc(front->point, room * sizeof *grown);
    if (grown == NULL)
        return plume_fail_memory(error);
    front->point = grown;
    front->room = room;
    return PLUME_OK;
}

plume_status plume_front_add(plume_front *front, plume_front_point point,
                             plume_error *error)
{
    size_t at = place_of(front, point.cost), beaten;
    plume_status status;

    if (at > 0 && front->point[at - 1].gain >= point.gain)
        return PLUME_OK;
    if (at > 0 && front->point[at - 1].cost == point.cost)
        at--; /* at the same cost: beaten as well */
    beaten = at;
    while (beaten < front->count && front->point[beaten].gain <= point.gain)
        beaten++;
    take_out(front, at, beaten);
    status = make_room(front, error);
    if (status != PLUME_OK)
        return status;
    at = place_of(front, point.cost); /* thinning moved it */
    memmove(front->point + at + 1, front->point + at,
            (front->count - at) * sizeof *front->point);
    front->point[at] = point;
    front->count++;
    return PLUME_OK;
}

void plume_front_dispose(plume_front *front)
{
    free(front->point);
    *front = (plume_front){ 0 };
}
