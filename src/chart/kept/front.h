/* chart/kept/front.h -- the trials that no other beats at once in cost and in objective.
 */
#ifndef PLUME_CHART_KEPT_FRONT_H
#define PLUME_CHART_KEPT_FRONT_H

#include <stdbool.h>
#include <stddef.h>

#include <plume/status.h>

enum { PLUME_FRONT_MAX = 512 };

typedef struct plume_front_point {
    double cost, gain; /* gain: the objective, or its negative where smaller is better */
} plume_front_point;

/* Cheapest first, each gaining more than the one before. Zeroed: none. */
typedef struct plume_front {
    plume_front_point *point;
    size_t count, room;
    bool thinned; /* it had more than there is room for, and every second was left out */
} plume_front;

plume_status plume_front_add(plume_front *front, plume_front_point point,
                             plume_error *error);
void plume_front_dispose(plume_front *front);

#endif
